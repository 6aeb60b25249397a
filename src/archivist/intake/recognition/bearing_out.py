"""A title held against the body: contradicted by it, or in other words and borne out by it."""

from dataclasses import replace

from archivist.intake.recognition.body import telltale
from archivist.intake.recognition.exam_papers import exam_papers, which_paper
from archivist.intake.recognition.knowledge import Named, PackKnowledge
from archivist.intake.recognition.material_found import (
    DOUBTED_WEIGHT,
    NEAR_WEIGHT,
    WORDS_TOLD,
    MaterialFound,
)
from archivist.intake.recognition.segment import Phrase
from archivist.intake.recognition.signs import Signs, is_paper
from archivist.intake.recognition.title_doubts import anchored, later_doubt
from archivist.intake.recognition.titles import Heading
from archivist.intake.recognition.weighing import LIST_FROM, Weighed
from archivist.records.material import Material
from archivist.records.recognition import Evidence

BORNE_OUT_WEIGHT = 0.88
GUESSED_WEIGHT = 0.40
# One such word may stand on any paper by chance.
FOREIGN_WORDS = 2
# What the body must be worth to show it for a title that does not; less if it lists candidates.
BODY_SHOWS, LIST_SHOWS = 3.0, 1.5

# Whose paper it is, and that it lists what was handed out: another paper, unless a name says so.
_TELLING = frozenset({"examiner", "supervise", "handed"})


def not_contradicted(
    found: MaterialFound, title: Heading, weighed: Weighed, seen: Signs
) -> MaterialFound:
    """A title that the whole body speaks against is asked about."""
    if not found.certain or found.material is None:
        return found
    if len(seen.foreign) >= FOREIGN_WORDS:
        words = "”“".join(seen.foreign[:WORDS_TOLD])
        doubt = f"题名像“{found.material.short}”，正文却有“{words}”，像别的事务的纸，请核对"
        return replace(found, certain=False, weight=DOUBTED_WEIGHT, doubt=doubt, contradicted=True)
    if is_paper(title.phrase):
        return found
    other = weighed.against(found.material.number)
    material = None if other is None else seen.pack.material(other)
    if material is None:
        return found
    words = "”“".join(weighed.by_material[material.number].words[:WORDS_TOLD])
    doubt = f"题名像“{found.material.short}”，正文却像“{material.short}”（有“{words}”），请核对"
    return replace(
        found,
        certain=False,
        weight=DOUBTED_WEIGHT,
        doubt=doubt,
        others=(material.number,),
        contradicted=True,
    )


def borne_out(found: MaterialFound, seen: Signs, title: Heading, weighed: Weighed) -> MaterialFound:
    """A title in other words counts if the body says the same; without that, the best guess."""
    best = weighed.best()
    material = None if best is None else seen.pack.material(best)
    if material is None or title.strange or not (found.liftable or found.material is None):
        return found
    named = next(one for one in seen.pack.named if one.material is material)
    kin: frozenset[int] = frozenset()
    papers = exam_papers(seen)
    if "paper" in title.phrase.meanings and material in papers:
        resolved, _, doubt = which_paper(seen, title)
        if resolved is None or doubt:
            return found
        named, material = resolved, resolved.material
        kin = frozenset(one.number for one in papers)
    said = f"题名“{title.phrase.text}”像“{material.short}”"
    words = weighed.by_material[material.number].words[:WORDS_TOLD]
    body = "正文有“" + "”“".join(words) + "”" if words else ""
    evidence = tuple(
        Evidence(kind=kind, says=says, weight=weight)
        for kind, says, weight in (("title", said, NEAR_WEIGHT), ("body", body, NEAR_WEIGHT))
        if says
    )
    if (
        weighed.agreed(material.number, kin)
        and not speaks_of_others(seen.pack, material.number, title.phrase)
        and 2 * sum(map(len, title.phrase.unknown)) <= len(title.phrase.text)
        and not title.before
        and (anchored(title, material) or _shown(seen, material))
        and _no_telltale(seen, title, named)
        and not later_doubt(seen, title, named)
    ):
        return MaterialFound(material, True, BORNE_OUT_WEIGHT, evidence)
    if found.material is material:
        return found
    doubt = f"{said}，但不完全相同，请确认"
    return MaterialFound(material, False, GUESSED_WEIGHT, evidence, doubt, liftable=True)


def _shown(seen: Signs, material: Material) -> bool:
    """Whether batch and body show that assessment is spoken of, where the title does not."""
    worth, _ = seen.body.get(material.number, (0.0, ()))
    return seen.proven and worth >= (LIST_SHOWS if seen.people >= LIST_FROM else BODY_SHOWS)


def _no_telltale(seen: Signs, title: Heading, named: Named) -> bool:
    """Whether no tell-tale of the body points to another material than ``named``."""
    tale = telltale(title.phrase.meanings, seen.document.squeezed)
    return tale is None or tale.rival in named.sets


def speaks_of_others(pack: PackKnowledge, number: int, title: Phrase) -> bool:
    """Whether the title speaks of people or things that this material's names never speak of."""
    own = {
        word
        for one in pack.named
        if one.material.number == number
        for word in one.people.union(*one.sets)
    }
    return any(
        word.startswith("other:") or (word in _TELLING and word not in own)
        for word in title.meanings
    )
