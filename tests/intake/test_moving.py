"""Moving and copying a mis-filed record: nothing is lost, nothing is told wrongly, crash or not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import (
    AlreadyListed,
    AlreadyThere,
    ArchivistError,
    BatchSealed,
    DestinationIncomplete,
    DigestMismatch,
    NoFileToCopy,
    NoSuchBatch,
    NoSuchRecord,
    ReasonMissing,
    RecordGone,
)
from archivist.intake.file_away import Destination
from archivist.intake.moving import name_in_roster, refile
from archivist.intake.physical import add_piece
from archivist.keeping import (
    accessions,
    batches,
    codes,
    durable,
    holds,
    ledger,
    manifest,
    records,
    refilings,
    search,
)
from archivist.records.batch import Batch, Subject
from archivist.records.material import Carrier
from archivist.records.record import AccessCopy, Record, Standing
from tests.breaking.steps import Steps
from tests.builders import form, make_archive, opened, sha256, small_batch
from tests.shelved import given

CLERK = "王档案"
ONE = small_batch()
OTHER = replace(ONE, number="TST-SP-2024-0002")
DATA = form(ONE, 9, text="履职情况良好")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Archive]:
    """An archive with two batches and one numbered record with a stamped copy."""
    with opened(make_archive(tmp_path / "库", ONE, OTHER)) as archive:
        (archive.settings.inbox / "反馈.pdf").write_bytes(DATA)
        rounds.sweep_once(archive)
        with archive.catalogue.transaction():
            record = replace(
                records.get(archive.catalogue, 1), code="L001-ZY·JN·2024·C-001-0001", serial=1
            )
            catalogue = archive.catalogue
            catalogue.next_number("serial/L001-ZY·JN·2024·C-001")
            codes.give(catalogue, given(record))
            records.number(catalogue, 1, record.code, 1)
            place = f"{batches.held(catalogue, ONE.number).folder}/用件/副本.pdf"
            digest = durable.write(archive.shelf.path(place), b"copy")
            copy = AccessCopy(
                record=1,
                place=place,
                digest=digest,
                of_digest=record.digest,
                made_at=record.filed_at,
            )
            records.keep_copy(catalogue, copy, "{}")
            batches.mark_stale(catalogue, ONE.number)
        manifest.write_stale(archive.catalogue, archive.shelf)
        assert verify(archive.catalogue, archive.shelf) == ()
        yield archive


def go(archive: Archive, record: int = 1, *, copy: bool = False, **to: object) -> Record:
    """Refile with a reason, to the other batch unless told otherwise."""
    facts: dict[str, object] = {"batch": OTHER.number, "reason": "批次放错", **to}
    destination = Destination(**facts)  # type: ignore[arg-type]
    catalogue, shelf = archive.catalogue, archive.shelf
    found = refile(catalogue, shelf, archive.pack, record, destination, CLERK, copy=copy)
    manifest.write_stale(catalogue, shelf)
    return found


def files(archive: Archive) -> list[str]:
    """Places of all files of the batches, without manifests."""
    root = archive.shelf.root
    found = [path for path in root.rglob("*") if path.is_file() and ".archivist" not in path.parts]
    return sorted(archive.shelf.place(p) for p in found if p.name != "manifest-sha256.txt")


def test_a_moved_record_keeps_its_name_and_history(desk: Archive) -> None:
    """Same id, same bytes, read-only, its old events before the new one; all else is new."""
    was = records.get(desk.catalogue, 1)
    found = go(desk)
    assert found == records.get(desk.catalogue, 1)
    assert (found.id, found.batch, found.material) == (1, OTHER.number, 9)
    assert (found.code, found.serial, found.box) == ("", None, None)
    path = desk.shelf.path(found.place)
    assert path.read_bytes() == DATA
    assert not path.stat().st_mode & 0o222
    assert files(desk) == [found.place]
    events = ledger.events(desk.catalogue, "record/1")
    assert [event.act for event in events] == ["filed", "moved"]
    facts = json.loads(events[-1].facts)
    assert (events[-1].actor, facts["reason"], facts["void"]) == (CLERK, "批次放错", was.code)
    assert verify(desk.catalogue, desk.shelf) == ()


def test_the_old_number_stays_void(desk: Archive) -> None:
    """It is kept with who, when and why, and nobody bears it again."""
    was = records.get(desk.catalogue, 1).code
    go(desk)
    (code,) = codes.of_batch(desk.catalogue, ONE.number)
    assert (code.code, code.void_by, code.void_reason) == (was, CLERK, "批次放错")
    assert code.void_at is not None


def test_a_stale_copy_goes_with_the_move(desk: Archive) -> None:
    """The stamp of the old number is neither in the catalogue nor on the disk."""
    go(desk)
    assert records.copies(desk.catalogue, OTHER.number) == {}
    assert not [place for place in files(desk) if "用件" in place]


def test_what_was_found_before_is_found_after(desk: Archive) -> None:
    """A move takes nothing out of the index."""
    go(desk)
    assert search.find(desk.catalogue, "履职情况良好") == (1,)


def test_moving_to_another_material_of_the_same_batch(desk: Archive) -> None:
    """Title, term and folder are those of the new material; the reading stays."""
    found = go(desk, batch=ONE.number, material=20, candidate=2, subject=Subject.SKILL)
    assert (found.term, found.candidate) == ("year", 2)
    assert ONE.roster[1].name in found.title
    assert "/一年/20 " in found.place
    assert verify(desk.catalogue, desk.shelf) == ()


def test_a_copy_is_a_record_of_its_own(desk: Archive) -> None:
    """Both stand with equal bytes; the first keeps number and stamp; both histories tell it."""
    found = go(desk, copy=True)
    first = records.get(desk.catalogue, 1)
    assert found.id == 2
    assert (first.code, found.code) == ("L001-ZY·JN·2024·C-001-0001", "")
    assert first.digest == found.digest == sha256(desk.shelf.path(found.place).read_bytes())
    assert desk.shelf.path(first.place).read_bytes() == DATA
    (event,) = ledger.events(desk.catalogue, "record/2")
    assert (event.act, json.loads(event.facts)["of"]) == ("copied", 1)
    assert list(desk.shelf.work.iterdir()) == []
    assert verify(desk.catalogue, desk.shelf) == ()


def test_a_piece_moves_and_is_never_copied(desk: Archive) -> None:
    """It has no file: only its row goes; a second one cannot be made out of it."""
    held = batches.held(desk.catalogue, ONE.number)
    piece = add_piece(
        desk.catalogue,
        desk.pack,
        held,
        material=22,
        count=3,
        carrier=Carrier.PIECE,
        location="工件库",
        actor=CLERK,
        title="阶梯轴",
    )
    with pytest.raises(NoFileToCopy):
        go(desk, piece.id, copy=True)
    found = go(desk, piece.id)
    assert (found.batch, found.title, found.location, found.place) == (
        OTHER.number,
        "阶梯轴",
        "工件库",
        "",
    )
    assert verify(desk.catalogue, desk.shelf) == ()


def test_an_item_outside_the_list_keeps_its_title(desk: Archive) -> None:
    """It moves as an extra item of the other batch, and back into the list if told so."""
    extra = go(desk, batch=ONE.number, extra_title="停电情况说明", material=None)
    assert extra.material > 22
    moved = go(desk, subject=None)
    assert (moved.title, moved.material) == (extra.title, 23)
    assert verify(desk.catalogue, desk.shelf) == ()


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"batch": "没有"}, NoSuchBatch),
        ({"batch": ONE.number}, AlreadyThere),
        ({"material": 20}, DestinationIncomplete),
        ({"material": 10}, DestinationIncomplete),
    ],
)
@pytest.mark.parametrize("copy", [False, True])
def test_what_may_not_go_changes_nothing(
    desk: Archive, to: dict[str, Any], error: type[ArchivistError], copy: bool
) -> None:
    """Each refusal leaves files, rows and ledger as they were, with nothing intended."""
    before = (files(desk), records.every(desk.catalogue), ledger.head(desk.catalogue))
    with pytest.raises(error):
        go(desk, copy=copy, **to)
    assert before == (files(desk), records.every(desk.catalogue), ledger.head(desk.catalogue))
    assert refilings.unfinished(desk.catalogue) == ()
    with pytest.raises(NoSuchRecord):
        go(desk, 99, copy=copy)


@pytest.mark.parametrize("sealed", [ONE, OTHER])
def test_a_sealed_batch_gives_and_takes_only_with_a_reason(desk: Archive, sealed: Batch) -> None:
    """Without one it is BatchSealed; with one the record moves."""
    with desk.catalogue.transaction():
        at = records.get(desk.catalogue, 1).filed_at
        batches.seal(desk.catalogue, sealed.number, at, CLERK, "")
    with pytest.raises(BatchSealed):
        go(desk, reason="")
    assert go(desk).batch == OTHER.number


@pytest.mark.parametrize("copy", [False, True])
def test_listed_and_destroyed_records_stay(desk: Archive, copy: bool) -> None:
    """What stands in a register, or is no more, is neither moved nor copied."""
    for standing, error in ((Standing.LISTED, AlreadyListed), (Standing.DESTROYED, RecordGone)):
        with desk.catalogue.transaction():
            records.change_standing(desk.catalogue, 1, standing)
        with pytest.raises(error):
            go(desk, copy=copy)


def test_damaged_bytes_are_not_carried_on(desk: Archive) -> None:
    """A file that is not what was entered stays where it is, for verify to find."""
    path = desk.shelf.path(records.get(desk.catalogue, 1).place)
    path.chmod(0o644)
    path.write_bytes(DATA + b"\n")
    with pytest.raises(DigestMismatch):
        go(desk)
    assert path.exists()


def test_holds_go_along(desk: Archive) -> None:
    """A hold on the record, and one on the whole batch it leaves, hold it in the new batch."""
    with desk.catalogue.transaction():
        holds.add(desk.catalogue, ONE.number, 1, "考生申诉", CLERK)
        holds.add(desk.catalogue, ONE.number, None, "督导抽查", CLERK)
    go(desk)
    found = {(h.batch, h.record, h.reason) for h in holds.every_open(desk.catalogue)}
    assert found == {
        (OTHER.number, 1, "考生申诉"),
        (OTHER.number, 1, "督导抽查"),
        (ONE.number, None, "督导抽查"),
    }


def test_a_candidate_is_looked_up_by_name(desk: Archive) -> None:
    """In the other roster the same name is the same person, wherever the row stands."""
    go(desk, batch=ONE.number, material=21, candidate=2)
    assert name_in_roster(desk.catalogue, 1, OTHER.number) == ONE.roster[1].name
    assert name_in_roster(desk.catalogue, 1, ONE.number) == ""


class GoneError(BaseException):
    """The machine stops."""


def die(_: str) -> None:
    """Stop at this step."""
    raise GoneError


@pytest.mark.parametrize("copy", [False, True])
def test_a_crash_at_any_step_is_finished_by_the_next_start(desk: Archive, copy: bool) -> None:
    """Dead before each write, row and commit in turn: a start makes it whole, at one place."""
    last, dead = 0, True
    while dead:
        last += 1
        with pytest.MonkeyPatch.context() as patch:
            Steps(last, die).watch(patch)
            try:
                go(desk, copy=copy)
                dead = False
            except GoneError:
                pass
        half = {f.code for f in verify(desk.catalogue, desk.shelf)}
        assert half <= {"unfinished-move", "stale-manifest"}
        rounds.begin(desk)
        assert refilings.unfinished(desk.catalogue) == ()
        assert verify(desk.catalogue, desk.shelf) == ()
        assert list(desk.shelf.work.iterdir()) == []
        for record in records.every(desk.catalogue):
            assert desk.shelf.path(record.place).read_bytes() == DATA
        assert len(files(desk)) == len(records.every(desk.catalogue)) + len(
            records.copies(desk.catalogue, ONE.number)
        )
        if not copy and records.get(desk.catalogue, 1).batch == OTHER.number:
            go(desk, batch=ONE.number)
    assert last > 15
    accession = accessions.get(desk.catalogue, 1)
    assert accession.held_at == records.get(desk.catalogue, 1).place
