"""box: which containers there are, what lies in them, where they stand."""

from pathlib import Path

import click

from archivist.cli.chinese import Command, Group
from archivist.cli.options import json_option, this_day
from archivist.cli.say import Caller, answer, show, table, tell
from archivist.keeping import batches, records

_NUMBER = click.argument("number", metavar="盒号", type=int)


@click.group(cls=Group)
def box() -> None:
    """盒：清单、里面有什么、放在哪里。"""


@box.command("list", cls=Command)
@click.option("--batch", "number", default="", help="只看这个批次。")
@click.option(
    "--xlsx", type=click.Path(path_type=Path), default=None, help="另存为这个 Excel 文件。"
)
@json_option
@click.pass_obj
def list_(caller: Caller, number: str, xlsx: Path | None, as_json: bool) -> None:
    """列出各盒：批次、保管期限、起止件号、放在哪里。"""
    from archivist.arrangement.boxlist import box_list, box_row, box_workbook
    from archivist.keeping import durable

    with caller.reading() as archive:
        if number:
            batches.held(archive.catalogue, number)
            found = records.boxes(archive.catalogue, number)
        else:
            found = records.every_box(archive.catalogue)
        rows = [box_row(one, archive.pack) for one in found]
        body = archive.settings.body
        data = box_list(found, archive.pack, body, this_day(), batch=number)
    if xlsx is not None:
        durable.write(xlsx.resolve(), box_workbook(data))
        tell(f"已存为 {xlsx}。")
    if as_json:
        for one, row in zip(found, rows, strict=True):
            answer({"box": one, "place": row["place"]})
        return
    names = {
        "盒号": "box",
        "容器": "kind",
        "批次": "batch",
        "年度": "year",
        "保管期限": "term",
        "起止件号": "range",
        "件数": "records",
        "页数": "pages",
        "厚度": "thickness",
        "存放位置": "place",
    }
    table("盒", tuple(names), [[row[key] for key in names.values()] for row in rows])


@box.command("show", cls=Command)
@_NUMBER
@json_option
@click.pass_obj
def show_(caller: Caller, number: int, as_json: bool) -> None:
    """查看一盒：放在哪里，里面有哪些件。"""
    from archivist.arrangement.whereabouts import box_whereabouts

    with caller.reading() as archive:
        found = records.box(archive.catalogue, number)
        inside = records.in_box(archive.catalogue, number)
    if as_json:
        answer({"box": found, "where": box_whereabouts(found), "records": inside})
        return
    show(
        False,
        inside,
        f"{box_whereabouts(found)}，批次 {found.batch}，第 {found.part} 盒/共 {found.of} 盒",
        {
            "编号": lambda r: r.id,
            "档号": lambda r: r.code,
            "题名": lambda r: r.title,
            "页数": lambda r: r.pages,
        },
    )


@box.command("place", cls=Command)
@_NUMBER
@click.option("--room", required=True, help="库房，如 1，或“工件库”。")
@click.option("--cabinet", required=True, help="柜，如 3。")
@click.option("--shelf", required=True, help="层，如 2。")
@json_option
@click.pass_obj
def place(caller: Caller, number: int, room: str, cabinet: str, shelf: str, as_json: bool) -> None:
    """登记一盒放在哪个库房、哪个柜、哪一层；换了地方再登记一次。"""
    from archivist.arrangement.placing import place_box
    from archivist.arrangement.whereabouts import box_whereabouts

    with caller.writing() as archive:
        found = place_box(
            archive.catalogue,
            number,
            room=room,
            cabinet=cabinet,
            shelf=shelf,
            actor=caller.actor,
        )
    if as_json:
        answer({"box": found, "where": box_whereabouts(found)})
    else:
        tell(f"已登记：{box_whereabouts(found)}。")
