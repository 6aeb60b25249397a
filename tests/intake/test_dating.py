"""The date of a document: the last full date it bears that fits its batch."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.intake.dating import dated_on
from archivist.records.batch import Batch, Subject
from archivist.records.reading import PageText, Reading, TextSource


def saying(text: str) -> Reading:
    page = PageText(number=1, text=text, source=TextSource.LAYER)
    return Reading(media="pdf", pages=(page,), page_count=1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月16日", date(2024, 3, 16)),
        ("2024-03-16", date(2024, 3, 16)),
        ("2024.3.6", date(2024, 3, 6)),
        ("2024/3/16", date(2024, 3, 16)),
        ("2024 年 3 月 16 日", date(2024, 3, 16)),
        ("报名 2024年2月20日 …… 签字 2024年3月18日", date(2024, 3, 18)),
        ("2024年3月16日 依据 2019年1月1日 文件", date(2024, 3, 16)),
        ("2024年3月18日 2024年2月30日", date(2024, 3, 18)),
        ("编号 2024-03-1600", None),
        ("2024年3月", None),
        ("没有日期", None),
    ],
)
def test_the_last_full_date_near_the_batch(made: Batch, text: str, day: date | None) -> None:
    """Forms are dated at their foot; dates of other years, and none that exist, do not count."""
    assert dated_on(saying(text), made, None) == day


def test_without_a_date_the_subjects_day_counts(made: Batch) -> None:
    """A paper of one subject is of that subject's day; nothing at all is None."""
    assert dated_on(saying(""), made, Subject.THEORY) == made.theory_on
    assert dated_on(None, made, Subject.SKILL) == made.skill_on
    assert dated_on(None, made, None) is None


@given(text=st.text(st.sampled_from("0123456789年月日-./ ٣"), max_size=60))
def test_no_text_makes_it_fail(made: Batch, text: str) -> None:
    """Whatever digits a page bears, the answer is a date near the batch or none."""
    day = dated_on(saying(text), made, None)
    assert day is None or abs(day.year - 2024) <= 2
