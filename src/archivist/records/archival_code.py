"""ArchivalCode (档号): the structured number; renderers live in ``rules.numbering``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivalCode:
    """The parts of a 档号 (DA/T 13-2022, DA/T 22-2015). ``fonds`` may be empty if not assigned.

    ``category`` is e.g. "ZY·JN", ``term`` e.g. "D1", ``volume`` the batch's number in its year,
    ``serial`` the 件号 (four digits when rendered).
    """

    fonds: str
    category: str
    year: int
    term: str
    office: str
    volume: int
    serial: int
