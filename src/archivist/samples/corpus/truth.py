"""What each file of the corpus truly is, and the listing in which that is kept."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from archivist.records.batch import Subject

Kind = Literal["digital", "scan", "stranger", "stack", "code"]
Evidence = Literal["number", "signs", "folder"]
LISTING = "truth.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document within a stack: its pages from 1 in reading order; None for a stranger."""

    pages: tuple[int, ...]
    material: int | None
    subject: Subject | None
    batch: str
    candidate: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One file: where it lies in the corpus folder, and what it is.

    ``batch_by`` tells how its batch may be known: by the number written on it, by other signs
    only, or by the inbox ``folder`` it is laid in. ``how`` names layout and scanner, ``wording``
    the title as it was set, ``at`` its place among the titles of its form.
    """

    name: str
    kind: Kind
    material: int | None
    subject: Subject | None
    batch: str
    candidate: int | None
    batch_by: Evidence
    folder: str
    pages: int
    wording: str
    how: str
    scanned: bool
    at: int = 0
    duplex: bool = False
    parts: tuple[Part, ...] = ()


def write_truth(folder: Path, truths: tuple[Truth, ...]) -> None:
    """Write the listing into ``folder``."""
    rows = [asdict(truth) for truth in truths]
    (folder / LISTING).write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def read_truth(folder: Path) -> tuple[Truth, ...]:
    """The listing of ``folder``.

    Raises:
        OSError: there is none.
    """
    rows = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    return tuple(_truth(row) for row in rows)


def _truth(row: dict[str, Any]) -> Truth:
    parts = tuple(
        Part(**{**part, "pages": tuple(part["pages"]), "subject": _subject(part["subject"])})
        for part in row["parts"]
    )
    return Truth(**{**row, "subject": _subject(row["subject"]), "parts": parts})


def _subject(value: str | None) -> Subject | None:
    return Subject(value) if value else None
