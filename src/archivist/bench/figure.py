"""A figure: ours and the floor, taken in turns in one run, and the target they must meet."""

from dataclasses import dataclass
from statistics import median
from typing import Literal

AtLeast = Literal["at least", "at most"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. ``title`` and ``how`` are Chinese sentences for people.

    ``target`` bounds the ratio ``ours / floor``, or ``ours`` itself where ``floor`` is None; it is
    None for what is only told. ``more`` holds further numbers of the same run.
    """

    title: str
    unit: str
    how: str
    ours: float
    floor: float | None = None
    target: float | None = None
    bound: AtLeast = "at least"
    more: tuple[tuple[str, float], ...] = ()

    @property
    def ratio(self) -> float | None:
        """Ours divided by the floor, or None where there is no floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is met, or None where there is none or nothing to compare with."""
        value = self.ours if self.floor is None and self.bound == "at most" else self.ratio
        if self.target is None or value is None:
            return None
        return value >= self.target if self.bound == "at least" else value <= self.target

    def as_json(self) -> dict[str, object]:
        """The figure as JSON values, rounded to what the measuring is worth."""
        return {
            "title": self.title,
            "ours": short(self.ours),
            "floor": None if self.floor is None else short(self.floor),
            "ratio": None if self.ratio is None else short(self.ratio),
            "unit": self.unit,
            "target": None if self.target is None else f"{self.bound} {self.target:g}",
            "reached": self.reached,
            "how": self.how,
            **{name: short(value) for name, value in self.more},
        }


def short(value: float) -> float:
    """``value`` with four significant digits."""
    return float(f"{value:.4g}")


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and processor seconds that some work took, all its processes together."""

    wall: float
    cpu: float


def rate(count: int, seconds: list[float]) -> float:
    """How many a second, by the median of equal rounds of ``count``."""
    return count / median(seconds)
