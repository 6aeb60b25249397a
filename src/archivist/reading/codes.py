"""QR and DataMatrix codes in pictures, by zxing-cpp; the text is handed on raw and unchecked.

A plain look at the whole page finds a clean code within milliseconds in any quarter turn. Only
when that finds nothing are the four corners tried again, softened and enlarged, which brings back
small codes on poor scans.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

_FORMATS = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix]
)
CORNER_SHARE = 0.25
MAX_CODES = 64
TILE = 16
EVENLY_DARK = 0.26
MAX_LENGTH = 4096


@dataclass(frozen=True, slots=True)
class Code:
    """A code's text, and where it stands in the picture: left, top, right, bottom in dots."""

    text: str
    box: tuple[int, int, int, int]


def find_codes(picture: Image.Image) -> tuple[Code, ...]:
    """The codes on a scanned page, each text once; retries on the corners when there is none."""
    gray = picture if picture.mode == "L" else picture.convert("L")
    found = _look(gray)
    if found:
        return found
    for left, top, corner in _corners(gray):
        if not _looks_woven(corner):
            continue
        for factor, attempt in _attempts(corner):
            found = _look(attempt, 1 / factor, left, top)
            if found:
                return found
    return ()


def codes_in_region(picture: Image.Image) -> tuple[str, ...]:
    """The texts of the codes in a clean, small picture; a single look."""
    gray = picture if picture.mode == "L" else picture.convert("L")
    return tuple(code.text for code in _look(gray))


def texts_of(codes: tuple[Code, ...]) -> tuple[str, ...]:
    """The texts alone."""
    return tuple(code.text for code in codes)


def without_codes(picture: Image.Image, codes: tuple[Code, ...]) -> Image.Image:
    """The picture with white paper where the codes were, so that nobody reads them as text."""
    if not codes:
        return picture
    clean = picture.copy()
    for code in codes:
        left, top, right, bottom = code.box
        margin = max(4, (right - left) // 20)
        spot = (left - margin, top - margin, right + margin, bottom + margin)
        clean.paste((255, 255, 255) if clean.mode == "RGB" else 255, spot)
    return clean


def _look(gray: Image.Image, scale: float = 1.0, left: int = 0, top: int = 0) -> tuple[Code, ...]:
    """One look; places are scaled and moved back onto the page."""
    results = zxingcpp.read_barcodes(
        gray,
        formats=_FORMATS,
        text_mode=zxingcpp.TextMode.Plain,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    found: dict[str, Code] = {}
    for result in results[:MAX_CODES]:
        if not result.valid or not result.text:
            continue
        place = result.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        across = [round(point.x * scale) + left for point in points]
        down = [round(point.y * scale) + top for point in points]
        text = result.text[:MAX_LENGTH]
        found.setdefault(text, Code(text, (min(across), min(down), max(across), max(down))))
    return tuple(found.values())


def _corners(gray: Image.Image) -> Iterator[tuple[int, int, Image.Image]]:
    width, height = gray.size
    side = round(max(width, height) * CORNER_SHARE)
    for left, top in (
        (max(0, width - side), 0),
        (0, 0),
        (0, max(0, height - side)),
        (max(0, width - side), max(0, height - side)),
    ):
        yield left, top, gray.crop((left, top, min(width, left + side), min(height, top + side)))


def _looks_woven(corner: Image.Image) -> bool:
    """Whether some spot of at least 6 mm is evenly half dark, as codes are and text is not.

    Saves the second looks on the many pages that carry no code at all.
    """
    tiles = np.asarray(corner.reduce(TILE), dtype=np.float32)
    if min(tiles.shape) < 3:
        return True
    paper = max(1.0, float(np.percentile(tiles, 95)))
    even = np.abs(0.5 - tiles / paper) < EVENLY_DARK
    rows = even[:-2] & even[1:-1] & even[2:]
    return bool((rows[:, :-2] & rows[:, 1:-1] & rows[:, 2:]).any())


def _attempts(corner: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    yield 1, corner.filter(ImageFilter.GaussianBlur(1.2))
    width, height = corner.size
    yield 2, corner.resize((width * 2, height * 2), Image.Resampling.BICUBIC)
    softened = corner.filter(ImageFilter.MedianFilter(3))
    yield 3, softened.resize((width * 3, height * 3), Image.Resampling.BICUBIC)
