"""A figure: ours and the floor, taken in turns in one run, and the target they must meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

Bound = Literal["at least", "at most"]


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and processor seconds that some work took, all its processes together."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. ``title`` and ``how`` are Chinese sentences for people.

    ``target`` bounds the ratio ``ours / floor``, or ``ours`` itself where ``floor`` is None; it is
    None for what is only told. ``ours_cpu`` and ``floor_cpu`` are the same by processor time
    instead of the clock; other work on the machine disturbs them less. ``more`` holds further
    numbers of the same run.
    """

    title: str
    unit: str
    how: str
    ours: float
    floor: float | None = None
    ours_cpu: float | None = None
    floor_cpu: float | None = None
    target: float | None = None
    bound: Bound = "at least"
    more: tuple[tuple[str, float], ...] = ()

    @property
    def ratio(self) -> float | None:
        """Ours divided by the floor, or None where there is no floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def cpu_ratio(self) -> float | None:
        """The same by processor time, or None where that was not measured."""
        return self.ours_cpu / self.floor_cpu if self.ours_cpu and self.floor_cpu else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is met, or None where there is none or nothing to compare with."""
        value = self.ours if self.floor is None and self.bound == "at most" else self.ratio
        if self.target is None or value is None:
            return None
        return value >= self.target if self.bound == "at least" else value <= self.target

    def as_json(self) -> dict[str, object]:
        """The figure as JSON values, rounded to what the measuring is worth."""
        numbers = {
            "ours": self.ours,
            "floor": self.floor,
            "ratio": self.ratio,
            "ours_cpu": self.ours_cpu,
            "floor_cpu": self.floor_cpu,
            "cpu_ratio": self.cpu_ratio,
            **dict(self.more),
        }
        return {
            "title": self.title,
            "unit": self.unit,
            **{name: short(value) for name, value in numbers.items()},
            "target": None if self.target is None else f"{self.bound} {self.target:g}",
            "reached": self.reached,
            "how": self.how,
        }


def short(value: float | None) -> float | None:
    """``value`` with four significant digits."""
    return None if value is None else float(f"{value:.4g}")


def by_rate(
    title: str,
    unit: str,
    how: str,
    count: int,
    ours: Sequence[Spent],
    floor: Sequence[Spent],
    *,
    target: float | None = None,
    more: tuple[tuple[str, float], ...] = (),
) -> Figure:
    """A figure of things a second: the median of equal rounds of ``count`` things each."""
    return Figure(
        title=title,
        unit=unit,
        how=how,
        ours=count / wall(ours),
        floor=count / wall(floor),
        ours_cpu=count / cpu(ours),
        floor_cpu=count / cpu(floor),
        target=target,
        more=more,
    )


def by_seconds(
    title: str,
    how: str,
    ours: Sequence[Spent],
    floor: Sequence[Sequence[Spent]],
    *,
    target: float | None = None,
) -> Figure:
    """A figure of seconds: the median of rounds; the floors are added up."""
    return Figure(
        title=title,
        unit="秒",
        how=how,
        ours=wall(ours),
        floor=sum(map(wall, floor)),
        ours_cpu=cpu(ours),
        floor_cpu=sum(map(cpu, floor)),
        target=target,
        bound="at most",
    )


def wall(rounds: Sequence[Spent]) -> float:
    """The median of the rounds by the clock, in seconds."""
    return median(spent.wall for spent in rounds)


def cpu(rounds: Sequence[Spent]) -> float:
    """The median of the rounds by processor time, in seconds."""
    return median(spent.cpu for spent in rounds)
