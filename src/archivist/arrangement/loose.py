"""Loose prints (不属于批次的打印件): of the whole store room, or of no archive at all.

They are no archive material: they lie in 打印 beside config.toml and may be thrown away.
"""

from datetime import date
from pathlib import Path

from archivist.arrangement.boxlist import STOCK, box_list, box_workbook
from archivist.arrangement.labelling import SHELVES, shelf_label_sheet
from archivist.arrangement.printing import Printer
from archivist.keeping import durable, records
from archivist.keeping.shelf import PRINTS
from archivist.making.longtable import pdf_in_chunks
from archivist.making.pdfa import to_pdfa

CALIBRATION = "打印校准页"


def print_shelf_labels(printer: Printer, *, start: int = 1, paper: str = "") -> tuple[Path, ...]:
    """The labels of all shelves in use; returns where the file is.

    Raises as :func:`archivist.arrangement.labelling.shelf_label_sheet`.
    """
    pdf = shelf_label_sheet(printer, start=start, paper=paper)
    return (_written(printer, f"{SHELVES}.pdf", pdf),)


def print_stock_take(printer: Printer, today: date) -> tuple[Path, ...]:
    """The stock-take sheet of the whole store room, as PDF and xlsx; returns where they are.

    Raises SettingsError: a template or a value does not do.
    """
    boxes = records.every_box(printer.catalogue)
    data = box_list(boxes, printer.pack, printer.settings.body, today, stocktake=True)
    pdf = pdf_in_chunks(printer.typesetter, "box-list", {**data, "made_on": today}, "rows")
    name = f"{STOCK} {today.isoformat()}"
    return (
        _written(printer, f"{name}.pdf", pdf),
        _written(printer, f"{name}.xlsx", box_workbook(data)),
    )


def print_calibration(printer: Printer) -> tuple[Path, ...]:
    """The page to measure the printer with, moved by the offset of today's settings.

    Raises SettingsError: the template does not do.
    """
    chosen = printer.settings.print
    data = {"offset_x_mm": chosen.offset_x_mm, "offset_y_mm": chosen.offset_y_mm}
    return (_written(printer, f"{CALIBRATION}.pdf", printer.typesetter.pdf("calibration", data)),)


def _written(printer: Printer, name: str, data: bytes) -> Path:
    path = printer.settings.root / PRINTS / name
    if path.suffix == ".pdf":
        data, _ = to_pdfa(data, name.encode())
    durable.write(path, data)
    return path
