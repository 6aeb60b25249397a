"""Batch rows: a batch is kept whole, with its roster, under its number."""

from dataclasses import dataclass
from datetime import UTC, datetime

from archivist.errors import NoSuchBatch
from archivist.keeping.catalogue import Catalogue, Row
from archivist.keeping.codec import from_json, to_json
from archivist.keeping.shelf import batch_folder
from archivist.records.batch import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A batch as the archive holds it: its year and volume (案卷号), folder and seal.

    ``sealed_despite`` is the reason for sealing it although something was open.
    """

    batch: Batch
    year: int
    volume: int
    folder: str
    pack: str
    sealed_at: datetime | None
    sealed_by: str = ""
    sealed_despite: str = ""


def add(catalogue: Catalogue, batch: Batch, pack: str) -> Held:
    """Enter a new batch; its volume is the next of its year. Inside a transaction."""
    year = batch.year or datetime.now(UTC).astimezone().year
    volume = catalogue.next_number(f"volume/{year}")
    catalogue.insert(
        "batch",
        {
            "number": batch.number,
            "year": year,
            "volume": volume,
            "folder": _free_folder(catalogue, batch_folder(batch, year)),
            "pack": pack,
            "details": to_json(batch),
            "added_at": datetime.now(UTC).isoformat(),
        },
    )
    return held(catalogue, batch.number)


def _free_folder(catalogue: Catalogue, wanted: str) -> str:
    """The folder, or one beside it if another batch has it on a disk that ignores case."""
    taken = {row["folder"].casefold() for row in catalogue.rows("SELECT folder FROM batch")}
    folder, count = wanted, 1
    while folder.casefold() in taken:
        count += 1
        folder = f"{wanted} ({count})"
    return folder


def correct(catalogue: Catalogue, batch: Batch) -> Held:
    """Replace a batch's facts; its folder, year and volume stay what they were."""
    catalogue.change("UPDATE batch SET details = ? WHERE number = ?", to_json(batch), batch.number)
    return held(catalogue, batch.number)


def held(catalogue: Catalogue, number: str) -> Held:
    """The batch with this number. Raises NoSuchBatch."""
    row = catalogue.row("SELECT * FROM batch WHERE number = ?", number)
    if row is None:
        raise NoSuchBatch(batch=number)
    return _held(row)


def find(catalogue: Catalogue, number: str) -> Held | None:
    """The batch with this number, or None."""
    row = catalogue.row("SELECT * FROM batch WHERE number = ?", number)
    return _held(row) if row else None


def every(catalogue: Catalogue) -> tuple[Held, ...]:
    """All batches by year and volume."""
    return tuple(_held(row) for row in catalogue.rows("SELECT * FROM batch ORDER BY year, volume"))


def seal(catalogue: Catalogue, number: str, at: datetime, by: str, despite: str) -> None:
    """Note that a batch was sealed; nothing unseals it. Inside a transaction."""
    catalogue.change(
        "UPDATE batch SET sealed_at = ?, sealed_by = ?, sealed_despite = ? "
        "WHERE number = ? AND sealed_at IS NULL",
        at.isoformat(),
        by,
        despite,
        number,
    )


def mark_stale(catalogue: Catalogue, number: str) -> None:
    """Remember that the batch's manifest must be written again."""
    catalogue.change("UPDATE batch SET manifest_stale = 1 WHERE number = ?", number)


def stale(catalogue: Catalogue) -> tuple[str, ...]:
    """Numbers of the batches whose manifest must be written again."""
    rows = catalogue.rows("SELECT number FROM batch WHERE manifest_stale = 1 ORDER BY number")
    return tuple(row["number"] for row in rows)


def _held(row: Row) -> Held:
    return Held(
        batch=from_json(row["details"], Batch),
        year=row["year"],
        volume=row["volume"],
        folder=row["folder"],
        pack=row["pack"],
        sealed_at=datetime.fromisoformat(row["sealed_at"]) if row["sealed_at"] else None,
        sealed_by=row["sealed_by"],
        sealed_despite=row["sealed_despite"],
    )
