"""The checklist of a batch (归档材料检查表): what it must hold, what it holds, and why not.

One line per material, and per subject where the material has several. The answer is present,
partial, awaiting (it cannot be there yet), missing, or not applicable; each with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archivist.records.batch import CATEGORY_NAMES, SUBJECT_NAMES, Batch, Candidate, Subject
from archivist.records.checklist import ChecklistLine, Presence
from archivist.records.material import Material
from archivist.records.record import Record, Standing
from archivist.rules.pack import RulePack
from archivist.rules.ready import Ready, readiness

_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """One line to be answered: a material, one of its subjects, and the records filed for it."""

    material: Material
    subject: Subject | None
    records: tuple[Record, ...]
    unsorted: int
    destroyed: int

    @property
    def title(self) -> str:
        if len(self.material.subjects) < 2 or self.subject is None:
            return self.material.title
        return f"{self.material.title}（{SUBJECT_NAMES[self.subject]}）"


def checklist(
    pack: RulePack, batch: Batch, records: Iterable[Record], today: date
) -> tuple[ChecklistLine, ...]:
    """The checklist of ``batch`` as of ``today``, in the order of the official list.

    ``records`` are the batch's records; those moved elsewhere do not count, those destroyed in
    due form do. Materials outside the list come last.
    """
    held = tuple(
        record
        for record in records
        if record.batch == batch.number and record.standing is not Standing.MOVED
    )
    lines = [
        _line(pack, batch, need, today)
        for material in pack.materials
        for need in _needs(material, held)
    ]
    return (*lines, *_extras(pack, held))


def _needs(material: Material, held: tuple[Record, ...]) -> Iterable[_Need]:
    mine = tuple(record for record in held if record.material == material.number)
    for subject in material.subjects or (None,):
        of_one = len(material.subjects) < 2
        yield _Need(
            material=material,
            subject=subject,
            records=tuple(r for r in mine if of_one or r.subject is subject),
            unsorted=0 if of_one else sum(r.subject is None for r in mine),
            destroyed=sum(
                r.standing is Standing.DESTROYED for r in mine if of_one or r.subject is subject
            ),
        )


def _line(pack: RulePack, batch: Batch, need: _Need, today: date) -> ChecklistLine:
    why_not = _not_applicable(batch, need)
    if why_not and not need.records:
        return _answer(need, Presence.NOT_APPLICABLE, 0, 0, why_not)
    if need.material.per == "candidate" and batch.roster:
        return _per_candidate(pack, batch, need, today)
    return _per_batch(pack, batch, need, today)


def _per_batch(pack: RulePack, batch: Batch, need: _Need, today: date) -> ChecklistLine:
    found = len(need.records)
    if found:
        text = f"已有 {found} 件" + _destroyed(need)
        if need.material.per == "candidate":
            return _answer(
                need, Presence.PARTIAL, found, 1, text + "；考生名册还没有导入，无法按考生核对"
            )
        return _answer(need, Presence.PRESENT, found, 1, text)
    if need.unsorted:
        text = f"有 {need.unsorted} 件没有注明科目，请核对是否含{_subject_name(need)}"
        return _answer(need, Presence.PARTIAL, 0, 1, text)
    ready = readiness(pack, batch, need.material, need.subject, today)
    return _answer(need, _absent(ready), 0, 1, ready.reason)


def _per_candidate(pack: RulePack, batch: Batch, need: _Need, today: date) -> ChecklistLine:
    wanted, absentees = _expected_candidates(batch, need)
    have = {record.candidate for record in need.records}
    lacking = tuple(c.name for c in wanted if c.position not in have)
    found = len(wanted) - len(lacking)
    notes = _notes(need, absentees)
    if not lacking and wanted:
        return _answer(need, Presence.PRESENT, found, len(wanted), f"{found} 名考生均已有{notes}")
    if found or need.records or need.unsorted:
        text = f"{len(wanted)} 名考生中已有 {found} 名，还缺 {_listed(lacking)}{notes}"
        return _answer(need, Presence.PARTIAL, found, len(wanted), text, lacking)
    ready = readiness(pack, batch, need.material, need.subject, today)
    return _answer(need, _absent(ready), 0, len(wanted), ready.reason + notes, lacking)


def _expected_candidates(
    batch: Batch, need: _Need
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """The candidates who must have one, and those taken to have stayed away from this subject.

    Who has no score in a subject others have scores in did not sit it, and left no paper.
    """
    if need.subject is None:
        return batch.roster, ()
    scored = {c.position for c in batch.roster if _score(c, need.subject) is not None}
    if not scored:
        return batch.roster, ()
    sat = tuple(c for c in batch.roster if c.position in scored)
    return sat, tuple(c for c in batch.roster if c.position not in scored)


def _score(candidate: Candidate, subject: Subject) -> float | None:
    return candidate.theory_score if subject is Subject.THEORY else candidate.skill_score


def _notes(need: _Need, absentees: tuple[Candidate, ...]) -> str:
    notes = _destroyed(need)
    if absentees:
        names = _listed(tuple(c.name for c in absentees))
        notes += f"；{names} 没有{_subject_name(need)}成绩，按缺考不计"
    whole = sum(record.candidate is None for record in need.records)
    if whole:
        notes += f"；另有 {whole} 件没有注明考生，请核对"
    if need.unsorted:
        notes += f"；另有 {need.unsorted} 件没有注明科目，请核对"
    return notes


def _not_applicable(batch: Batch, need: _Need) -> str:
    """Why this line does not apply to this batch, or an empty string."""
    material = need.material
    if material.only_categories and batch.category not in material.only_categories:
        who = "、".join(CATEGORY_NAMES[category] for category in material.only_categories)
        return f"只有{who}需要，本批次属于{CATEGORY_NAMES[batch.category]}"
    if material.needs_workpieces and not batch.has_workpieces:
        return "本批次没有需要保存的工件"
    if need.subject is not None and _subject_not_held(batch, need.subject):
        name = SUBJECT_NAMES[need.subject]
        return f"本批次没有登记{name}考试；如果考过，请补登{name}考试日期"
    return ""


def _subject_not_held(batch: Batch, subject: Subject) -> bool:
    """Whether only the other subject has a day, and nobody has a score in this one."""
    days = {Subject.THEORY: batch.theory_on, Subject.SKILL: batch.skill_on}
    other_held = any(day is not None for key, day in days.items() if key is not subject)
    scored = any(_score(candidate, subject) is not None for candidate in batch.roster)
    return days[subject] is None and other_held and not scored


def _extras(pack: RulePack, held: tuple[Record, ...]) -> list[ChecklistLine]:
    """One line per material outside the list and title, as "包含且不限于" allows."""
    last = max(material.number for material in pack.materials)
    counts: dict[tuple[int, str], int] = {}
    for record in held:
        if record.material > last:
            key = (record.material, record.title)
            counts[key] = counts.get(key, 0) + 1
    return [
        ChecklistLine(
            material=number,
            subject=None,
            title=title,
            presence=Presence.PRESENT,
            found=found,
            expected=0,
            reason=f"清单以外的材料，已有 {found} 件",
        )
        for (number, title), found in sorted(counts.items())
    ]


def _absent(ready: Ready) -> Presence:
    return Presence.MISSING if ready.due else Presence.AWAITING


def _destroyed(need: _Need) -> str:
    return f"，其中 {need.destroyed} 件已按清册销毁" if need.destroyed else ""


def _subject_name(need: _Need) -> str:
    return SUBJECT_NAMES[need.subject] if need.subject else ""


def _listed(names: tuple[str, ...]) -> str:
    shown = "、".join(names[:_NAMES_SHOWN])
    return shown if len(names) <= _NAMES_SHOWN else f"{shown}等 {len(names)} 人"


def _answer(
    need: _Need,
    presence: Presence,
    found: int,
    expected: int,
    reason: str,
    lacking: tuple[str, ...] = (),
) -> ChecklistLine:
    return ChecklistLine(
        material=need.material.number,
        subject=need.subject,
        title=need.title,
        presence=presence,
        found=found,
        expected=expected,
        reason=reason,
        lacking=lacking,
    )
