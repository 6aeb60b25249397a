"""Recovery: each state a crash can leave is finished or undone, by its table."""

import threading
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import DigestMismatch, EmptyFile, FileGone
from archivist.intake import file_away, set_aside
from archivist.intake.file_away import Destination
from archivist.intake.recover import recover
from archivist.keeping import accessions, durable, ledger, records
from archivist.records.arrival import Accession, Progress
from archivist.records.batch import Batch
from tests.builders import opened, paper, tree

CLERK = "王档案"


def held(archive: Archive) -> Accession:
    """A document that waits in the work area."""
    (archive.settings.inbox / "x.pdf").write_bytes(paper("menu"))
    rounds.sweep_once(archive)
    (accession,) = accessions.at(archive.catalogue, Progress.WAITING)
    return accession


def intended(archive: Archive, batch: Batch) -> tuple[Accession, Path]:
    """The same, with the intent to file it committed, and the place it is to take."""
    accession = held(archive)
    plan = file_away.intend(
        archive.catalogue,
        archive.pack,
        accession,
        Destination(batch=batch.number, material=5),
        CLERK,
    )
    return accession, archive.shelf.path(plan.place)


def sound(archive: Archive) -> bool:
    return verify(archive.catalogue, archive.shelf) == ()


def test_litter_in_the_work_area_is_removed(archive: Archive) -> None:
    """Work files without a row are copies of what still lies in the inbox: they go."""
    accession = held(archive)
    (archive.shelf.work / "0123").write_bytes(b"half a copy")
    assert rounds.begin(archive).litter == 1
    assert [archive.shelf.place(p) for p in archive.shelf.work.iterdir()] == [accession.held_at]


@pytest.mark.parametrize("moved", [False, True])
def test_a_filing_that_was_intended_is_finished_in_the_clerks_name(
    root: Path, made: Batch, moved: bool
) -> None:
    """Whether or not the file had moved, the record is entered once, by the clerk who decided."""
    with opened(root) as archive:
        accession, target = intended(archive, made)
        if moved:
            durable.move(archive.shelf.path(accession.held_at), target)
    with opened(root) as archive:
        assert rounds.begin(archive).filed == 1
        assert not rounds.begin(archive).any
        (record,) = records.every(archive.catalogue)
        (event,) = ledger.events(archive.catalogue, f"record/{record.id}")
        assert (event.act, event.actor) == ("filed", CLERK)
        assert tree(archive.shelf.work) == {}
        assert sound(archive)


def test_a_filing_that_another_thread_finishes_meanwhile_is_finished_once(
    archive: Archive, made: Batch
) -> None:
    """The clerk's page and the loop's recovery at the same filing give one record and one event."""
    intended(archive, made)
    gate = threading.Barrier(2)
    problems: list[BaseException] = []

    def finish() -> None:
        gate.wait()
        try:
            rounds.begin(archive)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=finish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    (record,) = records.every(archive.catalogue)
    assert len(ledger.events(archive.catalogue, f"record/{record.id}")) == 1
    assert sound(archive)


def test_a_filing_whose_bytes_are_gone_stops_with_their_place(
    archive: Archive, made: Batch
) -> None:
    """If neither work area nor shelf has the bytes, that is damage, said in our words."""
    accession, _ = intended(archive, made)
    archive.shelf.path(accession.held_at).unlink()
    with pytest.raises(FileGone, match="05"):
        rounds.begin(archive)


def test_a_filing_whose_bytes_are_others_stops(archive: Archive, made: Batch) -> None:
    """If other bytes stand at the place, that is damage."""
    accession, target = intended(archive, made)
    archive.shelf.path(accession.held_at).unlink()
    target.parent.mkdir(parents=True)
    target.write_bytes(b"others")
    with pytest.raises(DigestMismatch):
        rounds.begin(archive)


@pytest.mark.parametrize("progress", [Progress.SET_ASIDE, Progress.REFUSED])
@pytest.mark.parametrize("moved", [False, True])
def test_what_was_set_aside_or_refused_comes_to_lie_beside_its_reason(
    root: Path, progress: Progress, moved: bool
) -> None:
    """Decided but not moved, or moved but not noted: bytes and reason end up together."""
    with opened(root) as archive:
        accession = held(archive)
        with archive.catalogue.transaction():
            accessions.keep_trouble(archive.catalogue, accession.id, EmptyFile.code, "是空的")
            accessions.advance(archive.catalogue, accession.id, progress)
        if moved:
            target = archive.shelf.quarantine / f"{accession.id:06d}" / "x.pdf"
            durable.move(archive.shelf.path(accession.held_at), target)
    with opened(root) as archive:
        assert rounds.begin(archive).set_aside == 1
        assert not rounds.begin(archive).any
        after = accessions.get(archive.catalogue, accession.id)
        assert after.progress is progress
        aside = tree(archive.shelf.quarantine)
        assert aside.pop(f"{accession.id:06d}/x.pdf") == paper("menu")
        assert "是空的" in aside.pop(f"{accession.id:06d}/原因.txt").decode("utf-8-sig")
        assert aside == {}
        assert sound(archive)


def test_secured_documents_are_read_by_the_next_sweep(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was secured and no more is dealt with as if it had just come."""
    with opened(root) as archive:
        accession = held(archive)
        with archive.catalogue.transaction():
            accessions.advance(archive.catalogue, accession.id, Progress.SECURED)
    with opened(root) as archive:
        assert not rounds.begin(archive).any
        _, swept = rounds.sweep_once(archive)
        assert [a.id for a, _ in swept.waiting] == [accession.id]


def test_a_stale_manifest_is_written_at_the_start(root: Path, made: Batch) -> None:
    """A crash between filing and the manifest is set right, and half-written ones are cleared."""
    with opened(root) as archive:
        accession = held(archive)
        file_away.file_away(
            archive.catalogue,
            archive.shelf,
            archive.pack,
            accession,
            Destination(batch=made.number, material=5),
            CLERK,
        )
        assert [f.code for f in verify(archive.catalogue, archive.shelf)] == ["stale-manifest"]
        folder = next((root / "archive/2024").iterdir())
        (folder / ".0123456789abcdef.part").write_bytes(b"half")
    (root / "archive/.archivist/lock.json").write_text("{}")
    with opened(root) as archive:
        rounds.begin(archive)
        assert sound(archive)


def test_recovery_of_an_archive_in_order_does_nothing(archive: Archive) -> None:
    """Nothing left behind, nothing done."""
    assert not recover(archive.catalogue, archive.shelf, archive.settings.inbox).any
    assert set_aside.REASON not in {path.name for path in archive.shelf.own.rglob("*")}
