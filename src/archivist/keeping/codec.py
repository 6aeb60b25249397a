"""Frozen values to JSON and back (msgspec's one address)."""

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_json(value: object) -> str:
    """Compact JSON text of a value, its fields in order."""
    return msgspec.json.encode(value).decode()


def from_json(text: str | bytes, kind: type[T]) -> T:
    """The value of ``kind`` that ``to_json`` wrote; raises ValueError if it is not one."""
    return msgspec.json.decode(text, type=kind)


def plain(value: object) -> Any:
    """The value as dicts, lists, strings and numbers."""
    return msgspec.to_builtins(value)


def built(data: object, kind: type[T]) -> T:
    """``kind`` from dicts and lists; raises ValueError naming the field that does not fit."""
    return msgspec.convert(data, type=kind)
