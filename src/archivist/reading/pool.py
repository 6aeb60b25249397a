"""A few caged worker processes: a job each, a deadline each, killed and replaced when they fail.

What holds where: time and resident memory are watched from outside on every system (ten times a
second); on Linux the worker also fences its own address space before a job, so that one huge
allocation fails at once. The watch may overshoot by what a worker can touch in a tenth of a
second. A worker speaks JSON only, one line a message, so nothing it sends can run here.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue, SimpleQueue
from typing import Any, TypeVar

import archivist
from archivist.reading.vitals import resident_bytes

K = TypeVar("K")
Job = dict[str, Any]
Answer = dict[str, Any]

RETIRE_WEAR = 200.0  # recognised pages; the worker says what others count
RETIRE_SHARE = 0.75
PER_PAGE_SECONDS = 5.0
LONGEST_SECONDS = 1800.0
MAX_LINE = 128 << 20
WATCH_SECONDS = 0.1
_PASSED_ON = (
    "PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR", "HOME", "USERPROFILE", "LANG",
    "LC_ALL", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME",
)  # fmt: skip


class PoolClosed(RuntimeError):  # noqa: N818 - it says what happened
    """The pool was closed before this job had its answer."""


class Cage:
    """One worker process; used by one thread at a time. ``peak`` is its highest memory in bytes."""

    def __init__(self, module: str, memory_bytes: int) -> None:
        self._module = module
        self._memory = memory_bytes
        self._lock = threading.Lock()
        self._busy = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = 0.0
        self._verdict = ""
        self._wear = 0.0
        self.peak = 0

    def run(self, job: Job, seconds: float) -> Answer:
        """The worker's answer, or ``{"fate": "timeout" | "memory" | "crashed"}``.

        ``seconds`` is the time for the document; the worker adds to it by telling its pages.
        """
        process = self._started()
        began = time.monotonic()
        with self._lock:
            self._verdict = ""
            self._deadline = began + seconds
            self._busy.set()
        try:
            answer = self._converse(process, job, began, seconds)
        finally:
            with self._lock:
                self._busy.clear()
        if answer is None:
            self._end(process)
            return {"fate": self._verdict or "crashed", "seconds": time.monotonic() - began}
        self._wear += float(answer.get("wear", 1))
        if self._wear >= RETIRE_WEAR or resident_bytes(process.pid) > self._memory * RETIRE_SHARE:
            self.close()
        return answer

    def close(self) -> None:
        """End the worker; it is idle, writes no file, and has nothing to lose."""
        if self._process is not None:
            self._end(self._process)

    def kill(self) -> None:
        """End the worker at once; a job under way comes back as crashed."""
        process = self._process
        if process is not None:
            process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        if self._process is not None:
            self._end(self._process)
        # -P: the folder we stand in is the clerk's, and must not lend us modules.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", self._module, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._wear = 0.0
        threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
        return self._process

    def _converse(
        self, process: subprocess.Popen[bytes], job: Job, began: float, seconds: float
    ) -> Answer | None:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(job).encode() + b"\n")
            process.stdin.flush()
            while True:
                line = process.stdout.readline(MAX_LINE)
                message = json.loads(line) if line.endswith(b"\n") else None
                if not isinstance(message, dict) or "announced" not in message:
                    return message if isinstance(message, dict) else None
                allowed = min(
                    seconds + PER_PAGE_SECONDS * int(message["announced"]), LONGEST_SECONDS
                )
                with self._lock:
                    self._deadline = began + max(seconds, allowed)
        except (OSError, ValueError, TypeError):
            return None

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None:
            if not self._busy.wait(1.0):
                continue
            held = resident_bytes(process.pid)
            self.peak = max(self.peak, held)
            with self._lock:
                if self._busy.is_set() and process is self._process:
                    if time.monotonic() > self._deadline:
                        self._verdict = "timeout"
                    elif held > self._memory:
                        self._verdict = "memory"
                    if self._verdict:
                        process.kill()
                        return
            time.sleep(WATCH_SECONDS)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        if process is self._process:
            self._process = None


class Pool:
    """``size`` cages and as many threads that wait on them."""

    def __init__(
        self, size: int, memory_bytes: int, module: str = "archivist.reading.worker"
    ) -> None:
        self.size = size
        self._cages = [Cage(module, memory_bytes) for _ in range(size)]
        self._closed = threading.Event()
        self._free: LifoQueue[Cage] = LifoQueue()
        for cage in self._cages:
            self._free.put(cage)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reading")

    @property
    def peak_bytes(self) -> int:
        """The most memory any one worker was seen to hold."""
        return max(cage.peak for cage in self._cages)

    def run(self, job: Job, seconds: float) -> Answer:
        """Run one job in the next free cage; see ``Cage.run``.

        Raises:
            PoolClosed: the pool is closed, or was closed before the answer came.
        """
        cage = self._free.get()
        try:
            if self._closed.is_set():
                raise PoolClosed
            answer = cage.run(job, seconds)
            if "fate" in answer and self._closed.is_set():
                raise PoolClosed
            return answer
        finally:
            self._free.put(cage)

    def run_many(
        self, jobs: Iterable[tuple[K, Callable[[], Answer]]]
    ) -> Iterator[tuple[K, Answer]]:
        """Answers in the order they come; ``jobs`` is drawn two ahead of every worker."""
        done: SimpleQueue[tuple[K, Answer | BaseException]] = SimpleQueue()
        waiting = iter(jobs)
        under_way = 0
        drawn = False

        def carry(key: K, work: Callable[[], Answer]) -> None:
            try:
                done.put((key, work()))
            except BaseException as problem:
                done.put((key, problem))

        while True:
            while not drawn and under_way < self.size * 2:
                try:
                    key, work = next(waiting)
                except StopIteration:
                    drawn = True
                    break
                self._threads.submit(carry, key, work)
                under_way += 1
            if not under_way:
                return
            key, answer = done.get()
            under_way -= 1
            if isinstance(answer, BaseException):
                raise answer
            yield key, answer

    def close(self) -> None:
        """Stop what runs, let the workers go and the threads end."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for cage in self._cages:
            cage.kill()
        self._threads.shutdown(wait=True)
        for _ in self._cages:
            cage = self._free.get()  # each comes back once its last job has ended
            cage.close()
        for cage in self._cages:
            self._free.put(cage)


def _environment() -> dict[str, str]:
    """The few variables a worker needs; no secret of its parent, and one thread per engine."""
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    here = str(Path(archivist.__file__).resolve().parents[1])
    known = passed.get("PYTHONPATH")
    return {
        **passed,
        "PYTHONPATH": here if not known else os.pathsep.join((here, known)),
        "PYTHONUTF8": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
