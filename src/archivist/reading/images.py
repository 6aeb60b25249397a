"""Pictures: JPEG, PNG, TIFF (many pages), BMP, GIF and WebP, turned as their EXIF data says."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageSequence, UnidentifiedImageError

from archivist.errors import PageTooLarge, TooManyPages, Truncated, Unreadable
from archivist.reading.codes import find_codes, texts_of, without_codes
from archivist.reading.document import MAX_FRAMES, MAX_PIXELS, OCR_DPI, Document
from archivist.reading.ink import ink_and_paper
from archivist.reading.ocr import recognise
from archivist.reading.scan import scan_of
from archivist.records.reading import PageText, Reading, TextSource

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
A4_LONG_MM = 297.0
A3_LONG_MM = 450.0
LONGEST_MM = 1300.0
COARSEST_SCAN = 150
PLAUSIBLE_DPI = (60.0, 1300.0)
FINE_DPI = 300
UNEVEN = 0.1
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


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
    across, down, stated = _resolution(frame)
    full = frame.width
    _decode_small(frame, across)
    whole = int(across * frame.width / full // FINE_DPI)
    shrunk = flattened(_reducible(frame).reduce(whole) if whole > 1 else frame)
    dpi = across * shrunk.width / full
    even = _with_even_dots(shrunk, across / down)
    upright = _upright(even, frame.getexif().get(_ORIENTATION, 1))
    codes = find_codes(upright)
    read = _at_reading_size(without_codes(upright, codes), dpi)
    seen = recognise(read)
    ink, paper = ink_and_paper(read)
    dots_per_mm = dpi / 25.4 * read.width / upright.width
    return PageText(
        number=index + 1,
        text=seen.text,
        source=TextSource.OCR if seen.text else TextSource.NONE,
        confidence=round(seen.confidence, 4),
        width_mm=round(upright.width / dpi * 25.4, 2) if stated else 0.0,
        height_mm=round(upright.height / dpi * 25.4, 2) if stated else 0.0,
        turned=seen.turned,
        codes=texts_of(codes),
        boxes=seen.boxes(dots_per_mm),
        ink=ink,
        scan=scan_of(read, seen, dots_per_mm, round(min(across, down), 1), paper),
    )


def _decode_small(frame: Image.Image, dpi: float) -> None:
    """Decode the frame; a JPEG finer than 600 dpi is decoded at half its size or less."""
    factor = int(dpi // FINE_DPI)
    if factor > 1:
        frame.draft("RGB", (frame.width // factor, frame.height // factor))
    frame.load()


def _reducible(frame: Image.Image) -> Image.Image:
    """The frame in a mode whose dots can be averaged; black and white becomes grey."""
    if frame.mode == "1":
        return frame.convert("L")
    return frame if frame.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else flattened(frame)


def _with_even_dots(image: Image.Image, ratio: float) -> Image.Image:
    """Stretched downwards if dots are not square, as on faxes; ``ratio`` is across to down."""
    if abs(ratio - 1) < UNEVEN:
        return image
    return image.resize((image.width, max(1, round(image.height * ratio))))


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    """The image as its EXIF orientation (1 to 8) says it is to be held."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _at_reading_size(image: Image.Image, dpi: float) -> Image.Image:
    """Not much finer than text is read at."""
    if dpi <= OCR_DPI * 1.25:
        return image
    share = OCR_DPI / dpi
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.BOX)


def flattened(image: Image.Image) -> Image.Image:
    """RGB, transparency laid on white paper, 16-bit grey brought to 8."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")


def _resolution(image: Image.Image) -> tuple[float, float, bool]:
    """Dots per inch across and down, and whether the file states them plausibly.

    Cameras write 72 or 96 whatever they see, so a coarse figure is believed only up to A3.
    Without a plausible resolution the picture is taken to show one A4 page.
    """
    across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    low, high = PLAUSIBLE_DPI
    if low <= across <= high and low <= down <= high:
        longer_mm = max(image.width / across, image.height / down) * 25.4
        if longer_mm <= (A3_LONG_MM if across < COARSEST_SCAN else LONGEST_MM):
            return across, down, True
    guess = max(image.size) / (A4_LONG_MM / 25.4)
    return guess, guess, False
