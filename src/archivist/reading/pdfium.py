"""The one address of pypdfium2: opening, text with places, shapes on a page, pictures of it.

Coordinates that leave this module are millimetres on the page as it is seen (after CropBox and
rotation), from its top left corner.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

MM = 25.4 / 72
WRONG_PASSWORD = 4
JPEG = b"DCTDecode"


class PdfRefused(Exception):  # noqa: N818 - it says what pdfium did
    """Pdfium does not open this; ``locked`` tells that a password is missing."""

    def __init__(self, *, locked: bool) -> None:
        super().__init__("locked" if locked else "refused")
        self.locked = locked


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm on the visible page: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in mm."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text as pdfium gives it, at the place of its first visible character."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Shape:
    """A thing drawn on the page: kind "image", "path" or "form", and its place in the file."""

    kind: str
    box: Box
    index: int


@contextmanager
def opened(source: Path | bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, open until the end of the block.

    Raises:
        PdfRefused: pdfium cannot open it, or it needs a password.
    """
    try:
        document = pdfium.PdfDocument(BytesIO(source) if isinstance(source, bytes) else source)
    except pdfium.PdfiumError as problem:
        raise PdfRefused(locked=getattr(problem, "err_code", 0) == WRONG_PASSWORD) from problem
    try:
        yield document
    finally:
        document.close()


def is_signed(document: pdfium.PdfDocument) -> bool:
    """Whether the document carries a digital signature field; ask before pages are loaded."""
    return bool(raw.FPDF_GetSignatureCount(document.raw) > 0)


def has_scripts(document: pdfium.PdfDocument) -> bool:
    """Whether the document carries document-level JavaScript."""
    return bool(raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0)


def attachments(document: pdfium.PdfDocument) -> int:
    """How many files are embedded in the document."""
    return int(raw.FPDFDoc_GetAttachmentCount(document.raw))


def page_size(document: pdfium.PdfDocument, index: int) -> tuple[float, float]:
    """Visible width and height in mm of page ``index`` (from 0), without loading the page.

    Raises:
        PdfRefused: the page is broken.
    """
    size = raw.FS_SIZEF()
    if not raw.FPDF_GetPageSizeByIndexF(document.raw, index, size):
        raise PdfRefused(locked=False)
    return size.width * MM, size.height * MM


class Page:
    """One loaded page (index from 0); a context manager.

    Raises:
        PdfRefused: pdfium cannot load it.
    """

    def __init__(self, document: pdfium.PdfDocument, index: int) -> None:
        try:
            self._page = document.get_page(index)
            if _flattened(self._page):
                self._page.close()
                self._page = document.get_page(index)
        except pdfium.PdfiumError as problem:
            raise PdfRefused(locked=False) from problem
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(self._page.raw, box)
        self._frame = (box.left, box.bottom, box.right, box.top)
        self.rotation = 90 * int(raw.FPDFPage_GetRotation(self._page.raw))
        self.width_mm = raw.FPDF_GetPageWidthF(self._page.raw) * MM
        self.height_mm = raw.FPDF_GetPageHeightF(self._page.raw) * MM

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()

    def lines(self) -> list[Line]:
        """The text runs in the order of the file, empty ones left out."""
        text_page = raw.FPDFText_LoadPage(self._page.raw)
        if not text_page:
            return []
        try:
            return list(self._lines(text_page))
        finally:
            raw.FPDFText_ClosePage(text_page)

    def shapes(self, most: int = 5000) -> list[Shape]:
        """Images, paths and form objects lying on the page, at most ``most`` objects looked at."""
        found = []
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        places = [ctypes.byref(value) for value in (left, bottom, right, top)]
        kinds = {
            raw.FPDF_PAGEOBJ_IMAGE: "image",
            raw.FPDF_PAGEOBJ_PATH: "path",
            raw.FPDF_PAGEOBJ_FORM: "form",
        }
        handle = self._page.raw
        for index in range(min(most, raw.FPDFPage_CountObjects(handle))):
            thing = raw.FPDFPage_GetObject(handle, index)
            kind = kinds.get(raw.FPDFPageObj_GetType(thing))
            if kind and raw.FPDFPageObj_GetBounds(thing, *places):
                box = self._visible(left.value, bottom.value, right.value, top.value)
                found.append(Shape(kind, box, index))
        return found

    def jpeg_of(self, shape: Shape) -> bytes | None:
        """The JPEG file an image of this page is stored as, or None if it is stored otherwise.

        None too where it is transparent; a mask of its own is not asked for.
        """
        thing = raw.FPDFPage_GetObject(self._page.raw, shape.index)
        if (
            raw.FPDFPageObj_HasTransparency(thing)
            or raw.FPDFImageObj_GetImageFilterCount(thing) != 1
        ):
            return None
        name = ctypes.create_string_buffer(len(JPEG) + 1)
        raw.FPDFImageObj_GetImageFilter(thing, 0, name, len(name))
        if name.value != JPEG:
            return None
        size = raw.FPDFImageObj_GetImageDataRaw(thing, None, 0)
        data = ctypes.create_string_buffer(size)
        raw.FPDFImageObj_GetImageDataRaw(thing, data, size)
        return data.raw

    def dots_of(self, shape: Shape) -> tuple[int, int] | None:
        """Dots across and down of an image of this page; None where a mask of its own, that may
        be finer, shapes it."""
        thing = raw.FPDFPage_GetObject(self._page.raw, shape.index)
        across, down = ctypes.c_uint(), ctypes.c_uint()
        if raw.FPDFPageObj_HasTransparency(thing) or not raw.FPDFImageObj_GetImagePixelSize(
            thing, ctypes.byref(across), ctypes.byref(down)
        ):
            return None
        return across.value, down.value

    def is_empty(self) -> bool:
        """Whether nothing at all is drawn on the page."""
        return bool(raw.FPDFPage_CountObjects(self._page.raw) == 0)

    def picture(self, dpi: float, region: Box | None = None, gray: bool = False) -> Image.Image:
        """The page, or one region of it, as an RGB (or L) picture at ``dpi`` dots per inch.

        Raises:
            PdfRefused: the region lies off the page.
        """
        crop = (0.0, 0.0, 0.0, 0.0)
        if region is not None:
            sides = (
                region.left,
                self.height_mm - region.bottom,
                self.width_mm - region.right,
                region.top,
            )
            crop = tuple(max(0.0, side / MM) for side in sides)  # type: ignore[assignment]
        try:
            bitmap = self._page.render(
                scale=dpi / 72, crop=crop, grayscale=gray, rev_byteorder=not gray, draw_annots=True
            )
        except (pdfium.PdfiumError, ValueError) as problem:
            raise PdfRefused(locked=False) from problem
        try:
            picture: Image.Image = bitmap.to_pil().copy()
        finally:
            bitmap.close()
        return picture if picture.mode in ("RGB", "L") else picture.convert("RGB")

    def _lines(self, text_page: Any) -> Iterator[Line]:
        count = raw.FPDFText_CountChars(text_page)
        if count <= 0:
            return
        buffer = (ctypes.c_ushort * (2 * count + 1))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        units = bytes(buffer)[: 2 * max(0, written - 1)]
        same = written - 1 == count
        places = [ctypes.c_double() for _ in range(4)]
        refs = [ctypes.byref(place) for place in places]
        start = 0
        for part in units.decode("utf-16-le", errors="replace").split("\n"):
            text = part.strip()
            if text:
                # indices count UTF-16 units, as pdfium's do
                at = start + _units(part[: len(part) - len(part.lstrip())])
                char = at if same else raw.FPDFText_GetCharIndexFromTextIndex(text_page, at)
                raw.FPDFText_GetCharBox(text_page, char, *refs)
                left, right, bottom, top = (place.value for place in places)
                yield Line(text, self._visible(left, bottom, right, top))
            start += _units(part) + 1

    def _visible(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of page space as it is seen."""
        frame_left, frame_bottom, frame_right, frame_top = self._frame
        if self.rotation == 90:
            x0, x1 = bottom - frame_bottom, top - frame_bottom
            y0, y1 = left - frame_left, right - frame_left
        elif self.rotation == 180:
            x0, x1 = frame_right - right, frame_right - left
            y0, y1 = bottom - frame_bottom, top - frame_bottom
        elif self.rotation == 270:
            x0, x1 = frame_top - top, frame_top - bottom
            y0, y1 = frame_right - right, frame_right - left
        else:
            x0, x1 = left - frame_left, right - frame_left
            y0, y1 = frame_top - top, frame_top - bottom
        return Box(x0 * MM, y0 * MM, x1 * MM, y1 * MM)


def _flattened(page: Any) -> bool:
    """Make annotations and filled form fields part of the page, in memory; whether any were.

    Only then does their text count as text. Signatures cannot be counted afterwards.
    """
    if raw.FPDFPage_GetAnnotCount(page.raw) <= 0:
        return False
    return bool(raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS)


def _units(text: str) -> int:
    """The length of ``text`` in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
