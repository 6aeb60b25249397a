"""Which subject, theory or skill: from title, name, a labelled or ticked field, the head."""

import re
from dataclasses import dataclass

from archivist.intake.recognition.page import Page
from archivist.intake.recognition.plain import squeeze
from archivist.intake.recognition.segment import Phrase
from archivist.records.batch import SUBJECT_NAMES, Subject
from archivist.records.material import Material
from archivist.records.recognition import Evidence

TITLE_WEIGHT = 0.97
FIELD_WEIGHT = 0.95
NAME_WEIGHT = 0.92
HEAD_WEIGHT = 0.88

_THEORY = r"理论(?:知识)?|笔试"
# Outside titles and fields "技能" alone may be what is left of 职业技能.
_CLEAR_SKILL = r"操作技能|技能操作|技能考[核试]|实操|实作|实际操作|操作考[核试]|专业能力"
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


def which_subject(
    material: Material, title: Phrase | None, name: Phrase, page: Page | None
) -> SubjectFound:
    """The subject of a document of this material, so far as the material has subjects."""
    said = _said(title, name, page)
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
