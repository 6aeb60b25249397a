"""A small model of an office scanner: what happens to a clean page on its way to a file."""

import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from PIL import Image, ImageChops, ImageFilter

Floats: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Mode = Literal["colour", "grey", "black"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """How a page is damaged: ``skew`` in degrees either way, ``noise`` in grey levels,
    ``blur`` in pixels, ``quality`` of JPEG (1-95), ``shadow`` and ``fade`` 0..1.

    ``turn`` lays the page wrongly, in degrees anticlockwise; ``bleed`` 0..1 lets the other side
    shine through; ``perspective`` 0..1 photographs it on a desk from an angle.
    """

    dpi: int = 200
    mode: Mode = "colour"
    skew: float = 0.8
    noise: float = 5.0
    blur: float = 0.5
    quality: int = 70
    shadow: float = 0.25
    fade: float = 0.08
    holes: bool = False
    turn: Literal[0, 90, 180, 270] = 0
    bleed: float = 0.0
    perspective: float = 0.0


TYPICAL = Scanner()
GREY = Scanner(mode="grey", skew=0.6, quality=65)
FAX = Scanner(mode="black", skew=1.0, noise=9.0, shadow=0.0, fade=0.15)
FINE = Scanner(dpi=300, mode="grey", skew=0.4, noise=3.0, quality=75)
FINE_FAX = Scanner(dpi=300, mode="black", skew=0.8, noise=8.0, shadow=0.0, fade=0.1)
COARSE = Scanner(dpi=150, skew=0.8, noise=4.0, quality=60)
THIN = Scanner(bleed=0.22, fade=0.12, noise=5.0)
PHONE = Scanner(perspective=0.5, skew=1.2, noise=7.0, blur=0.7, quality=72, shadow=0.6)
TIRED = Scanner(skew=1.6, noise=9.0, blur=0.8, quality=45, shadow=0.5, fade=0.2, holes=True)


def scan(page: Image.Image, scanner: Scanner, chance: random.Random) -> Image.Image:
    """``page`` as ``scanner`` sees it; unless turned, the picture keeps its size in pixels."""
    whole = page.convert("RGB")
    if scanner.bleed:
        whole = _shone_through(whole, scanner.bleed)
    seen = _laid_askew(whole, scanner, chance)
    if scanner.holes:
        seen = _punched(seen, scanner.dpi)
    if scanner.blur:
        seen = seen.filter(ImageFilter.BoxBlur(scanner.blur))
    if scanner.perspective:
        seen = _photographed(seen, scanner.perspective, chance)
    seen = _lit(seen, scanner, chance)
    if scanner.turn:
        seen = seen.rotate(scanner.turn, expand=True)
    if scanner.mode == "grey":
        return seen.convert("L")
    if scanner.mode == "black":
        return seen.convert("L").point([0] * 150 + [255] * 106).convert("1")
    return seen


def save_scan(pages: list[Image.Image], path: Path, scanner: Scanner) -> None:
    """Write ``pages`` as the scanner would: image-only PDF, multi-page TIFF or one JPEG.

    The suffix of ``path`` decides. The bytes carry no clock, so equal pages give equal files.
    """
    head, rest = pages[0], pages[1:]
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        moment = time.struct_time((2024, 4, 2, 9, 30, 0, 1, 93, 0))
        squeezed = {} if head.mode == "1" else {"quality": scanner.quality}
        head.save(
            path,
            "PDF",
            save_all=True,
            append_images=rest,
            resolution=scanner.dpi,
            title="",
            producer="Office Scanner",
            creationDate=moment,
            modDate=moment,
            **squeezed,
        )
    elif suffix in {".tif", ".tiff"}:
        squeeze = "group4" if scanner.mode == "black" else "jpeg"
        head.save(
            path,
            "TIFF",
            save_all=True,
            append_images=rest,
            compression=squeeze,
            dpi=(scanner.dpi, scanner.dpi),
        )
    else:
        head.save(path, "JPEG", quality=scanner.quality, dpi=(scanner.dpi, scanner.dpi))


def _laid_askew(page: Image.Image, scanner: Scanner, chance: random.Random) -> Image.Image:
    angle = chance.uniform(0.35, 1.0) * scanner.skew * chance.choice((-1, 1))
    shift = (chance.randint(-6, 6), chance.randint(-8, 8))
    return page.rotate(
        angle, resample=Image.Resampling.BILINEAR, translate=shift, fillcolor=(252, 252, 250)
    )


def _shone_through(page: Image.Image, bleed: float) -> Image.Image:
    """The page on thin paper, with a page like it seen from behind."""
    behind = page.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.BoxBlur(2))
    faint = Image.blend(Image.new("RGB", page.size, (255, 255, 255)), behind, bleed)
    return ImageChops.multiply(page, faint)


def _photographed(page: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    """The page on a wooden desk, seen by a telephone that is not held straight above it."""
    wide, high = page.size

    def off(reach: float) -> float:
        return chance.uniform(0.15, 1.0) * reach * strength

    top, bottom = off(0.10) * wide, off(0.03) * wide
    left, right = off(0.06) * high, off(0.06) * high
    corners = (
        (-top, -left),
        (-bottom, high + left),
        (wide + bottom, high + right),
        (wide + top, -right),
    )
    quad = tuple(value for corner in corners for value in corner)
    lit = Image.new("RGB", page.size, (255, 255, 255))
    shape = {"resample": Image.Resampling.BICUBIC}
    seen = page.transform(page.size, Image.Transform.QUAD, quad, **shape)
    mask = lit.transform(page.size, Image.Transform.QUAD, quad, **shape).convert("L")
    desk = Image.new("RGB", page.size, (142, 112, 84))
    return Image.composite(seen, desk, mask)


def _punched(page: Image.Image, dpi: int) -> Image.Image:
    """Two binder holes at the left edge, 80 mm apart, dark as the scanner's lid."""
    rows, columns = np.ogrid[: page.height, : page.width]
    hole = np.zeros((page.height, page.width), dtype=bool)
    for away_mm in (-40, 40):
        middle = page.height / 2 + away_mm / 25.4 * dpi
        hole |= (rows - middle) ** 2 + (columns - 12 / 25.4 * dpi) ** 2 < (3 / 25.4 * dpi) ** 2
    return Image.composite(Image.new("RGB", page.size, (96, 96, 98)), page, Image.fromarray(hole))


def _lit(page: Image.Image, scanner: Scanner, chance: random.Random) -> Image.Image:
    """Uneven light, washed-out ink and sensor noise."""
    light = _uneven_light(page.width, page.height, scanner.shadow, chance) * 0.985
    pixels = np.asarray(page, dtype=np.float32) * ((1 - scanner.fade) * light)[..., None]
    pixels += (255 * scanner.fade * light + _noise(page, scanner.noise, chance))[..., None]
    np.clip(pixels, 0, 255, out=pixels)
    return Image.fromarray(pixels.astype(np.uint8))


def _noise(page: Image.Image, level: float, chance: random.Random) -> Floats:
    """Grain over the page, from one tile laid side by side: whole pages of it cost seconds."""
    grains = np.random.default_rng(chance.randrange(2**32))
    tile = grains.standard_normal((509, 509), dtype=np.float32) * level
    times = (page.height // 509 + 1, page.width // 509 + 1)
    return np.tile(tile, times)[: page.height, : page.width]


def _uneven_light(width: int, height: int, shadow: float, chance: random.Random) -> Floats:
    """1 where the page is well lit, less towards one side edge and the fold."""
    grains = np.random.default_rng(chance.randrange(2**32))
    cloud = grains.uniform(1 - 0.05 * shadow, 1, (5, 4)).astype(np.float32)
    smooth = Image.fromarray(cloud).resize((width, height), Image.Resampling.BICUBIC)
    light = np.asarray(smooth, dtype=np.float32).copy()
    reach = max(1, int(width * 0.06))
    edge = 1 - shadow * 0.6 * np.linspace(1, 0, reach, dtype=np.float32) ** 2
    if chance.random() < 0.5:
        light[:, :reach] *= edge
    else:
        light[:, -reach:] *= edge[::-1]
    return light


def lay_over(page: Image.Image, ink: Image.Image, left: int, top: int) -> None:
    """Put ``ink`` (RGBA) onto ``page`` in place, as ink darkens paper and never lightens it."""
    box = (left, top, left + ink.width, top + ink.height)
    under = page.crop(box)
    white = Image.new("RGBA", ink.size, (255, 255, 255, 255))
    tint = Image.alpha_composite(white, ink).convert("RGB")
    page.paste(ImageChops.multiply(under.convert("RGB"), tint), box)
