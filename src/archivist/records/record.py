"""Filing and Record (件): a document's planned place, and a document on its shelf."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from archivist.records.batch import Subject
from archivist.records.material import Carrier


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """The complete plan for shelving one accession; a dry run prints it.

    ``place`` is the path under the archive root; ``ordinal`` counts within the material's folder.
    ``actor`` is who decided, so that a filing finished after a crash still names them.
    """

    accession: int
    batch: str
    material: int
    subject: Subject | None
    candidate: int | None
    title: str
    term: str
    ordinal: int
    place: str
    extra: bool = False
    actor: str = ""


class Standing(StrEnum):
    """Where a record stands in its life."""

    KEPT = "kept"
    LISTED = "listed"
    DESTROYED = "destroyed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One 件 on its shelf. ``code`` is empty until the batch is arranged.

    ``pages`` counts sides with text or image; for a physical piece it is the number of pieces.
    ``place`` is empty for a record that is no file. ``digest`` is SHA-256 in hex.
    """

    id: int
    batch: str
    material: int
    subject: Subject | None
    candidate: int | None
    title: str
    term: str
    carrier: Carrier
    pages: int
    filed_at: datetime
    place: str = ""
    digest: str = ""
    size: int = 0
    media: str = ""
    code: str = ""
    serial: int | None = None
    dated_on: date | None = None
    responsible: str = ""
    document_number: str = ""
    secrecy: str = ""
    remark: str = ""
    source_name: str = ""
    box: int | None = None
    seconds: float | None = None
    location: str = ""
    standing: Standing = Standing.KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCopy:
    """A stamped copy beside an untouched original; both digests are SHA-256 in hex."""

    record: int
    place: str
    digest: str
    of_digest: str
    made_at: datetime
