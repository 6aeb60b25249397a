"""The due list (到期清单): which records may leave, which are held, which cannot be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archivist.keeping import batches, holds, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.records.due import Appraisal, Verdict
from archivist.records.hold import Hold
from archivist.records.record import Record, Standing
from archivist.rules.pack import RulePack
from archivist.rules.retention import appraise
from archivist.settings import RuleChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraised:
    """A record on its shelf, the batch it belongs to, and the verdict on it."""

    record: Record
    held: Held
    appraisal: Appraisal


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """Records by verdict. ``due`` may leave, ``stopped`` would be due but for a hold.

    ``faults`` can never be destroyed as they are: a date is missing, and the reason names it.
    ``listed`` stand in an open register already.
    """

    due: tuple[Appraised, ...]
    stopped: tuple[Appraised, ...]
    faults: tuple[Appraised, ...]
    listed: tuple[Appraised, ...]


def appraise_all(
    catalogue: Catalogue, pack: RulePack, choice: RuleChoice, today: date
) -> tuple[Appraised, ...]:
    """The verdict on every record that is on its shelf, in the order of the shelves.

    Raises NoSuchTerm if a record's term is not one of the pack's.
    """
    stops: dict[str, tuple[Hold, ...]] = {}
    for hold in holds.every_open(catalogue):
        stops[hold.batch] = (*stops.get(hold.batch, ()), hold)
    return tuple(
        _appraised(record, held, pack, choice, stops.get(held.batch.number, ()), today)
        for held in batches.every(catalogue)
        for record in records.of_batch(catalogue, held.batch.number)
    )


def appraise_one(
    catalogue: Catalogue, pack: RulePack, choice: RuleChoice, record: int, today: date
) -> Appraised:
    """The verdict on one record, with every rule that had a say. Raises NoSuchRecord."""
    found = records.get(catalogue, record)
    held = batches.held(catalogue, found.batch)
    return _appraised(found, held, pack, choice, holds.every_open(catalogue), today)


def due_list(catalogue: Catalogue, pack: RulePack, choice: RuleChoice, today: date) -> DueList:
    """What is due on ``today``, held back, or cannot be told; soonest due first."""
    found = appraise_all(catalogue, pack, choice, today)
    kept = [one for one in found if one.record.standing is Standing.KEPT]
    return DueList(
        due=_with(kept, Verdict.DUE),
        stopped=_with(kept, Verdict.HELD),
        faults=_with(kept, Verdict.FAULT),
        listed=tuple(one for one in found if one.record.standing is Standing.LISTED),
    )


def _appraised(
    record: Record,
    held: Held,
    pack: RulePack,
    choice: RuleChoice,
    open_holds: tuple[Hold, ...],
    today: date,
) -> Appraised:
    verdict = appraise(
        record,
        held.batch,
        pack,
        holds=open_holds,
        today=today,
        floors=choice.floors,
        rounding=choice.round,
    )
    return Appraised(record=record, held=held, appraisal=verdict)


def _with(found: Iterable[Appraised], verdict: Verdict) -> tuple[Appraised, ...]:
    chosen = (one for one in found if one.appraisal.verdict is verdict)
    return tuple(sorted(chosen, key=lambda one: one.appraisal.due_on or date.max))
