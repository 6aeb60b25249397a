"""Title, file name, body and form of a document weighed together, for every material.

A title in words nobody listed is no proof, and words of the body are none: together they are two
witnesses that do not know of each other. ``weigh`` puts them on one scale, so that the best
material may be suggested; ``Weighed.agreed`` tells whether both say the same clearly enough.
"""

import re
from dataclasses import dataclass

from archivist.intake.recognition.signs import Signs

TITLE, NAME, BODY, FORM = 2.0, 0.5, 1.5, 0.4
# Below this the best material is not worth a suggestion.
WORTH_SAYING = 0.45
# The two witnesses. The title shares this much with the material's names, and more than with any
# other's; the body holds words worth so much more than any other material's. The less the title
# says, the more the body must; more again if characters of the title are unknown, or if nothing
# on the paper shows the batch but the folder it was laid in.
TITLE_SHARE = 0.45
TITLE_LEAD = 0.08
BODY_LEAD = 1.4
BODY_LEAST, BODY_PER_SHARE = 1.0, 4.0
BODY_IF_UNKNOWN, BODY_IF_UNPROVEN = 1.0, 1.5
HALF_WORTH = 1.5
AGAINST = 3.0
# People of one roster on a paper that make it a list.
LIST_FROM = 3

_QUESTION = re.compile(
    r"\([\s_]*\)[。.]?[\s·]*A[.、．]|单项?选择题|判断题|多项?选择题|填空题|简答题"
)
_LISTED = frozenset({"roster", "summary", "signin"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for one material: shares of title and file name (0..1), worth of body words."""

    title: float
    name: float
    body: float
    words: tuple[str, ...]
    form: float

    @property
    def total(self) -> float:
        """All of it on one scale; 2 and more is much."""
        body = self.body / (self.body + HALF_WORTH)
        return TITLE * self.title + NAME * self.name + BODY * body + FORM * self.form


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weights by material number; ``more`` is what the body must be worth on top."""

    by_material: dict[int, Weight]
    more: float = 0.0

    @property
    def ranked(self) -> list[int]:
        """Materials for which anything speaks, best first."""
        worth = {
            number: one.total
            for number, one in self.by_material.items()
            if one.title or one.name or one.body
        }
        return sorted(worth, key=lambda number: (-worth[number], number))

    def best(self) -> int | None:
        """The material for which most speaks, if it is worth saying."""
        ranked = self.ranked
        if not ranked or self.by_material[ranked[0]].total < WORTH_SAYING:
            return None
        return ranked[0]

    def agreed(self, number: int, kin: frozenset[int] = frozenset()) -> bool:
        """Whether title and body each hold the document for this material, clearly.

        ``kin`` are materials told from it in another way, which are no rivals here.
        """
        one = self.by_material[number]
        others = [r for key, r in self.by_material.items() if key != number and key not in kin]
        title = max((rest.title for rest in others), default=0.0)
        body = max((rest.body for rest in others), default=0.0)
        return (
            one.title >= TITLE_SHARE
            and one.title >= title + TITLE_LEAD
            and one.body >= BODY_LEAST + BODY_PER_SHARE * (1 - one.title) + self.more
            and one.body >= BODY_LEAD * body
            and one.form >= 0
        )

    def against(self, number: int) -> int | None:
        """Another material that the body speaks for much more clearly, or None."""
        own = self.by_material[number].body
        other = max(self.by_material, key=lambda key: (self.by_material[key].body, -key))
        body = self.by_material[other].body
        return other if body >= AGAINST and body >= AGAINST * max(own, 0.5) else None


def weigh(seen: Signs) -> Weighed:
    """What speaks for each material of the pack."""
    titles = seen.pack.near(seen.title.phrase.meanings) if seen.title else {}
    names = seen.pack.near(seen.name.meanings)
    questions = bool(_QUESTION.search(seen.document.squeezed))
    found = {}
    for one in seen.pack.named:
        number = one.material.number
        worth, words = seen.body.get(number, (0.0, ()))
        meant = frozenset().union(*one.sets)
        found[number] = Weight(
            titles.get(number, 0.0),
            names.get(number, 0.0),
            worth,
            words,
            _form(seen, meant, own=one.material.per == "candidate", questions=questions),
        )
    unknown = seen.title is not None and bool(seen.title.phrase.unknown)
    more = BODY_IF_UNKNOWN * unknown + BODY_IF_UNPROVEN * (not seen.proven)
    return Weighed(found, more)


def _form(seen: Signs, meant: frozenset[str], *, own: bool, questions: bool) -> float:
    """Whether the form is such a paper's (-1..1): a list of people, one person, an exam paper."""
    if own and seen.people >= LIST_FROM:
        return -1.0
    if questions:
        return 1.0 if "paper" in meant and meant & {"answer", "blank"} else -1.0
    if own:
        return 1.0 if seen.people else -0.2
    if seen.people >= LIST_FROM:
        return 1.0 if meant & _LISTED else 0.0
    return 0.0
