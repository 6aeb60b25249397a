"""The searchable layer of scans: recognised text, invisible, where it stands on the page.

Only a content stream and a font that draws nothing are added; the pictures keep their bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from archivist.making import pdf as papers
from archivist.making.pdf import Dictionary, Name, Page, Pdf
from archivist.making.pdffont import embed_invisible, is_narrow
from archivist.records.reading import PageText, TextBox

UNKNOWN_LONG_MM = 297.0  # by which boxes on pages of unknown size are reckoned
DEEP = 0.2  # of a line's height lies below its baseline
UPRIGHT = 1.5  # a box of several characters this much higher than wide is written downwards
MOST_CODES = 0xFFFF
SURE = 0.8
_HAN = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])")
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def add_layer(copy: Pdf, pages: Iterable[PageText]) -> int:
    """Lay the boxes of ``pages`` invisibly into ``copy``; how many pages got a layer.

    Pages are found by their number; those without boxes, or that ``copy`` does not have, are
    passed over. Spaces between Chinese characters are left out, so that what is selected is what
    the paper says.
    """
    wanted = [page for page in pages if page.boxes and page.number <= len(copy.pages)]
    codes = _codes(box[4] for page in wanted for box in page.boxes)
    if not codes:
        return 0
    face = copy.make_indirect(embed_invisible(copy, codes))
    for page in wanted:
        _write(copy.pages[page.number - 1], page, face, codes)
    return len(wanted)


def set_upright(copy: Pdf, pages: Iterable[PageText]) -> tuple[PageText, ...]:
    """Turn the pages of ``copy`` that were surely read lying; ``pages`` as they are then.

    Such a page was scanned sideways or upside down; only its Rotate entry changes.
    """
    now = []
    for page in pages:
        if (
            page.turned
            and page.boxes
            and page.confidence >= SURE
            and page.number <= len(copy.pages)
        ):
            papers.turn(copy.pages[page.number - 1], page.turned)
            across, down = page.width_mm, page.height_mm
            wide, high = (down, across) if page.turned in (90, 270) else (across, down)
            page = replace(page, turned=0, width_mm=wide, height_mm=high)
        now.append(page)
    return tuple(now)


def _codes(texts: Iterable[str]) -> dict[str, int]:
    """A code from 1 for each character."""
    characters = sorted(set("".join(spoken(text) for text in texts)))
    return {character: at for at, character in enumerate(characters[:MOST_CODES], 1)}


def spoken(text: str) -> str:
    """The text of a box as it is laid in: no control characters, no space between Han."""
    return _BETWEEN_HAN.sub("", _NOT_SHOWN.sub("", text.replace("\n", " ")))


def _write(page: Page, said: PageText, face: Dictionary, codes: dict[str, int]) -> None:
    seen = papers.sight(page)
    longer = max(said.width_mm, said.height_mm) or UNKNOWN_LONG_MM
    scale = max(seen.width_mm, seen.height_mm) / longer
    matrix = papers.times(upright(seen, said.turned), seen.matrix)
    high = seen.width_mm if said.turned in (90, 270) else seen.height_mm
    font = papers.added(page, face, Name.Font)
    lines = [_line(box, str(font), codes, high, scale) for box in said.boxes]
    numbers = " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in matrix)
    layer = "\n".join(line for line in lines if line)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\nq {numbers} cm BT 3 Tr\n{layer}\nET Q\n".encode("ascii"))


def upright(seen: papers.Sight, turned: int) -> tuple[float, ...]:
    """The matrix from the page as it was read, origin bottom left in mm, to it as displayed.

    ``turned`` is how many degrees clockwise it was turned to be read.
    """
    width, height = seen.width_mm, seen.height_mm
    return {
        90: (0.0, 1.0, -1.0, 0.0, width, 0.0),
        180: (-1.0, 0.0, 0.0, -1.0, width, height),
        270: (0.0, -1.0, 1.0, 0.0, 0.0, height),
    }.get(turned, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))


def _line(box: TextBox, font: str, codes: dict[str, int], high: float, scale: float) -> str:
    left, top, right, bottom = (edge * scale for edge in box[:4])
    text = [character for character in spoken(box[4]) if character in codes]
    wide, tall = right - left, bottom - top
    if not text or wide <= 0 or tall <= 0:
        return ""
    downwards = len(text) > 1 and tall > UPRIGHT * wide
    size, length = (wide, tall) if downwards else (tall, wide)
    ems = sum(0.5 if is_narrow(character) else 1.0 for character in text)
    stretch = 100 * length / (ems * size)
    if downwards:
        place = f"0 -1 1 0 {left + DEEP * size:.2f} {high - top:.2f}"
    else:
        place = f"1 0 0 1 {left:.2f} {high - bottom + DEEP * size:.2f}"
    shown = "".join(f"{codes[character]:04X}" for character in text)
    return f"{font} {size:.2f} Tf {stretch:.1f} Tz {place} Tm <{shown}> Tj"
