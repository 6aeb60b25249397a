"""The review queue: what waits for the clerk, and what the clerk decides. Each decision is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from archivist.errors import (
    CannotSplit,
    NoSuchCandidate,
    NoSuchReview,
    ReasonMissing,
    ReviewIncomplete,
)
from archivist.intake.file_away import Destination, carry_out, intend
from archivist.intake.learning import learned, teach
from archivist.intake.recognise import may_be_stack, recognise_pages
from archivist.intake.recognition.cuts import form_code_on, is_blank
from archivist.intake.set_aside import clear_reason, put_beside_reason
from archivist.intake.stacks import CutUp, cut_up
from archivist.keeping import accessions, batches, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.records.arrival import Accession, Progress
from archivist.records.batch import Batch
from archivist.records.reading import PageText, Reading
from archivist.records.recognition import Recognition
from archivist.records.record import Record
from archivist.rules.pack import RulePack


class Duplex(StrEnum):
    """How the backs of a stack lie behind its fronts: not at all, in the same order, or last first
    as when the whole pile was turned over."""

    NO = "no"
    SAME = "same"
    TURNED = "turned"


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
    catalogue: Catalogue, shelf: Shelf, pack: RulePack, accession: int, actor: str
) -> CutUp:
    """Cut a stack as shown and file its parts as suggested; a part that lacks something waits.

    Raises:
        NoSuchReview: it does not wait, or is no stack.
        Unreadable: the file cannot be cut; nothing was changed.
    """
    found = _stack(catalogue, accession)
    assert found.recognition is not None
    reading = _reading(catalogue, found.accession)
    parts = found.recognition.parts
    return cut_up(catalogue, shelf, pack, found.accession, reading, parts, actor)


def split(
    catalogue: Catalogue,
    pack: RulePack,
    accession: int,
    starts: Sequence[int],
    actor: str,
    *,
    dropped: Sequence[int] = (),
    duplex: Duplex = Duplex.NO,
) -> ReviewItem:
    """Say where a stack is cut: a document begins at its first page and at each of ``starts``.

    Nothing is cut yet; the parts are recognised and shown. Blank pages, separator sheets and
    ``dropped`` pages are in no part. With ``duplex`` the second half of the pages are the backs of
    the first half. Pages are named by their number in the file.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it is no scan or PDF of several pages, or has no such page.
    """
    found = item(catalogue, accession)
    reading = accessions.reading(catalogue, found.accession.digest)
    if reading is None or not may_be_stack(reading):
        raise CannotSplit(item=accession, why="只有多页的 PDF 或图片才能拆分")
    order = _in_order(reading, duplex, accession)
    unknown = sorted((set(starts) | set(dropped)) - {page.number for page in order})
    if unknown:
        raise CannotSplit(item=accession, why=f"没有第 {unknown[0]} 页")
    groups: list[list[int]] = [[]]
    for page in order:
        if page.number in starts and groups[-1]:
            groups.append([])
        code = form_code_on(page)
        if page.number in dropped or is_blank(page) or (code and code.separator):
            continue
        groups[-1].append(page.number)
    return _recut(
        catalogue, pack, found, reading, [group for group in groups if group], actor, duplex
    )


def merge(
    catalogue: Catalogue, pack: RulePack, accession: int, numbers: Sequence[int], actor: str
) -> ReviewItem:
    """Join parts of a stack (counted from 1) into one; without ``numbers`` all of them.

    Raises:
        NoSuchReview: it does not wait, or is no stack.
        CannotSplit: there are no such parts, or they are not neighbours.
    """
    found = _stack(catalogue, accession)
    assert found.recognition is not None
    parts = found.recognition.parts
    chosen = sorted(set(numbers)) or list(range(1, len(parts) + 1))
    if chosen[0] < 1 or chosen[-1] > len(parts):
        raise CannotSplit(item=accession, why=f"只有 {len(parts)} 份")
    if chosen != list(range(chosen[0], chosen[-1] + 1)):
        raise CannotSplit(item=accession, why="只有相邻的几份才能合并")
    joined = [page for part in parts[chosen[0] - 1 : chosen[-1]] for page in part.pages]
    groups = [
        *([*part.pages] for part in parts[: chosen[0] - 1]),
        joined,
        *([*part.pages] for part in parts[chosen[-1] :]),
    ]
    reading = _reading(catalogue, found.accession)
    return _recut(catalogue, pack, found, reading, groups, actor, Duplex.NO)


def _recut(
    catalogue: Catalogue,
    pack: RulePack,
    found: ReviewItem,
    reading: Reading,
    groups: list[list[int]],
    actor: str,
    duplex: Duplex,
) -> ReviewItem:
    accession = found.accession
    if not groups:
        raise CannotSplit(item=accession.id, why="一页也没有留下")
    known = tuple(held.batch for held in batches.every(catalogue))
    fresh = recognise_pages(
        reading, groups, accession.name, accession.batch_hint, pack, known, learned(catalogue)
    )
    asked = replace(fresh, auto=False)
    with catalogue.transaction():
        item(catalogue, accession.id)
        accessions.keep_recognition(catalogue, accession.id, asked)
        ledger.tell(
            catalogue,
            actor=actor,
            act="split",
            subject=f"accession/{accession.id}",
            parts=groups,
            duplex=duplex.value,
        )
    return replace(found, recognition=asked)


def _in_order(reading: Reading, duplex: Duplex, accession: int) -> tuple[PageText, ...]:
    """The pages as the sheets lay: for a duplex stack each front with its back behind it."""
    pages = reading.pages
    if duplex is Duplex.NO:
        return pages
    if len(pages) % 2:
        raise CannotSplit(item=accession, why="正反面分两次扫描的，总页数应是双数")
    half = len(pages) // 2
    backs = pages[half:] if duplex is Duplex.SAME else pages[half:][::-1]
    return tuple(page for pair in zip(pages[:half], backs, strict=True) for page in pair)


def _stack(catalogue: Catalogue, accession: int) -> ReviewItem:
    found = item(catalogue, accession)
    if found.recognition is None or not found.recognition.parts:
        raise CannotSplit(item=accession, why="它还没有拆分，请先用 archivist review split")
    return found


def _reading(catalogue: Catalogue, accession: Accession) -> Reading:
    reading = accessions.reading(catalogue, accession.digest)
    if reading is None:
        raise CannotSplit(item=accession.id, why="它还没有读出来")
    return reading


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
    if not destination.extra_title:
        assert destination.material is not None
        material = pack.material(destination.material)
        if len(material.subjects) > 1 and destination.subject is None:
            raise ReviewIncomplete(item=accession, lacking="科目（理论或技能）")
        if material.per == "candidate" and destination.candidate is None:
            raise ReviewIncomplete(item=accession, lacking="考生")
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
