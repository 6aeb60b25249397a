"""Boxing (装盒): which box each numbered record lies in.

Different years, offices or terms never share a box (DA/T 22-2015, 6.4); boxes are 20, 30, 40 or
50 mm thick. A box once begun keeps its number; what comes late goes into the last box if it fits.
"""

from dataclasses import dataclass, replace

from archivist.keeping import batches, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.records.box import Box
from archivist.records.material import Carrier
from archivist.records.record import Record

THICKNESSES_MM = (20, 30, 40, 50)
FILL = 0.9
UNBOXED = (Carrier.SERVER,)


@dataclass(frozen=True, slots=True)
class _Share:
    """Records that go into one box together."""

    records: tuple[Record, ...]

    @property
    def pages(self) -> int:
        return sum(sheets_of(record) for record in self.records)


def box_batch(catalogue: Catalogue, batch: str, sheet_mm: float, actor: str) -> tuple[Box, ...]:
    """Put the batch's numbered records into boxes; returns all boxes of the batch.

    ``sheet_mm`` is the thickness of one sheet; a page is taken as a sheet, so that a box is
    rather too wide than too narrow. Raises NoSuchBatch.
    """
    with catalogue.transaction():
        held = batches.held(catalogue, batch)
        loose = [
            record
            for record in records.of_batch(catalogue, batch)
            if record.serial is not None and record.box is None and record.carrier not in UNBOXED
        ]
        for term in dict.fromkeys(record.term for record in loose):
            mine = sorted((r for r in loose if r.term == term), key=lambda r: r.serial or 0)
            _box_term(catalogue, held, term, mine, sheet_mm)
        _count_parts(catalogue, batch)
        if loose:
            ledger.tell(
                catalogue,
                actor=actor,
                act="boxed",
                subject=f"batch/{batch}",
                records=len(loose),
                boxes=[box.number for box in records.boxes(catalogue, batch)],
            )
    return records.boxes(catalogue, batch)


def thickness_for(sheets: int, sheet_mm: float) -> int:
    """The thinnest box in mm these sheets fill to no more than nine tenths; 50 at most."""
    for thickness in THICKNESSES_MM:
        if sheets * sheet_mm <= thickness * FILL:
            return thickness
    return THICKNESSES_MM[-1]


def shares(loose: list[Record], room: int, first_room: int) -> list[_Share]:
    """Cut records, in order, into box loads: ``first_room`` sheets first, then ``room`` each.

    The first share may be empty; a record thicker than a box gets one of its own.
    """
    cut: list[list[Record]] = [[]]
    left = first_room
    for record in loose:
        need = sheets_of(record)
        if need > left and (cut[-1] or len(cut) == 1):
            cut.append([])
            left = room
        cut[-1].append(record)
        left -= need
    return [_Share(tuple(part)) for part in cut]


def sheets_of(record: Record) -> int:
    """How many sheets a record takes in a box; a piece takes none."""
    return 0 if record.carrier is Carrier.PIECE else max(record.pages, 1)


def _box_term(
    catalogue: Catalogue, held: Held, term: str, loose: list[Record], sheet_mm: float
) -> None:
    room = int(THICKNESSES_MM[-1] * FILL / sheet_mm)
    boxes = [b for b in records.boxes(catalogue, held.batch.number) if b.term == term]
    last = boxes[-1] if boxes else None
    cut = shares(loose, room, room - last.pages if last else room)
    if last is not None and cut[0].records:
        _add_to(catalogue, last, cut[0], sheet_mm)
        cut = cut[1:]
    for share in cut:
        if share.records:
            _new_box(catalogue, held, term, share, sheet_mm)


def _new_box(catalogue: Catalogue, held: Held, term: str, share: _Share, sheet_mm: float) -> None:
    serials = [record.serial or 0 for record in share.records]
    box = Box(
        number=catalogue.next_number("box"),
        batch=held.batch.number,
        year=held.year,
        term=term,
        thickness_mm=thickness_for(share.pages, sheet_mm),
        first_serial=min(serials),
        last_serial=max(serials),
        records=len(share.records),
        pages=share.pages,
        part=1,
        of=1,
    )
    records.add_box(catalogue, box)
    for record in share.records:
        records.put_in_box(catalogue, record.id, box.number)


def _add_to(catalogue: Catalogue, box: Box, share: _Share, sheet_mm: float) -> None:
    pages = box.pages + share.pages
    records.change_box(
        catalogue,
        replace(
            box,
            thickness_mm=thickness_for(pages, sheet_mm),
            last_serial=max(box.last_serial, *(r.serial or 0 for r in share.records)),
            records=box.records + len(share.records),
            pages=pages,
        ),
    )
    for record in share.records:
        records.put_in_box(catalogue, record.id, box.number)


def _count_parts(catalogue: Catalogue, batch: str) -> None:
    boxes = records.boxes(catalogue, batch)
    for term in dict.fromkeys(box.term for box in boxes):
        mine = [box for box in boxes if box.term == term]
        for part, box in enumerate(mine, 1):
            records.change_box(catalogue, replace(box, part=part, of=len(mine)))
