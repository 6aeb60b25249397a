"""The chance said beside a recognition: it rises with the evidence and stays a chance."""

from hypothesis import given
from hypothesis import strategies as st

from archivist.intake.recognition.calibration import chance_of_right

WEIGHT = st.floats(0.0, 1.0)


@given(WEIGHT, WEIGHT)
def test_more_evidence_never_means_less_chance(one: float, other: float) -> None:
    """The chance is monotone in the weight, and between 0 and 1."""
    low, high = sorted((one, other))
    chances = [chance_of_right(weight, auto=False) for weight in (low, high)]
    assert 0.0 <= chances[0] <= chances[1] <= 1.0


@given(WEIGHT)
def test_what_is_filed_is_surer_than_what_is_asked(weight: float) -> None:
    """Nothing that waits for the clerk claims the certainty of what is filed."""
    assert chance_of_right(weight, auto=False) < chance_of_right(weight, auto=True) < 1.0
