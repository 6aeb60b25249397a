"""Finding: what an inspection found. A value, never an exception."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: damage stops work, a fault needs a person, a note does not."""

    DAMAGE = "damage"
    FAULT = "fault"
    NOTE = "note"


SEVERITY_NAMES = {Severity.DAMAGE: "损坏", Severity.FAULT: "问题", Severity.NOTE: "提示"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``code`` is stable (e.g. "missing-file"), ``where`` the thing, ``sentence`` Chinese."""

    code: str
    severity: Severity
    where: str
    sentence: str
