"""review: what waits for the clerk, and the clerk's decisions."""

import click

from archivist.cli.chinese import Command, Group
from archivist.cli.options import json_option
from archivist.cli.say import Caller, answer, show, tell
from archivist.intake.file_away import Destination
from archivist.intake.laid_out import Duplex
from archivist.intake.recognition.stack import pages_in_words
from archivist.intake.review import ReviewItem
from archivist.intake.stacks import CutUp
from archivist.keeping import batches, manifest
from archivist.records.arrival import PROGRESS_NAMES
from archivist.records.batch import SUBJECT_NAMES, Subject
from archivist.records.recognition import Recognition
from archivist.records.record import Record

_MOST_PAGES = 100_000
_ITEM = click.argument("item", metavar="编号", type=int)


@click.group(cls=Group)
def review() -> None:
    """待确认：查看、按建议归档、改归、拆分、合并、交错正反面、退回。"""


@review.command("list", cls=Command)
@json_option
@click.pass_obj
def list_(caller: Caller, as_json: bool) -> None:
    """列出待确认和已搁置的文件。"""
    from archivist.intake.review import queue

    with caller.reading() as archive:
        items = queue(archive.catalogue)
    if as_json:
        for item in items:
            answer(_plain(item))
        return
    show(
        False,
        items,
        "待确认和搁置的文件",
        {
            "编号": lambda item: item.accession.id,
            "文件": lambda item: item.accession.name,
            "状态": lambda item: PROGRESS_NAMES[item.accession.progress],
            "建议": _suggestion,
            "说明": lambda item: item.reason,
        },
    )


@review.command("accept", cls=Command)
@_ITEM
@json_option
@click.pass_obj
def accept(caller: Caller, item: int, as_json: bool) -> None:
    """按建议归档；一个文件里有几份材料的，按显示的拆分分别归档。"""
    from archivist.intake import review as desk

    with caller.writing() as archive:
        shown = desk.item(archive.catalogue, item).recognition
        desks = archive.catalogue, archive.shelf, archive.pack
        if shown is not None and shown.parts:
            done = desk.accept_stack(*desks, item, caller.actor)
        else:
            done = CutUp((desk.accept(*desks, item, caller.actor),), ())
        manifest.write_stale(archive.catalogue, archive.shelf)
    for record in done.filed:
        _told(record, as_json)
    for part, found in done.waiting:
        if as_json:
            answer({"item": part.id, "name": part.name, "reason": found.reason})
        else:
            tell(f"待确认 {part.id}：{part.name}：{found.reason}")


@review.command("split", cls=Command)
@_ITEM
@click.option("--at", "starts", default="", help="从哪几页起是另一份，例如 3,5。")
@click.option("--drop", "dropped", default="", help="不要的页，例如 4,8；整份原件里仍保留。")
@click.option(
    "--duplex",
    type=click.Choice([mode.value for mode in Duplex]),
    default=Duplex.NO.value,
    help="先扫正面再扫反面的：same 反面同序，turned 整叠翻转后反序。",
)
@json_option
@click.pass_obj
def split(caller: Caller, item: int, starts: str, dropped: str, duplex: str, as_json: bool) -> None:
    """说明一个文件从哪几页拆开；只改建议，确认后用 accept 拆分归档。"""
    from archivist.intake import recut as desk

    with caller.writing() as archive:
        shown = desk.split(
            archive.catalogue,
            archive.pack,
            item,
            _pages(starts),
            caller.actor,
            dropped=_pages(dropped),
            duplex=Duplex(duplex),
        )
    _show_parts(shown, as_json)


@review.command("merge", cls=Command)
@_ITEM
@click.option("--parts", "numbers", default="", help="合并第几份，例如 2,3；不写就全部合并。")
@json_option
@click.pass_obj
def merge(caller: Caller, item: int, numbers: str, as_json: bool) -> None:
    """把拆开的相邻几份合并成一份；只改建议，确认后用 accept 归档。"""
    from archivist.intake import recut as desk

    with caller.writing() as archive:
        shown = desk.merge(archive.catalogue, archive.pack, item, _pages(numbers), caller.actor)
    _show_parts(shown, as_json)


@review.command("interleave", cls=Command)
@_ITEM
@click.option(
    "--backs",
    type=click.Choice([mode.value for mode in Duplex]),
    default=Duplex.TURNED.value,
    show_default=True,
    help="反面怎样排：turned 整叠翻转后反序，same 与正面同序，no 不是分两次扫的。",
)
@json_option
@click.pass_obj
def interleave(caller: Caller, item: int, backs: str, as_json: bool) -> None:
    """先扫完正面、再扫反面的一叠：把每页反面排到它的正面后面，重新建议怎样拆分。"""
    from archivist.intake import recut as desk

    with caller.writing() as archive:
        shown = desk.interleave(archive.catalogue, archive.pack, item, Duplex(backs), caller.actor)
    _show_parts(shown, as_json)


@review.command("assign", cls=Command)
@_ITEM
@click.option("--batch", "number", default="", help="批次号；除了 --open，都要写。")
@click.option("--material", type=int, default=None, help="清单项号，1 到 22。")
@click.option("--extra", default="", help="清单以外的材料：写它的名称。")
@click.option(
    "--subject",
    type=click.Choice([s.value for s in Subject]),
    default=None,
    help="科目：theory 理论，skill 技能。",
)
@click.option("--candidate", default="", help="考生姓名，或名册序号（重名时用序号）。")
@click.option("--reason", default="", help="批次已封盒时，说明为什么补充归档；写进备考表。")
@click.option(
    "--pages", default="", help="只说其中一份是什么：这一份的页，如 3-5。只改建议，用 accept 归档。"
)
@click.option(
    "--open", "left_open", is_flag=True, help="与 --pages 同用：这一份拆开以后再单独确认。"
)
@json_option
@click.pass_obj
def assign(
    caller: Caller,
    item: int,
    number: str,
    material: int | None,
    extra: str,
    subject: str | None,
    candidate: str,
    reason: str,
    pages: str,
    left_open: bool,
    as_json: bool,
) -> None:
    """归到指定的批次和材料；搁置的文件也可以。加 --pages 时只说拆分里的一份是什么。"""
    from archivist.intake import recut
    from archivist.intake import review as desk

    if left_open:
        if not pages or number or material is not None or extra or subject or candidate or reason:
            raise click.UsageError("--open 只和 --pages 一起写")
    elif not number:
        raise click.UsageError("缺少必填的“--batch”")
    elif (material is None) == (not extra):
        raise click.UsageError("--material 和 --extra 要写一个，也只能写一个")
    elif pages and reason:
        raise click.UsageError("--reason 不能和 --pages 一起写；请拆开以后再改归这一份")
    chosen = _ranges(pages)
    with caller.writing() as archive:
        if left_open:
            shown = recut.assign_part(
                archive.catalogue, archive.pack, item, chosen, None, caller.actor
            )
            _show_parts(shown, as_json)
            return
        held = batches.held(archive.catalogue, number)
        destination = Destination(
            batch=number,
            material=material,
            subject=Subject(subject) if subject else None,
            candidate=desk.position_of(held.batch, candidate) if candidate else None,
            extra_title=extra,
            reason=reason,
        )
        if pages:
            shown = recut.assign_part(
                archive.catalogue, archive.pack, item, chosen, destination, caller.actor
            )
            _show_parts(shown, as_json)
            return
        record = desk.assign(
            archive.catalogue, archive.shelf, archive.pack, item, destination, caller.actor
        )
        manifest.write_stale(archive.catalogue, archive.shelf)
    _told(record, as_json)


@review.command("refuse", cls=Command)
@_ITEM
@click.option("--reason", required=True, help="退回的理由。")
@json_option
@click.pass_obj
def refuse(caller: Caller, item: int, reason: str, as_json: bool) -> None:
    """退回：不属于档案的文件，留在搁置区并写明理由。"""
    from archivist.intake import review as desk

    with caller.writing() as archive:
        desk.refuse(archive.catalogue, archive.shelf, item, reason, caller.actor)
    if as_json:
        answer({"item": item, "refused": True})
    else:
        tell(f"已退回 {item}。")


def _pages(text: str) -> list[int]:
    """Numbers as people write them in a row. Raises UsageError for anything else."""
    words = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    if not all(word.isdigit() for word in words if word):
        raise click.UsageError(f"“{text}”应写成用逗号隔开的数字，例如 3,5")
    return [int(word) for word in words if word]


def _ranges(text: str) -> list[int]:
    """Numbers and runs of them, as in 3-5,8. Raises UsageError for anything else."""
    words = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    found: list[int] = []
    for word in words:
        first, dash, last = word.partition("-")
        if word and not (first.isdigit() and len(word) < 12 and (last.isdigit() or not dash)):
            raise click.UsageError(f"“{text}”应写成页码，例如 3-5 或 3,5")
        if word:
            found += range(int(first), min(int(last or first), int(first) + _MOST_PAGES) + 1)
    return found


def _show_parts(item: ReviewItem, as_json: bool) -> None:
    if as_json:
        answer(_plain(item))
        return
    parts = item.recognition.parts if item.recognition else ()
    if not parts:
        tell(f"现在不拆分，是一份材料：{item.reason}")
        return
    show(
        False,
        list(enumerate(parts, 1)),
        item.accession.name,
        {
            "份": lambda one: one[0],
            "页": lambda one: pages_in_words(one[1].pages),
            "建议": lambda one: _words(one[1].found),
            "说明": lambda one: one[1].found.reason,
        },
    )
    tell(f"还没有拆分。确认无误后运行：archivist review accept {item.accession.id}")


def _suggestion(item: ReviewItem) -> str:
    found = item.recognition
    if found is not None and found.parts:
        return f"拆成 {len(found.parts)} 份"
    return _words(found)


def _words(found: Recognition | None) -> str:
    if found is None or found.material is None:
        return ""
    words = [str(found.batch or "批次不明"), f"第 {found.material} 项"]
    if found.subject:
        words.append(SUBJECT_NAMES[found.subject])
    if found.candidate_name:
        words.append(found.candidate_name)
    return " ".join(words)


def _plain(item: ReviewItem) -> dict[str, object]:
    return {
        "item": item.accession.id,
        "name": item.accession.name,
        "progress": item.accession.progress,
        "reason": item.reason,
        "recognition": item.recognition,
    }


def _told(record: Record, as_json: bool) -> None:
    if as_json:
        answer(record)
    else:
        tell(f"已归档：{record.title} → {record.place}")
