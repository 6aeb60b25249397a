"""Fonts inside PDFs: what is printed with, and the one that draws nothing."""

import hashlib
import threading
import zlib
from collections.abc import Mapping
from functools import lru_cache

from archivist.making.fontfile import Subset, glyphless
from archivist.making.pdf import Array, Dictionary, Name, Pdf, Stream, stream

MOST_FORMS = 16
_kept = threading.local()  # a PDF is not to be read by two threads at once


def embed(pdf: Pdf, font: Subset) -> Dictionary:
    """A Type 0 font in ``pdf`` for the glyph numbers of ``font`` (two bytes each)."""
    digest = hashlib.sha256(font.program).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    base = Name(f"/{tag}+{font.name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=4,
        FontBBox=Array([-1000, font.descent, 2000, font.ascent]),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=733,
        StemV=80,
        FontFile2=pdf.make_indirect(
            stream(pdf, _squeezed(font.program), Length1=len(font.program))
        ),
    )
    widths: list[object] = []
    for character, glyph in sorted(font.glyphs.items(), key=lambda pair: pair[1]):
        widths += [glyph, Array([font.widths[character]])]
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        DW=1000,
        W=Array(widths),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=base,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(stream(pdf, _squeezed(_to_unicode(font.glyphs)))),
    )


@lru_cache(maxsize=128)
def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def embed_invisible(pdf: Pdf, codes: Mapping[str, int]) -> Dictionary:
    """A Type 0 font in ``pdf`` that draws nothing, with a code (from 1) for each character.

    Characters up to U+00FF are half as wide as the others (see :func:`is_narrow`).
    """
    program = glyphless()
    base = Name("/ARCHIV+ArchivistInvisible")
    ordered = sorted(codes, key=lambda character: codes[character])
    narrow = [is_narrow(character) for character in ordered]
    glyphs = b"\0\0" + b"".join(b"\0\1" if one else b"\0\2" for one in narrow)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=4,
        FontBBox=Array([0, -200, 1000, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=80,
        FontFile2=pdf.make_indirect(stream(pdf, _squeezed(program), Length1=len(program))),
    )
    widths = Array([500 if one else 1000 for one in narrow])
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        CIDToGIDMap=pdf.make_indirect(stream(pdf, zlib.compress(glyphs, 9))),
        DW=1000,
        W=Array([1, widths]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=base,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=pdf.make_indirect(stream(pdf, zlib.compress(_to_unicode(codes), 9))),
    )


def is_narrow(character: str) -> bool:
    """Whether a character of the invisible font is half an em wide."""
    return character <= "\xff"


def _to_unicode(codes: Mapping[str, int]) -> bytes:
    pairs = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for character, code in sorted(codes.items(), key=lambda pair: pair[1])
    ]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def form(pdf: Pdf, content: bytes, box: tuple[float, ...], font: Subset) -> Stream:
    """A form XObject of ``content`` within ``box``; the font is known to it as /F.

    All but the content is built once and copied from then on: a batch's stamps share their font.
    """
    masters: dict[tuple[object, ...], tuple[Pdf, Stream]] = _kept.__dict__.setdefault("forms", {})
    key = (font.program, font.name, box)
    if key not in masters:
        while len(masters) >= MOST_FORMS:
            del masters[next(iter(masters))]
        masters[key] = _empty_form(box, font)
    copied = pdf.copy_foreign(masters[key][1])
    assert isinstance(copied, Stream)
    copied.write(zlib.compress(content), filter=Name.FlateDecode)
    return copied


def _empty_form(box: tuple[float, ...], font: Subset) -> tuple[Pdf, Stream]:
    master = Pdf.new()
    face = master.make_indirect(embed(master, font))
    made = Stream(
        master,
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([round(edge, 3) for edge in box]),
        Resources=Dictionary(Font=Dictionary(F=face)),
    )
    return master, made


def width_of(font: Subset, text: str) -> int:
    """The set width of ``text`` in 1/1000 of the type size."""
    return sum(font.widths[character] for character in text)


def hexed(font: Subset, text: str) -> str:
    """``text`` as the hexadecimal glyph numbers of a show operator."""
    return "".join(f"{font.glyphs[character]:04X}" for character in text)
