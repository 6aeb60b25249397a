"""Verify: an archive in order yields nothing; everything else has its code."""

from pathlib import Path

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.intake import review
from archivist.intake.file_away import Destination, file_away, intend
from archivist.keeping import accessions
from archivist.records.arrival import Progress
from archivist.records.batch import Batch, Subject
from archivist.records.finding import Severity
from tests.builders import form, opened, paper


def drop(archive: Archive, name: str, data: bytes) -> None:
    (archive.settings.inbox / name).write_bytes(data)
    rounds.sweep_once(archive)


def codes(archive: Archive) -> list[str]:
    return [finding.code for finding in verify(archive.catalogue, archive.shelf)]


def test_an_archive_with_something_of_everything_is_in_order(archive: Archive, made: Batch) -> None:
    """Filed, waiting, set aside and refused documents are all whole: no finding."""
    assert codes(archive) == []
    drop(archive, "a.pdf", form(made, 20, Subject.SKILL, 1))
    drop(archive, "b.pdf", paper("waits"))
    drop(archive, "c.pdf", b"")
    drop(archive, "d.pdf", paper("refused"))
    item = accessions.at(archive.catalogue, Progress.WAITING)[-1].id
    review.refuse(archive.catalogue, archive.shelf, item, "不是档案", "王档案")
    assert codes(archive) == []


def test_every_file_is_reported_as_it_is_checked(archive: Archive, made: Batch) -> None:
    """Progress counts every file of the archive once, up to their number."""
    drop(archive, "a.pdf", form(made, 20, Subject.SKILL, 1))
    drop(archive, "b.pdf", paper("waits"))
    seen: list[tuple[int, int]] = []
    verify(archive.catalogue, archive.shelf, lambda _, done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]


def test_a_half_way_filing_is_a_fault_the_next_start_mends(archive: Archive, made: Batch) -> None:
    """An intent that was not carried out is named, and gone after a start."""
    drop(archive, "b.pdf", paper("waits"))
    (accession,) = accessions.at(archive.catalogue, Progress.WAITING)
    to = Destination(batch=made.number, material=5)
    intend(archive.catalogue, archive.pack, accession, to, "王档案")
    (finding,) = verify(archive.catalogue, archive.shelf)
    assert (finding.code, finding.severity) == ("unfinished-filing", Severity.FAULT)
    rounds.begin(archive)
    assert codes(archive) == []


def test_a_manifest_that_is_behind_is_a_fault_and_not_damage(archive: Archive, made: Batch) -> None:
    """Between filing and manifest the batch is merely not up to date."""
    drop(archive, "b.pdf", paper("waits"))
    (accession,) = accessions.at(archive.catalogue, Progress.WAITING)
    to = Destination(batch=made.number, material=5)
    file_away(archive.catalogue, archive.shelf, archive.pack, accession, to, "王档案")
    (finding,) = verify(archive.catalogue, archive.shelf)
    assert (finding.code, finding.severity) == ("stale-manifest", Severity.FAULT)


def test_strangers_are_named_wherever_they_lie(archive: Archive) -> None:
    """A file nobody entered is named in the root, in a year, in a batch that does not exist."""
    for place in ("x.txt", "2024/y.pdf", "2024/没有的批次/一年/z.pdf"):
        path = archive.shelf.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    found = verify(archive.catalogue, archive.shelf)
    assert {f.code for f in found} == {"stray-file"}
    assert len(found) == 3
    assert {f.severity for f in found} == {Severity.FAULT}


def test_a_damaged_waiting_document_is_found(archive: Archive) -> None:
    """Documents that only wait are guarded like the ones on the shelf."""
    drop(archive, "b.pdf", paper("waits"))
    (held,) = archive.shelf.work.iterdir()
    held.write_bytes(b"other")
    assert codes(archive) == ["changed-file"]
    held.unlink()
    assert codes(archive) == ["missing-file"]


def test_a_missing_folder_names_every_file_that_was_in_it(root: Path, made: Batch) -> None:
    """One finding for each document, so that a restore can be checked off."""
    with opened(root) as archive:
        for number in (1, 2):
            drop(archive, f"{number}.pdf", form(made, 20, Subject.SKILL, number))
        folder = next((root / "archive/2024").iterdir())
        folder.rename(root / "gone")
        assert sorted(codes(archive)) == ["missing-file", "missing-file", "wrong-manifest"]
