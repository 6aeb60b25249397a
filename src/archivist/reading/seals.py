"""Red seals taken off the text they cover, in a copy of the page picture."""

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

REDNESS = 45
STEP = 4
SMALLEST = 150 // (STEP * STEP)
SQUARE = 0.5
INK_PERCENTILE = 35
DARKEST_INK = 130.0


# A seal for presence: paler ink and a larger frame than one that hinders reading.
PALE = 25
SEAL_MM = (9.0, 75.0)
COLOURED = 10
COLOURED_SHARE = 0.0005


def seals_on(small: Pixels, dots_per_mm: float) -> int | None:
    """How many red patches of a small RGB picture are as large and as square as a seal.

    Generous, so that a worn or pale seal counts, and what stands within its ring counts with it;
    redness that the paper has too does not. None where the picture has no colour.
    """
    red, green, blue = (np.ascontiguousarray(small[:, :, part]) for part in range(3))
    other, least = np.maximum(green, blue), np.minimum(np.minimum(red, green), blue)
    if float((np.maximum(red, other) - least > COLOURED).mean()) < COLOURED_SHARE:
        return None
    redness = cv2.subtract(red, other)
    reddish = (redness > PALE + float(np.median(redness))).astype(np.uint8)
    reach = max(3, round(4 * dots_per_mm))
    joined = cv2.morphologyEx(reddish, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    frames: list[tuple[int, int, int, int]] = []
    for left, top, width, height, _ in sorted(stats[1:], key=lambda row: -row[2] * row[3]):
        shorter, longer = sorted((width / dots_per_mm, height / dots_per_mm))
        if shorter < SEAL_MM[0] or longer > SEAL_MM[1] or shorter < SQUARE * longer:
            continue
        middle = (left + width / 2, top + height / 2)
        if not any(_holds(frame, middle) for frame in frames):
            frames.append((left, top, width, height))
    return len(frames)


def _holds(frame: tuple[int, int, int, int], spot: tuple[float, float]) -> bool:
    left, top, width, height = frame
    return left <= spot[0] <= left + width and top <= spot[1] <= top + height


def without_seals(pixels: Pixels) -> Pixels:
    """An RGB picture in which round or square red seals have gone pale and black text stays.

    Only inside red patches that are roughly square is every channel replaced by the red one, where
    red ink is nearly as bright as paper, and brightened until it is. Red headings and lines
    elsewhere stay as they are. The picture itself is returned, unchanged, when it has no seal.
    """
    small = pixels[::STEP, ::STEP].astype(np.int16)
    red = (small[:, :, 0] - small[:, :, 1:].max(axis=2) > REDNESS).astype(np.uint8)
    if int(red.sum()) < SMALLEST:
        return pixels
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    cleaned = pixels
    for left, top, width, height, area in stats[1:count]:
        if area < SMALLEST or min(width, height) < SQUARE * max(width, height):
            continue
        if cleaned is pixels:
            cleaned = pixels.copy()
        rows = slice(max(0, (top - 1) * STEP), (top + height + 1) * STEP)
        columns = slice(max(0, (left - 1) * STEP), (left + width + 1) * STEP)
        cleaned[rows, columns] = _bleached(cleaned[rows, columns])[:, :, None]
    return cleaned


def _bleached(patch: Pixels) -> Pixels:
    """The red channel of a patch, stretched until its red ink is as white as the paper."""
    channel: Pixels = patch[:, :, 0]
    ink = channel[channel.astype(np.int16) - patch[:, :, 1:].max(axis=2) > REDNESS]
    if not ink.size:
        return channel
    level = max(DARKEST_INK, float(np.percentile(ink, INK_PERCENTILE)))
    table = np.minimum(255, np.arange(256) * (255 / level)).astype(np.uint8)
    bleached: Pixels = table[channel]
    return bleached
