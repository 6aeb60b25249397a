"""Lesson rows: what people confirmed a wording to be, for recognition to learn from."""

from dataclasses import dataclass
from datetime import UTC, datetime

from archivist.keeping.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One confirmation: title and uppermost words of a document, and the material it is."""

    id: int
    accession: int
    title: str
    words: str
    material: int


def add(
    catalogue: Catalogue, accession: int, title: str, words: str, material: int, actor: str
) -> None:
    """Enter what a person confirmed. Inside the transaction of the decision."""
    catalogue.insert(
        "lesson",
        {
            "accession": accession,
            "title": title,
            "words": words,
            "material": material,
            "taught_by": actor,
            "taught_at": datetime.now(UTC).isoformat(),
        },
    )


def since(catalogue: Catalogue, last: int) -> tuple[Lesson, ...]:
    """Lessons entered after the one with id ``last``, oldest first."""
    rows = catalogue.rows(
        "SELECT id, accession, title, words, material FROM lesson WHERE id > ? ORDER BY id", last
    )
    return tuple(Lesson(**row) for row in rows)
