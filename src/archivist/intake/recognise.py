"""Recognise: which material, subject, batch and candidate a document is, and why.

A wrong filing is worse than a question, and a question is worse than a right filing. So a
document is filed with nobody asked only if each of the four is certain; what merely looks likely
is offered to the clerk with its reason. Nothing depends on the order of arrival.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from archivist.intake.recognition.by_phrasing import bears_out
from archivist.intake.recognition.cuts import (
    Group,
    cut,
    form_code_on,
    fronts_then_backs,
    is_blank,
    strays,
)
from archivist.intake.recognition.knowledge import (
    BatchKnowledge,
    PackKnowledge,
    know_batches,
    know_pack,
)
from archivist.intake.recognition.learned import Learned, top_words, with_lessons, wording
from archivist.intake.recognition.looks import looks_of
from archivist.intake.recognition.material_found import MaterialFound
from archivist.intake.recognition.page import Document, lay_out
from archivist.intake.recognition.plain import number_text, plain, squeeze
from archivist.intake.recognition.printed_code import announced_code, printed_code
from archivist.intake.recognition.quality import hints
from archivist.intake.recognition.signs import Signs, signs
from archivist.intake.recognition.stack import as_stack
from archivist.intake.recognition.titles import (
    Heading,
    TitleReader,
    below_head,
    first_heading,
    heading,
    later_heading,
    reader_for,
)
from archivist.intake.recognition.verdict import Findings, verdict, verdict_by_code
from archivist.intake.recognition.which_batch import batch_on, which_batch
from archivist.intake.recognition.which_candidate import PeopleFound, which_candidate
from archivist.intake.recognition.which_material import which_material
from archivist.intake.recognition.which_subject import SubjectFound, which_subject
from archivist.records.batch import Batch
from archivist.records.formcode import FormCode
from archivist.records.reading import Reading, Unread
from archivist.records.recognition import Part, Recognition
from archivist.rules.pack import RulePack

# Files whose pages are sheets that somebody may have scanned one upon another.
STACKED = ("pdf", "image")
BACKS_LATER = "像是先扫完正面再扫反面的一叠，已按正反面对好，请核对"
STRAY = "第 {page} 页的用语不像它前面的材料，可能是另一份，请核对"
_NOBODY = PeopleFound(None, False, 0.0, 0)
_NO_SUBJECT = SubjectFound(None, False, 0.0)


def recognise(
    reading: Reading | Unread,
    name: str,
    batch_hint: str,
    pack: RulePack,
    batches: Sequence[Batch],
    learned: Learned | None = None,
) -> Recognition:
    """What this document is held to be.

    ``name`` is the file's name, ``batch_hint`` the inbox folder it lay in or an empty string.
    ``learned`` is what people of this archive taught. The answer is the same for any order of
    ``batches``. It is ``auto`` only if material, batch,
    and where the material asks for them subject and candidate are each certain; otherwise
    ``reason`` tells the clerk in Chinese what is open.
    """
    known = _Known.of(pack, batches, learned)
    if isinstance(reading, Unread):
        reading = Reading(media="unread")
    groups, ask = _groups(reading, batch_hint, known) if may_be_stack(reading) else ([], "")
    if len(groups) > 1 or any(group.separator for group in groups):
        parts = [
            Part(
                pages=group.numbers,
                found=_part(reading, group.numbers, group.separator, name, batch_hint, known),
            )
            for group in groups
        ]
        return as_stack(parts, pack, ask=ask)
    return _one(reading, name, batch_hint, known, None)


def recognise_pages(
    reading: Reading,
    groups: Sequence[Sequence[int]],
    name: str,
    batch_hint: str,
    pack: RulePack,
    batches: Sequence[Batch],
    learned: Learned | None = None,
) -> Recognition:
    """What a stack is held to be if it is cut as somebody says: groups of page numbers.

    A separator sheet says what the group behind it is, as it does without being told.
    """
    known = _Known.of(pack, batches, learned)
    parts = []
    for pages in groups:
        separator = _separator_before(reading, pages[0])
        found = _part(reading, pages, separator, name, batch_hint, known)
        parts.append(Part(pages=tuple(pages), found=found))
    return as_stack(parts, pack)


def may_be_stack(reading: Reading) -> bool:
    """Whether the file is of a kind that can be cut, and was read whole."""
    pages = len(reading.pages)
    return reading.media in STACKED and pages > 1 and pages == reading.page_count


def _separator_before(reading: Reading, first: int) -> FormCode | None:
    """The separator sheet that stands before a page with nothing but blank pages between."""
    for page in reversed(reading.pages[: first - 1]):
        code = form_code_on(page)
        if code is not None and code.separator:
            return code
        if not is_blank(page):
            return None
    return None


def _groups(reading: Reading, hint: str, known: "_Known") -> tuple[list[Group], str]:
    """The documents in a file, and what to ask about them all the same."""
    document = lay_out(reading)
    batch = which_batch(document, "", hint, known.pack, known.batches).batch
    reader = reader_for(known.pack, known.batches, document.squeezed)
    looks = looks_of(reading, _headings(document, reader), batch, known.pack, known.batches)
    paired = fronts_then_backs(looks)
    if paired is not None:
        return cut(paired), BACKS_LATER
    groups = cut(looks)
    stray = strays(groups) if len(groups) > 1 else []
    return groups, STRAY.format(page=stray[0]) if stray else ""


def _part(
    reading: Reading,
    pages: Sequence[int],
    separator: FormCode | None,
    name: str,
    hint: str,
    known: "_Known",
) -> Recognition:
    """A document cut from a stack. Of the stack's name only a batch number says anything of it."""
    chosen = tuple(reading.pages[number - 1] for number in pages)
    part = replace(reading, pages=chosen, page_count=len(chosen), tables=())
    stem = number_text(plain(PurePath(name).stem))
    place = batch_on(stem, known.pack, known.batches)
    said = "" if place is None else known.batches.batches[place].number
    return _one(part, said, hint, known, separator)


def _one(
    reading: Reading, name: str, batch_hint: str, known: "_Known", separator: FormCode | None
) -> Recognition:
    document = lay_out(reading)
    printed = announced_code(reading, separator) if separator else printed_code(reading)
    place = known.batches.index(printed.code.batch) if printed.code else None
    coded = None if place is None else known.batches.batches[place]
    findings = _findings(reading, document, name, batch_hint, known, coded)
    if printed.code is not None:
        found = verdict_by_code(printed, findings, known.pack, known.batches)
    else:
        found = verdict(findings, printed.doubt)
    material = None if found.material is None else known.pack.material(found.material)
    return replace(found, hints=hints(reading, material))


@dataclass(frozen=True, slots=True)
class _Known:
    """Pack and batches made ready."""

    pack: PackKnowledge
    batches: BatchKnowledge
    learned: Learned | None = None

    @staticmethod
    def of(pack: RulePack, batches: Sequence[Batch], learned: Learned | None = None) -> "_Known":
        """Made ready once for as long as the same pack and the same tuple of batches are given."""
        global _last  # one slot, holding what its key stands for
        old_pack, old_batches, old = _last
        if old is not None and old_pack is pack and old_batches is batches:
            return replace(old, learned=learned)
        ready = old.pack if old is not None and old_pack is pack else know_pack(pack)
        known = _Known(ready, know_batches(batches), learned)
        if isinstance(batches, tuple):
            _last = (pack, batches, known)
        return known


_last: tuple[RulePack | None, Sequence[Batch] | None, _Known | None] = (None, None, None)


def _findings(
    reading: Reading, document: Document, name: str, hint: str, known: _Known, coded: Batch | None
) -> Findings:
    stem = squeeze(plain(PurePath(name).stem))
    reader = reader_for(known.pack, known.batches, document.squeezed + stem)
    headings = _headings(document, reader, alone=True)
    batch = which_batch(document, stem, hint, known.pack, known.batches)
    home = coded or batch.batch
    people = which_candidate(document, stem, home) if home else _NOBODY
    person = squeeze(plain(people.candidate.name)) if people.candidate else ""
    said = reader.phrase(stem.replace(person, "|") if person else stem, forgive=False)
    proven = any(item.kind != "folder" for item in batch.evidence) or people.several > 0

    def hear(found: Sequence[Heading]) -> tuple[Signs, MaterialFound]:
        seen = signs(
            document,
            found,
            said,
            reading.media,
            people=people.several,
            proven=proven,
            on_exam_day=_on_exam_day(stem, home),
            pack=known.pack,
            bare_title=wording(_first_of(found, document), reader.said),
        )
        return seen, which_material(seen)

    seen, material = hear(headings)
    if seen.title is not None and not material.certain:
        below = below_head(document.pages[0], reader, seen.title)
        if below is not None:
            again, other = hear([below, *headings[1:]])
            if other.certain and bears_out(again, other):
                seen, material = again, other
    if known.learned is not None:
        material = with_lessons(material, seen, known.learned, reader.said)
    page = document.pages[0] if document.pages else None
    title = seen.title.phrase if seen.title else None
    subject = (
        which_subject(material.material, title, said, page, home)
        if material.material
        else _NO_SUBJECT
    )
    return Findings(material, subject, batch, people, seen.title, said, page, document.numbers)


def lesson_of(reading: Reading, pack: RulePack, batches: Sequence[Batch]) -> tuple[str, str]:
    """Title and uppermost words of a document as lessons keep them, without names of people."""
    known = _Known.of(pack, batches)
    document = lay_out(reading)
    title, said = _bare_title(document, known)
    people = tuple(name for name in known.batches.people.names if name in document.squeezed)
    return title, top_words(document, (*said, *people))


def phrases_of(reading: Reading, pack: RulePack, batches: Sequence[Batch]) -> tuple[str, str]:
    """Title without names, and squeezed text of a document, as phrasing hears them."""
    document = lay_out(reading)
    title, _ = _bare_title(document, _Known.of(pack, batches))
    return title, document.squeezed


def _bare_title(document: Document, known: _Known) -> tuple[str, tuple[str, ...]]:
    """The title without names, and the names that were set aside."""
    reader = reader_for(known.pack, known.batches, document.squeezed)
    first = _first_of(_headings(document, reader, alone=True), document)
    return wording(first, reader.said), reader.said


def _on_exam_day(name: str, batch: Batch | None) -> bool:
    """Whether a file name carries the date of an exam day of this batch."""
    days = (batch.theory_on, batch.skill_on) if batch else ()
    return any(day and f"{day:%Y%m%d}" in name.replace("-", "") for day in days)


def _first_of(headings: Sequence[Heading], document: Document) -> Heading | None:
    """The heading of the first page, if it has one."""
    return headings[0] if headings and headings[0].page == document.pages[0].number else None


def _headings(document: Document, reader: TitleReader, *, alone: bool = False) -> list[Heading]:
    """The titles in page order; ``alone`` tells that the first page begins a document for sure."""
    if not document.pages:
        return []
    first = (first_heading if alone else heading)(document.pages[0], reader)
    later = [later_heading(page, reader) for page in document.pages[1:]]
    return [one for one in (first, *later) if one is not None]
