"""The review queue: what waits for the clerk, and what the clerk decides. Each decision is told."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from archivist.errors import (
    CannotSplit,
    NoSuchCandidate,
    NoSuchReview,
    ReasonMissing,
    ReviewIncomplete,
)
from archivist.intake.file_away import Destination, carry_out, intend
from archivist.intake.learning import teach
from archivist.intake.set_aside import clear_reason, put_beside_reason
from archivist.intake.stacks import CutUp, cut_up
from archivist.keeping import accessions, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.codec import to_json
from archivist.keeping.shelf import Shelf
from archivist.records.arrival import Accession, Progress
from archivist.records.batch import Batch
from archivist.records.recognition import Part, Recognition
from archivist.records.record import Record
from archivist.rules.pack import RulePack


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One document that waits: a question with what it was held to be, or the trouble it made."""

    accession: Accession
    recognition: Recognition | None
    trouble: str

    @property
    def reason(self) -> str:
        """Why it waits, in Chinese."""
        if self.trouble or self.recognition is None:
            return self.trouble
        hints = "；".join(self.recognition.hints)
        return self.recognition.reason + (f"提示：{hints}。" if hints else "")


def queue(catalogue: Catalogue) -> tuple[ReviewItem, ...]:
    """All that waits for a person, oldest first."""
    return tuple(
        _item(catalogue, accession)
        for accession in accessions.at(catalogue, Progress.WAITING, Progress.SET_ASIDE)
    )


def item(catalogue: Catalogue, accession: int) -> ReviewItem:
    """One waiting document. Raises NoSuchReview if it does not wait."""
    found = accessions.get(catalogue, accession)
    if found.progress not in (Progress.WAITING, Progress.SET_ASIDE):
        raise NoSuchReview(item=accession)
    return _item(catalogue, found)


def accept(
    catalogue: Catalogue, shelf: Shelf, pack: RulePack, accession: int, actor: str
) -> Record:
    """File a document as suggested.

    Raises:
        NoSuchReview: it does not wait.
        ReviewIncomplete: the suggestion leaves something open that filing needs.
    """
    recognition = item(catalogue, accession).recognition
    if recognition is None or recognition.material is None or recognition.batch is None:
        raise ReviewIncomplete(item=accession, lacking=_lacking(recognition))
    destination = Destination(
        batch=recognition.batch,
        material=recognition.material,
        subject=recognition.subject,
        candidate=recognition.candidate,
    )
    return assign(catalogue, shelf, pack, accession, destination, actor)


def accept_stack(
    catalogue: Catalogue,
    shelf: Shelf,
    pack: RulePack,
    accession: int,
    actor: str,
    *,
    shown: str = "",
) -> CutUp:
    """Cut a stack as shown and file its parts as suggested; a part that lacks something waits.

    ``shown`` is the ``seal`` of the parts that the person looked at, if a face can tell.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it is no stack, or its parts are no longer those that were shown.
        Unreadable: the file cannot be cut; nothing was changed.
    """
    found = item(catalogue, accession)
    parts = found.recognition.parts if found.recognition else ()
    reading = accessions.reading(catalogue, found.accession.digest)
    if not parts or reading is None:
        raise CannotSplit(item=accession, why="它还没有拆分，请先用 archivist review split")
    if shown and shown != seal(parts):
        raise CannotSplit(item=accession, why="拆分刚才已经改动，请看过现在的样子再确认")
    return cut_up(catalogue, shelf, pack, found.accession, reading, parts, actor)


def seal(parts: Sequence[Part]) -> str:
    """A short digest of proposed parts, pages and suggestions, by which they are known again."""
    return hashlib.sha256(to_json(parts).encode()).hexdigest()[:16]


def assign(
    catalogue: Catalogue,
    shelf: Shelf,
    pack: RulePack,
    accession: int,
    destination: Destination,
    actor: str,
) -> Record:
    """File a document where the clerk says, also one that was set aside.

    Raises:
        NoSuchReview, NoSuchBatch, NoSuchMaterial, BatchSealed: nothing was filed.
        ReviewIncomplete: the material needs a subject or a candidate that was not given.
    """
    must_say_all(pack, accession, destination)
    with catalogue.transaction():  # looked up inside, so that two clerks cannot both decide
        found = item(catalogue, accession)
        plan = intend(catalogue, pack, found.accession, destination, actor)
        ledger.tell(
            catalogue,
            actor=actor,
            act="assigned",
            subject=f"accession/{accession}",
            suggested=found.recognition.material if found.recognition else None,
            batch=plan.batch,
            material=plan.material,
            subject_of=plan.subject,
            candidate=plan.candidate,
            reason=plan.reason,
        )
        teach(catalogue, pack, found.accession, plan.material, actor)
    record = carry_out(catalogue, shelf, found.accession, plan)
    clear_reason(shelf, found.accession)
    return record


def must_say_all(pack: RulePack, accession: int, destination: Destination) -> None:
    """Raise NoSuchMaterial, or ReviewIncomplete if a destination lacks what its material needs."""
    if destination.extra_title:
        return
    assert destination.material is not None
    material = pack.material(destination.material)
    if len(material.subjects) > 1 and destination.subject is None:
        raise ReviewIncomplete(item=accession, lacking="科目（理论或技能）")
    if material.per == "candidate" and destination.candidate is None:
        raise ReviewIncomplete(item=accession, lacking="考生")


def refuse(catalogue: Catalogue, shelf: Shelf, accession: int, reason: str, actor: str) -> None:
    """Say that a document does not belong here; it stays in the set-aside area with the reason.

    Raises NoSuchReview, or ReasonMissing if no reason is given.
    """
    if not reason.strip():
        raise ReasonMissing(act="退回")
    with catalogue.transaction():
        found = item(catalogue, accession).accession
        accessions.keep_trouble(catalogue, accession, "refused", f"已退回：{reason}")
        accessions.advance(catalogue, accession, Progress.REFUSED)
        ledger.tell(
            catalogue,
            actor=actor,
            act="refused",
            subject=f"accession/{accession}",
            reason=reason,
        )
    put_beside_reason(catalogue, shelf, found)


def position_of(batch: Batch, person: str) -> int:
    """The roster position of a name, or of a number written as such.

    Raises NoSuchCandidate if nobody, or more than one, is meant.
    """
    found = [p.position for p in batch.roster if person in (p.name, str(p.position))]
    if len(found) != 1:
        why = "重名，请改写名册序号" if found else "名册里没有"
        raise NoSuchCandidate(batch=batch.number, person=person, why=why)
    return found[0]


def _item(catalogue: Catalogue, accession: Accession) -> ReviewItem:
    trouble = accessions.trouble(catalogue, accession.id)
    return ReviewItem(
        accession=accession,
        recognition=accessions.recognition(catalogue, accession.id),
        trouble=trouble[1] if trouble else "",
    )


def _lacking(recognition: Recognition | None) -> str:
    if recognition is None:
        return "批次和材料"
    missing = [
        word
        for word, value in (("批次", recognition.batch), ("材料", recognition.material))
        if value is None
    ]
    return "和".join(missing)
