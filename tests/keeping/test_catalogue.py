"""The catalogue: migrations, transactions, and numbers that are never given out twice."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.errors import CatalogueDamaged, CatalogueTooNew, WriteFailed
from archivist.keeping.catalogue import Catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    one = Catalogue(tmp_path / "catalogue.db")
    yield one
    one.close()


class UndoneError(Exception):
    """Raised inside a transaction to undo it."""


def undo_if(wanted: bool) -> None:
    if wanted:
        raise UndoneError


def counted(catalogue: Catalogue) -> dict[str, int]:
    return {row["scope"]: row["last"] for row in catalogue.rows("SELECT * FROM counter")}


def test_a_new_catalogue_is_durable_and_sound(catalogue: Catalogue) -> None:
    """WAL with full synchronisation, foreign keys on, deleted content overwritten, no damage."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert {name: catalogue.value(f"PRAGMA {name}") for name in wanted} == wanted
    assert catalogue.damage() == ""


def test_migrations_run_once(tmp_path: Path, catalogue: Catalogue) -> None:
    """Opening again migrates nothing and loses nothing."""
    with catalogue.transaction():
        catalogue.next_number("box")
    catalogue.close()
    again = Catalogue(tmp_path / "catalogue.db")
    assert counted(again) == {"box": 1}
    again.close()


def test_a_newer_catalogue_is_refused_and_not_touched(tmp_path: Path, catalogue: Catalogue) -> None:
    """A catalogue with a migration we do not know is refused in words, its bytes unchanged."""
    path = tmp_path / "catalogue.db"
    with catalogue.transaction():
        row = {"migration_set": "archivist", "name": "m9999_from_the_future", "applied_at": ""}
        catalogue.insert("_sqlite_migrations", row)
    catalogue.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(CatalogueTooNew):
            Catalogue(path, read_only=read_only)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "data", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4080]
)
@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_catalogue_is_damage(
    tmp_path: Path, data: bytes, read_only: bool
) -> None:
    """Bytes SQLite cannot read are reported as damage, and stay as they are for whoever mends."""
    path = tmp_path / "catalogue.db"
    path.write_bytes(data)
    with pytest.raises(CatalogueDamaged):
        Catalogue(path, read_only=read_only)
    assert path.read_bytes() == data


def test_damage_met_while_working_is_said_in_our_words(tmp_path: Path) -> None:
    """A page that breaks under an open catalogue comes out as damage, not as a traceback."""
    path = tmp_path / "catalogue.db"
    Catalogue(path).close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x55" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(CatalogueDamaged):
        Catalogue(path).rows("SELECT * FROM event")


def test_a_catalogue_opened_to_look_refuses_to_write(tmp_path: Path, catalogue: Catalogue) -> None:
    """Read-only means read-only, and it sees what the writer commits."""
    reader = Catalogue(tmp_path / "catalogue.db", read_only=True)
    with pytest.raises(WriteFailed):
        reader.change("DELETE FROM counter")
    with catalogue.transaction():
        catalogue.next_number("box")
        assert counted(reader) == {}
    assert counted(reader) == {"box": 1}
    reader.close()


def test_an_undone_transaction_leaves_nothing(catalogue: Catalogue) -> None:
    """What raises inside a transaction undoes all of it."""
    with pytest.raises(UndoneError):
        count_and_undo(catalogue)
    assert counted(catalogue) == {}


def count_and_undo(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.next_number("box")
        with catalogue.transaction():
            catalogue.next_number("letter")
        raise UndoneError


def test_an_inner_transaction_undone_leaves_the_outer_whole(catalogue: Catalogue) -> None:
    """A caught failure in a nested transaction undoes only the nested part."""
    with catalogue.transaction():
        catalogue.next_number("box")
        with pytest.raises(UndoneError):
            count_and_undo(catalogue)
        catalogue.next_number("box")
    assert counted(catalogue) == {"box": 2}


def test_numbers_are_never_reused_under_twenty_threads(catalogue: Catalogue) -> None:
    """Twenty threads that take, give up and delete numbers never see a committed number twice,
    and the committed numbers have no gap."""
    kept: list[int] = []
    guard = threading.Lock()
    problems: list[BaseException] = []

    def take(which: int) -> None:
        try:
            for turn in range(15):
                one_turn(which, turn)
        except BaseException as problem:
            problems.append(problem)

    def one_turn(which: int, turn: int) -> None:
        try:
            with catalogue.transaction():
                number = catalogue.next_number("serial")
                row = {
                    "path": f"{which}/{turn}",
                    "code": str(number),
                    "sentence": "",
                    "seen_at": "",
                }
                catalogue.insert("notice", row)
                undo_if((which + turn) % 3 == 0)
        except UndoneError:
            return
        with guard:
            kept.append(number)
        if turn % 2:
            with catalogue.transaction():
                catalogue.change("DELETE FROM notice WHERE path = ?", f"{which}/{turn}")

    threads = [threading.Thread(target=take, args=(which,)) for which in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert sorted(kept) == list(range(1, len(kept) + 1))
    with catalogue.transaction():
        assert catalogue.next_number("serial") == len(kept) + 1


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), max_size=40))
def test_each_scope_counts_by_itself(
    tmp_path_factory: pytest.TempPathFactory, turns: list[tuple[str, bool]]
) -> None:
    """Whatever is undone in between, each scope gives out 1, 2, 3 … in the order of commits."""
    catalogue = Catalogue(tmp_path_factory.mktemp("c") / "catalogue.db")
    seen: dict[str, list[int]] = {"a": [], "b": []}
    for scope, undone in turns:
        try:
            with catalogue.transaction():
                number = catalogue.next_number(scope)
                undo_if(undone)
        except UndoneError:
            continue
        seen[scope].append(number)
    catalogue.close()
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen.values())


def test_a_broken_rule_of_the_schema_is_our_own_slip(catalogue: Catalogue) -> None:
    """Breaking a constraint is a bug, never passed off as a damaged archive."""
    with pytest.raises(sqlite3.IntegrityError):
        insert_orphan(catalogue)


def insert_orphan(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.insert("box", {"number": 1, "batch": "没有", "details": "{}"})


def test_a_copy_is_a_whole_catalogue(tmp_path: Path, catalogue: Catalogue) -> None:
    """The backup copy opens, is sound, and holds what was committed."""
    with catalogue.transaction():
        catalogue.next_number("box")
    catalogue.copy_to(tmp_path / "copy.db")
    copy = Catalogue(tmp_path / "copy.db", read_only=True)
    assert (copy.damage(), counted(copy)) == ("", {"box": 1})
    copy.close()
