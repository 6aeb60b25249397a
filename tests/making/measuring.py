"""Reading printed pages back with other libraries than those that made them."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pdfplumber
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


Line = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """The ruled lines of a page in mm: each its place and from where to where it runs.

    Lines under 5 mm are left out; both edges of a thick line count as one.
    """

    across: tuple[Line, ...]
    down: tuple[Line, ...]

    @property
    def lying(self) -> list[float]:
        """Distances of the horizontal lines from the top."""
        return _apart([at for at, _, _ in self.across])

    @property
    def upright(self) -> list[float]:
        """Distances of the vertical lines from the left."""
        return _apart([at for at, _, _ in self.down])

    def spans(self, top: float) -> list[tuple[float, float]]:
        """From where to where the horizontal lines at this height run."""
        return sorted({(a, b) for at, a, b in self.across if abs(at - top) < 0.3})

    def span(self, top: float) -> tuple[float, float]:
        """From where to where the one horizontal line at this height runs."""
        (only,) = self.spans(top)
        return only

    def inner(self, top: float) -> list[float]:
        """Where vertical lines cross this height."""
        return _apart([at for at, a, b in self.down if a < top < b])


def _apart(places: list[float]) -> list[float]:
    """Places in order, those less than 0.3 mm behind another left out."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 0.3:
            found.append(place)
    return found


def rules(pdf: bytes, page: int = 0) -> Rules:
    """The ruled lines of a page."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        edges = list(document.pages[page].edges)
    across, down = set(), set()
    for edge in edges:
        x0, x1, top, bottom = (round(edge[key] * MM, 2) for key in ("x0", "x1", "top", "bottom"))
        if edge["orientation"] == "h" and x1 - x0 > 5:
            across.add((top, x0, x1))
        elif edge["orientation"] == "v" and bottom - top > 5:
            down.add((x0, top, bottom))
    return Rules(tuple(sorted(across)), tuple(sorted(down)))
