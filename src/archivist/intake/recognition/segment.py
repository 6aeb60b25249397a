"""A title cut into words of the trade, forgiving what an OCR engine does to characters."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from archivist.intake.recognition.lexicon import Kind, Word, trade_words
from archivist.intake.recognition.lookalikes import fold
from archivist.records.batch import Subject

# Costs of a reading, in units of one character that is not understood. A word costs next to
# nothing, so fewer and longer words win; a forgiven word must stay dearer than a known one.
WORD_COST = 0.01
SHORT_WORD_COST = 0.05
LOOKALIKE_COST = 0.30
DAMAGE_COST = 0.90
SHORT_DAMAGE_COST = 1.20
UNKNOWN_COST = 1.00
# Of two characters one wrong one makes another word (考生/考官); three are less to be trusted.
DAMAGE_FROM = 3
# What only frames a title (职业技能等级认定) must be long to be known again when damaged, or
# "技能培训" would be taken for "技能认定".
FRAME_DAMAGE_FROM = 8
_TELLING = frozenset({Kind.MEANING, Kind.STRANGE})
LONGEST_WORD = 12

# Counted things: "第3批次", "2024年".
_COUNTED = re.compile(r"第?\d+(?:年度?|月|日|号|批次?|次|期|份|页|届|场|室)")
# "试题(卷)" is either.
_EITHER = re.compile(r"(试题|试)\((?:卷|题)\)")
_PARTS = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffff〇]+")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}?(?:自治区|省|市)")
_TRADE_PERSON = re.compile(r"^[\u4e00-\u9fff]{1,8}[师员工手]$")
_ORG_END = (
    "有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|培训学校|学校|学院|大学|中学|研究院|研究所|协会|"
    "商会|学会|联合会|中心|医院|委员会|鉴定所|鉴定站|工作站|人力资源和社会保障局|人社局|保障局|保障厅|基地"
)
_ORG = re.compile(rf"^[\u4e00-\u9fff]{{2,30}}?(?:{_ORG_END})")
_ASSESSING = re.compile("认定|鉴定|评价|考评")
_ORG_OWN_WORDS = ("培训", "教学", "教育", "工程", "劳动", "产品", "驾驶", "健康", "质检")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A title understood: what it means, and what in it was not understood.

    ``strange`` are words of other affairs, ``asides`` words that may be of either, ``unknown`` runs
    of characters that are no word,
    ``trades`` such runs that look like an occupation. ``damage`` is what was forgiven, in
    characters. ``anchored`` and ``exam`` tell that assessment is spoken of.
    """

    text: str
    meanings: frozenset[str]
    subjects: frozenset[Subject]
    anchored: bool
    exam: bool
    strange: tuple[str, ...]
    asides: tuple[str, ...]
    unknown: tuple[str, ...]
    trades: tuple[str, ...]
    damage: float
    words: tuple[str, ...]

    @property
    def understood(self) -> bool:
        """Every character belongs to a word that fits a batch paper."""
        return not self.strange and not self.asides and not self.unknown


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    start: int
    word: Word | None
    forgiven: float


@cache
def _folded() -> dict[str, Word]:
    table: dict[str, Word] = {}
    for text, word in trade_words().items():
        if len(text) > 1:
            table.setdefault(fold(text), word)
    return table


@cache
def _damaged() -> dict[str, Word | None]:
    """Words with one character missing or replaced by "?"; None where two words would fit.

    A damaged word of other affairs is in the table so that it can not be taken for one of ours.
    """
    table: dict[str, Word | None] = {}
    for text, word in trade_words().items():
        if len(text) < (DAMAGE_FROM if word.kind in _TELLING else FRAME_DAMAGE_FROM):
            continue
        for gap in range(len(text)):
            forms = [f"{text[:gap]}?{text[gap + 1 :]}"]
            if len(text) > DAMAGE_FROM:
                forms.append(text[:gap] + text[gap + 1 :])
            for form in forms:
                other = table.get(form, word)
                same = other is not None and _same(other, word)
                table[form] = word if same else None
    return {
        form: None if word is not None and word.kind is Kind.STRANGE else word
        for form, word in table.items()
    }


def _same(one: Word, other: Word) -> bool:
    return (one.kind, one.meanings, one.subject) == (other.kind, other.meanings, other.subject)


def segment(
    text: str,
    *,
    forgive: bool = False,
    known: Mapping[str, Word] | None = None,
    agencies: tuple[str, ...] = (),
) -> Phrase:
    """Read ``text`` (plain) as a title.

    ``forgive`` allows damaged words, for pages read by OCR. ``known`` adds words (names that a
    rule pack gives and the lexicon lacks). ``agencies`` are names of bodies, sites and
    occupations of registered batches, which say nothing about the material.
    """
    rest_of = _EITHER.sub(r"\1", text)
    for agency in agencies:
        rest_of = rest_of.replace(agency, "|")
    outside: list[tuple[str, _Step]] = []
    remarks: list[tuple[str, _Step]] = []
    aside: list[str] = []
    for part, bracketed in _parts(_COUNTED.sub("|", rest_of)):
        rest, strange = _without_bodies(part)
        aside += strange
        (remarks if bracketed else outside).extend(_cheapest(rest, forgive, known or {}))
    return _phrase(text, outside, remarks, aside)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The runs of Chinese characters in a text, and whether each is a remark in brackets."""
    at = 0
    for gap in [*_PARTS.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if end > at:
            yield text[at:end], text.count("(", 0, at) > text.count(")", 0, at)
        at = gap.end() if gap else end


def bare(text: str, agencies: tuple[str, ...] = ()) -> str:
    """``text`` (plain) without names of bodies, occupations and counted things."""
    for agency in agencies:
        text = text.replace(agency, "|")
    parts = (part for part in _PARTS.split(_COUNTED.sub("|", text)) if part)
    return "".join(_without_bodies(part)[0] for part in parts)


def _without_bodies(part: str) -> tuple[str, list[str]]:
    """``part`` without a leading place and body; strange words in the body's name are told."""
    found = _ORG.match(part)
    if found is None:
        place = _PLACE.match(part)
        return (part[place.end() :] if place else part), []
    body = found[0]
    for own in _ORG_OWN_WORDS:
        body = body.replace(own, "")
    strange = [
        word.text
        for start, end in _spans(len(body))
        if (word := trade_words().get(body[start:end])) and word.kind is Kind.STRANGE
    ]
    return part[found.end() :], strange


def _spans(length: int) -> Iterator[tuple[int, int]]:
    for start in range(length):
        for end in range(start + 2, min(length, start + 4) + 1):
            yield start, end


def _cheapest(part: str, forgive: bool, known: Mapping[str, Word]) -> list[tuple[str, _Step]]:
    steps = _search(part, forgive=False, known=known)
    if forgive and any(step.word is None for _, step in steps):
        steps = _search(part, forgive=True, known=known)
    return steps


def _search(part: str, *, forgive: bool, known: Mapping[str, Word]) -> list[tuple[str, _Step]]:
    best: list[_Step] = [_Step(0.0, 0, None, 0.0)]
    longest = max(LONGEST_WORD, *map(len, known)) if known else LONGEST_WORD
    for end in range(1, len(part) + 1):
        choice = _Step(best[end - 1].cost + UNKNOWN_COST, end - 1, None, 0.0)
        for start in range(max(0, end - longest), end):
            found = _look_up(part[start:end], forgive, known)
            if found is not None and best[start].cost + found[1] < choice.cost:
                forgiven = found[1] if found[1] >= LOOKALIKE_COST else 0.0
                choice = _Step(best[start].cost + found[1], start, found[0], forgiven)
        best.append(choice)
    steps: list[tuple[str, _Step]] = []
    end = len(part)
    while end:
        step = best[end]
        steps.append((part[step.start : end], step))
        end = step.start
    return steps[::-1]


def _look_up(piece: str, forgive: bool, known: Mapping[str, Word]) -> tuple[Word, float] | None:
    word = trade_words().get(piece) or known.get(piece)
    if word is not None:
        return word, SHORT_WORD_COST if len(piece) == 1 else WORD_COST
    if not forgive or len(piece) < 2:
        return None
    word = _folded().get(fold(piece))
    if word is not None:
        return word, LOOKALIKE_COST
    word = _damaged_word(piece)
    if word is None:
        return None
    return word, DAMAGE_COST if len(word.text) > DAMAGE_FROM else SHORT_DAMAGE_COST


def _damaged_word(piece: str) -> Word | None:
    if len(piece) < DAMAGE_FROM:
        return None
    table = _damaged()
    forms = (piece, *(f"{piece[:gap]}?{piece[gap + 1 :]}" for gap in range(len(piece))))
    fits = [table[form] for form in forms if form in table]
    first = fits[0] if fits else None
    if first is None or any(word is None or not _same(first, word) for word in fits):
        return None
    return first


def _phrase(
    text: str,
    outside: list[tuple[str, _Step]],
    remarks: list[tuple[str, _Step]],
    aside: list[str],
) -> Phrase:
    """Put together; what is not understood of a remark in brackets is an aside."""
    steps = [*outside, *remarks]
    words = [step.word for _, step in steps if step.word is not None]
    unknown, trades = _runs(outside)
    remarked, more_trades = _runs(remarks)
    strange = [word.text for word in words if word.kind is Kind.STRANGE]
    subjects = frozenset(word.subject for word in words if word.subject is not None)
    exam = any(
        word.kind is Kind.EXAM or ("考" in word.text and word.subject is not None) for word in words
    )
    return Phrase(
        text=text,
        meanings=frozenset(meaning for word in words for meaning in word.meanings),
        subjects=subjects,
        anchored=any(word.kind is Kind.ANCHOR or _ASSESSING.search(word.text) for word in words),
        exam=exam,
        strange=tuple(dict.fromkeys([*strange, *aside])),
        asides=(*(word.text for word in words if word.kind is Kind.ASIDE), *remarked),
        unknown=tuple(unknown),
        trades=(*trades, *more_trades),
        damage=sum(step.forgiven for _, step in steps),
        words=tuple(word.text for word in words if word.kind is not Kind.FILLER),
    )


def _runs(steps: list[tuple[str, _Step]]) -> tuple[list[str], list[str]]:
    """The runs of characters that are no word, parted into unknown ones and occupations."""
    runs: list[str] = []
    current = ""
    for piece, step in steps:
        # "工" is filler, but also the end of many occupations.
        if step.word is None or (current and piece in {"工", "员"}):
            current += piece
        else:
            runs, current = [*runs, current], ""
    runs = [run for run in [*runs, current] if run]
    trades = [run for run in runs if len(run) > 1 and _TRADE_PERSON.match(run)]
    return [run for run in runs if run not in trades], trades
