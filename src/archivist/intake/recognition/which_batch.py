"""Which batch: by folder, numbers in text and name, else agency, occupation, dates, people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archivist.intake.recognition.against_batch import against_batch, is_day, levels_in
from archivist.intake.recognition.batch_numbers import (
    NumbersSaid,
    numbers_in,
    numbers_said,
    stands,
)
from archivist.intake.recognition.knowledge import BatchKnowledge, PackKnowledge
from archivist.intake.recognition.page import Document
from archivist.intake.recognition.plain import dates_in, number_text, plain, squeeze
from archivist.records.batch import LEVEL_SHORT, Batch
from archivist.records.recognition import Evidence

FOLDER_WEIGHT = 0.95
NUMBER_WEIGHT = 0.97
NAME_WEIGHT = 0.93
SIGNALS_WEIGHT = 0.88
HINT_WEIGHT = 0.50
# Two people of one roster on one paper are no chance; one may be a namesake.
PEOPLE_NEEDED = 2

# What a sign of a batch is worth, if not 1; so much is enough, and so much more than for any other.
DAY_WORTH, BOTH_DAYS_WORTH = 2, 3
ROSTER_WORTH, MANY_WORTH, MANY_PEOPLE = 2, 4, 4
ENOUGH, LEAD = 3, 2
# Papers are dated shortly before or after the exam they belong to.
DAYS_BEFORE, DAYS_AFTER = 3, 3
AGENCY_BEGINNING, AGENCY_PART = 6, 0.6

_KINDS = {"person": "roster", "agency": "body", "site": "body", "near": "date"}


@dataclass(frozen=True, slots=True)
class BatchFound:
    """The batch held to be meant, whether that is certain, why, and what stands against it."""

    batch: Batch | None
    certain: bool
    weight: float
    evidence: tuple[Evidence, ...]
    doubt: str = ""


def which_batch(
    document: Document, name: str, hint: str, pack: PackKnowledge, known: BatchKnowledge
) -> BatchFound:
    """The batch this document belongs to."""
    said = numbers_said(document, pack, known)
    found = (
        _by_folder(hint, said, known)
        or _by_number(said, known)
        or _by_name(name, said, known)
        or _by_signals(document, known)
    )
    if said.unknown and not said.known:
        return _doubted(found, f"文件里的批次号“{said.unknown[0]}”没有登记过")
    if found.certain and found.batch is not None:
        against = against_batch(document, found.batch, known)
        if against:
            return _doubted(found, against)
    return found


def batch_on(numbers: str, pack: PackKnowledge, known: BatchKnowledge) -> int | None:
    """The place of the only batch whose number stands in a text in number form, or None."""
    places = numbers_in(numbers, pack, known).known
    return places[0] if len(places) == 1 else None


def _doubted(found: BatchFound, doubt: str) -> BatchFound:
    weight = HINT_WEIGHT if found.batch else 0.0
    return BatchFound(found.batch, False, weight, found.evidence, doubt)


def _by_folder(hint: str, said: NumbersSaid, known: BatchKnowledge) -> BatchFound | None:
    if not hint:
        return None
    place = known.index(hint)
    if place is None:
        inside = [p for n, p in known.by_number.items() if stands(n, number_text(hint))]
        place = inside[0] if len(inside) == 1 else None
    if place is None:
        return None
    batch = known.batches[place]
    evidence = [Evidence(kind="folder", says=f"放在文件夹“{hint}”里", weight=FOLDER_WEIGHT)]
    others = [known.batches[p].number for p in said.known if p != place]
    if others:
        doubt = f"放在批次“{batch.number}”的文件夹里，文件里却写着批次号“{others[0]}”"
        return BatchFound(batch, False, HINT_WEIGHT, tuple(evidence), doubt)
    if place in said.known:
        evidence.append(_number_evidence(batch))
    return BatchFound(batch, True, NUMBER_WEIGHT, tuple(evidence))


def _number_evidence(batch: Batch) -> Evidence:
    return Evidence(kind="body", says=f"写着批次号“{batch.number}”", weight=NUMBER_WEIGHT)


def _by_number(said: NumbersSaid, known: BatchKnowledge) -> BatchFound | None:
    if not said.known:
        return None
    batches = [known.batches[place] for place in said.known]
    evidence = tuple(_number_evidence(batch) for batch in batches)
    if len(batches) > 1:
        doubt = "写着不止一个批次号：" + "、".join(batch.number for batch in batches)
        return BatchFound(None, False, 0.0, evidence, doubt)
    return BatchFound(batches[0], True, NUMBER_WEIGHT, evidence)


def _by_name(name: str, said: NumbersSaid, known: BatchKnowledge) -> BatchFound | None:
    text = number_text(name)
    places = [place for number, place in known.by_number.items() if stands(number, text)]
    if len(places) != 1 or said.unknown:
        return None
    batch = known.batches[places[0]]
    says = f"文件名里有批次号“{batch.number}”"
    return BatchFound(batch, True, NAME_WEIGHT, (Evidence(kind="name", says=says, weight=0.93),))


def _by_signals(document: Document, known: BatchKnowledge) -> BatchFound:
    """Agency, occupation with level, an exam day, people: days and people weigh double, and
    without either of them nothing is certain."""
    people = people_per_batch(document, known)
    written = (*dates_in(document.squeezed), *dates_in(document.numbers))
    days = {date(*day) for day in written if is_day(day)}
    levels = levels_in(document.squeezed)
    named = {batch.agency for batch in known.batches if _names_agency(document.squeezed, batch)}
    scored = []
    for place, batch in enumerate(known.batches):
        if named and batch.agency not in named:
            continue
        found = tuple(_signals(batch, document.squeezed, levels, days, people.get(place, 0)))
        signals = {kind: says for kind, _, says in found}
        if signals:
            scored.append((sum(worth for _, worth, _ in found), place, signals))
    if not scored:
        return BatchFound(None, False, 0.0, (), "看不出属于哪个批次")
    scored.sort(key=lambda one: (-one[0], known.batches[one[1]].number))
    best, place, signals = scored[0]
    lead = best - (scored[1][0] if len(scored) > 1 else 0)
    batch = known.batches[place]
    evidence = tuple(
        Evidence(kind=_KINDS.get(kind, kind), says=says, weight=HINT_WEIGHT)
        for kind, says in signals.items()
    )
    if not lead:
        return BatchFound(None, False, 0.0, (), "不止一个批次与文件相符，没有写批次号")
    if best >= ENOUGH and lead >= LEAD and signals.keys() & {"date", "roster"}:
        return BatchFound(batch, True, SIGNALS_WEIGHT, evidence)
    doubt = f"没有写批次号，看来是批次“{batch.number}”，但不足以断定，请确认"
    return BatchFound(batch, False, HINT_WEIGHT, evidence, doubt)


def _signals(
    batch: Batch, text: str, levels: frozenset[int], days: set[date], people: int
) -> Iterator[tuple[str, int, str]]:
    """What points to a batch: the kind of sign, its worth, and what it says in Chinese."""
    if _names_agency(text, batch):
        yield "agency", 1, f"写着评价机构“{batch.agency}”"
    trades = [squeeze(plain(trade)) for trade in (batch.occupation, batch.job) if trade]
    if any(trade in text for trade in trades) and (not levels or batch.level in levels):
        level = LEVEL_SHORT.get(batch.level, "") if batch.level in levels else ""
        yield "body", 1, f"写着职业“{batch.occupation}”{level}"
    if batch.site and squeeze(plain(batch.site)) in text:
        yield "site", 1, f"写着考点“{batch.site}”"
    exams = [day for day in (batch.theory_on, batch.skill_on) if day]
    written = [day for day in dict.fromkeys(exams) if day in days]
    if written:
        worth = BOTH_DAYS_WORTH if len(written) > 1 else DAY_WORTH
        yield "date", worth, "写着考试日期 " + "、".join(f"{day:%Y-%m-%d}" for day in written)
    elif any(_shortly(day, exam) for day in days for exam in exams):
        yield "near", 1, "日期与考试日期相近"
    if people >= PEOPLE_NEEDED:
        worth = MANY_WORTH if people >= MANY_PEOPLE else ROSTER_WORTH
        yield "roster", worth, f"有 {people} 名考生只在这一批次的名册里"
    elif people:
        # One person may sit again in a batch not yet registered: a hint, no more.
        yield "person", 1, "有 1 名考生只在这一批次的名册里"


def _shortly(day: date, exam: date) -> bool:
    return -DAYS_BEFORE <= (day - exam).days <= DAYS_AFTER


def _names_agency(text: str, batch: Batch) -> bool:
    """Whether the body is named, be it cut off where a narrow cell breaks it."""
    agency = squeeze(plain(batch.agency))
    least = max(AGENCY_BEGINNING, round(AGENCY_PART * len(agency)))
    return bool(agency) and agency[:least] in text


def people_per_batch(document: Document, known: BatchKnowledge) -> dict[int, int]:
    """For each batch, how many of its people this text names who stand in no other batch."""
    seen: set[tuple[int, int]] = set()
    for cell in set(document.cells):
        for table in (known.people.names, known.people.numbers):
            spots = table.get(cell.upper(), ())
            if len({place for place, _ in spots}) == 1:
                seen.update(spots)
    counts: dict[int, int] = {}
    for place, _ in seen:
        counts[place] = counts.get(place, 0) + 1
    return counts
