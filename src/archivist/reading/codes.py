"""QR and DataMatrix codes in pictures, by zxing-cpp; the text is handed on raw and unchecked.

A plain look at the whole page finds a clean code within milliseconds in any quarter turn. Only
when that finds nothing are the four corners tried again, softened and enlarged, which brings back
small codes on poor scans.
"""

from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter

CORNER_SHARE = 0.36
MAX_CODES = 64
MAX_LENGTH = 4096


def codes_in(picture: Image.Image) -> tuple[str, ...]:
    """The codes on a scanned page, each once; retries on the corners when there is none."""
    gray = picture if picture.mode == "L" else picture.convert("L")
    found = _look(gray)
    if found:
        return found
    for corner in _corners(gray):
        for attempt in _attempts(corner):
            found = _look(attempt)
            if found:
                return found
    return ()


def codes_in_region(picture: Image.Image) -> tuple[str, ...]:
    """The codes in a clean, small picture; a single look."""
    return _look(picture if picture.mode == "L" else picture.convert("L"))


def _look(gray: Image.Image) -> tuple[str, ...]:
    results = zxingcpp.read_barcodes(
        gray,
        formats=[zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.DataMatrix],
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    texts = (result.text[:MAX_LENGTH] for result in results if result.valid and result.text)
    return tuple(dict.fromkeys(texts))[:MAX_CODES]


def _corners(gray: Image.Image) -> Iterator[Image.Image]:
    width, height = gray.size
    side = round(max(width, height) * CORNER_SHARE * 0.7)
    for left, top in (
        (max(0, width - side), 0),
        (0, 0),
        (0, max(0, height - side)),
        (max(0, width - side), max(0, height - side)),
    ):
        yield gray.crop((left, top, min(width, left + side), min(height, top + side)))


def _attempts(corner: Image.Image) -> Iterator[Image.Image]:
    yield corner.filter(ImageFilter.GaussianBlur(1.2))
    width, height = corner.size
    yield corner.resize((width * 2, height * 2), Image.Resampling.BICUBIC)
    softened = corner.filter(ImageFilter.MedianFilter(3))
    yield softened.resize((width * 3, height * 3), Image.Resampling.BICUBIC)
