"""record: list, show, add-physical; and search."""

from datetime import date
from typing import Any

import click

from archivist.cli.chinese import Command, Group
from archivist.cli.options import Day, json_option
from archivist.cli.say import Caller, answer, show, table, tell
from archivist.keeping import batches, ledger, records
from archivist.records.batch import SUBJECT_NAMES, Subject
from archivist.records.event import ACT_NAMES
from archivist.records.material import CARRIER_NAMES, Carrier
from archivist.records.record import Record

_PHYSICAL = (Carrier.PIECE, Carrier.DISC, Carrier.SERVER, Carrier.PAPER)
_COLUMNS: dict[str, Any] = {
    "编号": lambda r: r.id,
    "档号": lambda r: r.code,
    "题名": lambda r: r.title,
    "页数": lambda r: r.pages,
    "日期": lambda r: r.dated_on,
    "载体": lambda r: CARRIER_NAMES[r.carrier],
    "盒号": lambda r: r.box,
    "位置": lambda r: r.place or r.location,
}


@click.group(cls=Group)
def record() -> None:
    """件：查看，登记实物。"""


@record.command("list", cls=Command)
@click.option("--batch", "number", default="", help="只看这个批次。")
@json_option
@click.pass_obj
def list_(caller: Caller, number: str, as_json: bool) -> None:
    """列出各件。"""
    with caller.reading() as archive:
        if number:
            batches.held(archive.catalogue, number)
            found = records.of_batch(archive.catalogue, number)
        else:
            found = records.every(archive.catalogue)
    show(as_json, found, "件", _COLUMNS)


@record.command("show", cls=Command)
@click.argument("number", metavar="编号", type=int)
@json_option
@click.pass_obj
def show_(caller: Caller, number: int, as_json: bool) -> None:
    """查看一件：在哪里、从哪里来、经过了什么。"""
    with caller.reading() as archive:
        found = records.get(archive.catalogue, number)
        events = ledger.events(archive.catalogue, f"record/{number}")
        term = archive.pack.term(found.term).name
        folder = str(archive.shelf.root)
    if as_json:
        answer({"record": found, "events": events})
        return
    facts = [
        ("题名", found.title),
        ("档号", found.code or "尚未编号"),
        ("批次", found.batch),
        ("材料", f"第 {found.material} 项"),
        ("科目", SUBJECT_NAMES[found.subject] if found.subject else ""),
        ("保管期限", term),
        ("载体", CARRIER_NAMES[found.carrier]),
        ("页数", found.pages),
        ("日期", found.dated_on),
        ("盒号", found.box),
        ("文件", f"{folder}/{found.place}" if found.place else ""),
        ("存放处", found.location),
        ("原文件名", found.source_name),
        ("SHA-256", found.digest),
        ("备注", found.remark),
        *(
            (
                event.at.astimezone().strftime("%Y-%m-%d %H:%M"),
                f"{event.actor}：{ACT_NAMES.get(event.act, event.act)}",
            )
            for event in events
        ),
    ]
    table(f"件 {number}", ("项目", "内容"), [(k, v) for k, v in facts if v not in ("", None)])


@record.command("add-physical", cls=Command)
@click.option("--batch", "number", required=True, help="批次号。")
@click.option(
    "--material", type=int, required=True, help="清单项号，如 22（考核工件）、18（视频光盘）。"
)
@click.option("--title", default="", help="题名；默认用清单上的名称。")
@click.option("--count", type=click.IntRange(1), default=1, help="件数或盘数。")
@click.option(
    "--carrier",
    type=click.Choice([c.value for c in _PHYSICAL]),
    default=Carrier.PIECE.value,
    help="载体：piece 实物，disc 光盘，server 服务器，paper 纸质；默认实物。",
)
@click.option(
    "--subject",
    type=click.Choice([s.value for s in Subject]),
    default=None,
    help="科目：theory 理论，skill 技能。",
)
@click.option("--candidate", default="", help="考生姓名，或名册序号。")
@click.option("--location", required=True, help="放在哪里，如“工件库 2 架 3 层”。")
@click.option("--dated-on", type=Day(), default=None, help="形成日期；默认用考核日期。")
@click.option("--remark", default="", help="备注：规格、数量、盘号等。")
@json_option
@click.pass_obj
def add_physical(
    caller: Caller,
    /,
    number: str,
    subject: str | None,
    candidate: str,
    carrier: str,
    dated_on: date | None,
    as_json: bool,
    **facts: Any,
) -> None:
    """登记没有文件的实物：工件、光盘、服务器上的录像。"""
    from archivist.intake.physical import add_piece
    from archivist.intake.review import position_of

    with caller.writing() as archive:
        held = batches.held(archive.catalogue, number)
        found = add_piece(
            archive.catalogue,
            archive.pack,
            held,
            subject=Subject(subject) if subject else None,
            candidate=position_of(held.batch, candidate) if candidate else None,
            carrier=Carrier(carrier),
            dated_on=dated_on,
            actor=caller.actor,
            **facts,
        )
    _told(found, as_json)


@click.command(cls=Command)
@click.argument("text", metavar="文字")
@json_option
@click.pass_obj
def search(caller: Caller, text: str, as_json: bool) -> None:
    """在题名、档号、考生姓名和文件内容里查找。"""
    from archivist.keeping.search import find

    with caller.reading() as archive:
        found = [records.get(archive.catalogue, number) for number in find(archive.catalogue, text)]
    show(as_json, found, f"查找“{text}”", _COLUMNS)


def _told(found: Record, as_json: bool) -> None:
    if as_json:
        answer(found)
    else:
        tell(f"已登记：{found.title}，编号 {found.id}，放在“{found.location}”。")
