"""Title, file name, body and form of a document weighed together, for every material.

A title in words nobody listed is no proof, and words of the body are none: together they are two
witnesses that do not know of each other. ``weigh`` puts them on one scale, so that the best
material may be suggested; ``Weighed.agreed`` tells whether both say the same clearly enough.
"""

import re
from dataclasses import dataclass, replace

from archivist.intake.recognition.knowledge import Meanings, Named, core
from archivist.intake.recognition.signs import Signs

# One share of the title is worth three, a word of the body a third, up to eight words.
TITLE, NAME, BODY, FORM = 3.0, 0.75, 0.35, 0.5
MOST_BODY = 8.0
# Below this the best material is not worth a suggestion.
WORTH_SAYING = 0.7
# Both witnesses must speak, together be worth so much, and so much more than for any other
# material; more for each character of the title that is unknown, if nothing on the paper shows the
# batch but the folder it was laid in, for each word of other affairs, and if the title says but
# one thing of several.
TITLE_LEAST, BODY_LEAST, BODY_IF_UNKNOWN = 0.3, 1.0, 2.0
ENOUGH, LEAD = 2.25, 0.75
PER_UNKNOWN, IF_UNPROVEN, PER_FOREIGN, SINGLE = 0.15, 0.5, 0.7, 1.5
# A guess is weighed by its lead and by what it is worth, each up to so much.
MUCH, GUESS_LEAST = 4.0, 0.05
# The body speaks against a title if its words are worth so much, and so many times the title's own.
AGAINST = 3.0
# People of one roster on a paper that make it a list.
LIST_FROM = 3
# A paper has many questions with answers to choose from; a form may quote one.
QUESTIONS = 2

_QUESTION = re.compile(r"\([\s_]*\)[。.]?[\s·]*A[.、．]|A[.、．][^A-D]{1,30}B[.、．]")
_LISTED = frozenset({"roster", "summary", "signin"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for one material: shares of title and file name (0..1), worth of body words.

    ``partly`` tells that the title has but one of several meanings of the material's names, as
    证书 alone has of 证书审批.
    """

    title: float
    name: float
    body: float
    words: tuple[str, ...]
    form: float
    partly: bool = False

    @property
    def witnessed(self) -> float:
        """What title and body say together, and a form that suits."""
        form = FORM * self.form if self.form > 0 else 0.0
        return TITLE * self.title + BODY * min(self.body, MOST_BODY) + form

    @property
    def total(self) -> float:
        """What speaks for the material in all."""
        return self.witnessed + NAME * self.name + FORM * min(self.form, 0.0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The weights by material number; ``more`` is what they must be worth on top,
    ``least`` what the body must be worth by itself."""

    by_material: dict[int, Weight]
    more: float = 0.0
    least: float = BODY_LEAST

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
        rival = max((rest.witnessed for rest in others), default=0.0)
        if kin:
            title = max(self.by_material[key].title for key in kin)
            one = replace(one, title=title)
        alone = SINGLE if one.partly else 0.0
        return (
            one.title >= TITLE_LEAST
            and one.body >= self.least
            and one.form >= 0
            and one.witnessed >= ENOUGH + self.more + alone
            and one.witnessed >= rival + LEAD
        )

    def guess(self, number: int, seen: Signs) -> float:
        """How much there is to a material that is not certain (0..1)."""
        one = self.by_material[number]
        rival = max((r.total for key, r in self.by_material.items() if key != number), default=0.0)
        lead = min(max(one.total - rival, 0.0), MUCH) / MUCH
        title = seen.title
        if title is None or title.strange:
            return GUESS_LEAST + 0.2 * lead
        others = any(meaning.startswith("other:") for meaning in title.phrase.meanings)
        foreign = len(seen.foreign) + others
        return GUESS_LEAST + (0.4 * lead + 0.4 * min(one.witnessed, MUCH) / MUCH) / (1 + foreign)

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
    questions = len(_QUESTION.findall(seen.document.squeezed)) >= QUESTIONS
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
            seen.title is not None and _partly(core(seen.title.phrase.meanings), one),
        )
    unknown = sum(map(len, seen.title.phrase.unknown)) if seen.title else 0
    more = PER_UNKNOWN * unknown + IF_UNPROVEN * (not seen.proven)
    if not questions:  # questions of an exam speak of anything
        more += PER_FOREIGN * len(seen.foreign)
    return Weighed(found, more, BODY_IF_UNKNOWN if unknown else BODY_LEAST)


def _partly(said: Meanings, one: Named) -> bool:
    return len(said) == 1 and said not in one.sets


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
