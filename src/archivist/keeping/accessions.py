"""Accession rows: the journal of what came in, from secured bytes to shelf or set-aside."""

import os
from datetime import UTC, datetime
from pathlib import Path

from archivist.errors import NoSuchReview
from archivist.keeping.catalogue import Catalogue, Row
from archivist.keeping.codec import from_json, to_json
from archivist.keeping.shelf import ORIGINALS
from archivist.records.arrival import Accession, Arrival, Ident, Progress
from archivist.records.reading import Reading, Unread
from archivist.records.recognition import Recognition
from archivist.records.record import Filing


def add(
    catalogue: Catalogue, arrival: Arrival, digest: str, size: int, held_at: str, released: bool
) -> Accession:
    """Enter secured bytes; one object row per digest. Inside a transaction."""
    now = datetime.now(UTC).isoformat()
    catalogue.change(
        "INSERT OR IGNORE INTO object (digest, size, first_seen_at) VALUES (?, ?, ?)",
        digest,
        size,
        now,
    )
    ident = arrival.ident
    row_id = catalogue.insert(
        "accession",
        {
            "name": arrival.name,
            "raw_path": os.fsencode(arrival.path),
            "device": str(ident.device),
            "inode": str(ident.inode),
            "mtime_ns": ident.mtime_ns,
            "digest": digest,
            "size": size,
            "held_at": held_at,
            "batch_hint": arrival.batch_hint,
            "arrived_at": now,
            "progress": Progress.SECURED,
            "released": int(released),
        },
    )
    return get(catalogue, row_id)


def add_part(
    catalogue: Catalogue,
    stack: Accession,
    pages: tuple[int, ...],
    name: str,
    digest: str,
    size: int,
    held_at: str,
) -> Accession:
    """Enter a document cut from ``stack``: these pages of it, in order. Inside a transaction."""
    now = datetime.now(UTC).isoformat()
    catalogue.change(
        "INSERT OR IGNORE INTO object (digest, size, first_seen_at) VALUES (?, ?, ?)",
        digest,
        size,
        now,
    )
    row_id = catalogue.insert(
        "accession",
        {
            "name": name,
            "raw_path": b"",
            "device": "",
            "inode": "",
            "mtime_ns": 0,
            "digest": digest,
            "size": size,
            "held_at": held_at,
            "batch_hint": stack.batch_hint,
            "arrived_at": now,
            "progress": Progress.WAITING,
            "released": 1,
            "stack": stack.id,
            "pages": to_json(pages),
        },
    )
    return get(catalogue, row_id)


def parts_of(catalogue: Catalogue, stack: int) -> tuple[Accession, ...]:
    """The documents that were cut from a stack, in order."""
    rows = catalogue.rows("SELECT * FROM accession WHERE stack = ? ORDER BY id", stack)
    return tuple(_accession(row) for row in rows)


def originals(catalogue: Catalogue) -> dict[str, str]:
    """Place and SHA-256 of every stack that was cut, once it lies in its place for ever."""
    return {
        stack.held_at: stack.digest
        for stack in at(catalogue, Progress.CUT)
        if stack.held_at.startswith(f"{ORIGINALS}/")
    }


def unlisted(catalogue: Catalogue) -> bool:
    """Whether there is a stack in its place that the manifest of stacks does not name yet."""
    return bool(
        catalogue.value(
            "SELECT count(*) FROM accession WHERE progress = ? AND listed = 0 AND held_at LIKE ?",
            Progress.CUT,
            f"{ORIGINALS}/%",
        )
    )


def tick_off(catalogue: Catalogue) -> None:
    """Note that the manifest of stacks names them all. Inside the transaction that wrote it."""
    catalogue.change(
        "UPDATE accession SET listed = 1 WHERE progress = ? AND held_at LIKE ?",
        Progress.CUT,
        f"{ORIGINALS}/%",
    )


def get(catalogue: Catalogue, accession: int) -> Accession:
    """The accession with this id. Raises NoSuchReview."""
    row = catalogue.row("SELECT * FROM accession WHERE id = ?", accession)
    if row is None:
        raise NoSuchReview(item=accession)
    return _accession(row)


def at(catalogue: Catalogue, *progress: Progress) -> tuple[Accession, ...]:
    """Accessions that have come this far, oldest first."""
    marks = ", ".join("?" for _ in progress)
    rows = catalogue.rows(
        f"SELECT * FROM accession WHERE progress IN ({marks}) ORDER BY id", *progress
    )
    return tuple(_accession(row) for row in rows)


def counts(catalogue: Catalogue) -> dict[Progress, int]:
    """How many accessions have come how far; zero where there is none."""
    rows = catalogue.rows("SELECT progress, count(*) AS many FROM accession GROUP BY progress")
    found = {Progress(row["progress"]): int(row["many"]) for row in rows}
    return {progress: found.get(progress, 0) for progress in Progress}


def unreleased(catalogue: Catalogue) -> tuple[tuple[Accession, Ident, Path], ...]:
    """Accessions whose inbox file has not been let go of yet, with its identity and path."""
    rows = catalogue.rows("SELECT * FROM accession WHERE released = 0 ORDER BY id")
    return tuple(
        (
            _accession(row),
            Ident(int(row["device"]), int(row["inode"]), row["size"], row["mtime_ns"]),
            Path(os.fsdecode(row["raw_path"])),
        )
        for row in rows
    )


def mark_released(catalogue: Catalogue, accession: int) -> None:
    """The inbox file is gone; the bytes are ours alone."""
    catalogue.change("UPDATE accession SET released = 1 WHERE id = ?", accession)


def advance(
    catalogue: Catalogue, accession: int, progress: Progress, *, held_at: str | None = None
) -> None:
    """Move an accession on; ``held_at`` changes only if given."""
    catalogue.change(
        "UPDATE accession SET progress = ?, held_at = COALESCE(?, held_at) WHERE id = ?",
        progress,
        held_at,
        accession,
    )


def keep_recognition(catalogue: Catalogue, accession: int, recognition: Recognition) -> None:
    """Keep what the document was held to be, for the clerk and for learning."""
    catalogue.change(
        "UPDATE accession SET recognition = ? WHERE id = ?", to_json(recognition), accession
    )


def recognition(catalogue: Catalogue, accession: int) -> Recognition | None:
    """What the document was held to be, or None if it was not read."""
    text = catalogue.value("SELECT recognition FROM accession WHERE id = ?", accession)
    return from_json(text, Recognition) if text else None


def keep_plan(catalogue: Catalogue, accession: int, plan: Filing) -> None:
    """Write down the intent before the act."""
    catalogue.change("UPDATE accession SET plan = ? WHERE id = ?", to_json(plan), accession)


def plan(catalogue: Catalogue, accession: int) -> Filing | None:
    """The plan an accession was to be filed by, or None."""
    text = catalogue.value("SELECT plan FROM accession WHERE id = ?", accession)
    return from_json(text, Filing) if text else None


def keep_trouble(catalogue: Catalogue, accession: int, code: str, sentence: str) -> None:
    """Why a document was set aside."""
    catalogue.change(
        "UPDATE accession SET trouble_code = ?, trouble = ? WHERE id = ?", code, sentence, accession
    )


def trouble(catalogue: Catalogue, accession: int) -> tuple[str, str] | None:
    """Code and sentence of why a document was set aside, or None."""
    row = catalogue.row("SELECT trouble_code, trouble FROM accession WHERE id = ?", accession)
    return (row["trouble_code"], row["trouble"]) if row and row["trouble_code"] else None


def keep_reading(catalogue: Catalogue, digest: str, reading: Reading | Unread) -> None:
    """Keep what these bytes say; equal bytes are read once."""
    kind = "reading" if isinstance(reading, Reading) else "unread"
    text = f'{{"{kind}":{to_json(reading)}}}'
    catalogue.change("UPDATE object SET reading = ? WHERE digest = ?", text, digest)


def reading(catalogue: Catalogue, digest: str) -> Reading | None:
    """What these bytes say, or None if they were not read."""
    text = catalogue.value("SELECT reading FROM object WHERE digest = ?", digest)
    prefix = '{"reading":'
    return from_json(text[len(prefix) : -1], Reading) if text and text.startswith(prefix) else None


def twins(catalogue: Catalogue, accession: Accession) -> tuple[int, ...]:
    """Earlier accessions with the same bytes that were not refused."""
    rows = catalogue.rows(
        "SELECT id FROM accession WHERE digest = ? AND id < ? AND progress <> ? ORDER BY id",
        accession.digest,
        accession.id,
        Progress.REFUSED,
    )
    return tuple(row["id"] for row in rows)


def _accession(row: Row) -> Accession:
    return Accession(
        id=row["id"],
        name=row["name"],
        digest=row["digest"],
        size=row["size"],
        held_at=row["held_at"],
        batch_hint=row["batch_hint"],
        arrived_at=datetime.fromisoformat(row["arrived_at"]),
        progress=Progress(row["progress"]),
        released=bool(row["released"]),
        stack=row["stack"],
        pages=from_json(row["pages"], tuple[int, ...]),
    )
