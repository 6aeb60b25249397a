"""A stack looked at page by page, before it is cut."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archivist.intake.recognition.cuts import Look, form_code_on, is_annex, is_blank, sheet_number
from archivist.intake.recognition.knowledge import BatchKnowledge, PackKnowledge
from archivist.intake.recognition.learned import wording
from archivist.intake.recognition.page import Document, lay_out
from archivist.intake.recognition.phrasing import Phrasing, chinese, phrasing
from archivist.intake.recognition.plain import plain, squeeze
from archivist.intake.recognition.title_lines import stands_as_title
from archivist.intake.recognition.titles import Heading, first_heading, reader_for
from archivist.intake.recognition.which_batch import batch_on
from archivist.intake.recognition.which_candidate import Finder
from archivist.records.batch import Batch
from archivist.records.reading import Reading

TOP_ROWS = 2
# With so many Chinese characters a page sounds clear enough to ask about it.
LEAST_TO_DOUBT = 40
_ROW = re.compile(r"\d{1,3}[号.、)]?\s")
_LONG_NUMBER = re.compile(r"\d{10}")


def looks_of(
    reading: Reading,
    headings: Sequence[Heading],
    home: Batch | None,
    pack: PackKnowledge,
    known: BatchKnowledge,
) -> list[Look]:
    """What each page shows; ``headings`` are those found, by page. Candidates are looked for in
    the roster of the batch a page names, else in that of the page before, else in ``home``."""
    by_page = {one.page: one for one in headings}
    finders: dict[str, Finder] = {}
    found = []
    current = home
    for page in reading.pages:
        code = form_code_on(page)
        document = lay_out(replace(reading, pages=(page,), tables=()))
        place = batch_on(document.numbers, pack, known)
        current = current if place is None else known.batches[place]
        person = None
        if current is not None and not (code and code.separator):
            finder = finders.setdefault(current.number, Finder(current))
            one = finder.find(document, "")
            person = one.candidate.position if one.certain and one.candidate else None
        sounds, alone = _sounds(document, pack, known)
        found.append(
            Look(
                page=page,
                heading=by_page.get(page.number),
                code=code,
                blank=is_blank(page),
                person=person,
                batch=place,
                sheet=sheet_number(page.text),
                annex=is_annex(document.pages[0]),
                letterhead=any(squeeze(x) in known.agencies for x in document.pages[0].lines[:1]),
                sounds=sounds,
                alone=alone,
            )
        )
    return found


def _sounds(
    document: Document, pack: PackKnowledge, known: BatchKnowledge
) -> tuple[Phrasing | None, Phrasing | None]:
    """How a page sounds that has text enough, and whether that says where a document begins: the
    first is None without a title line of its own, as in the middle of an agreement a page sounds
    like nothing; both are None in the middle of a list."""
    if _goes_on_listing(document, known):
        return None, None
    reader = reader_for(pack, known, document.squeezed)
    title = first_heading(document.pages[0], reader)
    text = document.squeezed
    heard = phrasing(wording(title, reader.said), text, text, pack.numbers_by_title)
    begins = None if title is None or heard.by_body is None else heard
    if begins is not None and begins.best is None and not _is_title(title):
        begins = None  # the middle of an agreement sounds like none of the list as well
    return begins, heard if chinese(text) >= LEAST_TO_DOUBT else None


def _is_title(title: Heading | None) -> bool:
    """Whether a line at the top of a page is a document's name, or speaks of other affairs."""
    return title is not None and bool(title.strange or stands_as_title(title.phrase.text))


def _goes_on_listing(document: Document, known: BatchKnowledge) -> bool:
    """Whether the uppermost lines are rows: numbered, or about people by name or number."""
    if document.pages[0].lines and _ROW.match(document.pages[0].lines[0]):
        return True
    top = [plain(word) for line in document.pages[0].lines[:TOP_ROWS] for word in line.split()]
    return any(word in known.people.names or _LONG_NUMBER.search(word) for word in top)
