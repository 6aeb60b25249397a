"""Readiness: from which day on a material of a batch ought to be there."""

from dataclasses import dataclass
from datetime import date, timedelta

from archivist.records.batch import SUBJECT_NAMES, Batch, Subject
from archivist.records.material import Material
from archivist.rules.pack import RulePack

_EVENTS = {"scores": ("scores_on", "成绩公布"), "certificates": ("certificates_on", "发证")}


@dataclass(frozen=True, slots=True)
class Ready:
    """``due``: it should be there by now. ``reason`` is a Chinese sentence with the dates."""

    due: bool
    reason: str


def exam_began_on(batch: Batch) -> date | None:
    """The first assessment day known, or None."""
    days = [day for day in (batch.theory_on, batch.skill_on) if day is not None]
    return min(days) if days else None


def pre_exam_due_on(pack: RulePack, batch: Batch) -> date | None:
    """The last day for handing in the pre-examination set, or None without an exam day."""
    began_on = exam_began_on(batch)
    return began_on - timedelta(days=pack.pre_exam_days) if began_on else None


def readiness(
    pack: RulePack, batch: Batch, material: Material, subject: Subject | None, today: date
) -> Ready:
    """Whether the material (in this subject) should be there on ``today``, and why.

    The pre-examination set is due on its last day of handing in; papers of the exam once it is
    over; papers of a later step after that step's date. A step whose date nobody has entered is
    waited for ``pack.undated_days`` after the exam, then held to be missing.
    """
    if exam_began_on(batch) is None:
        return Ready(False, "没有登记考试日期，还不能判断是否应有；请补登")
    if material.number in pack.pre_exam:
        return _pre_exam(pack, batch, material, today)
    if material.ready == "before_exam":
        return _until(today, exam_began_on(batch), "考试开始", "考前")
    if material.ready == "registration":
        if batch.registration_on is None:
            return _until(today, exam_began_on(batch), "考试开始", "考前")
        return _until(today, batch.registration_on, "报名", "报名时")
    if material.ready in _EVENTS:
        return _after_step(pack, batch, material.ready, today)
    return _after_exam(batch, subject, today)


def _pre_exam(pack: RulePack, batch: Batch, material: Material, today: date) -> Ready:
    due_on = pre_exam_due_on(pack, batch)
    assert due_on is not None
    copies = f"一式 {material.copies} 份，" if material.copies > 1 else ""
    text = f"应在考前 {pack.pre_exam_days} 天（{due_on} 及以前）报技能鉴定部门，{copies}"
    if today <= due_on:
        return Ready(False, f"{text}还有 {(due_on - today).days} 天")
    return Ready(True, f"{text}已过期 {(today - due_on).days} 天")


def _until(today: date, day: date | None, event: str, when: str) -> Ready:
    assert day is not None
    if today < day:
        return Ready(False, f"{when}形成，{event}日期是 {day}，还没有到")
    return Ready(True, f"{when}就应有，{event}日期是 {day}")


def _after_exam(batch: Batch, subject: Subject | None, today: date) -> Ready:
    days = {Subject.THEORY: batch.theory_on, Subject.SKILL: batch.skill_on}
    day = (days[subject] if subject else None) or batch.exam_ended_on
    assert day is not None
    name = SUBJECT_NAMES[subject] if subject else ""
    if today <= day:
        return Ready(False, f"{name}考试日期是 {day}，还没有考完")
    return Ready(True, f"{name}考试已于 {day} 结束，应有而没有")


def _after_step(pack: RulePack, batch: Batch, step: str, today: date) -> Ready:
    field, name = _EVENTS[step]
    day: date | None = getattr(batch, field)
    if day is not None:
        if today <= day:
            return Ready(False, f"{name}日期是 {day}，还没有到")
        return Ready(True, f"{name}已于 {day} 完成，应有而没有")
    ended_on = batch.exam_ended_on
    assert ended_on is not None
    if today <= ended_on + timedelta(days=pack.undated_days):
        return Ready(False, f"没有登记{name}日期，{name}后应有")
    days = (today - ended_on).days
    return Ready(True, f"没有登记{name}日期，考试结束已 {days} 天，应有而没有")
