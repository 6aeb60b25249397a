"""The filing stamp (归档章) on a copy: DA/T 22-2015 annex A, 45 × 16 mm, six equal cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from PIL import Image

from archivist.errors import ValueTooLong
from archivist.making import pdf as papers
from archivist.making.blank import Place, find_place
from archivist.making.fontfile import Subset, coverage, subset
from archivist.making.fonts import Fonts
from archivist.making.pdfa import kept_as_pdfa
from archivist.making.pdffont import form, hexed, width_of
from archivist.making.textlayer import add_layer, set_upright
from archivist.records.reading import PageText
from archivist.records.stamp import StampFields

WIDTH_MM, HEIGHT_MM = 45.0, 16.0
CELL_WIDTH_MM, CELL_HEIGHT_MM = 15.0, 8.0
OUTER_LINE_MM, INNER_LINE_MM = 0.5, 0.25
RED = "0.753 0 0"  # #C00000
LARGEST_PT, SMALLEST_PT = 9.0, 6.0
PADDING_MM = 0.6
CELLS = ("全宗号", "年度", "件号", "机构（问题）", "保管期限", "页数")
BOX = (
    -OUTER_LINE_MM / 2,
    -OUTER_LINE_MM / 2,
    WIDTH_MM + OUTER_LINE_MM / 2,
    HEIGHT_MM + OUTER_LINE_MM / 2,
)
GRID = "\n".join(
    (
        f"{RED} RG {OUTER_LINE_MM} w 0 0 {WIDTH_MM:g} {HEIGHT_MM:g} re S",
        f"{INNER_LINE_MM} w",
        f"{CELL_WIDTH_MM:g} 0 m {CELL_WIDTH_MM:g} {HEIGHT_MM:g} l S",
        f"{2 * CELL_WIDTH_MM:g} 0 m {2 * CELL_WIDTH_MM:g} {HEIGHT_MM:g} l S",
        f"0 {CELL_HEIGHT_MM:g} m {WIDTH_MM:g} {CELL_HEIGHT_MM:g} l S",
        "0 g",
    )
)
DIGITS = frozenset("0123456789")
SHEET_MM = (210.0, 297.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A stamped copy. ``place`` tells where on page 1 the stamp stands, in mm as displayed.

    ``on_sheet`` is true when page 1 had no room and a sheet was put in front. ``note`` is in
    Chinese, for the record: of a signature, and of PDF/A where that was wanted; else empty.
    ``searchable`` counts the pages that were given an invisible text layer.
    """

    pdf: bytes
    place: Place
    on_sheet: bool
    note: str = ""
    searchable: int = 0


def stamp(
    original: Path | bytes,
    fields: StampFields,
    fonts: Fonts,
    *,
    page_image: Image.Image | None = None,
    name: str = "",
    pages: Sequence[PageText] = (),
    pdfa: bool = False,
) -> Stamped:
    """A copy of ``original`` (a PDF) with the stamp on page 1; the original is only read.

    ``page_image`` is page 1 as displayed, at any resolution; blank space is looked for on it.
    Without it the page is taken to be blank. A signed PDF is stamped all the same, as the original
    stays what it was, and ``note`` says so.

    What was recognised on ``pages`` is laid over them invisibly, and those that surely lie sideways
    or upside down are turned upright first. With ``pdfa`` the copy becomes PDF/A-2b if it can;
    ``note`` says whether it did.

    Raises:
        CannotStamp: the PDF is encrypted or broken.
        ValueTooLong: a cell cannot hold its value at the smallest type, 6 pt.
        MissingGlyph: no font has a character of a value.
    """
    texts = values(fields)
    font = _font(fonts, frozenset("".join(texts)) - DIGITS)
    drawing = _drawing(font, texts)
    shown = name or (original.name if isinstance(original, Path) else "PDF")
    with papers.opened(original, shown) as copy:
        made = _stamped(copy, drawing, font, page_image, pages)
        if not pdfa:
            return replace(made, pdf=papers.saved(copy, drawing))
        kept, words = kept_as_pdfa(copy, drawing)
    note = made.note + words
    if kept is not None:
        return replace(made, pdf=kept, note=note)
    # What the attempt changed is gone with it: the copy that stays is the plain one.
    plain = stamp(original, fields, fonts, page_image=page_image, name=name, pages=pages)
    return replace(plain, note=note)


def values(fields: StampFields) -> tuple[str, ...]:
    """The six texts in the order of the cells, row by row."""
    return (fields.fonds, fields.year, fields.serial, fields.office, fields.term, fields.pages)


@lru_cache(maxsize=64)
def _font(fonts: Fonts, characters: frozenset[str]) -> Subset:
    """仿宋, or the first face of its chain that has every character; all ten digits are always in,
    so that a batch's stamps share one subset.

    Raises MissingGlyph.
    """
    wanted = characters | DIGITS
    fonts.check("".join(sorted(wanted)), "fang", "归档章")
    for face in fonts.chain("fang"):
        known = coverage(face.path, face.index)
        if all(ord(character) in known for character in wanted):
            break
    return subset(face.path, face.index, wanted, f"{face.family} S")


def _drawing(font: Subset, texts: tuple[str, ...]) -> bytes:
    """The content stream of the stamp; its unit is the millimetre, origin bottom left."""
    lines = [GRID]
    for at, (cell, text) in enumerate(zip(CELLS, texts, strict=True)):
        if text:
            left = at % 3 * CELL_WIDTH_MM
            bottom = CELL_HEIGHT_MM if at < 3 else 0.0
            lines.append(_entry(font, cell, text, left, bottom))
    return "\n".join(lines).encode("ascii")


def _entry(font: Subset, cell: str, text: str, left: float, bottom: float) -> str:
    per_point = width_of(font, text) / 1000 / papers.POINTS_PER_MM
    room = CELL_WIDTH_MM - 2 * PADDING_MM
    size = min(LARGEST_PT, room / per_point)
    if size < SMALLEST_PT:
        han = int(room * papers.POINTS_PER_MM / SMALLEST_PT)
        limit = f"{han} 个汉字或 {han * 9 // 5} 个数字"
        raise ValueTooLong(field=cell, value=text, where="归档章", room=limit)
    height = size / papers.POINTS_PER_MM
    x = left + (CELL_WIDTH_MM - per_point * size) / 2
    y = bottom + CELL_HEIGHT_MM / 2 - height * 0.36
    return f"BT /F {height:.4f} Tf {x:.3f} {y:.3f} Td <{hexed(font, text)}> Tj ET"


def _stamped(
    copy: papers.Pdf,
    drawing: bytes,
    font: Subset,
    page_image: Image.Image | None,
    pages: Sequence[PageText],
) -> Stamped:
    """The stamp drawn in ``copy``, which is not saved yet."""
    searchable = 0
    if pages:
        upright = set_upright(copy, pages)
        turned = pages[0].turned - upright[0].turned
        if page_image is not None and turned and pages[0].number == 1:
            page_image = page_image.rotate(-turned, expand=True)
        searchable = add_layer(copy, upright)
    note = (
        "原件带有数字签名，盖章副本上的签名不再有效，请以原件为准。"
        if papers.is_signed(copy)
        else ""
    )
    page = copy.pages[0]
    seen = papers.sight(page)
    place = find_place((seen.width_mm, seen.height_mm), (WIDTH_MM, HEIGHT_MM), page_image)
    on_sheet = place is None
    if place is None:
        width, height = (edge * papers.POINTS_PER_MM for edge in SHEET_MM)
        page = copy.add_blank_page(page_size=(width, height))
        copy.pages.insert(0, page)
        del copy.pages[-1]
        page = copy.pages[0]
        seen = papers.sight(page)
        place = find_place(SHEET_MM, (WIDTH_MM, HEIGHT_MM), None)
        assert place is not None
    y = seen.height_mm - place.top_mm - HEIGHT_MM
    papers.draw(
        page,
        form(copy, drawing, BOX, font),
        papers.times((1, 0, 0, 1, place.left_mm, y), seen.matrix),
    )
    return Stamped(pdf=b"", place=place, on_sheet=on_sheet, note=note, searchable=searchable)
