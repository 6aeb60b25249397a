"""Box (档案盒): one container of one batch, year and term."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box; ``thickness_mm`` is 20, 30, 40 or 50; serials are the first and last 件号 in it.

    ``of`` and ``part`` say "box part of of" within the batch and term.
    """

    number: int
    batch: str
    year: int
    term: str
    thickness_mm: int
    first_serial: int
    last_serial: int
    records: int
    pages: int
    part: int
    of: int
