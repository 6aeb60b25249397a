"""Pages and form fields of PDFs, handled with pypdf."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from archivist.errors import Unreadable


def cut(pdf: bytes | Path, first: int, last: int) -> bytes:
    """Pages ``first`` to ``last`` (from 1, both included) as a PDF of their own.

    Raises:
        Unreadable: the PDF is damaged or has no such pages.
    """
    reader = _reader(pdf)
    if not 1 <= first <= last <= len(reader.pages):
        raise Unreadable(name=_named(pdf), why=f"没有第 {first} 至 {last} 页")
    with PdfWriter() as writer:
        writer.append(reader, pages=(first - 1, last), import_outline=False)
        return _written(writer)


def pick(pdf: bytes | Path, groups: Sequence[Sequence[int]]) -> list[bytes]:
    """For each group of page numbers (from 1) a PDF of these pages in this order.

    Raises:
        Unreadable: the PDF is damaged or has no such page.
    """
    reader = _reader(pdf)
    made = []
    for group in groups:
        with PdfWriter() as writer:
            for number in group:
                if not 1 <= number <= len(reader.pages):
                    raise Unreadable(name=_named(pdf), why=f"没有第 {number} 页")
                writer.append(reader, pages=(number - 1, number), import_outline=False)
            made.append(_written(writer))
    return made


def join(pdfs: Iterable[bytes | Path]) -> bytes:
    """All pages of ``pdfs`` in order, in one PDF.

    Raises:
        Unreadable: one of them is damaged.
    """
    with PdfWriter() as writer:
        for pdf in pdfs:
            writer.append(_reader(pdf), import_outline=False)
        return _written(writer)


def form_fields(pdf: bytes | Path) -> dict[str, str]:
    """What was filled into a fillable form, by field name; ticked boxes give their state's name.

    Empty for a PDF without a form. Raises Unreadable for a damaged PDF.
    """
    found = _reader(pdf).get_fields() or {}
    filled: dict[str, str] = {}
    for name, entry in found.items():
        value = entry.get("/V")
        filled[str(name)] = "" if value is None else str(value).removeprefix("/")
    return filled


def _reader(pdf: bytes | Path) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(pdf if isinstance(pdf, bytes) else pdf.read_bytes()))
        len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as problem:
        raise Unreadable(name=_named(pdf), why="PDF 结构有误") from problem
    return reader


def _named(pdf: bytes | Path) -> str:
    return pdf.name if isinstance(pdf, Path) else "PDF"


def _written(writer: PdfWriter) -> bytes:
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
