"""Quarters are written 2026Q4, cover the calendar and sort by time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.errors import BadQuarter
from archivist.rules.quarters import Quarter, parse_quarter, quarter_of

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_every_day_lies_in_one_quarter(day: date) -> None:
    """A day lies between its quarter's ends, and the next quarter begins the day after."""
    quarter = quarter_of(day)
    assert quarter.began_on <= day <= quarter.ends_on
    assert quarter.ends_on + timedelta(days=1) == quarter.next.began_on
    assert quarter < quarter.next
    assert parse_quarter(str(quarter)) == quarter


@pytest.mark.parametrize("text", ["2026Q5", "2026Q0", "26Q4", "2026-Q4", "2026Q", "", "2026Q4x"])
def test_other_texts_are_no_quarters(text: str) -> None:
    """A quarter written otherwise is refused with the text that was given."""
    with pytest.raises(BadQuarter) as caught:
        parse_quarter(text)
    assert caught.value.facts["quarter"] == text


def test_an_example() -> None:
    """The fourth quarter of 2026."""
    assert parse_quarter("2026q4") == Quarter(2026, 4)
    assert Quarter(2026, 4).ends_on == date(2026, 12, 31)
