"""Letter (文书): an outgoing document with its number."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``number`` is the whole 发文字号; ``place`` lies under the archive root; digest SHA-256."""

    kind: str
    year: int
    serial: int
    number: str
    title: str
    addressee: str
    dated_on: date
    place: str
    digest: str
    issued_by: str
    issued_at: datetime
