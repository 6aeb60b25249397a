"""record: list, show, add-physical, move, copy; and search."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import click

from archivist.archive import Archive
from archivist.cli.chinese import Command, Group
from archivist.cli.options import Day, json_option
from archivist.cli.say import Caller, answer, show, table, tell
from archivist.keeping import batches, ledger, records
from archivist.keeping.codec import plain
from archivist.records.batch import SUBJECT_NAMES, Subject
from archivist.records.event import ACT_NAMES
from archivist.records.material import CARRIER_NAMES, Carrier
from archivist.records.record import Record

F = TypeVar("F", bound=Callable[..., Any])
_PHYSICAL = (Carrier.PIECE, Carrier.DISC, Carrier.SERVER, Carrier.PAPER)
_COLUMNS: dict[str, Any] = {
    "编号": lambda one: one[0].id,
    "档号": lambda one: one[0].code,
    "题名": lambda one: one[0].title,
    "页数": lambda one: one[0].pages,
    "日期": lambda one: one[0].dated_on,
    "载体": lambda one: CARRIER_NAMES[one[0].carrier],
    "在哪里": lambda one: one[1],
    "文件": lambda one: one[0].place,
}


@click.group(cls=Group)
def record() -> None:
    """件：查看，登记实物，移动，复制。"""


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
        found_where = _with_places(archive, found)
    _show_all(as_json, found_where, "件")


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
        [(_, where)] = _with_places(archive, [found])
        copy_made = records.copies(archive.catalogue, found.batch).get(number)
    stamped = copy_made[0] if copy_made else None
    if as_json:
        answer({"record": found, "where": where, "copy": stamped, "events": events})
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
        ("在哪里", where),
        ("文件", f"{folder}/{found.place}" if found.place else ""),
        ("盖章副本", f"{folder}/{stamped.place}" if stamped else ""),
        ("副本说明", stamped.note if stamped else ""),
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
@click.option("--reason", default="", help="批次已封盒时，说明为什么补充归档；写进备考表。")
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


def _destination_options(command: F) -> F:
    """Where a record is to go, and why."""
    for option in (
        click.option("--reason", required=True, help="为什么；写进两个批次的备考表。"),
        click.option("--candidate", default="", help="考生姓名，或名册序号。"),
        click.option(
            "--subject",
            type=click.Choice([s.value for s in Subject]),
            default=None,
            help="科目：theory 理论，skill 技能；不写就不变。",
        ),
        click.option("--material", type=int, default=None, help="清单项号；不写就不变。"),
        click.option("--to", "batch", required=True, help="归到哪个批次；可以是原来的批次。"),
        click.argument("number", metavar="编号", type=int),
    ):
        command = option(command)
    return command


@record.command("move", cls=Command)
@_destination_options
@json_option
@click.pass_obj
def move(caller: Caller, /, as_json: bool, **wish: Any) -> None:
    """移动：放错批次或项号的件移到该在的地方；原档号作废，重新整理时另编。"""
    found = _refile(caller, copy=False, **wish)
    if as_json:
        answer(found)
        return
    tell(f"已移动：{found.title}，现在在批次 {found.batch} 第 {found.material} 项。")
    tell("请对两个批次重新运行 archivist arrange 和 archivist print all。")


@record.command("copy", cls=Command)
@_destination_options
@json_option
@click.pass_obj
def copy(caller: Caller, /, as_json: bool, **wish: Any) -> None:
    """复制：一份材料属于几个批次时，在另一个批次也放一份。"""
    found = _refile(caller, copy=True, **wish)
    if as_json:
        answer(found)
        return
    tell(f"已复制为件 {found.id}：{found.title}，在批次 {found.batch} 第 {found.material} 项。")


def _refile(
    caller: Caller,
    *,
    copy: bool,
    number: int,
    batch: str,
    material: int | None,
    subject: str | None,
    candidate: str,
    reason: str,
) -> Record:
    """Move or copy one record; a candidate left open is looked up by name in the other roster."""
    from archivist import rounds
    from archivist.intake.file_away import Destination
    from archivist.intake.moving import name_in_roster, refile
    from archivist.intake.review import position_of
    from archivist.keeping import manifest

    with caller.writing() as archive:
        rounds.begin(archive)
        held = batches.held(archive.catalogue, batch)
        person = candidate or name_in_roster(archive.catalogue, number, batch)
        destination = Destination(
            batch=batch,
            material=material,
            subject=Subject(subject) if subject else None,
            candidate=position_of(held.batch, person) if person else None,
            reason=reason,
        )
        desks = archive.catalogue, archive.shelf, archive.pack
        found = refile(*desks, number, destination, caller.actor, copy=copy)
        manifest.write_stale(archive.catalogue, archive.shelf)
    return found


@click.command(cls=Command)
@click.argument("text", metavar="文字")
@json_option
@click.pass_obj
def search(caller: Caller, text: str, as_json: bool) -> None:
    """在题名、档号、考生姓名和文件内容里查找。"""
    from archivist.keeping.search import find

    with caller.reading() as archive:
        found = [records.get(archive.catalogue, number) for number in find(archive.catalogue, text)]
        found_where = _with_places(archive, found)
    _show_all(as_json, found_where, f"查找“{text}”")


def _with_places(archive: Archive, found: Sequence[Record]) -> list[tuple[Record, str]]:
    """Each record with where it is, in words."""
    from archivist.arrangement.whereabouts import whereabouts

    boxes = {box.number: box for box in records.every_box(archive.catalogue)}
    return [(one, whereabouts(one, boxes.get(one.box or 0))) for one in found]


def _show_all(as_json: bool, found: list[tuple[Record, str]], title: str) -> None:
    if as_json:
        for one, where in found:
            answer({**plain(one), "where": where})
        return
    show(False, found, title, _COLUMNS)


def _told(found: Record, as_json: bool) -> None:
    if as_json:
        answer(found)
    else:
        tell(f"已登记：{found.title}，编号 {found.id}，放在“{found.location}”。")
