"""Which material: by the title; where its wording is not known, by title and body together."""

from dataclasses import replace

from archivist.intake.recognition.bearing_out import (
    GUESSED_WEIGHT,
    borne_out,
    not_contradicted,
    speaks_of_others,
)
from archivist.intake.recognition.body import telltale
from archivist.intake.recognition.by_phrasing import by_phrasing
from archivist.intake.recognition.exam_papers import UNRESOLVED, which_paper
from archivist.intake.recognition.knowledge import Named, core
from archivist.intake.recognition.material_found import (
    DOUBTED_WEIGHT,
    NEAR_WEIGHT,
    WORDS_TOLD,
    MaterialFound,
)
from archivist.intake.recognition.signs import Signs, of_paper
from archivist.intake.recognition.title_doubts import (
    preceded,
    strange_doubt,
    title_doubt,
    unclear,
)
from archivist.intake.recognition.titles import Heading
from archivist.intake.recognition.weighing import Weighed, weigh
from archivist.records.material import Carrier
from archivist.records.recognition import Evidence

OFFICIAL_WEIGHT = 0.97
ALIAS_WEIGHT = 0.95
FORGIVEN_WEIGHT = 0.90
NAME_WEIGHT = 0.55
NAMED_FILE_WEIGHT = 0.90
# Below this share of meanings in common a material is not worth suggesting.
NEAR_ENOUGH = 0.5
OFFERED = 3


def which_material(seen: Signs) -> MaterialFound:
    """The material this document is, or the best guess with a doubt."""
    weighed = weigh(seen)
    if seen.title is not None and seen.title.fits:
        found = not_contradicted(_titled(seen, seen.title), seen.title, weighed, seen)
    elif seen.title is not None:
        found = _foreign_title(seen, seen.title)
    else:
        found = _untitled(seen)
    if not found.certain and seen.title is not None:
        found = borne_out(found, seen, seen.title, weighed)
    found = by_phrasing(found, seen, weighed)
    return _with_others(found, seen, weighed)


def _titled(seen: Signs, title: Heading) -> MaterialFound:
    fits = [one for one, _ in title.fits]
    says = f"题名“{title.phrase.text}”"
    named, weight, doubt = _decide(seen, title, fits)
    if named is None:
        return MaterialFound(
            None, False, 0.0, (Evidence(kind="title", says=says, weight=0.5),), doubt
        )
    material = named.material
    evidence = [Evidence(kind="title", says=f"{says}，即“{material.short}”", weight=weight)]
    doubt = doubt or title_doubt(seen, title, named)
    agrees = [one.material.number for one, _ in seen.pack.fitting(seen.name)]
    if material.number in agrees:
        evidence.append(Evidence(kind="name", says="文件名也这样写", weight=NAME_WEIGHT))
    words = seen.body.get(material.number)
    if words:
        says = "正文有“" + "”“".join(words[1][:WORDS_TOLD]) + "”"
        evidence.append(Evidence(kind="body", says=says, weight=NEAR_WEIGHT))
    if title.strange:
        return MaterialFound(
            None, False, 0.0, tuple(evidence), strange_doubt(title), (material.number,)
        )
    if doubt:
        tale = telltale(title.phrase.meanings, seen.document.squeezed)
        rivals = seen.pack.near(tale.rival) if tale else {}
        offered = tuple(number for number, share in rivals.items() if share >= NEAR_ENOUGH)
        worded = doubt in (unclear(title, material), choice(fits))
        return MaterialFound(
            material,
            False,
            DOUBTED_WEIGHT,
            tuple(evidence),
            doubt,
            offered,
            worded,
            open=doubt == UNRESOLVED or doubt == preceded(title),
        )
    return MaterialFound(material, True, weight, tuple(evidence))


def _decide(seen: Signs, title: Heading, fits: list[Named]) -> tuple[Named | None, float, str]:
    """One of the materials a title names, its weight, and a doubt."""
    said = core(title.phrase.meanings)
    if of_paper(said):
        return which_paper(seen, title)
    if len(fits) > 1:
        return fits[0], DOUBTED_WEIGHT, choice(fits)
    official = title.fits[0][1]
    weight = OFFICIAL_WEIGHT if official else ALIAS_WEIGHT
    return fits[0], FORGIVEN_WEIGHT if title.phrase.damage else weight, ""


def choice(fits: list[Named]) -> str:
    """The doubt about a title that is the name of several materials."""
    return f"题名可以是{'、'.join(one.material.short for one in fits)}，请选择"


def _foreign_title(seen: Signs, title: Heading) -> MaterialFound:
    """A title that names no material: a stranger, or one whose wording is not known."""
    text = title.phrase.text
    evidence = (Evidence(kind="title", says=f"题名“{text}”", weight=NEAR_WEIGHT),)
    if title.strange:
        return MaterialFound(None, False, 0.0, evidence, strange_doubt(title))
    near = seen.pack.near(title.phrase.meanings)
    best = max(near, key=lambda number: (near[number], -number), default=None)
    if best is None or near[best] < NEAR_ENOUGH or speaks_of_others(seen.pack, best, title.phrase):
        doubt = f"题名“{text}”不在材料清单里，请选择材料，或归为清单以外的材料"
        return MaterialFound(None, False, 0.0, evidence, doubt, liftable=True)
    material = seen.pack.material(best)
    assert material is not None
    doubt = f"题名“{text}”像是“{material.short}”，但不完全相同，请确认"
    weight = NEAR_WEIGHT * near[best]
    return MaterialFound(material, False, weight, evidence, doubt, liftable=True)


def _untitled(seen: Signs) -> MaterialFound:
    """No title was read: the file name may suggest, and decides only where nothing is written."""
    fits = seen.pack.fitting(seen.name)
    if seen.media == "video":
        return _recording(seen, fits)
    if len(fits) == 1 and not seen.name.strange:
        material = fits[0][0].material
        says = f"文件名像“{material.short}”"
        evidence = (Evidence(kind="name", says=says, weight=NAME_WEIGHT),)
        silent = seen.document.empty and Carrier.PAPER not in material.carriers
        if silent and seen.media == "image" and seen.name.understood:
            return MaterialFound(material, True, NAMED_FILE_WEIGHT, evidence)
        doubt = f"没有读到题名，只有文件名像“{material.short}”，请确认"
        return MaterialFound(material, False, NAME_WEIGHT, evidence, doubt)
    best = max(seen.body, key=lambda number: (seen.body[number][0], -number), default=None)
    if best is None:
        return MaterialFound(None, False, 0.0, (), "没有读到题名，看不出是哪一项材料")
    words = seen.body[best][1]
    says = "正文有“" + "”“".join(words[:WORDS_TOLD]) + "”"
    evidence = (Evidence(kind="body", says=says, weight=GUESSED_WEIGHT),)
    guess = seen.pack.material(best) if len(words) > 1 else None
    doubt = "没有读到题名，只凭正文的字词不能断定是哪一项材料"
    return MaterialFound(guess, False, GUESSED_WEIGHT, evidence, doubt)


def _recording(seen: Signs, fits: tuple[tuple[Named, bool], ...]) -> MaterialFound:
    recordings = [
        one.material
        for one in seen.pack.named
        if any("video" in names for names in one.sets)
        and Carrier.PAPER not in one.material.carriers
    ]
    if not recordings:
        return MaterialFound(None, False, 0.0, (), "是录像，材料清单里没有这一项")
    material = recordings[0]
    evidence = (Evidence(kind="name", says="是录像文件", weight=NAME_WEIGHT),)
    named = any(one.material.number == material.number for one, _ in fits)
    if named and seen.name.understood:
        return MaterialFound(material, True, NAMED_FILE_WEIGHT, evidence)
    if seen.on_exam_day and not seen.name.strange:
        # Recorders name their files by channel and time.
        says = "文件名里的日期是考试日"
        dated = Evidence(kind="date", says=says, weight=NAMED_FILE_WEIGHT)
        return MaterialFound(material, True, NAMED_FILE_WEIGHT, (*evidence, dated))
    doubt = "是录像，但文件名没有说明是考场监控，请确认"
    return MaterialFound(material, False, DOUBTED_WEIGHT, evidence, doubt)


def _with_others(found: MaterialFound, seen: Signs, weighed: Weighed) -> MaterialFound:
    """Add the next best materials, from title, name and body together, and weigh a guess."""
    first = [number for number in found.others if seen.pack.material(number) is not None]
    ranked = dict.fromkeys([*first, *weighed.ranked])
    if found.material is None:
        return replace(found, others=tuple(ranked)[:OFFERED])
    ranked.pop(found.material.number, None)
    weight = found.weight if found.certain else weighed.guess(found.material.number, seen)
    return replace(found, weight=weight, others=tuple(ranked)[:OFFERED])
