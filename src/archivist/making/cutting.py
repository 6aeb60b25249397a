"""A stack cut into documents, in a child process: its bytes are as foreign as when they came in."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageSequence, UnidentifiedImageError

from archivist.errors import BadTemplate, Unreadable
from archivist.making.child import answer, in_child
from archivist.making.pages import pick

SECONDS = 300.0
MEMORY_MB = 4096
_LENGTH = 8


def cut_up(path: Path, name: str, media: str, groups: Sequence[Sequence[int]]) -> list[bytes]:
    """For each group of page numbers (from 1) a file of these pages in this order.

    A PDF gives PDFs, a picture file of several pages gives TIFFs; no dot is changed.

    Raises:
        Unreadable: it cannot be cut, or took more time or memory than any honest file.
    """
    request = {"path": str(path), "media": media, "groups": [list(group) for group in groups]}
    try:
        made = in_child(
            "archivist.making.cutting",
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


def _cut(request: dict[str, Any]) -> bytes:
    path, groups = Path(request["path"]), request["groups"]
    made = pick(path, groups) if request["media"] == "pdf" else _frames(path, groups)
    return b"".join(len(one).to_bytes(_LENGTH, "big") + one for one in made)


def _unframed(data: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + _LENGTH], "big")
        found.append(data[at + _LENGTH : at + _LENGTH + size])
        at += _LENGTH + size
    return found


def _frames(path: Path, groups: Sequence[Sequence[int]]) -> list[bytes]:
    """TIFFs of these frames, packed without loss."""
    made = []
    try:
        with Image.open(path) as picture:
            frames = [frame.copy() for frame in ImageSequence.Iterator(picture)]
            dots = [frame.info.get("dpi") for frame in frames]
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as problem:
        raise Unreadable(name=path.name, why="图片打不开") from problem
    for group in groups:
        if not all(1 <= number <= len(frames) for number in group):
            raise Unreadable(name=path.name, why="没有这样的页")
        chosen = [frames[number - 1] for number in group]
        out = BytesIO()
        packed = "group4" if all(frame.mode == "1" for frame in chosen) else "tiff_lzw"
        extra = {"dpi": dots[group[0] - 1]} if dots[group[0] - 1] else {}
        chosen[0].save(
            out, "TIFF", save_all=True, append_images=chosen[1:], compression=packed, **extra
        )
        made.append(out.getvalue())
    return made


if __name__ == "__main__":
    answer(_cut)
