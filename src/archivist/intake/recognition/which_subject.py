"""Which subject, theory or skill: from title, name, a field, the head, the day, the questions."""

import re
from dataclasses import dataclass
from datetime import date

from archivist.intake.recognition.against_batch import is_day
from archivist.intake.recognition.page import Page
from archivist.intake.recognition.plain import dates_in, squeeze
from archivist.intake.recognition.segment import Phrase
from archivist.records.batch import SUBJECT_NAMES, Batch, Subject
from archivist.records.material import Material
from archivist.records.recognition import Evidence

TITLE_WEIGHT = 0.97
FIELD_WEIGHT = 0.95
NAME_WEIGHT = 0.92
HEAD_WEIGHT = 0.88
DAY_WEIGHT = 0.87
QUESTIONS_WEIGHT = 0.87
SIGNS_WEIGHT = 0.60

_THEORY = r"理论(?:知识)?|笔试|应知|机考|知识考[核试]|闭卷"
# Outside titles and fields "技能" alone may be what is left of 职业技能.
_OPERATING = r"操作技能|技能操作|实际操作|现场操作|操作考[核试]"
_CLEAR_SKILL = rf"{_OPERATING}|技能考[核试]|技能实操|实操|实作|专业能力|应会"
_SKILL = rf"{_CLEAR_SKILL}|技能"
# Words that hold 技能 without speaking of the subject.
_NOT_SUBJECT = re.compile(
    r"职业技能|技能等级|技能人才|技能鉴定|技能认定|技能评价|技能大师|技能提升|高技能|技能标准|技能培训|技能证书"
)
_FIELD = re.compile(
    rf"(?:考试|考核|认定|评价|鉴定|签到|考场)?(?:科目|类别|类型|方式|形式|项目)(?:名称)?[::]?\(?((?:{_THEORY}|{_SKILL})[^:]{{0,8}})"
)
_TICKED = re.compile(
    rf"(?:[☑☒√✓✔■●]\s*|\[[√xX✓]\]\s*)({_THEORY}|{_SKILL})|({_THEORY}|{_SKILL})\s*[√✓✔]"
)
_BOX = re.compile(r"[□☐○]")


@dataclass(frozen=True, slots=True)
class SubjectFound:
    """The subject held to be meant; ``certain`` also where the material needs none."""

    subject: Subject | None
    certain: bool
    weight: float
    evidence: tuple[Evidence, ...] = ()
    doubt: str = ""


# Questions to be answered on paper; a practical task has none.
_QUESTIONS = re.compile(
    r"单项?选择题|多项?选择题|判断题|填空题|简答题|\([\s_]*\)[。.]?[\s·]*A[.、．]"
)


def which_subject(
    material: Material,
    title: Phrase | None,
    name: Phrase,
    page: Page | None,
    batch: Batch | None = None,
) -> SubjectFound:
    """The subject of a document of this material, so far as the material has subjects.

    ``batch`` lends its exam days: a paper that bears one of them only is of that subject.
    """
    said = _said(title, name, page) or _by_contents(page, batch)
    if not material.subjects:
        return SubjectFound(None, True, 1.0)
    if len(material.subjects) == 1:
        return _fixed(material, title)
    subjects = {subject for _, subject, _ in said}
    named = title.subjects if title else frozenset()
    if not said or len(named) > 1:
        return SubjectFound(None, False, 0.0, (), "看不出是理论还是技能，请选择")
    weight, subject, says = said[0]
    kind = "title" if weight == TITLE_WEIGHT else "name" if weight == NAME_WEIGHT else "body"
    evidence = (Evidence(kind=kind, says=says, weight=weight),)
    if weight <= SIGNS_WEIGHT:
        return SubjectFound(subject, False, weight, evidence, f"{says}，请确认科目")
    if len(subjects) > 1:
        both = "、".join(one for _, _, one in said)
        return SubjectFound(subject, False, 0.5, evidence, f"{both}，科目不一致，请选择")
    return SubjectFound(subject, True, weight, evidence)


def _fixed(material: Material, title: Phrase | None) -> SubjectFound:
    subject = material.subjects[0]
    if title and title.subjects and subject not in title.subjects:
        said = SUBJECT_NAMES[next(iter(title.subjects))]
        doubt = f"题名写的是“{said}”，而“{material.short}”只有{SUBJECT_NAMES[subject]}"
        return SubjectFound(subject, False, 0.5, (), doubt)
    return SubjectFound(subject, True, 1.0)


def _said(
    title: Phrase | None, name: Phrase, page: Page | None
) -> list[tuple[float, Subject, str]]:
    """What title, field, name and head say, best first; the head only if the others are silent."""
    found = []
    if title and len(title.subjects) == 1:
        subject = next(iter(title.subjects))
        found.append((TITLE_WEIGHT, subject, f"题名写着“{SUBJECT_NAMES[subject]}”"))
    text = squeeze("\n".join(page.head)) if page else ""
    text = _NOT_SUBJECT.sub("", text)
    field = _in_field(text)
    if field:
        found.append((FIELD_WEIGHT, field, f"科目栏是“{SUBJECT_NAMES[field]}”"))
    if len(name.subjects) == 1:
        subject = next(iter(name.subjects))
        found.append((NAME_WEIGHT, subject, f"文件名写着“{SUBJECT_NAMES[subject]}”"))
    if not found:
        only = _only_one(text)
        if only is Subject.THEORY or (only and re.search(_CLEAR_SKILL, text)):
            found.append((HEAD_WEIGHT, only, f"题名附近只提到“{SUBJECT_NAMES[only]}”"))
    return found


def _by_contents(page: Page | None, batch: Batch | None) -> list[tuple[float, Subject, str]]:
    """What the exam day, the questions or those who sign say, where nothing else speaks."""
    text = "\n".join(page.lines) if page else ""
    days = {date(*day) for day in dates_in(text) if is_day(day)}
    exams = {Subject.THEORY: batch.theory_on, Subject.SKILL: batch.skill_on} if batch else {}
    on = [subject for subject, day in exams.items() if day in days]
    if len(on) == 1 and len(set(exams.values())) == len(Subject):
        return [(DAY_WEIGHT, on[0], f"写的是{SUBJECT_NAMES[on[0]]}考试的日期")]
    if _QUESTIONS.search(squeeze(text)):
        return [(QUESTIONS_WEIGHT, Subject.THEORY, "有选择题、判断题等笔试题目")]
    signed = {
        subject
        for subject, who in ((Subject.THEORY, "监考"), (Subject.SKILL, "考评"))
        if who in text
    }
    if len(signed) == 1:
        subject = signed.pop()
        who = "监考人员" if subject is Subject.THEORY else "考评人员"
        return [(SIGNS_WEIGHT, subject, f"由{who}签名，看来是{SUBJECT_NAMES[subject]}")]
    return []


def _in_field(text: str) -> Subject | None:
    ticked = {_subject(one or other) for one, other in _TICKED.findall(text)}
    if len(ticked) == 1:
        return ticked.pop()
    field = _FIELD.search(text)
    return None if field is None or _BOX.search(text) else _only_one(field[1])


def _only_one(text: str) -> Subject | None:
    if _BOX.search(text):
        return None
    theory, skill = re.search(_THEORY, text), re.search(_SKILL, text)
    if bool(theory) == bool(skill):
        return None
    return Subject.THEORY if theory else Subject.SKILL


def _subject(word: str) -> Subject:
    return Subject.THEORY if re.fullmatch(_THEORY, word) else Subject.SKILL
