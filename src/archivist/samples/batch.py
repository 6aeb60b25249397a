"""Made-up assessment batches with a roster."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from archivist.records.batch import Batch, Candidate, Category
from archivist.rules.identifiers import id_check_character

AREA_NEVER_ISSUED = "990000"

NAMES = (
    "林翀",
    "顾明堃",
    "沈喆",
    "方若溪",
    "陆怀瑾",
    "钱小满",
    "唐知夏",
    "戚云帆",
    "尹秋禾",
    "柏嘉树",
    "俞晴川",
    "章可为",
    "费南星",
    "霍时雨",
    "岑一苇",
    "邹望舒",
    "闻人语",
    "韦冬青",
    "孟昀",
    "喻潇湘",
    "裴砚秋",
    "左清扬",
    "计锦程",
    "荀若木",
    "滕海棠",
    "乔映雪",
    "牧之恒",
    "万俟晨",
    "宁远山",
    "苗可心",
)


@dataclass(frozen=True, slots=True)
class _Trade:
    """What a kind of body assesses, and the two letters it puts into its batch numbers."""

    mark: str
    agency: str
    site: str
    occupation: str
    code: str
    job: str
    workpieces: bool


_TRADES = {
    Category.THIRD_PARTY: _Trade(
        "SP", "云港示范职业培训学校", "云港示范考点", "养老护理员", "4-10-01-05", "", True
    ),
    Category.ENTERPRISE: _Trade(
        "QY", "云港示范机械制造有限公司", "一号车间", "车工", "6-18-01-01", "普通车床", True
    ),
    Category.SCHOOL: _Trade("YX", "云港示范技师学院", "实训楼", "保育师", "4-10-01-03", "", False),
}


def identity_number(born_on: date, order: int) -> str:
    """An 18-character identity number (GB 11643-1999) whose area code was never issued.

    ``order`` (0..999) is the serial of the day: odd for men, even for women.
    """
    body = f"{AREA_NEVER_ISSUED}{born_on:%Y%m%d}{order:03d}"
    return body + id_check_character(body)


def made_batch(
    seed: int = 1,
    candidates: int = 8,
    category: Category = Category.THIRD_PARTY,
    year: int = 2024,
) -> Batch:
    """A batch of a made-up body with a scored roster; the same arguments give the same batch.

    Theory is sat in March or later of ``year`` and skill the day after; certificates follow nine
    weeks later. In a roster of more than three the last candidate has failed.
    """
    trade = _TRADES[category]
    theory_on = date(year, 3, 16) + timedelta(days=(seed - 1) * 7 % 203)
    return Batch(
        number=f"LYG-{trade.mark}-{year}-{315 + seed:04d}",
        agency=trade.agency,
        category=category,
        occupation=trade.occupation,
        occupation_code=trade.code,
        job=trade.job,
        level=4,
        theory_on=theory_on,
        skill_on=theory_on + timedelta(days=1),
        registration_on=theory_on - timedelta(days=25),
        scores_on=theory_on + timedelta(days=17),
        certificates_on=theory_on + timedelta(days=65),
        site=trade.site,
        has_workpieces=trade.workpieces,
        roster=_roster(seed, candidates, category, theory_on),
    )


def _roster(
    seed: int, candidates: int, category: Category, theory_on: date
) -> tuple[Candidate, ...]:
    chance = random.Random(f"roster {seed}")
    names = _names(chance, candidates, keep_order=seed == 1)
    return tuple(
        _candidate(
            chance, seed, position, name, category, theory_on, last=position == candidates > 3
        )
        for position, name in enumerate(names, 1)
    )


def _names(chance: random.Random, wanted: int, *, keep_order: bool) -> list[str]:
    """Distinct names: the list itself, then its surnames crossed with its given names."""
    crossed = [one[0] + other[1:] for one in NAMES for other in NAMES if one[:1] != other[:1]]
    pool = list(dict.fromkeys([*NAMES, *crossed]))
    if not keep_order:
        head = pool[: max(wanted, len(NAMES))]
        chance.shuffle(head)
        return head[:wanted]
    return pool[:wanted]


def _candidate(
    chance: random.Random,
    seed: int,
    position: int,
    name: str,
    category: Category,
    theory_on: date,
    *,
    last: bool,
) -> Candidate:
    born_on = date(1972, 1, 1) + timedelta(days=chance.randrange(29 * 365))
    theory = chance.randrange(124, 190) / 2
    skill = chance.randrange(104, 119) / 2 if last else chance.randrange(126, 188) / 2
    passed = not last
    letter = "S" if category is Category.THIRD_PARTY else "Y"
    serial = (seed * 1000 + position) % 1_000_000
    certificate = f"{letter}000032079001{theory_on:%y}4{serial:06d}" if passed else ""
    return Candidate(
        position=position,
        name=name,
        id_number=identity_number(born_on, chance.randrange(1, 999)),
        ticket_number=f"{theory_on:%Y%m%d}01{position:03d}",
        theory_score=theory,
        skill_score=skill,
        passed=passed,
        certificate=certificate,
    )
