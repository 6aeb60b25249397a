"""What people confirmed: a learned part beside the rules, which never overrules them.

It knows two things. First, how often each wording of a title was confirmed as which material.
Second, a multinomial naive Bayes model over pairs and triples of characters of titles and uppermost
lines, without cutting Chinese into words.

The rule for filing unasked: a wording that the rules do not know, or find too general or damaged,
counts as known once people confirmed it on ``AGREEING`` different documents as the same material
and never as another, and the model does not hold the page for something else. Words of other
affairs in or above a title, other papers behind it, and contradictions are asked about all the
same; a code and a clear official title are never touched.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archivist.intake.recognition.body import telltale
from archivist.intake.recognition.knowledge import Named
from archivist.intake.recognition.lookalikes import fold
from archivist.intake.recognition.material_found import MaterialFound
from archivist.intake.recognition.page import Document
from archivist.intake.recognition.plain import plain, squeeze
from archivist.intake.recognition.segment import bare
from archivist.intake.recognition.signs import Signs, is_paper
from archivist.intake.recognition.title_doubts import begins_another
from archivist.intake.recognition.titles import Heading
from archivist.records.recognition import Evidence

AGREEING = 3
LEAST_WEIGHT, MOST_WEIGHT, WEIGHT_PER_LESSON = 0.86, 0.95, 0.01
# Below this the model says nothing; a suggestion costs the clerk a look, not a wrong filing.
SURE_ENOUGH = 0.80
# A guess of the rules gives way only where nearly all of the title was met before.
FAMILIAR = 0.9
LEAST_LESSONS = 5
SUGGESTED_WEIGHT = 0.50
SHORTEST_WORDING = 3
TOP_LINES = 8
TOP_CHARACTERS = 200
SMOOTHING = 0.2
# Grams of a page stand together; counting each as independent makes a model too sure of itself.
TEMPER = 0.15


@dataclass(frozen=True, slots=True)
class Guess:
    """What the model holds a page for, how sure it is, and how much of the title it knows (0..1).

    It knows only what was taught: sure of a page in words it never met, it is sure of nothing.
    """

    material: int
    chance: float
    familiar: float


class Learned:
    """All lessons of one archive, added one by one; asking changes nothing."""

    def __init__(self) -> None:
        self._titles: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._grams: dict[int, Counter[str]] = defaultdict(Counter)
        self._totals: Counter[int] = Counter()
        self._lessons: Counter[int] = Counter()
        self._known: set[str] = set()

    def add(self, accession: int, title: str, words: str, material: int) -> None:
        """One confirmation: ``title`` as ``wording`` gives it, ``words`` as ``top_words`` does."""
        if len(title) >= SHORTEST_WORDING:
            self._titles[title][material].add(accession)
        grams = Counter(_grams(title, words))
        self._grams[material].update(grams)
        self._totals[material] += grams.total()
        self._lessons[material] += 1
        self._known.update(grams)

    def confirmed(self, title: str) -> dict[int, int]:
        """For each material, on how many documents this wording was confirmed to be it."""
        found = self._titles.get(title, {})
        return {material: len(documents) for material, documents in found.items()}

    def guess(self, title: str, words: str) -> Guess | None:
        """What the model holds such a page for; None if too little was taught."""
        if sum(self._lessons.values()) < LEAST_LESSONS:
            return None
        grams = [gram for gram in _grams(title, words) if gram in self._known]
        if not grams:
            return None
        every = sum(self._lessons.values())
        scores = {
            material: math.log(self._lessons[material] / every)
            + TEMPER * sum(self._log_share(material, gram) for gram in grams)
            for material in self._lessons
        }
        best = max(scores, key=lambda material: (scores[material], -material))
        total = sum(math.exp(score - scores[best]) for score in scores.values())
        said = set(_grams(title, ""))
        familiar = len(said & self._known) / len(said) if said else 0.0
        return Guess(best, 1.0 / total, familiar)

    def _log_share(self, material: int, gram: str) -> float:
        count = self._grams[material][gram] + SMOOTHING
        return math.log(count / (self._totals[material] + SMOOTHING * len(self._known)))


def wording(title: Heading | None, said: tuple[str, ...]) -> str:
    """A title as lessons compare it: without body, occupation and counts, look-alikes folded."""
    return "" if title is None else fold(bare(title.phrase.text, said))


def top_words(document: Document, said: tuple[str, ...]) -> str:
    """The uppermost words of a document, without digits and without names it is told of."""
    text = "".join(document.pages[0].lines[:TOP_LINES]) if document.pages else ""
    for name in said:
        text = text.replace(name, "")
    return fold("".join(sign for sign in text if "\u3400" <= sign <= "\u9fff"))[:TOP_CHARACTERS]


def with_lessons(
    found: MaterialFound, seen: Signs, learned: Learned, said: tuple[str, ...]
) -> MaterialFound:
    """``found`` after what people taught; the same if that says nothing about this document."""
    if seen.title is not None and is_paper(seen.title.phrase):
        return found  # whether a paper is empty or a candidate's, its title does not tell
    title = wording(seen.title, said)
    confirmed = learned.confirmed(title)
    if found.certain:
        return _contradicted(found, seen, title, confirmed)
    guess = learned.guess(title, top_words(seen.document, said))
    if len(confirmed) == 1:
        material, count = next(iter(confirmed.items()))
        named = _named(seen, material)
        # The running head of a manual stands over many papers, its lessons are of one of them.
        heard = seen.phrasing
        sounds_other = heard.by_body is not None and heard.other_than(material)
        if named is not None and not sounds_other:
            return _taught(found, seen, named, count, guess)
    if guess is None or guess.chance < SURE_ENOUGH:
        return found
    if found.material is not None and (not found.liftable or guess.familiar < FAMILIAR):
        return found
    named = _named(seen, guess.material)
    if named is None:
        return found
    says = f"按以前确认过的材料看，像是“{named.material.short}”"
    evidence = (*found.evidence, Evidence(kind="learned", says=says, weight=guess.chance / 2))
    return replace(found, material=named.material, weight=SUGGESTED_WEIGHT, evidence=evidence)


def _taught(
    found: MaterialFound, seen: Signs, named: Named, count: int, guess: Guess | None
) -> MaterialFound:
    """A wording that was always confirmed as one material: suggested, and after enough
    confirmations certain."""
    material = named.material
    says = f"同样的题名已由人工确认 {count} 次是“{material.short}”"
    weight = min(MOST_WEIGHT, LEAST_WEIGHT + WEIGHT_PER_LESSON * (count - AGREEING))
    evidence = (*found.evidence, Evidence(kind="learned", says=says, weight=weight))
    against = (
        guess is not None and guess.chance >= SURE_ENOUGH and guess.material != material.number
    )
    certain = count >= AGREEING and found.liftable and not against and _undisputed(seen, named)
    if certain:
        return MaterialFound(material, True, weight, evidence, "", found.others)
    weight = max(found.weight, SUGGESTED_WEIGHT)
    return replace(found, material=material, weight=weight, evidence=evidence)


def _undisputed(seen: Signs, named: Named) -> bool:
    """Whether nothing else in the document speaks against what was taught."""
    title = seen.title
    if title is None or title.strange or title.before:
        return False
    if telltale(title.phrase.meanings, seen.document.squeezed) is not None:
        return False
    return not any(begins_another(title, later, named) for later in seen.later)


def _official(found: MaterialFound, title: str) -> bool:
    """Whether the title is the official one, letter by letter, or nothing but the material."""
    if found.material is None:
        return False
    names = (found.material.title, found.material.short)
    return title in {fold(bare(squeeze(plain(name)))) for name in names}


def _contradicted(
    found: MaterialFound, seen: Signs, title: str, confirmed: dict[int, int]
) -> MaterialFound:
    """A certain finding from an alias that people always corrected is asked about."""
    number = found.material.number if found.material else 0
    if (
        _official(found, title)
        or number in confirmed
        or max(confirmed.values(), default=0) < AGREEING
    ):
        return found
    other = _named(seen, max(confirmed, key=lambda one: confirmed[one]))
    if other is None:
        return found
    doubt = f"同样的题名以前都由人工归到“{other.material.short}”，请确认"
    return replace(found, certain=False, doubt=doubt, others=(other.material.number, *found.others))


def _named(seen: Signs, number: int) -> Named | None:
    return next((one for one in seen.pack.named if one.material.number == number), None)


def _grams(title: str, words: str) -> Iterator[str]:
    """Pairs and triples of characters; those of the title are marked and counted twice."""
    for size in (2, 3):
        for start in range(len(title) - size + 1):
            yield f"^{title[start : start + size]}"
            yield f"^{title[start : start + size]}"
        for start in range(len(words) - size + 1):
            yield words[start : start + size]
