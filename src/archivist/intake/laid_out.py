"""A waiting stack page by page: how its sheets lie, and which pages each part would have.

The order of the sheets is not kept anywhere: it is what a person last said, if the parts agree
with it, else what the parts themselves tell.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from archivist.errors import CannotSplit
from archivist.intake.recognise import may_be_stack
from archivist.intake.recognition.cuts import form_code_on, is_blank
from archivist.intake.review import ReviewItem, item
from archivist.keeping import accessions, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.records.reading import PageText, Reading
from archivist.records.recognition import Part

Pages = tuple[int, ...]


class Duplex(StrEnum):
    """How the backs of a stack lie behind its fronts: not at all, in the same order, or last first
    as when the whole pile was turned over."""

    NO = "no"
    SAME = "same"
    TURNED = "turned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A file of several pages that waits, as it would be cut.

    ``order`` names all its pages as the sheets lie; ``groups`` are the pages of each part, in that
    order. A document that is not proposed to be cut is one group without parts.
    """

    item: ReviewItem
    reading: Reading
    duplex: Duplex
    order: Pages
    groups: tuple[Pages, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The proposed parts, one for each group; none if it is not to be cut."""
        return self.item.recognition.parts if self.item.recognition else ()

    @property
    def left_out(self) -> frozenset[int]:
        """The pages that are in no part."""
        return frozenset(self.order) - {page for group in self.groups for page in group}

    @property
    def blank(self) -> frozenset[int]:
        """The pages on which nothing stands."""
        return frozenset(page.number for page in self.reading.pages if is_blank(page))

    @property
    def separators(self) -> frozenset[int]:
        """The sheets that only say what lies behind them."""
        codes = {page.number: form_code_on(page) for page in self.reading.pages}
        return frozenset(number for number, code in codes.items() if code and code.separator)


def look_at(catalogue: Catalogue, accession: int) -> Stack:
    """A waiting document page by page.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it is no scan or PDF of several pages.
    """
    found = item(catalogue, accession)
    reading = accessions.reading(catalogue, found.accession.digest)
    if reading is None or not may_be_stack(reading):
        raise CannotSplit(item=accession, why="只有多页的 PDF 或图片才能拆分")
    parts = found.recognition.parts if found.recognition else ()
    groups = tuple(part.pages for part in parts)
    duplex, order = _lie(reading, groups, _told(catalogue, accession))
    if not parts:
        kept = tuple(page for page in reading.pages if not _falls_away(page))
        groups = (tuple(page.number for page in kept),) if kept else ()
    return Stack(item=found, reading=reading, duplex=duplex, order=order, groups=groups)


def _falls_away(page: PageText) -> bool:
    """Whether a page is in no part unless a person puts it there."""
    code = form_code_on(page)
    return is_blank(page) or bool(code and code.separator)


def _told(catalogue: Catalogue, accession: int) -> Duplex | None:
    """How a person last said that the backs lie, or None."""
    for event in reversed(ledger.events(catalogue, f"accession/{accession}")):
        if event.act == "split" and event.facts:
            return Duplex(json.loads(event.facts)["duplex"])
    return None


def _lie(reading: Reading, groups: Sequence[Pages], told: Duplex | None) -> tuple[Duplex, Pages]:
    """How the sheets lie: as a person said if the parts agree, else as the parts themselves do."""
    flat = [page for group in groups for page in group]
    for duplex in (told, *Duplex):
        if duplex is None or (duplex is not Duplex.NO and len(reading.pages) % 2):
            continue
        order = in_order(reading, duplex, 0)
        if flat == [page for page in order if page in {*flat}]:
            return duplex, order
    rest = [page.number for page in reading.pages if page.number not in flat]
    return Duplex.NO, (*flat, *rest)


def in_order(reading: Reading, duplex: Duplex, accession: int) -> Pages:
    """The pages as the sheets lay: for a duplex stack each front with its back behind it.

    Raises CannotSplit for an odd number of pages with backs.
    """
    pages = tuple(page.number for page in reading.pages)
    if duplex is Duplex.NO:
        return pages
    if len(pages) % 2:
        raise CannotSplit(item=accession, why="正反面分两次扫描的，总页数应是双数")
    half = len(pages) // 2
    backs = pages[half:] if duplex is Duplex.SAME else pages[half:][::-1]
    return tuple(page for pair in zip(pages[:half], backs, strict=True) for page in pair)
