"""Stack originals (整份原件): whole files that were cut, and the records whose pages they hold."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from archivist.keeping.catalogue import Catalogue, Row
from archivist.keeping.codec import from_json
from archivist.keeping.shelf import ORIGINALS
from archivist.records.arrival import Progress
from archivist.records.record import Standing

Pages = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Pages of an original that became a document: its record, or None while it is not filed.

    What was refused belongs to no archive and is not told.
    """

    pages: Pages
    record: int | None
    title: str
    standing: Standing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A whole file that was cut, in its place, with everything that was cut from it."""

    place: str
    holds: tuple[Held, ...]


def with_destroyed(catalogue: Catalogue) -> tuple[Original, ...]:
    """The originals that still hold pages of records that were destroyed."""
    rows = catalogue.rows(
        "SELECT record.id FROM record JOIN accession ON accession.id = record.accession "
        "WHERE record.standing = ? AND accession.stack IS NOT NULL",
        Standing.DESTROYED,
    )
    return with_records(catalogue, {row["id"] for row in rows})


def with_records(catalogue: Catalogue, records: Collection[int]) -> tuple[Original, ...]:
    """The originals that hold pages of these records, oldest first.

    A part that was cut again is in its place a second original; both hold the pages.
    """
    if not records:
        return ()
    parts = _parts(catalogue)
    found = []
    for row in catalogue.rows(
        "SELECT id, held_at FROM accession WHERE progress = ? AND held_at LIKE ? ORDER BY id",
        Progress.CUT,
        f"{ORIGINALS}/%",
    ):
        holds = tuple(_held(parts, row["id"]))
        if any(one.record in records for one in holds):
            found.append(Original(place=row["held_at"], holds=holds))
    return tuple(found)


def _parts(catalogue: Catalogue) -> dict[int, list[Row]]:
    """What was cut from each stack, in order, with the record it became."""
    parts: dict[int, list[Row]] = defaultdict(list)
    for row in catalogue.rows(
        "SELECT accession.id, accession.stack, accession.pages, accession.name, "
        "accession.progress, "
        "record.id AS record, record.title, record.standing "
        "FROM accession LEFT JOIN record ON record.accession = accession.id "
        "WHERE accession.stack IS NOT NULL ORDER BY accession.id"
    ):
        parts[row["stack"]].append(row)
    return parts


def _held(parts: dict[int, list[Row]], stack: int) -> Iterator[Held]:
    for row in parts[stack]:
        pages = from_json(row["pages"], Pages)
        if row["id"] in parts:  # cut again: its parts name pages of it
            for inner in _held(parts, row["id"]):
                mapped = tuple(pages[number - 1] for number in inner.pages)
                yield Held(
                    pages=mapped, record=inner.record, title=inner.title, standing=inner.standing
                )
            continue
        if row["progress"] == Progress.REFUSED:
            continue
        yield Held(
            pages=pages,
            record=row["record"],
            title=row["title"] or row["name"],
            standing=Standing(row["standing"]) if row["standing"] else None,
        )
