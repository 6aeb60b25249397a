"""A document laid out for recognition: lines, cells, head, and texts made ready to search."""

import re
from dataclasses import dataclass
from itertools import pairwise

from archivist.intake.recognition.plain import close_up, number_text, plain, squeeze
from archivist.records.reading import PageText, Reading, TextSource

# Titles stand high on a page; below this many lines only tables and text follow.
HEAD_LINES = 15
# Beyond this, a document's later text adds nothing to its recognition but time.
READ_CHARACTERS = 60_000
_CELL_BREAK = re.compile(r"[\s:|,，。、;；()\[\]【】<>《》\"“”/]+")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its lines (plain, not empty), and whether an OCR engine read it."""

    number: int
    lines: tuple[str, ...]
    by_ocr: bool

    @property
    def head(self) -> tuple[str, ...]:
        """The uppermost lines."""
        return self.lines[:HEAD_LINES]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: ``squeezed`` is its text without white space, ``numbers`` in number form.

    ``cells`` are the words between white space, punctuation and table borders, in order.
    """

    pages: tuple[Page, ...]
    squeezed: str
    numbers: str
    cells: tuple[str, ...]

    @property
    def by_ocr(self) -> bool:
        """Whether any page was read by OCR."""
        return any(page.by_ocr for page in self.pages)

    @property
    def empty(self) -> bool:
        """Whether there is no text at all."""
        return not self.squeezed


def lay_out(reading: Reading) -> Document:
    """The document as recognition looks at it."""
    pages = tuple(_page(page) for page in reading.pages)
    text = "\n".join(line for page in pages for line in page.lines)[:READ_CHARACTERS]
    cells = _cells(text)
    for table in reading.tables:
        cells += [squeeze(plain(cell)) for row in table for cell in row if cell]
    return Document(
        pages=pages, squeezed=squeeze(text), numbers=number_text(text), cells=tuple(cells)
    )


def _page(page: PageText) -> Page:
    lines = (line.strip() for line in plain(page.text).splitlines())
    return Page(page.number, tuple(line for line in lines if line), page.source is TextSource.OCR)


def _cells(text: str) -> list[str]:
    """Words, and besides each pair of neighbours of which one is a single character (张 三)."""
    cells: list[str] = []
    for line in text.splitlines():
        words = [word for word in _CELL_BREAK.split(line) if word]
        cells += words
        cells += [one + other for one, other in pairwise(words) if min(len(one), len(other)) == 1]
        if len(words) == 3 and all(len(word) == 1 for word in words):
            cells.append("".join(words))
    return cells


def title_text(line: str) -> str:
    """A line as a title candidate: spread characters closed up, all white space gone."""
    return squeeze(close_up(line))
