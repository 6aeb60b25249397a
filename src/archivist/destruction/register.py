"""Making and cancelling registers (造册、撤销): items are frozen by value, numbers never reused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from archivist.destruction import originals
from archivist.destruction.folder import mark_cancelled
from archivist.destruction.item import frozen
from archivist.errors import NothingDue, QuarterAhead, ReasonMissing, RegisterClosed
from archivist.keeping import batches, holds, ledger, records, registers
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.records.due import Appraisal, Verdict
from archivist.records.record import Record, Standing
from archivist.records.register import (
    REGISTER_STATE_NAMES,
    Register,
    RegisterItem,
    RegisterState,
)
from archivist.rules.pack import RulePack
from archivist.rules.quarters import Quarter, parse_quarter
from archivist.rules.retention import appraise
from archivist.settings import RuleChoice


def propose(
    catalogue: Catalogue,
    pack: RulePack,
    choice: RuleChoice,
    *,
    quarter: str,
    actor: str,
    today: date,
) -> Register:
    """List for destruction all records due by the end of ``quarter`` or by ``today``.

    The items are copied by value; the records are marked as listed, so that no other register
    can take them. Nothing leaves its shelf by this.

    Raises:
        BadQuarter: ``quarter`` is not written like 2026Q4.
        QuarterAhead: the quarter has not begun.
        NothingDue: no record is due that is not listed already.
    """
    wanted = parse_quarter(quarter)
    if wanted.began_on > today:
        raise QuarterAhead(quarter=wanted)
    as_of = min(today, wanted.ends_on)
    with catalogue.transaction():
        due = tuple(_due(catalogue, pack, choice, as_of))
        if not due:
            raise NothingDue(quarter=wanted)
        items = tuple(
            frozen(position, record, held, appraisal, pack, as_of)
            for position, (record, held, appraisal) in enumerate(due, 1)
        )
        return _enter(catalogue, wanted, items, actor)


def cancel(catalogue: Catalogue, shelf: Shelf, number: str, reason: str, actor: str) -> Register:
    """Cancel a register: its records stand as kept again. Its number is not given out again.

    Raises:
        NoSuchRegister: there is no such register.
        RegisterClosed: it was cancelled before.
        ReasonMissing: ``reason`` says nothing.
    """
    if not reason.strip():
        raise ReasonMissing(act="撤销清册")
    with catalogue.transaction():
        register = registers.get(catalogue, number)
        if register.state is not RegisterState.LISTED:
            state = REGISTER_STATE_NAMES[register.state]
            raise RegisterClosed(register=number, state=state, act="撤销")
        registers.change_state(catalogue, number, RegisterState.CANCELLED, reason.strip())
        for item in register.items:
            records.change_standing(catalogue, item.record, Standing.KEPT)
        ledger.tell(
            catalogue,
            actor=actor,
            act="cancelled",
            subject=f"register/{number}",
            reason=reason.strip(),
            items=len(register.items),
        )
    mark_cancelled(catalogue, shelf, register, reason.strip())
    return registers.get(catalogue, number)


def _due(
    catalogue: Catalogue, pack: RulePack, choice: RuleChoice, as_of: date
) -> Iterator[tuple[Record, Held, Appraisal]]:
    open_holds = holds.every_open(catalogue)
    taken = registers.open_records(catalogue)
    for held in batches.every(catalogue):
        stops = tuple(hold for hold in open_holds if hold.batch == held.batch.number)
        for record in records.of_batch(catalogue, held.batch.number):
            if record.standing is not Standing.KEPT or record.id in taken:
                continue
            verdict = appraise(
                record,
                held.batch,
                pack,
                holds=stops,
                today=as_of,
                floors=choice.floors,
                rounding=choice.round,
            )
            if verdict.verdict is Verdict.DUE:
                yield record, held, verdict


def _enter(
    catalogue: Catalogue, quarter: Quarter, items: tuple[RegisterItem, ...], actor: str
) -> Register:
    serial = catalogue.next_number(f"register/{quarter}")
    number = f"{quarter}-{serial:02d}"
    register = Register(
        number=number,
        quarter=str(quarter),
        state=RegisterState.LISTED,
        proposed_by=actor,
        proposed_at=datetime.now(UTC),
        items=items,
        digest=registers.digest_of(number, str(quarter), items),
    )
    registers.add(catalogue, register)
    for item in items:
        records.change_standing(catalogue, item.record, Standing.LISTED)
    ledger.tell(
        catalogue,
        actor=actor,
        act="proposed",
        subject=f"register/{number}",
        items=len(items),
        digest=register.digest,
        originals=originals.facts(originals.concerned(catalogue, items)),
    )
    return register
