"""Pictures: JPEG, PNG, TIFF (many pages), BMP, GIF and WebP, turned as their EXIF data says."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from archivist.errors import PageTooLarge, TooManyPages, Truncated, Unreadable
from archivist.reading.codes import find_codes, texts_of, without_codes
from archivist.reading.document import MAX_FRAMES, MAX_PIXELS, OCR_DPI, Document
from archivist.reading.ocr import recognise
from archivist.records.reading import PageText, Reading, TextSource

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
A4_LONG_MM = 297.0
PLAUSIBLE_DPI = (60.0, 1300.0)


def read_image(document: Document) -> Reading:
    """Every frame recognised as a page; an animated GIF or WebP gives its first frame only.

    Raises:
        PageTooLarge: more than 60 million dots. TooManyPages: more than 500 frames.
        Truncated, Unreadable: the picture does not decode.
        OcrUnavailable: the engine does not start.
    """
    with opened_image(document) as image:
        frames = getattr(image, "n_frames", 1) if document.media == "tiff" else 1
        if frames > MAX_FRAMES:
            raise TooManyPages(name=document.name, pages=frames, limit=MAX_FRAMES)
        document.announce(frames)
        pages = []
        for index, frame in enumerate(ImageSequence.Iterator(image)):
            if index >= frames:
                break
            _refuse_huge(document, frame, index)
            pages.append(_read_frame(frame, index))
    return Reading(media="image", pages=tuple(pages), page_count=len(pages))


@contextmanager
def opened_image(document: Document) -> Iterator[Image.Image]:
    """The image, its size checked before a dot is decoded; decoding failures inside are ours."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before decoding
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(document.path, formats=_FORMATS) as image:
                _refuse_huge(document, image, 0)
                yield image
    except UnidentifiedImageError as problem:
        raise Unreadable(name=document.name, why="图片结构不对") from problem
    except (OSError, SyntaxError, ValueError) as problem:
        if "truncated" in str(problem).lower():
            raise Truncated(name=document.name) from problem
        raise Unreadable(name=document.name, why="图片内容解不开") from problem


def _refuse_huge(document: Document, image: Image.Image, index: int) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PageTooLarge(name=document.name, page=index + 1, size=f"{width} × {height} 点")


def _read_frame(frame: Image.Image, index: int) -> PageText:
    width_mm, height_mm, dpi = _size_mm(frame)
    upright = ImageOps.exif_transpose(frame)
    if (upright.width > upright.height) != (frame.width > frame.height):
        width_mm, height_mm = height_mm, width_mm
    plain = flattened(upright)
    codes = find_codes(plain)
    plain = without_codes(plain, codes)
    if dpi > OCR_DPI * 1.25:
        share = OCR_DPI / dpi
        plain = plain.resize(
            (max(1, round(plain.width * share)), max(1, round(plain.height * share))),
            Image.Resampling.BOX,
            reducing_gap=2.0,
        )
    seen = recognise(plain)
    return PageText(
        number=index + 1,
        text=seen.text,
        source=TextSource.OCR if seen.text else TextSource.NONE,
        confidence=round(seen.confidence, 4),
        width_mm=round(width_mm, 2),
        height_mm=round(height_mm, 2),
        turned=seen.turned,
        codes=texts_of(codes),
    )


def flattened(image: Image.Image) -> Image.Image:
    """RGB, transparency laid on white paper, 16-bit grey brought to 8."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")


def _size_mm(image: Image.Image) -> tuple[float, float, float]:
    """Width and height in mm and the resolution; 0 mm where the stated one is not plausible.

    Without a plausible resolution the picture is taken to show one A4 page.
    """
    stated = image.info.get("dpi", (0, 0))
    across, down = (float(value) for value in stated)
    low, high = PLAUSIBLE_DPI
    if low <= across <= high and low <= down <= high:
        return image.width / across * 25.4, image.height / down * 25.4, max(across, down)
    return 0.0, 0.0, max(image.size) / (A4_LONG_MM / 25.4)
