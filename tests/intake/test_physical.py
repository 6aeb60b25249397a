"""Physical pieces: a record without a file, found, told and counted like any other."""

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import NoSuchMaterial
from archivist.intake.physical import add_piece
from archivist.keeping import batches, ledger, records
from archivist.keeping.search import find
from archivist.records.batch import Batch, Subject
from archivist.records.material import Carrier
from tests.builders import tree


def test_a_piece_is_entered_with_its_place_in_the_store(archive: Archive, made: Batch) -> None:
    """Pieces have a location and a count, no file; without a date they bear the exam's."""
    held = batches.held(archive.catalogue, made.number)
    record = add_piece(
        archive.catalogue,
        archive.pack,
        held,
        material=22,
        count=3,
        carrier="piece",
        location="工件库 2 架",
        subject=Subject.SKILL,
        candidate=1,
        remark="台阶轴",
        actor="王档案",
    )
    assert records.every(archive.catalogue) == (record,)
    assert (record.place, record.pages, record.carrier) == ("", 3, Carrier.PIECE)
    assert record.dated_on == made.exam_ended_on
    assert find(archive.catalogue, "台阶轴") == find(archive.catalogue, "工件库") == (record.id,)
    (event,) = ledger.events(archive.catalogue, f"record/{record.id}")
    assert (event.act, event.actor) == ("registered", "王档案")


def test_a_batch_of_pieces_only_has_no_empty_manifest(archive: Archive, made: Batch) -> None:
    """A list of nothing would be called a mistake by sha256sum, so there is none."""
    held = batches.held(archive.catalogue, made.number)
    add_piece(
        archive.catalogue,
        archive.pack,
        held,
        material=22,
        count=1,
        carrier=Carrier.PIECE,
        location="库",
        actor="王档案",
    )
    rounds.begin(archive)
    assert "manifest-sha256.txt" not in {name.split("/")[-1] for name in tree(archive.shelf.root)}
    assert verify(archive.catalogue, archive.shelf) == ()


def test_an_unknown_material_enters_nothing(archive: Archive, made: Batch) -> None:
    """A material that is not on the list is refused."""
    held = batches.held(archive.catalogue, made.number)
    with pytest.raises(NoSuchMaterial):
        add_piece(
            archive.catalogue,
            archive.pack,
            held,
            material=99,
            count=1,
            carrier=Carrier.PIECE,
            location="库",
            actor="王档案",
        )
    assert records.every(archive.catalogue) == ()
