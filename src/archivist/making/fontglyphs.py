"""Reading glyphs out of font files by number, without the names of all the others.

A Chinese collection has 65,000 glyphs; their names alone take 40 MB once asked for.
"""

import io
import struct
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont, newTable
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class CharacterMap(Container[int]):
    """Which glyph draws a code point; ``codes`` are sorted, ``glyphs`` run beside them.

    ``bits`` has one bit for each code point, which is the quick answer to whether there is one.
    """

    codes: NDArray[np.uint32]
    glyphs: NDArray[np.uint32]
    bits: bytes

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, int) or code >> 3 >= len(self.bits):
            return False
        return bool(self.bits[code >> 3] >> (code & 7) & 1)

    def glyph(self, code: int) -> int | None:
        """The number of the glyph, or None if there is none."""
        at = int(np.searchsorted(self.codes, code))
        if at < len(self.codes) and int(self.codes[at]) == code:
            return int(self.glyphs[at])
        return None


class _ByNumber:
    """Stands for a font where fontTools asks for the names of glyphs: their numbers do."""

    lazy = True

    def getGlyphName(self, glyph: int) -> int:  # noqa: N802 - fontTools' word
        return glyph

    def getGlyphNameMany(self, glyphs: list[int]) -> list[int]:  # noqa: N802 - fontTools' word
        return glyphs


@lru_cache(maxsize=16)
def character_map(path: Path, index: int) -> CharacterMap:
    """The best character map of a face. Raises KeyError, TTLibError or OSError for no font."""
    with TTFont(str(path), fontNumber=index, lazy=True) as font:
        table = newTable("cmap")
        table.decompile(font.reader["cmap"], _ByNumber())
        best: dict[int, int] = table.getBestCmap() or {}
    codes = np.array(sorted(best), dtype=np.uint32)
    glyphs = np.array([best[int(code)] for code in codes], dtype=np.uint32)
    there = np.zeros(int(codes[-1]) + 1 if len(codes) else 0, dtype=np.bool_)
    there[codes] = True
    return CharacterMap(codes, glyphs, np.packbits(there, bitorder="little").tobytes())


class _Window(io.RawIOBase):
    """A stretch of a file as a file of its own, so that a table is not read whole."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        self.file, self.start, self.length, self.at = file, start, length, 0

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the stretch."""
        self.at = offset + (0, self.at, self.length)[whence]
        return self.at

    def tell(self) -> int:
        """Where we are in the stretch."""
        return self.at

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the stretch."""
        self.file.seek(self.start + self.at)
        data: bytes = self.file.read(self.length - self.at if size < 0 else size)
        self.at += len(data)
        return data


class Glyphs:
    """The outlines and widths of an open face, by glyph number."""

    def __init__(self, font: TTFont) -> None:
        self._font = font
        self._counted: int = font["hhea"].numberOfHMetrics
        self._metrics: bytes = font.reader["hmtx"]
        self.post_script = "CFF " in font.reader.tables
        self._charstrings: Any = None
        if self.post_script:
            entry = font.reader.tables["CFF "]
            cff = CFFFontSet()
            cff.decompile(_Window(font.reader.file, entry.offset, entry.length), font)
            self._charstrings = cff.topDictIndex[0].CharStrings

    def width(self, glyph: int) -> int:
        """The advance width in the font's units."""
        at = min(glyph, self._counted - 1) * 4
        return int(struct.unpack_from(">H", self._metrics, at)[0])

    def draw(self, glyph: int, pen: Any) -> None:
        """Draw the glyph with a pen of fontTools."""
        if self._charstrings is None:
            glyphs = self._font.getGlyphSet()
            glyphs[self._font.getGlyphName(glyph)].draw(pen)
        elif self._charstrings.charStringsAreIndexed:
            self._charstrings.charStringsIndex[glyph].draw(pen)
        else:
            self._charstrings[self._font.getGlyphName(glyph)].draw(pen)


@contextmanager
def opened_glyphs(path: Path, index: int) -> Iterator[tuple[TTFont, Glyphs]]:
    """A face, open, and its glyphs."""
    with TTFont(str(path), fontNumber=index, lazy=True) as font:
        yield font, Glyphs(font)
