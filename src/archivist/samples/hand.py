"""Handwriting-like ink and round red seals, drawn as pictures with an alpha channel."""

import math
import random
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

BLUE_BLACK = (26, 34, 92)
BLACK = (28, 28, 32)
SEAL_RED = (200, 28, 36)
_FINER = 2  # drawn this many times larger, then reduced, so that strokes have soft edges


class Pen:
    """Writes and seals with one font; the same ``chance`` gives the same strokes.

    ``font`` is a font file and ``face`` its index within a collection.
    """

    def __init__(self, font: Path, face: int, chance: random.Random) -> None:
        self._font = font
        self._face = face
        self._chance = chance

    def write(
        self, text: str, height: int, colour: tuple[int, int, int] = BLUE_BLACK
    ) -> Image.Image:
        """``text`` in a wobbling hand, about ``height`` pixels tall, as an RGBA picture."""
        glyphs = [self._glyph(letter, height * _FINER) for letter in text]
        reach = sum(glyph.width for glyph in glyphs) + height * _FINER
        sheet = Image.new("L", (reach, int(height * _FINER * 1.7)))
        left = height * _FINER // 3
        drift = self._chance.uniform(-0.05, 0.03) * height * _FINER
        for glyph in glyphs:
            drop = int((sheet.height - glyph.height) / 2 + drift + self._shake(height * 0.12))
            sheet.paste(
                ImageChops.lighter(glyph, sheet.crop(_box(glyph, left, drop))), (left, drop)
            )
            left += int(glyph.width * self._chance.uniform(0.74, 0.9))
        return _inked(_reduced(sheet), colour, 0.95)

    def seal(self, around: str, across: str, diameter: int) -> Image.Image:
        """A round seal with ``around`` along its rim, a star and ``across`` below it, worn."""
        size = diameter * 2
        plate = Image.new("L", (size, size))
        draw = ImageDraw.Draw(plate)
        rim = max(2, size // 32)
        draw.ellipse((rim, rim, size - rim, size - rim), outline=255, width=rim)
        draw.polygon(_star(size / 2, size * 0.5, size * 0.155), fill=255)
        self._rim_text(plate, around, size)
        if across:
            font = self._sized(int(size * min(0.085, 0.62 / len(across))))
            draw.text(
                (size / 2, size * 0.74),
                across,
                font=font,
                fill=255,
                anchor="mm",
                stroke_width=max(1, size // 300),
                stroke_fill=255,
            )
        turned = plate.rotate(self._chance.uniform(-14, 14), resample=Image.Resampling.BICUBIC)
        worn = _reduced(ImageChops.multiply(turned, self._wear(size)), 2)
        return _inked(worn, SEAL_RED, self._chance.uniform(0.7, 0.9))

    def _sized(self, size: int) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(self._font), size, index=self._face)

    def _shake(self, reach: float) -> float:
        return self._chance.uniform(-reach, reach)

    def _glyph(self, letter: str, height: int) -> Image.Image:
        """One character, bent, slanted and turned, as a mask."""
        size = int(height * self._chance.uniform(0.86, 1.06))
        plate = Image.new("L", (int(size * 1.3), int(size * 1.5)))
        ImageDraw.Draw(plate).text(
            (plate.width / 2, plate.height / 2),
            letter,
            font=self._sized(size),
            fill=255,
            anchor="mm",
        )
        thin = plate.filter(ImageFilter.MinFilter(3))
        slant = self._chance.uniform(0.06, 0.24)
        leaned = thin.transform(
            thin.size,
            Image.Transform.AFFINE,
            (1, slant, -slant * thin.height / 2, 0, 1, 0),
            resample=Image.Resampling.BICUBIC,
        )
        bent = self._bend(leaned).rotate(self._shake(6), resample=Image.Resampling.BICUBIC)
        box = bent.getbbox() or (0, 0, size // 3, size)
        return bent.crop((box[0], 0, box[2] + size // 12, bent.height))

    def _bend(self, plate: Image.Image) -> Image.Image:
        """Push a grid of points about so that straight strokes become a hand's strokes."""
        steps = 3
        reach = plate.height * 0.045
        xs = [plate.width * step / steps for step in range(steps + 1)]
        ys = [plate.height * step / steps for step in range(steps + 1)]
        knots = [[(x + self._shake(reach), y + self._shake(reach)) for x in xs] for y in ys]
        mesh = []
        for row in range(steps):
            for column in range(steps):
                box = (int(xs[column]), int(ys[row]), int(xs[column + 1]), int(ys[row + 1]))
                quad = (
                    *knots[row][column],
                    *knots[row + 1][column],
                    *knots[row + 1][column + 1],
                    *knots[row][column + 1],
                )
                mesh.append((box, quad))
        return plate.transform(
            plate.size, Image.Transform.MESH, mesh, resample=Image.Resampling.BICUBIC
        )

    def _rim_text(self, plate: Image.Image, text: str, size: int) -> None:
        span = min(300, 24 * len(text))
        font = self._sized(int(size * (0.125 if len(text) <= 14 else 0.1)))
        radius = size * 0.385
        for place, letter in enumerate(text):
            turn = -span / 2 + span * (place + 0.5) / len(text)
            tile = Image.new("L", (int(size * 0.16), int(size * 0.18)))
            ImageDraw.Draw(tile).text(
                (tile.width / 2, tile.height / 2),
                letter,
                font=font,
                fill=255,
                anchor="mm",
                stroke_width=max(1, size // 320),
                stroke_fill=255,
            )
            tile = tile.rotate(-turn, expand=True, resample=Image.Resampling.BICUBIC)
            x = size / 2 + radius * math.sin(math.radians(turn)) - tile.width / 2
            y = size / 2 - radius * math.cos(math.radians(turn)) - tile.height / 2
            spot = (int(x), int(y))
            plate.paste(ImageChops.lighter(tile, plate.crop(_box(tile, *spot))), spot)

    def _wear(self, size: int) -> Image.Image:
        """Where ink did not take: mottled grey, as a stamp pressed by hand leaves it."""
        grains = np.random.default_rng(self._chance.randrange(2**32))
        coarse = grains.integers(150, 256, (12, 12), dtype=np.uint8)
        fine = grains.integers(120, 256, (size // 6, size // 6), dtype=np.uint8)
        return ImageChops.multiply(_spread(coarse, size), _spread(fine, size))


def _box(tile: Image.Image, left: int, top: int) -> tuple[int, int, int, int]:
    return (left, top, left + tile.width, top + tile.height)


def _spread(grid: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], size: int) -> Image.Image:
    return Image.fromarray(grid).resize((size, size), Image.Resampling.BICUBIC)


def _reduced(mask: Image.Image, by: int = _FINER) -> Image.Image:
    size = (max(1, mask.width // by), max(1, mask.height // by))
    return mask.resize(size, Image.Resampling.LANCZOS)


def _inked(mask: Image.Image, colour: tuple[int, int, int], strength: float) -> Image.Image:
    picture = Image.new("RGBA", mask.size, (*colour, 0))
    picture.putalpha(mask.point([int(level * strength) for level in range(256)]))
    return picture


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        turn = math.radians(corner * 36)
        points.append((x + reach * math.sin(turn), y - reach * math.cos(turn)))
    return points
