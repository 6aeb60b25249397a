"""Made-up batches are invented, consistent and ready for the whole road."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.records.batch import Batch, Category
from archivist.records.due import Verdict
from archivist.records.record import Record
from archivist.rules.checklist import checklist
from archivist.rules.identifiers import certificate_faults, id_number_fault
from archivist.rules.pack import load_pack
from archivist.rules.retention import appraise
from archivist.samples.batch import AREA_NEVER_ISSUED, identity_number, made_batch

TODAY = date(2026, 11, 20)


@given(st.dates(date(1930, 1, 1), date(2010, 12, 31)), st.integers(0, 999))
def test_identity_numbers_are_valid_and_never_issued(born_on: date, order: int) -> None:
    """Every made-up identity number passes the check and begins with an area nobody has."""
    number = identity_number(born_on, order)
    assert id_number_fault(number) == ""
    assert number.startswith(AREA_NEVER_ISSUED)


@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("people", [1, 8, 120])
def test_rosters_hold_distinct_people(category: Category, people: int) -> None:
    """Names, identity, ticket and certificate numbers are distinct, positions run from 1."""
    batch = made_batch(7, people, category)
    roster = batch.roster
    assert [one.position for one in roster] == list(range(1, people + 1))
    for values in (
        {one.name for one in roster},
        {one.id_number for one in roster},
        {one.ticket_number for one in roster},
    ):
        assert len(values) == people
    certified = [one.certificate for one in roster if one.passed]
    assert len(set(certified)) == len(certified)
    for certificate in certified:
        assert certificate_faults(certificate, level=batch.level, year=batch.year) == ()


@given(st.integers(1, 400))
def test_scores_agree_with_results(seed: int) -> None:
    """Who passed has both scores at 60 or above and a certificate; who failed has neither."""
    for one in made_batch(seed).roster:
        assert one.theory_score is not None
        assert one.skill_score is not None
        assert one.passed == (min(one.theory_score, one.skill_score) >= 60)
        assert bool(one.certificate) == one.passed


def test_a_seed_is_a_batch() -> None:
    """The same seed gives the same batch, another seed another number and other people."""
    assert made_batch(3) == made_batch(3)
    assert made_batch(3).number != made_batch(4).number
    assert {one.id_number for one in made_batch(3).roster}.isdisjoint(
        one.id_number for one in made_batch(4).roster
    )


def test_all_22_materials_apply_to_the_demo_batch() -> None:
    """No line of the demo batch's checklist is waived."""
    batch = made_batch()
    lines = checklist(load_pack("lianyungang-2023"), batch, (), TODAY)
    assert {line.material for line in lines} == set(range(1, 23))
    assert {line.presence.value for line in lines} == {"missing"}


@pytest.mark.parametrize("material", [19, 20, 21, 22])
def test_what_may_leave_is_due_by_now(material: int) -> None:
    """Materials 19 to 22 of the demo batch are due in November 2026 with the strictest rounding."""
    pack = load_pack("lianyungang-2023")
    batch = made_batch()
    record = replace(_record(batch), material=material, term=_term(material))
    verdict = appraise(
        record, batch, pack, holds=(), today=TODAY, floors=False, rounding="year_end"
    )
    assert verdict.verdict is Verdict.DUE


def _term(material: int) -> str:
    return next(m.term for m in load_pack("lianyungang-2023").materials if m.number == material)


def _record(batch: Batch) -> Record:
    material = next(m for m in load_pack("lianyungang-2023").materials if m.number == 19)
    return Record(
        id=1,
        batch=batch.number,
        material=19,
        subject=None,
        candidate=1,
        title="x",
        term=material.term,
        carrier=material.carriers[0],
        pages=1,
        filed_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
