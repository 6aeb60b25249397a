"""Moving and copying records (移动、复制): a mis-filed record goes where it belongs.

The record keeps its id and its history; its 档号 stays behind, void for ever, and its stamped copy
goes. As in filing away, the intent is committed first, then the file moves, then all rows change
in one transaction. A crash in between is finished by ``recover``.
"""

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePath

from archivist.errors import (
    AlreadyListed,
    AlreadyThere,
    DestinationIncomplete,
    DigestMismatch,
    FileGone,
    NoFileToCopy,
    PlaceTaken,
    ReasonMissing,
    RecordGone,
)
from archivist.intake.dating import dated_on
from archivist.intake.file_away import (
    Destination,
    candidate_name,
    must_be_open,
    plan_place,
    title_of,
)
from archivist.keeping import (
    accessions,
    batches,
    boxes,
    codes,
    durable,
    fingerprint,
    holds,
    ledger,
    records,
    refilings,
    registers,
)
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.search import index
from archivist.keeping.shelf import Shelf
from archivist.records.batch import Batch
from archivist.records.record import Filing, Record, Refiling, Standing
from archivist.rules.pack import RulePack


def refile(
    catalogue: Catalogue,
    shelf: Shelf,
    pack: RulePack,
    record: int,
    destination: Destination,
    actor: str,
    *,
    copy: bool = False,
) -> Record:
    """Move a record, or a copy of it, to another batch or material; returns what stands there.

    ``destination.reason`` is told in the notes (备考表) of both batches.

    Raises:
        NoSuchRecord, NoSuchBatch, NoSuchMaterial: there is none.
        ReasonMissing, BatchSealed: nobody said why.
        AlreadyListed, RecordGone, NoFileToCopy, AlreadyThere: it may not go, or need not.
        DestinationIncomplete: the material needs a subject or a candidate.
        FileGone, DigestMismatch, PlaceTaken: the shelf is not what it should be.
    """
    act = "复制" if copy else "移动"
    with catalogue.transaction():
        found = records.get(catalogue, record)
        source = batches.held(catalogue, found.batch)
        target = batches.held(catalogue, destination.batch)
        for held in (target,) if copy else (source, target):
            must_be_open(held, destination.reason)
        if not destination.reason.strip():
            raise ReasonMissing(act=act)
        _must_stand(catalogue, shelf, found, act, copy=copy)
        destination = _must_be_complete(pack, found, destination)
        plan = _plan(catalogue, pack, found, source, target, destination, actor)
        if plan.place and shelf.path(plan.place).exists():
            raise PlaceTaken(path=shelf.path(plan.place))
        refiling = refilings.intend(
            catalogue, found, plan, copy=copy, reason=plan.reason, actor=actor
        )
    return carry_out(catalogue, shelf, refiling)


def name_in_roster(catalogue: Catalogue, record: int, batch: str) -> str:
    """The candidate a record is of, if exactly one person of that name is in the other roster.

    Empty for a record of no candidate, or one that stays in its batch. Raises NoSuchRecord or
    NoSuchBatch.
    """
    found = records.get(catalogue, record)
    target = batches.held(catalogue, batch).batch
    if found.batch == batch or found.candidate is None:
        return ""
    name = candidate_name(batches.held(catalogue, found.batch).batch, found.candidate)
    return name if [p.name for p in target.roster].count(name) == 1 else ""


def carry_out(catalogue: Catalogue, shelf: Shelf, refiling: Refiling) -> Record:
    """Do what was intended. Safe to repeat after a crash.

    Raises:
        FileGone, DigestMismatch, PlaceTaken: the shelf is not what it should be.
    """
    record = records.get(catalogue, refiling.record)
    if refiling.plan.place:
        _bring(shelf, refiling, record.digest)
    if refiling.copy:
        return _enter_copy(catalogue, refiling, record)
    copy = records.copy_of(catalogue, record.id)
    if copy is not None:
        durable.remove(shelf.path(copy[0]))
    return _enter_move(catalogue, refiling, record)


def _bring(shelf: Shelf, refiling: Refiling, digest: str) -> None:
    """Bring the file to its new place, if it is not there yet."""
    source, target = shelf.path(refiling.from_place), shelf.path(refiling.plan.place)
    if not target.exists():
        if not source.is_file():
            raise FileGone(place=refiling.from_place)
        if refiling.copy:
            beside = shelf.work / secrets.token_hex(16)
            with source.open("rb") as file:
                durable.copy_in(file, beside)
            durable.move(beside, target)
        else:
            durable.move(source, target)
    if durable.digest_of(target) != digest:
        raise DigestMismatch(path=target)
    durable.make_read_only(target)


def _enter_move(catalogue: Catalogue, refiling: Refiling, record: Record) -> Record:
    plan = refiling.plan
    with catalogue.transaction():
        source = batches.held(catalogue, record.batch)
        target = batches.held(catalogue, plan.batch)
        moved = _as_planned(catalogue, record, plan, source.batch, target.batch)
        records.readdress(catalogue, moved)
        records.drop_copy(catalogue, record.id)
        if record.code:
            codes.void(
                catalogue, record.code, box=record.box, by=refiling.actor, reason=refiling.reason
            )
        if record.box is not None:
            boxes.recount(catalogue, record.box)
        _take_holds_along(catalogue, record, plan.batch, refiling.actor)
        refilings.follow(catalogue, record.id, plan.place)
        _index(catalogue, moved)
        for number in (record.batch, plan.batch):
            batches.mark_stale(catalogue, number)
        refilings.done(catalogue, refiling.id, record.id)
        _tell(catalogue, "moved", refiling, moved, from_batch=record.batch, void=record.code)
    return moved


def _enter_copy(catalogue: Catalogue, refiling: Refiling, record: Record) -> Record:
    plan = refiling.plan
    with catalogue.transaction():
        source = batches.held(catalogue, record.batch)
        target = batches.held(catalogue, plan.batch)
        planned = _as_planned(catalogue, record, plan, source.batch, target.batch)
        fresh = replace(planned, filed_at=datetime.now(UTC), standing=Standing.KEPT)
        made = records.add(catalogue, fresh, None)
        _index(catalogue, made)
        batches.mark_stale(catalogue, plan.batch)
        refilings.done(catalogue, refiling.id, made.id)
        _tell(catalogue, "copied", refiling, made, from_batch=record.batch, of=record.id)
    return made


def _must_stand(
    catalogue: Catalogue, shelf: Shelf, record: Record, act: str, *, copy: bool
) -> None:
    if record.standing is Standing.LISTED or record.id in registers.open_records(catalogue):
        raise AlreadyListed(record=record.id, act=act)
    if record.standing is not Standing.KEPT:
        raise RecordGone(record=record.id, act=act)
    if copy and not record.place:
        raise NoFileToCopy(record=record.id)
    if record.place:
        path = shelf.path(record.place)
        if not path.is_file():
            raise FileGone(place=record.place)
        if durable.digest_of(path) != record.digest:
            raise DigestMismatch(path=path)


def _must_be_complete(pack: RulePack, record: Record, destination: Destination) -> Destination:
    """The destination with what it leaves open taken from the record itself."""
    if destination.extra_title:
        return destination
    material = destination.material
    if material is None and record.material > max(m.number for m in pack.materials):
        return replace(destination, extra_title=record.title)
    kind = pack.material(record.material if material is None else material)
    subject = destination.subject or (record.subject if kind.subjects else None)
    if len(kind.subjects) > 1 and subject is None:
        raise DestinationIncomplete(material=kind.number, lacking="科目（理论或技能）")
    candidate = None
    if kind.per == "candidate":
        candidate = destination.candidate
        if candidate is None and destination.batch == record.batch:
            candidate = record.candidate
        if candidate is None:
            raise DestinationIncomplete(material=kind.number, lacking="考生")
    whole = replace(destination, material=kind.number, subject=subject, candidate=candidate)
    same = (record.batch, record.material, record.subject, record.candidate)
    if same == (whole.batch, whole.material, whole.subject, whole.candidate):
        raise AlreadyThere(record=record.id)
    return whole


def _plan(
    catalogue: Catalogue,
    pack: RulePack,
    record: Record,
    source: Held,
    target: Held,
    destination: Destination,
    actor: str,
) -> Filing:
    """Where it goes. A title somebody wrote by hand stays; one the list gave is given anew."""
    suffix = PurePath(record.place).suffix
    plan = plan_place(catalogue, pack, target, destination, suffix, actor)
    known = {material.number: material for material in pack.materials}
    was = known.get(record.material)
    given = was is not None and record.title == title_of(
        was, source.batch, record.subject, record.candidate
    )
    return replace(
        plan,
        title=plan.title if given else record.title,
        place=plan.place if record.place else "",
    )


def _as_planned(
    catalogue: Catalogue, record: Record, plan: Filing, source: Batch, target: Batch
) -> Record:
    """The record as it will stand at its new place: without number and box."""
    reading = accessions.reading(catalogue, record.digest) if record.digest else None
    if reading is not None:
        dated = dated_on(reading, target, plan.subject)
    else:  # a piece bears the assessment day unless the clerk wrote another
        dated = record.dated_on
        if record.dated_on == source.exam_ended_on:
            dated = target.exam_ended_on
    return replace(
        record,
        batch=plan.batch,
        material=plan.material,
        subject=plan.subject,
        candidate=plan.candidate,
        title=plan.title,
        term=plan.term,
        place=plan.place,
        dated_on=dated,
        responsible=target.agency if record.responsible == source.agency else record.responsible,
        code="",
        serial=None,
        suffix=0,
        box=None,
    )


def _take_holds_along(catalogue: Catalogue, record: Record, batch: str, actor: str) -> None:
    """A hold goes with the record: its own, and those that lay on the whole batch it leaves."""
    if record.batch == batch:
        return
    for hold in holds.every_open(catalogue):
        if hold.record == record.id:
            holds.follow(catalogue, hold.id, batch)
        elif hold.record is None and hold.batch == record.batch:
            kept = holds.add(catalogue, batch, record.id, hold.reason, hold.placed_by)
            ledger.tell(
                catalogue,
                actor=actor,
                act="held",
                subject=f"record/{record.id}",
                hold=kept.id,
                reason=hold.reason,
                from_hold=hold.id,
            )


def _index(catalogue: Catalogue, record: Record) -> None:
    reading = accessions.reading(catalogue, record.digest) if record.digest else None
    words = reading.text if reading else f"{record.remark} {record.location}"
    index(catalogue, record.id, (record.title, record.source_name, words))


def _tell(
    catalogue: Catalogue, act: str, refiling: Refiling, record: Record, **facts: object
) -> None:
    ledger.tell(
        catalogue,
        actor=refiling.actor,
        act=act,
        subject=f"record/{record.id}",
        batch=record.batch,
        material=record.material,
        from_place=refiling.from_place,
        place=record.place,
        reason=refiling.reason,
        fingerprint=fingerprint.of_record(record),
        **facts,
    )
