"""Two processes at one archive: one writes, the other is told who, and readers work beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import ArchiveLocked
from archivist.keeping import durable, records
from archivist.records.batch import Batch, Subject
from tests.breaking.steps import one_round
from tests.builders import form

HOLDER = """
import sys
from pathlib import Path
from archivist.archive import Archive
with Archive(Path(sys.argv[1]), write=True):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(root: Path) -> subprocess.Popen[str]:
    """Another process that has the archive open to write."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def let_go(process: subprocess.Popen[str]) -> None:
    process.communicate()


def archivist(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "archivist", "--dir", str(root), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_second_writer_is_refused_and_told_who_holds_the_archive(
    root: Path, holder: subprocess.Popen[str]
) -> None:
    """While one process writes, another that wants to is refused with the holder's name."""
    with pytest.raises(ArchiveLocked) as refused:
        Archive(root, write=True)
    assert f"进程 {holder.pid}" in str(refused.value)
    let_go(holder)
    Archive(root, write=True).close()


def test_the_lock_of_a_killed_process_is_free(root: Path, holder: subprocess.Popen[str]) -> None:
    """A process that was killed leaves no lock behind, and its end is known to the next."""
    holder.kill()
    let_go(holder)
    with Archive(root, write=True) as archive:
        assert archive.catalogue.damage() == ""


def test_readers_and_commands_that_only_look_work_beside_a_writer(
    root: Path, made: Batch, holder: subprocess.Popen[str]
) -> None:
    """Looking needs no lock; writing commands end with the status of a busy archive."""
    listed = archivist(root, "batch", "list", "--json")
    assert (listed.returncode, json.loads(listed.stdout)["number"]) == (0, made.number)
    busy = archivist(root, "ingest")
    assert (busy.returncode, busy.stdout) == (8, "")
    assert "E801" in busy.stderr
    let_go(holder)


def test_a_reader_sees_what_is_committed_while_it_is_open(root: Path, made: Batch) -> None:
    """A read-only archive opened before a round sees the round's records after it."""
    (root / "inbox" / "评分表.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
    with Archive(root, write=False) as reader:
        assert records.every(reader.catalogue) == ()
        one_round(root)
        assert len(records.every(reader.catalogue)) == 1


def test_a_reader_cannot_write(root: Path) -> None:
    """A catalogue opened to look refuses every change."""
    with Archive(root, write=False) as reader, pytest.raises(Exception, match="readonly"):
        reader.catalogue.change("DELETE FROM batch")


def objections(root: Path) -> tuple[str, ...]:
    with Archive(root, write=False) as reader:
        found = verify(reader.catalogue, reader.shelf)
    return tuple(f.code for f in found if f.code != "unfinished-filing")


def test_verify_beside_a_writer_reports_no_false_damage(
    root: Path, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that runs while a document moves from the work area to its shelf stays quiet."""
    (root / "inbox" / "评分表.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
    seen: list[tuple[str, ...]] = []
    move = durable.move

    def watched(source: Path, target: Path) -> None:
        seen.append(objections(root))
        move(source, target)
        seen.append(objections(root))

    monkeypatch.setattr(durable, "move", watched)
    one_round(root)
    assert seen == [(), ()]
