"""Batch numbers in a text: as registered, as a scan spells them, broken over two lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from archivist.intake.recognition.knowledge import BatchKnowledge, PackKnowledge
from archivist.intake.recognition.page import Document
from archivist.intake.recognition.plain import number_form, number_text

# A number shorter than this ("2024-3") is found inside telephone numbers and dates.
SHORTEST_NUMBER = 6
# A number broken in a narrow cell goes on within so many lines. Two parts, each of at least two or
# three signs and one of them longer, prove it.
LINES_BELOW = 3
SHORTEST_BEGINNING, SHORTEST_REST = 3, 2
LONG_BEGINNING, LONG_REST = 5, 6

_OPENING = r"[〔\[(【「『{<〈《CL]"
_CLOSING = r"[〕\])】」』}>〉》J]"
_OPEN_SIGNS, _CLOSE_SIGNS = "〔[(【「『{<〈《", "〕])】」』}>〉》"
# 第026批 is registered as 第26批, see ``number_form``.
_ORDINAL_SIGN, _LAST = "第", "批"
_ALIKE = {sign: f"[{group}]" for group in ("O0Q", "I1L|", "Z2", "S5", "B8") for sign in group}
_LOOKALIKE_SIGNS = str.maketrans("OILSBZ", "011582")
_BEFORE, _AFTER = "(?<![A-Z0-9-])", r"(?![A-Z0-9]|-\d)"


@dataclass(frozen=True, slots=True)
class NumbersSaid:
    """What a text says: places of the registered batches it names, and numbers of no batch."""

    known: tuple[int, ...]
    unknown: tuple[str, ...]


def numbers_said(document: Document, pack: PackKnowledge, known: BatchKnowledge) -> NumbersSaid:
    """The batch numbers in a document. What is written plainly goes before what is forgiven."""
    said = numbers_in(document.numbers, pack, known)
    if said.known:
        return said
    lines = [number_text(line) for page in document.pages for line in page.lines]
    broken = [place for n, place in known.by_number.items() if _broken(n, lines)]
    return NumbersSaid(tuple(broken), said.unknown) if len(broken) == 1 else said


def numbers_in(text: str, pack: PackKnowledge, known: BatchKnowledge) -> NumbersSaid:
    """The batch numbers in a text in number form."""
    places = [place for number, place in known.by_number.items() if stands(number, text)]
    if not places:
        places = [place for n, place in known.by_number.items() if _stands_spelled(n, text)]
    unknown: list[str] = []
    for written in _written(text, pack):
        form = number_form(written)
        if any(_within(form, number) for number in known.by_number):
            continue
        folded = form.translate(_LOOKALIKE_SIGNS)
        same = [p for n, p in known.by_number.items() if n.translate(_LOOKALIKE_SIGNS) == folded]
        if len(same) == 1:
            places += same
        elif written not in unknown and not form.isdigit():
            unknown.append(written)
    return NumbersSaid(tuple(dict.fromkeys(places)), tuple(unknown))


def stands(number: str, text: str) -> bool:
    """Whether ``number`` stands in ``text``, both in number form, and not inside a longer one."""
    if len(number) < SHORTEST_NUMBER or number not in text:
        return False
    return bool(re.search(f"{_BEFORE}{re.escape(number)}{_AFTER}", text))


def _written(text: str, pack: PackKnowledge) -> Iterator[str]:
    for pattern in pack.numbers:
        for match in pattern.finditer(text):
            yield match["number"] if "number" in pattern.groupindex else match[0]


def _within(form: str, number: str) -> bool:
    return form in number and len(form) >= SHORTEST_NUMBER


def _stands_spelled(number: str, text: str) -> bool:
    if len(number) < SHORTEST_NUMBER:
        return False
    return bool(_spelling(number, whole=True).search(text))


@cache
def _spelling(number: str, *, whole: bool) -> re.Pattern[str]:
    """How engines and typists write a number: other brackets, blanks, signs that look alike."""
    body = r"\s*".join(_spelled(sign) for sign in number.removesuffix(_LAST))
    if number.endswith(_LAST):
        body += rf"\s*{_LAST}?"  # in a narrow cell it may stand a line below
    return re.compile(f"{_BEFORE}{body}{_AFTER}" if whole else f"{_BEFORE}{body}(?![A-Z0-9])")


def _spelled(sign: str) -> str:
    if sign in _OPEN_SIGNS:
        return f"{_OPENING}?"
    if sign in _CLOSE_SIGNS:
        return f"{_CLOSING}?"
    if sign == "-":
        return "[-.·]?"
    if sign == _ORDINAL_SIGN:
        return f"{sign}[\\s0]*"
    return _ALIKE.get(sign, re.escape(sign))


def _broken(number: str, lines: Sequence[str]) -> bool:
    """Whether the number begins in one line and goes on in one of the next."""
    for cut in range(SHORTEST_BEGINNING, len(number) - SHORTEST_REST + 1):
        if cut < LONG_BEGINNING and len(number) - cut < LONG_REST:
            continue
        beginning = _spelling(number[:cut], whole=False)
        zeros = "0*" if number[cut - 1] == _ORDINAL_SIGN else ""
        rest = re.compile(f"(?:^|\\s){zeros}{re.escape(number[cut:])}{_AFTER}")
        for at, line in enumerate(lines):
            if beginning.search(line) and any(
                rest.search(below) for below in lines[at + 1 : at + 1 + LINES_BELOW]
            ):
                return True
    return False
