"""Lines of a TOML file: which field stands where, since tomllib does not tell."""

import re
import tomllib
from typing import Any

from archivist.errors import BadPack

_HEADER = re.compile(r"^\[(\[)?\s*([A-Za-z0-9_.-]+)\s*\]")
_FIELD = re.compile(r"^([A-Za-z0-9_-]+)\s*=")
_PROBLEM = re.compile(r"\(at line (\d+), column \d+\)")

Spot = tuple[str | int, ...]


class Lines:
    """Where the tables and fields of one TOML text stand, lines counted from 1."""

    def __init__(self, text: str) -> None:
        self._known: dict[Spot, int] = {}
        self._read(text)

    def of(self, spot: Spot) -> int:
        """The line of this field, or of the nearest table around it, or 1."""
        while spot:
            if spot in self._known:
                return self._known[spot]
            spot = spot[:-1]
        return 1

    def _read(self, text: str) -> None:
        table: Spot = ()
        counts: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            bare = line.strip()
            if header := _HEADER.match(bare):
                name = header[2]
                if header[1]:
                    table = (name, counts.get(name, 0))
                    counts[name] = counts.get(name, 0) + 1
                    self._known.setdefault((name,), number)
                else:
                    table = (name,)
                self._known.setdefault(table, number)
            elif field := _FIELD.match(bare):
                self._known.setdefault((*table, field[1]), number)


def parse(path: str, data: bytes) -> tuple[dict[str, Any], Lines]:
    """The tables of a TOML file and the lines they stand on.

    Raises:
        BadPack: it is not UTF-8 or not TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadPack(path=path, line=line, field="文件", why="不是 UTF-8 编码") from problem
    try:
        return tomllib.loads(text), Lines(text)
    except tomllib.TOMLDecodeError as problem:
        raise BadPack(
            path=path,
            line=_line_of_problem(str(problem), text),
            field=_field_of_problem(str(problem), text),
            why=f"写法有误（{problem}）",
        ) from problem


def _line_of_problem(problem: str, text: str) -> int:
    found = _PROBLEM.search(problem)
    return int(found[1]) if found else len(text.splitlines()) or 1


def _field_of_problem(problem: str, text: str) -> str:
    """The field on the line tomllib stumbled over, or a word for the whole file."""
    rows = text.splitlines()
    number = _line_of_problem(problem, text)
    field = _FIELD.match(rows[number - 1].strip()) if 0 < number <= len(rows) else None
    return field[1] if field else "文件"
