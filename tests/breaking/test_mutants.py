"""A crash test that cannot fail proves nothing: known mistakes must be caught by it."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from archivist.intake import file_away, secure
from archivist.intake.file_away import Destination
from archivist.keeping import accessions, batches, durable
from archivist.keeping.catalogue import Catalogue
from archivist.records.arrival import Accession, Arrival
from archivist.records.batch import Batch, Subject
from archivist.records.record import Filing
from archivist.rules.pack import RulePack
from tests.breaking.invariants import broken_after_crash, broken_after_round
from tests.breaking.steps import dies, fresh, one_round
from tests.builders import form

Mutation = Callable[[pytest.MonkeyPatch], None]


def release_before_commit(patch: pytest.MonkeyPatch) -> None:
    """The inbox file is let go of inside the transaction, before it is committed."""
    whole = accessions.add

    def add(catalogue: Catalogue, arrival: Arrival, digest: str, *rest: Any, **named: Any) -> Any:
        secure.let_go(arrival.path, arrival.ident, digest)
        return whole(catalogue, arrival, digest, *rest, **named)

    patch.setattr(accessions, "add", add)


def statement_by_statement(patch: pytest.MonkeyPatch) -> None:
    """Row and event are no longer written together."""

    @contextlib.contextmanager
    def transaction(catalogue: Catalogue) -> Iterator[None]:
        yield

    patch.setattr(Catalogue, "transaction", transaction)


def intent_skipped(patch: pytest.MonkeyPatch) -> None:
    """The file moves before it is written down where it is to go."""

    def intend(
        catalogue: Catalogue, pack: RulePack, accession: Accession, to: Destination, actor: str
    ) -> Filing:
        held = batches.held(catalogue, to.batch)
        with catalogue.transaction():
            return file_away.plan_filing(catalogue, pack, held, accession, to, actor)

    patch.setattr(file_away, "intend", intend)


def release_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A start does not let go of what was secured before."""
    patch.setattr("archivist.intake.recover.secure.release_known", lambda *_: 0)
    patch.setattr("archivist.rounds.release_known", lambda *_: 0)


def torn_write_not_read_back(patch: pytest.MonkeyPatch) -> None:
    """The disk drops the last byte, and nobody looks."""

    def sync(file: BinaryIO) -> None:
        file.flush()
        os.ftruncate(file.fileno(), max(0, file.tell() - 1))

    patch.setattr(durable, "_sync", sync)
    patch.setattr(durable, "_must_read_back", lambda *_: None)


def first_violation(
    model: Path, run: Path, dropped: dict[str, bytes], mutate: Mutation
) -> list[str]:
    """What the crash test says of the mutated program, at the first step where it objects."""
    last = 0
    died = True
    while died:
        last += 1
        root = fresh(model, run, dropped)
        died = dies(root, last, mutate)
        found = broken_after_crash(root, dropped)
        if not found:
            try:
                with pytest.MonkeyPatch.context() as patch:
                    mutate(patch)
                    one_round(root)
            except Exception as problem:
                found = [f"the restart failed: {problem!r}"]
            else:
                found = broken_after_round(root, dropped)
        if found:
            return found
    return []


@pytest.mark.parametrize(
    "mutate",
    [
        release_before_commit,
        statement_by_statement,
        intent_skipped,
        release_forgotten,
        torn_write_not_read_back,
    ],
)
def test_the_crash_test_catches_a_known_mistake(
    root: Path, made: Batch, run: Path, mutate: Mutation
) -> None:
    """Each seeded mistake breaks an invariant at some step."""
    dropped = {"评分表.pdf": form(made, 20, Subject.SKILL, 1)}
    assert first_violation(root, run, dropped, mutate)


def test_the_crash_test_has_nothing_against_the_program_as_it_is(
    root: Path, made: Batch, run: Path
) -> None:
    """The same search finds nothing when no mistake is seeded."""
    dropped = {"评分表.pdf": form(made, 20, Subject.SKILL, 1)}
    assert first_violation(root, run, dropped, lambda _: None) == []
