"""The verdict: everything found, put together; auto only if nothing is open."""

from dataclasses import dataclass
from datetime import date
from math import prod

from archivist.intake.recognition.against_batch import levels_in, same_trade
from archivist.intake.recognition.calibration import chance_of_right
from archivist.intake.recognition.knowledge import BatchKnowledge, PackKnowledge
from archivist.intake.recognition.material_found import MaterialFound
from archivist.intake.recognition.page import Page
from archivist.intake.recognition.plain import dates_in
from archivist.intake.recognition.printed_code import CODE_WEIGHT, CodeFound
from archivist.intake.recognition.segment import Phrase
from archivist.intake.recognition.titles import Heading
from archivist.intake.recognition.which_batch import BatchFound
from archivist.intake.recognition.which_candidate import PeopleFound
from archivist.intake.recognition.which_subject import SubjectFound, which_subject
from archivist.records.batch import (
    CATEGORY_NAMES,
    LEVEL_SHORT,
    SUBJECT_NAMES,
    Batch,
    Candidate,
    Subject,
)
from archivist.records.formcode import FormCode
from archivist.records.material import Material
from archivist.records.recognition import Evidence, Recognition

# Evidence weaker than this never files a document unasked.
AUTO_WEIGHT = 0.85


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about one document; ``name`` is its file name read as a title.

    ``text`` is its text in which batch numbers are looked for.
    ``people`` were looked for in the roster of the batch a printed code names, if there is one.
    """

    material: MaterialFound
    subject: SubjectFound
    batch: BatchFound
    people: PeopleFound
    title: Heading | None
    name: Phrase
    page: Page | None
    text: str = ""


def verdict(found: Findings, code_doubt: str = "") -> Recognition:
    """The recognition that follows from these findings."""
    material, batch = found.material.material, found.batch.batch
    per_candidate = material is not None and material.per == "candidate"
    doubts = [code_doubt, found.material.doubt]
    if material is not None:
        doubts.append(found.subject.doubt)
    doubts.append(found.batch.doubt)
    if material is not None and batch is not None:
        doubts += [_not_applicable(material, batch), _title_against(found.title, batch)]
        doubts.append(_general(material, batch, found.text))
        if per_candidate:
            doubts.append(found.people.doubt)
    certain = [found.material.certain, found.subject.certain, found.batch.certain]
    weights = [found.material.weight, found.subject.weight, found.batch.weight]
    evidence = [*found.material.evidence, *found.subject.evidence, *found.batch.evidence]
    if per_candidate:
        certain.append(found.people.certain)
        weights.append(found.people.weight)
        evidence += found.people.evidence
    candidate = found.people.candidate if per_candidate else None
    return _answer(
        material,
        found.subject.subject,
        batch,
        candidate,
        weights=weights,
        sure=all(certain),
        evidence=evidence,
        doubts=doubts,
        others=found.material.others,
    )


def verdict_by_code(
    printed: CodeFound, found: Findings, pack: PackKnowledge, batches: BatchKnowledge
) -> Recognition:
    """The recognition that follows from a printed code, unless something contradicts it."""
    code = printed.code
    assert code is not None
    says = f"打印码：批次“{code.batch}”第 {code.material} 项"
    evidence = [Evidence(kind="code", says=says, weight=CODE_WEIGHT)]
    material = pack.material(code.material)
    place = batches.index(code.batch)
    batch = None if place is None else batches.batches[place]
    doubts = [printed.doubt]
    if material is None:
        doubts.append(f"打印码上的第 {code.material} 项不在现用的材料清单里")
    if batch is None:
        doubts.append(f"打印码上的批次“{code.batch}”没有登记过")
    subject, candidate = code.subject, None
    if material is not None:
        doubts += _against_code(code, material, found)
        if subject is None and material.subjects:
            title = found.title.phrase if found.title else None
            open_subject = which_subject(material, title, found.name, found.page)
            subject = open_subject.subject
            doubts.append(open_subject.doubt)
    if batch is not None and material is not None:
        candidate, doubt = _coded_candidate(code, material, batch, found)
        doubts += [doubt, _batch_against_code(found.batch, batch)]
    return _answer(
        material,
        subject,
        batch,
        candidate,
        weights=[CODE_WEIGHT],
        sure=True,
        evidence=evidence,
        doubts=doubts,
        others=found.material.others,
    )


def _against_code(code: FormCode, material: Material, found: Findings) -> list[str]:
    title = found.title
    if title is None:
        return []
    doubts = []
    named = [one.material.number for one, _ in title.fits]
    held = found.material.material
    likely = held.number if held is not None else None
    if title.clean and code.material not in named and likely != code.material:
        short = title.fits[0][0].material.short
        doubts.append(f"打印码是“{material.short}”，题名却像“{short}”，请核对")
    said = title.phrase.subjects
    if code.subject is not None and len(said) == 1 and code.subject not in said:
        doubts.append("打印码的科目与题名不一致，请核对")
    return doubts


def _batch_against_code(said: BatchFound, batch: Batch) -> str:
    if said.batch is None or said.batch.number == batch.number:
        return ""
    if said.certain and any(item.kind in {"folder", "body"} for item in said.evidence):
        return f"打印码是批次“{batch.number}”，别处却是“{said.batch.number}”，请核对"
    return ""


def _coded_candidate(
    code: FormCode, material: Material, batch: Batch, found: Findings
) -> tuple[Candidate | None, str]:
    if material.per != "candidate":
        return None, ""
    people = found.people
    if code.candidate is None:
        return people.candidate, people.doubt
    one = next((one for one in batch.roster if one.position == code.candidate), None)
    if one is None:
        return None, f"打印码上的第 {code.candidate} 名考生不在批次“{batch.number}”的名册里"
    other = people.candidate
    if people.certain and other is not None and other.position != one.position:
        return one, f"打印码是考生“{one.name}”，纸上却写着“{other.name}”，请核对"
    return one, ""


def _not_applicable(material: Material, batch: Batch) -> str:
    if material.only_categories and batch.category not in material.only_categories:
        who = CATEGORY_NAMES[batch.category]
        return f"批次“{batch.number}”是{who}，不需要“{material.short}”，请核对"
    if material.needs_workpieces and not batch.has_workpieces:
        return f"批次“{batch.number}”登记为没有工件，不需要“{material.short}”，请核对"
    return ""


def _general(material: Material, batch: Batch, text: str) -> str:
    """Whether a paper that must name its batch's particulars names none: the plan of a whole year
    has the same title as the plan of a batch."""
    own = [batch.number, batch.occupation, *map(_day, (batch.theory_on, batch.skill_on))]
    days = {"-".join(map(str, day)) for day in dates_in(text)}
    if not material.must_contain or any(one and (one in text or one in days) for one in own):
        return ""
    return f"“{material.short}”里没有写批次号、职业或考试日期，看不出是不是这一批次的"


def _day(day: date | None) -> str:
    return f"{day.year}-{day.month}-{day.day}" if day else ""


def _title_against(title: Heading | None, batch: Batch) -> str:
    """Whether the title names another occupation or level than the batch's."""
    if title is None:
        return ""
    for trade in title.phrase.trades:
        if not same_trade(trade, batch):
            return f"题名里的“{trade}”与批次“{batch.number}”的“{batch.occupation}”不符"
    levels = levels_in(title.phrase.text)
    if levels and batch.level not in levels:
        said = "、".join(LEVEL_SHORT[level] for level in sorted(levels))
        return f"题名里的“{said}”与批次“{batch.number}”的{LEVEL_SHORT[batch.level]}不符"
    return ""


def _answer(
    material: Material | None,
    subject: Subject | None,
    batch: Batch | None,
    candidate: Candidate | None,
    *,
    weights: list[float],
    sure: bool,
    evidence: list[Evidence],
    doubts: list[str],
    others: tuple[int, ...],
) -> Recognition:
    open_points = list(dict.fromkeys(doubt for doubt in doubts if doubt))
    weakest = min(weights, default=0.0)
    auto = (
        sure
        and not open_points
        and material is not None
        and batch is not None
        and weakest >= AUTO_WEIGHT
    )
    return Recognition(
        material=material.number if material else None,
        subject=subject,
        batch=batch.number if batch else None,
        candidate=candidate.position if candidate else None,
        candidate_name=candidate.name if candidate else None,
        confidence=chance_of_right(prod(weights) if weights else 0.0, auto=auto),
        auto=auto,
        evidence=tuple(evidence),
        reason=_reason(auto, open_points, evidence, subject),
        others=others,
    )


def _reason(
    auto: bool, doubts: list[str], evidence: list[Evidence], subject: Subject | None
) -> str:
    if auto:
        words = "；".join(item.says for item in evidence)
        return words + (f"；科目：{SUBJECT_NAMES[subject]}" if subject else "") + "。"
    return ("；".join(doubts) or "把握不足，请确认") + "。"
