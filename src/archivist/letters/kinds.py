"""The kinds of letters there are, as kinds.toml lists them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from archivist.errors import UnknownLetterKind

FieldType = Literal["text", "date", "rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterField:
    """One thing a clerk fills in. ``label`` is what people call it.

    ``default`` is None where something must be given; else it may name other fields in {braces}.
    ``pattern`` is a regular expression for the whole value, ``says`` tells it in Chinese.
    ``columns`` are the fields of one row, for type "rows".
    """

    name: str
    label: str
    type: FieldType = "text"
    default: str | None = None
    pattern: str = ""
    says: str = ""
    columns: tuple["LetterField", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """One kind: its template in templates/word, the pattern of its title, and its fields."""

    key: str
    name: str
    template: str
    title: str
    required: tuple[LetterField, ...]
    optional: tuple[LetterField, ...]

    @property
    def fields(self) -> tuple[LetterField, ...]:
        """All fields, required ones first."""
        return self.required + self.optional


@cache
def kinds() -> tuple[LetterKind, ...]:
    """Every kind, in the order of kinds.toml."""
    text = resources.files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    fields = {name: _field(name, table) for name, table in tables["field"].items()}
    return tuple(_kind(table, fields) for table in tables["kind"])


def kind_named(key: str) -> LetterKind:
    """The kind with this key, or with this Chinese name. Raises UnknownLetterKind."""
    for kind in kinds():
        if key in (kind.key, kind.name):
            return kind
    raise UnknownLetterKind(kind=key)


def _field(name: str, table: Mapping[str, Any]) -> LetterField:
    columns = tuple(_field(name, inner) for name, inner in table.get("columns", {}).items())
    return LetterField(
        name=name,
        label=table["label"],
        type="rows" if columns else table.get("type", "text"),
        default=table.get("default"),
        pattern=table.get("pattern", ""),
        says=table.get("says", ""),
        columns=columns,
    )


def _kind(table: Mapping[str, Any], fields: Mapping[str, LetterField]) -> LetterKind:
    return LetterKind(
        key=table["key"],
        name=table["name"],
        template=table["template"],
        title=table["title"],
        required=tuple(fields[name] for name in table["required"]),
        optional=tuple(fields[name] for name in table["optional"]),
    )
