"""Life signs of a process: the memory it holds, and whether it is there at all."""

import os
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import psutil

T = TypeVar("T")


def resident_bytes(pid: int) -> int:
    """Resident memory of a process and its children in bytes; 0 if it is gone.

    Children count because a Windows virtual environment starts Python through a small launcher.
    """
    try:
        process = psutil.Process(pid)
        total = int(process.memory_info().rss)
        if psutil.WINDOWS:
            total += sum(int(child.memory_info().rss) for child in process.children())
    except psutil.Error:
        return 0
    return total


def is_alive(pid: int) -> bool:
    """Whether a process with this number exists."""
    return bool(psutil.pid_exists(pid))


def processors() -> int:
    """How many processors this process may use, at least one."""
    try:
        allowed = len(psutil.Process().cpu_affinity() or [])
    except (AttributeError, psutil.Error):
        allowed = 0
    return allowed or psutil.cpu_count() or 1


def family_bytes() -> int:
    """Resident memory of this process and all below it in bytes; shared pages count each time."""
    return sum(_each_of_family(lambda process: int(process.memory_info().rss)))


def family_cpu_seconds() -> float:
    """Processor seconds of this process and all below it, those that have ended included.

    Windows keeps no account of children that have ended.
    """
    me = os.getpid()
    spent = 0.0
    for pid, times in _each_of_family(lambda process: (process.pid, process.cpu_times())):
        # the system tells others' time by hundredths of a second, ours exactly
        spent += time.process_time() if pid == me else times.user + times.system
        spent += times.children_user + times.children_system
    return spent


def _each_of_family(ask: Callable[[psutil.Process], T]) -> Iterator[T]:
    me = psutil.Process()
    for process in (me, *me.children(recursive=True)):
        try:
            yield ask(process)
        except psutil.Error:
            continue
