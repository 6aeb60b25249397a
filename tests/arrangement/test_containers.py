"""Containers: kinds apart, numbers with words, a place in the store room, lists of them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from archivist.arrangement.boxlist import box_list, box_workbook
from archivist.arrangement.placing import place_box
from archivist.arrangement.whereabouts import box_whereabouts, whereabouts
from archivist.errors import NoSuchBox
from archivist.intake.file_away import Destination
from archivist.intake.moving import refile
from archivist.keeping import ledger, records
from archivist.records.box import BoxKind
from archivist.records.material import Carrier
from tests.arrangement.desk import (
    CLERK,
    ONE,
    OTHER,
    TODAY,
    arranged,
    desk,
    now,
    printed,
    shelved,
)


def test_each_carrier_has_a_container_of_its_kind(tmp_path: Path) -> None:
    """Papers, pieces, discs and server entries never share one, and only paper has a thickness."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 22, carrier=Carrier.PIECE, pages=5)
        shelved(archive, 22)
        shelved(archive, 18, carrier=Carrier.DISC, pages=2)
        shelved(archive, 18, carrier=Carrier.SERVER, pages=0)
        shelved(archive, 18, carrier=Carrier.ELECTRONIC)
        boxes = arranged(archive)
    assert {(box.kind, box.term) for box in boxes} == {
        (BoxKind.PAPER, "half_year"),
        (BoxKind.PIECE, "half_year"),
        (BoxKind.PAPER, "long"),
        (BoxKind.DISC, "long"),
        (BoxKind.SERVER, "long"),
    }
    assert all((box.thickness_mm > 0) == (box.kind is BoxKind.PAPER) for box in boxes)
    assert sorted(box.number for box in boxes) == [1, 2, 3, 4, 5]


def test_another_office_gets_another_box(tmp_path: Path) -> None:
    """Records numbered under a new office code never lie with those of the old one."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 1)
        arranged(archive)
        body = replace(archive.settings.body, office="ZXB")
        archive.settings = replace(archive.settings, body=body)
        shelved(archive, 2)
        boxes = arranged(archive)
    assert [box.office for box in boxes] == ["", "ZXB"]
    assert [(box.part, box.of) for box in boxes] == [(1, 1), (1, 1)]


def test_a_suffixed_record_lies_with_its_neighbour(tmp_path: Path) -> None:
    """It goes into the box of the number it stands behind, not into the last one."""
    with desk(tmp_path / "库", late="suffix") as archive:
        first = shelved(archive, 1, pages=300)
        second = shelved(archive, 9, pages=300)
        arranged(archive)
        late = shelved(archive, 2, pages=20)
        arranged(archive)
        assert now(archive, late).box == now(archive, first).box != now(archive, second).box


def test_a_box_says_what_is_left_in_it(tmp_path: Path) -> None:
    """After the last record moved away the box is empty, and no new record is put at its end."""
    with desk(tmp_path / "库") as archive:
        only = shelved(archive, 1)
        shelved(archive, 20)
        arranged(archive)
        to = Destination(batch=OTHER.number, reason="放错批次")
        refile(archive.catalogue, archive.shelf, archive.pack, only.id, to, CLERK)
        box = records.box(archive.catalogue, 1)
        assert (box.records, box.pages, box.first_serial, box.last_serial) == (0, 0, 0, 0)
        assert not any("正面 0001" in place for place in printed(archive))


def test_where_a_thing_is_in_words(tmp_path: Path) -> None:
    """Room, cabinet, shelf and box; before that, what is known."""
    with desk(tmp_path / "库") as archive:
        one = shelved(archive, 1)
        piece = shelved(archive, 22, carrier=Carrier.PIECE, location="工件库 1 架")
        assert whereabouts(one, None) == ""
        arranged(archive)
        paper_box, crate = (records.box(archive.catalogue, number) for number in (1, 2))
        assert whereabouts(one, paper_box) == "盒 0001（尚未上架）"
        assert whereabouts(piece, crate) == "工件库 1 架，实物箱 0002"
        placed = place_box(archive.catalogue, 1, room="1", cabinet="3", shelf=" 2 ", actor=CLERK)
        assert whereabouts(one, placed) == "库房 1 柜 3 层 2 盒 0001"
        moved = place_box(
            archive.catalogue, 2, room="工件库", cabinet="3 号架", shelf="", actor=CLERK
        )
        assert box_whereabouts(moved) == "工件库 3 号架 实物箱 0002"


def test_placing_is_told_once_with_where_it_stood(tmp_path: Path) -> None:
    """The ledger keeps every place a box stood; placing it where it stands tells nothing."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 1)
        arranged(archive)
        for shelf in ("2", "2", "4"):
            place_box(archive.catalogue, 1, room="1", cabinet="3", shelf=shelf, actor=CLERK)
        events = ledger.events(archive.catalogue, "box/1")
        assert [event.act for event in events] == ["placed", "placed"]
        assert '"before": ["1", "3", "2"]' in events[1].facts
        with pytest.raises(NoSuchBox):
            place_box(archive.catalogue, 9, room="1", cabinet="3", shelf="2", actor=CLERK)


def test_a_late_record_in_a_placed_box_leaves_it_where_it_is(tmp_path: Path) -> None:
    """Arranging anew does not forget where the box stands."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 1)
        arranged(archive)
        place_box(archive.catalogue, 1, room="1", cabinet="3", shelf="2", actor=CLERK)
        shelved(archive, 2)
        (box,) = arranged(archive)
        assert (box.records, box.room, box.cabinet, box.shelf) == (2, "1", "3", "2")


def test_the_stock_take_goes_from_shelf_to_shelf(tmp_path: Path) -> None:
    """A list is in the order of box numbers; a stock-take by place, shelf 9 before shelf 10."""
    with desk(tmp_path / "库") as archive:
        for batch in (ONE, OTHER):
            shelved(archive, 1, batch.number)
            shelved(archive, 20, batch.number)
            arranged(archive, batch.number)
        for number, shelf in ((1, "10"), (2, "9"), (3, "1")):
            place_box(archive.catalogue, number, room="1", cabinet="1", shelf=shelf, actor=CLERK)
        every = records.every_box(archive.catalogue)
        body, pack = archive.settings.body, archive.pack
        listed = box_list(every, pack, body, TODAY)
        taking = box_list(every, pack, body, TODAY, stocktake=True)
    assert [row["box"] for row in listed["rows"]] == ["0001", "0002", "0003", "0004"]  # type: ignore[attr-defined]
    assert [row["box"] for row in taking["rows"]] == ["0003", "0002", "0001", "0004"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("stocktake", [False, True])
def test_the_workbook_says_what_the_sheet_says(tmp_path: Path, stocktake: bool) -> None:
    """Every value of the sheet's rows stands in the workbook; a stock-take has a blank column."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 1)
        shelved(archive, 22, carrier=Carrier.PIECE)
        every = arranged(archive)
        data = box_list(
            every, archive.pack, archive.settings.body, TODAY, batch=ONE.number, stocktake=stocktake
        )
    page = openpyxl.load_workbook(BytesIO(box_workbook(data))).active
    assert page is not None
    cells = [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]
    heads = next(row for row in cells if row[0] == "盒号")
    assert ("在架" in heads) == stocktake
    for row in data["rows"]:  # type: ignore[attr-defined]
        (line,) = [cell for cell in cells if cell[0] == row["box"]]
        assert set(row.values()) <= {*line, ""}
