"""The lock: one writer, who is named; a crash frees it and is remembered."""

import subprocess
import sys
from pathlib import Path

import pytest

from archivist.errors import ArchiveLocked, FolderRefused
from archivist.keeping.lock import ArchiveLock

HOLD = """
import sys
from pathlib import Path
from archivist.keeping.lock import ArchiveLock
with ArchiveLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    """Process and computer of the holder stand in the refusal; afterwards the lock is free."""
    first = holder(tmp_path)
    with pytest.raises(ArchiveLocked, match=f"进程 {first.pid}"):
        ArchiveLock(tmp_path).take()
    first.communicate()
    with ArchiveLock(tmp_path) as lock:
        assert not lock.after_crash


def test_a_crash_frees_the_lock_and_is_remembered_once(tmp_path: Path) -> None:
    """After a killed holder the next one knows of the crash, and the one after it does not."""
    first = holder(tmp_path)
    first.kill()
    first.communicate()
    with ArchiveLock(tmp_path) as lock:
        assert lock.after_crash
    with ArchiveLock(tmp_path) as lock:
        assert not lock.after_crash


def test_an_unreadable_card_does_not_hide_the_refusal(tmp_path: Path) -> None:
    """A holder whose card is damaged is an unknown program, and still holds the lock."""
    first = holder(tmp_path)
    (tmp_path / "lock.json").write_bytes(b"\xff{")
    with pytest.raises(ArchiveLocked, match="未知程序"):
        ArchiveLock(tmp_path).take()
    first.communicate()


def test_a_folder_that_takes_no_lock_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the right to write there, the folder is named."""

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(FolderRefused, match=tmp_path.name):
        ArchiveLock(tmp_path).take()
