"""Images to PDF with img2pdf: the picture's own bytes where they can stay, never recompressed."""

from io import BytesIO
from pathlib import Path

import img2pdf
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from archivist.errors import Unreadable

ORIENTATION = 0x0112
TURNS = (1, 3, 6, 8)  # EXIF orientations that a page's Rotate can say
KEPT = ("JPEG", "PNG", "TIFF")
MOST_PIXELS = 400_000_000
SCAN_DPI = 300.0
A4_LONG_PT, A3_LONG_PT = 841.89, 1190.55 * 1.05


def image_to_pdf(path: Path) -> bytes:
    """A PDF with a page for each picture in ``path``; resolution tells the page's size.

    A page that would be larger than A3, as photos without a true resolution give, is made A4.

    JPEG, PNG and fax-coded TIFF keep their very bytes. Pictures with transparency, with a mirrored
    EXIF orientation, or of another kind (BMP…) are redrawn without loss on white first.

    Raises:
        Unreadable: the file is damaged or no picture.
    """
    try:
        with Image.open(path) as picture:
            plain = _can_stay(picture)
            pages = [] if plain else [_redrawn(frame) for frame in ImageSequence.Iterator(picture)]
        source: bytes | list[bytes] = path.read_bytes() if plain else pages
        made = img2pdf.convert(
            source, rotation=img2pdf.Rotation.ifvalid, layout_fun=_page_size, nodate=True
        )
    except (
        OSError,
        ValueError,
        SyntaxError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        img2pdf.ImageOpenError,
    ) as problem:
        raise Unreadable(name=path.name, why="图片打不开") from problem
    assert isinstance(made, bytes)
    return made


def _page_size(
    width: int, height: int, dpi: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Width and height of page and picture in points, for img2pdf."""
    wide, high = width / dpi[0] * 72, height / dpi[1] * 72
    if max(wide, high) > A3_LONG_PT:
        scale = A4_LONG_PT / max(wide, high)
        wide, high = wide * scale, high * scale
    return wide, high, wide, high


def _can_stay(picture: Image.Image) -> bool:
    """Whether img2pdf can take the file as it is."""
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    if picture.format not in KEPT:
        return False
    if picture.getexif().get(ORIENTATION, 1) not in TURNS:
        return False
    return not any(_see_through(frame) for frame in ImageSequence.Iterator(picture))


def _see_through(frame: Image.Image) -> bool:
    return frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info


def _redrawn(frame: Image.Image) -> bytes:
    """A PNG of ``frame``, upright and without transparency, at the same resolution."""
    dpi = frame.info.get("dpi", (SCAN_DPI, SCAN_DPI))
    upright = ImageOps.exif_transpose(frame)
    if _see_through(upright):
        upright = upright.convert("RGBA")
        ground = Image.new("RGB", upright.size, "white")
        ground.paste(upright, mask=upright.getchannel("A"))
        upright = ground
    elif upright.mode not in ("1", "L", "RGB"):
        upright = upright.convert("RGB")
    out = BytesIO()
    upright.save(out, "PNG", dpi=dpi)
    return out.getvalue()
