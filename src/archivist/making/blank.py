"""Blank space on a page: where a stamp may stand without touching ink."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

CLEAR_MM = 1.0  # kept free around the stamp
EDGE_MM = 6.0  # kept free along the page's edge, where printers cannot print
TOP_ZONE_MM = 60.0
INK_SHARE = 0.005
DARKER = 0.86  # ink is darker than this share of the paper's brightness
DARKEST_PAPER = 60.0  # a page darker than this is all ink
STEP_MM = 1.0
WORK_DPI = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The upper left corner of a stamp, in mm from the displayed page's upper left corner."""

    left_mm: float
    top_mm: float


def find_place(
    page_mm: tuple[float, float], stamp_mm: tuple[float, float], image: Image.Image | None
) -> Place | None:
    """Where on the displayed page a stamp of this size may stand, or None if nowhere.

    Order of preference (DA/T 22-2015 annex A and practice): upright pages top centre, top right,
    top left, anywhere in the top 60 mm; landscape pages the middle of the right side first.
    Without an ``image`` the page is taken to be blank.
    """
    width, height = page_mm
    if width < stamp_mm[0] + 2 * EDGE_MM or height < stamp_mm[1] + 2 * EDGE_MM:
        return None
    ink = None if image is None else _Ink(image, page_mm)
    for place in _wishes(width, height, *stamp_mm):
        if ink is None or ink.is_blank(place, stamp_mm):
            return place
    return None


def _wishes(width: float, height: float, wide: float, high: float) -> Iterator[Place]:
    right, centre = width - wide - EDGE_MM, (width - wide) / 2
    if width > height:
        middle = (height - high) / 2
        for off in _steps(0, height / 6):
            yield Place(left_mm=right, top_mm=middle - off)
            yield Place(left_mm=right, top_mm=middle + off)
    lowest = min(TOP_ZONE_MM, height - EDGE_MM) - high
    for left in (centre, right, EDGE_MM):
        for top in _steps(EDGE_MM, lowest):
            yield Place(left_mm=left, top_mm=top)
    for top in _steps(EDGE_MM, lowest):
        for left in _steps(EDGE_MM, right):
            yield Place(left_mm=left, top_mm=top)


def _steps(first: float, last: float) -> Iterator[float]:
    at = first
    while at <= last + 1e-9:
        yield at
        at += STEP_MM


class _Ink:
    """How much ink lies in any rectangle of a page, by a summed-area table."""

    def __init__(self, image: Image.Image, page_mm: tuple[float, float]) -> None:
        width, height = page_mm
        if height >= width:  # on an upright page nothing below the top zone is asked for
            lowest = round(image.height * _seen(width, height) / height)
            image = image.crop((0, 0, image.width, max(1, lowest)))
        grey = image.convert("L")
        # Averaging keeps a thin line: it still darkens its pixel.
        grey = grey.reduce(max(1, int(image.width / width * 25.4 / WORK_DPI)))
        self.across, self.down = grey.width / width, grey.height / _seen(width, height)
        dark = np.asarray(grey) < max(_paper(grey), DARKEST_PAPER) * DARKER
        sums = dark.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
        self.sums = np.pad(sums, ((1, 0), (1, 0)))

    def is_blank(self, place: Place, stamp_mm: tuple[float, float]) -> bool:
        """Whether under 0.5 % of the stamp's ground, with 1 mm around it, is ink."""
        rows, columns = self.sums.shape
        left = max(0, int((place.left_mm - CLEAR_MM) * self.across))
        top = max(0, int((place.top_mm - CLEAR_MM) * self.down))
        right = min(columns - 1, int((place.left_mm + stamp_mm[0] + CLEAR_MM) * self.across) + 1)
        bottom = min(rows - 1, int((place.top_mm + stamp_mm[1] + CLEAR_MM) * self.down) + 1)
        s = self.sums
        ink = s[bottom, right] - s[top, right] - s[bottom, left] + s[top, left]
        return bool(ink < INK_SHARE * (bottom - top) * (right - left))


def _seen(width: float, height: float) -> float:
    """How many mm from the top are looked at."""
    return min(height, TOP_ZONE_MM + EDGE_MM) if height >= width else height


def _paper(grey: Image.Image) -> float:
    """The paper's brightness: that of the lightest twentieth of the picture."""
    counts = np.cumsum(grey.histogram())
    return float(np.searchsorted(counts, 0.95 * counts[-1]))
