"""Readings kept by the digest of what was read, so that only recognition runs again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import archivist
from archivist.reading.reader import Reader
from archivist.reading.wire import pack_reading, unpack_reading
from archivist.records.reading import Reading, Unread
from archivist.settings import ReadingLimits


@dataclass(slots=True)
class Kept:
    """What was read anew: pages, and the most memory one worker held, in MB."""

    pages: int = 0
    files: int = 0
    peak_mb: float = 0.0
    unread: list[str] = field(default_factory=list)


def readings(
    paths: Iterable[tuple[str, Path]], keep: Path, kept: Kept, told: Callable[[int], None]
) -> Iterator[tuple[str, Reading | Unread]]:
    """Each file's reading by its key, from ``keep`` or read now; ``told`` hears of each one read.

    A reading kept is good only as long as neither the file nor the reading room changed.
    """
    keep.mkdir(parents=True, exist_ok=True)
    missing: list[tuple[tuple[str, Path], Path, str]] = []
    for key, path in paths:
        place = keep / f"{_digest(path)}.json"
        known = _known(place)
        if known is not None:
            yield key, known
        else:
            missing.append(((key, place), path, path.name))
    if not missing:
        return
    with Reader(ReadingLimits()) as reader:
        for count, ((key, place), found) in enumerate(reader.read_many(missing), 1):
            place.write_text(_packed(found), encoding="utf-8")
            kept.files += 1
            if isinstance(found, Reading):
                kept.pages += found.page_count
            else:
                kept.unread.append(key)
            told(count)
            yield key, found
        kept.peak_mb = max(kept.peak_mb, reader.peak_mb)


def _packed(found: Reading | Unread) -> str:
    if isinstance(found, Unread):
        return json.dumps({"unread": [found.code, list(found.facts)]}, ensure_ascii=False)
    return json.dumps({"reading": pack_reading(found)}, ensure_ascii=False)


def _known(place: Path) -> Reading | Unread | None:
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        if "unread" in said:
            code, facts = said["unread"]
            return Unread(code=code, facts=tuple((str(key), str(value)) for key, value in facts))
        return unpack_reading(said["reading"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(path: Path) -> str:
    hasher = hashlib.sha256(path.read_bytes())
    hasher.update(path.suffix.encode())
    hasher.update(_room().encode())
    return hasher.hexdigest()[:24]


@cache
def _room() -> str:
    """A digest of the sources of the reading room."""
    hasher = hashlib.sha256()
    for path in sorted((Path(archivist.__file__).parent / "reading").glob("*.py")):
        hasher.update(path.read_bytes())
    return hasher.hexdigest()
