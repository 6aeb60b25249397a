"""PDF files: the text layer where it is good, recognition of the page picture where it is not."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from archivist.errors import Encrypted, PageTooLarge, TooManyPages, Unreadable
from archivist.reading import pdfium
from archivist.reading.codes import codes_in_region, find_codes, texts_of, without_codes
from archivist.reading.document import (
    MAX_PAGE_METRES,
    MAX_PAGES,
    MAX_TEXT,
    OCR_DPI,
    OCR_PIXELS,
    Document,
)
from archivist.reading.ink import ink_and_paper
from archivist.reading.order import Piece, in_reading_order
from archivist.reading.photos import lone_photos
from archivist.reading.regions import code_regions, picture_share
from archivist.records.reading import PageText, Reading, TextSource

ENOUGH = 5
ENOUGH_OVER_PICTURE = 60
JUNK_SHARE = 0.2
LAYER_OVER_SCAN = 0.9
SCAN_SHARE = 0.1
_JUNK = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]+")


def read_pdf(document: Document) -> Reading:
    """Every page's text, size and codes.

    Warnings: "repaired" (the file had to be rebuilt to be opened), "cut" (over ``MAX_TEXT``
    characters), "scripts", "attachments", "page-broken".

    Raises:
        Encrypted, Unreadable, TooManyPages, PageTooLarge: it cannot be read.
        OcrUnavailable: a page must be recognised and the engine does not start.
    """
    with open_or_repair(document) as (pdf, warnings):
        count = _checked_pages(document, pdf)
        document.announce(count)
        signed = pdfium.is_signed(pdf)
        pages: list[PageText] = []
        length = 0
        for index in range(count):
            try:
                page = _read_page(pdf, index)
            except pdfium.PdfRefused:
                warnings = [*warnings, "page-broken"]
                page = PageText(number=index + 1, text="", source=TextSource.NONE)
            length += len(page.text)
            if length > MAX_TEXT:
                warnings = [*warnings, "cut"]
                break
            pages.append(page)
        if pdfium.has_scripts(pdf):
            warnings = [*warnings, "scripts"]
        if pdfium.attachments(pdf):
            warnings = [*warnings, "attachments"]
        return Reading(
            media="pdf",
            pages=tuple(pages),
            page_count=count,
            signed=signed,
            warnings=tuple(dict.fromkeys(warnings)),
        )


@contextmanager
def open_or_repair(document: Document) -> Iterator[tuple[Any, list[str]]]:
    """The open PDF and warnings; rebuilt in memory first when pdfium refuses it as it is.

    Raises:
        Encrypted, Unreadable: it cannot be opened either way.
    """
    try:
        with pdfium.opened(document.path) as pdf:
            yield pdf, []
            return
    except pdfium.PdfRefused as problem:
        if problem.locked:
            raise Encrypted(name=document.name) from problem
    from archivist.reading.repair import repaired  # seldom needed, slow to import

    rebuilt = repaired(document.path, document.name)
    try:
        with pdfium.opened(rebuilt) as pdf:
            yield pdf, ["repaired"]
    except pdfium.PdfRefused as problem:
        raise Unreadable(name=document.name, why="PDF 结构不对") from problem


def _checked_pages(document: Document, pdf: Any) -> int:
    """The number of pages, once none of them is beyond bounds."""
    count = len(pdf)
    if count > MAX_PAGES:
        raise TooManyPages(name=document.name, pages=count, limit=MAX_PAGES)
    if count == 0:
        raise Unreadable(name=document.name, why="一页也没有")
    for index in range(count):
        try:
            width, height = pdfium.page_size(pdf, index)
        except pdfium.PdfRefused:
            continue
        if max(width, height) > MAX_PAGE_METRES * 1000:
            size = f"{width / 1000:.1f} × {height / 1000:.1f} 米"
            raise PageTooLarge(name=document.name, page=index + 1, size=size)
    return count


def _read_page(pdf: Any, index: int) -> PageText:
    with pdfium.Page(pdf, index) as page:
        lines = page.lines()
        shapes = page.shapes()
        share = picture_share(shapes, page.width_mm, page.height_mm)
        if _layer_is_good("".join(line.text for line in lines), share):
            return _layer_page(page, index, lines, shapes, share)
        if not shapes:
            source = TextSource.LAYER if lines else None
            said = _page_text(page, index, _text_of(lines), source)
            return said if lines else replace(said, ink=0.0)
        return _recognised_page(page, index, shapes)


def _layer_is_good(text: str, share: float) -> bool:
    """Whether the layer says enough, and says it in real characters.

    Over a picture that fills most of the page a few words are a scanner's mark, not the text.
    """
    seen = "".join(text.split())
    if len(seen) < (ENOUGH_OVER_PICTURE if share > 0.5 else ENOUGH):
        return False
    junk = sum(len(run) for run in _JUNK.findall(seen))
    return junk / len(seen) <= JUNK_SHARE


def _layer_page(
    page: pdfium.Page,
    index: int,
    lines: list[pdfium.Line],
    shapes: list[pdfium.Shape],
    share: float,
) -> PageText:
    photos = lone_photos(page, shapes)
    found = [text for photo in photos.values() for text in codes_in_region(photo)]
    others = [shape for shape in shapes if shape not in photos]
    for region, dpi in code_regions(others, page.width_mm, page.height_mm):
        found.extend(codes_in_region(page.picture(dpi, region, gray=True)))
    confidence = LAYER_OVER_SCAN if share > 0.5 else 1.0
    codes = tuple(dict.fromkeys(found))
    return _page_text(page, index, _text_of(lines), TextSource.LAYER, confidence, 0, codes)


def _recognised_page(page: pdfium.Page, index: int, shapes: list[pdfium.Shape]) -> PageText:
    from archivist.reading.ocr import recognise
    from archivist.reading.scan import scan_of

    area = page.width_mm * page.height_mm / 25.4**2
    dpi = min(OCR_DPI, math.sqrt(OCR_PIXELS / max(area, 0.01)))
    picture = page.picture(dpi)
    codes = find_codes(picture)
    seen = recognise(without_codes(picture, codes))
    source = TextSource.OCR if seen.text else TextSource.NONE
    said = _page_text(page, index, seen.text, source, seen.confidence, seen.turned, texts_of(codes))
    ink, paper = ink_and_paper(picture)
    scan = scan_of(picture, seen, dpi / 25.4, _scan_dpi(page, shapes), paper)
    return replace(said, boxes=seen.boxes(dpi / 25.4), ink=ink, scan=scan)


def _scan_dpi(page: pdfium.Page, shapes: list[pdfium.Shape]) -> float | None:
    """The dots per inch of the finest picture that covers a good part of the page."""
    finest = 0.0
    for shape in shapes:
        area = shape.box.width * shape.box.height
        if shape.kind != "image" or area < SCAN_SHARE * page.width_mm * page.height_mm:
            continue
        dots = page.dots_of(shape)
        if dots is None:
            return None
        finest = max(finest, math.sqrt(dots[0] * dots[1] / area) * 25.4)
    return round(finest, 1) or None


def _text_of(lines: list[pdfium.Line]) -> str:
    return in_reading_order(
        Piece(line.text, line.box.left, line.box.top, line.box.bottom) for line in lines
    )


def _page_text(
    page: pdfium.Page,
    index: int,
    text: str,
    source: TextSource | None,
    confidence: float = 1.0,
    turned: int = 0,
    codes: tuple[str, ...] = (),
) -> PageText:
    return PageText(
        number=index + 1,
        text=text,
        source=source or TextSource.NONE,
        confidence=round(confidence, 4),
        width_mm=round(page.width_mm, 2),
        height_mm=round(page.height_mm, 2),
        turned=turned,
        codes=codes,
    )
