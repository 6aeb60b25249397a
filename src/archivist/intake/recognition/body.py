"""What the body of a document hints at: words of the rule pack, and tell-tales between look-alikes.

Words of the body never decide a material alone: they order what is offered to the clerk and bear
out a title in other words. Tell-tales only ever raise a doubt.
"""

import re
from dataclasses import dataclass

from archivist.intake.recognition.knowledge import PackKnowledge, core

# Two characters are easily part of another word.
SHORT_WORTH, WORTH = 0.5, 1.0

_PERSONAL = re.compile(
    r"性别|民族|出生|文化程度|学历|户籍|政治面貌|照片|相片|工作单位|从事本职业|工作简历|身份证"
)
_OF_A_BATCH = re.compile(r"人数|申请单位|申报单位|申请机构|评价机构|考评员|考评人员|负责人|批次")
_SCORES = re.compile(r"理论成绩|技能成绩|理论得分|技能得分|总评|总成绩|是否合格|合格情况|实操成绩")
_NOTICE = re.compile(r"公示期|公示时间|现予(?:以)?公示|如有异议|监督电话")
_BLANK = re.compile(r"样卷|空白试?卷|样题|样张|留样|存档样|空卷|样本卷|各栏[均全]?留空")
PERSONAL_FIELDS = 3
SCORE_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Telltale:
    """A doubt about a title, and the meanings of the material it may be instead."""

    rival: frozenset[str]
    doubt: str


def body_words(text: str, pack: PackKnowledge) -> dict[int, tuple[float, tuple[str, ...]]]:
    """For each material, what its words in ``text`` (squeezed) are worth together, and the words.

    A word that tells several materials is worth a part of itself to each; one inside another word
    that was found says nothing of its own. Longer words come first.
    """
    found: dict[int, list[str]] = {}
    worth: dict[int, float] = {}
    for word, numbers in pack.words.items():
        if word not in text:
            continue
        for number in numbers:
            own = found.setdefault(number, [])
            if any(word in longer for longer in own):
                continue
            own.append(word)
            share = (SHORT_WORTH if len(word) <= 2 else WORTH) / len(numbers)
            worth[number] = worth.get(number, 0.0) + share
    return {number: (worth[number], tuple(words)) for number, words in found.items() if words}


def says_blank(text: str) -> bool:
    """Whether the text calls itself a specimen or an empty paper."""
    return bool(_BLANK.search(text))


def telltale(meanings: frozenset[str], text: str) -> Telltale | None:
    """What in ``text`` speaks against a title with these meanings."""
    said = core(meanings)
    personal = set(_PERSONAL.findall(text))
    if "apply" in said and len(personal) >= PERSONAL_FIELDS and not _OF_A_BATCH.search(text):
        return Telltale(
            frozenset({"enrol"}), "内容是一个人的情况（性别、学历等），更像考生本人的报名资料"
        )
    if "roster" in said and not said & {"score", "passed", "public"}:
        columns = set(_SCORES.findall(text))
        if len(columns) >= SCORE_COLUMNS:
            return Telltale(frozenset({"score", "summary"}), "名册里有成绩栏，更像成绩汇总表")
    if "score" in said and _NOTICE.search(text):
        return Telltale(frozenset({"passed", "public"}), "文中写着公示，更像公示名册")
    return None
