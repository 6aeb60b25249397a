"""Labelling (贴标): box labels, stamp stickers and separator sheets of a batch, shelf labels."""

from collections.abc import Sequence
from datetime import date

from archivist.arrangement.boxing import order
from archivist.arrangement.checking import check_batch
from archivist.arrangement.labels import box_label, separators, shelf_labels, sticker
from archivist.arrangement.printing import Printer
from archivist.arrangement.sheets import Bearings
from archivist.errors import NothingPlaced, NothingToPrint
from archivist.keeping import batches, records
from archivist.making.labelpaper import label_paper
from archivist.making.pages import join
from archivist.records.box import BoxKind
from archivist.records.material import Carrier

LABELS, SHELVES, STICKERS, SEPARATORS = "盒标签", "架标签", "归档章贴纸", "分隔页"


def print_box_labels(
    printer: Printer, batch: str, today: date, *, start: int = 1, paper: str = ""
) -> str:
    """The labels of a batch's containers; returns their place. A server bears none.

    ``start`` is the first free label of the sheet, from 1; ``paper`` a sheet of labels.toml, or
    that of the settings.

    Raises:
        NothingToPrint: the batch has no box yet.
        NoSuchLabelPaper, BadStart, SettingsError: the sheet or a value does not do.
    """
    bearings = _bearings(printer, batch, today)
    boxes = records.boxes(printer.catalogue, batch)
    labels = [
        box_label(bearings, box, printer.pack) for box in boxes if box.kind is not BoxKind.SERVER
    ]
    if not labels:
        raise NothingToPrint(batch=batch, why="还没有装盒")
    pdf = _labels(printer, "labels", labels, start, paper)
    return printer.print_loose(batch, "labels", LABELS, pdf)


def print_stickers(
    printer: Printer,
    batch: str,
    today: date,
    *,
    start: int = 1,
    paper: str = "",
    only: Sequence[int] = (),
) -> str:
    """The stamps of a batch's paper originals, self-adhesive; returns their place.

    ``only`` are ids of records, for stickers that were lost; empty means all on paper.

    Raises as :func:`print_box_labels`; NothingToPrint when there is no numbered paper.
    """
    bearings = _bearings(printer, batch, today)
    papers = [
        record
        for record in records.of_batch(printer.catalogue, batch)
        if record.serial is not None
        and (record.id in only if only else record.carrier is Carrier.PAPER)
    ]
    if not papers:
        raise NothingToPrint(batch=batch, why="没有已编号的纸质件")
    terms = [term.key for term in printer.pack.terms]
    papers.sort(key=lambda record: (terms.index(record.term), *order(record)))
    edition = printer.settings.print.stamp_edition
    labels = [sticker(bearings, printer.pack, record, edition) for record in papers]
    pdf = _labels(printer, "stickers", labels, start, paper)
    return printer.print_loose(batch, "stickers", STICKERS, pdf)


def print_separators(printer: Printer, batch: str, today: date) -> str:
    """A separator sheet for each material the batch can have; returns their place.

    Raises:
        NoSuchBatch: there is none.
        SettingsError: the template or a value does not do.
    """
    bearings = _bearings(printer, batch, today)
    checklist = check_batch(printer.catalogue, printer.pack, batch, today)
    sheets = separators(bearings, printer.pack, checklist)
    pdf = join(printer.typesetter.pdf("separator", sheet) for sheet in sheets)
    return printer.print_loose(batch, "separators", SEPARATORS, pdf)


def shelf_label_sheet(printer: Printer, *, start: int = 1, paper: str = "") -> bytes:
    """The labels of all shelves that hold anything, as PDF.

    Raises:
        NothingPlaced: no box has been given a place.
        NoSuchLabelPaper, BadStart, SettingsError: the sheet or a value does not do.
    """
    labels = shelf_labels(records.every_box(printer.catalogue))
    if not labels:
        raise NothingPlaced()
    return _labels(printer, "labels", labels, start, paper)


def _labels(
    printer: Printer, template: str, labels: list[dict[str, object]], start: int, paper: str
) -> bytes:
    chosen = printer.settings.print
    kind, usual = ("label", chosen.label_paper)
    if template == "stickers":
        kind, usual = ("sticker", chosen.sticker_paper)
    sheet = label_paper(printer.settings.templates, paper or usual, kind)
    offset = (chosen.offset_x_mm, chosen.offset_y_mm)
    return printer.typesetter.pdf(template, {"paper": sheet.data(start, offset), "labels": labels})


def _bearings(printer: Printer, batch: str, today: date) -> Bearings:
    held = batches.held(printer.catalogue, batch)
    return Bearings(held=held, body=printer.settings.body, printed_on=today)
