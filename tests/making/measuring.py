"""Reading printed pages back with other libraries than those that made them."""

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

MM = 25.4 / 72


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(page.get_width() * MM, page.get_height() * MM) for page in document]
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The text of every page, without line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.get_textpage().get_text_range().replace("\r", "").replace("\n", "")
            for page in document
        ]
    finally:
        document.close()


def picture(pdf: bytes, dpi: float = 150, page: int = 0) -> Image.Image:
    """A page as displayed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
        assert isinstance(image, Image.Image)
        return image
    finally:
        document.close()


def red(image: Image.Image) -> NDArray[np.bool_]:
    """Where the picture is stamp red."""
    pixels = np.asarray(image).astype(int)
    found: NDArray[np.bool_] = (pixels[..., 0] > 140) & (pixels[..., 1] < 110)
    return found


def line_centres(mask: NDArray[np.bool_], axis: int, share: float, dpi: float) -> list[float]:
    """Where lines run that cover ``share`` of the longest, in mm from the left or top."""
    counts = mask.sum(axis=axis)
    strong = np.flatnonzero(counts >= share * counts.max())
    groups = np.split(strong, np.flatnonzero(np.diff(strong) > 1) + 1)
    return [float((group.mean() + 0.5) / dpi * 25.4) for group in groups]
