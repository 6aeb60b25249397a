"""Everything that may speak for a material, gathered once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archivist.intake.recognition.body import body_words
from archivist.intake.recognition.foreign import FOREIGN
from archivist.intake.recognition.knowledge import PackKnowledge, core
from archivist.intake.recognition.page import Document, title_text
from archivist.intake.recognition.phrasing import Phrasing, phrasing
from archivist.intake.recognition.plain import squeeze
from archivist.intake.recognition.segment import Phrase
from archivist.intake.recognition.titles import Heading

_PAPER = frozenset({"paper"})
# What an exam paper may be besides: empty, a candidate's, or the sheet for the answers.
STATE = frozenset({"blank", "candidate", "answer"})


@dataclass(frozen=True, slots=True)
class Signs:
    """Everything that may speak for a material."""

    document: Document
    title: Heading | None
    later: Sequence[Heading]
    name: Phrase
    media: str
    people: int
    proven: bool
    on_exam_day: bool
    pack: PackKnowledge
    body: Mapping[int, tuple[float, tuple[str, ...]]]
    foreign: tuple[str, ...]
    phrasing: Phrasing

    @property
    def has_person(self) -> bool:
        """Whether a candidate's name or number was read."""
        return self.people > 0


def signs(
    document: Document,
    headings: Sequence[Heading],
    name: Phrase,
    media: str,
    *,
    people: int,
    proven: bool,
    on_exam_day: bool,
    pack: PackKnowledge,
    bare_title: str,
) -> Signs:
    """Gather the signs; ``headings`` in page order, ``bare_title`` the first one without names.

    ``people`` counts the candidates of the roster whose name or number was read,
    ``proven`` tells that the paper itself shows the batch, ``on_exam_day`` that the file
    name carries the date of an exam day of the batch.
    """
    first = headings[0] if headings and headings[0].page == _first_page(document) else None
    later = [one for one in headings if one is not first]
    below = _below(document, first)
    body = body_words(below, pack)
    foreign = tuple(sorted(word for word in FOREIGN if word in document.squeezed))
    return Signs(
        document,
        first,
        later,
        name,
        media,
        people,
        proven,
        on_exam_day,
        pack,
        body,
        foreign,
        phrasing(bare_title, document.squeezed, below, pack.numbers_by_title),
    )


def _below(document: Document, title: Heading | None) -> str:
    """The text without the title and what stands above it: a title is not to bear itself out."""
    if title is None:
        return document.squeezed
    lines = document.pages[0].lines[title.line + 1 :]
    while lines and title_text(lines[0]) in title.phrase.text:
        lines = lines[1:]
    rest = (line for page in document.pages[1:] for line in page.lines)
    return squeeze("".join((*lines, *rest)))[: len(document.squeezed)]


def _first_page(document: Document) -> int:
    return document.pages[0].number if document.pages else 0


def is_paper(phrase: Phrase) -> bool:
    """Whether the phrase names an exam paper, in whatever state."""
    return of_paper(core(phrase.meanings))


def of_paper(meanings: frozenset[str]) -> bool:
    """Whether these meanings are an exam paper's, in whatever state."""
    return meanings - STATE == _PAPER
