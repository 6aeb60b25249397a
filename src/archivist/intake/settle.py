"""Settling: which files in the inbox are whole and quiet enough to be taken.

Scanning is the engine; file events only wake it. A file is settled when size, time and inode have
not changed for ``settle_seconds`` over at least two scans and its bytes are complete for its
format. A scanner pauses up to seven seconds between pages, so an empty or incomplete file is
given ``PATIENCE`` seconds before it is set aside.
"""

import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from archivist.errors import ArchivistError, CannotOpen, EmptyFile, NotAFile, Truncated
from archivist.keeping.shelf import shown
from archivist.reading import sniff
from archivist.records.arrival import Arrival, Ident

PATIENCE = 60.0
DEPTH = 4
RELEASING = ".archivist-release-"

_IGNORED = re.compile(
    r"""^(?: \._.* | \.DS_Store | Thumbs\.db | desktop\.ini | @eaDir | \.stfolder | \.git.*
        | ~\$.* | \.~lock\..*\# | ~syncthing~.* | \.nfs.* | \.archivist-.* | \.gitkeep
        | .*\.(?:tmp|part|partial|crdownload|filepart) )$""",
    re.VERBOSE | re.IGNORECASE,
)
_DOCUMENT_SUFFIXES = {".pdf", ".docx", ".xlsx", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".ofd"}


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the inbox that cannot be taken where it lies, and why. It is left alone."""

    path: Path
    error: ArchivistError


@dataclass(frozen=True, slots=True)
class Broken:
    """A quiet file that is empty or incomplete: it is secured and set aside with the reason."""

    arrival: Arrival
    error: ArchivistError


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One look at the inbox: what may be taken, what must wait, what is refused.

    ``looked`` is false for files named one by one, when the rest of the inbox was not seen.
    """

    settled: tuple[Arrival, ...] = ()
    broken: tuple[Broken, ...] = ()
    waiting: tuple[Path, ...] = ()
    refused: tuple[Refused, ...] = ()
    ignored: int = 0
    looked: bool = True


@dataclass(slots=True)
class Settler:
    """Remembers when each inbox file was last seen to change. ``now`` is monotonic seconds."""

    inbox: Path
    settle_seconds: float
    patience: float = PATIENCE
    _quiet_since: dict[tuple[Path, Ident], float] = field(default_factory=dict)

    def scan(self, now: float) -> Scan:
        """Look at the whole inbox once."""
        look = _Look(self.inbox)
        look.walk(self.inbox, 0)
        seen = {
            (path, ident): self._quiet_since.get((path, ident), now) for path, ident in look.files
        }
        first_time = seen.keys() - self._quiet_since.keys()
        self._quiet_since = seen
        settled: list[Arrival] = []
        broken: list[Broken] = []
        waiting: list[Path] = []
        for key, since in seen.items():
            quiet = now - since
            if key in first_time or quiet < self.settle_seconds:
                waiting.append(key[0])
                continue
            arrival = arrival_of(self.inbox, *key)
            trouble = unfinished(key[0], key[1])
            if trouble is None:
                settled.append(arrival)
            elif isinstance(trouble, CannotOpen):  # for as long as it takes, but not in silence
                waiting.append(key[0])
                if quiet >= self.patience:
                    look.refused.append(Refused(key[0], trouble))
            elif quiet >= max(self.patience, self.settle_seconds):
                broken.append(Broken(arrival, trouble))
            else:
                waiting.append(key[0])
        return Scan(
            settled=tuple(settled),
            broken=tuple(broken),
            waiting=tuple(waiting),
            refused=tuple(look.refused),
            ignored=look.ignored,
        )


class _Look:
    """One walk over the inbox with lstat only; nothing is opened and no link is followed."""

    def __init__(self, inbox: Path) -> None:
        self.inbox = inbox
        self.files: list[tuple[Path, Ident]] = []
        self.refused: list[Refused] = []
        self.ignored = 0

    def walk(self, folder: Path, depth: int) -> None:
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as problem:
            error = CannotOpen(name=shown(folder.name), why=problem.strerror or problem)
            self.refused.append(Refused(folder, error))
            return
        for entry in found:
            if _IGNORED.match(entry.name):
                self.ignored += 1
                continue
            try:
                # not entry.stat(): on Windows that knows no inode
                self._look_at(Path(entry.path), Path(entry.path).lstat(), depth)
            except FileNotFoundError:
                continue

    def _look_at(self, path: Path, seen: os.stat_result, depth: int) -> None:
        if stat.S_ISDIR(seen.st_mode):
            if path.suffix.lower() in _DOCUMENT_SUFFIXES:
                self._refuse(path, "文件夹")
            elif depth < DEPTH:
                self.walk(path, depth + 1)
            else:
                self._refuse(path, f"文件夹套得太深，超过 {DEPTH} 层")
        elif stat.S_ISREG(seen.st_mode):
            self.files.append((path, ident_of(seen)))
        else:
            self._refuse(path, _kind(seen.st_mode))

    def _refuse(self, path: Path, kind: str) -> None:
        self.refused.append(Refused(path, NotAFile(name=shown(path.name), kind=kind)))


def ident_of(seen: os.stat_result) -> Ident:
    """The identity of a file as the file system tells it."""
    return Ident(seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)


def arrival_of(inbox: Path, path: Path, ident: Ident) -> Arrival:
    """The arrival at ``path``; the first sub-folder under the inbox hints at the batch."""
    parts = path.relative_to(inbox).parts if path.is_relative_to(inbox) else (path.name,)
    hint = unicodedata.normalize("NFC", shown(parts[0])) if len(parts) > 1 else ""
    return Arrival(path=path, name=shown(path.name), ident=ident, batch_hint=hint)


def unfinished(path: Path, ident: Ident) -> ArchivistError | None:
    """Why a file is not whole or cannot be looked at, or None."""
    name = shown(path.name)
    if ident.size == 0:
        return EmptyFile(name=name)
    try:
        whole = sniff.looks_complete(path, sniff.sniff(path))
    except OSError as problem:
        return CannotOpen(name=name, why=problem.strerror or problem)
    return None if whole else Truncated(name=name)


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "快捷方式或链接"
    return "管道、设备或其他特殊文件"
