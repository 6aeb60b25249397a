"""Filing away: from a decision to a record on its shelf, through an intent row.

``plan`` is written and committed first; then the file moves; then record, event and progress are
committed together. A crash in between is finished by ``recover``.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePath

from archivist.errors import BatchSealed, DigestMismatch, FileGone
from archivist.intake.dating import dated_on
from archivist.intake.recognition.stack import pages_in_words
from archivist.keeping import (
    accessions,
    batches,
    durable,
    fingerprint,
    ledger,
    records,
    refilings,
)
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.search import index
from archivist.keeping.shelf import Shelf, record_place, stack_place
from archivist.records.arrival import Accession, Progress
from archivist.records.batch import SUBJECT_NAMES, Batch, Subject
from archivist.records.material import Carrier, Material
from archivist.records.reading import Reading, TextSource
from archivist.records.record import Filing, Insertion, Record
from archivist.rules.pack import RulePack


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a document is to go: a batch, a material of the list or an extra item's title.

    ``reason`` says why, where a sealed batch takes it in (补充归档).
    """

    batch: str
    material: int | None = None
    subject: Subject | None = None
    candidate: int | None = None
    extra_title: str = ""
    reason: str = ""


def file_away(
    catalogue: Catalogue,
    shelf: Shelf,
    pack: RulePack,
    accession: Accession,
    destination: Destination,
    actor: str,
) -> Record:
    """Shelve one accession; returns its record.

    Raises:
        NoSuchBatch, NoSuchMaterial: the destination does not exist.
        BatchSealed: the batch takes nothing more without a reason.
        PlaceTaken, FileGone, DigestMismatch: shelf or work area are not what they should be.
    """
    plan = intend(catalogue, pack, accession, destination, actor)
    return carry_out(catalogue, shelf, accession, plan)


def intend(
    catalogue: Catalogue,
    pack: RulePack,
    accession: Accession,
    destination: Destination,
    actor: str,
) -> Filing:
    """Write down what is to be done; from here on ``carry_out`` finishes it, after a crash too.

    Raises:
        NoSuchBatch, NoSuchMaterial, BatchSealed: nothing was written down.
    """
    with catalogue.transaction():
        held = batches.held(catalogue, destination.batch)
        must_be_open(held, destination.reason)
        plan = plan_filing(catalogue, pack, held, accession, destination, actor)
        accessions.keep_plan(catalogue, accession.id, plan)
        accessions.advance(catalogue, accession.id, Progress.FILING)
    return plan


def must_be_open(held: Held, reason: str) -> None:
    """Raise BatchSealed if the batch is sealed and nobody says why it should take more."""
    if held.sealed_at is not None and not reason.strip():
        raise BatchSealed(batch=held.batch.number)


def plan_filing(
    catalogue: Catalogue,
    pack: RulePack,
    held: Held,
    accession: Accession,
    destination: Destination,
    actor: str,
) -> Filing:
    """The complete plan for one accession; allocates its ordinal, so inside a transaction."""
    suffix = PurePath(accession.name).suffix.lower()[:10]
    plan = plan_place(catalogue, pack, held, destination, suffix, actor)
    return replace(plan, accession=accession.id)


def plan_place(
    catalogue: Catalogue,
    pack: RulePack,
    held: Held,
    destination: Destination,
    suffix: str,
    actor: str,
) -> Filing:
    """The plan for a file with this suffix, of no accession; allocates its ordinal."""
    material = _material(catalogue, pack, held, destination)
    term = pack.term(material.term)
    scope = f"ordinal/{held.batch.number}/{material.number}"
    ordinal = catalogue.next_number(scope)
    title = title_of(material, held.batch, destination.subject, destination.candidate)
    return Filing(
        accession=0,
        batch=held.batch.number,
        material=material.number,
        subject=destination.subject,
        candidate=destination.candidate,
        title=title,
        term=term.key,
        ordinal=ordinal,
        place=record_place(
            held.folder,
            term.folder,
            material.label,
            ordinal,
            _place_title(material, held.batch, destination),
            suffix,
        ),
        extra=bool(destination.extra_title),
        actor=actor,
        reason=destination.reason.strip(),
    )


def carry_out(catalogue: Catalogue, shelf: Shelf, accession: Accession, plan: Filing) -> Record:
    """Move the bytes to their place and enter the record. Safe to repeat after a crash.

    Raises:
        PlaceTaken, FileGone, DigestMismatch: shelf or work area are not what they should be.
    """
    with catalogue.transaction():  # also keeps another thread from finishing it at the same time
        filed = records.of_accession(catalogue, accession.id, plan.place)
        return filed or _carried_out(catalogue, shelf, accession, plan)


def _carried_out(catalogue: Catalogue, shelf: Shelf, accession: Accession, plan: Filing) -> Record:
    target = shelf.path(plan.place)
    work = shelf.path(accession.held_at)
    if work.exists():
        durable.move(work, target)
    if not target.is_file():
        raise FileGone(place=plan.place)
    if durable.digest_of(target) != accession.digest:
        raise DigestMismatch(path=target)
    durable.make_read_only(target)
    reading = accessions.reading(catalogue, accession.digest)
    held = batches.held(catalogue, plan.batch)
    record = records.add(
        catalogue, _record(catalogue, accession, plan, reading, held.batch), accession.id
    )
    accessions.advance(catalogue, accession.id, Progress.FILED, held_at=plan.place)
    index(catalogue, record.id, (record.title, record.source_name, _text(reading)))
    batches.mark_stale(catalogue, plan.batch)
    keep_reason(catalogue, held, record, plan.reason, plan.actor)
    ledger.tell(
        catalogue,
        actor=plan.actor,
        act="filed",
        subject=f"record/{record.id}",
        accession=accession.id,
        batch=plan.batch,
        material=plan.material,
        place=plan.place,
        digest=accession.digest,
        reason=plan.reason,
        fingerprint=fingerprint.of_record(record),
    )
    return record


def keep_reason(catalogue: Catalogue, held: Held, record: Record, reason: str, actor: str) -> None:
    """Keep why a record came late, if anybody said so, for the 备考表. Inside a transaction."""
    if reason:
        refilings.keep_insertion(
            catalogue,
            Insertion(
                record=record.id,
                batch=held.batch.number,
                reason=reason,
                inserted_by=actor,
                inserted_at=datetime.now(UTC),
                sealed=held.sealed_at is not None,
            ),
        )


def title_of(
    material: Material, batch: Batch, subject: Subject | None, candidate: int | None
) -> str:
    """The record's title (题名): official title, subject where it has one, candidate's name."""
    title = material.short
    if subject is not None and len(material.subjects) > 1:
        title += f"（{SUBJECT_NAMES[subject]}）"
    name = candidate_name(batch, candidate)
    return f"{title} {name}" if name else title


def candidate_name(batch: Batch, candidate: int | None) -> str:
    """The name at a roster position, or an empty string."""
    found = [person.name for person in batch.roster if person.position == candidate]
    return found[0] if found else ""


def _place_title(material: Material, batch: Batch, destination: Destination) -> str:
    name = candidate_name(batch, destination.candidate)
    words = [name or material.short]
    if destination.subject is not None and len(material.subjects) > 1:
        words.append(SUBJECT_NAMES[destination.subject])
    return " ".join(words)


def _material(
    catalogue: Catalogue, pack: RulePack, held: Held, destination: Destination
) -> Material:
    """The material of the list, or the extra item with this title in this batch."""
    if not destination.extra_title:
        assert destination.material is not None
        return pack.material(destination.material)
    last = max(material.number for material in pack.materials)
    number = catalogue.value(
        "SELECT material FROM record WHERE batch = ? AND material > ? AND title = ?",
        held.batch.number,
        last,
        destination.extra_title,
    ) or last + catalogue.next_number(f"extra/{held.batch.number}")
    return Material(
        number=number,
        title=destination.extra_title,
        short=destination.extra_title,
        term=pack.extra_term,
        carriers=(Carrier.PAPER, Carrier.ELECTRONIC),
        per="batch",
    )


def _remark(catalogue: Catalogue, accession: Accession) -> str:
    """Where a document that was cut from a stack came from, or an empty string."""
    if accession.stack is None:
        return ""
    stack = accessions.get(catalogue, accession.stack)
    where = stack_place(stack.arrived_at.year, stack.id, stack.name)
    return f"拆自“{stack.name}”{pages_in_words(accession.pages)}，整份原件在“{where}”"


def _record(
    catalogue: Catalogue,
    accession: Accession,
    plan: Filing,
    reading: Reading | None,
    batch: Batch,
) -> Record:
    return Record(
        id=0,
        batch=plan.batch,
        material=plan.material,
        subject=plan.subject,
        candidate=plan.candidate,
        title=plan.title,
        term=plan.term,
        carrier=carrier_of(reading),
        pages=reading.page_count if reading else 0,
        filed_at=datetime.now(UTC),
        place=plan.place,
        digest=accession.digest,
        size=accession.size,
        media=reading.media if reading else "",
        dated_on=dated_on(reading, batch, plan.subject),
        responsible=batch.agency,
        source_name=accession.name,
        remark=_remark(catalogue, accession),
        seconds=reading.seconds if reading else None,
    )


def _text(reading: Reading | None) -> str:
    return reading.text if reading else ""


def carrier_of(reading: Reading | None) -> Carrier:
    """What the original lies on: a scan stands for paper, video for the server."""
    if reading is None:
        return Carrier.ELECTRONIC
    if reading.media == "video":
        return Carrier.SERVER
    scanned = any(page.source is TextSource.OCR for page in reading.pages)
    return Carrier.PAPER if scanned else Carrier.ELECTRONIC
