"""The batches of the corpus: three for each house, two of them easily mistaken for each other."""

import random
from datetime import date, timedelta
from functools import cache

from archivist.records.batch import Batch, Candidate, Category
from archivist.samples.batch import identity_number
from archivist.samples.corpus.wordings import House, PartName, wordings

SURNAMES = "林顾沈方陆钱唐戚尹柏俞章费霍岑邹闻韦孟喻裴左计荀滕乔牧宁苗赵孙李周吴郑王冯陈蒋韩杨朱秦"
GIVEN = (
    "明远", "若溪", "怀瑾", "小满", "知夏", "云帆", "秋禾", "嘉树", "晴川", "可为", "南星", "时雨",
    "一苇", "望舒", "冬青", "昀", "潇湘", "砚秋", "清扬", "锦程", "若木", "海棠", "映雪", "之恒",
    "远山", "可心", "建国", "丽华", "志强", "秀英", "伟", "静", "磊", "桂兰", "晓东", "文博",
)  # fmt: skip
SIZES = (8, 14, 26)


@cache
def batches(part: PartName) -> tuple[Batch, ...]:
    """All batches of this part, three for each house in turn.

    The first two of a house assess the same occupation at the same level three weeks apart, and
    one person sits in both.
    """
    made = []
    for at, house in enumerate(wordings(part).houses):
        own: list[Batch] = []
        for turn in range(3):
            again = own[0].roster[0] if turn == 1 else None
            own.append(_batch(part, house, at, turn, again))
        made += own
    return tuple(made)


def _batch(part: PartName, house: House, at: int, turn: int, again: Candidate | None) -> Batch:
    chance = random.Random(f"{part} {at} {turn}")
    occupation, code, job, level = house.trades[0 if turn < 2 else 1]
    year = house.years[turn % len(house.years)]
    theory_on = date(year, 3, 2) + timedelta(days=at * 31 + turn * 21 + (40 if turn == 2 else 0))
    skill_on = theory_on + timedelta(days=1)
    number = house.number.format(
        year=year,
        short=year % 100,
        month=theory_on.month,
        day=theory_on.day,
        serial=11 + at * 7 + turn,
    )
    return Batch(
        number=number,
        agency=house.agency,
        category=house.category,
        occupation=occupation,
        occupation_code=code,
        job=job,
        level=level,
        theory_on=theory_on,
        skill_on=skill_on,
        registration_on=theory_on - timedelta(days=24),
        scores_on=theory_on + timedelta(days=16),
        certificates_on=theory_on + timedelta(days=60),
        site=house.sites[turn % len(house.sites)],
        has_workpieces=house.workpieces,
        roster=_roster(chance, house.category, theory_on, level, SIZES[(turn + at) % 3], again),
    )


def _roster(
    chance: random.Random,
    category: Category,
    theory_on: date,
    level: int,
    size: int,
    again: Candidate | None,
) -> tuple[Candidate, ...]:
    people: list[tuple[str, str]] = [(again.name, again.id_number)] if again else []
    while len(people) < size:
        name = chance.choice(SURNAMES) + chance.choice(GIVEN)
        if all(name != known for known, _ in people):
            born_on = date(1974, 1, 1) + timedelta(days=chance.randrange(30 * 365))
            people.append((name, identity_number(born_on, chance.randrange(1, 999))))
    letter = "S" if category is Category.THIRD_PARTY else "Y"
    roster = []
    for position, (name, identity) in enumerate(people, 1):
        passed = position % 6 != 5
        serial = chance.randrange(1_000_000)
        roster.append(
            Candidate(
                position=position,
                name=name,
                id_number=identity,
                ticket_number=f"{theory_on:%y%m%d}{level}{chance.randrange(900):03d}{position:02d}",
                theory_score=chance.randrange(122, 190) / 2,
                skill_score=chance.randrange(124, 188) / 2
                if passed
                else chance.randrange(90, 118) / 2,
                passed=passed,
                certificate=f"{letter}000032079001{theory_on:%y}{level}{serial:06d}"
                if passed
                else "",
            )
        )
    return tuple(roster)
