"""Clocks of the bench: time spent by all our processes, and the memory they hold together."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from archivist.bench.figure import Spent
from archivist.reading.vitals import family_bytes, family_cpu_seconds

T = TypeVar("T")
SAMPLE_SECONDS = 0.05
MEGABYTE = 1_000_000


def timed(work: Callable[[], T]) -> tuple[T, Spent]:
    """What ``work`` gives, and what it took in this process and its children."""
    began, used = time.perf_counter(), family_cpu_seconds()
    made = work()
    return made, Spent(time.perf_counter() - began, family_cpu_seconds() - used)


def settle_disk() -> None:
    """Let earlier writes reach the disk first, so that no round pays for another's."""
    if hasattr(os, "sync"):
        os.sync()


class MemoryWatch:
    """Looks every 50 ms at the resident memory of this process and all its children together.

    Memory that processes share is counted once for each of them, so the peak is an upper bound.
    """

    def __init__(self) -> None:
        self.peak_mb = 0.0

    @contextmanager
    def on(self) -> Iterator[None]:
        """Watch until the end of the block."""
        over = threading.Event()
        looker = threading.Thread(target=self._look, args=(over,), daemon=True)
        looker.start()
        try:
            yield
        finally:
            over.set()
            looker.join()

    def _look(self, over: threading.Event) -> None:
        while True:
            self.peak_mb = max(self.peak_mb, family_bytes() / MEGABYTE)
            if over.wait(SAMPLE_SECONDS):
                return
