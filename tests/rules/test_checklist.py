"""The checklist answers for every material, per subject and candidate, with its reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from archivist.records.batch import Batch, Candidate, Category, Subject
from archivist.records.checklist import ChecklistLine, Presence
from archivist.records.record import Record, Standing
from archivist.rules.checklist import checklist
from archivist.rules.pack import RulePack

Make = Callable[..., Record]
LATER = date(2024, 9, 1)
PEOPLE = tuple(Candidate(position=n, name=name) for n, name in enumerate("甲乙丙", 1))


def line(
    lines: tuple[ChecklistLine, ...], material: int, subject: Subject | None = None
) -> ChecklistLine:
    [found] = [x for x in lines if x.material == material and x.subject is subject]
    return found


def test_lines_follow_the_list_with_one_per_subject(pack: RulePack, batch: Batch) -> None:
    """22 materials give 26 lines in order, and every line has a reason."""
    lines = checklist(pack, batch, (), LATER)
    assert [x.material for x in lines] == sorted([*range(1, 23), 10, 11, 15, 19])
    assert line(lines, 10, Subject.SKILL).title == "考生签到表（技能）"
    assert line(lines, 20, Subject.SKILL).title == "考生技能评分记录表"
    assert all(x.reason for x in lines)


def test_after_the_exam_what_is_not_there_is_missing(pack: RulePack, batch: Batch) -> None:
    """Long after everything, nothing is awaited any more."""
    lines = checklist(pack, replace(batch, has_workpieces=True), (), LATER)
    assert {x.presence for x in lines} == {Presence.MISSING}


@pytest.mark.parametrize("category", [Category.ENTERPRISE, Category.SCHOOL])
def test_the_agreement_is_for_third_parties(
    pack: RulePack, batch: Batch, category: Category, record: Make
) -> None:
    """For enterprises and schools item 4 does not apply, unless one was filed all the same."""
    other = replace(batch, category=category)
    answer = line(checklist(pack, other, (), LATER), 4)
    assert (answer.presence, answer.expected) == (Presence.NOT_APPLICABLE, 0)
    assert "社会培训评价组织" in answer.reason
    assert line(checklist(pack, other, (record(4),), LATER), 4).presence is Presence.PRESENT


def test_workpiece_materials_need_workpieces(pack: RulePack, batch: Batch) -> None:
    """12 and 22 do not apply to a batch that keeps no workpieces."""
    lines = checklist(pack, batch, (), LATER)
    assert [x.material for x in lines if x.presence is Presence.NOT_APPLICABLE] == [12, 22]


def test_the_pre_examination_set_names_its_day(pack: RulePack, batch: Batch) -> None:
    """Until 15 days before the first exam day the set is awaited, from the next day missing."""
    early = line(checklist(pack, batch, (), date(2024, 2, 28)), 1)
    late = line(checklist(pack, batch, (), date(2024, 2, 29)), 1)
    assert (early.presence, late.presence) == (Presence.AWAITING, Presence.MISSING)
    assert "2024-02-28" in early.reason
    assert "一式 2 份" in early.reason


def test_exam_papers_are_awaited_until_their_subject_is_over(pack: RulePack, batch: Batch) -> None:
    """Between the theory and the skill day, only theory's attendance sheet is missing."""
    lines = checklist(pack, batch, (), date(2024, 3, 15))
    assert line(lines, 10, Subject.THEORY).presence is Presence.MISSING
    assert line(lines, 10, Subject.SKILL).presence is Presence.AWAITING
    assert line(lines, 18).presence is Presence.AWAITING


def test_a_step_without_a_date_is_awaited_for_a_while(pack: RulePack, batch: Batch) -> None:
    """Scores nobody has dated are awaited for 60 days after the exam, then missing."""
    assert line(checklist(pack, batch, (), date(2024, 5, 14)), 13).presence is Presence.AWAITING
    assert line(checklist(pack, batch, (), date(2024, 5, 15)), 13).presence is Presence.MISSING


def test_certificates_are_awaited_until_their_day(pack: RulePack, batch: Batch) -> None:
    """The approval sheet is missing only after the certificates' date."""
    assert line(checklist(pack, batch, (), date(2024, 5, 20)), 16).presence is Presence.AWAITING
    assert line(checklist(pack, batch, (), date(2024, 5, 21)), 16).presence is Presence.MISSING


def test_without_dates_nothing_is_called_missing(pack: RulePack, batch: Batch) -> None:
    """A batch without exam days awaits everything and says which date is wanted."""
    bare = replace(batch, theory_on=None, skill_on=None, has_workpieces=True)
    lines = checklist(pack, bare, (), LATER)
    assert {x.presence for x in lines} == {Presence.AWAITING}
    assert all("考试日期" in x.reason for x in lines)


def test_a_subject_that_was_not_held_does_not_apply(pack: RulePack, batch: Batch) -> None:
    """With a skill day only and no theory scores, theory lines do not apply and say why."""
    skill_only = replace(batch, theory_on=None)
    answer = line(checklist(pack, skill_only, (), LATER), 19, Subject.THEORY)
    assert answer.presence is Presence.NOT_APPLICABLE
    assert "补登理论考试日期" in answer.reason
    scored = replace(skill_only, roster=(Candidate(position=1, name="甲", theory_score=70),))
    answer = line(checklist(pack, scored, (), LATER), 19, Subject.THEORY)
    assert answer.presence is Presence.MISSING


def test_each_candidate_needs_one(pack: RulePack, batch: Batch, record: Make) -> None:
    """A per-candidate material names who lacks one, and is present when nobody does."""
    full = replace(batch, roster=PEOPLE)
    some = [record(21, candidate=n) for n in (1, 3)]
    answer = line(checklist(pack, full, some, LATER), 21)
    assert (answer.presence, answer.found, answer.expected) == (Presence.PARTIAL, 2, 3)
    assert answer.lacking == ("乙",)
    whole = [*some, record(21, candidate=2), record(21, candidate=2)]
    answer = line(checklist(pack, full, whole, LATER), 21)
    assert (answer.presence, answer.found, answer.lacking) == (Presence.PRESENT, 3, ())


def test_subjects_are_counted_apart(pack: RulePack, batch: Batch, record: Make) -> None:
    """A theory paper does not stand for the skill paper of the same candidate."""
    full = replace(batch, roster=PEOPLE[:1])
    lines = checklist(pack, full, [record(19, candidate=1, subject=Subject.THEORY)], LATER)
    assert line(lines, 19, Subject.THEORY).presence is Presence.PRESENT
    assert line(lines, 19, Subject.SKILL).presence is Presence.MISSING


def test_who_did_not_sit_owes_no_paper(pack: RulePack, batch: Batch, record: Make) -> None:
    """Once scores are known, somebody without one is named as absent, not as lacking."""
    sat = replace(PEOPLE[0], theory_score=80.0)
    full = replace(batch, roster=(sat, PEOPLE[1]))
    held = [record(19, candidate=1, subject=Subject.THEORY)]
    answer = line(checklist(pack, full, held, LATER), 19, Subject.THEORY)
    assert (answer.presence, answer.expected) == (Presence.PRESENT, 1)
    assert "乙 没有理论成绩，按缺考不计" in answer.reason


def test_records_without_subject_or_candidate_are_partial(
    pack: RulePack, batch: Batch, record: Make
) -> None:
    """What cannot be told apart is pointed out and does not pass for complete."""
    answer = line(checklist(pack, batch, [record(10)], LATER), 10, Subject.THEORY)
    assert (answer.presence, answer.found) == (Presence.PARTIAL, 0)
    full = replace(batch, roster=PEOPLE)
    answer = line(checklist(pack, full, [record(21)], LATER), 21)
    assert answer.presence is Presence.PARTIAL
    assert "没有注明考生" in answer.reason


def test_moved_records_do_not_count_and_destroyed_ones_do(
    pack: RulePack, batch: Batch, record: Make
) -> None:
    """What was moved away is missing here; what was destroyed in due form is not."""
    moved = [record(5, standing=Standing.MOVED)]
    assert line(checklist(pack, batch, moved, LATER), 5).presence is Presence.MISSING
    gone = [record(5, standing=Standing.DESTROYED)]
    answer = line(checklist(pack, batch, gone, LATER), 5)
    assert answer.presence is Presence.PRESENT
    assert "销毁" in answer.reason
    foreign = [record(5, batch="TST-SP-2024-0002")]
    assert line(checklist(pack, batch, foreign, LATER), 5).presence is Presence.MISSING


def test_extra_materials_come_last(pack: RulePack, batch: Batch, record: Make) -> None:
    """The list is "包含且不限于": what lies outside it is listed after it."""
    lines = checklist(pack, batch, [record(24, title="巡考记录"), record(23), record(23)], LATER)
    assert [(x.material, x.title, x.found) for x in lines[-2:]] == [
        (23, "某件", 2),
        (24, "巡考记录", 1),
    ]
