"""The press: papers become PDF, or pages that hands have filled in and sealed."""

import random

import numpy as np
from PIL import Image

from archivist.making.fonts import Fonts
from archivist.making.typeset import Typesetter
from archivist.reading.pdfium import Page, opened
from archivist.samples.hand import BLACK, BLUE_BLACK, Pen
from archivist.samples.paper import Ink, Paper, Placed, as_data, inks
from archivist.samples.photos import craft_photo
from archivist.samples.scanner import lay_over

TEMPLATE = "paper"
_MM = 1 / 25.4
# Red of spots 0-239, 240-479 …; with green and blue 8 above a multiple of 16 nothing else is so.
_REDS = range(80, 161, 16)
_FEWEST = 20  # pixels a spot has even at 100 dpi


class Press:
    """Sets papers with one typesetter, whose templates folder must hold ``template``.typ.

    The same ``chance`` gives the same handwriting. ``alphabet`` are characters for which fonts
    are made ready at once, so that many papers need only one set.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        fonts: Fonts,
        chance: random.Random,
        *,
        template: str = TEMPLATE,
        alphabet: str = "",
    ) -> None:
        self._template = template
        self._alphabet = alphabet
        self._typesetter = typesetter
        self._chance = chance
        self._pen = Pen(fonts.kai.path, fonts.kai.index, chance)

    def pdf(self, paper: Paper) -> bytes:
        """``paper`` as a digital PDF with everything typed."""
        return self._set(paper, by_hand=False)

    def pages(self, paper: Paper, dpi: int) -> list[Image.Image]:
        """The pages of ``paper`` at ``dpi``, filled in by hand and sealed, not yet scanned."""
        printed = self._set(paper, by_hand=True)
        placed = inks(paper)
        assert len(placed) <= 240 * len(_REDS), "more ink than a paper can mark"
        with opened(printed) as document:
            pages = []
            for index in range(len(document)):
                with Page(document, index) as page:
                    pages.append(self._filled(page.picture(dpi), placed, dpi))
        return pages

    def _set(self, paper: Paper, *, by_hand: bool) -> bytes:
        data = as_data(paper, by_hand=by_hand)
        if self._alphabet:
            data["alphabet"] = self._alphabet
        return self._typesetter.pdf(self._template, data)

    def _filled(self, picture: Image.Image, placed: tuple[Placed, ...], dpi: int) -> Image.Image:
        page = picture.convert("RGB")
        spots = _take_spots(page)
        for number, (x, y) in spots.items():
            one = placed[number]
            ink = self._drawn(one.ink, dpi)
            left = x - ink.width // 2 if one.centred else x
            left += self._chance.randint(-4, 6)
            top = y - ink.height // 2 + self._chance.randint(-4, 4)
            lay_over(page, ink, left, top)
        return page

    def _drawn(self, ink: Ink, dpi: int) -> Image.Image:
        height = round(ink.height * _MM * dpi)
        if ink.kind == "seal":
            return self._pen.seal(ink.text, ink.across, height)
        if ink.kind == "photo":
            return craft_photo(height, self._chance)
        return self._pen.write(ink.text, height, BLACK if ink.hue == "black" else BLUE_BLACK)


def _take_spots(page: Image.Image) -> dict[int, tuple[int, int]]:
    """Where the numbered spots lie, by number; they are wiped off ``page``."""
    pixels = np.asarray(page)
    rows, columns = np.nonzero((pixels[..., 0] >= _REDS[0] - 2) & (pixels[..., 0] <= _REDS[-1] + 2))
    red, green, blue = (pixels[rows, columns, part].astype(np.int16) for part in range(3))
    near = (abs(green % 16 - 8) <= 2) & (abs(blue % 16 - 8) <= 2) & ((red + 2) % 16 <= 4)
    rows, columns = rows[near], columns[near]
    high = (red[near] + 2 - _REDS[0]) // 16 * 240
    numbers = high + green[near] // 16 + blue[near] // 16 * 16
    found = {}
    for number in np.unique(numbers):
        mine = numbers == number
        if int(mine.sum()) < _FEWEST:
            continue
        xs, ys = columns[mine], rows[mine]
        left, right = int(np.percentile(xs, 5)), int(np.percentile(xs, 95))
        top, bottom = int(np.percentile(ys, 5)), int(np.percentile(ys, 95))
        page.paste((255, 255, 255), (left - 2, top - 2, right + 4, bottom + 4))
        found[int(number)] = ((left + right) // 2, (top + bottom) // 2)
    return found
