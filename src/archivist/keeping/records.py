"""Record rows: what stands on the shelves, its copies, boxes and printed sheets."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from archivist.errors import NoSuchBox, NoSuchRecord
from archivist.keeping.catalogue import Catalogue, Row
from archivist.keeping.codec import from_json, plain, to_json
from archivist.records.batch import Subject
from archivist.records.box import Box
from archivist.records.material import Carrier
from archivist.records.record import AccessCopy, Record, Standing

_COLUMNS = tuple(field.name for field in fields(Record) if field.name != "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSheet:
    """One printed sheet as entered; ``made_for`` is empty if it was not kept."""

    place: str
    kind: str
    digest: str
    printed_on: date | None
    made_for: str


def add(catalogue: Catalogue, record: Record, accession: int | None) -> Record:
    """Enter a record (its ``id`` is ignored); returns it with its id. Inside a transaction."""
    row: dict[str, Any] = {name: _plain(getattr(record, name)) for name in _COLUMNS}
    row_id = catalogue.insert("record", {"accession": accession, **row})
    return replace(record, id=row_id)


def get(catalogue: Catalogue, record: int) -> Record:
    """The record with this id. Raises NoSuchRecord."""
    row = catalogue.row("SELECT * FROM record WHERE id = ?", record)
    if row is None:
        raise NoSuchRecord(record=record)
    return _record(row)


def of_batch(catalogue: Catalogue, batch: str) -> tuple[Record, ...]:
    """A batch's kept and listed records in shelf order: material, subject, candidate, ordinal."""
    rows = catalogue.rows(
        "SELECT * FROM record WHERE batch = ? AND standing IN ('kept', 'listed') "
        "ORDER BY material, subject IS NULL, subject DESC, candidate, id",
        batch,
    )
    return tuple(_record(row) for row in rows)


def ever_of_batch(catalogue: Catalogue, batch: str) -> tuple[Record, ...]:
    """All records a batch ever had, whatever their standing, oldest first."""
    rows = catalogue.rows("SELECT * FROM record WHERE batch = ? ORDER BY id", batch)
    return tuple(_record(row) for row in rows)


def latest(catalogue: Catalogue, most: int) -> tuple[Record, ...]:
    """The ``most`` records entered last that are still kept or listed, newest first."""
    rows = catalogue.rows(
        "SELECT * FROM record WHERE standing IN ('kept', 'listed') ORDER BY id DESC LIMIT ?", most
    )
    return tuple(_record(row) for row in rows)


def count(catalogue: Catalogue, batch: str | None = None) -> int:
    """How many records are kept or listed, in one batch or in all."""
    where = "standing IN ('kept', 'listed')"
    if batch is None:
        return int(catalogue.value(f"SELECT count(*) FROM record WHERE {where}"))
    return int(catalogue.value(f"SELECT count(*) FROM record WHERE {where} AND batch = ?", batch))


def every(catalogue: Catalogue) -> tuple[Record, ...]:
    """All records, whatever their standing, oldest first."""
    return tuple(_record(row) for row in catalogue.rows("SELECT * FROM record ORDER BY id"))


def with_digest(catalogue: Catalogue, digest: str) -> tuple[Record, ...]:
    """Kept records with these bytes."""
    rows = catalogue.rows(
        "SELECT * FROM record WHERE digest = ? AND standing IN ('kept', 'listed') ORDER BY id",
        digest,
    )
    return tuple(_record(row) for row in rows)


def of_accession(catalogue: Catalogue, accession: int, place: str) -> Record | None:
    """The record that an accession became at this place, or None."""
    row = catalogue.row("SELECT * FROM record WHERE accession = ? AND place = ?", accession, place)
    return _record(row) if row else None


def number(
    catalogue: Catalogue, record: int, code: str, serial: int | None, suffix: int = 0
) -> None:
    """Give a record its 档号 and 件号, or none. Inside the transaction that allocated them."""
    catalogue.change(
        "UPDATE record SET code = ?, serial = ?, suffix = ? WHERE id = ?",
        code,
        serial,
        suffix,
        record,
    )


def readdress(catalogue: Catalogue, record: Record) -> None:
    """Write a record's row anew after it was moved; its id and history stay."""
    row = {name: _plain(getattr(record, name)) for name in _COLUMNS}
    marks = ", ".join(f"{name} = ?" for name in row)
    catalogue.change(f"UPDATE record SET {marks} WHERE id = ?", *row.values(), record.id)


def put_in_box(catalogue: Catalogue, record: int, box: int) -> None:
    """Note which box a record lies in."""
    catalogue.change("UPDATE record SET box = ? WHERE id = ?", box, record)


def change_standing(catalogue: Catalogue, record: int, standing: Standing) -> None:
    """Note where a record stands in its life."""
    catalogue.change("UPDATE record SET standing = ? WHERE id = ?", standing, record)


def keep_copy(catalogue: Catalogue, copy: AccessCopy, made_for: str) -> None:
    """Enter a stamped copy; ``made_for`` says which stamp it bears, so a stale one is seen."""
    catalogue.change(
        "INSERT OR REPLACE INTO access_copy "
        "(record, place, digest, of_digest, made_at, made_for, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
        copy.record,
        copy.place,
        copy.digest,
        copy.of_digest,
        copy.made_at.isoformat(),
        made_for,
        copy.note,
    )


def copies(catalogue: Catalogue, batch: str) -> dict[int, tuple[AccessCopy, str]]:
    """A batch's stamped copies by record, each with what stamp it bears."""
    rows = catalogue.rows(
        "SELECT access_copy.* FROM access_copy JOIN record ON record.id = access_copy.record "
        "WHERE record.batch = ?",
        batch,
    )
    return {
        row["record"]: (
            AccessCopy(
                record=row["record"],
                place=row["place"],
                digest=row["digest"],
                of_digest=row["of_digest"],
                made_at=datetime.fromisoformat(row["made_at"]),
                note=row["note"],
            ),
            row["made_for"],
        )
        for row in rows
    }


def copy_of(catalogue: Catalogue, record: int) -> tuple[str, str] | None:
    """Place of a record's stamped copy and what stamp it bears, or None."""
    row = catalogue.row("SELECT place, made_for FROM access_copy WHERE record = ?", record)
    return (row["place"], row["made_for"]) if row else None


def drop_copy(catalogue: Catalogue, record: int) -> None:
    """Forget a record's stamped copy, whose file was removed. Inside a transaction."""
    catalogue.change("DELETE FROM access_copy WHERE record = ?", record)


def add_box(catalogue: Catalogue, box: Box) -> None:
    """Enter a box under its number. Inside a transaction."""
    catalogue.insert("box", {"number": box.number, "batch": box.batch, "details": to_json(box)})


def change_box(catalogue: Catalogue, box: Box) -> None:
    """Write a box anew after something was added to it. Inside a transaction."""
    catalogue.change("UPDATE box SET details = ? WHERE number = ?", to_json(box), box.number)


def boxes(catalogue: Catalogue, batch: str) -> tuple[Box, ...]:
    """A batch's boxes by number."""
    rows = catalogue.rows("SELECT details FROM box WHERE batch = ? ORDER BY number", batch)
    return tuple(from_json(row["details"], Box) for row in rows)


def box(catalogue: Catalogue, number: int) -> Box:
    """The container with this number. Raises NoSuchBox."""
    found = catalogue.value("SELECT details FROM box WHERE number = ?", number)
    if found is None:
        raise NoSuchBox(box=number)
    return from_json(found, Box)


def every_box(catalogue: Catalogue) -> tuple[Box, ...]:
    """All containers by number, empty ones too."""
    rows = catalogue.rows("SELECT details FROM box ORDER BY number")
    return tuple(from_json(row["details"], Box) for row in rows)


def in_box(catalogue: Catalogue, number: int) -> tuple[Record, ...]:
    """The kept and listed records in a box, in the order of their 件号."""
    rows = catalogue.rows(
        "SELECT * FROM record WHERE box = ? AND standing IN ('kept', 'listed') "
        "ORDER BY serial, suffix, id",
        number,
    )
    return tuple(_record(row) for row in rows)


def boxes_of_serial(catalogue: Catalogue, batch: str, term: str, serial: int) -> tuple[int, ...]:
    """The boxes with a 件号 of a batch and term, of its last suffix first."""
    rows = catalogue.rows(
        "SELECT box FROM record WHERE batch = ? AND term = ? AND serial = ? "
        "AND box IS NOT NULL AND standing IN ('kept', 'listed') ORDER BY suffix DESC",
        batch,
        term,
        serial,
    )
    return tuple(row["box"] for row in rows)


def keep_sheet(
    catalogue: Catalogue,
    batch: str,
    kind: str,
    place: str,
    digest: str,
    *,
    printed_on: date | None = None,
    made_for: str = "",
) -> None:
    """Enter a printed sheet, replacing the one printed before at that place.

    ``made_for`` is JSON of the values that stand on it, so that one that lies is seen.
    """
    catalogue.change(
        "INSERT OR REPLACE INTO sheet (place, batch, kind, digest, made_at, printed_on, made_for) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        place,
        batch,
        kind,
        digest,
        datetime.now(UTC).isoformat(),
        printed_on.isoformat() if printed_on else "",
        made_for,
    )


def printed(catalogue: Catalogue, batch: str) -> tuple[PrintedSheet, ...]:
    """A batch's printed sheets by place."""
    rows = catalogue.rows("SELECT * FROM sheet WHERE batch = ? ORDER BY place", batch)
    return tuple(
        PrintedSheet(
            place=row["place"],
            kind=row["kind"],
            digest=row["digest"],
            printed_on=date.fromisoformat(row["printed_on"]) if row["printed_on"] else None,
            made_for=row["made_for"],
        )
        for row in rows
    )


def drop_sheet(catalogue: Catalogue, place: str) -> None:
    """Forget a printed sheet that is no longer needed. Inside a transaction."""
    catalogue.change("DELETE FROM sheet WHERE place = ?", place)


def digests_of_batch(catalogue: Catalogue, batch: str) -> dict[str, str]:
    """Place and SHA-256 of every file the batch folder must hold."""
    rows = catalogue.rows(
        "SELECT place, digest FROM record WHERE batch = ?1 AND place <> '' "
        "AND standing IN ('kept', 'listed') "
        "UNION ALL SELECT access_copy.place, access_copy.digest FROM access_copy "
        "JOIN record ON record.id = access_copy.record WHERE record.batch = ?1 "
        "UNION ALL SELECT place, digest FROM sheet WHERE batch = ?1 ORDER BY 1",
        batch,
    )
    return {row["place"]: row["digest"] for row in rows}


def _plain(value: object) -> Any:
    return plain(value) if not isinstance(value, str | int | float | None) else value


def _record(row: Row) -> Record:
    values = {name: row[name] for name in _COLUMNS}
    values["filed_at"] = datetime.fromisoformat(row["filed_at"])
    values["dated_on"] = date.fromisoformat(row["dated_on"]) if row["dated_on"] else None
    values["carrier"] = Carrier(row["carrier"])
    values["standing"] = Standing(row["standing"])
    values["subject"] = Subject(row["subject"]) if row["subject"] else None
    return Record(id=row["id"], **values)
