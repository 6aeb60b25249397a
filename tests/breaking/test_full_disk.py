"""A full disk: intake pauses, marks nothing as failed, and goes on by itself."""

import threading
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from archivist import rounds, watch
from archivist.archive import Archive
from archivist.errors import DiskFull
from archivist.keeping import accessions, durable, records
from archivist.records.arrival import Progress
from archivist.records.batch import Batch, Subject
from tests.breaking.invariants import broken_after_round
from tests.builders import form, make_archive, opened

Usage = namedtuple("Usage", "total used free")


def drop(root: Path, batch: Batch) -> dict[str, bytes]:
    dropped = {f"{n}.pdf": form(batch, 20, Subject.SKILL, n) for n in (1, 2, 3)}
    for name, data in dropped.items():
        (root / "inbox" / name).write_bytes(data)
    return dropped


def watching(archive: Archive, said: list[str], stop: threading.Event) -> threading.Thread:
    """The unattended loop in a thread of its own."""
    thread = threading.Thread(
        target=lambda: watch.keep_watch(archive, said.append, page=False, stop=stop)
    )
    thread.start()
    return thread


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_below_the_floor_nothing_is_taken_and_nothing_is_marked(
    tmp_path: Path, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With less free space than the floor a sweep pauses, says why, and leaves the inbox alone."""
    root = make_archive(tmp_path / "库", made, free=500)
    dropped = drop(root, made)
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**12, 10**12, 400 << 20))
    with opened(root) as archive:
        _, swept = rounds.sweep_once(archive)
        assert isinstance(swept.paused, DiskFull)
        assert "400 MB" in str(swept.paused)
        assert swept.count == 0
        assert accessions.at(archive.catalogue, *Progress) == ()
    assert {path.name for path in (root / "inbox").iterdir()} == set(dropped)


def test_the_watch_pauses_and_resumes_by_itself(
    tmp_path: Path, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The running watch says once that it pauses, once that it goes on, and files everything."""
    root = make_archive(tmp_path / "库", made, free=500)
    free = [100]
    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage(10**12, 0, free[0] << 20))
    said: list[str] = []
    stop = threading.Event()
    dropped = drop(root, made)
    with opened(root) as archive:
        thread = threading.Thread(
            target=watch.keep_watch,
            args=(archive, said.append),
            kwargs={"page": False, "stop": stop},
        )
        thread.start()
        until(lambda: any("收件暂停" in word for word in said))
        time.sleep(0.6)
        free[0] = 5000
        until(lambda: len(records.every(archive.catalogue)) == 3)
        stop.set()
        thread.join(20)
    assert sum("收件暂停" in word for word in said) == 1
    assert sum("收件恢复" in word for word in said) == 1
    assert broken_after_round(root, dropped) == []


def test_a_disk_that_fills_while_filing_leaves_nothing_half_way(
    root: Path, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses the move to the shelf, the running watch finishes it later itself."""
    said: list[str] = []
    stop = threading.Event()
    full = [True]
    make_folder = durable.make_folder

    def refusing(folder: Path) -> None:
        if full[0]:
            raise DiskFull(path=folder, free="0 MB")
        make_folder(folder)

    dropped = drop(root, made)
    with opened(root) as archive:
        monkeypatch.setattr(durable, "make_folder", refusing)
        thread = threading.Thread(
            target=watch.keep_watch,
            args=(archive, said.append),
            kwargs={"page": False, "stop": stop},
        )
        thread.start()
        until(lambda: any("收件暂停" in word for word in said))
        full[0] = False
        until(lambda: len(records.every(archive.catalogue)) == 3)
        stop.set()
        thread.join(20)
    assert broken_after_round(root, dropped) == []


def count_far(archive: Archive) -> None:
    with archive.catalogue.transaction():
        for number in range(5000):
            archive.catalogue.next_number(f"scope {number} {'x' * 200}")


def test_a_catalogue_that_cannot_grow_says_the_disk_is_full(archive: Archive) -> None:
    """SQLite's own "full" comes out as a full disk, and the transaction is undone whole."""
    pages = archive.catalogue.value("PRAGMA page_count")
    archive.catalogue.rows(f"PRAGMA max_page_count = {pages}")
    before = archive.catalogue.value("SELECT COUNT(*) FROM counter")
    with pytest.raises(DiskFull):
        count_far(archive)
    assert archive.catalogue.value("SELECT COUNT(*) FROM counter") == before
