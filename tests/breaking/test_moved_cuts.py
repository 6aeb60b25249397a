"""A stack whose cuts a clerk moved: each step of moving and cutting in turn is the last one."""

import contextlib
import errno
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import ArchivistError
from archivist.intake import recut, review, stacks
from archivist.intake.file_away import Destination
from archivist.keeping import accessions, ledger, records
from archivist.keeping.shelf import stack_place
from archivist.making.pages import pick
from archivist.records.arrival import Progress
from archivist.records.batch import Subject
from tests.breaking.steps import AFTER_COMMIT, DISK, Steps
from tests.builders import make_archive, opened, sha256
from tests.intake.papers import BATCH, BATCHES
from tests.intake.test_stacks import SHEET, StackReader, page, pdf, sheet, take, widths

CLERK = "王录"
PAGES = (page(1, sheet(1)), page(2, SHEET), page(3, SHEET), page(4, "", ink=0.0), page(5, SHEET))
DONE = {(1,): 1, (2, 3): 2, (5,): None}  # what is to become of the pages, and whose they are


def cut_here(path: Path, _: str, __: str, groups: Sequence[Sequence[int]]) -> list[bytes]:
    """As the child process cuts, without its half second of starting."""
    return pick(path, groups)


def move_and_cut(root: Path) -> None:
    """What a clerk does: join two pages, say whose they are, cut and file. What an earlier try
    got done is not done again."""
    with opened(root) as archive:
        archive.__dict__["reader"] = StackReader()
        rounds.begin(archive)
        if accessions.get(archive.catalogue, 1).progress is not Progress.WAITING:
            return
        desks = archive.catalogue, archive.pack, 1
        recut.split(*desks, [2, 5], CLERK)
        to = Destination(batch=BATCH.number, material=20, subject=Subject.SKILL, candidate=2)
        recut.assign_part(*desks, [2, 3], to, CLERK)
        review.accept_stack(archive.catalogue, archive.shelf, archive.pack, 1, CLERK)


def dies(root: Path, last: int) -> bool:
    """The same in a child that is gone at its ``last`` step; False if it had fewer."""
    child = os.fork()
    if child == 0:
        status = 3
        try:
            with pytest.MonkeyPatch.context() as patch:
                gone = os._exit
                Steps(last, lambda _: gone(9)).watch(patch)
                move_and_cut(root)
                status = 0
        finally:
            os._exit(status)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9), f"it failed by itself (status {code})"
    return code == 9


def fails(root: Path, last: int) -> bool:
    """The same with a full disk at its ``last`` step; False if it had fewer."""
    failed: list[str] = []

    def fail(name: str) -> None:
        failed.append(name)
        if name in DISK:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if name != AFTER_COMMIT:
            raise ArchivistError

    with pytest.MonkeyPatch.context() as patch:
        Steps(last, fail).watch(patch)
        with contextlib.suppress(ArchivistError):
            move_and_cut(root)
    return bool(failed)


def broken(root: Path, *, finished: bool) -> list[str]:
    """What is not as it must be after a start: the stack whole, each page in one document."""
    with opened(root) as archive:
        archive.__dict__["reader"] = StackReader()
        rounds.begin(archive)
        stack = accessions.get(archive.catalogue, 1)
        found = [f.sentence for f in verify(archive.catalogue, archive.shelf)]
        if sha256(archive.shelf.path(stack.held_at).read_bytes()) != sha256(pdf(5)):
            found.append("the stack is not whole")
        parts = accessions.parts_of(archive.catalogue, 1)
        if stack.progress is Progress.CUT:
            if stack.held_at != stack_place(stack.arrived_at.year, 1, stack.name):
                found.append("the original is not in its place")
            found += _wrong_parts(archive)
        elif parts or records.every(archive.catalogue):
            found.append(f"half cut: {stack.progress}, {len(parts)} parts")
        elif finished:
            found.append(f"not done: {stack.progress}")
        told = [event.act for event in ledger.events(archive.catalogue)]
        if told.count("cut") != (stack.progress is Progress.CUT):
            found.append("the cut is not told once")
        return found


def _wrong_parts(archive: Archive) -> list[str]:
    filed = {one.id: one for one in records.every(archive.catalogue)}
    shelved = {}
    for one in accessions.parts_of(archive.catalogue, 1):
        path = archive.shelf.path(one.held_at)
        if widths(path) != [*one.pages] or sha256(path.read_bytes()) != one.digest:
            return [f"part {one.id} has other pages: {widths(path)}"]
        record = records.of_accession(archive.catalogue, one.id, one.held_at)
        if record is not None:
            del filed[record.id]
        shelved[one.pages] = record.candidate if record else None
    if filed:
        return ["filed twice"]
    return [] if shelved == DONE else [f"other parts: {shelved}"]


@pytest.mark.parametrize("ends", [dies, fails])
def test_moved_cuts_lose_and_double_no_page(
    tmp_path: Path, run: Path, monkeypatch: pytest.MonkeyPatch, ends: object
) -> None:
    """Whatever the last step was: after the next start the stack waits whole or is cut as the
    clerk said, and doing it again ends with each page in one document."""
    monkeypatch.setattr(stacks, "cut_files", cut_here)
    model = make_archive(tmp_path / "model", *BATCHES)
    with opened(model) as archive:
        archive.__dict__["reader"] = StackReader()
        take(archive, *PAGES)
    assert callable(ends)
    last = 0
    while True:
        last += 1
        shutil.rmtree(run, ignore_errors=True)
        shutil.copytree(model, run)
        ended = ends(run, last)
        assert broken(run, finished=False) == [], f"after step {last}"
        move_and_cut(run)
        assert broken(run, finished=True) == [], f"after step {last}"
        if not ended:
            break
    assert last > 50, "cutting has fewer steps than it used to: are they still counted?"
