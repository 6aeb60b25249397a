"""Due dates explain themselves, never come early, and never come without a base date."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.errors import NoSuchTerm
from archivist.records.batch import Batch, Candidate, Category
from archivist.records.due import Verdict
from archivist.records.hold import Hold
from archivist.records.material import Carrier
from archivist.records.record import Record
from archivist.rules.pack import RulePack, load_pack
from archivist.rules.retention import add_months, appraise, free_from, round_up
from archivist.settings import Rounding

Make = Callable[..., Record]
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


STRICT: dict[str, Any] = {"floors": False, "rounding": "none"}
BY_DEFAULT: dict[str, Any] = {"floors": True, "rounding": "year_end"}
FAR = date(2099, 1, 1)
FAILED = Candidate(position=1, name="甲", passed=False)
PASSED = Candidate(position=1, name="甲", passed=True)


def hold(record: int | None = None, batch: str = "TST-SP-2024-0001") -> Hold:
    return Hold(
        id=1,
        batch=batch,
        record=record,
        reason="成绩申诉",
        placed_by="审核员",
        placed_at=datetime(2025, 1, 1, tzinfo=UTC),
    )


def test_the_worked_example_with_floors(pack: RulePack, batch: Batch, record: Make) -> None:
    """Item 19 on paper, certificates 2024-05-20: local and floor clocks, rounded to 2028-01-01."""
    found = appraise(
        record(19),
        batch,
        pack,
        holds=(),
        today=date(2027, 12, 31),
        floors=True,
        rounding="year_end",
    )
    assert [clock.free_on for clock in found.clocks] == [date(2025, 5, 21), date(2027, 5, 21)]
    assert found.due_on == date(2028, 1, 1)
    assert found.verdict is Verdict.KEEP
    assert found.deciding == "纸质材料不少于 3 年"
    assert "发证日期 2024-05-20 起满 36 个月" in found.reason
    assert found.pack == "lianyungang-2023@2023.1"


def test_the_worked_example_without_floors(pack: RulePack, batch: Batch, record: Make) -> None:
    """The same item with floors off and no rounding is due on 2025-05-21 and not a day before."""

    def verdict(today: date) -> Verdict:
        found = appraise(record(19), batch, pack, holds=(), today=today, **STRICT)
        assert found.due_on == date(2025, 5, 21)
        return found.verdict

    assert verdict(date(2025, 5, 20)) is Verdict.KEEP
    assert verdict(date(2025, 5, 21)) is Verdict.DUE


def test_without_certificates_the_exam_counts(pack: RulePack, batch: Batch, record: Make) -> None:
    """Where nobody passed, the term runs from the last exam day."""
    failed = replace(batch, certificates_on=None, roster=(FAILED,))
    found = appraise(record(19), failed, pack, holds=(), today=date(2026, 1, 1), **STRICT)
    assert (found.clocks[0].base_name, found.due_on) == ("考试结束日", date(2025, 3, 16))


def test_certificates_without_a_date_are_a_fault(
    pack: RulePack, batch: Batch, record: Make
) -> None:
    """Where somebody passed but no date of issue is known, nothing may leave by the exam's date."""
    passed = replace(batch, certificates_on=None, roster=(PASSED,))
    found = appraise(record(19), passed, pack, holds=(), today=FAR, **STRICT)
    assert (found.verdict, found.due_on) == (Verdict.FAULT, None)
    assert "发证日期" in found.reason


def test_no_base_date_is_a_fault_that_names_it(pack: RulePack, batch: Batch, record: Make) -> None:
    """A record of a batch without dates is never destroyable, and the missing date is named."""
    bare = replace(batch, theory_on=None, skill_on=None, certificates_on=None)
    found = appraise(record(19), bare, pack, holds=(), today=FAR, **STRICT)
    assert found.verdict is Verdict.FAULT
    assert "没有登记发证日期或考试结束日" in found.reason


def test_dates_that_contradict_are_a_fault(pack: RulePack, batch: Batch, record: Make) -> None:
    """Certificates dated before the exam are a slip that must not shorten a term."""
    slip = replace(batch, certificates_on=date(2023, 5, 20))
    found = appraise(record(19), slip, pack, holds=(), today=FAR, **STRICT)
    assert found.verdict is Verdict.FAULT
    assert "早于考试结束日" in found.reason


@pytest.mark.parametrize("material", [1, 18, 23])
def test_long_term_never_falls_due(
    pack: RulePack, batch: Batch, record: Make, material: int
) -> None:
    """Long-term records, extra ones included, are kept whatever the day and the settings."""
    found = appraise(
        record(material),
        batch,
        pack,
        holds=(),
        today=date(2999, 1, 1),
        floors=True,
        rounding="none",
    )
    assert (found.verdict, found.due_on) == (Verdict.KEEP, None)


def test_pieces_are_not_rounded_and_know_no_floor(
    pack: RulePack, batch: Batch, record: Make
) -> None:
    """Workpieces are due six months and a day after the base, whatever documents must wait for."""
    found = appraise(
        record(22, carrier=Carrier.PIECE),
        batch,
        pack,
        holds=(),
        today=date(2024, 11, 21),
        **BY_DEFAULT,
    )
    assert (found.verdict, found.due_on) == (Verdict.DUE, date(2024, 11, 21))


def test_electronic_records_have_the_longer_floor(
    pack: RulePack, batch: Batch, record: Make
) -> None:
    """With floors on, an electronic record waits five years instead of three."""
    found = appraise(
        record(19, carrier=Carrier.ELECTRONIC),
        batch,
        pack,
        holds=(),
        today=date(2026, 1, 1),
        floors=True,
        rounding="none",
    )
    assert found.due_on == date(2029, 5, 21)


@pytest.mark.parametrize(
    ("which", "verdict"),
    [
        (hold(), Verdict.HELD),
        (hold(record=1), Verdict.HELD),
        (hold(record=2), Verdict.DUE),
        (hold(batch="TST-SP-2024-0002"), Verdict.DUE),
    ],
)
def test_a_hold_stops_only_what_it_covers(
    pack: RulePack, batch: Batch, record: Make, which: Hold, verdict: Verdict
) -> None:
    """A hold on the batch or on the record blocks it; a hold on another does not."""
    found = appraise(
        record(19),
        batch,
        pack,
        holds=(which,),
        today=date(2026, 1, 1),
        floors=False,
        rounding="none",
    )
    assert found.verdict is verdict
    assert ("成绩申诉" in found.reason) is (verdict is Verdict.HELD)


def test_a_term_the_pack_does_not_know_is_refused(
    pack: RulePack, batch: Batch, record: Make
) -> None:
    """A record with a foreign term is not silently kept or destroyed."""
    with pytest.raises(NoSuchTerm):
        appraise(
            record(19, term="era"),
            batch,
            pack,
            holds=(),
            today=date(2026, 1, 1),
            **STRICT,
        )


def test_month_arithmetic_clamps() -> None:
    """31 August and six months is the last of February, then the next day."""
    assert add_months(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert free_from(date(2022, 8, 31), 6) == date(2023, 3, 1)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


@given(DAYS, st.integers(0, 240))
def test_months_are_whole(day: date, months: int) -> None:
    """The month moved to is exactly so many months on, and the day never grows."""
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


@given(DAYS, DAYS, st.integers(1, 120))
def test_a_later_base_is_never_due_sooner(one: date, other: date, months: int) -> None:
    """Terms keep the order of their base dates."""
    assert (free_from(one, months) <= free_from(other, months)) or one > other


@given(DAYS, st.sampled_from(["none", "month_end", "year_end"]))
def test_rounding_only_moves_later(day: date, rounding: Rounding) -> None:
    """Rounding never shortens a term, moves it less than a unit, and done twice changes nothing."""
    rounded = round_up(day, rounding)
    limit = {"none": 0, "month_end": 30, "year_end": 365}[rounding]
    assert day <= rounded <= day + timedelta(days=limit)
    assert round_up(rounded, rounding) == rounded


@given(
    DAYS,
    DAYS,
    st.sampled_from([19, 20, 21, 22]),
    st.sampled_from(list(Carrier)),
    st.booleans(),
    st.sampled_from(["none", "month_end", "year_end"]),
)
def test_no_setting_makes_a_record_due_early(
    exam: date, issued: date, material: int, carrier: Carrier, floors: bool, rounding: Rounding
) -> None:
    """Whatever the dates and settings: a day before the list's own term is over, nothing is due."""
    pack = load_pack("lianyungang-2023")
    months = pack.term(pack.material(material).term).months
    assert months is not None
    batch = Batch(
        number="B",
        agency="示例",
        category=Category.SCHOOL,
        occupation="车工",
        level=4,
        skill_on=exam,
        certificates_on=issued,
    )
    record = Record(
        id=1,
        batch="B",
        material=material,
        subject=None,
        candidate=None,
        title="某件",
        term=pack.material(material).term,
        carrier=carrier,
        pages=1,
        filed_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
    last_day_kept = free_from(max(exam, issued), months) - timedelta(days=1)

    found = appraise(
        record, batch, pack, holds=(), today=last_day_kept, floors=floors, rounding=rounding
    )

    assert found.verdict in (Verdict.KEEP, Verdict.FAULT)
    assert (found.verdict is Verdict.FAULT) == (issued < exam)
    assert found.due_on is None or found.due_on > last_day_kept
