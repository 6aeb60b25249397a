"""Learning measured: wordings that were asked about or wrong are corrected, then met again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archivist.bench.marks import Mark, Score, stack_right
from archivist.bench.readings import Kept, readings
from archivist.intake.recognise import lesson_of, recognise
from archivist.intake.recognition.learned import Learned
from archivist.making.fonts import find_fonts
from archivist.records.batch import Batch
from archivist.records.reading import Reading, Unread
from archivist.rules.pack import RulePack
from archivist.samples.corpus.making import Maker, maker
from archivist.samples.corpus.plan import sheet
from archivist.samples.corpus.truth import Truth
from archivist.samples.corpus.wordings import PartName, wordings

WORDINGS = 5
CORRECTIONS = 10  # of each wording, so fifty in all
MET_AGAIN = 3  # one of them scanned
FIRST_TURN = 20  # far from the turns of the measured papers


@dataclass(frozen=True, slots=True)
class _Course:
    """The papers of one wording that are corrected, and those it is met on again."""

    lessons: tuple[Truth, ...]
    tests: tuple[Truth, ...]


def learning(
    part: PartName,
    marks: Sequence[Mark],
    read: dict[str, Reading | Unread],
    place: Path,
    pack: RulePack,
    known: tuple[Batch, ...],
) -> dict[str, Score]:
    """What fifty corrections of wordings it had wrong bring, and whether they break anything."""
    folder = place / f"lessons-{part}"
    folder.mkdir(exist_ok=True)
    wrong = _wrong(marks)
    with maker(part, folder, find_fonts(None)) as work:
        courses = [_course(work, part, number, at) for number, at in wrong]
    model = Learned()
    kept = Kept()
    lessons = [truth for course in courses for truth in course.lessons]
    tests = [truth for course in courses for truth in course.tests]
    paths = [(truth.name, folder / truth.name) for truth in (*lessons, *tests)]
    seen = dict(readings(paths, place / "readings", kept, lambda _: None))
    for accession, truth in enumerate(lessons, 1):
        reading = seen[truth.name]
        if isinstance(reading, Reading) and truth.material is not None:
            model.add(accession, *lesson_of(reading, pack, known), truth.material)

    def again(truth: Truth, reading: Reading | Unread) -> Mark:
        name = Path(truth.name).name
        return Mark(truth, recognise(reading, name, truth.folder, pack, known, model))

    met = [again(truth, seen[truth.name]) for truth in tests]
    after = [again(mark.truth, read[mark.truth.name]) for mark in marks]
    broken = [new for old, new in zip(marks, after, strict=True) if _good(old) and not _good(new)]
    return {
        "learned_right": Score(
            title=f"{len(lessons)} 次更正后：同样说法的其他纸认对",
            right=sum(mark.material_right for mark in met),
            of=len(met),
            target=100,
        ),
        "learned_auto": Score(
            title="更正后：同样说法的其他纸自动归档",
            right=sum(mark.found.auto and mark.all_right for mark in met),
            of=len(met),
        ),
        "learned_broken": Score(
            title="更正后：原来对的变成错的",
            right=len(broken),
            of=len(marks),
            target=0,
            count=True,
        ),
    }


def _good(mark: Mark) -> bool:
    """Right, or a stranger that is left to the clerk, or a stack that is."""
    if mark.truth.kind == "stranger":
        return not mark.found.auto
    if mark.truth.parts:
        return stack_right(mark) or not mark.found.auto
    return mark.material_right and (mark.all_right or not mark.found.auto)


def _wrong(marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """Wordings (material, place among its titles) first guessed wrongly, then those asked about."""
    alone = [mark for mark in marks if mark.truth.kind in {"digital", "scan"}]
    ordered = sorted(alone, key=lambda mark: (mark.material_right, mark.found.auto))
    found = [
        (mark.truth.material, mark.truth.at)
        for mark in ordered
        if mark.truth.material is not None and not (mark.material_right and mark.found.auto)
    ]
    return list(dict.fromkeys(found))[:WORDINGS]


def _course(work: Maker, part: PartName, number: int, at: int) -> _Course:
    form = wordings(part).forms[number - 1]
    made = []
    for turn in range(CORRECTIONS + MET_AGAIN):
        scanned = turn == CORRECTIONS + MET_AGAIN - 1
        paper = sheet(part, form, at, turn=FIRST_TURN + turn, scanned=scanned)
        name = number * 1000 + at * 100 + turn
        made.append(work.single(paper, name, "scan" if scanned else "digital"))
    return _Course(tuple(made[:CORRECTIONS]), tuple(made[CORRECTIONS:]))
