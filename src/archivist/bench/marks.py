"""Marks: what recognition said beside what is true."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archivist.records.recognition import Recognition
from archivist.samples.corpus.truth import Part, Truth


@dataclass(frozen=True, slots=True)
class Mark:
    """One file's truth and what it was held to be."""

    truth: Truth
    found: Recognition

    @property
    def material_right(self) -> bool:
        """Whether the first guess names the material."""
        return self.found.material == self.truth.material

    @property
    def subject_right(self) -> bool:
        """Whether the subject is right, where the paper has one."""
        return self.truth.subject is None or self.found.subject == self.truth.subject

    @property
    def batch_right(self) -> bool:
        """Whether the batch is right."""
        return self.found.batch == self.truth.batch

    @property
    def candidate_right(self) -> bool:
        """Whether the candidate is right, where the paper is one's own."""
        return self.truth.candidate is None or self.found.candidate == self.truth.candidate

    @property
    def all_right(self) -> bool:
        """Whether nothing about it is wrong; a stranger is right only where nothing is claimed."""
        if self.truth.kind == "stranger":
            return self.found.material is None
        return (
            self.material_right
            and self.subject_right
            and self.batch_right
            and self.candidate_right
            and not self.found.parts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A share that must reach a target; ``value`` is per cent, or a count where ``of`` is told.

    ``title`` is Chinese. ``at_most`` bounds from above.
    """

    title: str
    right: int
    of: int
    target: float | None = None
    count: bool = False

    @property
    def value(self) -> float | None:
        """Per cent, or the count itself; None where there is nothing to judge."""
        if self.count:
            return self.right
        return 100 * self.right / self.of if self.of else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; counts must not exceed theirs."""
        if self.target is None or self.value is None:
            return None
        return self.value <= self.target if self.count else self.value >= self.target

    def as_json(self) -> dict[str, object]:
        """The score as JSON values."""
        return {
            "title": self.title,
            "unit": "份" if self.count else "%",
            "value": None if self.value is None else round(self.value, 2),
            "right": self.right,
            "of": self.of,
            "target": None
            if self.target is None
            else f"{'at most' if self.count else 'at least'} {self.target:g}",
            "reached": self.reached,
        }


def score(
    title: str,
    marks: Sequence[Mark],
    right: Callable[[Mark], bool],
    target: float | None = None,
    *,
    count: bool = False,
) -> Score:
    """How many of ``marks`` are right."""
    return Score(
        title=title, right=sum(map(right, marks)), of=len(marks), target=target, count=count
    )


def exact_cuts(mark: Mark) -> bool:
    """Whether a stack is cut at exactly the true pages, blank pages left out."""
    return _ranges(mark.truth.parts) == {tuple(sorted(part.pages)) for part in mark.found.parts}


def _ranges(parts: Iterable[Part]) -> set[tuple[int, ...]]:
    return {tuple(sorted(part.pages)) for part in parts}


BINS = (0.0, 0.2, 0.4, 0.55, 0.7, 0.8001, 0.85, 0.9, 0.94, 0.96, 0.98, 1.0001)


def stack_right(mark: Mark) -> bool:
    """Whether every part of a stack has its pages and is held to be what it is."""
    truth = {
        tuple(sorted(part.pages)): (part.material, part.subject, part.batch, part.candidate)
        for part in mark.truth.parts
    }
    for part in mark.found.parts:
        held = part.found
        true = truth.get(tuple(sorted(part.pages)))
        if true is None or (held.material, held.batch) != (true[0], true[2]):
            return False
        if true[1] is not None and held.subject != true[1]:
            return False
        if true[3] is not None and held.candidate != true[3]:
            return False
    return len(mark.found.parts) == len(truth)


def reliability(marks: Sequence[Mark]) -> tuple[list[dict[str, object]], float]:
    """Per bin of confidence how many were right, and the expected calibration error (0..1)."""
    rows: list[dict[str, object]] = []
    error = 0.0
    for low, high in pairwise(BINS):
        here = [mark for mark in marks if low <= mark.found.confidence < high]
        if not here:
            continue
        said = sum(mark.found.confidence for mark in here) / len(here)
        right = sum(mark.all_right for mark in here) / len(here)
        error += abs(said - right) * len(here) / len(marks)
        rows.append(
            {
                "from": round(low, 2),
                "to": round(min(high, 1.0), 2),
                "files": len(here),
                "said": round(said, 3),
                "right": round(right, 3),
                "auto": sum(mark.found.auto for mark in here),
            }
        )
    return rows, error


def confusions(marks: Sequence[Mark], most: int = 15) -> list[dict[str, object]]:
    """The materials most often taken for another, None standing for "not on the list"."""
    pairs = Counter(
        (mark.truth.material, mark.found.material) for mark in marks if not mark.material_right
    )
    return [
        {"true": true, "held": held, "files": files}
        for (true, held), files in pairs.most_common(most)
    ]


def by_material(marks: Sequence[Mark]) -> list[dict[str, object]]:
    """For each material how many there are, filed unasked, right of these, and first guesses."""
    rows: list[dict[str, object]] = []
    for number in sorted({mark.truth.material or 0 for mark in marks}):
        here = [mark for mark in marks if (mark.truth.material or 0) == number]
        auto = [mark for mark in here if mark.found.auto]
        rows.append(
            {
                "material": number or None,
                "files": len(here),
                "auto": len(auto),
                "auto_right": sum(mark.all_right for mark in auto),
                "top1": sum(mark.material_right for mark in here),
            }
        )
    return rows
