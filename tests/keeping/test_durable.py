"""The one durable write: what is written is there whole, or nothing was changed."""

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from archivist.errors import DiskFull, PlaceTaken, WriteFailed, WriteNotKept
from archivist.keeping import durable
from tests.builders import sha256, tree

DATA = b"0123456789" * 300_000


def refuse(number: int) -> Callable[..., None]:
    def call(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return call


def drop_last_byte(file: BinaryIO) -> None:
    """A disk that loses the end of what it was given."""
    file.flush()
    os.ftruncate(file.fileno(), file.tell() - 1)


def test_write_replaces_the_whole_file_and_tells_its_digest(tmp_path: Path) -> None:
    """After a write the file holds exactly the new bytes and nothing lies beside it."""
    target = tmp_path / "甲" / "乙" / "清单.txt"
    durable.write(target, b"old, and longer than the new")
    assert durable.write(target, DATA) == sha256(DATA)
    assert tree(tmp_path) == {"甲/乙/清单.txt": DATA}


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, WriteFailed)],
)
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_changes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    error: type[Exception],
) -> None:
    """A full or broken disk leaves the old file as it was, and no litter."""
    target = tmp_path / "清单.txt"
    durable.write(target, b"old")
    monkeypatch.setattr(os, call, refuse(number))
    with pytest.raises(error):
        durable.write(target, DATA)
    assert tree(tmp_path) == {"清单.txt": b"old"}


def test_a_write_the_disk_does_not_keep_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not read back equal never takes the place of the old file."""
    target = tmp_path / "清单.txt"
    durable.write(target, b"old")
    monkeypatch.setattr(durable, "_sync", drop_last_byte)
    with pytest.raises(WriteNotKept):
        durable.write(target, DATA)
    assert tree(tmp_path) == {"清单.txt": b"old"}


def test_copy_in_tells_digest_and_size_of_what_it_wrote(tmp_path: Path) -> None:
    """A copy holds the source's bytes; digest and size are those of the bytes written."""
    copied = durable.copy_in(io.BytesIO(DATA), tmp_path / "件")
    assert copied == durable.Copied(digest=sha256(DATA), size=len(DATA))
    assert (tmp_path / "件").read_bytes() == DATA


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_copy_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A copy stopped by the disk is taken away again."""
    monkeypatch.setattr(os, "fsync", refuse(number))
    with pytest.raises((DiskFull, WriteFailed)):
        durable.copy_in(io.BytesIO(DATA), tmp_path / "件")
    assert tree(tmp_path) == {}


def test_a_copy_the_disk_does_not_keep_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that does not read back equal is taken away again."""
    monkeypatch.setattr(durable, "_sync", drop_last_byte)
    with pytest.raises(WriteNotKept):
        durable.copy_in(io.BytesIO(DATA), tmp_path / "件")
    assert tree(tmp_path) == {}


def test_copy_in_never_writes_over_something(tmp_path: Path) -> None:
    """A place that is taken stays as it was."""
    (tmp_path / "件").write_bytes(b"other")
    with pytest.raises(WriteFailed):
        durable.copy_in(io.BytesIO(DATA), tmp_path / "件")
    assert tree(tmp_path) == {"件": b"other"}


def test_move_never_goes_over_something(tmp_path: Path) -> None:
    """A taken place is an error, also if only a dangling link stands there; both files stay."""
    source, target = tmp_path / "甲", tmp_path / "架" / "乙"
    source.write_bytes(b"new")
    target.parent.mkdir()
    target.write_bytes(b"other")
    with pytest.raises(PlaceTaken):
        durable.move(source, target)
    assert tree(tmp_path) == {"甲": b"new", "架/乙": b"other"}
    target.unlink()
    target.symlink_to(tmp_path / "nowhere")
    with pytest.raises(PlaceTaken):
        durable.move(source, target)


def test_move_makes_its_folders_and_syncs_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new folders' entries, the new place and the old place are all made durable."""
    synced: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synced.append)
    (tmp_path / "work").mkdir()
    source, target = tmp_path / "work" / "件", tmp_path / "2024" / "批" / "001.pdf"
    source.write_bytes(b"x")
    durable.move(source, target)
    wanted = {tmp_path, tmp_path / "2024", tmp_path / "2024" / "批", tmp_path / "work"}
    assert wanted <= set(synced)
    assert target.read_bytes() == b"x"
    assert not source.exists()


def test_a_folder_made_by_a_dead_process_is_synced_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that was there before has its own entry made durable before it is relied upon."""
    folder = tmp_path / "2024"
    folder.mkdir()
    synced: list[Path] = []
    monkeypatch.setattr(durable, "sync_folder", synced.append)
    durable.make_folder(folder)
    durable.make_folder(folder)
    assert synced.count(tmp_path) == 1


def test_remove_is_content_with_a_missing_file(tmp_path: Path) -> None:
    """What is gone already counts as removed, with or without its folder."""
    (tmp_path / "件").write_bytes(b"x")
    durable.remove(tmp_path / "件")
    durable.remove(tmp_path / "件")
    durable.remove(tmp_path / "没有" / "件")
    assert tree(tmp_path) == {}


def test_read_only_originals_can_be_replaced_and_removed_on_windows_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system will not replace or remove a read-only file, the right is given first."""
    target = tmp_path / "件"
    target.write_bytes(b"old")
    durable.make_read_only(target)
    assert target.stat().st_mode & 0o222 == 0
    replace, unlink = os.replace, os.unlink

    def windows(whole: Callable[..., None], at: int) -> Callable[..., None]:
        def call(*args: Path, **named: object) -> None:
            path = Path(args[at])
            if path.exists() and not path.stat().st_mode & 0o200:
                raise PermissionError(errno.EACCES, "Access is denied", str(path))
            whole(*args, **named)

        return call

    monkeypatch.setattr(os, "replace", windows(replace, 1))
    monkeypatch.setattr(os, "unlink", windows(unlink, 0))
    monkeypatch.setattr("archivist.keeping.durable.sys.platform", "win32")
    durable.write(target, b"new")
    assert target.read_bytes() == b"new"
    durable.make_read_only(target)
    durable.remove(target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("number", "ends"), [(errno.EINVAL, False), (errno.EIO, True), (errno.ENOSPC, True)]
)
def test_only_a_folder_that_cannot_be_synced_at_all_is_forgiven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, ends: bool
) -> None:
    """Network folders that know no sync are let pass; every other refusal counts."""
    monkeypatch.setattr(os, "fsync", refuse(number))
    failed = False
    try:
        durable.sync_folder(tmp_path)
    except OSError:
        failed = True
    assert failed is ends


def test_parts_of_a_dead_write_are_cleared_and_nothing_else(tmp_path: Path) -> None:
    """Only files named as our half-written ones go; what merely looks similar stays."""
    keep = {"a.part": b"1", ".x.part": b"2", "甲/.0123456789abcdef.part.pdf": b"3"}
    for name, data in {
        **keep,
        "甲/.0123456789abcdef.part": b"",
        ".fedcba9876543210.part": b"",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert durable.clear_parts(tmp_path) == 2
    assert tree(tmp_path) == keep
