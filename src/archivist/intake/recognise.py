"""Recognise: which material, subject, batch and candidate a document is, and why.

A wrong filing is worse than a question, and a question is worse than a right filing. So a
document is filed with nobody asked only if each of the four is certain; what merely looks likely
is offered to the clerk with its reason. Nothing depends on the order of arrival.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from archivist.intake.recognition.knowledge import (
    BatchKnowledge,
    PackKnowledge,
    know_batches,
    know_pack,
)
from archivist.intake.recognition.page import Document, lay_out
from archivist.intake.recognition.plain import plain, squeeze
from archivist.intake.recognition.printed_code import printed_code
from archivist.intake.recognition.signs import signs
from archivist.intake.recognition.titles import (
    Heading,
    TitleReader,
    heading,
    later_heading,
    reader_for,
)
from archivist.intake.recognition.verdict import Findings, verdict, verdict_by_code
from archivist.intake.recognition.which_batch import which_batch
from archivist.intake.recognition.which_candidate import PeopleFound, which_candidate
from archivist.intake.recognition.which_material import which_material
from archivist.intake.recognition.which_subject import SubjectFound, which_subject
from archivist.records.batch import Batch
from archivist.records.reading import Reading, Unread
from archivist.records.recognition import Recognition
from archivist.rules.pack import RulePack

_NOBODY = PeopleFound(None, False, 0.0, 0)
_NO_SUBJECT = SubjectFound(None, False, 0.0)


def recognise(
    reading: Reading | Unread,
    name: str,
    batch_hint: str,
    pack: RulePack,
    batches: Sequence[Batch],
) -> Recognition:
    """What this document is held to be.

    ``name`` is the file's name, ``batch_hint`` the inbox folder it lay in or an empty string.
    The answer is the same for any order of ``batches``. It is ``auto`` only if material, batch,
    and where the material asks for them subject and candidate are each certain; otherwise
    ``reason`` tells the clerk in Chinese what is open.
    """
    known = _Known.of(pack, batches)
    if isinstance(reading, Unread):
        reading = Reading(media="unread")
    document = lay_out(reading)
    printed = printed_code(reading)
    place = known.batches.index(printed.code.batch) if printed.code else None
    coded = None if place is None else known.batches.batches[place]
    findings = _findings(reading, document, name, batch_hint, known, coded)
    if printed.code is not None:
        return verdict_by_code(printed, findings, known.pack, known.batches)
    return verdict(findings, printed.doubt)


@dataclass(frozen=True, slots=True)
class _Known:
    """Pack and batches made ready."""

    pack: PackKnowledge
    batches: BatchKnowledge

    @staticmethod
    def of(pack: RulePack, batches: Sequence[Batch]) -> "_Known":
        """Made ready once for as long as the same pack and the same tuple of batches are given."""
        global _last  # one slot, holding what its key stands for
        old_pack, old_batches, old = _last
        if old is not None and old_pack is pack and old_batches is batches:
            return old
        ready = old.pack if old is not None and old_pack is pack else know_pack(pack)
        known = _Known(ready, know_batches(batches))
        if isinstance(batches, tuple):
            _last = (pack, batches, known)
        return known


_last: tuple[RulePack | None, Sequence[Batch] | None, _Known | None] = (None, None, None)


def _findings(
    reading: Reading, document: Document, name: str, hint: str, known: _Known, coded: Batch | None
) -> Findings:
    stem = squeeze(plain(PurePath(name).stem))
    reader = reader_for(known.pack, known.batches, document.squeezed + stem)
    headings = _headings(document, reader)
    batch = which_batch(document, stem, hint, known.pack, known.batches)
    home = coded or batch.batch
    people = which_candidate(document, stem, home) if home else _NOBODY
    person = squeeze(plain(people.candidate.name)) if people.candidate else ""
    said = reader.phrase(stem.replace(person, "|") if person else stem, forgive=False)
    seen = signs(
        document,
        headings,
        said,
        reading.media,
        has_person=people.several > 0,
        on_exam_day=_on_exam_day(stem, home),
        pack=known.pack,
    )
    material = which_material(seen)
    page = document.pages[0] if document.pages else None
    title = seen.title.phrase if seen.title else None
    subject = (
        which_subject(material.material, title, said, page) if material.material else _NO_SUBJECT
    )
    return Findings(material, subject, batch, people, seen.title, said, page, document.numbers)


def _on_exam_day(name: str, batch: Batch | None) -> bool:
    """Whether a file name carries the date of an exam day of this batch."""
    days = (batch.theory_on, batch.skill_on) if batch else ()
    return any(day and f"{day:%Y%m%d}" in name.replace("-", "") for day in days)


def _headings(document: Document, reader: TitleReader) -> list[Heading]:
    if not document.pages:
        return []
    first = heading(document.pages[0], reader)
    later = [later_heading(page, reader) for page in document.pages[1:]]
    return [one for one in (first, *later) if one is not None]
