"""Numbering (编号): each record gets a 档号 that is never given out again.

The 件号 run in the list order of the materials. They are taken from a counter in the transaction
that writes them, never by counting records: a number whose record left stays void, and what comes
late takes the next one.
"""

from archivist.keeping import batches, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.records.archival_code import ArchivalCode
from archivist.records.record import Record
from archivist.rules.numbering import render_code
from archivist.rules.pack import RulePack
from archivist.settings import Settings


def number_batch(
    catalogue: Catalogue, pack: RulePack, settings: Settings, batch: str, actor: str
) -> tuple[Record, ...]:
    """Number the batch's records that bear no 档号 yet; returns those that were numbered.

    Raises:
        NoSuchBatch: there is none.
        BadCodePart: fonds, category or office in the settings cannot stand in a 档号.
    """
    with catalogue.transaction():
        held = batches.held(catalogue, batch)
        fresh = [r for r in records.of_batch(catalogue, batch) if not r.code]
        numbered = []
        for record in fresh:
            code = next_code(catalogue, pack, settings, held, record)
            text = render_code(code, settings.numbering.style)
            records.number(catalogue, record.id, text, code.serial)
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


def next_code(
    catalogue: Catalogue, pack: RulePack, settings: Settings, held: Held, record: Record
) -> ArchivalCode:
    """The next free 档号 for a record of this batch; the 件号 counts inside the lowest class."""
    bare = ArchivalCode(
        fonds=settings.body.fonds,
        category=settings.numbering.category,
        year=held.year,
        term=pack.term(record.term).code,
        office=settings.body.office,
        volume=held.volume,
        serial=0,
    )
    lowest_class = render_code(bare, settings.numbering.style).rsplit("-", 1)[0]
    serial = catalogue.next_number(f"serial/{lowest_class}")
    return ArchivalCode(
        fonds=bare.fonds,
        category=bare.category,
        year=bare.year,
        term=bare.term,
        office=bare.office,
        volume=bare.volume,
        serial=serial,
    )
