"""Font files, opened with fontTools: faces, coverage and small TrueType subsets."""

import struct
from collections.abc import Container
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.transform import Offset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from archivist.making.fontglyphs import character_map, opened_glyphs

UNITS = 1000
NOTDEF = ""
MIDDLE_DOT = "·"
AGE = 3_029_529_600  # 2000-01-01, in the seconds of a font


@dataclass(frozen=True, slots=True)
class FaceName:
    """One face of a font file: its index in a collection and its English family and style."""

    index: int
    family: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """A TrueType font of just some characters: ``glyphs`` and ``widths`` (1/1000 em) by character.

    ``ascent`` and ``descent`` are in 1/1000 em, ``descent`` negative.
    """

    program: bytes
    name: str
    glyphs: dict[str, int]
    widths: dict[str, int]
    ascent: int
    descent: int


def faces_in(path: Path) -> tuple[FaceName, ...]:
    """The faces in ``path`` (ttf, otf, ttc, otc); empty when it is no readable font."""
    try:
        # fontTools leaves the file open when it stumbles, so we open it ourselves.
        with path.open("rb") as file:
            if path.suffix.lower() in (".ttc", ".otc"):
                fonts = TTCollection(file, lazy=True).fonts
            else:
                fonts = [TTFont(file, lazy=True)]
            return tuple(_named(font, at) for at, font in enumerate(fonts))
    except (TTLibError, OSError, KeyError, ValueError, AssertionError, struct.error):
        return ()


def _named(font: TTFont, index: int) -> FaceName:
    names = font["name"]
    family = names.getDebugName(16) or names.getDebugName(1) or ""
    style = names.getDebugName(17) or names.getDebugName(2) or ""
    return FaceName(index, str(family), str(style))


def coverage(path: Path, index: int) -> Container[int]:
    """The code points the face can draw, by its best character map."""
    return character_map(path, index)


@dataclass(slots=True)
class _Drawn:
    """Glyphs of one face already turned into TrueType outlines, and the face's measures."""

    glyphs: dict[str, tuple[object, int]]
    ascent: int
    descent: int
    weight: int
    embedding: int
    x_height: int
    cap_height: int
    dates: tuple[int, int]


@lru_cache(maxsize=16)
def _drawn(path: Path, index: int) -> _Drawn:
    with TTFont(str(path), fontNumber=index, lazy=True) as font:
        scale = UNITS / font["head"].unitsPerEm
        os2 = font["OS/2"]
        return _Drawn(
            glyphs={},
            ascent=round(font["hhea"].ascent * scale),
            descent=round(font["hhea"].descent * scale),
            weight=os2.usWeightClass,
            embedding=os2.fsType,
            x_height=round(getattr(os2, "sxHeight", 0) * scale) or 500,
            cap_height=round(getattr(os2, "sCapHeight", 0) * scale) or 700,
            dates=(font["head"].created, font["head"].modified),
        )


def _draw(path: Path, index: int, characters: list[str], drawn: _Drawn) -> None:
    """Draw what is not drawn yet; opening a big collection is the dear part, so it is one time."""
    new = [character for character in characters if character not in drawn.glyphs]
    if not new:
        return
    known = character_map(path, index)
    with opened_glyphs(path, index) as (font, glyphs):
        scale = UNITS / font["head"].unitsPerEm
        for character in new:
            source = 0 if character == NOTDEF else known.glyph(ord(character))
            if source is None:
                raise KeyError(character)
            pen = TTGlyphPen(None)
            straight = Cu2QuPen(pen, max_err=0.6, reverse_direction=glyphs.post_script)
            width, shift = _set_width(character, round(glyphs.width(source) * scale))
            glyphs.draw(source, TransformPen(straight, Offset(shift).scale(scale)))
            drawn.glyphs[character] = (pen.glyph(), width)


def _set_width(character: str, width: int) -> tuple[int, int]:
    """Width and shift of a glyph: the dot of a 档号 is half a character wide (DA/T 13)."""
    if character == MIDDLE_DOT and width > UNITS // 2:
        return UNITS // 2, (UNITS // 2 - width) // 2
    return width, 0


@lru_cache(maxsize=64)
def subset(path: Path, index: int, characters: frozenset[str], family: str) -> Subset:
    """A TrueType subset of ``characters`` named ``family``; PostScript outlines become quadratic.

    TrueType is wanted because PDF/A checkers understand it better than CID-keyed CFF. The bytes
    depend on the arguments alone. Raises KeyError for a character the face does not have.
    """
    ordered = [NOTDEF, *sorted(characters)]
    drawn = _drawn(path, index)
    _draw(path, index, ordered, drawn)
    return Subset(
        program=_built(ordered, drawn, family),
        name=family.replace(" ", ""),
        glyphs={character: at for at, character in enumerate(ordered) if at},
        widths={character: drawn.glyphs[character][1] for character in ordered[1:]},
        ascent=drawn.ascent,
        descent=drawn.descent,
    )


def _built(ordered: list[str], drawn: _Drawn, family: str) -> bytes:
    names = [".notdef", *(f"u{ord(character):04X}" for character in ordered[1:])]
    named = dict(zip(names, (drawn.glyphs[c] for c in ordered), strict=True))
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): n for c, n in zip(ordered[1:], names[1:], strict=True)})
    builder.setupGlyf({name: glyph for name, (glyph, _) in named.items()})
    glyf = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {name: (width, getattr(glyf[name], "xMin", 0)) for name, (_, width) in named.items()}
    )
    builder.setupHorizontalHeader(ascent=drawn.ascent, descent=drawn.descent)
    builder.setupNameTable(_names(family))
    builder.setupOS2(
        version=4,
        sTypoAscender=drawn.ascent,
        sTypoDescender=drawn.descent,
        usWeightClass=drawn.weight,
        fsType=drawn.embedding,
        sCapHeight=drawn.cap_height,
        sxHeight=drawn.x_height,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=drawn.dates[0], modified=drawn.dates[1])
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _names(family: str) -> dict[str, str]:
    """The name table; typst passes over a font that has no full name."""
    post_script = family.replace(" ", "")
    return {
        "familyName": family,
        "styleName": "Regular",
        "uniqueFontIdentifier": post_script,
        "fullName": family,
        "version": "Version 1.0",
        "psName": post_script,
    }


@cache
def glyphless() -> bytes:
    """A TrueType font that draws nothing: glyph 1 is half an em wide, glyph 2 a whole one.

    It carries the invisible text of scans; its letters reach from 0.2 em below to 0.8 em above
    the baseline, by an outline without area, since readers ask a letter where it stands.
    """
    builder = FontBuilder(UNITS, isTTF=True)
    names = [".notdef", "half", "full"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "half", 0x3000: "full"})
    widths = {".notdef": UNITS, "half": UNITS // 2, "full": UNITS}
    builder.setupGlyf({name: _stroke(width) for name, width in widths.items()})
    builder.setupHorizontalMetrics({name: (widths[name], 0) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable(_names("Archivist Invisible"))
    builder.setupOS2(version=4, sTypoAscender=800, sTypoDescender=-200, usWeightClass=400, fsType=0)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=AGE, modified=AGE)
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _stroke(width: int) -> object:
    """There and back along the diagonal of a letter's box."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, -200))
    pen.lineTo((width, 800))
    pen.lineTo((width // 2, 300))
    pen.closePath()
    return pen.glyph()
