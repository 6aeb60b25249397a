"""Boxing (装盒): which box each numbered record lies in.

Different years, offices or terms never share a box (DA/T 22-2015, 6.4), nor do papers, pieces,
discs and what lies on a server; paper boxes are 20, 30, 40 or 50 mm thick. A box once begun keeps
its number. What comes late goes into the last box if it fits; with a suffixed number, into the box
of the record it stands behind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archivist.keeping import batches, boxes, codes, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.boxes import sheets_of
from archivist.keeping.catalogue import Catalogue
from archivist.records.box import BOX_KINDS, Box, BoxKind
from archivist.records.record import Record

THICKNESSES_MM = (20, 30, 40, 50)
FILL = 0.9


@dataclass(frozen=True, slots=True)
class _Share:
    """Records that go into one box together."""

    records: tuple[Record, ...]

    @property
    def pages(self) -> int:
        return sum(sheets_of(record) for record in self.records)


@dataclass(frozen=True, slots=True, order=True)
class _Sort:
    """What may share a box: everything in it has the same kind, term and office."""

    kind: BoxKind
    term: str
    office: str


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
            if record.serial is not None and record.box is None
        ]
        offices = {code.code: code.office for code in codes.of_batch(catalogue, batch)}
        sorts = {r.id: _Sort(BOX_KINDS[r.carrier], r.term, offices.get(r.code, "")) for r in loose}
        for sort in dict.fromkeys(sorts.values()):
            mine = sorted((r for r in loose if sorts[r.id] == sort), key=order)
            _box_sort(catalogue, held, sort, mine, sheet_mm)
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


def order(record: Record) -> tuple[int, int]:
    """Records in the order of their 件号, an inserted one behind its neighbour."""
    return (record.serial or 0, record.suffix)


def thickness_for(sheets: int, sheet_mm: float) -> int:
    """The thinnest box in mm these sheets fill to no more than nine tenths; 50 at most."""
    for thickness in THICKNESSES_MM:
        if sheets * sheet_mm <= thickness * FILL:
            return thickness
    return THICKNESSES_MM[-1]


def shares(loose: Sequence[Record], room: int, first_room: int) -> list[_Share]:
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


def _box_sort(
    catalogue: Catalogue, held: Held, sort: _Sort, loose: list[Record], sheet_mm: float
) -> None:
    room = int(THICKNESSES_MM[-1] * FILL / sheet_mm)
    inserted = [record for record in loose if record.suffix]
    for record in inserted:
        box = _box_of_neighbour(catalogue, sort, record)
        if box is not None and box.pages + sheets_of(record) <= room:
            _put(catalogue, box, (record,), sheet_mm)
        else:
            _new_box(catalogue, held, sort, _Share((record,)), sheet_mm)
    following = [record for record in loose if not record.suffix]
    if not following:
        return
    last = _last_box(catalogue, held, sort)
    cut = shares(following, room, room - last.pages if last else room)
    if last is not None and cut[0].records:
        _put(catalogue, last, cut[0].records, sheet_mm)
        cut = cut[1:]
    for share in cut:
        if share.records:
            _new_box(catalogue, held, sort, share, sheet_mm)


def _last_box(catalogue: Catalogue, held: Held, sort: _Sort) -> Box | None:
    """The box of this sort with the highest numbers in it: what follows may go in there."""
    mine = [
        box
        for box in records.boxes(catalogue, held.batch.number)
        if _sort_of(box) == sort and box.year == held.year
    ]
    return max(mine, key=lambda box: (box.last_serial, box.last_suffix, box.number), default=None)


def _box_of_neighbour(catalogue: Catalogue, sort: _Sort, record: Record) -> Box | None:
    """The box with the record a suffixed one stands behind, if both may share a box."""
    assert record.serial is not None
    for number in records.boxes_of_serial(catalogue, record.batch, record.term, record.serial):
        box = records.box(catalogue, number)
        if _sort_of(box) == sort:
            return box
    return None


def _new_box(catalogue: Catalogue, held: Held, sort: _Sort, share: _Share, sheet_mm: float) -> None:
    box = Box(
        number=catalogue.next_number("box"),
        batch=held.batch.number,
        year=held.year,
        term=sort.term,
        thickness_mm=0,
        first_serial=0,
        last_serial=0,
        records=0,
        pages=0,
        part=1,
        of=1,
        kind=sort.kind,
        office=sort.office,
    )
    records.add_box(catalogue, box)
    _put(catalogue, box, share.records, sheet_mm)


def _put(catalogue: Catalogue, box: Box, share: Iterable[Record], sheet_mm: float) -> None:
    for record in share:
        records.put_in_box(catalogue, record.id, box.number)
    now = boxes.recount(catalogue, box.number)
    if now.kind is BoxKind.PAPER:
        thickness = max(box.thickness_mm, thickness_for(now.pages, sheet_mm))
        records.change_box(catalogue, replace(now, thickness_mm=thickness))


def _sort_of(box: Box) -> _Sort:
    return _Sort(box.kind, box.term, box.office)


def _count_parts(catalogue: Catalogue, batch: str) -> None:
    """Say "box part of of" among the boxes of a sort that hold anything."""
    every = records.boxes(catalogue, batch)
    for sort in dict.fromkeys(_sort_of(box) for box in every):
        mine = [box for box in every if _sort_of(box) == sort]
        full = [box for box in mine if box.records]
        for part, box in enumerate(full, 1):
            records.change_box(catalogue, replace(box, part=part, of=len(full)))
