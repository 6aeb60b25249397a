"""Word (docx) and Excel (xlsx): text and tables in the order they stand in the file."""

from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph

from archivist.reading.document import MAX_TEXT, Document
from archivist.reading.zips import checked_package
from archivist.records.reading import PageText, Reading, TextSource

Rows = tuple[tuple[str, ...], ...]

MAX_ROWS = 200_000
MAX_COLUMNS = 512
MAX_GAP = 1_000
NESTED = 4


def read_docx(document: Document) -> Reading:
    """Headers, then paragraphs and tables in order, then footers; one page, as Word keeps none.

    Raises:
        ZipBomb, Encrypted, UnsafeContent, Unreadable: see ``zips.checked_package``.
    """
    with checked_package(document):
        file = docx.Document(str(document.path))
        tables: list[Rows] = []
        lines: list[str] = []
        for part in _once(section.header for section in file.sections):
            lines.extend(_blocks(part, tables))
        lines.extend(_blocks(file, tables))
        for part in _once(section.footer for section in file.sections):
            lines.extend(_blocks(part, tables))
    text, warnings = _bounded(lines)
    page = PageText(number=1, text=text, source=TextSource.OFFICE)
    return Reading(
        media="docx", pages=(page,), page_count=1, tables=tuple(tables), warnings=warnings
    )


def read_xlsx(document: Document) -> Reading:
    """One page and one table per visible sheet; its first line is the sheet's name.

    Cells give their stored values: the last result of a formula, dates as 2024-03-16, whole
    numbers without a point.

    Raises:
        ZipBomb, Encrypted, UnsafeContent, Unreadable: see ``zips.checked_package``.
    """
    pages: list[PageText] = []
    tables: list[Rows] = []
    cut = False
    # Opened by handle: openpyxl judges a path by its ending, and secured files have none.
    with checked_package(document), document.path.open("rb") as file:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                rows = tuple(_rows(sheet))
                cut = cut or len(rows) >= MAX_ROWS
                text, warnings = _bounded([sheet.title, *("\t".join(row) for row in rows)])
                cut = cut or bool(warnings)
                tables.append(rows)
                pages.append(PageText(number=len(pages) + 1, text=text, source=TextSource.OFFICE))
        finally:
            book.close()
    return Reading(
        media="xlsx",
        pages=tuple(pages),
        page_count=len(pages),
        tables=tuple(tables),
        warnings=("cut",) if cut else (),
    )


def _once(parts: Iterator[Any]) -> list[Any]:
    """Headers or footers that are not just linked to the one before."""
    return [part for part in parts if not part.is_linked_to_previous]


def _blocks(part: Any, tables: list[Rows]) -> Iterator[str]:
    """The lines of paragraphs and tables; each table is also added to ``tables``."""
    for block in part.iter_inner_content():
        if isinstance(block, Paragraph):
            if block.text.strip():
                yield block.text.strip()
        elif isinstance(block, Table):
            rows = _table(block, 0)
            tables.append(rows)
            yield from ("\t".join(row) for row in rows)


def _table(table: Table, depth: int) -> Rows:
    """The rows of a table; a cell merged over columns is given once and then left empty."""
    rows = []
    for row in table.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            key = id(cell._tc)
            cells.append("" if key in seen else _cell(cell, depth))
            seen.add(key)
        rows.append(tuple(cells))
    return tuple(rows)


def _cell(cell: Any, depth: int) -> str:
    text = " ".join(cell.text.split())
    if depth >= NESTED:
        return text
    inner = (
        " ".join(part for part in row if part)
        for table in cell.tables
        for row in _table(table, depth + 1)
    )
    return " ".join(part for part in (text, *inner) if part)


def _rows(sheet: Any) -> Iterator[tuple[str, ...]]:
    """The rows up to the last cell that says something; a thousand empty ones end the sheet."""
    # a sheet's stated size may be a lie of a million rows
    sheet.reset_dimensions()
    empty = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)):
        if number >= MAX_ROWS:
            return
        row = [_value(value) for value in values]
        while row and not row[-1]:
            row.pop()
        if not row:
            empty += 1
            if empty > MAX_GAP:
                return
            continue
        yield from ((),) * empty
        empty = 0
        yield tuple(row)


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "isoformat"):
        text = str(value.isoformat(sep=" ") if hasattr(value, "hour") and hasattr(value, "year")
                   else value.isoformat())  # fmt: skip
        return text.removesuffix(" 00:00:00")
    return " ".join(str(value).split())


def _bounded(lines: list[str]) -> tuple[str, tuple[str, ...]]:
    text = "\n".join(lines)
    return text[:MAX_TEXT], ("cut",) if len(text) > MAX_TEXT else ()
