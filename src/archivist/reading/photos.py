"""Pictures that stand alone on a digital page, looked at by themselves.

A photograph is stored as JPEG at 300 dots per inch or more. To find a code in it half of that is
enough, and JPEG can be unpacked at half, a quarter or an eighth of its size for a fraction of the
time that rendering its place on the page takes. Codes are found in any turn, so it does not matter
how the page turns the picture.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from archivist.reading.document import MAX_PIXELS
from archivist.reading.pdfium import Box, Page, Shape
from archivist.reading.regions import REGION_DPI

TOUCH_MM = 1.0  # a cell's rule along the edge of a picture does not lie on it


def lone_photos(page: Page, shapes: Sequence[Shape]) -> dict[Shape, Image.Image]:
    """Grey pictures of the JPEG images on which nothing else is drawn, by shape.

    They have at least the dots that rendering their place would give them, or all they have.
    """
    found = {}
    for shape in shapes:
        if shape.kind != "image" or not _alone(shape, shapes):
            continue
        jpeg = page.jpeg_of(shape)
        picture = _unpacked(jpeg, shape.box) if jpeg else None
        if picture is not None:
            found[shape] = picture
    return found


def _alone(shape: Shape, shapes: Sequence[Shape]) -> bool:
    box = shape.box
    return not any(
        other.box.left < box.right - TOUCH_MM
        and other.box.right > box.left + TOUCH_MM
        and other.box.top < box.bottom - TOUCH_MM
        and other.box.bottom > box.top + TOUCH_MM
        for other in shapes
        if other is not shape
    )


def _unpacked(jpeg: bytes, box: Box) -> Image.Image | None:
    """The JPEG in grey, or None if it is broken, too large or in colours of printing."""
    long = max(box.width, box.height) / 25.4 * REGION_DPI
    try:
        with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
            if image.mode not in ("L", "RGB") or image.width * image.height > MAX_PIXELS:
                return None
            scale = min(1.0, long / max(image.size))
            image.draft("L", (round(image.width * scale), round(image.height * scale)))
            return image.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
