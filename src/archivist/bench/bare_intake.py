"""The floor of intake: copy, SHA-256, sync file and folder, text of all pages; nothing else."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2

CHUNK = 1 << 20


def take(request: dict[str, Any]) -> Callable[[], None]:
    """A loop over ``files`` into the folder ``to``."""
    files = [Path(path) for path in request["files"]]
    folder = Path(request["to"])

    def work() -> None:
        for at, path in enumerate(files):
            copy = folder / f"{at}{path.suffix}"
            _copied(path, copy)
            _sync_folder(folder)
            _text(copy)

    return work


def _copied(path: Path, copy: Path) -> str:
    hasher = hashlib.sha256()
    with path.open("rb") as source, copy.open("wb") as target:
        while chunk := source.read(CHUNK):
            hasher.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return hasher.hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _text(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    length = 0
    for page in document:
        text = page.get_textpage()
        length += len(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    return length
