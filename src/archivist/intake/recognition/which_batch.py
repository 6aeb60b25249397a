"""Which batch: by folder, numbers in text and name, else agency, occupation, dates, people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archivist.intake.recognition.against_batch import against_batch, is_day, levels_in
from archivist.intake.recognition.knowledge import BatchKnowledge, PackKnowledge
from archivist.intake.recognition.page import Document
from archivist.intake.recognition.plain import dates_in, number_form, number_text, plain, squeeze
from archivist.records.batch import LEVEL_SHORT, Batch
from archivist.records.recognition import Evidence

FOLDER_WEIGHT = 0.95
NUMBER_WEIGHT = 0.97
NAME_WEIGHT = 0.93
SIGNALS_WEIGHT = 0.88
HINT_WEIGHT = 0.50
# A number shorter than this ("2024-3") is found inside telephone numbers and dates.
SHORTEST_NUMBER = 6
# Two people of one roster on one paper are no chance; one may be a namesake.
PEOPLE_NEEDED = 2


_KINDS = {"person": "roster", "agency": "body"}
_LOOKALIKE_SIGNS = str.maketrans("OILSBZ", "011582")


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
    said = _numbers_said(document.numbers, pack, known)
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
    places = _numbers_said(numbers, pack, known).known
    return places[0] if len(places) == 1 else None


def _doubted(found: BatchFound, doubt: str) -> BatchFound:
    weight = HINT_WEIGHT if found.batch else 0.0
    return BatchFound(found.batch, False, weight, found.evidence, doubt)


@dataclass(frozen=True, slots=True)
class _Said:
    known: tuple[int, ...]
    unknown: tuple[str, ...]


def _numbers_said(text: str, pack: PackKnowledge, known: BatchKnowledge) -> _Said:
    """Batch numbers in a text in number form: places of the known ones, and unknown ones."""
    folded = ""
    places = []
    for number, place in known.by_number.items():
        if _stands(number, text):
            places.append(place)
    unknown = []
    for pattern in pack.numbers:
        for match in pattern.finditer(text):
            written = match["number"] if "number" in pattern.groupindex else match[0]
            form = number_form(written)
            if form in known.by_number or any(_within(form, n) for n in known.by_number):
                continue
            folded = form.translate(_LOOKALIKE_SIGNS)
            same = [
                p for n, p in known.by_number.items() if n.translate(_LOOKALIKE_SIGNS) == folded
            ]
            if len(same) == 1:
                places += same
            elif written not in unknown and not form.isdigit():
                unknown.append(written)
    return _Said(tuple(dict.fromkeys(places)), tuple(unknown))


def _stands(number: str, text: str) -> bool:
    if len(number) < SHORTEST_NUMBER or number not in text:
        return False
    return bool(re.search(rf"(?<![A-Z0-9-]){re.escape(number)}(?![A-Z0-9]|-\d)", text))


def _within(form: str, number: str) -> bool:
    return form in number and len(form) >= SHORTEST_NUMBER


def _by_folder(hint: str, said: _Said, known: BatchKnowledge) -> BatchFound | None:
    if not hint:
        return None
    place = known.index(hint)
    if place is None:
        inside = [p for n, p in known.by_number.items() if _stands(n, number_text(hint))]
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


def _by_number(said: _Said, known: BatchKnowledge) -> BatchFound | None:
    if not said.known:
        return None
    batches = [known.batches[place] for place in said.known]
    evidence = tuple(_number_evidence(batch) for batch in batches)
    if len(batches) > 1:
        doubt = "写着不止一个批次号：" + "、".join(batch.number for batch in batches)
        return BatchFound(None, False, 0.0, evidence, doubt)
    return BatchFound(batches[0], True, NUMBER_WEIGHT, evidence)


def _by_name(name: str, said: _Said, known: BatchKnowledge) -> BatchFound | None:
    text = number_text(name)
    places = [place for number, place in known.by_number.items() if _stands(number, text)]
    if len(places) != 1 or said.unknown:
        return None
    batch = known.batches[places[0]]
    says = f"文件名里有批次号“{batch.number}”"
    return BatchFound(batch, True, NAME_WEIGHT, (Evidence(kind="name", says=says, weight=0.93),))


def _by_signals(document: Document, known: BatchKnowledge) -> BatchFound:
    """Agency, occupation with level, an exam date, people: at least two, one of the last two."""
    people = people_per_batch(document, known)
    days = {date(*d) for d in dates_in(document.squeezed) if is_day(d)}
    levels = levels_in(document.squeezed)
    scored = []
    for place, batch in enumerate(known.batches):
        signals = dict(_signals(batch, document.squeezed, levels, days, people.get(place, 0)))
        if signals:
            scored.append((len(signals), place, signals))
    if not scored:
        return BatchFound(None, False, 0.0, (), "看不出属于哪个批次")
    scored.sort(key=lambda one: (-one[0], known.batches[one[1]].number))
    best, place, signals = scored[0]
    batch = known.batches[place]
    evidence = tuple(
        Evidence(kind=_KINDS.get(kind, kind), says=says, weight=HINT_WEIGHT)
        for kind, says in signals.items()
    )
    rivals = [other for _, at, other in scored if at != place and not set(other) < set(signals)]
    if rivals:
        return BatchFound(None, False, 0.0, (), "不止一个批次与文件相符，没有写批次号")
    if best >= 2 and signals.keys() & {"date", "roster"}:
        return BatchFound(batch, True, SIGNALS_WEIGHT, evidence)
    doubt = f"没有写批次号，看来是批次“{batch.number}”，但不足以断定，请确认"
    return BatchFound(batch, False, HINT_WEIGHT, evidence, doubt)


def _signals(
    batch: Batch, text: str, levels: frozenset[int], days: set[date], people: int
) -> Iterator[tuple[str, str]]:
    if batch.agency and squeeze(plain(batch.agency)) in text:
        yield "agency", f"写着评价机构“{batch.agency}”"
    trades = [squeeze(plain(trade)) for trade in (batch.occupation, batch.job) if trade]
    if any(trade in text for trade in trades) and (not levels or batch.level in levels):
        level = LEVEL_SHORT.get(batch.level, "") if batch.level in levels else ""
        yield "body", f"写着职业“{batch.occupation}”{level}"
    for day in (batch.theory_on, batch.skill_on):
        if day in days and day is not None:
            yield "date", f"写着考试日期 {day:%Y-%m-%d}"
    if people >= PEOPLE_NEEDED:
        yield "roster", f"有 {people} 名考生只在这一批次的名册里"
    elif people:
        # One person may sit again in a batch not yet registered: a hint, no more.
        yield "person", "有 1 名考生只在这一批次的名册里"


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
