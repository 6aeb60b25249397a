"""Checklist (归档材料检查表): what a batch must hold and what it holds."""

from dataclasses import dataclass
from enum import StrEnum

from archivist.records.batch import Subject


class Presence(StrEnum):
    """The answer for one line of the checklist."""

    PRESENT = "present"
    PARTIAL = "partial"
    AWAITING = "awaiting"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


PRESENCE_NAMES = {
    Presence.PRESENT: "已有",
    Presence.PARTIAL: "不全",
    Presence.AWAITING: "未到时间",
    Presence.MISSING: "缺",
    Presence.NOT_APPLICABLE: "不适用",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistLine:
    """One material (and subject) of one batch; ``reason`` is a Chinese sentence.

    ``expected`` counts candidates for a per-candidate material, else 1; ``lacking`` names the
    candidates without one.
    """

    material: int
    subject: Subject | None
    title: str
    presence: Presence
    found: int
    expected: int
    reason: str
    lacking: tuple[str, ...] = ()
