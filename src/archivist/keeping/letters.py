"""Letter rows: what went out, under its number."""

import json
from collections.abc import Mapping
from datetime import date, datetime

from archivist.errors import NoSuchLetter
from archivist.keeping.catalogue import Catalogue, Row
from archivist.records.letter import Letter


def add(catalogue: Catalogue, letter: Letter, fields: Mapping[str, object]) -> None:
    """Enter a letter with the fields it was made from. Inside a transaction."""
    catalogue.insert(
        "letter",
        {
            "number": letter.number,
            "kind": letter.kind,
            "year": letter.year,
            "serial": letter.serial,
            "title": letter.title,
            "addressee": letter.addressee,
            "dated_on": letter.dated_on.isoformat(),
            "place": letter.place,
            "digest": letter.digest,
            "issued_by": letter.issued_by,
            "issued_at": letter.issued_at.isoformat(),
            "fields": json.dumps(fields, ensure_ascii=False, default=str),
        },
    )


def every(catalogue: Catalogue, year: int | None = None) -> tuple[Letter, ...]:
    """All letters, or those of one year, in the order they were issued."""
    rows = catalogue.rows(
        "SELECT * FROM letter WHERE ? IS NULL OR year = ? ORDER BY year, issued_at, serial",
        year,
        year,
    )
    return tuple(_letter(row) for row in rows)


def get(catalogue: Catalogue, number: str) -> Letter:
    """The letter with this number. Raises NoSuchLetter."""
    row = catalogue.row("SELECT * FROM letter WHERE number = ?", number)
    if row is None:
        raise NoSuchLetter(number=number)
    return _letter(row)


def fields_of(catalogue: Catalogue, number: str) -> dict[str, object]:
    """What a letter was made from. Raises NoSuchLetter."""
    text = catalogue.value("SELECT fields FROM letter WHERE number = ?", number)
    if text is None:
        raise NoSuchLetter(number=number)
    fields: dict[str, object] = json.loads(text)
    return fields


def next_serial(catalogue: Catalogue, scope: str) -> int:
    """The serial that ``Catalogue.next_number(scope)`` would give out now; takes none."""
    last = catalogue.value("SELECT last FROM counter WHERE scope = ?", scope)
    return int(last or 0) + 1


def _letter(row: Row) -> Letter:
    return Letter(
        kind=row["kind"],
        year=row["year"],
        serial=row["serial"],
        number=row["number"],
        title=row["title"],
        addressee=row["addressee"],
        dated_on=date.fromisoformat(row["dated_on"]),
        place=row["place"],
        digest=row["digest"],
        issued_by=row["issued_by"],
        issued_at=datetime.fromisoformat(row["issued_at"]),
    )
