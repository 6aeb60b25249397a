"""PDF objects, handled with pikepdf: opening, drawing on pages, saving, PDF/A."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array as Array  # these are handed on: pikepdf is spoken to from here
from pikepdf import Dictionary as Dictionary
from pikepdf import Name as Name
from pikepdf import ObjectStreamMode as ObjectStreamMode
from pikepdf import Page as Page
from pikepdf import Pdf as Pdf
from pikepdf import Stream as Stream

from archivist.errors import CannotStamp

POINTS_PER_MM = 72 / 25.4
A4 = (0.0, 0.0, 595.276, 841.89)
FIXED_ID = b"31415926535897932384626433832795"  # what qpdf writes for static_id
NEAR_END = 4096
AMBIGUOUS = b"\r\nendstream"
CLOCK = re.compile(rb"\s*<xmp:MetadataDate>.*?</xmp:MetadataDate>")


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


@contextmanager
def reopened(pdf: bytes) -> Iterator[Pdf]:
    """A PDF of our own making, to be worked on."""
    with Pdf.open(BytesIO(pdf)) as document:
        yield document


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
    turn = rotation(page)
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


def rotation(page: Page) -> int:
    """The page's own or inherited Rotate, in degrees clockwise; 0 if it is no number."""
    try:
        return int(page.rotation) % 360
    except (TypeError, ValueError):
        return 0


def turn(page: Page, degrees: int) -> None:
    """Have ``page`` shown turned by so many more degrees clockwise."""
    page.obj.Rotate = (rotation(page) + degrees) % 360


def times(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...]:
    """The matrix that does ``one`` first and ``other`` then."""
    a, b, c, d, e, f = one
    m, n, o, p, q, r = other
    return (
        *(a * m + b * o, a * n + b * p),
        *(c * m + d * o, c * n + d * p),
        *(e * m + f * o + q, e * n + f * p + r),
    )


def stream(pdf: Pdf, squeezed: bytes, **entries: object) -> Stream:
    """A stream of data that zlib has compressed already."""
    return Stream(pdf, squeezed, Filter=Name.FlateDecode, **entries)


def draw(page: Page, drawing: Stream, matrix: Sequence[float]) -> None:
    """Put ``drawing`` on top of ``page``, whatever state the page's own content leaves behind."""
    name = added(page, drawing, Name.XObject)
    numbers = " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in matrix)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq {numbers} cm {name} Do Q\n".encode("ascii"))


def added(page: Page, thing: pikepdf.Object, kind: Name) -> Name:
    """Make ``thing`` known to ``page`` under the first free name; pikepdf would draw lots.

    Free among resources of every kind: pikepdf removes one of another kind with the same name.
    """
    kinds = [one for one in page.resources.as_dict().values() if isinstance(one, Dictionary)]
    at = 1
    while any(Name(f"/Arc{at}") in one for one in kinds):
        at += 1
    return page.add_resource(thing, kind, Name(f"/Arc{at}"))


def saved(pdf: Pdf, seed: bytes) -> bytes:
    """The bytes of ``pdf``; equal documents saved with an equal ``seed`` give equal bytes.

    qpdf's own repeatable file identifier costs a digest over the whole file; as ``seed`` already
    tells one output from another, it takes the place of the fixed one. The version stays the
    original's, so metadata that may repeat it is not read.
    """
    out = BytesIO()
    pdf.save(out, static_id=True, fix_metadata_version=False)
    return with_own_id(out, seed)


def with_own_id(out: BytesIO, seed: bytes) -> bytes:
    """What was written to ``out`` with ``static_id``, its identifier now drawn from ``seed``."""
    own = hashlib.sha256(seed).hexdigest()[: len(FIXED_ID)].encode("ascii")
    with out.getbuffer() as written:
        for reach in (NEAR_END, len(written)):  # it stands in the trailer; look there first
            start = max(0, len(written) - reach)
            at = bytes(written[start:]).rfind(FIXED_ID)
            if at >= 0:
                written[start + at : start + at + len(own)] = own
                break
    return out.getvalue()


def saved_as_pdfa(
    document: Pdf, seed: bytes, profile: bytes, *, check: bool = True
) -> tuple[bytes | None, tuple[str, ...]]:
    """PDF/A-2b bytes that pikepdf's validator passed, or None with its findings' rule and words.

    What PDF/A forbids and nobody misses is dropped first: transitions, opening actions, digests
    that only the writing program reads. ``document`` is changed, so it is of no further use.
    ``profile`` is the ICC profile of its colours. Without ``check`` the validator is not asked.
    Equal documents and seeds give equal bytes.
    """
    from pikepdf import pdfa  # 16 MB that the stamp alone does not need

    _clean(document)
    pdfa.prepare(document, "2b", output_intent=profile, output_condition_identifier="sRGB")
    metadata = document.Root.Metadata
    metadata.write(CLOCK.sub(b"", metadata.read_bytes()))
    try:
        made = _written(document, ObjectStreamMode.generate, check)
        if AMBIGUOUS in made.getvalue():
            _end_streams_clearly(document)
            made = _written(document, ObjectStreamMode.disable, check)
    except pdfa.PdfaError as problem:
        findings = getattr(problem.report, "findings", ())
        return None, tuple(dict.fromkeys(str(finding) for finding in findings))
    return with_own_id(made, seed), ()


def _written(document: Pdf, mode: ObjectStreamMode, check: bool) -> BytesIO:
    from pikepdf import pdfa

    out = BytesIO()
    how: dict[str, Any] = {"static_id": True, "object_stream_mode": mode}
    if check:
        pdfa.save(document, out, "2b", output_intent=None, repair=False, **how)
    else:
        document.save(out, **pdfa.resolve_save_kwargs("2b", **how))
    return out


def _end_streams_clearly(document: Pdf) -> None:
    """Lengthen streams that end in a carriage return by a line feed their decoders pass over.

    Before the line end that follows, it would look as if it were no part of the stream.
    """
    for item in document.objects:
        if isinstance(item, Stream) and item.read_raw_bytes().endswith(b"\r"):
            filters: Any = item.get(Name.Filter)
            parameters: Any = item.get(Name.DecodeParms)
            longer = item.read_raw_bytes() + b"\n"
            item.write(longer, filter=filters, decode_parms=parameters)


def _clean(document: Pdf) -> None:
    if Name.OpenAction in document.Root:
        del document.Root[Name.OpenAction]
    if Name.DocChecksum in document.trailer:
        del document.trailer[Name.DocChecksum]
    for page in document.pages:
        if Name.Trans in page.obj:
            del page.obj[Name.Trans]
    for item in document.objects:
        if isinstance(item, Dictionary) and Name.CIDSet in item:
            del item[Name.CIDSet]
