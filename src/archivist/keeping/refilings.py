"""Refiling rows (移动、复制) and insertion rows (补充归档): the intent first, then the act."""

from datetime import UTC, datetime

from archivist.keeping.catalogue import Catalogue, Row
from archivist.keeping.codec import from_json, to_json
from archivist.records.record import Filing, Insertion, Record, Refiling


def intend(
    catalogue: Catalogue, record: Record, plan: Filing, *, copy: bool, reason: str, actor: str
) -> Refiling:
    """Write down where a record is to go, with what it was before. Inside a transaction."""
    row_id = catalogue.insert(
        "refiling",
        {
            "copy": int(copy),
            "record": record.id,
            "from_batch": record.batch,
            "from_title": record.title,
            "from_code": record.code,
            "from_place": record.place,
            "from_box": record.box,
            "plan": to_json(plan),
            "reason": reason,
            "actor": actor,
            "intended_at": datetime.now(UTC).isoformat(),
        },
    )
    return get(catalogue, row_id)


def get(catalogue: Catalogue, refiling: int) -> Refiling:
    """The refiling with this id, which must exist."""
    row = catalogue.row("SELECT * FROM refiling WHERE id = ?", refiling)
    assert row is not None
    return _refiling(row)


def done(catalogue: Catalogue, refiling: int, made: int) -> None:
    """Note that it was carried out, and which record came of it. Inside a transaction."""
    catalogue.change(
        "UPDATE refiling SET done_at = ?, made = ? WHERE id = ?",
        datetime.now(UTC).isoformat(),
        made,
        refiling,
    )


def follow(catalogue: Catalogue, record: int, place: str) -> None:
    """Note where the bytes of a moved record's accession lie now. Inside a transaction."""
    catalogue.change(
        "UPDATE accession SET held_at = ? WHERE id = (SELECT accession FROM record WHERE id = ?)",
        place,
        record,
    )


def unfinished(catalogue: Catalogue) -> tuple[Refiling, ...]:
    """Refilings that were intended and not carried out, oldest first."""
    rows = catalogue.rows("SELECT * FROM refiling WHERE done_at IS NULL ORDER BY id")
    return tuple(_refiling(row) for row in rows)


def touching(catalogue: Catalogue, batch: str) -> tuple[Refiling, ...]:
    """What was moved or copied out of a batch, into it, or within it, oldest first."""
    rows = catalogue.rows(
        "SELECT * FROM refiling WHERE done_at IS NOT NULL "
        "AND (from_batch = ?1 OR json_extract(plan, '$.batch') = ?1) ORDER BY id",
        batch,
    )
    return tuple(_refiling(row) for row in rows)


def keep_insertion(catalogue: Catalogue, insertion: Insertion) -> None:
    """Enter why a record came so late; the last reason for a record and batch counts."""
    catalogue.change(
        "INSERT OR REPLACE INTO insertion (record, batch, reason, inserted_by, inserted_at, sealed)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        insertion.record,
        insertion.batch,
        insertion.reason,
        insertion.inserted_by,
        insertion.inserted_at.isoformat(),
        int(insertion.sealed),
    )


def insertions(catalogue: Catalogue, batch: str) -> dict[int, Insertion]:
    """The insertions of a batch that were given a reason, by record."""
    rows = catalogue.rows("SELECT * FROM insertion WHERE batch = ? ORDER BY record", batch)
    return {
        row["record"]: Insertion(
            record=row["record"],
            batch=row["batch"],
            reason=row["reason"],
            inserted_by=row["inserted_by"],
            inserted_at=datetime.fromisoformat(row["inserted_at"]),
            sealed=bool(row["sealed"]),
        )
        for row in rows
    }


def _refiling(row: Row) -> Refiling:
    return Refiling(
        id=row["id"],
        copy=bool(row["copy"]),
        record=row["record"],
        from_batch=row["from_batch"],
        from_title=row["from_title"],
        from_code=row["from_code"],
        from_place=row["from_place"],
        from_box=row["from_box"],
        plan=from_json(row["plan"], Filing),
        reason=row["reason"],
        actor=row["actor"],
        intended_at=datetime.fromisoformat(row["intended_at"]),
        done_at=datetime.fromisoformat(row["done_at"]) if row["done_at"] else None,
        made=row["made"],
    )
