"""The pages of what waits (待确认): the list, one document, and the clerk's three decisions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from archivist.errors import (
    ArchivistError,
    NoSuchPage,
    NoSuchRecord,
    NoSuchReview,
    PolicyError,
    RequestError,
    ReviewIncomplete,
    TwoDestinations,
    error_by_code,
)
from archivist.intake import review
from archivist.intake.file_away import Destination
from archivist.intake.review import ReviewItem
from archivist.keeping import accessions, batches, manifest, records
from archivist.keeping.shelf import safe_name
from archivist.records.arrival import Accession, Progress
from archivist.records.reading import Unread
from archivist.records.record import Record
from archivist.web import form
from archivist.web.answers import Answer, Asked, Attachment, Office, Page, Picture, SeeOther
from archivist.web.stack_facts import facts_of
from archivist.web.status import status_of
from archivist.web.suggestions import words

PER_PAGE = 20
EXTRA = "extra"
PICTURED = ("pdf", "image")
THUMBNAIL_DPI = 30
PICTURE_DPI = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One waiting document as a page shows it; ``suggestion`` is in words, part by part."""

    item: ReviewItem
    suggestion: tuple[str, ...]
    complete: bool
    pages: int
    pictured: bool
    media: str


def waiting_list(office: Office, asked: Asked) -> Page:
    """Everything that waits: questions first, then what was set aside."""
    query = asked.untrusted_query
    queue = review.queue(office.archive.catalogue)
    questions = [item for item in queue if item.accession.progress is Progress.WAITING]
    aside = [item for item in queue if item.accession.progress is Progress.SET_ASIDE]
    pages = max(1, -(-len(questions) // PER_PAGE), -(-len(aside) // PER_PAGE))
    page = min(max(1, form.number(query, "page", "页码") or 1), pages)
    some = slice((page - 1) * PER_PAGE, page * PER_PAGE)
    return Page(
        template="review.html",
        facts={
            "questions": [_doubt(office, item) for item in questions[some]],
            "aside": [_doubt(office, item) for item in aside[some]],
            "question_count": len(questions),
            "aside_count": len(aside),
            "page": page,
            "pages": pages,
            "filed": _filed(office, query),
            "refused": _refused(office, query),
            "cut": _cut_up(office, query),
        },
    )


def waiting_item(office: Office, asked: Asked) -> Page:
    """One waiting document with the forms to decide on it. Raises NoSuchReview."""
    return item_page(office, asked.ids["item"], asked.untrusted_query, None)


def accept(office: Office, asked: Asked) -> Answer:
    """File as suggested; a stack is cut as shown, and what is open in it waits part by part."""
    archive = office.archive
    desks = archive.catalogue, archive.shelf, archive.pack

    def decide(number: int) -> str:
        shown = review.item(archive.catalogue, number).recognition
        if shown is not None and shown.parts:
            seal = form.line(asked.untrusted_form, "shown", "拆分")
            review.accept_stack(*desks, number, office.actor, shown=seal)
            return f"cut={number}"
        return f"filed={review.accept(*desks, number, office.actor).id}"

    return _decided(office, asked, decide)


def assign(office: Office, asked: Asked) -> Answer:
    """File where the clerk says."""
    archive = office.archive

    def decide(number: int) -> str:
        to = destination(office, number, asked.untrusted_form)
        record = review.assign(
            archive.catalogue, archive.shelf, archive.pack, number, to, office.actor
        )
        return f"filed={record.id}"

    return _decided(office, asked, decide)


def refuse(office: Office, asked: Asked) -> Answer:
    """Send back, with a reason."""
    archive = office.archive

    def decide(number: int) -> str:
        reason = form.line(asked.untrusted_form, "reason", "退回的理由")
        review.refuse(archive.catalogue, archive.shelf, number, reason, office.actor)
        return f"refused={number}"

    return _decided(office, asked, decide)


def original(office: Office, asked: Asked) -> Attachment:
    """A waiting document's bytes, to be saved and looked at. Raises NoSuchReview."""
    accession = review.item(office.archive.catalogue, asked.ids["item"]).accession
    return Attachment(office.archive.shelf.path(accession.held_at), safe_name(accession.name))


def picture(office: Office, asked: Asked) -> Picture:
    """A page of a waiting document, large enough to read; without ``page`` the first."""
    accession, page = _page_asked(office, asked)
    return Picture(_drawn(office, accession, page, PICTURE_DPI))


def thumbnail(office: Office, asked: Asked) -> Picture:
    """A page of a waiting document, small; without ``page`` the first."""
    accession, page = _page_asked(office, asked)

    def draw() -> bytes:
        return _drawn(office, accession, page, THUMBNAIL_DPI)

    return Picture(office.thumbnails.get(accession.digest, page, draw))


def _page_asked(office: Office, asked: Asked) -> tuple[Accession, int]:
    """Which page of what. Raises NoSuchReview, or NoSuchPage if the file has not so many."""
    accession = review.item(office.archive.catalogue, asked.ids["item"]).accession
    page = form.number(asked.untrusted_query, "page", "页码")
    if page is None:
        return accession, 1
    reading = accessions.reading(office.archive.catalogue, accession.digest)
    if reading is None or not 1 <= page <= reading.page_count:
        raise NoSuchPage
    return accession, page


def _drawn(office: Office, accession: Accession, page: int, dpi: float) -> bytes:
    """Drawn by a caged worker. Raises the DocumentError it met."""
    path = office.archive.shelf.path(accession.held_at)
    drawn = office.archive.reader.picture(path, accession.name, page, dpi)
    if isinstance(drawn, Unread):
        raise error_by_code(drawn.code)(**{"name": accession.name, **dict(drawn.facts)})
    return drawn


def _decided(office: Office, asked: Asked, decide: Callable[[int], str]) -> Answer:
    """Carry a decision out and go on to the list, which says what was done; what was refused is
    shown beside the clerk's choice."""
    number = asked.ids["item"]
    try:
        with office.archive.turn:
            done = decide(number)
    except NoSuchReview:
        raise
    except (RequestError, PolicyError) as problem:
        return item_page(office, number, asked.untrusted_form, problem)
    manifest.write_stale(office.archive.catalogue, office.archive.shelf)
    return SeeOther(f"/review?{done}")


def destination(office: Office, item: int, untrusted: Mapping[str, str]) -> Destination:
    """Where a form says. Raises a RequestError that names what does not fit."""
    number = form.line(untrusted, "batch", "批次")
    if not number:
        raise ReviewIncomplete(item=item, lacking="批次")
    held = batches.held(office.archive.catalogue, number)
    outside = form.line(untrusted, "material", "材料") == EXTRA
    material = None if outside else form.number(untrusted, "material", "材料")
    title = form.line(untrusted, "extra", "清单以外材料的名称")
    if material is None and not title:
        raise ReviewIncomplete(item=item, lacking="清单以外材料的名称" if outside else "材料")
    if material is not None and title:
        raise TwoDestinations(title=title)
    person = form.line(untrusted, "candidate", "考生")
    return Destination(
        batch=number,
        material=material,
        subject=form.subject(untrusted, "subject", "科目"),
        candidate=review.position_of(held.batch, person) if person else None,
        extra_title=title,
    )


def item_page(
    office: Office, number: int, untrusted: Mapping[str, str], problem: ArchivistError | None
) -> Page:
    """One waiting document with the forms to decide on it, and why the last try was refused.

    ``untrusted`` are the fields the clerk had chosen. Raises NoSuchReview.
    """
    catalogue = office.archive.catalogue
    item = review.item(catalogue, number)
    stack = facts_of(office, number, untrusted)
    chosen = _chosen(office, item, {} if "part" in untrusted else untrusted)
    every = [held.batch for held in batches.every(catalogue)][::-1]
    rosters = {one.number: one.roster for one in every}
    others = item.recognition.others if item.recognition else ()
    materials = office.archive.pack.materials
    return Page(
        template="doubt.html",
        facts={
            "doubt": _doubt(office, item),
            "chosen": chosen,
            "batches": every,
            "roster": rosters.get(chosen["batch"], ()),
            "stack": stack,
            "part_others": [one for one in materials if stack and one.number in stack.others],
            "part_roster": rosters.get(stack.chosen.get("batch", ""), ()) if stack else (),
            "materials": materials,
            "others": [material for material in materials if material.number in others],
            "problem": problem,
        },
        status=status_of(problem) if problem else 200,
    )


def _chosen(office: Office, item: ReviewItem, untrusted: Mapping[str, str]) -> dict[str, str]:
    """What the form starts from: what the clerk chose before, else what was suggested."""
    fields = ("batch", "material", "subject", "candidate", "extra")
    if "batch" in untrusted:
        return {field: untrusted.get(field, "") for field in fields}
    found = item.recognition
    hint = item.accession.batch_hint
    batch = found.batch if found and found.batch else hint
    known = batches.find(office.archive.catalogue, batch) is not None
    suggested = {
        "batch": batch if known else "",
        "material": found.material if found else None,
        "subject": found.subject if found else None,
        "candidate": found.candidate if found else None,
        "extra": "",
    }
    return {
        field: str(untrusted.get(field, "" if value is None else value))
        for field, value in suggested.items()
    }


def _doubt(office: Office, item: ReviewItem) -> Doubt:
    reading = accessions.reading(office.archive.catalogue, item.accession.digest)
    found = item.recognition
    return Doubt(
        item=item,
        suggestion=words(office.archive.pack, found) if found else (),
        complete=bool(found and (found.parts or (found.batch and found.material))),
        pages=reading.page_count if reading else 0,
        pictured=reading is not None and reading.media in PICTURED,
        media=reading.media if reading else "",
    )


def _filed(office: Office, query: Mapping[str, str]) -> Record | None:
    """The record that was just filed from here, to say so."""
    number = form.number(query, "filed", "编号")
    try:
        return None if number is None else records.get(office.archive.catalogue, number)
    except NoSuchRecord:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class JustCut:
    """A stack that was just cut, and how many of its parts were filed or wait."""

    name: str
    filed: int
    waiting: int


def _cut_up(office: Office, query: Mapping[str, str]) -> JustCut | None:
    """The stack that was just cut from here, to say so."""
    number = form.number(query, "cut", "编号")
    if number is None:
        return None
    catalogue = office.archive.catalogue
    try:
        stack = accessions.get(catalogue, number)
    except NoSuchReview:
        return None
    parts = [one.progress for one in accessions.parts_of(catalogue, number)]
    waiting = parts.count(Progress.WAITING)
    return JustCut(name=stack.name, filed=len(parts) - waiting, waiting=waiting) if parts else None


def _refused(office: Office, query: Mapping[str, str]) -> str:
    """The name of what was just sent back from here, to say so."""
    number = form.number(query, "refused", "编号")
    if number is None:
        return ""
    try:
        found = accessions.get(office.archive.catalogue, number)
    except NoSuchReview:
        return ""
    return found.name if found.progress is Progress.REFUSED else ""
