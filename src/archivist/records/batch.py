"""Batch (认定批次) and Candidate (考生): what one assessment is about."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Category(StrEnum):
    """The three kinds of assessment body (评价机构类别)."""

    THIRD_PARTY = "third-party"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"


class Subject(StrEnum):
    """The two subjects of an assessment (科目)."""

    THEORY = "theory"
    SKILL = "skill"


CATEGORY_NAMES = {
    Category.THIRD_PARTY: "社会培训评价组织",
    Category.ENTERPRISE: "用人单位",
    Category.SCHOOL: "院校",
}
SUBJECT_NAMES = {Subject.THEORY: "理论", Subject.SKILL: "技能"}
LEVEL_NAMES = {
    1: "一级/高级技师",
    2: "二级/技师",
    3: "三级/高级工",
    4: "四级/中级工",
    5: "五级/初级工",
}
LEVEL_SHORT = {1: "一级", 2: "二级", 3: "三级", 4: "四级", 5: "五级"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One candidate of a batch's roster; ``position`` is the row, from 1."""

    position: int
    name: str
    id_number: str = ""
    ticket_number: str = ""
    theory_score: float | None = None
    skill_score: float | None = None
    passed: bool | None = None
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One assessment batch with its roster; dates are local calendar days."""

    number: str
    agency: str
    category: Category
    occupation: str
    level: int
    occupation_code: str = ""
    job: str = ""
    theory_on: date | None = None
    skill_on: date | None = None
    registration_on: date | None = None
    scores_on: date | None = None
    certificates_on: date | None = None
    site: str = ""
    has_workpieces: bool = False
    roster: tuple[Candidate, ...] = ()

    @property
    def exam_ended_on(self) -> date | None:
        """The last assessment day known, or None."""
        days = [day for day in (self.theory_on, self.skill_on) if day is not None]
        return max(days) if days else None

    @property
    def year(self) -> int | None:
        """The year the batch's files were formed in: that of its last assessment day."""
        ended_on = self.exam_ended_on or self.registration_on
        return ended_on.year if ended_on else None
