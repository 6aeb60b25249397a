"""Every step of a round that touches disk or catalogue, counted, so that each may be the last."""

import contextlib
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archivist import rounds
from archivist.errors import ArchivistError
from archivist.intake.settle import Settler
from archivist.keeping import ledger
from archivist.keeping.catalogue import Catalogue
from tests.builders import opened

Act = Callable[[str], None]
DISK = ("fsync", "rename", "replace", "unlink", "mkdir", "chmod", "open")
AFTER_COMMIT = "after the commit"
ROWS = ("insert", "change")


class Steps:
    """Counts steps, and before the ``last`` one does what it was told to do."""

    def __init__(self, last: int, act: Act) -> None:
        self.last = last
        self.act = act
        self.count = 0

    def passed(self, name: str) -> None:
        """One step more is about to be done."""
        self.count += 1
        if self.count == self.last:
            self.act(name)

    def wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted each time it is called."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self.passed(name)
            return function(*args, **kwargs)

        return call

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Count every such call from now on."""
        for name in DISK:
            patch.setattr(os, name, self.wrapped(name, getattr(os, name)))
        for name in ROWS:
            patch.setattr(Catalogue, name, self.wrapped(name, getattr(Catalogue, name)))
        patch.setattr(ledger, "tell", self.wrapped("tell", ledger.tell))
        whole = Catalogue.transaction

        @contextlib.contextmanager
        def transaction(catalogue: Catalogue) -> Iterator[None]:
            with whole(catalogue):
                yield
                self.passed("commit")
            self.passed(AFTER_COMMIT)

        patch.setattr(Catalogue, "transaction", transaction)


def one_round(root: Path) -> None:
    """What a fresh process does: recover, then take everything that lies in the inbox."""
    with opened(root) as archive:
        rounds.begin(archive)
        settler = Settler(archive.settings.inbox, 0.0, patience=0.0)
        settler.scan(0.0)
        rounds.deal_with(archive, settler.scan(1.0))


def dies(root: Path, last: int, mutate: Callable[[pytest.MonkeyPatch], None] | None = None) -> bool:
    """Run a round in a child that is gone, without a word, at its ``last`` step.

    False if the round had fewer steps than that.
    """
    child = os.fork()
    if child == 0:
        status = 3
        try:
            with pytest.MonkeyPatch.context() as patch:
                if mutate is not None:
                    mutate(patch)
                gone = os._exit
                Steps(last, lambda _: gone(9)).watch(patch)
                one_round(root)
                status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), f"the round itself failed (status {code})"
    return code == 9


def fails(root: Path, last: int) -> bool:
    """Run a round whose ``last`` step fails. False if the round had fewer steps than that.

    What gets out must be one of our own errors.
    """
    kind = errno.EIO if last % 2 else errno.ENOSPC
    failed: list[str] = []

    def fail(name: str) -> None:
        failed.append(name)
        if name == AFTER_COMMIT:  # nothing is done here that could fail
            return
        if name in DISK:
            raise OSError(kind, os.strerror(kind))
        problem = sqlite3.OperationalError(os.strerror(kind))
        problem.sqlite_errorcode = (
            sqlite3.SQLITE_IOERR if kind == errno.EIO else sqlite3.SQLITE_FULL
        )
        raise problem

    with pytest.MonkeyPatch.context() as patch:
        Steps(last, fail).watch(patch)
        with contextlib.suppress(ArchivistError):
            one_round(root)
    return bool(failed)


def fresh(model: Path, root: Path, dropped: dict[str, bytes]) -> Path:
    """A copy of a closed archive with these files in its inbox."""
    if root.exists():
        shutil.rmtree(root)
    shutil.copytree(model, root)
    for name, data in dropped.items():
        path = root / "inbox" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return root
