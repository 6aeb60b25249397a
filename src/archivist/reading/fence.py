"""A fence round the worker's address space, where the system has one (Linux; not Windows)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def address_space_fence(extra_bytes: int) -> Iterator[None]:
    """While open, this process can map at most ``extra_bytes`` more than it has now.

    Does nothing where ``extra_bytes`` is 0 or the system keeps no such limit (Windows; macOS has
    the call but does not honour it). Past the fence an allocation fails: Python raises
    MemoryError, a C library returns an error or aborts.
    """
    if not extra_bytes or not sys.platform.startswith("linux"):
        yield
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    fence = pages * resource.getpagesize() + extra_bytes
    if hard != resource.RLIM_INFINITY:
        fence = min(fence, hard)
    resource.setrlimit(resource.RLIMIT_AS, (fence, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


@contextmanager
def fence_lifted() -> Iterator[None]:
    """Inside, the fence is down: for engines that map far more than they use.

    What goes in must be bounded already, as decoded pictures are.
    """
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
