"""A long destruction register in its three forms, each beside the bare library."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from archivist.archive import Archive
from archivist.bench.bare import bare
from archivist.bench.clock import settle_disk, timed
from archivist.bench.figure import Figure
from archivist.destruction import sheets
from archivist.destruction.export import TEMPLATE, Exporter, pdf, word
from archivist.keeping import registers
from archivist.keeping.codec import plain
from archivist.making.fonts import ROLES
from archivist.making.spreadsheet import workbook
from archivist.records.register import Register, RegisterItem, RegisterState
from archivist.samples.batch import NAMES

ACTOR = "测速"
NUMBER = "2026Q4-01"
HOW = (
    "从目录库读出清册，写成 Word、Excel、PDF 三种文件并落盘；"
    "对照：下面三种对照之和。轮流进行，比值是用时之比，越小越好。"
)
HOWS = {
    "docx": "模板填写后逐行重复；对照：python-docx 逐行复制表格行。",
    "xlsx": "带封面说明和格式；对照：xlsxwriter 逐行写同样的值，一种格式。",
    "pdf": "分段排版、合并、编页码；对照：typst 用同一模板、同一字体一次排完（内存约为五倍）。",
}


def register(archive: Archive, rows: int, rounds: int) -> tuple[Figure, ...]:
    """Seconds for a register of ``rows`` rows: all three files, and each kind alone."""
    listed = made_register(rows)
    with archive.catalogue.transaction():
        registers.add(archive.catalogue, listed)
    ours: dict[str, list[float]] = {"all": [], **{kind: [] for kind in HOWS}}
    floor: dict[str, list[float]] = {kind: [] for kind in HOWS}
    works = {"all": lambda: _export(archive), **_works(archive, listed)}
    requests = _requests(archive, listed)
    for _ in range(rounds):
        for kind, (work, request) in requests.items():
            floor[kind].append(bare(work, request).wall)
        for kind, work_ours in works.items():
            settle_disk()
            ours[kind].append(timed(work_ours)[1].wall)
    whole = Figure(
        title=f"清册 {rows} 行",
        unit="秒",
        how=HOW,
        ours=median(ours["all"]),
        floor=sum(median(seconds) for seconds in floor.values()),
        target=3.0,
        bound="at most",
    )
    return whole, *(
        Figure(
            title=f"清册 {rows} 行（{kind}）",
            unit="秒",
            how=how,
            ours=median(ours[kind]),
            floor=median(floor[kind]),
        )
        for kind, how in HOWS.items()
    )


def made_register(rows: int) -> Register:
    """A made-up register of so many rows."""
    items = tuple(_item(position) for position in range(1, rows + 1))
    return Register(
        number=NUMBER,
        quarter="2026Q4",
        state=RegisterState.LISTED,
        proposed_by=ACTOR,
        proposed_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        items=items,
        digest=registers.digest_of(NUMBER, "2026Q4", items),
    )


def _item(position: int) -> RegisterItem:
    name = NAMES[position % len(NAMES)]
    base_on = date(2024, 3, 16) + timedelta(days=position % 200)
    return RegisterItem(
        position=position,
        record=position,
        title=f"职业技能等级认定理论考试试卷（考生） {name}",
        year=2024,
        code=f"L001-ZY·JN·2024·D1·JNJD·{position // 200 + 1:03d}-{position % 200 + 1:03d}",
        term="1年",
        kept_for="2年6个月",
        pages=position % 7 + 1,
        copies=1,
        batch=f"LYG-SP-2024-{316 + position // 200:04d}",
        material=19,
        carrier="纸质",
        base_on=base_on,
        due_on=date(2025, 12, 31),
        secrecy="",
        digest=hashlib.sha256(str(position).encode()).hexdigest(),
        rule="自考试结束之日起保管满1年，取到年底（规则包 lianyungang-2023@2023.1）",
    )


def _export(archive: Archive) -> None:
    Exporter(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        settings=archive.settings,
        typesetter=archive.typesetter,
        actor=ACTOR,
    ).export(NUMBER)


def _works(archive: Archive, listed: Register) -> dict[str, Callable[[], object]]:
    body = archive.settings.body
    template = archive.settings.templates / "word" / f"{TEMPLATE}.docx"
    return {
        "docx": lambda: word(listed, body, template),
        "xlsx": lambda: workbook([sheets.sheet(listed, body)]),
        "pdf": lambda: pdf(listed, body, archive.typesetter),
    }


def _requests(archive: Archive, listed: Register) -> dict[str, tuple[str, dict[str, object]]]:
    """What the floors are asked: the same values in the same columns."""
    body = archive.settings.body
    lines = [dict(row) for row in sheets.rows(listed)]
    word_rows = [[str(row[name]) for name in sheets.ROW_FIELDS] for row in lines]
    full_rows = [
        [*row, "", item.rule, item.digest]
        for row, item in zip(word_rows, listed.items, strict=True)
    ]
    spare = archive.fonts.spare
    data = plain({**sheets.cover(listed, body), "rows": lines, "qr": None})
    source: Path = archive.settings.templates / "typst" / f"{TEMPLATE}.typ"
    return {
        "docx": ("register:word", {"rows": word_rows}),
        "xlsx": ("register:excel", {"rows": full_rows}),
        "pdf": (
            "register:pdf",
            {
                "source": str(source.resolve()),
                "data": data,
                "fonts": {role: [spare.family] for role in ROLES},
                "fonts_at": str(spare.path.parent),
            },
        ),
    }
