"""The child that cuts a stack: nothing but the file and the groups of pages goes in."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageSequence, UnidentifiedImageError

from archivist.errors import Unreadable
from archivist.making.child import answer
from archivist.making.cutting import LENGTH
from archivist.making.pages import pick


def _cut(request: dict[str, Any]) -> bytes:
    path, groups = Path(request["path"]), request["groups"]
    made = pick(path, groups) if request["media"] == "pdf" else _frames(path, groups)
    return b"".join(len(one).to_bytes(LENGTH, "big") + one for one in made)


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
