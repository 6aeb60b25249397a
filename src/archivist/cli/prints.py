"""print: sheets, stamps, labels and the pages that need no batch."""

from datetime import date
from pathlib import Path

import click

from archivist.archive import Archive
from archivist.cli.chinese import Command
from archivist.cli.options import json_option, this_day, today_option
from archivist.cli.say import Caller, Report, answer, progress, table, tell
from archivist.keeping import manifest

SHEETS = ("cover", "spine", "exam-spine", "bag", "catalogue", "catalogue-cover", "note")
LISTED = ("box-list",)
LABELS = ("labels", "stickers", "separators")
WITHOUT_BATCH = ("shelf-labels", "stock-take", "calibration", "fonts")


@click.command("print", cls=Command)
@click.argument(
    "kind",
    metavar="表样",
    type=click.Choice([*SHEETS, *LISTED, "stamp", "all", *LABELS, *WITHOUT_BATCH]),
)
@click.argument("number", metavar="批次号", required=False)
@click.option("--start", type=int, default=1, help="标签纸从第几枚开始用；默认第 1 枚。")
@click.option("--paper", default="", help="用哪种标签纸（labels.toml 里的名字）；默认按设置。")
@click.option("--record", "only", type=int, multiple=True, help="贴纸只打印这一件；可以写多次。")
@today_option
@json_option
@click.pass_context
def print_(
    context: click.Context,
    kind: str,
    number: str | None,
    start: int,
    paper: str,
    only: tuple[int, ...],
    today: date | None,
    as_json: bool,
) -> int:
    """打印：档案盒、目录、备考表、归档章、标签，做成 PDF。

    表样：cover 档案盒正面，spine 盒脊，exam-spine 考务档案盒脊，bag 档案袋正面，
    catalogue 归档文件目录，catalogue-cover 目录封面，note 备考表，stamp 给副本盖归档章，
    all 以上全部；box-list 装盒清单，labels 盒标签，stickers 归档章贴纸，separators 分隔页。

    不用写批次号的：shelf-labels 架标签，stock-take 盘点表，calibration 打印校准页，
    fonts 看用的是哪些字体。
    """
    caller: Caller = context.obj
    if kind == "fonts":
        return _fonts(caller, as_json)
    if kind not in WITHOUT_BATCH and number is None:
        raise click.MissingParameter(ctx=context, param_hint="批次号", param_type="argument")
    day = today or this_day()
    with caller.writing() as archive, progress("盖章和打印", quiet=as_json) as report:
        note = archive.fonts.note
        places: list[str]
        troubles: list[str] = []
        if kind in WITHOUT_BATCH:
            places = _without_batch(archive, kind, day, start, paper, caller.actor)
        elif kind in LABELS:
            assert number is not None
            places = [_labels(archive, kind, number, day, start, paper, only, caller.actor)]
            manifest.write_stale(archive.catalogue, archive.shelf)
        else:
            assert number is not None
            places, troubles = print_all(archive, number, kind, day, caller.actor, report)
    if as_json:
        answer({"printed": places, "troubles": troubles, "fonts": note})
    else:
        for line in (*places, *troubles, *((f"字体：{note}",) if note else ())):
            tell(line)
        tell(f"共 {len(places)} 份。")
    return 1 if troubles else 0


def print_all(
    archive: Archive, number: str, kind: str, today: date, actor: str, report: Report | None
) -> tuple[list[str], list[str]]:
    """Places of what was made, and sentences of what could not be."""
    from archivist.making.pdfa import NOT_PDFA
    from archivist.press import printer_of, stamper_of

    places: list[str] = []
    troubles: list[str] = []
    if kind in ("stamp", "all"):
        outcome = stamper_of(archive, actor).stamp_batch(number, report)
        places += [copy.place for copy in outcome.made]
        troubles += [str(error) for _, error in outcome.failed]
        for copy in outcome.made:
            if NOT_PDFA in copy.note:
                tell(f"{copy.place}：{copy.note}")
    if kind != "stamp":
        kinds = SHEETS if kind == "all" else (kind,)
        places += printer_of(archive, actor).print_batch(number, kinds, today)
    manifest.write_stale(archive.catalogue, archive.shelf)
    return places, troubles


def _labels(
    archive: Archive,
    kind: str,
    number: str,
    today: date,
    start: int,
    paper: str,
    only: tuple[int, ...],
    actor: str,
) -> str:
    """The place of the labels, stickers or separators of a batch."""
    from archivist.arrangement import labelling
    from archivist.press import printer_of

    printer = printer_of(archive, actor)
    if kind == "labels":
        return labelling.print_box_labels(printer, number, today, start=start, paper=paper)
    if kind == "stickers":
        return labelling.print_stickers(printer, number, today, start=start, paper=paper, only=only)
    return labelling.print_separators(printer, number, today)


def _without_batch(
    archive: Archive, kind: str, today: date, start: int, paper: str, actor: str
) -> list[str]:
    """Where the pages lie that belong to no batch."""
    from archivist.arrangement import loose
    from archivist.press import printer_of

    printer = printer_of(archive, actor)
    made: tuple[Path, ...]
    if kind == "shelf-labels":
        made = loose.print_shelf_labels(printer, start=start, paper=paper)
    elif kind == "stock-take":
        made = loose.print_stock_take(printer, today)
    else:
        made = loose.print_calibration(printer)
    return [str(path) for path in made]


def _fonts(caller: Caller, as_json: bool) -> int:
    """Which font stands for which role."""
    from archivist.making.fonts import ROLE_NAMES, ROLES

    with caller.reading() as archive:
        faces = [(role, archive.fonts.face(role)) for role in ROLES]
        note, spare = archive.fonts.note, archive.fonts.spare
    if as_json:
        roles = {
            role: {"family": face.family, "path": str(face.path), "stands_in": face.stands_in}
            for role, face in faces
        }
        answer({"roles": roles, "spare": {"family": spare.family, "path": str(spare.path)}})
        return 0
    rows = [
        (ROLE_NAMES[role], face.family, "代替" if face.stands_in else "", face.path)
        for role, face in faces
    ]
    table("字体", ("用途", "字体", "", "文件"), [*rows, ("补缺字", spare.family, "", spare.path)])
    tell(note or "四种字体都有。")
    tell("自备字体：把字体文件放进一个文件夹，在 config.toml 的 [print] fonts_dir 里写上它。")
    return 0
