"""The agenda: what falls due in the coming quarters, and which pre-examination sets are wanted."""

from dataclasses import dataclass
from datetime import date

from archivist.keeping import batches, holds, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.batch import Batch
from archivist.records.checklist import Presence
from archivist.records.due import Verdict
from archivist.records.hold import Hold
from archivist.records.record import Standing
from archivist.retention.due import Appraised, appraise_all
from archivist.rules.checklist import checklist
from archivist.rules.pack import RulePack
from archivist.rules.quarters import quarter_of
from archivist.rules.ready import exam_began_on, pre_exam_due_on
from archivist.rules.retention import covers
from archivist.settings import RuleChoice

_WANTED = (Presence.AWAITING, Presence.MISSING, Presence.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Falling:
    """Records of one batch and term that fall due in one quarter.

    ``quarter`` is written 2026Q4 and is the present one for what is due already. ``pages`` counts
    sides, for workpieces pieces; ``held`` of the records are under a hold.
    """

    quarter: str
    batch: str
    term: str
    first_on: date
    records: int
    pages: int
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A pre-examination set that is not complete: last day, days left (negative: too late)."""

    batch: str
    due_on: date
    days_left: int
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What is coming, soonest first. ``faults`` counts records no date can be told for."""

    falling: tuple[Falling, ...]
    deadlines: tuple[Deadline, ...]
    faults: int


def agenda(
    catalogue: Catalogue, pack: RulePack, choice: RuleChoice, today: date, quarters: int = 4
) -> Agenda:
    """What falls due in this quarter and the ``quarters`` after it, and what is to be handed in.

    What is due already counts into the present quarter; what stands in a register is left out.
    Pre-examination sets are wanted until the exam has begun.
    """
    last = quarter_of(today)
    for _ in range(quarters):
        last = last.next
    found = appraise_all(catalogue, pack, choice, today)
    coming = [
        one
        for one in found
        if one.record.standing is Standing.KEPT
        and one.appraisal.due_on is not None
        and one.appraisal.due_on <= last.ends_on
    ]
    return Agenda(
        falling=_falling(coming, pack, holds.every_open(catalogue), today),
        deadlines=_deadlines(catalogue, pack, today),
        faults=sum(one.appraisal.verdict is Verdict.FAULT for one in found),
    )


def _falling(
    coming: list[Appraised], pack: RulePack, stops: tuple[Hold, ...], today: date
) -> tuple[Falling, ...]:
    groups: dict[tuple[str, str, str], list[Appraised]] = {}
    for one in coming:
        assert one.appraisal.due_on is not None
        quarter = str(quarter_of(max(one.appraisal.due_on, today)))
        groups.setdefault((quarter, one.record.batch, one.record.term), []).append(one)
    lines = [
        Falling(
            quarter=quarter,
            batch=batch,
            term=pack.term(term).name,
            first_on=min(one.appraisal.due_on for one in group if one.appraisal.due_on),
            records=len(group),
            pages=sum(one.record.pages for one in group),
            held=sum(any(covers(hold, one.record) for hold in stops) for one in group),
        )
        for (quarter, batch, term), group in groups.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.quarter, line.first_on, line.batch)))


def _deadlines(catalogue: Catalogue, pack: RulePack, today: date) -> tuple[Deadline, ...]:
    found = []
    for held in batches.every(catalogue):
        began_on = exam_began_on(held.batch)
        due_on = pre_exam_due_on(pack, held.batch)
        if began_on is None or due_on is None or today >= began_on:
            continue
        lacking = _lacking(catalogue, pack, held.batch, today)
        if lacking:
            days_left = (due_on - today).days
            number = held.batch.number
            found.append(
                Deadline(batch=number, due_on=due_on, days_left=days_left, lacking=lacking)
            )
    return tuple(sorted(found, key=lambda deadline: (deadline.due_on, deadline.batch)))


def _lacking(catalogue: Catalogue, pack: RulePack, batch: Batch, today: date) -> tuple[str, ...]:
    lines = checklist(pack, batch, records.of_batch(catalogue, batch.number), today)
    return tuple(
        line.title for line in lines if line.material in pack.pre_exam and line.presence in _WANTED
    )
