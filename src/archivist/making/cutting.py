"""A stack cut into documents, in a child process: its bytes are as foreign as when they came in."""

from collections.abc import Sequence
from pathlib import Path

from archivist.errors import BadTemplate, Unreadable
from archivist.making.child import in_child

SECONDS = 300.0
MEMORY_MB = 4096
LENGTH = 8


def cut_up(path: Path, name: str, media: str, groups: Sequence[Sequence[int]]) -> list[bytes]:
    """For each group of page numbers (from 1) a file of these pages in this order.

    A PDF gives PDFs, a picture file of several pages gives TIFFs; no dot is changed.

    Raises:
        Unreadable: it cannot be cut, or took more time or memory than any honest file.
    """
    request = {"path": str(path), "media": media, "groups": [list(group) for group in groups]}
    try:
        made = in_child(
            "archivist.making.cutting_child",
            request,
            template=name,
            seconds=SECONDS,
            memory_mb=MEMORY_MB,
        )
    except Unreadable as problem:
        raise Unreadable(name=name, why=problem.facts.get("why", "")) from problem
    except BadTemplate as problem:
        raise Unreadable(name=name, why="拆不开") from problem
    return _unframed(made)


def _unframed(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + LENGTH], "big")
        found.append(data[at + LENGTH : at + LENGTH + size])
        at += LENGTH + size
    return found
