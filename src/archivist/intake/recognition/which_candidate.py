"""Which candidate: name, identity number and admission number against a batch's roster."""

import re
from dataclasses import dataclass

from archivist.intake.recognition.page import Document
from archivist.intake.recognition.plain import number_form, plain, squeeze
from archivist.intake.recognition.segment import segment
from archivist.records.batch import Batch, Candidate
from archivist.records.recognition import Evidence

NUMBER_WEIGHT = 0.97
NAME_WEIGHT = 0.93
FORGIVEN_WEIGHT = 0.88
# Of two characters one wrong one leaves too little.
FORGIVE_FROM = 3

_LABELLED = re.compile(
    r"(?:考生姓名|姓\s*名|申报人|承诺人|申请人|保证人|考生|学员|本人|我是|我叫|兹证明|兹有)"
    r"(?:\(签[名字]\))?\s*:?\s*"
    r"((?:[\u3400-\u9fff·]\s{0,2}){2,8})"
)
# What may follow a name without a space: the next field, or a sex.
_NEXT_FIELD = re.compile(
    r"性别|男|女|准考|身份|证件|民族|出生|年龄|职业|工种|科目|级别|等级|单位|联系|电话|手机|考号|编号|"
    r"座位|工位|考场|批次|签[名字]|日期|申报|报考|文化|学历|得分|成绩|考点|考件|同志|申请|承诺|工作"
)
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dX](?!\d)")
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{5,24}")
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """Who of a roster the document speaks of.

    ``candidate`` is set if exactly one person is meant; ``several`` counts people named.
    """

    candidate: Candidate | None
    certain: bool
    weight: float
    several: int
    evidence: tuple[Evidence, ...] = ()
    doubt: str = ""


def which_candidate(document: Document, name: str, batch: Batch) -> PeopleFound:
    """The one candidate of ``batch`` this document (named ``name``) belongs to."""
    return Finder(batch).find(document, name)


class Finder:
    """Finds candidates of one batch; its roster is indexed once."""

    def __init__(self, batch: Batch) -> None:
        self._roster = _Roster(batch)

    def find(self, document: Document, name: str) -> PeopleFound:
        """The one candidate this document (named ``name``) belongs to."""
        return _which_candidate(document, name, self._roster)


def _which_candidate(document: Document, name: str, roster: "_Roster") -> PeopleFound:
    batch = roster.batch
    numbered = _by_numbers(document, roster)
    said = _name_fields(document)
    labelled, forgiven = _by_label(said, roster, by_ocr=document.by_ocr)
    named = roster.named(document.cells)
    several = len(numbered | {one for group in named.values() for one in group[:1]})
    if len(numbered) > 1 or len(labelled) > 1:
        doubt = f"写有 {max(len(numbered), len(labelled))} 名考生，可能是几份材料放在一起"
        return PeopleFound(None, False, 0.0, several, (), doubt)
    if numbered:
        return _numbered(roster, next(iter(numbered)), document, said, labelled, several)
    stranger = _stranger(document, roster)
    if stranger and (labelled or named):
        doubt = f"身份证号 {stranger} 不在批次“{batch.number}”的名册里"
        return PeopleFound(None, False, 0.0, several, (), doubt)
    if labelled:
        return _by_name(roster, next(iter(labelled)), several, forgiven=forgiven)
    if len(named) == 1:
        found = _by_name(roster, next(iter(named)), several, forgiven=False)
        if not document.by_ocr or not found.certain:
            return found
        doubt = f"只在文中读到“{next(iter(named))}”，没有读到姓名栏和号码，请确认是哪一位考生"
        return PeopleFound(found.candidate, False, 0.6, several, found.evidence, doubt)
    if len(named) > 1:
        doubt = f"写有 {len(named)} 名考生，可能是几份材料放在一起"
        return PeopleFound(None, False, 0.0, several, (), doubt)
    return _by_file_name(roster, name)


class _Roster:
    """A batch's roster, indexed by name and number."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.by_position = {one.position: one for one in batch.roster}
        self.by_name: dict[str, list[int]] = {}
        self.by_number: dict[str, set[int]] = {}
        for one in batch.roster:
            self.by_name.setdefault(squeeze(plain(one.name)), []).append(one.position)
            for number in (one.id_number, one.ticket_number):
                if number:
                    self.by_number.setdefault(number_form(number), set()).add(one.position)

    def named(self, cells: tuple[str, ...]) -> dict[str, list[int]]:
        return {cell: self.by_name[cell] for cell in cells if cell in self.by_name}

    def neighbours(self, one: Candidate) -> bool:
        """Whether somebody else's admission number differs from this one's in one sign only."""
        own = number_form(one.ticket_number)
        return any(
            _wrong(own, number_form(other.ticket_number)) <= 1
            for other in self.batch.roster
            if other.position != one.position
        )

    def near(self, said: str) -> str | None:
        """The only name that differs from ``said`` in one character, or None."""
        if len(said) < FORGIVE_FROM:
            return None
        near = [name for name in self.by_name if _wrong(name, said) == 1]
        return near[0] if len(near) == 1 else None


def _wrong(one: str, other: str) -> int:
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))


def _by_numbers(document: Document, roster: _Roster) -> set[int]:
    """Positions of the people whose number stands in the text; one wrong digit of an identity
    number is forgiven if its check digit is then right and it fits one person only."""
    found: set[int] = set()
    for number in set(_NUMBER.findall(document.numbers)):
        found |= roster.by_number.get(number, set())
    if found:
        return found
    for number in set(_IDENTITY.findall(document.numbers)):
        near = [spots for known, spots in roster.by_number.items() if _wrong(known, number) == 1]
        if len(near) == 1 and not check_digit_fits(number):
            found |= near[0]
    return found


def check_digit_fits(number: str) -> bool:
    """Whether an 18-character identity number has the check digit of GB 11643."""
    total = sum(factor * int(digit) for factor, digit in zip(_FACTORS, number[:17], strict=True))
    return "10X98765432"[total % 11] == number[17]


def _name_fields(document: Document) -> tuple[tuple[str, ...], ...]:
    """For each field for the candidate's name, what the name in it may be, longest first."""
    return tuple(
        _readings_of(said)
        for page in document.pages
        for line in page.lines
        for said in _LABELLED.findall(line)
    )


def _readings_of(said: str) -> tuple[str, ...]:
    """The beginnings of ``said`` that end where a name may end: at a space or the next field."""
    found = []
    for end in range(len(said), 1, -1):
        rest = said[end:]
        if not rest or rest[0].isspace() or _NEXT_FIELD.match(rest):
            name = squeeze(said[:end])
            if len(name) > 1 and name not in found:
                found.append(name)
    return tuple(found)


def _by_label(
    fields: tuple[tuple[str, ...], ...], roster: _Roster, *, by_ocr: bool
) -> tuple[set[str], bool]:
    """Names of the roster that stand in a name field, and whether one character was forgiven."""
    exact: set[str] = set()
    near: set[str] = set()
    for readings in fields:
        fits = [said for said in readings if said in roster.by_name]
        if fits:
            exact.add(fits[0])
        elif by_ocr:
            near |= {name for said in readings if (name := roster.near(said))}
    return (exact, False) if exact else (near, bool(near))


def _half_agrees(name: str, fields: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a name field agrees with ``name`` in half of its characters, at their places.

    Enough beside a number: rare characters of names are those an OCR engine cannot write at all.
    """
    return any(
        len(said) == len(name)
        and 2 * sum(a == b for a, b in zip(name, said, strict=True)) >= len(name)
        for readings in fields
        for said in readings
    )


def _numbered(
    roster: _Roster,
    position: int,
    document: Document,
    fields: tuple[tuple[str, ...], ...],
    labelled: set[str],
    several: int,
) -> PeopleFound:
    one = roster.by_position[position]
    name = squeeze(plain(one.name))
    evidence = [Evidence(kind="roster", says=f"号码是考生“{one.name}”的", weight=NUMBER_WEIGHT)]
    agrees = name in document.cells or name in labelled
    likely = agrees or _half_agrees(name, fields)
    if labelled and name not in labelled:
        other = next(iter(labelled))
        doubt = f"姓名写的是“{other}”，号码却是“{one.name}”的"
        return PeopleFound(one, False, 0.5, several, tuple(evidence), doubt)
    if agrees:
        evidence.append(Evidence(kind="roster", says=f"姓名“{one.name}”", weight=NAME_WEIGHT))
    identity = number_form(one.id_number)
    proven = identity and identity in document.numbers
    if not likely and document.by_ocr and not proven and roster.neighbours(one):
        # Admission numbers of neighbours differ in one digit, and OCR mistakes one digit.
        doubt = f"只有准考证号像是考生“{one.name}”的，没有读到姓名"
        return PeopleFound(one, False, 0.6, several, tuple(evidence), doubt)
    return PeopleFound(one, True, NUMBER_WEIGHT, several, tuple(evidence))


def _stranger(document: Document, roster: _Roster) -> str:
    """A sound identity number that nobody on the roster has, or an empty string."""
    known = roster.by_number
    if not any(one.id_number for one in roster.batch.roster):
        return ""
    numbers: list[str] = _IDENTITY.findall(document.numbers)
    return next((one for one in numbers if one not in known and check_digit_fits(one)), "")


def _by_name(roster: _Roster, name: str, several: int, *, forgiven: bool) -> PeopleFound:
    positions = roster.by_name[name]
    one = roster.by_position[positions[0]]
    if len(positions) > 1:
        doubt = f"名册里有 {len(positions)} 名“{one.name}”，没有号码，分不清是哪一位"
        return PeopleFound(None, False, 0.0, several, (), doubt)
    weight = FORGIVEN_WEIGHT if forgiven else NAME_WEIGHT
    says = f"姓名与考生“{one.name}”只差一字" if forgiven else f"姓名“{one.name}”在名册里"
    evidence = (Evidence(kind="roster", says=says, weight=weight),)
    return PeopleFound(one, True, weight, max(several, 1), evidence)


def _leaves_words(said: str, name: str) -> bool:
    """Whether only words of the trade are left without ``name`` (张明 is not in 张明远试卷)."""
    rest = segment(said.replace(name, "|", 1))
    return not rest.unknown and not rest.trades


def _by_file_name(roster: _Roster, name: str) -> PeopleFound:
    """A name of the roster in the file name, if it is the only one and nobody's namesake."""
    said = squeeze(plain(name))
    found = [one for one in roster.by_name if one in said and _leaves_words(said, one)]
    if len(found) == 1 and len(roster.by_name[found[0]]) == 1:
        one = roster.by_position[roster.by_name[found[0]][0]]
        says = f"文件名里有考生姓名“{one.name}”"
        evidence = (Evidence(kind="name", says=says, weight=FORGIVEN_WEIGHT),)
        return PeopleFound(one, True, FORGIVEN_WEIGHT, 0, evidence)
    return PeopleFound(None, False, 0.0, 0, (), "看不出是哪一位考生的")
