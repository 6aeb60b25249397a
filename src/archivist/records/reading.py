"""Reading: what a document says, page by page, and where that text came from."""

from dataclasses import dataclass
from enum import StrEnum


class TextSource(StrEnum):
    """Where a page's text came from."""

    LAYER = "layer"
    OCR = "ocr"
    OFFICE = "office"
    NONE = "none"


TextBox = tuple[float, float, float, float, str]
"""A piece of recognised text: left, top, right, bottom in mm, and its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """How a page's picture was taken, whatever it says.

    ``dpi`` is how many dots per inch the file holds of the page, reckoned as if its longer side
    were 297 mm where the file does not state it; None where that cannot be told. ``paper`` is how
    bright the paper is, 0 (black) to 1 (white). ``skew`` is by how many degrees clockwise the lines
    of text lie askew on the page turned to be read; None where there are too few lines.

    ``edge_ink_mm`` tells of the upper, right, lower and left edge of the page so turned: along how
    many mm of it ink, other than red, runs over the edge. ``seals`` counts red patches as large
    and as square as seals; None where the picture has no colour. ``unsigned`` are the words, such
    as "负责人签名:", beside which there is a place for a signature and no ink; ``signed`` counts
    those with ink.
    """

    dpi: float | None
    paper: float
    skew: float | None = None
    edge_ink_mm: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    seals: int | None = None
    unsigned: tuple[str, ...] = ()
    signed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page: text lines top to bottom, confidence 0..1, visible size in mm (0 if unknown).

    ``turned`` is how many degrees clockwise the page as displayed was turned to be read. ``boxes``
    are the recognised pieces in reading order, measured from the upper left corner of the page so
    turned; empty where the text was not recognised from a picture. On a page of unknown size they
    are reckoned as if its longer side were 297 mm.

    ``ink`` is the share (0..1) of a page picture's inner area that is darker than its paper, and
    ``scan`` how the picture was taken; both None where no picture was looked at.
    """

    number: int
    text: str
    source: TextSource
    confidence: float = 1.0
    width_mm: float = 0.0
    height_mm: float = 0.0
    turned: int = 0
    codes: tuple[str, ...] = ()
    boxes: tuple[TextBox, ...] = ()
    ink: float | None = None
    scan: Scan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from one file.

    ``media`` is the kind found in the bytes ("pdf", "image", "docx", "xlsx", "ofd", "video",
    "text"), whatever the name said. ``tables`` are rows of cells found by layout. ``seconds`` is
    the playing time of a video. ``signed`` tells of a digital signature. ``warnings`` are
    finding codes, e.g. "repaired".
    """

    media: str
    pages: tuple[PageText, ...] = ()
    page_count: int = 0
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    seconds: float | None = None
    signed: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All text, pages parted by a form feed."""
        return "\f".join(page.text for page in self.pages)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code found, in page order."""
        return tuple(code for page in self.pages for code in page.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a file could not be read: an error code of ``errors`` and its facts."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()
