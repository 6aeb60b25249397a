"""Hold rows (暂缓销毁): orders of people that something may not leave."""

from datetime import UTC, datetime

from archivist.errors import NoSuchHold
from archivist.keeping.catalogue import Catalogue, Row
from archivist.records.hold import Hold


def add(catalogue: Catalogue, batch: str, record: int | None, reason: str, actor: str) -> Hold:
    """Enter a hold on a batch, or on one record of it. Inside a transaction."""
    row_id = catalogue.insert(
        "hold",
        {
            "batch": batch,
            "record": record,
            "reason": reason,
            "placed_by": actor,
            "placed_at": datetime.now(UTC).isoformat(),
        },
    )
    return get_open(catalogue, row_id)


def get_open(catalogue: Catalogue, hold: int) -> Hold:
    """The open hold with this id. Raises NoSuchHold if there is none or it was released."""
    row = catalogue.row("SELECT * FROM hold WHERE id = ? AND released_at IS NULL", hold)
    if row is None:
        raise NoSuchHold(hold=hold)
    return _hold(row)


def every_open(catalogue: Catalogue) -> tuple[Hold, ...]:
    """All holds nobody has released, oldest first."""
    rows = catalogue.rows("SELECT * FROM hold WHERE released_at IS NULL ORDER BY id")
    return tuple(_hold(row) for row in rows)


def follow(catalogue: Catalogue, hold: int, batch: str) -> None:
    """Note that a held record now belongs to another batch. Inside a transaction."""
    catalogue.change("UPDATE hold SET batch = ? WHERE id = ?", batch, hold)


def close(catalogue: Catalogue, hold: int, reason: str, actor: str) -> None:
    """Note that a hold was released; the row stays. Inside a transaction."""
    catalogue.change(
        "UPDATE hold SET released_by = ?, released_at = ?, release_reason = ? WHERE id = ?",
        actor,
        datetime.now(UTC).isoformat(),
        reason,
        hold,
    )


def _hold(row: Row) -> Hold:
    return Hold(
        id=row["id"],
        batch=row["batch"],
        record=row["record"],
        reason=row["reason"],
        placed_by=row["placed_by"],
        placed_at=datetime.fromisoformat(row["placed_at"]),
    )
