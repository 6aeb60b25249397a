"""How much is measured: enough for the page of figures, or just enough for a first look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Numbers of things in all rounds together; ``rounds`` of ours and of the floor in turns."""

    rounds: int
    digital: int
    scans: int
    rows: int
    starts: int


FULL = Size(rounds=4, digital=240, scans=24, rows=10_000, starts=41)
QUICK = Size(rounds=2, digital=40, scans=6, rows=2_500, starts=11)
