"""Spreadsheets, written with xlsxwriter: text stays text, ready to print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

Cell = str | int | float | date | None
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 - xlsxwriter wants a naive time; equal bytes for equal sheets
LONGEST = 32_767  # characters in a cell
BAD_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its head and its width in characters of the default font."""

    head: str
    width: float = 12.0
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: tab name (31 characters are kept), optional title line above the table, rows."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    title: str = ""
    notes: Sequence[str] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An xlsx of ``sheets``: A4 landscape, one page wide, the head repeated on every page.

    No text is ever taken for a formula or a link. Rows are written one by one, so memory does not
    grow with them. Equal sheets give equal bytes.
    """
    out = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE_AT})
        styles = _Styles(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name.translate(BAD_IN_NAME)[:31]), sheet, styles)
    return out.getvalue()


class _Styles:
    """The few cell styles of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
        ruled = {**base, "border": 1}
        self.title = book.add_format({**base, "font_size": 16, "bold": True, "text_wrap": False})
        self.note = book.add_format({**base, "text_wrap": False})
        self.head = book.add_format(
            {**ruled, "bold": True, "align": "center", "bg_color": "#E7E6E6", "font_name": "黑体"}
        )
        self.text = book.add_format({**ruled, "num_format": "@"})
        self.centred = book.add_format({**ruled, "num_format": "@", "align": "center"})
        self.number = book.add_format({**ruled, "align": "center"})
        self.day = book.add_format({**ruled, "align": "center", "num_format": "yyyy-mm-dd"})


def _write(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, styles: _Styles) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页　共 &N 页")
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    row = 0
    for words, style in [
        *([(sheet.title, styles.title)] if sheet.title else []),
        *((note, styles.note) for note in sheet.notes),
    ]:
        page.write_string(row, 0, words, style)
        row += 1
    page.repeat_rows(row)
    page.freeze_panes(row + 1, 0)
    for at, column in enumerate(sheet.columns):
        page.write_string(row, at, column.head, styles.head)
    centred = [column.centred for column in sheet.columns]
    for row, values in enumerate(sheet.rows, row + 1):  # noqa: B020 - continues the count
        for at, value in enumerate(values):
            _cell(page, row, at, value, styles, centred[at])


def _cell(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    at: int,
    value: Cell,
    styles: _Styles,
    centred: bool,
) -> None:
    if value is None or value == "":
        page.write_blank(row, at, None, styles.text)
    elif isinstance(value, date):
        page.write_datetime(row, at, datetime(value.year, value.month, value.day), styles.day)  # noqa: DTZ001
    elif isinstance(value, int | float):
        page.write_number(row, at, value, styles.number)
    else:
        style = styles.centred if centred else styles.text
        page.write_string(row, at, value[:LONGEST], style)
