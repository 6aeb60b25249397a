"""A stack looked at page by page, before it is cut."""

from collections.abc import Sequence
from dataclasses import replace

from archivist.intake.recognition.cuts import Look, form_code_on, is_annex, is_blank, sheet_number
from archivist.intake.recognition.knowledge import BatchKnowledge, PackKnowledge
from archivist.intake.recognition.page import lay_out
from archivist.intake.recognition.plain import squeeze
from archivist.intake.recognition.titles import Heading
from archivist.intake.recognition.which_batch import batch_on
from archivist.intake.recognition.which_candidate import Finder
from archivist.records.batch import Batch
from archivist.records.reading import Reading


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
            )
        )
    return found
