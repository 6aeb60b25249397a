"""The real process, killed without warning: ``archivist start`` over a real inbox."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from archivist.custody.verify import verify
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from tests.breaking.invariants import broken_after_crash, broken_after_round
from tests.breaking.sample_papers import digital_papers, put
from tests.builders import make_archive, small_batch

SEED = int(os.environ.get("ARCHIVIST_TEST_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
KILLS = 10
PATIENCE_SECONDS = 90.0


def started(root: Path, log: Path) -> subprocess.Popen[bytes]:
    """``archivist start`` as a clerk starts it, its words in ``log``."""
    with log.open("ab") as words:
        return subprocess.Popen(
            [sys.executable, "-m", "archivist", "--dir", str(root), "start", "--no-page"],
            stdout=words,
            stderr=words,
        )


def at_rest(root: Path, files: int) -> bool:
    """Whether every file has become a document that nobody works on any more."""
    catalogue = Catalogue(root / "archive/.archivist/catalogue.db", read_only=True)
    try:
        under_way = catalogue.value(
            "SELECT COUNT(*) FROM accession WHERE progress IN ('secured', 'filing') OR released = 0"
        )
        stale = catalogue.value("SELECT COUNT(*) FROM batch WHERE manifest_stale = 1")
        known = catalogue.value("SELECT COUNT(*) FROM accession")
        return known >= files and not under_way and not stale
    finally:
        catalogue.close()


def wait_until_at_rest(root: Path, files: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the process to have done its work; fails with its words if it does not."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not at_rest(root, files):
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < until, log.read_text("utf-8")
        time.sleep(0.1)


def wait_for_word(word: str, before: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the process has said a word it had not said ``before``."""
    until = time.monotonic() + PATIENCE_SECONDS
    while word not in log.read_text("utf-8").removeprefix(before):
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() < until
        time.sleep(0.05)


def test_ten_kills_at_random_moments_lose_and_double_nothing(tmp_path: Path) -> None:
    """kill -9 of ``archivist start`` at ten random moments, with restarts, over real files that
    keep dropping in: each becomes one document, filed with no further word."""
    print(f"seed {SEED}: set ARCHIVIST_TEST_SEED to repeat")
    chance = random.Random(SEED)
    batch = small_batch(5)
    papers = digital_papers(batch)
    names = list(papers)
    chance.shuffle(names)
    root = make_archive(tmp_path / "库", batch, settle=0.3)
    log = tmp_path / "words.txt"
    dropped: dict[str, bytes] = {}

    def drop(some: list[str]) -> None:
        for name in some:
            put(root / "inbox", name, papers[name])
            dropped[name] = papers[name]

    for life in range(KILLS):
        before = log.read_text("utf-8") if log.exists() else ""
        process = started(root, log)
        try:
            drop(names[life * 2 : life * 2 + 2])
            if life % 2:  # every other one dies once it is at work, the rest at any time at all
                wait_for_word("正在值守", before, process, log)
            time.sleep(chance.uniform(0.1, 2.0))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert broken_after_crash(root, dropped) == [], f"seed {SEED}, life {life}"

    process = started(root, log)
    try:
        drop(names[KILLS * 2 :])
        wait_until_at_rest(root, len(papers), process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        status = process.wait(30)
    assert broken_after_round(root, dropped) == [], f"seed {SEED}"
    assert status == 0
    catalogue = Catalogue(root / "archive/.archivist/catalogue.db", read_only=True)
    filed = catalogue.value("SELECT COUNT(*) FROM record")
    assert verify(catalogue, Shelf(root / "archive")) == ()
    catalogue.close()
    assert filed == len(papers)
    manifest = next((root / "archive").glob("2024/*/manifest-sha256.txt"))
    assert len(manifest.read_text("utf-8").splitlines()) == filed
