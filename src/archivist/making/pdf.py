"""PDF objects, handled with pikepdf: opening, drawing on pages, joining, PDF/A."""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, pdfa
from pikepdf import Pdf as Pdf  # handed on: the type of an open document

from archivist.errors import CannotStamp
from archivist.making.fontfile import Subset

POINTS_PER_MM = 72 / 25.4
A4 = (0.0, 0.0, 595.276, 841.89)
FIXED_ID = b"31415926535897932384626433832795"  # what qpdf writes for static_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The page as a reader sees it: size in mm, and the matrix from there to user space.

    The origin is the bottom left corner as displayed; one unit is one millimetre.
    """

    width_mm: float
    height_mm: float
    matrix: tuple[float, float, float, float, float, float]


@contextmanager
def opened(source: Path | bytes, name: str) -> Iterator[Pdf]:
    """An unencrypted PDF with at least one page; ``name`` is what people call it.

    Raises:
        CannotStamp: it is encrypted, broken or has no page.
    """
    try:
        pdf = pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source)
    except pikepdf.PasswordError as problem:
        raise CannotStamp(name=name, why="设有打开密码") from problem
    except pikepdf.PdfError as problem:
        raise CannotStamp(name=name, why="文件已损坏，打不开") from problem
    with pdf:
        if pdf.is_encrypted:
            raise CannotStamp(name=name, why="设有权限密码")
        if not len(pdf.pages):
            raise CannotStamp(name=name, why="没有页面")
        try:
            yield pdf
        except pikepdf.PdfError as problem:  # damage that shows only when the copy is written
            raise CannotStamp(name=name, why="文件已损坏，写不出副本") from problem


def is_signed(pdf: Pdf) -> bool:
    """Whether the document says that it carries digital signatures (ISO 32000-1, 12.7.2)."""
    form = pdf.Root.get(Name.AcroForm)
    flags = form.get(Name.SigFlags, 0) if isinstance(form, Dictionary) else 0
    return bool(int(flags) & 1)


def sight(page: Page) -> Sight:
    """How a viewer shows ``page``: MediaBox cut by CropBox, turned by Rotate, in UserUnits."""
    media = _corners(page, Name.MediaBox) or A4
    crop = _corners(page, Name.CropBox) or media
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    scale = POINTS_PER_MM / float(page.obj.get(Name.UserUnit, 1))
    width, height = (x1 - x0) / scale, (y1 - y0) / scale
    turn = _turn(page)
    matrices = {
        0: (scale, 0.0, 0.0, scale, x0, y0),
        90: (0.0, scale, -scale, 0.0, x1, y0),
        180: (-scale, 0.0, 0.0, -scale, x1, y1),
        270: (0.0, -scale, scale, 0.0, x0, y1),
    }
    if turn in (90, 270):
        width, height = height, width
    return Sight(width_mm=width, height_mm=height, matrix=matrices.get(turn, matrices[0]))


def _corners(page: Page, kind: Name) -> tuple[float, float, float, float] | None:
    """A box of the page in order, or None if it has none that makes sense (viewers do the same)."""
    try:
        box = page.mediabox if kind == Name.MediaBox else page.cropbox
        one, two, three, four = (float(number) for number in box.as_list())
    except (TypeError, ValueError, AttributeError):
        return None
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _turn(page: Page) -> int:
    """The page's own or inherited Rotate, 0 if it is no number."""
    try:
        return int(page.rotation) % 360
    except (TypeError, ValueError):
        return 0


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
            _stream(pdf, _squeezed(font.program), Length1=len(font.program))
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
        ToUnicode=pdf.make_indirect(_stream(pdf, _squeezed(_to_unicode(font)))),
    )


@lru_cache(maxsize=128)
def _squeezed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def _stream(pdf: Pdf, squeezed: bytes, **entries: object) -> pikepdf.Stream:
    return pikepdf.Stream(pdf, squeezed, Filter=Name.FlateDecode, **entries)


def _to_unicode(font: Subset) -> bytes:
    pairs = [
        f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for character, glyph in sorted(font.glyphs.items(), key=lambda pair: pair[1])
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


def form(pdf: Pdf, content: bytes, box: Sequence[float], font: Subset | None) -> pikepdf.Stream:
    """A form XObject of ``content`` within ``box``; the font is known to it as /F."""
    resources = Dictionary()
    if font is not None:
        resources.Font = Dictionary(F=pdf.make_indirect(embed(pdf, font)))
    return _stream(
        pdf,
        zlib.compress(content),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([round(edge, 3) for edge in box]),
        Resources=resources,
    )


def draw(page: Page, drawing: pikepdf.Stream, matrix: Sequence[float]) -> None:
    """Put ``drawing`` on top of ``page``, whatever state the page's own content leaves behind."""
    name = _added(page, drawing, Name.XObject)
    numbers = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in matrix)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq {numbers} cm {name} Do Q\n".encode("ascii"))


def _added(page: Page, thing: pikepdf.Object, kind: Name) -> Name:
    """Make ``thing`` known to ``page`` under the first free name; pikepdf would draw lots."""
    taken = page.resources.get(kind, Dictionary())
    at = 1
    while Name(f"/Arc{at}") in taken:
        at += 1
    return page.add_resource(thing, kind, Name(f"/Arc{at}"))


def saved(pdf: Pdf, seed: bytes) -> bytes:
    """The bytes of ``pdf``; equal documents saved with an equal ``seed`` give equal bytes.

    qpdf's own repeatable file identifier costs a digest over the whole file; as ``seed`` already
    tells one output from another, it takes the place of the fixed one.
    """
    out = BytesIO()
    pdf.save(out, static_id=True)
    data = out.getvalue()
    at = data.rfind(FIXED_ID)
    if at < 0:
        return data
    own = hashlib.sha256(seed).hexdigest()[: len(FIXED_ID)].encode("ascii")
    return data[:at] + own + data[at + len(FIXED_ID) :]


def number_pages(parts: Sequence[bytes], font: Subset, size: float, height_mm: float) -> bytes:
    """``parts`` joined in order, every page numbered 第 x 页　共 y 页 at its foot.

    ``size`` is the type size in points, ``height_mm`` the baseline above the page's lower edge.
    ``font`` must have the characters of :data:`NUMBERING`.
    """
    with Pdf.new() as whole:
        for part in parts:
            with Pdf.open(BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
        face = whole.make_indirect(embed(whole, font))
        total = len(whole.pages)
        for at, page in enumerate(whole.pages, 1):
            # The structure tree stayed in the parts; what points to it would dangle.
            if Name.StructParents in page.obj:
                del page.obj[Name.StructParents]
            text = f"第 {at} 页　共 {total} 页"
            x = (float(page.mediabox[2]) - width_of(font, text) * size / 1000) / 2
            name = _added(page, face, Name.Font)
            page.contents_add(b"q\n", prepend=True)
            shown = f"\nQ q BT 0 g {name} {size} Tf {x:.2f} {height_mm * POINTS_PER_MM:.2f} Td "
            page.contents_add((shown + f"<{hexed(font, text)}> Tj ET Q\n").encode("ascii"))
        out = BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


NUMBERING = frozenset("第页共0123456789 　")


def width_of(font: Subset, text: str) -> int:
    """The set width of ``text`` in 1/1000 of the type size."""
    return sum(font.widths[character] for character in text)


def hexed(font: Subset, text: str) -> str:
    """``text`` as the hexadecimal glyph numbers of a show operator."""
    return "".join(f"{font.glyphs[character]:04X}" for character in text)


def converted(pdf: bytes) -> tuple[bytes | None, tuple[str, ...]]:
    """PDF/A-2b bytes that pikepdf's validator passed, or None with its findings' rule and words.

    What PDF/A forbids and nobody misses is dropped first: transitions, opening actions, digests
    that only the writing program reads.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        _clean(document)
        out = BytesIO()
        try:
            pdfa.save(document, out, "2b")
        except pdfa.PdfaError as problem:
            findings = getattr(problem.report, "findings", ())
            return None, tuple(dict.fromkeys(str(finding) for finding in findings))
        return out.getvalue(), ()


def _clean(document: Pdf) -> None:
    for key in (Name.OpenAction,):
        if key in document.Root:
            del document.Root[key]
    if Name.DocChecksum in document.trailer:
        del document.trailer[Name.DocChecksum]
    for page in document.pages:
        if Name.Trans in page.obj:
            del page.obj[Name.Trans]
    for item in document.objects:
        if isinstance(item, Dictionary) and Name.CIDSet in item:
            del item[Name.CIDSet]
