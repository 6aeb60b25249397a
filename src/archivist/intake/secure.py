"""Securing: bytes durable, then row durable, and only then is the inbox file released.

Each step may be the last before a crash: a ``.part`` file or a work file without a row is litter
(the source is still in the inbox); a row whose inbox file is still there is released again by
identity, never entered twice.
"""

import contextlib
import os
import secrets
import shutil
import stat
from pathlib import Path
from typing import BinaryIO

from archivist.errors import DiskFull
from archivist.intake.settle import RELEASING, Scan, ident_of
from archivist.keeping import accessions, durable, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.records.arrival import Accession, Arrival, Ident

ACTOR = "archivist"


def secure(
    catalogue: Catalogue, shelf: Shelf, arrival: Arrival, *, release: bool
) -> Accession | None:
    """Make an arrival's bytes ours; with ``release`` its inbox file is let go of afterwards.

    Returns None, with nothing kept, if the file is gone or was still being written.

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
    with catalogue.transaction():
        accession = accessions.add(
            catalogue,
            arrival,
            copied.digest,
            copied.size,
            shelf.place(work),
            released=not release,
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
    if release and let_go(arrival.path, arrival.ident, copied.digest):
        with catalogue.transaction():
            accessions.mark_released(catalogue, accession.id)
    return accession


def let_go(path: Path, ident: Ident, digest: str) -> bool:
    """Remove an inbox file whose bytes are safe; False if it could not be removed yet.

    It is renamed first and looked at again, so that a file put in its place meanwhile survives.
    """
    aside = path.with_name(f"{RELEASING}{secrets.token_hex(8)}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return _drop(aside, path, ident, digest)


def _drop(aside: Path, path: Path, ident: Ident, digest: str) -> bool:
    seen = aside.lstat()
    same = ident_of(seen) == ident and durable.digest_of(aside) == digest
    try:
        if same:
            aside.unlink()
        else:
            back = path if not path.exists() else path.with_stem(f"{path.stem}-{aside.name[-4:]}")
            aside.rename(back)
    except OSError:
        return False
    with contextlib.suppress(OSError):
        durable.sync_folder(path.parent)
    return True


def release_known(catalogue: Catalogue, inbox: Path) -> int:
    """After a crash: let go of inbox files whose bytes are already ours. Returns how many.

    A file half-way through its release (renamed, not yet removed) is found by identity too.
    """
    done = 0
    halfway = {ident_of(p.lstat()): p for p in inbox.rglob(f"{RELEASING}*") if not p.is_symlink()}
    for accession, ident, path in accessions.unreleased(catalogue):
        aside = halfway.pop(ident, None)
        if aside is not None:
            gone = _drop(aside, path, ident, accession.digest)
        elif _still_there(path, ident):
            gone = let_go(path, ident, accession.digest)
        else:
            gone = True
        if gone:
            with catalogue.transaction():
                accessions.mark_released(catalogue, accession.id)
            done += 1
    for stray in halfway.values():  # renamed by us, but its row never came to be: give it back
        stray.rename(stray.with_name(stray.name.removeprefix(RELEASING)))
    return done


def known(catalogue: Catalogue, scan: Scan) -> frozenset[Path]:
    """Paths in a scan that are already secured and only wait to be released."""
    waiting = {(path, ident) for _, ident, path in accessions.unreleased(catalogue)}
    return frozenset(a.path for a in scan.settled if (a.path, a.ident) in waiting)


def must_have_room(shelf: Shelf, floor_mb: int) -> None:
    """Raises DiskFull when the archive's disk has less than ``floor_mb`` MB free."""
    free = shutil.disk_usage(shelf.root).free // (1 << 20)
    if free < floor_mb:
        raise DiskFull(path=shelf.root, free=f"{free} MB")


def _still_there(path: Path, ident: Ident) -> bool:
    try:
        return ident_of(path.lstat()) == ident
    except OSError:
        return False


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
