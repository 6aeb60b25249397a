"""The lock: one process writes into an archive, and says who it is (filelock's one address)."""

import contextlib
import json
import os
import platform
import sys
from pathlib import Path
from types import TracebackType

import filelock

from archivist.errors import ArchiveLocked, FolderRefused


class ArchiveLock:
    """Held by the one process that may write. A crash releases it, but leaves its card behind.

    ``after_crash`` is true if the holder before did not give the lock back in good order.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = filelock.FileLock(folder / "lock", timeout=0)
        self._card = folder / "lock.json"
        self.after_crash = False

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
        """Take the lock at once.

        Raises:
            ArchiveLocked: another process holds it; the holder is named.
            FolderRefused: this account may not write there.
        """
        try:
            self._lock.acquire()
        except filelock.Timeout as problem:
            raise ArchiveLocked(holder=self._holder()) from problem
        except OSError as problem:
            raise FolderRefused(path=self._card.parent) from problem
        self.after_crash = self._card.exists()
        card = {
            "pid": os.getpid(),
            "host": platform.node(),
            "command": " ".join(["archivist", *sys.argv[1:]])[:80],
        }
        with contextlib.suppress(OSError):  # a full disk must not keep anybody out
            self._card.write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._card.unlink()
            self._lock.release()

    def _holder(self) -> str:
        try:
            card = json.loads(self._card.read_text(encoding="utf-8"))
            return f"{card['command']}，进程 {card['pid']}，电脑 {card['host']}"
        except (OSError, ValueError, KeyError):
            return "未知程序"
