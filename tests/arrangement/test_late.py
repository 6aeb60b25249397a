"""Late insertions: which number they take, and that the 备考表 tells who, when and why."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archivist.arrangement.numbering import number_batch
from archivist.intake.file_away import Destination
from archivist.intake.moving import refile
from archivist.keeping import codes, ledger, records
from archivist.records.record import Standing
from archivist.rules.numbering import parse_code, serial_text
from archivist.settings import Late
from tests.arrangement.desk import CLERK, ONE, OTHER, arranged, desk, note, now, printed, shelved


def serials(root: Path, late: Late, *materials: int) -> list[str]:
    """件号 of records 1, 5, 9 arranged first and of these arranged later, in list order."""
    with desk(root, late=late) as archive:
        for material in (1, 5, 9):
            shelved(archive, material)
        arranged(archive)
        for material in materials:
            shelved(archive, material)
            arranged(archive)
        kept = records.of_batch(archive.catalogue, ONE.number)
        return [serial_text(r.serial or 0, r.suffix) for r in kept]


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ("next", ["0001", "0002", "0004", "0005", "0003"]),
        ("suffix", ["0001", "0002", "0002-1", "0002-2", "0003"]),
    ],
)
def test_what_comes_late_is_numbered_as_the_body_wishes(
    tmp_path: Path, late: Late, expected: list[str]
) -> None:
    """By next: behind the last. By suffix: behind its neighbour in the list, counted on."""
    assert serials(tmp_path / "库", late, 6, 7) == expected


def test_a_late_record_that_stands_first_leans_on_the_one_after_it(tmp_path: Path) -> None:
    """With nothing before it in the list, the number after it is the neighbour."""
    with desk(tmp_path / "库", late="suffix") as archive:
        after = shelved(archive, 5)
        arranged(archive)
        first = shelved(archive, 2)
        arranged(archive)
        assert now(archive, first).code == f"{now(archive, after).code}-1"


def test_a_term_that_had_nothing_yet_is_not_late(tmp_path: Path) -> None:
    """The first records of a term are numbered plainly, whenever they come."""
    with desk(tmp_path / "库", late="suffix") as archive:
        shelved(archive, 5)
        arranged(archive)
        score = shelved(archive, 20)
        arranged(archive)
        found = now(archive, score)
        assert (found.serial, found.suffix) == (1, 0)
        assert not any(code.late for code in codes.of_batch(archive.catalogue, ONE.number))


def test_a_suffixed_number_is_read_back_as_parts(tmp_path: Path) -> None:
    """件号 keeps four digits; the suffix is a part of its own."""
    with desk(tmp_path / "库", late="suffix") as archive:
        shelved(archive, 5)
        arranged(archive)
        late = shelved(archive, 6)
        arranged(archive)
        text = now(archive, late).code
        code = parse_code(text, archive.settings.numbering.style)
        assert text.endswith("-0001-1")
        assert code is not None
        assert (code.serial, code.suffix) == (1, 1)


def test_a_suffix_whose_record_left_is_never_given_again(tmp_path: Path) -> None:
    """After 0001-1 moved away, the next late record takes 0001-2."""
    with desk(tmp_path / "库", late="suffix") as archive:
        shelved(archive, 5)
        arranged(archive)
        gone = shelved(archive, 6)
        arranged(archive)
        to = Destination(batch=OTHER.number, reason="放错批次")
        refile(archive.catalogue, archive.shelf, archive.pack, gone.id, to, CLERK)
        late = shelved(archive, 7)
        arranged(archive)
        assert now(archive, late).code.endswith("-0001-2")


@pytest.mark.parametrize("late", ["next", "suffix"])
def test_the_note_tells_who_when_and_why(tmp_path: Path, late: Late) -> None:
    """A late number, its title, the clerk, the day and the reason stand on the 备考表."""
    with desk(tmp_path / "库", late=late) as archive:
        shelved(archive, 5)
        arranged(archive)
        one = shelved(archive, 6)
        arranged(archive, reason="检查时发现漏交")
        printed(archive)
        (line,) = [line for line in note(archive).splitlines() if one.title in line]
        given = {c.record: c.given_at for c in codes.of_batch(archive.catalogue, ONE.number)}
        day = given[one.id].astimezone().date()
        assert "补充归档" in line
        assert CLERK in line
        assert "检查时发现漏交" in line
        assert f"{day.year}年{day.month}月{day.day}日" in line
        acts = [event.act for event in ledger.events(archive.catalogue, f"record/{one.id}")]
        assert acts == ["inserted"]


def test_what_came_in_time_is_not_told_as_late(tmp_path: Path) -> None:
    """A batch arranged once has nothing to explain."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        arranged(archive)
        printed(archive)
        assert "补充" not in note(archive)


@pytest.mark.parametrize("late", ["next", "suffix"])
def test_twenty_at_once_get_no_number_twice(tmp_path: Path, late: Late) -> None:
    """20 allocations side by side, records moved and destroyed in between: none is given twice."""
    seen: list[str] = []
    with desk(tmp_path / "库", late=late) as archive:

        def one(turn: int) -> None:
            batch, other = (ONE, OTHER) if turn % 2 else (OTHER, ONE)
            record = shelved(archive, 1 + turn % 9, batch.number)
            given = number_batch(
                archive.catalogue, archive.pack, archive.settings, batch.number, CLERK
            )
            seen.extend(r.code for r in given)
            if turn % 3 == 0:
                to = Destination(batch=other.number, reason="放错批次")
                refile(archive.catalogue, archive.shelf, archive.pack, record.id, to, CLERK)
            elif turn % 3 == 1:
                with archive.catalogue.transaction():
                    records.change_standing(archive.catalogue, record.id, Standing.DESTROYED)

        with ThreadPoolExecutor(20) as pool:
            list(pool.map(one, range(20)))
        for batch in (ONE, OTHER):
            again = number_batch(
                archive.catalogue, archive.pack, archive.settings, batch.number, CLERK
            )
            seen.extend(r.code for r in again)
        borne = [record.code for record in records.every(archive.catalogue)]
        given = codes.every(archive.catalogue)
    assert len(seen) == len(set(seen)) == len(given) > 20
    assert len(borne) == len(set(borne)) == 20
    assert {c.code for c in given if c.void_at is None} == set(borne)
