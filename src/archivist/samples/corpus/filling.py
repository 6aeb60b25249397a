"""Filling: the small notation of the data files becomes words about one batch.

``{number}`` and its like are replaced; a leading ``~`` says that a hand writes it, a trailing
``#`` that the body's seal lies over it and ``##`` that the authority's does. ``label=value``
names a field, a column or a place to sign; ``a|b|c`` is a row of a fixed table.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from archivist.records.batch import Batch, Candidate, Subject
from archivist.samples import staff
from archivist.samples.corpus.wordings import House
from archivist.samples.paper import Ink

_SHORT = {1: "一级", 2: "二级", 3: "三级", 4: "四级", 5: "五级"}
_OLD = {1: "高级技师", 2: "技师", 3: "高级工", 4: "中级工", 5: "初级工"}
_PEOPLE = (
    "谷雨桐", "宁亦凡", "司徒月", "柳一舟", "甘棠", "穆向南", "殷怀川", "葛云深", "乔书宁",
    "路知远", "鲁照临", "岳听澜", "雷惊蛰", "阮清越", "丁小川", "边若水", "支景行", "来思齐",
)  # fmt: skip
_ROLES = (
    "chief", "examiner", "examiner2", "invigilator", "invigilator2", "supervisor", "principal",
    "officer", "keeper", "printer", "official", "client", "teacher", "other", "other2", "other3",
)  # fmt: skip
AUTHORITY = "云港市职业技能鉴定指导中心"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a paper speaks of."""

    house: House
    batch: Batch
    subject: Subject | None = None
    candidate: Candidate | None = None
    show_number: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """One value: text, whether by hand, and the seal over it ("", body or authority)."""

    text: str
    hand: bool = False
    seal: str = ""


def facts(setting: Setting, chance: random.Random) -> dict[str, str]:
    """Every word the notation may ask for, by its name."""
    batch, house = setting.batch, setting.house
    on = batch.skill_on if setting.subject is Subject.SKILL else batch.theory_on
    people = list(_PEOPLE)
    chance.shuffle(people)
    passed = [one for one in batch.roster if one.passed]
    known = {
        "number": batch.number,
        "agency": batch.agency,
        "occupation": batch.occupation,
        "trade": staff.trade(batch),
        "job": batch.job or batch.occupation,
        "code": batch.occupation_code,
        "level": house.level.format(short=_SHORT[batch.level], old=_OLD[batch.level]),
        "date": f"{day(house, batch.theory_on)}至{day(house, batch.skill_on)}",
        "theory_on": day(house, batch.theory_on),
        "skill_on": day(house, batch.skill_on),
        "on": day(house, on),
        "before": day(house, staff.after(batch.theory_on, -16)),
        "eve": day(house, staff.after(batch.theory_on, -1)),
        "registered": day(house, batch.registration_on),
        "scored": day(house, batch.scores_on),
        "certified": day(house, batch.certificates_on),
        "until": day(house, staff.after(batch.scores_on, 5)),
        "keep_until": day(house, staff.after(batch.skill_on, 184)),
        "site": batch.site,
        "count": str(len(batch.roster)),
        "passed": str(len(passed)),
        "failed": str(len(batch.roster) - len(passed)),
        "rate": f"{100 * len(passed) / len(batch.roster):.1f}%",
        "year": str(batch.year or ""),
        "subject": subject_words(house, setting.subject),
        "both": f"{house.theory}、{house.skill}",
        "theory_words": house.theory,
        "skill_words": house.skill,
        "authority": AUTHORITY,
        "first_cert": passed[0].certificate,
        "last_cert": passed[-1].certificate,
        **dict(zip(_ROLES, people, strict=False)),
    }
    return {**known, **person(setting.candidate)}


def person(one: Candidate | None) -> dict[str, str]:
    """The words about one candidate; empty ones without."""
    if one is None:
        return dict.fromkeys(
            (
                "i",
                "name",
                "id",
                "ticket",
                "theory",
                "skill",
                "result",
                "cert",
                "sex",
                "born",
                "phone",
            ),
            "",
        )
    woman = int(one.id_number[16]) % 2 == 0
    born = date(int(one.id_number[6:10]), int(one.id_number[10:12]), int(one.id_number[12:14]))
    return {
        "i": str(one.position),
        "name": one.name,
        "id": one.id_number,
        "ticket": one.ticket_number,
        "theory": staff.mark(one.theory_score),
        "skill": staff.mark(one.skill_score),
        "result": "合格" if one.passed else "不合格",
        "cert": one.certificate,
        "sex": "女" if woman else "男",
        "born": f"{born:%Y-%m}",
        "phone": f"139{int(one.id_number[6:14]) % 10_000_000:07d}0"[:11],
    }


def day(house: House, on: date | None) -> str:
    """A date as this house writes it."""
    return house.date.format(y=on.year, m=on.month, d=on.day) if on else ""


def subject_words(house: House, subject: Subject | None) -> str:
    """How this house names a subject; empty for none."""
    return {None: "", Subject.THEORY: house.theory, Subject.SKILL: house.skill}[subject]


def said(spec: str, known: Mapping[str, str]) -> Said:
    """The value a spec stands for."""
    body = spec.rstrip("#")
    marks = len(spec) - len(body)
    seal = ("", known["agency"], known["authority"])[marks]
    hand = body.startswith("~")
    return Said(body.lstrip("~").format_map(known), hand, seal)


def parted(spec: str) -> tuple[str, str]:
    """Label and value of ``label=value``."""
    label, _, value = spec.partition("=")
    return label, value


def ink(value: Said, height: float = 6.0) -> str | Ink:
    """The value as a cell: typed, or written by a hand."""
    return Ink(text=value.text, height=height) if value.hand and value.text else value.text


def later(on: date | None, days: int) -> date | None:
    """The day so many days later, if known."""
    return on + timedelta(days=days) if on else None
