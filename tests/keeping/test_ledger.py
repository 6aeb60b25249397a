"""The ledger: every event is chained; whatever is changed later shows."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archivist.keeping import ledger
from archivist.keeping.catalogue import Catalogue

COLUMNS = ("seq", "at", "actor", "act", "subject", "pledge", "facts", "salt", "prev", "hash")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A catalogue with six events; the triggers that guard them are in force."""
    one = Catalogue(tmp_path / "catalogue.db")
    for number in range(6):
        with one.transaction():
            ledger.tell(
                one, actor="甲", act="filed", subject=f"record/{number}", 名称=f"{number}号"
            )
    yield one
    one.close()


def unguarded(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        catalogue.change("DROP TRIGGER event_never_changed")
        catalogue.change("DROP TRIGGER event_never_deleted")


def change(catalogue: Catalogue, column: str, value: object, seq: int) -> None:
    assert column in COLUMNS
    catalogue.change(f"UPDATE event SET {column} = ? WHERE seq = ?", value, seq)  # noqa: S608


def broken_at(catalogue: Catalogue) -> list[str]:
    return [finding.where for finding in ledger.check_chain(catalogue)]


def altered(value: Any, chance: random.Random) -> Any:
    """A value with one byte changed."""
    if isinstance(value, int):
        return value + 1000
    data = bytearray(value.encode())
    place = chance.randrange(len(data))
    data[place] = data[place] ^ 1 if data[place] < 128 else 0x3F
    return data.decode("utf-8", "replace")


def test_a_told_event_comes_back_as_it_was(catalogue: Catalogue) -> None:
    """Events come in order, by subject too, and the chain they form is whole."""
    assert [event.seq for event in ledger.events(catalogue)] == [1, 2, 3, 4, 5, 6]
    (event,) = ledger.events(catalogue, "record/3")
    assert (event.actor, event.act, event.facts) == ("甲", "filed", '{"名称": "3号"}')
    assert ledger.head(catalogue)[0] == 6
    assert broken_at(catalogue) == []


def test_any_changed_byte_of_any_field_of_any_row_is_found(catalogue: Catalogue) -> None:
    """With the triggers gone, each field of each row is changed in turn, and that row is named."""
    unguarded(catalogue)
    chance = random.Random(3)
    for row in catalogue.rows("SELECT * FROM event"):
        for column in COLUMNS:
            for _ in range(4):
                value = altered(row[column], chance)
                if value == row[column]:
                    continue
                change(catalogue, column, value, row["seq"])
                assert broken_at(catalogue) == [f"事件 {row['seq']}"], (column, value)
                change(catalogue, column, row[column], value if column == "seq" else row["seq"])
    assert broken_at(catalogue) == []


@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_missing_event_is_found(catalogue: Catalogue, seq: int) -> None:
    """An event taken out of the middle is named by its number."""
    unguarded(catalogue)
    catalogue.change("DELETE FROM event WHERE seq = ?", seq)
    assert broken_at(catalogue) == [f"事件 {seq}"]


def test_events_that_changed_places_are_found(catalogue: Catalogue) -> None:
    """Two events with their numbers exchanged do not pass."""
    unguarded(catalogue)
    for old, new in ((2, 100), (3, 2), (100, 3)):
        catalogue.change("UPDATE event SET seq = ? WHERE seq = ?", new, old)
    assert broken_at(catalogue) == ["事件 2"]


def test_erased_facts_keep_the_chain_whole(catalogue: Catalogue) -> None:
    """Personal facts may be erased together with their salt; nothing else of the event may go."""
    with catalogue.transaction():
        catalogue.change("UPDATE event SET facts = NULL, salt = NULL WHERE seq = 4")
    assert broken_at(catalogue) == []
    assert [event.facts for event in ledger.events(catalogue, "record/3")] == [""]


@pytest.mark.parametrize("column", ["facts", "salt"])
def test_facts_erased_by_half_are_found(catalogue: Catalogue, column: str) -> None:
    """Facts without their salt, or a salt without its facts, are a broken event."""
    unguarded(catalogue)
    change(catalogue, column, None, 4)
    assert broken_at(catalogue) == ["事件 4"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM event",
        "DELETE FROM event WHERE seq = 6",
        "UPDATE event SET actor = '乙' WHERE seq = 2",
        "UPDATE event SET facts = '{}' WHERE seq = 2",
        "UPDATE event SET facts = NULL, salt = NULL, act = 'x' WHERE seq = 2",
        "UPDATE event SET hash = 'x', prev = 'y' WHERE seq = 2",
    ],
)
def test_events_are_neither_deleted_nor_changed(catalogue: Catalogue, sql: str) -> None:
    """The catalogue itself refuses to lose or rewrite an event."""
    with pytest.raises(sqlite3.IntegrityError, match="events are never"):
        catalogue.change(sql)
    assert broken_at(catalogue) == []


def test_an_event_is_undone_with_its_act(catalogue: Catalogue) -> None:
    """An act that is rolled back leaves no event, and the next one takes its number."""
    with pytest.raises(KeyError):
        tell_and_undo(catalogue)
    with catalogue.transaction():
        event = ledger.tell(catalogue, actor="甲", act="filed", subject="record/7")
    assert event.seq == 7
    assert broken_at(catalogue) == []


def tell_and_undo(catalogue: Catalogue) -> None:
    with catalogue.transaction():
        ledger.tell(catalogue, actor="甲", act="filed", subject="record/7")
        raise KeyError
