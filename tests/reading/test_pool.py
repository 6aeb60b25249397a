"""The caged workers: whatever one does, the others and the next document go on."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from reading_papers import page, pdf, written

from archivist.errors import OcrUnavailable, error_by_code
from archivist.reading.pool import Job, Pool, PoolClosed
from archivist.reading.reader import Reader
from archivist.records.reading import Reading
from archivist.settings import ReadingLimits

HERE = Path(__file__).parent
MB = 1 << 20


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    pool = Pool(1, 600 * MB, "odd_worker")
    yield pool
    pool.close()


def job(kind: str, *, fence: bool = False) -> Job:
    return {"kind": kind, "path": "", "name": "甲.pdf", "memory_mb": 600, "fence": fence}


def good(folder: Path) -> Job:
    path = folder / "good.pdf"
    path.write_bytes(pdf(written("Good morning", 72, 700)))
    return {"kind": "read", "path": str(path), "name": "good.pdf", "memory_mb": 600, "fence": True}


def test_killed_worker_is_replaced(odd: Pool, tmp_path: Path) -> None:
    """A worker that dies gives the fate "crashed", and the next document is read."""
    assert odd.run(job("die"), 20)["fate"] == "crashed"
    assert "Good morning" in odd.run(good(tmp_path), 20)["reading"]["pages"][0][1]


def test_hanging_worker_is_stopped(odd: Pool, tmp_path: Path) -> None:
    """A worker past its deadline is killed soon after it, and the next document is read."""
    began = time.monotonic()
    assert odd.run(job("hang"), 1.0)["fate"] == "timeout"
    assert time.monotonic() - began < 5
    assert "reading" in odd.run(good(tmp_path), 20)


def test_greedy_worker_is_stopped(odd: Pool, tmp_path: Path) -> None:
    """A worker past its memory is killed with little overshoot, and the next document is read."""
    assert odd.run(job("eat"), 30)["fate"] == "memory"
    assert 600 * MB < odd.peak_bytes < 900 * MB
    assert "reading" in odd.run(good(tmp_path), 20)


def test_printing_does_not_disturb_answers(odd: Pool) -> None:
    """What a library writes to standard output is never taken for an answer."""
    assert odd.run(job("babble"), 20)["code"] == "E500"


def test_announced_pages_extend_the_deadline(odd: Pool) -> None:
    """A document of many pages has more time than one of a single page."""
    assert odd.run(job("long_paper"), 0.8)["code"] == "E500"


def test_worker_retires_after_many_pages(odd: Pool) -> None:
    """After the wear of some 200 recognised pages a fresh process takes over."""
    first = _child_of_ours(odd)
    for _ in range(2):
        odd.run(job("long_paper"), 20)
    assert _child_of_ours(odd) != first


def test_workers_end_with_their_pool(odd: Pool) -> None:
    """Closing leaves no process behind, and a job cut off is not blamed on its document."""
    caught: list[BaseException] = []

    def wait() -> None:
        try:
            odd.run(job("hang"), 60)
        except PoolClosed as problem:
            caught.append(problem)

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    pid = _child_of_ours(odd)
    odd.close()
    waiting.join(10)
    assert caught
    assert not psutil.pid_exists(pid)
    with pytest.raises(PoolClosed):
        odd.run(job("babble"), 5)


PARENT = """
import threading, time
from pathlib import Path
from archivist.reading.pool import Pool
if __name__ == "__main__":
    pool = Pool(1, 600 << 20, "odd_worker")
    job = {"kind": "hang", "path": "", "name": "a.pdf", "memory_mb": 600, "fence": False}
    threading.Thread(target=pool.run, args=(job, 60), daemon=True).start()
    time.sleep(0.7)
    print(pool._cages[0]._started().pid, flush=True)
    time.sleep(60)
"""


def test_workers_end_with_a_killed_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the program is killed, a worker in the middle of a document ends by itself."""
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.kill()
    gone = time.monotonic() + 8
    while psutil.pid_exists(pid) and time.monotonic() < gone:
        time.sleep(0.1)
    assert not psutil.pid_exists(pid)


def test_missing_models_are_told(odd: Pool, tmp_path: Path) -> None:
    """Without its models a scan is answered by the tool's own error, and digital text is read."""
    scan = tmp_path / "scan.png"
    page(dpi=100).save(scan)
    answer = odd.run({**job("blind"), "path": str(scan), "name": "scan.png"}, 20)
    assert error_by_code(answer["code"]) is OcrUnavailable
    assert "det.onnx" in answer["facts"]["why"] or "orientation.onnx" in answer["facts"]["why"]
    assert "reading" in odd.run({**good(tmp_path), "kind": "blind"}, 20)


def test_crash_under_the_fence_is_tried_once_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A crash that only the fence caused is not held against the document."""
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    with Reader(ReadingLimits(workers=1), module="odd_worker") as reader:
        answer = reader._ask("die_once", tmp_path / "甲.pdf", "甲.pdf")
    assert answer["code"] == "E500"


def test_smallest_memory_allowed_is_enough_for_a_scan(tmp_path: Path) -> None:
    """With the least memory the settings allow, an ordinary scan is still recognised."""
    path = tmp_path / "scan.jpg"
    page().save(path, dpi=(200, 200))
    with Reader(ReadingLimits(workers=1, memory_mb=512)) as reader:
        result = reader.read(path, "scan.jpg")
    assert isinstance(result, Reading)
    assert result.text


def test_every_job_is_answered_once(tmp_path: Path) -> None:
    """Many jobs over two workers come back each once, by key, and are drawn only little ahead."""
    path = Path(str(good(tmp_path)["path"]))
    drawn: list[int] = []

    def jobs() -> Iterator[tuple[int, Path, str]]:
        for number in range(30):
            drawn.append(number)
            yield number, path, "good.pdf"

    seen: list[int] = []
    with Reader(ReadingLimits(workers=2)) as reader:
        for key, result in reader.read_many(jobs()):
            assert isinstance(result, Reading)
            assert len(drawn) <= len(seen) + 4
            seen.append(key)
    assert sorted(seen) == list(range(30))


def _child_of_ours(pool: Pool) -> int:
    process = pool._cages[0]._started()
    return process.pid
