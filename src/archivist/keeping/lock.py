"""The lock: one process writes into an archive, and says who it is (filelock's one address)."""

import json
import os
import platform
import sys
from pathlib import Path
from types import TracebackType

import filelock

from archivist.errors import ArchiveLocked


class ArchiveLock:
    """Held by the one process that may write. A crash releases it; nothing need be cleaned up."""

    def __init__(self, folder: Path) -> None:
        self._lock = filelock.FileLock(folder / "lock", timeout=0)
        self._card = folder / "lock.json"

    def __enter__(self) -> "ArchiveLock":
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def take(self) -> None:
        """Take the lock at once. Raises ArchiveLocked naming the holder."""
        try:
            self._lock.acquire()
        except filelock.Timeout as problem:
            raise ArchiveLocked(holder=self._holder()) from problem
        command = Path(sys.argv[0]).name if sys.argv else "archivist"
        card = {
            "pid": os.getpid(),
            "host": platform.node(),
            "command": " ".join([command, *sys.argv[1:3]]),
        }
        self._card.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()

    def _holder(self) -> str:
        try:
            card = json.loads(self._card.read_text(encoding="utf-8"))
            return f"{card['command']}，进程 {card['pid']}，电脑 {card['host']}"
        except (OSError, ValueError, KeyError):
            return "未知程序"
