"""The people of a made-up body, and the small phrases its forms share."""

from datetime import date, timedelta

from archivist.records.batch import LEVEL_NAMES, LEVEL_SHORT, Batch, Category
from archivist.samples.paper import Cell, Ink, Sign

PRINCIPAL = "殷怀川"
OFFICER = "葛云深"
KEEPER = "乔书宁"
PRINTER = "路知远"
SUPERVISOR = "穆向南"
CHIEF_EXAMINER = "谷雨桐"
EXAMINERS = ("谷雨桐", "宁亦凡", "司徒月")
INVIGILATORS = ("柳一舟", "甘棠")
OFFICIAL = "鲁照临"
AUTHORITY = "云港市职业技能鉴定指导中心"


def day(on: date | None) -> str:
    """A date as Chinese forms write it, or the blank form of one."""
    return f"{on.year}年{on.month}月{on.day}日" if on else "　　年　月　日"


def after(on: date | None, days: int) -> date | None:
    """The day so many days after ``on``, which may be unknown."""
    return on + timedelta(days=days) if on else None


def days(batch: Batch) -> str:
    """The days of the assessment, the second one shortened where it can be."""
    first, last = batch.theory_on, batch.skill_on
    if first and last and (first.year, first.month) == (last.year, last.month):
        return f"{day(first)}—{last.day}日"
    return f"{day(first)}—{day(last)}"


def trade(batch: Batch) -> str:
    """Occupation with its job in brackets, if it has one."""
    return f"{batch.occupation}（{batch.job}）" if batch.job else batch.occupation


def level(batch: Batch) -> str:
    """Level as certificates write it."""
    return LEVEL_NAMES[batch.level]


def trade_and_level(batch: Batch) -> str:
    """Occupation and short level."""
    return f"{trade(batch)} {LEVEL_SHORT[batch.level]}"


def mark(value: float | None) -> str:
    """A score without a needless decimal."""
    return "" if value is None else f"{value:g}"


def hand(text: str, *, height: float = 5.6, black: bool = False) -> Ink:
    """Writing by hand."""
    return Ink(text=text, height=height, hue="black" if black else "blue")


def body_seal(batch: Batch, across: str = "") -> Ink:
    """The body's round seal, 40 mm as enterprises and schools have it."""
    return Ink(text=batch.agency, kind="seal", height=40, across=across)


def official_seal() -> Ink:
    """The made-up authority's round seal, 42 mm."""
    return Ink(text=AUTHORITY, kind="seal", height=42)


def signed(label: str, name: str, on: date | None, seal: Ink | None = None) -> Sign:
    """A place signed by hand, with the day and perhaps a seal."""
    return Sign(label=label, hand=hand(name, height=7), day=day(on), seal=seal)


def basics(batch: Batch) -> tuple[tuple[Cell, ...], ...]:
    """Four rows that open most forms: body, batch, trade, days."""
    return (
        ("评价机构", batch.agency, "认定批次号", batch.number),
        ("职业（工种）", trade(batch), "等级", level(batch)),
        ("认定时间", days(batch), "考点", batch.site),
    )


def employer(batch: Batch) -> str:
    """Where the candidates of a made-up batch work or study."""
    if batch.category is Category.THIRD_PARTY:
        return "云港示范养老服务有限公司"
    return batch.agency


def body_kind(batch: Batch) -> str:
    """How the body calls its assessing."""
    return {
        Category.THIRD_PARTY: "社会化评价",
        Category.ENTERPRISE: "企业自主评价",
        Category.SCHOOL: "院校学生评价",
    }[batch.category]
