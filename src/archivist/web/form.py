"""Form fields in, checked values out. A field that makes no sense is refused by name."""

from collections.abc import Mapping

from archivist.errors import BadForm
from archivist.keeping.shelf import shown
from archivist.records.batch import Subject

MOST_CHARACTERS = 200
MOST_ID = 2**62


def line(form: Mapping[str, str], field: str, label: str) -> str:
    """One line of text without control characters; empty if it was not given.

    Raises BadForm for more than 200 characters.
    """
    text = " ".join(shown(form.get(field, "")).split())
    if len(text) > MOST_CHARACTERS:
        raise BadForm(field=label)
    return text


def number(form: Mapping[str, str], field: str, label: str) -> int | None:
    """A whole number, or None if it was not given. Raises BadForm."""
    text = line(form, field, label)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > MOST_ID:
        raise BadForm(field=label)
    return int(text)


def subject(form: Mapping[str, str], field: str, label: str) -> Subject | None:
    """A subject, or None if it was not given. Raises BadForm."""
    text = line(form, field, label)
    try:
        return Subject(text) if text else None
    except ValueError as problem:
        raise BadForm(field=label) from problem
