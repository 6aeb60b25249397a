"""The one durable write. Nothing else in archivist writes into an archive.

The order is always: write beside, sync, read back, replace, sync the folder. ``sync_folder`` is a
no-op on Windows, which has no such call; NTFS journals the rename itself.
"""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archivist.errors import DiskFull, PlaceTaken, StorageError, WriteFailed, WriteNotKept

CHUNK = 1 << 20
PART = ".part"
_PART_NAME = re.compile(r"\.[0-9a-f]{16}\.part")
_synced: set[Path] = set()  # folders whose own entry this process knows to be durable


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What was written: SHA-256 in hex and size in bytes."""

    digest: str
    size: int


def write(target: Path, data: bytes) -> str:
    """Write ``data`` to ``target``, replacing what is there; returns its SHA-256 in hex.

    Raises:
        DiskFull, WriteFailed: nothing was changed.
        WriteNotKept: the disk gave back other bytes than were written; ``target`` is unchanged.
    """
    make_folder(target.parent)
    beside = target.with_name(f".{secrets.token_hex(8)}{PART}")
    digest = hashlib.sha256(data).hexdigest()
    with _reported(target):
        try:
            with beside.open("xb") as file:
                file.write(data)
                _sync(file)
            _must_read_back(beside, digest)
            make_writable(target)
            beside.replace(target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()
        sync_folder(target.parent)
    return digest


def copy_in(source: BinaryIO, target: Path) -> Copied:
    """Copy an open file to ``target``, which must not exist, hashing on the way.

    The bytes are durable afterwards; their name is so only after ``settle`` of the folder or
    ``move``, which is left to the caller, once for all copies there.

    Raises:
        DiskFull, WriteFailed, WriteNotKept: ``target`` does not exist afterwards.
    """
    hasher = hashlib.sha256()
    size = 0
    with _reported(target):
        file = target.open("xb")  # fails before there is anything to take away again
        try:
            with file:
                while chunk := source.read(CHUNK):
                    hasher.update(chunk)
                    file.write(chunk)
                    size += len(chunk)
                _sync(file)
            _must_read_back(target, hasher.hexdigest())
        except BaseException:
            with contextlib.suppress(OSError):
                target.unlink()
            raise
    return Copied(digest=hasher.hexdigest(), size=size)


def settle(folder: Path) -> None:
    """Make the names of all that lies in ``folder`` durable. Raises DiskFull or WriteFailed."""
    with _reported(folder):
        sync_folder(folder)


def move(source: Path, target: Path) -> None:
    """Move within one file system, never over something else; both folders are synced.

    Raises:
        PlaceTaken: something stands at ``target``.
        WriteFailed: the disk refused.
    """
    make_folder(target.parent)
    if os.path.lexists(target):
        raise PlaceTaken(path=target)
    with _reported(target):
        source.rename(target)
        sync_folder(target.parent)
        if source.parent != target.parent:
            sync_folder(source.parent)


def remove(path: Path) -> None:
    """Remove a file for good; a missing file counts as removed. The folder is synced."""
    with _reported(path):
        make_writable(path)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)


def remove_empty(folder: Path) -> None:
    """Remove a folder if nothing is left in it; what is not ours to empty stays."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def make_folder(folder: Path) -> None:
    """Make ``folder`` and its parents, syncing each parent that gained a child.

    A folder that is there already is synced once in a process: whoever made it may have died
    before its entry was durable.
    """
    there = folder.is_dir()
    if there and folder in _synced:
        return
    if not there:
        make_folder(folder.parent)
    with _reported(folder):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
    _synced.add(folder)


def clear_parts(root: Path) -> int:
    """Remove what a ``write`` that died left below ``root``; returns how many files that were."""
    found = [
        Path(folder) / name
        for folder, _, names in os.walk(root)
        for name in names
        if _PART_NAME.fullmatch(name)
    ]
    for path in found:
        remove(path)
    return len(found)


def make_read_only(path: Path) -> None:
    """Take away everybody's right to write: originals are write-once."""
    with _reported(path):
        path.chmod(stat.S_IRUSR | stat.S_IRGRP)


def make_writable(path: Path) -> None:
    """Give the owner the right to write back (Windows will not replace a read-only file)."""
    if sys.platform == "win32" and path.exists():
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def digest_of(path: Path) -> str:
    """SHA-256 in hex of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:  # some network folders cannot; every other failure is real
        if problem.errno != errno.EINVAL:
            raise
    finally:
        os.close(handle)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
    if hasattr(os, "posix_fadvise"):  # so that reading back asks the disk, not the cache
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _must_read_back(path: Path, digest: str) -> None:
    if digest_of(path) != digest:
        raise WriteNotKept(path=path)


@contextlib.contextmanager
def _reported(path: Path) -> Iterator[None]:
    """Turn OSError into our own words."""
    try:
        yield
    except StorageError:
        raise
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(path=path, free="0 MB") from problem
        raise WriteFailed(path=path, why=problem.strerror or problem) from problem
