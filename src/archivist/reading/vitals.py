"""Life signs of a process: the memory it holds, and whether it is there at all."""

import psutil


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
