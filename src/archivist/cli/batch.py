"""batch: enrol, list, show, check, seal."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from archivist.cli.chinese import Command, Group
from archivist.cli.options import json_option, this_day, today_option
from archivist.cli.say import Caller, answer, show, table, tell
from archivist.errors import NoSuchFile
from archivist.keeping import batches, records
from archivist.records.batch import CATEGORY_NAMES, LEVEL_NAMES
from archivist.records.checklist import PRESENCE_NAMES, Presence


@click.group(cls=Group)
def batch() -> None:
    """批次：登记、导入、查看、检查材料是否齐全。"""


@batch.command("import", cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--replace", "correct", is_flag=True, help="批次已经登记时，用这份内容更正。")
@json_option
@click.pass_obj
def import_(caller: Caller, file: Path, correct: bool, as_json: bool) -> None:
    """从 JSON 或 xlsx 导入批次和考生名册。

    xlsx 里放两个表：批次和名册，表头用中文。JSON 用英文名称。

    批次：批次号 number，评价机构 agency，机构类别 category，职业 occupation，
    级别 level（以上必填），职业编码 occupation_code，工种 job，考点 site，有工件 has_workpieces，
    报名日期 registration_on，理论考试日期 theory_on，技能考核日期 skill_on，
    成绩公布日期 scores_on，发证日期 certificates_on。
    名册（roster）：姓名 name（必填），身份证号 id_number，准考证号 ticket_number，
    理论成绩 theory_score，技能成绩 skill_score，是否合格 passed，证书编号 certificate。
    """
    from archivist.intake import enrol

    if not file.is_file():
        raise NoSuchFile(path=file)
    with caller.writing() as archive:
        if file.suffix.lower() == ".json":
            found = enrol.from_json(file)
        else:
            found = enrol.from_tables(file, archive.tables(file))
        held = [
            enrol.enrol(archive.catalogue, archive.pack, one, caller.actor, correct=correct)
            for one in found
        ]
    _told(held, as_json)


@batch.command("add", cls=Command)
@click.argument("number", metavar="批次号")
@click.option("--agency", required=True, help="评价机构全称。")
@click.option(
    "--category",
    type=click.Choice(["third-party", "enterprise", "school"]),
    required=True,
    help="机构类别：third-party 社会培训评价组织，enterprise 用人单位，school 院校。",
)
@click.option("--occupation", required=True, help="职业名称。")
@click.option("--level", type=click.IntRange(1, 5), required=True, help="级别，1 到 5。")
@click.option("--occupation-code", default="", help="职业编码，如 4-10-01-05。")
@click.option("--job", default="", help="工种。")
@click.option("--theory-on", default=None, help="理论考试日期，如 2024-03-16。")
@click.option("--skill-on", default=None, help="技能考核日期，如 2024-03-17。")
@click.option("--site", default="", help="考点。")
@click.option("--has-workpieces", is_flag=True, help="有考核工件。")
@click.option(
    "--roster",
    type=click.Path(path_type=Path),
    default=None,
    help="考生名册：xlsx，或带表格的 PDF、Word。",
)
@json_option
@click.pass_obj
def add(caller: Caller, /, roster: Path | None, as_json: bool, **facts: Any) -> None:
    """登记一个批次。"""
    from archivist.intake import enrol
    from archivist.reading.roster import roster_from_tables

    with caller.writing() as archive:
        one = enrol.from_entry({name: value for name, value in facts.items() if value})
        if roster is not None:
            if not roster.is_file():
                raise NoSuchFile(path=roster)
            people = roster_from_tables(archive.tables(roster), roster.name)
            one = enrol.with_roster(one, people)
        held = enrol.enrol(archive.catalogue, archive.pack, one, caller.actor)
    _told([held], as_json)


@batch.command("list", cls=Command)
@json_option
@click.pass_obj
def list_(caller: Caller, as_json: bool) -> None:
    """列出全部批次。"""
    with caller.reading() as archive:
        rows = [
            {
                "number": held.batch.number,
                "year": held.year,
                "volume": held.volume,
                "agency": held.batch.agency,
                "occupation": held.batch.occupation,
                "level": held.batch.level,
                "candidates": len(held.batch.roster),
                "records": len(records.of_batch(archive.catalogue, held.batch.number)),
                "folder": held.folder,
            }
            for held in batches.every(archive.catalogue)
        ]
    show(
        as_json,
        rows,
        "批次",
        {
            "批次号": lambda r: r["number"],
            "年度": lambda r: r["year"],
            "案卷号": lambda r: r["volume"],
            "评价机构": lambda r: r["agency"],
            "职业": lambda r: r["occupation"],
            "级别": lambda r: r["level"],
            "考生": lambda r: r["candidates"],
            "已归档": lambda r: r["records"],
        },
    )


@batch.command("show", cls=Command)
@click.argument("number", metavar="批次号")
@json_option
@click.pass_obj
def show_(caller: Caller, number: str, as_json: bool) -> None:
    """查看一个批次的情况和名册。"""
    with caller.reading() as archive:
        held = batches.held(archive.catalogue, number)
    if as_json:
        answer(held)
        return
    one = held.batch
    facts = [
        ("评价机构", one.agency),
        ("机构类别", CATEGORY_NAMES[one.category]),
        ("职业", f"{one.occupation} {one.occupation_code}".strip()),
        ("工种", one.job),
        ("级别", LEVEL_NAMES[one.level]),
        ("报名日期", one.registration_on),
        ("理论考试日期", one.theory_on),
        ("技能考核日期", one.skill_on),
        ("成绩公布日期", one.scores_on),
        ("发证日期", one.certificates_on),
        ("考点", one.site),
        ("考核工件", "有" if one.has_workpieces else "无"),
        ("存放位置", held.folder),
        ("封盒", _seal_words(held)),
    ]
    table(f"批次 {number}", ("项目", "内容"), [(k, v) for k, v in facts if v])
    people = [
        (p.position, p.name, p.ticket_number, p.theory_score, p.skill_score, p.certificate)
        for p in one.roster
    ]
    table("名册", ("序号", "姓名", "准考证号", "理论", "技能", "证书编号"), people)


def _seal_words(held: batches.Held) -> str:
    if held.sealed_at is None:
        return ""
    day = held.sealed_at.astimezone().strftime("%Y-%m-%d %H:%M")
    despite = f"，尽管有未完事项：{held.sealed_despite}" if held.sealed_despite else ""
    return f"{day}，{held.sealed_by}{despite}"


@batch.command("check", cls=Command)
@click.argument("number", metavar="批次号")
@json_option
@today_option
@click.pass_obj
def check(caller: Caller, number: str, as_json: bool, today: date | None) -> int:
    """对照清单检查：已有、不全、缺、未到时间、不适用（附理由）。"""
    from archivist.arrangement.checking import check_batch

    with caller.reading() as archive:
        lines = check_batch(archive.catalogue, archive.pack, number, today or this_day())
    show(
        as_json,
        lines,
        f"批次 {number} 归档材料检查表",
        {
            "序号": lambda line: line.material,
            "材料": lambda line: line.title,
            "情况": lambda line: PRESENCE_NAMES[line.presence],
            "件数": lambda line: f"{line.found}/{line.expected}",
            "说明": lambda line: line.reason,
        },
    )
    lacking = [line for line in lines if line.presence in (Presence.MISSING, Presence.PARTIAL)]
    tell(f"还缺 {len(lacking)} 项。" if lacking else "材料齐全。")
    return 1 if lacking else 0


@batch.command("seal", cls=Command)
@click.argument("number", metavar="批次号")
@click.option("--despite", default="", help="还有缺的或未完的，仍要封盒的理由；写进备考表。")
@json_option
@today_option
@click.pass_obj
def seal(caller: Caller, number: str, despite: str, as_json: bool, today: date | None) -> None:
    """封盒：打印全部表、写校验清单，此后只能说明理由作补充归档；不能撤销。"""
    from archivist import rounds
    from archivist.arrangement.sealing import seal_batch
    from archivist.press import printer_of

    with caller.writing() as archive:
        rounds.begin(archive)
        sealing = seal_batch(
            printer_of(archive, caller.actor), number, today or this_day(), despite
        )
    if as_json:
        answer(sealing)
        return
    for place in sealing.printed:
        tell(place)
    for point in sealing.open_points:
        tell(f"封盒时：{point}。")
    tell(f"批次 {number} 已封盒。")


def _told(held: list[batches.Held], as_json: bool) -> None:
    if as_json:
        answer(
            [
                {"number": one.batch.number, "folder": one.folder, "volume": one.volume}
                for one in held
            ]
        )
        return
    for one in held:
        tell(
            f"批次 {one.batch.number} 已登记：{len(one.batch.roster)} 名考生，存放在 {one.folder}。"
        )
