"""The third witness: what a paper sounds like, where title and body words leave a question.

It files nothing by itself. Where the rules already hold a paper for an item and doubt only the
wording, and it sounds like that item, the doubt is lifted; where a paper that the rules are sure of
sounds clearly like something else, they are doubted. See decision 18.
"""

from dataclasses import replace

from archivist.intake.recognition.bearing_out import speaks_of_others
from archivist.intake.recognition.body import telltale
from archivist.intake.recognition.exam_papers import exam_papers, which_paper
from archivist.intake.recognition.material_found import DOUBTED_WEIGHT, MaterialFound
from archivist.intake.recognition.phrasing import telling
from archivist.intake.recognition.signs import Signs, is_paper
from archivist.intake.recognition.title_doubts import anchored, later_doubt
from archivist.intake.recognition.titles import Heading
from archivist.intake.recognition.weighing import Weighed
from archivist.records.material import Material
from archivist.records.recognition import Evidence

# A doubted title is believed from this chance on; without the rules' own guess, from the second.
SOUNDS, SOUNDS_ALONE = 0.60, 0.90
# Words of other affairs in the body, or a line above the title that is not understood, are
# outweighed from this chance on.
SOUNDS_OVER = 0.95
# A sure title is doubted if the paper sounds so clearly like another, and so little like it.
SOUNDS_OTHER, SOUNDS_NOT = 0.95, 0.01
PHRASED_WEIGHT = 0.86


def by_phrasing(found: MaterialFound, seen: Signs, weighed: Weighed) -> MaterialFound:
    """``found`` after the third witness was heard."""
    if found.certain:
        return _doubted(found, seen)
    material = _sounds_like(seen)
    if material is None or seen.title is None or not _lifts(found, seen, material, weighed):
        return found
    if not _undisputed(seen, seen.title, material):
        return found
    titled = [one for one in found.evidence if one.kind == "title"]
    if found.material is not material:
        titled = [replace(one, says=f"题名“{seen.title.phrase.text}”") for one in titled[:1]]
    return MaterialFound(material, True, PHRASED_WEIGHT, (*titled, _says(seen, material)))


def bears_out(seen: Signs, found: MaterialFound) -> bool:
    """Whether whole paper and body sound so clearly like this item that even a title below another
    line is believed."""
    if found.material is None or seen.phrasing.by_body != found.material.number:
        return False
    return seen.phrasing.chance(found.material.number) >= SOUNDS_OVER


def _sounds_like(seen: Signs) -> Material | None:
    """The item it sounds most like, if the text below the title sounds like it as well.

    Whose an exam paper is, a name filled in tells better than words.
    """
    best = seen.phrasing.best
    material = None if best is None else seen.pack.material(best)
    papers = exam_papers(seen)
    if material in papers and seen.title is not None and seen.has_person:
        resolved, _, doubt = which_paper(seen, seen.title)
        material = material if resolved is None or doubt else resolved.material
    alike = {one.number for one in papers} if material in papers else {best}
    return material if seen.phrasing.by_body in alike else None


def _chance(seen: Signs, material: Material) -> float:
    """The chance of an item; of exam papers together, if a name filled in tells whose it is."""
    papers = exam_papers(seen)
    if material not in papers or not seen.has_person:
        return seen.phrasing.chance(material.number)
    return sum(seen.phrasing.chance(one.number) for one in papers)


def _lifts(found: MaterialFound, seen: Signs, material: Material, weighed: Weighed) -> bool:
    """Whether the doubt is one that the sound of a paper settles, and it sounds clear enough."""
    own = None if found.material is None else found.material.number
    if not (found.liftable or found.contradicted or found.open or own is None):
        return False
    official = seen.title is not None and any(official for _, official in seen.title.fits)
    if official and own != material.number:
        return False  # an official title may be doubted, never overruled
    guesses = {own} if found.contradicted else {own, weighed.best()}
    enough = SOUNDS if material.number in guesses else SOUNDS_ALONE
    return _chance(seen, material) >= enough


def _undisputed(seen: Signs, title: Heading, material: Material) -> bool:
    """Whether nothing else speaks against it: other affairs, another paper behind, a tell-tale."""
    chance = _chance(seen, material)
    if title.strange or (seen.foreign and not is_paper(title.phrase) and chance < SOUNDS_OVER):
        return False
    others = title.before or speaks_of_others(seen.pack, material.number, title.phrase)
    if others and chance < SOUNDS_ALONE:
        return False
    if not (anchored(title, material) or seen.proven):
        return False
    named = next(one for one in seen.pack.named if one.material is material)
    if material in exam_papers(seen):
        resolved, _, doubt = which_paper(seen, title)
        told = resolved is not None and resolved.material is material and not doubt
        if not told and (seen.has_person or chance < SOUNDS_ALONE):
            return False
    tale = telltale(title.phrase.meanings, seen.document.squeezed)
    if tale is not None and tale.rival not in named.sets:
        return False
    return not later_doubt(seen, title, named)


def _doubted(found: MaterialFound, seen: Signs) -> MaterialFound:
    """A sure finding is asked about if the paper sounds clearly like something else."""
    material = found.material
    if material is None or seen.phrasing.by_body is None:
        return found
    if seen.phrasing.chance(material.number) >= SOUNDS_NOT:
        return found
    best = seen.phrasing.best
    other = None if best is None else seen.pack.material(best)
    sounds = seen.phrasing.stranger if other is None else seen.phrasing.chance(other.number)
    if sounds < SOUNDS_OTHER:
        return found
    like = "清单以外的材料" if other is None else f"“{other.short}”"
    doubt = f"题名像“{material.short}”，通篇的用语却像{like}，请核对"
    others = found.others if other is None else (other.number, *found.others)
    return replace(found, certain=False, weight=DOUBTED_WEIGHT, doubt=doubt, others=others)


def _says(seen: Signs, material: Material) -> Evidence:
    words = "”“".join(telling(seen.document.cells, material.title))
    shown = f"（如“{words}”）" if words else ""
    says = f"通篇的用语像“{material.short}”{shown}"
    return Evidence(kind="phrasing", says=says, weight=seen.phrasing.chance(material.number))
