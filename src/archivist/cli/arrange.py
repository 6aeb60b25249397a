"""arrange: numbers and boxes."""

import click

from archivist.cli.chinese import Command
from archivist.cli.options import json_option
from archivist.cli.say import Caller, answer, tell


@click.command(cls=Command)
@click.argument("number", metavar="批次号")
@click.option("--reason", default="", help="有整理之后才补来的件时，说明为什么；写进备考表。")
@json_option
@click.pass_obj
def arrange(caller: Caller, number: str, reason: str, as_json: bool) -> None:
    """整理：给批次里还没有编号的件编档号、装盒。"""
    from archivist.arrangement.boxing import box_batch
    from archivist.arrangement.numbering import number_batch
    from archivist.arrangement.sheets import first_text, last_text
    from archivist.arrangement.whereabouts import box_name

    with caller.writing() as archive:
        numbered = number_batch(
            archive.catalogue, archive.pack, archive.settings, number, caller.actor, reason
        )
        sheet_mm = archive.settings.print.sheet_mm
        boxes = box_batch(archive.catalogue, number, sheet_mm, caller.actor)
    if as_json:
        answer({"numbered": [record.code for record in numbered], "boxes": boxes})
        return
    tell(f"编号 {len(numbered)} 件，共 {len(boxes)} 盒。")
    for box in boxes:
        if not box.records:
            tell(f"{box_name(box)}：已空。")
            continue
        thick = f"{box.thickness_mm} 毫米，" if box.thickness_mm else ""
        pages = f" {box.pages} 页" if box.pages else ""
        tell(
            f"{box_name(box)}：{thick}件号 {first_text(box)} 至 {last_text(box)}，"
            f"{box.records} 件{pages}。"
        )
