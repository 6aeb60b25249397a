"""Exam papers: empty specimens and papers of candidates bear the same titles."""

import re

from archivist.intake.recognition.body import says_blank
from archivist.intake.recognition.knowledge import Named
from archivist.intake.recognition.material_found import DOUBTED_WEIGHT
from archivist.intake.recognition.signs import Signs, of_paper
from archivist.intake.recognition.titles import Heading
from archivist.records.batch import Subject
from archivist.records.material import Material

BLANK_WEIGHT = 0.97
RESOLVED_WEIGHT = 0.90
UNRESOLVED_WEIGHT = 0.95
UNRESOLVED = "是试卷，但看不出是空白样卷还是考生的答卷（没有写“样卷”，也没有读到考生姓名或号码）"
# Places for a candidate's particulars; a single one may be missed by a hand.
PLACES = 2
WHOLE_PAPER = 60
TYPED = ("docx", "xlsx", "text")

_OWN = r"姓\s*名|准考证号?|考\s*号|身份证号码?|单\s*位|座位号|学号|工位号|考生编号|抽签号"
_OWN_WORD = re.compile(r"姓名|准考证|考号|身份证|考生签|考生编号|参评证")
_OWN_PLACE = re.compile(
    rf"(?:{_OWN})(?:名称|码)?\s*[:_-]+(?P<rest>[^:]*?)(?=\s*(?:{_OWN}|得\s*分|$))"
)
# What stands in a place that nobody filled in.
_EMPTY = re.compile(r"[\s_\-.:]|\((?:空|空白|留空)\)")


def exam_papers(seen: Signs) -> list[Material]:
    """The materials that are exam papers, empty or a candidate's."""
    return [one.material for state in ("blank", "candidate") for one in _in_state(seen, state)]


def which_paper(seen: Signs, title: Heading) -> tuple[Named | None, float, str]:
    """A paper is a specimen if it says so, a candidate's if a name or number is filled in."""
    of_batch = _in_state(seen, "blank")
    of_one = [one for one in _in_state(seen, "candidate") if one.material.per == "candidate"]
    head = "".join(seen.document.pages[0].head) if seen.document.pages else ""
    blank = "blank" in title.phrase.meanings | seen.name.meanings or says_blank(
        "".join(head.split())
    )
    if not of_batch or not of_one:
        fits = [one for one, _ in title.fits]
        return fits[0], UNRESOLVED_WEIGHT, ""
    if blank and seen.has_person:
        return of_batch[0], DOUBTED_WEIGHT, "写着样卷（空白），却填有考生姓名或号码，请选择"
    if blank:
        return of_batch[0], BLANK_WEIGHT, ""
    if seen.has_person:
        return of_one[0], RESOLVED_WEIGHT, ""
    if _unfilled(seen) or _task_sheet(seen, title):
        return of_batch[0], RESOLVED_WEIGHT, ""
    return of_one[0], DOUBTED_WEIGHT, UNRESOLVED


def _unfilled(seen: Signs) -> bool:
    """Whether nobody wrote a name or number into this paper.

    A typed file that bears no name was never a candidate's. On paper the places for it must be
    there and empty, on a scan at least two of them: a hand may be illegible.
    """
    lines = [line for page in seen.document.pages for line in page.lines]
    rests = [found["rest"] for line in lines for found in _OWN_PLACE.finditer(line)]
    if any(_EMPTY.sub("", rest) for rest in rests):
        return False
    if seen.media in TYPED:
        return True
    return len(rests) >= (PLACES if seen.document.by_ocr else 1)


def _task_sheet(seen: Signs, title: Heading) -> bool:
    """Whether this is the task of a practical exam, which has no place for a name at all: what a
    candidate did is marked on a sheet of its own."""
    text = seen.document.squeezed
    return (
        title.phrase.subjects == frozenset({Subject.SKILL})
        and len(text) >= WHOLE_PAPER
        and not _OWN_WORD.search(text)
    )


def _in_state(seen: Signs, state: str) -> list[Named]:
    """Materials one of whose names is a paper in this state."""
    return [
        one
        for one in seen.pack.named
        if any(state in names and of_paper(names) for names in one.sets)
    ]
