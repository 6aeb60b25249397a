"""A picture of one page, made inside the cage: for previews and for finding blank space."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from archivist.errors import UnknownFormat
from archivist.reading.contents import checked, spoken
from archivist.reading.images import flattened, opened_image
from archivist.reading.pdf import open_or_repair
from archivist.reading.render import picture_of
from archivist.reading.sniff import IMAGES


def picture_of_document(
    path: Path, name: str, page: int, dpi: float, announce: Callable[[int], None]
) -> bytes:
    """Page ``page`` (from 1) of a pdf or image file as PNG bytes, as displayed, at about ``dpi``.

    Raises:
        DocumentError: a subclass that says why there is no picture.
    """
    document = checked(path, name, announce)
    if document.media == "pdf":
        with open_or_repair(document) as (pdf, _):
            return _png(picture_of(pdf, name, page, dpi))
    if document.media not in IMAGES:
        raise UnknownFormat(name=name, found=spoken(document.media))
    with opened_image(document) as image:
        image.seek(page - 1 if document.media == "tiff" else 0)
        picture = flattened(ImageOps.exif_transpose(image))
        side = round(dpi * 11.7)  # the long side of A4 in inches
        picture.thumbnail((side, side))
        return _png(picture)


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
