"""Pictures of PDF pages, for previews, samples and tests."""

from pathlib import Path
from typing import Any

from PIL import Image

from archivist.errors import Encrypted, PageTooLarge, Unreadable
from archivist.reading import pdfium
from archivist.reading.document import MAX_PIXELS


def render_page(path: Path, page: int, dpi: float) -> Image.Image:
    """Page ``page`` (from 1) of a PDF as an RGB picture, as it is seen on screen.

    Runs in this process: only for documents that we made or that a worker has read before.

    Raises:
        Encrypted, Unreadable: it cannot be opened, or has no such page.
        PageTooLarge: the picture would have more than 60 million dots.
    """
    try:
        with pdfium.opened(path) as document:
            return picture_of(document, path.name, page, dpi)
    except pdfium.PdfRefused as problem:
        if problem.locked:
            raise Encrypted(name=path.name) from problem
        raise Unreadable(name=path.name, why="PDF 结构不对") from problem


def picture_of(document: Any, name: str, page: int, dpi: float) -> Image.Image:
    """The same for a document that is open already (see ``pdfium.opened``).

    Raises:
        Unreadable: it has no such page, or the page is broken.
        PageTooLarge: the picture would have more than 60 million dots.
    """
    if not 1 <= page <= len(document):
        raise Unreadable(name=name, why=f"没有第 {page} 页")
    try:
        with pdfium.Page(document, page - 1) as sheet:
            wide, high = (round(mm / 25.4 * dpi) for mm in (sheet.width_mm, sheet.height_mm))
            if wide * high > MAX_PIXELS:
                raise PageTooLarge(name=name, page=page, size=f"{wide} × {high} 点")
            return sheet.picture(dpi).convert("RGB")
    except pdfium.PdfRefused as problem:
        raise Unreadable(name=name, why=f"第 {page} 页已损坏") from problem
