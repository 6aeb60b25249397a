"""What a box holds, reckoned from the records in it: range, records and pages."""

from dataclasses import replace

from archivist.keeping import records
from archivist.keeping.catalogue import Catalogue
from archivist.records.box import Box
from archivist.records.material import Carrier
from archivist.records.record import Record


def recount(catalogue: Catalogue, number: int) -> Box:
    """Bring a box's facts up to what lies in it; returns it. Inside a transaction.

    Raises NoSuchBox.
    """
    now = reckoned(records.box(catalogue, number), records.in_box(catalogue, number))
    records.change_box(catalogue, now)
    return now


def reckoned(box: Box, inside: tuple[Record, ...]) -> Box:
    """The box with the range and counts of these records, which stand in order of their 件号."""
    first, last = (inside[0], inside[-1]) if inside else (None, None)
    return replace(
        box,
        first_serial=(first.serial or 0) if first else 0,
        first_suffix=first.suffix if first else 0,
        last_serial=(last.serial or 0) if last else 0,
        last_suffix=last.suffix if last else 0,
        records=len(inside),
        pages=sum(sheets_of(record) for record in inside),
    )


def sheets_of(record: Record) -> int:
    """How many sheets a record takes in a box; what is no paper takes none."""
    no_paper = (Carrier.PIECE, Carrier.DISC, Carrier.SERVER)
    return 0 if record.carrier in no_paper else max(record.pages, 1)
