"""Securing: bytes, then row, then release; a file that changes meanwhile is never harmed."""

import os
import shutil
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.intake import secure as desk
from archivist.intake.settle import RELEASING, arrival_of, ident_of
from archivist.keeping import accessions, durable, ledger
from archivist.records.arrival import Accession, Arrival, Progress
from tests.builders import opened, paper, sha256, tree

DATA = paper("one")
OTHER = paper("two")


def arrived(archive: Archive, name: str = "件.pdf", data: bytes = DATA) -> Arrival:
    path = archive.settings.inbox / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return arrival_of(archive.settings.inbox, path, ident_of(path.lstat()))


def secured(archive: Archive, arrival: Arrival, *, release: bool = True) -> Accession | None:
    return desk.secure(archive.catalogue, archive.shelf, arrival, release=release)


def inbox(archive: Archive) -> dict[str, bytes]:
    return tree(archive.settings.inbox)


def test_a_secured_file_is_ours_alone(archive: Archive) -> None:
    """Afterwards the bytes lie in the work area under a row and an event; the inbox is empty."""
    accession = secured(archive, arrived(archive))
    assert accession is not None
    assert archive.shelf.path(accession.held_at).read_bytes() == DATA
    assert accessions.get(archive.catalogue, accession.id).released
    assert (accession.digest, accession.size) == (sha256(DATA), len(DATA))
    (event,) = ledger.events(archive.catalogue, f"accession/{accession.id}")
    assert event.act == "received"
    assert inbox(archive) == {}


def test_a_file_from_elsewhere_stays_there(archive: Archive, tmp_path: Path) -> None:
    """Without release the source is left as it is and the accession counts as released."""
    path = tmp_path / "别处.pdf"
    path.write_bytes(DATA)
    accession = secured(archive, arrival_of(tmp_path, path, ident_of(path.lstat())), release=False)
    assert accession is not None
    assert accession.released
    assert path.read_bytes() == DATA


def test_a_file_replaced_after_the_copy_survives(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was put in the file's place between copy and release is given back, untouched."""
    arrival = arrived(archive)
    let_go = desk.let_go

    def replaced_first(path: Path, *rest: object) -> bool:
        path.unlink()
        path.write_bytes(OTHER)
        return let_go(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "let_go", replaced_first)
    assert secured(archive, arrival) is not None
    assert inbox(archive) == {"件.pdf": OTHER}


def test_a_twin_put_in_the_files_place_survives(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even equal bytes are another document, if they came as another file."""
    arrival = arrived(archive)
    let_go = desk.let_go

    def replaced_first(path: Path, *rest: object) -> bool:
        path.rename(path.with_name("old"))
        path.write_bytes(DATA)
        path.with_name("old").unlink()
        return let_go(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "let_go", replaced_first)
    assert secured(archive, arrival) is not None
    assert inbox(archive) == {"件.pdf": DATA}


@pytest.mark.parametrize("change", ["grown", "replaced", "gone", "link"])
def test_a_file_that_changed_before_it_was_opened_is_not_taken(
    archive: Archive, tmp_path: Path, change: str
) -> None:
    """What is no longer the file that settled is left alone, without a row or a byte kept."""
    arrival = arrived(archive)
    if change == "grown":
        arrival.path.write_bytes(DATA + OTHER)
    elif change == "replaced":
        (archive.settings.inbox / "x").write_bytes(OTHER)
        (archive.settings.inbox / "x").replace(arrival.path)
    else:
        arrival.path.rename(tmp_path / "real.pdf")
        if change == "link":
            arrival.path.symlink_to(tmp_path / "real.pdf")
    before = inbox(archive)
    assert secured(archive, arrival) is None
    assert inbox(archive) == before
    assert tree(archive.shelf.work) == {}
    assert accessions.at(archive.catalogue, *Progress) == ()


def test_a_file_that_changes_during_the_copy_is_not_taken(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that comes back while we copy keeps its file; our half copy is thrown away."""
    arrival = arrived(archive)
    copy_in = durable.copy_in

    def written_meanwhile(source: object, target: Path) -> durable.Copied:
        copied = copy_in(source, target)  # type: ignore[arg-type]
        with arrival.path.open("ab") as file:
            file.write(b"more")
        return copied

    monkeypatch.setattr(durable, "copy_in", written_meanwhile)
    assert secured(archive, arrival) is None
    assert inbox(archive) == {"件.pdf": DATA + b"more"}
    assert tree(archive.shelf.work) == {}


def not_released(archive: Archive, arrival: Arrival, monkeypatch: pytest.MonkeyPatch) -> Accession:
    """Secured, but gone between commit and release."""
    with monkeypatch.context() as patch:
        patch.setattr(desk, "let_go", lambda *_: False)
        accession = secured(archive, arrival)
    assert accession is not None
    assert not accessions.get(archive.catalogue, accession.id).released
    return accession


@pytest.mark.parametrize("remount", [False, True])
def test_a_start_after_the_commit_releases_and_takes_nothing_twice(
    root: Path, monkeypatch: pytest.MonkeyPatch, remount: bool
) -> None:
    """After a crash between commit and release the file is let go of, also if device and inode
    numbers are others since a restart; there is one document."""
    with opened(root) as archive:
        accession = not_released(archive, arrived(archive), monkeypatch)
        if remount:
            with archive.catalogue.transaction():
                archive.catalogue.change("UPDATE accession SET device = '99', inode = '7'")
    with opened(root) as archive:
        rounds.sweep_once(archive)
        assert inbox(archive) == {}
        assert [a.id for a in accessions.at(archive.catalogue, *Progress)] == [accession.id]


def test_a_file_that_cannot_be_released_is_not_taken_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the inbox file may not be removed, it stays one document however often we look, and
    is released as soon as it may."""
    with opened(root) as archive:
        arrived(archive)
        with monkeypatch.context() as patch:
            patch.setattr(desk, "_let_go", lambda *_: False)
            for _ in range(3):
                rounds.sweep_once(archive)
        assert len(accessions.at(archive.catalogue, *Progress)) == 1
        assert len(inbox(archive)) == 1
        rounds.sweep_once(archive)
        assert inbox(archive) == {}
        assert len(accessions.at(archive.catalogue, *Progress)) == 1


def test_a_file_changed_after_the_crash_is_a_new_document(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file rewritten while archivist was down is not mistaken for the one secured before."""
    with opened(root) as archive:
        arrival = arrived(archive)
        not_released(archive, arrival, monkeypatch)
        arrival.path.write_bytes(OTHER)
    with opened(root) as archive:
        rounds.sweep_once(archive)
        digests = {a.digest for a in accessions.at(archive.catalogue, *Progress)}
    assert digests == {sha256(DATA), sha256(OTHER)}


def test_same_size_and_time_but_other_bytes_are_not_removed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size and time alone never let a file go: its digest decides."""
    with opened(root) as archive:
        arrival = arrived(archive)
        not_released(archive, arrival, monkeypatch)
        changed = DATA.replace(b"one", b"eno")
        arrival.path.write_bytes(changed)
        os.utime(arrival.path, ns=(arrival.ident.mtime_ns, arrival.ident.mtime_ns))
    with opened(root) as archive:
        rounds.sweep_once(archive)
        digests = {a.digest for a in accessions.at(archive.catalogue, *Progress)}
    assert digests == {sha256(DATA), sha256(changed)}


def test_while_the_inbox_is_away_nothing_is_said_to_be_gone(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A share that is off line at start comes back without making a second document."""
    with opened(root) as archive:
        not_released(archive, arrived(archive), monkeypatch)
    shutil.move(root / "inbox", tmp_path / "away")
    with opened(root) as archive:
        rounds.begin(archive)
        assert len(accessions.unreleased(archive.catalogue)) == 1
    shutil.move(tmp_path / "away", root / "inbox")
    with opened(root) as archive:
        rounds.sweep_once(archive)
        assert inbox(archive) == {}
        assert len(accessions.at(archive.catalogue, *Progress)) == 1


def test_a_stray_half_released_file_comes_back_under_its_name(root: Path) -> None:
    """A file we had renamed, of which no row knows, is given back and becomes a document."""
    (root / "inbox" / f"{RELEASING}0badf00d-签到表.pdf").write_bytes(DATA)
    with opened(root) as archive:
        rounds.begin(archive)
        assert inbox(archive) == {"签到表.pdf": DATA}


@pytest.mark.parametrize("name", ["长" * 83 + "xx.pdf", "考生签到表.pdf", "换\n行\x07.pdf"])
def test_any_name_the_system_takes_is_secured_and_released(archive: Archive, name: str) -> None:
    """Long names, names in other encodings and with control characters come in like any other."""
    raw = os.fsdecode(name.encode("gb18030" if name.startswith("考") else "utf-8"))
    accession = secured(archive, arrived(archive, raw))
    assert accession is not None
    assert accessions.get(archive.catalogue, accession.id).released
    assert inbox(archive) == {}
