"""Arrival and Accession: the first two steps of a document's road."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ident:
    """What tells one inbox file from another: device, inode, size in bytes, mtime in ns."""

    device: int
    inode: int
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A settled file: regular, inside the inbox, quiet, complete for its format.

    ``name`` is the NFC name shown to people; ``path`` is the name as the file system gave it.
    ``batch_hint`` is the inbox sub-folder it lay in, or an empty string.
    """

    path: Path
    name: str
    ident: Ident
    batch_hint: str = ""


class Progress(StrEnum):
    """How far the machine has brought an accession. Decisions of people are not kept here."""

    SECURED = "secured"
    WAITING = "waiting"
    FILING = "filing"
    FILED = "filed"
    CUT = "cut"
    SET_ASIDE = "set_aside"
    REFUSED = "refused"


PROGRESS_NAMES = {
    Progress.SECURED: "已接收",
    Progress.WAITING: "待确认",
    Progress.FILING: "归档中",
    Progress.FILED: "已归档",
    Progress.CUT: "已拆分",
    Progress.SET_ASIDE: "已搁置",
    Progress.REFUSED: "已退回",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accession:
    """Bytes that are safe: copied, synced, read back equal, with a journal row.

    ``held_at`` is where the bytes lie until they are shelved, relative to the archive root.
    ``stack`` is the accession this one was cut from, and ``pages`` the page numbers it had there,
    in order; None and empty for what came in as it is.
    """

    id: int
    name: str
    digest: str
    size: int
    held_at: str
    batch_hint: str
    arrived_at: datetime
    progress: Progress
    released: bool
    stack: int | None = None
    pages: tuple[int, ...] = ()
