"""The door of the reading room: files in, Readings or reasons out, whatever the files hold."""

import base64
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from archivist.errors import ArchivistError, ReadingCrashed, ReadingTimedOut, TooMuchMemory
from archivist.reading.pool import Answer, Pool
from archivist.reading.vitals import processors
from archivist.reading.wire import Tables, unpack_reading, unpack_tables
from archivist.records.reading import Reading, Unread
from archivist.settings import ReadingLimits

K = TypeVar("K")
DEFAULT_WORKERS = 2


class Reader:
    """Reads documents in caged worker processes; a context manager.

    No document can raise here: what cannot be read comes back as ``Unread`` with the code of a
    class in ``errors`` and its facts. Workers start when first needed. May be used from several
    threads; a job cut off by ``close`` raises ``pool.PoolClosed``, as nothing is known of it.
    """

    def __init__(self, limits: ReadingLimits, *, module: str = "archivist.reading.worker") -> None:
        self._limits = limits
        size = limits.workers or min(DEFAULT_WORKERS, processors())
        self._pool = Pool(size, limits.memory_mb << 20, module)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop all workers; documents under way are dropped."""
        self._pool.close()

    @property
    def workers(self) -> int:
        """How many documents are read at once."""
        return self._pool.size

    @property
    def peak_mb(self) -> float:
        """The most memory one worker was seen to hold, in MB."""
        return self._pool.peak_bytes / (1 << 20)

    def read(self, path: Path, name: str) -> Reading | Unread:
        """What the file at ``path``, known to people as ``name``, says; or why that is unknown."""
        return _reading(self._ask("read", path, name))

    def read_many(
        self, jobs: Iterable[tuple[K, Path, str]]
    ) -> Iterator[tuple[K, Reading | Unread]]:
        """Read many files, as (key, path, name); results come as they are ready, by key.

        ``jobs`` is drawn only a little ahead of the workers, in the caller's thread.
        """
        work = ((key, self._task("read", path, name)) for key, path, name in jobs)
        for key, answer in self._pool.run_many(work):
            yield key, _reading(answer)

    def tables(self, path: Path, name: str) -> Tables | Unread:
        """The tables of a pdf, docx or xlsx file as rows of cells, in order; or why not.

        Slow on PDF (about 25 pages a second): ask only where a table is wanted.
        """
        answer = self._ask("tables", path, name)
        if "tables" not in answer:
            return _unread(answer)
        return unpack_tables(answer["tables"])

    def picture(self, path: Path, name: str, page: int = 1, dpi: float = 72.0) -> bytes | Unread:
        """A page (from 1) of a pdf or image file as PNG, as displayed; or why there is none."""
        answer = self._ask("picture", path, name, page=page, dpi=dpi)
        return base64.b64decode(answer["png"]) if "png" in answer else _unread(answer)

    def _task(self, kind: str, path: Path, name: str) -> Callable[[], Answer]:
        return lambda: self._ask(kind, path, name)

    def _ask(self, kind: str, path: Path, name: str, **more: object) -> Answer:
        """One job. A crash is tried again without the fence, so that only real ones count."""
        limit = self._limits.memory_mb
        seconds = self._limits.seconds_per_document
        job = {"kind": kind, "path": str(path), "name": name, "memory_mb": limit, **more}
        answer = self._pool.run({**job, "fence": True}, seconds)
        if answer.get("fate") == "crashed":
            answer = self._pool.run({**job, "fence": False}, seconds)
        fate = answer.get("fate")
        if fate is None:
            return answer
        problem: ArchivistError
        if fate == "timeout":
            problem = ReadingTimedOut(name=name, seconds=round(answer["seconds"]))
        elif fate == "memory":
            problem = TooMuchMemory(name=name, limit=f"{limit} MB")
        else:
            problem = ReadingCrashed(name=name, why="读取程序意外退出")
        return {"code": problem.code, "facts": problem.facts}


def _reading(answer: Answer) -> Reading | Unread:
    if "reading" not in answer:
        return _unread(answer)
    return unpack_reading(answer["reading"])


def _unread(answer: Answer) -> Unread:
    facts = answer["facts"]
    return Unread(code=str(answer["code"]), facts=tuple((str(k), str(v)) for k, v in facts.items()))
