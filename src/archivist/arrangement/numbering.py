"""Numbering (编号): each record gets a 档号 that is never given out again.

The 件号 run in the list order of the materials. They are taken from a counter in the transaction
that writes them, never by counting records: a number whose record left stays void. What comes
after its batch was arranged takes the next number, or, by setting, its list neighbour's number
with a suffix: 0012-1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from archivist.keeping import batches, codes, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.records.archival_code import ArchivalCode, GivenCode
from archivist.records.record import Record
from archivist.rules.numbering import LAST_SUFFIX, class_text, parse_code, render_code, serial_text
from archivist.rules.pack import RulePack
from archivist.settings import Settings


@dataclass(frozen=True, slots=True)
class _Late:
    """A record that came after arranging, and the numbered record it stands beside in the list."""

    record: Record
    beside: Record | None


def number_batch(
    catalogue: Catalogue,
    pack: RulePack,
    settings: Settings,
    batch: str,
    actor: str,
    reason: str = "",
) -> tuple[Record, ...]:
    """Number the batch's records that bear no 档号 yet; returns those that were numbered.

    ``reason`` says why some come late; it goes into the 备考表.

    Raises:
        NoSuchBatch: there is none.
        BadCodePart: fonds, category or office in the settings cannot stand in a 档号.
    """
    with catalogue.transaction():
        held = batches.held(catalogue, batch)
        kept = records.of_batch(catalogue, batch)
        arranged = {code.term for code in codes.of_batch(catalogue, batch)}
        late = {one.record.id: one for one in _late(kept, arranged)}
        numbered = []
        for record in kept:
            if record.code:
                continue
            code = _code(catalogue, pack, settings, held, record, late.get(record.id))
            _give(catalogue, settings, record, code, actor, reason, late.get(record.id))
            numbered.append(records.get(catalogue, record.id))
        if numbered:
            ledger.tell(
                catalogue,
                actor=actor,
                act="numbered",
                subject=f"batch/{batch}",
                first=numbered[0].code,
                last=numbered[-1].code,
                records=len(numbered),
            )
    return tuple(numbered)


def _late(kept: Sequence[Record], arranged: set[str]) -> Iterator[_Late]:
    """The unnumbered records of terms that were arranged before, each with its neighbour.

    The neighbour is the numbered record before it in the list; for one that stands first, the one
    after it.
    """
    first: dict[str, Record] = {}
    for record in kept:
        if record.serial is not None:
            first.setdefault(record.term, record)
    before: dict[str, Record] = {}
    for record in kept:
        if record.serial is not None:
            before[record.term] = record
        elif record.term in arranged:
            yield _Late(record, before.get(record.term) or first.get(record.term))


def _code(
    catalogue: Catalogue,
    pack: RulePack,
    settings: Settings,
    held: Held,
    record: Record,
    late: _Late | None,
) -> ArchivalCode:
    """The 档号 a record takes; the 件号 counts inside the lowest class."""
    style = settings.numbering.style
    bare = ArchivalCode(
        fonds=settings.body.fonds,
        category=settings.numbering.category,
        year=held.year,
        term=pack.term(record.term).code,
        office=settings.body.office,
        volume=held.volume,
        serial=0,
    )
    lowest = class_text(bare, style)
    if late is not None and settings.numbering.late == "suffix" and late.beside is not None:
        near = parse_code(late.beside.code, style)
        if near is not None and class_text(near, style) == lowest:
            number = catalogue.next_number(f"suffix/{lowest}-{serial_text(near.serial)}")
            if number <= LAST_SUFFIX:
                return replace(bare, serial=near.serial, suffix=number)
    return replace(bare, serial=catalogue.next_number(f"serial/{lowest}"))


def _give(
    catalogue: Catalogue,
    settings: Settings,
    record: Record,
    code: ArchivalCode,
    actor: str,
    reason: str,
    late: _Late | None,
) -> None:
    text = render_code(code, settings.numbering.style)
    codes.give(
        catalogue,
        GivenCode(
            code=text,
            code_class=class_text(code, settings.numbering.style),
            serial=code.serial,
            suffix=code.suffix,
            batch=record.batch,
            term=record.term,
            office=code.office,
            record=record.id,
            late=late is not None,
            reason=reason if late is not None else "",
            given_by=actor,
            given_at=datetime.now(UTC),
        ),
    )
    records.number(catalogue, record.id, text, code.serial, code.suffix)
    if late is not None:
        ledger.tell(
            catalogue,
            actor=actor,
            act="inserted",
            subject=f"record/{record.id}",
            code=text,
            beside=late.beside.code if late.beside else "",
            reason=reason,
        )
