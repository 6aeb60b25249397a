"""Which material: by the title; where its wording is not known, by title and body together."""

import re
from dataclasses import dataclass, replace

from archivist.intake.recognition.body import says_blank, telltale
from archivist.intake.recognition.knowledge import Named, PackKnowledge, core
from archivist.intake.recognition.segment import Phrase
from archivist.intake.recognition.signs import Signs, is_paper, of_paper
from archivist.intake.recognition.title_doubts import (
    anchored,
    later_doubt,
    strange_doubt,
    title_doubt,
    unclear,
)
from archivist.intake.recognition.titles import Heading
from archivist.intake.recognition.weighing import LIST_FROM, Weighed, weigh
from archivist.records.batch import Subject
from archivist.records.material import Carrier, Material
from archivist.records.recognition import Evidence

OFFICIAL_WEIGHT = 0.97
ALIAS_WEIGHT = 0.95
FORGIVEN_WEIGHT = 0.90
RESOLVED_WEIGHT = 0.90
DOUBTED_WEIGHT = 0.60
NAME_WEIGHT = 0.55
NAMED_FILE_WEIGHT = 0.90
NEAR_WEIGHT = 0.50
BORNE_OUT_WEIGHT = 0.88
GUESSED_WEIGHT = 0.40
WORDS_TOLD = 4
# One such word may stand on any paper by chance.
FOREIGN_WORDS = 2
# What the body must be worth to show it for a title that does not; less if it lists candidates.
BODY_SHOWS, LIST_SHOWS = 3.0, 1.5
# Places for a candidate's particulars; a single one may be missed by a hand.
PLACES = 2
WHOLE_PAPER = 60
TYPED = ("docx", "xlsx", "text")
# Below this share of meanings in common a material is not worth suggesting.
NEAR_ENOUGH = 0.5
OFFERED = 3

_OWN = r"姓\s*名|准考证号?|考\s*号|身份证号码?|单\s*位|座位号|学号"
_OWN_WORD = re.compile(r"姓名|准考证|考号|身份证|考生签|考生编号|参评证")
_OWN_PLACE = re.compile(
    rf"(?:{_OWN})(?:名称|码)?\s*[:_-]+(?P<rest>[^:]*?)(?=\s*(?:{_OWN}|得\s*分|$))"
)
_PEOPLE = frozenset({"examiner", "supervise"})


@dataclass(frozen=True, slots=True)
class MaterialFound:
    """The material held to be meant; ``doubt`` says why it is not certain.

    ``liftable`` tells that the doubt is only about the wording, which people can teach.
    """

    material: Material | None
    certain: bool
    weight: float
    evidence: tuple[Evidence, ...] = ()
    doubt: str = ""
    others: tuple[int, ...] = ()
    liftable: bool = False


def which_material(seen: Signs) -> MaterialFound:
    """The material this document is, or the best guess with a doubt."""
    weighed = weigh(seen)
    if seen.title is not None and seen.title.fits:
        found = _not_contradicted(_titled(seen, seen.title), seen.title, weighed, seen)
    elif seen.title is not None:
        found = _foreign_title(seen, seen.title)
    else:
        found = _untitled(seen)
    if not found.certain and seen.title is not None:
        found = _borne_out(found, seen, seen.title, weighed)
    return _with_others(found, seen, weighed)


def _not_contradicted(
    found: MaterialFound, title: Heading, weighed: Weighed, seen: Signs
) -> MaterialFound:
    """A title that the whole body speaks against is asked about."""
    if not found.certain or found.material is None:
        return found
    if len(seen.foreign) >= FOREIGN_WORDS:
        words = "”“".join(seen.foreign[:WORDS_TOLD])
        doubt = f"题名像“{found.material.short}”，正文却有“{words}”，像别的事务的纸，请核对"
        return replace(found, certain=False, weight=DOUBTED_WEIGHT, doubt=doubt)
    if is_paper(title.phrase):
        return found
    other = weighed.against(found.material.number)
    material = None if other is None else seen.pack.material(other)
    if material is None:
        return found
    words = "”“".join(weighed.by_material[material.number].words[:WORDS_TOLD])
    doubt = f"题名像“{found.material.short}”，正文却像“{material.short}”（有“{words}”），请核对"
    return replace(
        found, certain=False, weight=DOUBTED_WEIGHT, doubt=doubt, others=(material.number,)
    )


def _borne_out(
    found: MaterialFound, seen: Signs, title: Heading, weighed: Weighed
) -> MaterialFound:
    """A title in other words counts if the body says the same; without that, the best guess."""
    best = weighed.best()
    material = None if best is None else seen.pack.material(best)
    if material is None or title.strange or not (found.liftable or found.material is None):
        return found
    named = next(one for one in seen.pack.named if one.material is material)
    kin: frozenset[int] = frozenset()
    if "paper" in title.phrase.meanings and material in _papers(seen):
        resolved, _, doubt = _paper(seen, title)
        if resolved is None or doubt:
            return found
        named, material = resolved, resolved.material
        kin = frozenset(one.number for one in _papers(seen))
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
        and not _of_others(seen.pack, material.number, title.phrase)
        and 2 * sum(map(len, title.phrase.unknown)) <= len(title.phrase.text)
        and not title.before
        and (anchored(title, material) or _shown(seen, material))
        and _no_telltale(seen, title, named)
        and not later_doubt(seen, title, named)
    ):
        return MaterialFound(material, True, BORNE_OUT_WEIGHT, evidence)
    if found.material is material or (found.material is not None and found.liftable is False):
        return found
    doubt = found.doubt
    if found.material is None or found.material is not material:
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


def _papers(seen: Signs) -> list[Material]:
    """The materials that are exam papers, empty or a candidate's."""
    return [one.material for state in ("blank", "candidate") for one in _family(seen, state)]


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
        says = "正文有“" + "”“".join(words[1][:3]) + "”"
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
            material, False, DOUBTED_WEIGHT, tuple(evidence), doubt, offered, worded
        )
    return MaterialFound(material, True, weight, tuple(evidence))


def _decide(seen: Signs, title: Heading, fits: list[Named]) -> tuple[Named | None, float, str]:
    """One of the materials a title names, its weight, and a doubt."""
    said = core(title.phrase.meanings)
    if of_paper(said):
        return _paper(seen, title)
    if len(fits) > 1:
        return fits[0], DOUBTED_WEIGHT, choice(fits)
    official = title.fits[0][1]
    weight = OFFICIAL_WEIGHT if official else ALIAS_WEIGHT
    return fits[0], FORGIVEN_WEIGHT if title.phrase.damage else weight, ""


def choice(fits: list[Named]) -> str:
    """The doubt about a title that is the name of several materials."""
    return f"题名可以是{'、'.join(one.material.short for one in fits)}，请选择"


def _paper(seen: Signs, title: Heading) -> tuple[Named | None, float, str]:
    """A paper is a specimen if it says so, a candidate's if a name or number is filled in."""
    of_batch = _family(seen, "blank")
    of_one = [one for one in _family(seen, "candidate") if one.material.per == "candidate"]
    head = "".join(seen.document.pages[0].head) if seen.document.pages else ""
    blank = "blank" in title.phrase.meanings | seen.name.meanings or says_blank(
        "".join(head.split())
    )
    if not of_batch or not of_one:
        fits = [one for one, _ in title.fits]
        return fits[0], ALIAS_WEIGHT, ""
    if blank and seen.has_person:
        return of_batch[0], DOUBTED_WEIGHT, "写着样卷（空白），却填有考生姓名或号码，请选择"
    if blank:
        return of_batch[0], OFFICIAL_WEIGHT, ""
    if seen.has_person:
        return of_one[0], RESOLVED_WEIGHT, ""
    if _unfilled(seen) or _task_sheet(seen, title):
        return of_batch[0], RESOLVED_WEIGHT, ""
    doubt = "是试卷，但看不出是空白样卷还是考生的答卷（没有写“样卷”，也没有读到考生姓名或号码）"
    return of_one[0], DOUBTED_WEIGHT, doubt


def _unfilled(seen: Signs) -> bool:
    """Whether nobody wrote a name or number into this paper.

    A typed file that bears no name was never a candidate's. On paper the places for it must be
    there and empty, on a scan at least two of them: a hand may be illegible.
    """
    lines = [line for page in seen.document.pages for line in page.lines]
    rests = [found["rest"] for line in lines for found in _OWN_PLACE.finditer(line)]
    if any(rest.strip(" _-.:") for rest in rests):
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


def _family(seen: Signs, state: str) -> list[Named]:
    """Materials one of whose names is a paper in this state."""
    return [
        one
        for one in seen.pack.named
        if any(state in names and of_paper(names) for names in one.sets)
    ]


def _foreign_title(seen: Signs, title: Heading) -> MaterialFound:
    """A title that names no material: a stranger, or one whose wording is not known."""
    text = title.phrase.text
    evidence = (Evidence(kind="title", says=f"题名“{text}”", weight=NEAR_WEIGHT),)
    if title.strange:
        return MaterialFound(None, False, 0.0, evidence, strange_doubt(title))
    near = seen.pack.near(title.phrase.meanings)
    best = max(near, key=lambda number: (near[number], -number), default=None)
    if best is None or near[best] < NEAR_ENOUGH or _of_others(seen.pack, best, title.phrase):
        doubt = f"题名“{text}”不在材料清单里，请选择材料，或归为清单以外的材料"
        return MaterialFound(None, False, 0.0, evidence, doubt, liftable=True)
    material = seen.pack.material(best)
    assert material is not None
    doubt = f"题名“{text}”像是“{material.short}”，但不完全相同，请确认"
    weight = NEAR_WEIGHT * near[best]
    return MaterialFound(material, False, weight, evidence, doubt, liftable=True)


def _of_others(pack: PackKnowledge, number: int, title: Phrase) -> bool:
    """Whether the title speaks of people or things that this material's names never speak of."""
    own = {
        word
        for one in pack.named
        if one.material.number == number
        for word in one.people.union(*one.sets)
    }
    return any(
        word.startswith("other:") or (word in _PEOPLE and word not in own)
        for word in title.meanings
    )


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
    says = "正文有“" + "”“".join(words[:3]) + "”"
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
