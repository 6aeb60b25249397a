"""Numbering: 档号 in list order, never given out again, void when their record leaves."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.archive import Archive
from archivist.arrangement.numbering import number_batch
from archivist.errors import BadCodePart, NoSuchBatch
from archivist.keeping import ledger, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.batch import Batch, Subject
from archivist.records.material import Carrier
from archivist.records.record import Record, Standing
from archivist.settings import Body, Numbering

_COUNT = itertools.count(1)


def shelved(archive: Archive, batch: Batch, material: int, **facts: object) -> Record:
    """A record as filing enters it, without a file."""
    base = Record(
        id=0,
        batch=batch.number,
        material=material,
        subject=None,
        candidate=None,
        title=f"件 {next(_COUNT)}",
        term=archive.pack.material(material).term,
        carrier=Carrier.PAPER,
        pages=2,
        filed_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
    with archive.catalogue.transaction():
        return records.add(archive.catalogue, replace(base, **facts), None)  # type: ignore[arg-type]


def numbered(archive: Archive, batch: Batch) -> tuple[Record, ...]:
    return number_batch(archive.catalogue, archive.pack, archive.settings, batch.number, "王档案")


def test_numbers_run_in_the_order_of_the_list(archive: Archive, made: Batch) -> None:
    """Material, theory before skill, candidate: the order of filing does not matter."""
    for material, subject, candidate in (
        (20, Subject.SKILL, 2),
        (20, Subject.SKILL, 1),
        (10, Subject.SKILL, None),
        (10, Subject.THEORY, None),
        (1, None, None),
    ):
        shelved(archive, made, material, subject=subject, candidate=candidate)
    found = numbered(archive, made)
    assert [(r.material, r.subject, r.candidate) for r in found] == [
        (1, None, None),
        (10, Subject.THEORY, None),
        (10, Subject.SKILL, None),
        (20, Subject.SKILL, 1),
        (20, Subject.SKILL, 2),
    ]
    assert len({r.code for r in found}) == 5
    assert all(r.code.startswith("L001-ZY·JN") for r in found)
    assert {r.code: r for r in found} == {
        r.code: r for r in records.of_batch(archive.catalogue, made.number)
    }


def test_numbering_again_numbers_nothing(archive: Archive, made: Batch) -> None:
    """A second run gives no number and tells no event."""
    shelved(archive, made, 1)
    first = numbered(archive, made)
    before = ledger.head(archive.catalogue)
    assert numbered(archive, made) == ()
    assert records.of_batch(archive.catalogue, made.number) == first
    assert ledger.head(archive.catalogue) == before


def test_the_event_names_first_and_last(archive: Archive, made: Batch) -> None:
    """One event tells how many were numbered, from where to where, and by whom."""
    for _ in range(3):
        shelved(archive, made, 1)
    found = numbered(archive, made)
    event = ledger.events(archive.catalogue, f"batch/{made.number}")[-1]
    assert (event.act, event.actor) == ("numbered", "王档案")
    assert found[0].code in event.facts
    assert found[-1].code in event.facts


def test_a_number_whose_record_left_stays_void(archive: Archive, made: Batch) -> None:
    """What comes late takes the next number, also after the last record was destroyed."""
    for _ in range(3):
        shelved(archive, made, 1)
    last = numbered(archive, made)[-1]
    with archive.catalogue.transaction():
        records.change_standing(archive.catalogue, last.id, Standing.DESTROYED)
    shelved(archive, made, 1)
    (late,) = numbered(archive, made)
    assert late.serial == (last.serial or 0) + 1
    assert late.code != last.code


@settings(max_examples=20)
@given(turns=st.lists(st.sampled_from(["file", "number", "destroy", "undo"]), max_size=25))
def test_no_code_is_ever_seen_twice(
    tmp_path_factory: pytest.TempPathFactory, made: Batch, turns: list[str]
) -> None:
    """Whatever the order of filing, numbering, destroying and undone transactions."""
    from tests.builders import make_archive, opened

    given_out: dict[str, int] = {}
    with opened(make_archive(tmp_path_factory.mktemp("n") / "库", made)) as archive:
        for turn in turns:
            if turn == "file":
                shelved(archive, made, 1)
            elif turn == "number":
                for record in numbered(archive, made):
                    assert given_out.setdefault(record.code, record.id) == record.id
            elif turn == "undo":
                number_and_undo(archive, made)
            else:
                kept = records.of_batch(archive.catalogue, made.number)
                if kept:
                    with archive.catalogue.transaction():
                        records.change_standing(archive.catalogue, kept[-1].id, Standing.DESTROYED)
        serials = [r.serial for r in records.every(archive.catalogue) if r.serial is not None]
    assert len(set(serials)) == len(serials)
    assert sorted(serials) == list(range(1, len(serials) + 1))


def number_and_undo(archive: Archive, batch: Batch) -> None:
    try:
        with archive.catalogue.transaction():
            numbered(archive, batch)
            undo(archive.catalogue)
    except InterruptedError:
        return


def undo(_: Catalogue) -> None:
    raise InterruptedError


def test_terms_and_years_count_by_themselves(archive: Archive, made: Batch) -> None:
    """By the older item rule the 件号 counts inside year and term, across the batches."""
    archive.settings = replace(
        archive.settings, numbering=Numbering(style="da_t_22_2015"), body=Body(fonds="L001")
    )
    for material in (1, 1, 20, 20):
        shelved(archive, made, material)
    found = numbered(archive, made)
    by_term: dict[str, list[int | None]] = {}
    for record in found:
        by_term.setdefault(record.term, []).append(record.serial)
    assert all(serials == list(range(1, len(serials) + 1)) for serials in by_term.values())
    assert len({record.code for record in found}) == 4


def test_settings_that_cannot_stand_in_a_code_number_nothing(archive: Archive, made: Batch) -> None:
    """A fonds that would break the code's parts is refused before any number is taken."""
    archive.settings = replace(archive.settings, body=Body(fonds="L-01"))
    shelved(archive, made, 1)
    with pytest.raises(BadCodePart):
        numbered(archive, made)
    archive.settings = replace(archive.settings, body=Body(fonds="L001"))
    assert [record.serial for record in numbered(archive, made)] == [1]


def test_an_unknown_batch_is_an_error(archive: Archive, made: Batch) -> None:
    """There is nothing to number in a batch that does not exist."""
    with pytest.raises(NoSuchBatch):
        numbered(archive, replace(made, number="没有"))
