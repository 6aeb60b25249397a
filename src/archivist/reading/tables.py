"""Tables drawn with lines in PDF files, by pdfplumber; for rosters and lists of scores.

About 25 pages a second, so it runs only where a table is wanted. A page without lines gives no
table; a page that is a picture gives none either.
"""

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from archivist.errors import Encrypted, TooManyPages, Unreadable
from archivist.reading.document import Document
from archivist.reading.wire import Tables

MAX_TABLE_PAGES = 500


def pdf_tables(document: Document) -> tuple[Tables, int]:
    """Every table in page order, cells as text with line breaks taken out; and the page count.

    Raises:
        Encrypted, Unreadable: pdfminer cannot open it.
        TooManyPages: more than 500; a list of that length should be an xlsx.
    """
    tables: list[tuple[tuple[str, ...], ...]] = []
    try:
        with pdfplumber.open(document.path) as pdf:
            count = len(pdf.pages)
            if count > MAX_TABLE_PAGES:
                raise TooManyPages(name=document.name, pages=count, limit=MAX_TABLE_PAGES)
            document.announce(count)
            for page in pdf.pages:
                tables.extend(
                    tuple(tuple(_cell(cell) for cell in row) for row in table)
                    for table in page.extract_tables()
                )
                page.close()
    except PdfminerException as problem:
        cause = problem.args[0] if problem.args else None
        if type(cause).__name__ == "PDFPasswordIncorrect":
            raise Encrypted(name=document.name) from problem
        raise Unreadable(name=document.name, why="PDF 结构不对") from problem
    except PDFSyntaxError as problem:
        raise Unreadable(name=document.name, why="PDF 结构不对") from problem
    return tuple(tables), count


def _cell(text: str | None) -> str:
    """A cell's text on one line; a break inside Chinese is not a space."""
    parts = (text or "").split()
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        latin = joined[-1].isascii() and part[0].isascii()
        joined += (" " if latin and not (joined + part).isdigit() else "") + part
    return joined
