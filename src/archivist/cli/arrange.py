"""arrange and print: numbers, boxes, stamps and sheets."""

from datetime import date

import click

from archivist.archive import Archive
from archivist.cli.chinese import Command
from archivist.cli.options import json_option, this_day, today_option
from archivist.cli.say import Caller, Report, answer, progress, tell
from archivist.keeping import manifest

SHEETS = ("cover", "spine", "bag", "catalogue", "catalogue-cover", "note")


@click.command(cls=Command)
@click.argument("number", metavar="批次号")
@json_option
@click.pass_obj
def arrange(caller: Caller, number: str, as_json: bool) -> None:
    """整理：给批次里还没有编号的件编档号、装盒。"""
    from archivist.arrangement.boxing import box_batch
    from archivist.arrangement.numbering import number_batch

    with caller.writing() as archive:
        numbered = number_batch(
            archive.catalogue, archive.pack, archive.settings, number, caller.actor
        )
        sheet_mm = archive.settings.print.sheet_mm
        boxes = box_batch(archive.catalogue, number, sheet_mm, caller.actor)
    if as_json:
        answer({"numbered": [record.code for record in numbered], "boxes": boxes})
        return
    tell(f"编号 {len(numbered)} 件，共 {len(boxes)} 盒。")
    for box in boxes:
        tell(
            f"盒 {box.number:04d}：{box.thickness_mm} 毫米，件号 {box.first_serial:04d} 至 "
            f"{box.last_serial:04d}，{box.records} 件 {box.pages} 页。"
        )


@click.command("print", cls=Command)
@click.argument("kind", metavar="表样", type=click.Choice([*SHEETS, "stamp", "all"]))
@click.argument("number", metavar="批次号")
@today_option
@json_option
@click.pass_obj
def print_(caller: Caller, kind: str, number: str, today: date | None, as_json: bool) -> int:
    """打印：档案盒正面、盒脊、档案袋、目录、目录封面、备考表；stamp 给副本盖归档章。

    表样：cover 档案盒正面，spine 盒脊，bag 档案袋正面，catalogue 归档文件目录，
    catalogue-cover 目录封面，note 备考表，stamp 盖归档章，all 全部。
    """
    with caller.writing() as archive, progress("盖章和打印", quiet=as_json) as report:
        outcome = print_all(archive, number, kind, today or this_day(), caller.actor, report)
    places, troubles = outcome
    if as_json:
        answer({"printed": places, "troubles": troubles})
    else:
        for place in places:
            tell(place)
        for trouble in troubles:
            tell(trouble)
        tell(f"共 {len(places)} 份。")
    return 1 if troubles else 0


def print_all(
    archive: Archive, number: str, kind: str, today: date, actor: str, report: Report | None
) -> tuple[list[str], list[str]]:
    """Places of what was made, and sentences of what could not be."""
    from archivist.arrangement.printing import Printer
    from archivist.arrangement.stamping import Stamper

    places: list[str] = []
    troubles: list[str] = []
    if kind in ("stamp", "all"):
        stamper = Stamper(
            catalogue=archive.catalogue,
            shelf=archive.shelf,
            pack=archive.pack,
            settings=archive.settings,
            fonts=archive.fonts,
            reader=archive.reader,
            actor=actor,
        )
        outcome = stamper.stamp_batch(number, report)
        places += [copy.place for copy in outcome.made]
        troubles += [str(error) for _, error in outcome.failed]
    if kind != "stamp":
        printer = Printer(
            catalogue=archive.catalogue,
            shelf=archive.shelf,
            pack=archive.pack,
            settings=archive.settings,
            typesetter=archive.typesetter,
            actor=actor,
        )
        kinds = SHEETS if kind == "all" else (kind,)
        places += printer.print_batch(number, kinds, today)
    manifest.write_stale(archive.catalogue, archive.shelf)
    return places, troubles
