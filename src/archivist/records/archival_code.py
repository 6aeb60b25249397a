"""ArchivalCode (档号): the structured number; renderers live in ``rules.numbering``."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivalCode:
    """The parts of a 档号 (DA/T 13-2022, DA/T 22-2015). ``fonds`` may be empty if not assigned.

    ``category`` is e.g. "ZY·JN", ``term`` e.g. "D1", ``volume`` the batch's number in its year,
    ``serial`` the 件号 (four digits when rendered). ``suffix`` is 0, or tells a late insertion
    apart from the record it stands behind (0012-1).
    """

    fonds: str
    category: str
    year: int
    term: str
    office: str
    volume: int
    serial: int
    suffix: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCode:
    """A 档号 that was given out, once and for ever, whether or not its record still bears it.

    ``code_class`` is the lowest class in which the 件号 counts. ``late`` says that the batch had
    been arranged before. A void number has ``void_at``; ``box`` is then where its record lay.
    """

    code: str
    code_class: str
    serial: int
    suffix: int
    batch: str
    term: str
    office: str
    record: int
    late: bool
    reason: str
    given_by: str
    given_at: datetime
    box: int | None = None
    void_by: str = ""
    void_at: datetime | None = None
    void_reason: str = ""
