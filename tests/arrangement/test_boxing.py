"""Boxing: what stands together, how thick the box is, and that a box once begun stays."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.archive import Archive
from archivist.arrangement.boxing import (
    FILL,
    THICKNESSES_MM,
    box_batch,
    shares,
    thickness_for,
)
from archivist.arrangement.numbering import number_batch
from archivist.keeping import ledger, records
from archivist.records.batch import Batch
from archivist.records.box import Box
from archivist.records.material import Carrier
from archivist.records.record import Record


def record(number: int, pages: int, carrier: Carrier = Carrier.PAPER) -> Record:
    return Record(
        id=number,
        batch="B",
        material=1,
        subject=None,
        candidate=None,
        title=f"件 {number}",
        term="long",
        carrier=carrier,
        pages=pages,
        filed_at=datetime(2024, 6, 1, tzinfo=UTC),
        serial=number,
    )


def shelved(archive: Archive, batch: Batch, material: int, pages: int, **facts: object) -> None:
    one = replace(
        record(1, pages),
        batch=batch.number,
        material=material,
        term=archive.pack.material(material).term,
        serial=None,
        **facts,  # type: ignore[arg-type]
    )
    with archive.catalogue.transaction():
        records.add(archive.catalogue, one, None)


def boxed(archive: Archive, batch: Batch, sheet_mm: float = 0.1) -> tuple[Box, ...]:
    number_batch(archive.catalogue, archive.pack, archive.settings, batch.number, "王档案")
    return box_batch(archive.catalogue, batch.number, sheet_mm, "王档案")


@pytest.mark.parametrize(
    ("sheets", "thickness"),
    [(0, 20), (180, 20), (181, 30), (270, 30), (360, 40), (361, 50), (999, 50)],
)
def test_the_thinnest_box_that_is_not_stuffed(sheets: int, thickness: int) -> None:
    """Sheets of 0.1 mm fill a box to nine tenths at most; beyond the widest it is the widest."""
    assert thickness_for(sheets, 0.1) == thickness


@given(
    pages=st.lists(st.integers(0, 700), max_size=30),
    room=st.integers(1, 500),
    taken=st.integers(-100, 600),
)
def test_shares_keep_order_and_room(pages: list[int], room: int, taken: int) -> None:
    """Every record is in exactly one share, in order; a share over its room is a single record
    that is too thick for any."""
    loose = [record(number, count) for number, count in enumerate(pages, 1)]
    cut = shares(loose, room, room - taken)
    assert [r for share in cut for r in share.records] == loose
    for at, share in enumerate(cut):
        limit = room - taken if at == 0 else room
        if share.records and share.pages > limit:
            assert [max(r.pages, 1) > room for r in share.records] == [True]
            assert at > 0


def test_terms_never_share_a_box(archive: Archive, made: Batch) -> None:
    """Records of different terms lie in different boxes, with their first and last numbers."""
    for material in (1, 20, 22, 10):
        shelved(archive, made, material, 10)
    boxes = boxed(archive, made)
    in_boxes = {r.box: r.term for r in records.of_batch(archive.catalogue, made.number)}
    assert {box.number: box.term for box in boxes} == in_boxes
    assert len(boxes) == len({box.term for box in boxes})
    long = next(box for box in boxes if box.records == 2)
    assert (long.pages, long.part, long.of, long.thickness_mm) == (20, 1, 1, 20)


def test_a_late_record_goes_into_the_last_box_if_it_fits(archive: Archive, made: Batch) -> None:
    """A box begun keeps its number; it grows, or a new one is begun, and parts are counted."""
    shelved(archive, made, 1, 170)
    (first,) = boxed(archive, made)
    shelved(archive, made, 1, 100)
    (grown,) = boxed(archive, made)
    assert (grown.number, grown.pages, grown.records, grown.thickness_mm) == (
        first.number,
        270,
        2,
        30,
    )
    shelved(archive, made, 1, 200)
    boxes = boxed(archive, made)
    assert [(b.part, b.of, b.pages) for b in boxes] == [(1, 2, 270), (2, 2, 200)]
    assert boxes[0].number == first.number
    assert boxes[1].first_serial == boxes[0].last_serial + 1


def test_boxing_again_changes_nothing(archive: Archive, made: Batch) -> None:
    """A second run leaves boxes and ledger as they were."""
    shelved(archive, made, 1, 30)
    first = boxed(archive, made)
    before = ledger.head(archive.catalogue)
    assert boxed(archive, made) == first
    assert ledger.head(archive.catalogue) == before


def test_papers_and_pieces_never_share_a_box(archive: Archive, made: Batch) -> None:
    """Each box holds one kind of thing; what bears no number yet lies in none."""
    for carrier in (Carrier.PAPER, Carrier.PIECE, Carrier.PAPER, Carrier.PIECE):
        shelved(archive, made, 22, 10, carrier=carrier)
    boxed(archive, made)
    shelved(archive, made, 22, 5)
    box_batch(archive.catalogue, made.number, 0.1, "王档案")
    kept = records.of_batch(archive.catalogue, made.number)
    inside: dict[int | None, set[Carrier]] = {}
    for one in kept:
        inside.setdefault(one.box, set()).add(one.carrier)
    assert {box for box, carriers in inside.items() if len(carriers) > 1} == set()
    assert [r.box for r in kept if not r.code] == [None]


def test_box_numbers_run_through_the_archive_and_are_never_reused(
    archive: Archive, made: Batch
) -> None:
    """Boxes are numbered in the order they are begun; thicker sheets need more of them."""
    for _ in range(4):
        shelved(archive, made, 1, 90)
    boxes = boxed(archive, made, sheet_mm=0.5)
    assert [box.number for box in boxes] == [1, 2, 3, 4]
    assert all(box.pages * 0.5 <= THICKNESSES_MM[-1] * FILL for box in boxes)


@settings(max_examples=20)
@given(pages=st.lists(st.integers(1, 460), min_size=1, max_size=12), waves=st.integers(1, 3))
def test_every_numbered_record_lies_in_one_box_that_counts_it(
    tmp_path_factory: pytest.TempPathFactory, made: Batch, pages: list[int], waves: int
) -> None:
    """However they come, boxes count exactly the records and pages that lie in them."""
    from tests.builders import make_archive, opened

    with opened(make_archive(tmp_path_factory.mktemp("b") / "库", made)) as archive:
        boxes: tuple[Box, ...] = ()
        for wave in range(waves):
            for count in pages[wave::waves]:
                shelved(archive, made, 1, count)
            boxes = boxed(archive, made)
        kept = records.of_batch(archive.catalogue, made.number)
    for box in boxes:
        inside = [r for r in kept if r.box == box.number]
        serials = [r.serial for r in inside if r.serial is not None]
        assert (box.records, box.pages) == (len(inside), sum(r.pages for r in inside))
        assert (box.first_serial, box.last_serial) == (min(serials), max(serials))
    assert all(r.box is not None for r in kept)
