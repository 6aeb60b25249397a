"""The bench measures what it says, with numbers that fit together; no time is asserted."""

import json
import tempfile
from pathlib import Path

import pytest

from archivist.bench.figure import Figure, Spent, by_rate, by_seconds
from archivist.bench.run import measure
from archivist.bench.size import Size

TINY = Size(rounds=1, digital=6, scans=2, rows=20, starts=1)
WITH_TARGET = {"intake", "scans", "stamping", "register", "memory", "help"}
Found = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def told() -> list[str]:
    return []


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("disk")


@pytest.fixture(scope="module")
def found(told: list[str], place: Path) -> Found:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(place))
        return measure(quick=True, say=told.append, size=TINY)


def test_every_figure_of_the_issue_is_there_with_its_target(found: Found) -> None:
    """Intake, scans, stamping, register, memory and start-up each have a target to reach."""
    assert {name for name, figure in found.items() if figure.get("target")} == WITH_TARGET


def test_each_ratio_is_ours_by_the_floor_of_the_same_run(found: Found) -> None:
    """Ratios fit the numbers beside them, by the clock and by processor time."""
    for name, figure in found.items():
        for ours, floor, ratio in (
            ("ours", "floor", "ratio"),
            ("ours_cpu", "floor_cpu", "cpu_ratio"),
        ):
            if figure.get(floor) is None:
                continue
            numbers = [figure[key] for key in (ours, floor, ratio)]
            assert all(isinstance(number, float) and number > 0 for number in numbers), name
            assert figure[ratio] == pytest.approx(figure[ours] / figure[floor], rel=2e-3)  # type: ignore[operator]


def test_every_figure_says_in_chinese_how_it_was_measured(found: Found) -> None:
    """No number stands without its unit and the way it came about."""
    for name, figure in found.items():
        if name != "about":
            assert figure["unit"]
            assert "。" in str(figure["how"])


def test_whatever_was_dropped_was_filed(found: Found) -> None:
    """The measured intake is the real one: the made-up papers end on their shelves."""
    assert found["intake"]["filed_unasked"] == found["intake"]["files"] == 4
    assert found["stamping_desk"]["files"] == 6


def test_the_answer_is_json(found: Found) -> None:
    """The figures can be printed as they are."""
    assert json.loads(json.dumps(found)) == found


def test_progress_is_told_and_nothing_is_left_behind(
    found: Found, told: list[str], place: Path
) -> None:
    """Each step is announced with its number, and the temporary folder is gone."""
    assert found["about"]
    assert [line[:5] for line in told] == [f"（{step}/6）" for step in range(1, 7)]
    assert not [path for path in place.iterdir() if path.name.startswith("archivist-bench")]


@pytest.mark.parametrize(
    ("ours", "floor", "target", "bound", "reached"),
    [
        (5.0, 10.0, 0.4, "at least", True),
        (3.0, 10.0, 0.4, "at least", False),
        (29.0, 10.0, 3.0, "at most", True),
        (31.0, 10.0, 3.0, "at most", False),
        (900.0, None, 1500.0, "at most", True),
        (1.0, None, 1.2, "at least", None),
        (1.0, 2.0, None, "at least", None),
    ],
)
def test_reached_is_judged_by_ratio_or_by_itself(
    ours: float, floor: float | None, target: float | None, bound: str, reached: bool | None
) -> None:
    """With a floor the ratio is judged; a cap without a floor judges the number itself."""
    figure = Figure(
        title="", unit="", how="", ours=ours, floor=floor, target=target,
        bound=bound,  # type: ignore[arg-type]
    )  # fmt: skip
    assert figure.reached is reached


def test_rounds_count_by_their_median_and_floors_add_up() -> None:
    """One slow round does not spoil a figure; a register's floor is the sum of its kinds."""
    rounds = [Spent(1.0, 0.5), Spent(9.0, 0.6), Spent(2.0, 0.4)]
    floor = [Spent(0.5, 0.5)]
    rate = by_rate("", "", "", 10, rounds, floor)
    assert (rate.ours, rate.floor, rate.ours_cpu) == (5.0, 20.0, 20.0)
    assert by_seconds("", "", rounds, [floor, floor]).floor == 1.0
