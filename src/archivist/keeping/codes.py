"""Numbers given (档号): once given, a number is kept for ever, borne or void, and never reused."""

from datetime import UTC, datetime

from archivist.keeping.catalogue import Catalogue, Row
from archivist.records.archival_code import GivenCode


def give(catalogue: Catalogue, code: GivenCode) -> None:
    """Enter a number; the catalogue refuses one that was given before. Inside a transaction."""
    catalogue.insert(
        "given_code",
        {
            "code": code.code,
            "code_class": code.code_class,
            "serial": code.serial,
            "suffix": code.suffix,
            "batch": code.batch,
            "term": code.term,
            "office": code.office,
            "record": code.record,
            "late": int(code.late),
            "reason": code.reason,
            "given_by": code.given_by,
            "given_at": code.given_at.isoformat(),
        },
    )


def void(catalogue: Catalogue, code: str, *, box: int | None, by: str, reason: str) -> None:
    """Note that a number's record left, and which box it lay in. Inside a transaction."""
    catalogue.change(
        "UPDATE given_code SET box = ?, void_by = ?, void_at = ?, void_reason = ? "
        "WHERE code = ? AND void_at IS NULL",
        box,
        by,
        datetime.now(UTC).isoformat(),
        reason,
        code,
    )


def of_batch(catalogue: Catalogue, batch: str) -> tuple[GivenCode, ...]:
    """All numbers a batch was ever given, void ones too, by class and 件号."""
    rows = catalogue.rows(
        "SELECT * FROM given_code WHERE batch = ? ORDER BY code_class, serial, suffix", batch
    )
    return tuple(_code(row) for row in rows)


def every(catalogue: Catalogue) -> tuple[GivenCode, ...]:
    """All numbers that were ever given, by class and 件号."""
    rows = catalogue.rows("SELECT * FROM given_code ORDER BY code_class, serial, suffix")
    return tuple(_code(row) for row in rows)


def _code(row: Row) -> GivenCode:
    return GivenCode(
        code=row["code"],
        code_class=row["code_class"],
        serial=row["serial"],
        suffix=row["suffix"],
        batch=row["batch"],
        term=row["term"],
        office=row["office"],
        record=row["record"],
        late=bool(row["late"]),
        reason=row["reason"],
        given_by=row["given_by"],
        given_at=datetime.fromisoformat(row["given_at"]),
        box=row["box"],
        void_by=row["void_by"],
        void_at=datetime.fromisoformat(row["void_at"]) if row["void_at"] else None,
        void_reason=row["void_reason"],
    )
