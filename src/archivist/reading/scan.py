"""How a page's picture was taken: what runs over its edges, whether seals and signatures are there.

Looked at once, on the picture the text is read from, in a few thousandths of a second.
"""

import re

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from archivist.reading.ink import DARKER
from archivist.reading.ocr import Seen
from archivist.reading.order import Piece
from archivist.reading.seals import seals_on
from archivist.records.reading import Scan

Grey = NDArray[np.uint8]

COARSE_STEP = 4
# The outermost of a picture is often a dark hairline; ink that was cut off reaches further in.
DEPTH_MM = (0.6, 1.3)
CELL_MM = 5.0
STROKE_MM = (0.1, 2.5)  # torn-out holes of a note pad are longer
# Around ink there is paper; desks, lids and shadows are darker than this below the page's paper.
OTHER_GROUND = 45

# Only with a colon: without one the words may head a column of names.
_PLACE = re.compile(r"(?:签名|签字|签章)(?:并?盖章)?[)）]?(?:[（(][^（()）]*[)）])?[:：]$")
_NOT_A_NAME = re.compile(r"[\d年月日._/—-]*|日期[:：]?.*|.*[:：]")
SIGNATURE_MM = 60.0
LEAST_MM = 10.0
HIGHER = 0.4
PENCIL = 45  # a pen's stroke is darker than this below the paper around it
RULE_MM = 6.0
WRITTEN_MM2 = 2.0


def scan_of(
    picture: Image.Image, seen: Seen, dots_per_mm: float, dpi: float | None, paper: float
) -> Scan:
    """What the picture itself shows; ``seen`` is what was read from it.

    ``dpi`` and ``paper`` are handed on as they are.
    """
    small = picture.resize(
        (max(1, picture.width // COARSE_STEP), max(1, picture.height // COARSE_STEP)),
        Image.Resampling.NEAREST,
    ).convert("RGB")
    unsigned, signed = _signatures(picture, seen, dots_per_mm)
    return Scan(
        dpi=dpi,
        paper=paper,
        skew=seen.skew,
        edge_ink_mm=_edges(picture, seen.turned, dots_per_mm, paper * 255),
        seals=seals_on(np.asarray(small), dots_per_mm / COARSE_STEP),
        unsigned=unsigned,
        signed=signed,
    )


def _edges(
    picture: Image.Image, turned: int, dots_per_mm: float, paper: float
) -> tuple[float, float, float, float]:
    """Upper, right, lower, left: along how many mm ink runs over the edge, page turned upright."""
    near, far = (max(1, round(mm * dots_per_mm)) for mm in DEPTH_MM)
    wide, high = picture.size
    boxes = (
        (0, near, wide, far),
        (wide - far, 0, wide - near, high),
        (0, high - far, wide, high - near),
        (near, 0, far, high),
    )
    found = []
    for side, box in enumerate(boxes):
        strip = _without_red(picture.crop(box))
        along = strip if side % 2 == 0 else strip.T
        found.append(_run_over(along, dots_per_mm, paper))
    # turned clockwise by a quarter, what was the left edge is the upper one
    quarter = turned // 90
    upper, right, lower, left = (found[(side - quarter) % 4] for side in range(4))
    return upper, right, lower, left


def _without_red(part: Image.Image) -> Grey:
    """Brightness in the red channel, where seals fade and everything else stays dark."""
    return np.asarray(part.getchannel("R") if part.mode == "RGB" else part.convert("L"))


def _run_over(strip: Grey, dots_per_mm: float, paper: float) -> float:
    """Along how many mm of a strip along an edge short strokes cross it, where it is paper."""
    if strip.size == 0:
        return 0.0
    cell = max(1, round(CELL_MM * dots_per_mm))
    crossing = _within(_crossing(strip, paper), STROKE_MM, dots_per_mm)
    count = 0
    for start in range(0, strip.shape[1], cell):
        part = slice(start, start + cell)
        if crossing[part].any() and np.percentile(strip[:, part], 80) > paper - OTHER_GROUND:
            count += 1
    return round(count * cell / dots_per_mm, 1)


def _crossing(strip: Grey, paper: float) -> NDArray[np.bool_]:
    """Which columns of the strip are mostly ink."""
    return np.asarray((strip < paper - DARKER).mean(axis=0) >= 0.5)


def _within(
    marked: NDArray[np.bool_], bounds_mm: tuple[float, float], dots_per_mm: float
) -> NDArray[np.bool_]:
    """Only the starts of runs whose length lies within the bounds."""
    change = np.diff(np.concatenate(([False], marked, [False])).astype(np.int8))
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    least, most = (mm * dots_per_mm for mm in bounds_mm)
    good = starts[(ends - starts >= least) & (ends - starts <= most)]
    kept = np.zeros(marked.shape, dtype=bool)
    kept[good] = True
    return kept


def _signatures(
    picture: Image.Image, seen: Seen, dots_per_mm: float
) -> tuple[tuple[str, ...], int]:
    """The words that ask for a signature and get no ink beside them, and how many get some."""
    places = [piece for piece in seen.pieces if _PLACE.search(piece.text)]
    if not places:
        return (), 0
    grey = np.rot90(_without_red(picture), k=-(seen.turned // 90))
    unsigned, signed = [], 0
    for place in places:
        other = _right_of(place, seen.pieces, SIGNATURE_MM * dots_per_mm)
        if other is not None and not _NOT_A_NAME.fullmatch(other.text):
            signed += 1
            continue
        end = min(place.right + SIGNATURE_MM * dots_per_mm, other.left if other else grey.shape[1])
        if end - place.right < LEAST_MM * dots_per_mm:
            continue
        rise = HIGHER * (place.bottom - place.top)
        rows = slice(max(0, round(place.top - rise)), round(place.bottom + rise))
        if _written_mm2(grey[rows, round(place.right) : round(end)], dots_per_mm) >= WRITTEN_MM2:
            signed += 1
        else:
            unsigned.append(place.text)
    return tuple(unsigned), signed


def _right_of(place: Piece, pieces: tuple[Piece, ...], reach: float) -> Piece | None:
    """The next piece of the same line within reach."""
    near = [
        other
        for other in pieces
        if (other.left + other.right) / 2 > place.right > other.left - reach
        and (place.top < other.middle < place.bottom or other.top < place.middle < other.bottom)
        and other is not place
    ]
    return min(near, key=lambda other: other.left, default=None)


def _written_mm2(part: Grey, dots_per_mm: float) -> float:
    """How much ink stands in it that is not a rule to write on or the frame of a cell."""
    dark = (part < float(np.median(part)) - PENCIL).astype(np.uint8)
    across = np.ones((1, max(3, round(RULE_MM * dots_per_mm))), np.uint8)
    down = np.ones((max(3, round(0.8 * part.shape[0])), 1), np.uint8)
    rules = cv2.bitwise_or(
        cv2.morphologyEx(dark, cv2.MORPH_OPEN, across), cv2.morphologyEx(dark, cv2.MORPH_OPEN, down)
    )
    thick = cv2.dilate(rules, np.ones((5, 5), np.uint8))
    return float(cv2.subtract(dark, thick).sum()) / dots_per_mm**2
