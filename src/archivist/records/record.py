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
    ``actor`` is who decided, so that a filing finished after a crash still names them. ``reason``
    says why it comes so late, if a person had to say so.
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
    reason: str = ""


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
    suffix: int = 0
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
class Insertion:
    """Why a record came into a batch after that was arranged or sealed (补充归档)."""

    record: int
    batch: str
    reason: str
    inserted_by: str
    inserted_at: datetime
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Refiling:
    """A record moved (移动) or copied (复制) elsewhere: what was intended, and when it was done.

    The first six facts are what the record was before. ``plan`` is where it goes; ``made`` is the
    record that came of it: the same one for a move.
    """

    id: int
    copy: bool
    record: int
    from_batch: str
    from_title: str
    from_code: str
    from_place: str
    from_box: int | None
    plan: Filing
    reason: str
    actor: str
    intended_at: datetime
    done_at: datetime | None = None
    made: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCopy:
    """A stamped copy beside an untouched original; both digests are SHA-256 in hex.

    ``note`` says in Chinese whether it is PDF/A, and why not; empty if nothing was said.
    """

    record: int
    place: str
    digest: str
    of_digest: str
    made_at: datetime
    note: str = ""
