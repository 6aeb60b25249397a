"""Securing: bytes durable, then row durable, and only then is the inbox file released.

A few arrivals share one transaction: their bytes are durable before it, their inbox files are let
go of after it. Each step may be the last before a crash: a ``.part`` file or a work file without
a row is litter (the source is still in the inbox); a row whose inbox file is still there is
released again by identity, never entered twice.
"""

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archivist.errors import DiskFull
from archivist.intake.settle import RELEASING, Scan, ident_of
from archivist.keeping import accessions, durable, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.durable import Copied
from archivist.keeping.shelf import Shelf
from archivist.records.arrival import Accession, Arrival, Ident

ACTOR = "archivist"
NAME_BYTES = 255


@dataclass(frozen=True, slots=True)
class Kept:
    """An arrival whose bytes lie durable at ``work``, not yet in the catalogue.

    ``release`` tells whether its file is to be let go of once it is entered.
    """

    arrival: Arrival
    work: Path
    copied: Copied
    release: bool


def secure(
    catalogue: Catalogue, shelf: Shelf, arrival: Arrival, *, release: bool
) -> Accession | None:
    """Keep and enter one arrival; None, with nothing kept, as ``keep`` says.

    Raises:
        DiskFull, WriteFailed, WriteNotKept: nothing was kept.
    """
    kept = keep(shelf, arrival, release=release)
    return enter(catalogue, shelf, (kept,))[0] if kept else None


def keep(shelf: Shelf, arrival: Arrival, *, release: bool) -> Kept | None:
    """Make an arrival's bytes ours, to be entered. None if it is gone or was still being written.

    Raises:
        DiskFull, WriteFailed, WriteNotKept: nothing was kept.
    """
    work = shelf.work / secrets.token_hex(12)
    file = _opened(arrival)
    if file is None:
        return None
    with file:
        copied = durable.copy_in(file, work)
        if ident_of(os.fstat(file.fileno())) != arrival.ident or copied.size != arrival.ident.size:
            durable.remove(work)
            return None
    return Kept(arrival, work, copied, release)


def enter(catalogue: Catalogue, shelf: Shelf, group: Sequence[Kept]) -> tuple[Accession, ...]:
    """Enter a few kept arrivals in one transaction, then let go of their files where asked."""
    durable.settle(shelf.work)
    with catalogue.transaction():
        entered = tuple(_entered(catalogue, shelf, one) for one in group)
    gone = [
        (accession, one.arrival.path)
        for accession, one in zip(entered, group, strict=True)
        if one.release and let_go(one.arrival.path, one.arrival.ident, one.copied.digest)
    ]
    _mark_gone(catalogue, gone)
    return entered


def _entered(catalogue: Catalogue, shelf: Shelf, one: Kept) -> Accession:
    arrival, copied = one.arrival, one.copied
    place = shelf.place(one.work)
    accession = accessions.add(
        catalogue, arrival, copied.digest, copied.size, place, released=not one.release
    )
    ledger.tell(
        catalogue,
        actor=ACTOR,
        act="received",
        subject=f"accession/{accession.id}",
        name=arrival.name,
        digest=copied.digest,
        size=copied.size,
        hint=arrival.batch_hint,
    )
    return accession


def _mark_gone(catalogue: Catalogue, gone: Sequence[tuple[Accession, Path]]) -> None:
    """Note that these inbox files are gone, once their folders say so for good."""
    for folder in {path.parent for _, path in gone}:
        with contextlib.suppress(OSError):
            durable.sync_folder(folder)
    if gone:
        with catalogue.transaction():
            for accession, _ in gone:
                accessions.mark_released(catalogue, accession.id)


def let_go(path: Path, ident: Ident, digest: str) -> bool:
    """Remove an inbox file whose bytes are safe; False if it could not be removed yet.

    It is renamed first and looked at again, so that a file put in its place meanwhile survives.
    """
    return _let_go(path, ident, digest)


def _let_go(path: Path, ident: Ident | None, digest: str) -> bool:
    aside = path.with_name(_aside_name(path.name))
    try:
        path.rename(aside)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return _drop(aside, path, ident, digest)


def _drop(aside: Path, path: Path, ident: Ident | None, digest: str) -> bool:
    """Remove ``aside`` if it is the known file (None: any with these bytes), else give it back."""
    try:
        same = ident in (None, ident_of(aside.lstat())) and durable.digest_of(aside) == digest
        if same:
            aside.unlink()
        else:
            aside.rename(_free(path))
    except OSError:
        return False
    return True


def release_known(catalogue: Catalogue, inbox: Path) -> int:
    """After a crash: let go of inbox files whose bytes are already ours. Returns how many.

    They are known by path, size, time and digest: device and inode numbers may be others after a
    restart or on a share that came back. A file half-way through its release (renamed, not yet
    removed) is found too. While the inbox is away nothing is said to be gone.
    """
    if not inbox.is_dir():
        return 0
    released = []
    halfway = [path for path in inbox.rglob(f"{RELEASING}*") if path.is_file()]
    for accession, ident, path in accessions.unreleased(catalogue):
        aside = next((p for p in halfway if _is(p, ident, accession.digest)), None)
        if aside is not None:
            halfway.remove(aside)
            gone = _drop(aside, path, None, accession.digest)
        elif _looks_like(path, ident):
            gone = _let_go(path, None, accession.digest)
        else:
            gone = True
        if gone:
            released.append((accession, path))
    _mark_gone(catalogue, released)
    for stray in halfway:  # renamed by us, but its row never came to be: give it back
        name = stray.name[len(RELEASING) + 9 :] or stray.name[-8:]
        with contextlib.suppress(OSError):
            stray.rename(_free(stray.with_name(name)))
    return len(released)


def known(catalogue: Catalogue, scan: Scan) -> frozenset[Path]:
    """Paths in a scan that are already secured and only wait to be released."""
    waiting = {
        (path, ident.size, ident.mtime_ns) for _, ident, path in accessions.unreleased(catalogue)
    }
    arrivals = (*scan.settled, *(broken.arrival for broken in scan.broken))
    return frozenset(
        a.path for a in arrivals if (a.path, a.ident.size, a.ident.mtime_ns) in waiting
    )


def must_have_room(shelf: Shelf, floor_mb: int) -> None:
    """Raises DiskFull when the archive's disk has less than ``floor_mb`` MB free."""
    free = shutil.disk_usage(shelf.root).free // (1 << 20)
    if free < floor_mb:
        raise DiskFull(path=shelf.root, free=f"{free} MB")


def _aside_name(name: str) -> str:
    """A name that a scan ignores and that, where it is short enough, still tells the old one."""
    aside = f"{RELEASING}{secrets.token_hex(4)}-{name}"
    return aside if len(os.fsencode(aside)) <= NAME_BYTES else aside[: len(RELEASING) + 8]


def _free(path: Path) -> Path:
    """The path itself, or one beside it at which nothing stands."""
    return path.with_stem(f"{path.stem}-{secrets.token_hex(2)}") if os.path.lexists(path) else path


def _looks_like(path: Path, ident: Ident) -> bool:
    try:
        seen = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(seen.st_mode) and (seen.st_size, seen.st_mtime_ns) == (
        ident.size,
        ident.mtime_ns,
    )


def _is(path: Path, ident: Ident, digest: str) -> bool:
    return _looks_like(path, ident) and durable.digest_of(path) == digest


def _opened(arrival: Arrival) -> BinaryIO | None:
    """The arrival opened without following a link, or None if it is no longer what it was."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(arrival.path, flags | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    file = os.fdopen(handle, "rb")
    seen = os.fstat(handle)
    if stat.S_ISREG(seen.st_mode) and ident_of(seen) == arrival.ident:
        return file
    file.close()
    return None
