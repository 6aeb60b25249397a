"""Quarters (季度), written 2026Q4."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from archivist.errors import BadQuarter


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A calendar quarter; ``part`` is 1 to 4. Quarters sort by time."""

    year: int
    part: int

    @property
    def began_on(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.part - 2, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.next.began_on - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year + 1, 1) if self.part == 4 else Quarter(self.year, self.part + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.part}"


def quarter_of(day: date) -> Quarter:
    """The quarter a day lies in."""
    return Quarter(day.year, (day.month + 2) // 3)


def parse_quarter(text: str) -> Quarter:
    """The quarter written in ``text``. Raises BadQuarter."""
    found = re.fullmatch(r"((?:19|20)\d{2})[Qq]([1-4])", text.strip(), re.ASCII)
    if found is None:
        raise BadQuarter(quarter=text)
    return Quarter(int(found[1]), int(found[2]))
