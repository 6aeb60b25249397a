"""Notice rows: what lies in the inbox and cannot be taken, as the last sweep saw it."""

from dataclasses import dataclass
from datetime import datetime

from archivist.keeping.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing in the inbox that is left alone, and why, in Chinese."""

    path: str
    code: str
    sentence: str
    seen_at: datetime


def every(catalogue: Catalogue) -> tuple[Notice, ...]:
    """All notices by path."""
    rows = catalogue.rows("SELECT * FROM notice ORDER BY path")
    return tuple(
        Notice(
            path=row["path"],
            code=row["code"],
            sentence=row["sentence"],
            seen_at=datetime.fromisoformat(row["seen_at"]),
        )
        for row in rows
    )
