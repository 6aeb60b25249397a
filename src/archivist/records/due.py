"""Appraisal (鉴定): whether a record may leave, when, and which rule and inputs said so."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """KEEP: not yet or never. HELD: due but held. DUE: may be listed. FAULT: cannot be told."""

    KEEP = "keep"
    HELD = "held"
    DUE = "due"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One rule that had a say: base date, months, and the first day it allows destruction."""

    rule: str
    source: str
    base_name: str
    base_on: date
    months: int
    free_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """The verdict on one record, with every input so that it can be derived again.

    ``due_on`` is the first day on which the record may be listed for destruction, or None.
    """

    record: int
    verdict: Verdict
    due_on: date | None
    deciding: str
    reason: str
    clocks: tuple[Clock, ...] = ()
    pack: str = ""
