"""destroy: registers of what has expired; nothing leaves its shelf by these commands alone."""

from datetime import date

import click

from archivist.archive import Archive
from archivist.cli.chinese import Command, Group
from archivist.cli.options import json_option, this_day, today_option
from archivist.cli.say import Caller, answer, progress, show, tell
from archivist.destruction.export import Exporter
from archivist.keeping import registers
from archivist.records.register import REGISTER_STATE_NAMES

_NUMBER = click.argument("number", metavar="清册编号")


@click.group(cls=Group)
def destroy() -> None:
    """销毁清册：造册、查看、导出、撤销。"""


@destroy.command("propose", cls=Command)
@click.argument("quarter", required=False, metavar="[季度]")
@today_option
@json_option
@click.pass_obj
def propose(caller: Caller, quarter: str | None, today: date | None, as_json: bool) -> None:
    """把到期的材料造册（如 2026Q4，默认本季度）；内容从此固定，材料还在架上。"""
    from archivist.destruction import originals
    from archivist.destruction.register import propose as make_register
    from archivist.rules.quarters import quarter_of

    day = today or this_day()
    with caller.writing() as archive:
        register = make_register(
            archive.catalogue,
            archive.pack,
            archive.settings.rules,
            quarter=quarter or str(quarter_of(day)),
            actor=caller.actor,
            today=day,
        )
        held = originals.told(archive.catalogue, register.number)
    if as_json:
        answer(register)
        return
    tell(f"已造册 {register.number}：{len(register.items)} 件。")
    for one in held:
        tell(f"整份原件“{one.place}”里有本册 {len(one.listed)} 件的页：{originals.sentence(one)}")
    tell(f"下一步：archivist destroy export {register.number}，打印后由鉴定小组审核签字。")


@destroy.command("list", cls=Command)
@json_option
@click.pass_obj
def list_(caller: Caller, as_json: bool) -> None:
    """列出全部清册。"""
    with caller.reading() as archive:
        found = registers.heads(archive.catalogue)
    show(
        as_json,
        found,
        "销毁清册",
        {
            "编号": lambda r: r.number,
            "季度": lambda r: r.quarter,
            "状态": lambda r: REGISTER_STATE_NAMES[r.state],
            "件数": lambda r: r.items,
            "造册人": lambda r: r.proposed_by,
            "造册时间": lambda r: r.proposed_at.astimezone().strftime("%Y-%m-%d %H:%M"),
        },
    )


@destroy.command("export", cls=Command)
@_NUMBER
@json_option
@click.pass_obj
def export(caller: Caller, number: str, as_json: bool) -> None:
    """导出清册：Word、Excel 和 PDF，放在档案库的“销毁”文件夹，永久保存。"""
    with caller.writing() as archive, progress("排版", quiet=as_json) as report:
        rows = len(registers.get(archive.catalogue, number).items)
        done = None if report is None else (lambda count: report("", count, rows))
        places = exporter(archive, caller.actor).export(number, done)
    if as_json:
        answer({"register": number, "files": places})
        return
    for place in places:
        tell(place)


@destroy.command("cancel", cls=Command)
@_NUMBER
@click.option("--reason", required=True, help="撤销的理由。")
@json_option
@click.pass_obj
def cancel(caller: Caller, number: str, reason: str, as_json: bool) -> None:
    """撤销清册：其中的材料恢复为在架，编号不再使用。"""
    from archivist.destruction.register import cancel as cancel_register

    with caller.writing() as archive:
        register = cancel_register(archive.catalogue, archive.shelf, number, reason, caller.actor)
    if as_json:
        answer({"register": register.number, "state": register.state})
    else:
        tell(f"清册 {number} 已撤销。")


def exporter(archive: Archive, actor: str) -> Exporter:
    """The exporter over an open archive."""
    return Exporter(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        settings=archive.settings,
        typesetter=archive.typesetter,
        actor=actor,
    )
