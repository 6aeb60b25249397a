"""What recognition knows before it looks at a page: a rule pack and the batches, made ready."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from archivist.intake.recognition.lexicon import Kind, Word
from archivist.intake.recognition.plain import number_form, plain, squeeze
from archivist.intake.recognition.segment import Phrase, segment
from archivist.records.batch import Batch
from archivist.records.material import Material
from archivist.rules.pack import RulePack

Meanings = frozenset[str]

# What tells little by itself: the kind of form, the place, whose it is. All else weighs 1.
_SOFT = {
    **dict.fromkeys(("record", "confirm", "cell", "onsite", "arrange", "crowd", "pupil"), 0.2),
    **dict.fromkeys(("candidate", "inventory", "take_back", "personal", "photo"), 0.3),
    **dict.fromkeys(("report", "evaluate", "analyse", "schedule", "review", "materials"), 0.4),
    **dict.fromkeys(("hand_out", "disc", "summary", "room", "notice", "quality"), 0.5),
    **dict.fromkeys(("feedback", "roster", "check", "approve", "handover", "keep"), 0.6),
    **dict.fromkeys(("duty", "passed", "apply", "declare"), 0.7),
}

# Beside one of these, "记录" or "登记" adds nothing: 检查记录表 is 检查表.
_ACTS = frozenset(
    {
        *("signin", "feedback", "approve", "handover", "summary", "check", "scoring"),
        *("roster", "apply", "notice", "agreement", "plan", "enrol", "declare"),
    }
)
# What may be said around a thing without making it another: the room of a recording, the disc it
# lies on, the room equipment stands in, photographs or a list of workpieces, fetching and giving
# back in a hand-over.
_AROUND = {
    "video": frozenset({"room", "disc", "materials", "inventory", "handover", "keep", "record"}),
    "equipment": frozenset({"room"}),
    "workpiece": frozenset(
        {"photo", "record", "inventory", "materials", "roster", "candidate", "pupil", "handover"}
    ),
    "signin": frozenset({"roster", "inventory"}),
    "score": frozenset({"inventory"}),
    "plan": frozenset({"notice"}),
    "handover": frozenset({"hand_out", "take_back"}),
    "keep": frozenset({"handover"}),
    "feedback": frozenset({"analyse"}),
    "scoring": frozenset({"onsite"}),
    "check": frozenset({"confirm"}),
}


def core(meanings: Meanings) -> Meanings:
    """The meanings that tell one paper from another."""
    if "record" in meanings and meanings & _ACTS:
        meanings = meanings - {"record"}
    if "roster" in meanings:
        meanings = meanings - {"crowd"}
    for thing, around in _AROUND.items():
        if thing in meanings:
            meanings = meanings - around
    return meanings


@dataclass(frozen=True, slots=True)
class Named:
    """A material with the meanings of its official names and of its aliases.

    ``people`` are those who fill it in, sign or check it: they may stand in its title.
    """

    material: Material
    official: frozenset[Meanings]
    aliases: frozenset[Meanings]
    people: Meanings = frozenset()

    @property
    def sets(self) -> frozenset[Meanings]:
        """All sets of meanings that name the material."""
        return self.official | self.aliases


@dataclass(frozen=True, slots=True)
class PackKnowledge:
    """A rule pack made ready: names as meanings, body words, patterns of batch numbers."""

    pack: RulePack
    named: tuple[Named, ...]
    known: Mapping[str, Word]
    words: Mapping[str, tuple[int, ...]]
    numbers: tuple[re.Pattern[str], ...]

    @property
    def numbers_by_title(self) -> dict[str, int]:
        """The number of each item by its official title."""
        return {one.material.title: one.material.number for one in self.named}

    def fitting(self, phrase: Phrase) -> tuple[tuple[Named, bool], ...]:
        """Materials that this phrase names, each with whether by its official name."""
        said = core(phrase.meanings)
        if not said:
            return ()
        fits = self._named_by(said)
        # 考生成绩表 is 成绩表, but a candidate's application is not the body's.
        if not fits and "candidate" in said and "apply" not in said:
            fits = self._named_by(said - {"candidate"})
        return fits

    def _named_by(self, said: Meanings) -> tuple[tuple[Named, bool], ...]:
        return tuple((one, said in one.official) for one in self.named if said in one.sets)

    def near(self, meanings: Meanings) -> dict[int, float]:
        """For each material, how much of its best name these meanings share (0..1)."""
        said = core(meanings)
        if not said:
            return {}
        return {
            one.material.number: share
            for one in self.named
            if (share := max(_share(said, names) for names in one.sets)) > 0
        }

    def material(self, number: int) -> Material | None:
        """The material with this number, or None."""
        return next((one.material for one in self.named if one.material.number == number), None)


@dataclass(frozen=True, slots=True)
class Places:
    """Where something of a roster stands: pairs of batch index and roster position."""

    names: Mapping[str, tuple[tuple[int, int], ...]]
    numbers: Mapping[str, tuple[tuple[int, int], ...]]
    longest_name: int


@dataclass(frozen=True, slots=True)
class BatchKnowledge:
    """The batches in a fixed order (by number), their numbers in comparable form, their people.

    ``said`` are the names of bodies, sites, occupations and jobs, longest first.
    """

    batches: tuple[Batch, ...]
    by_number: Mapping[str, int]
    said: tuple[str, ...]
    agencies: frozenset[str]
    people: Places

    def index(self, number: str) -> int | None:
        """The place of the batch with this number, written in any way, or None."""
        return self.by_number.get(number_form(number))


def _share(said: Meanings, names: Meanings) -> float:
    return _weight(said & names) / _weight(said | names)


def _weight(meanings: Meanings) -> float:
    return sum(_SOFT.get(meaning, 1.0) for meaning in meanings)


def know_pack(pack: RulePack) -> PackKnowledge:
    """Make a rule pack ready. Names with words the lexicon lacks are learned as they stand."""
    known: dict[str, Word] = {}
    named = []
    for material in pack.materials:
        official = frozenset(
            _meanings(text, material, known) for text in (material.title, material.short)
        )
        aliases = frozenset(_meanings(text, material, known) for text in material.names)
        named.append(Named(material, official, aliases - official, _people_of(material)))
    return PackKnowledge(
        pack=pack,
        named=tuple(named),
        known=MappingProxyType(known),
        words=MappingProxyType(_words(pack.materials)),
        numbers=tuple(re.compile(pattern) for pattern in pack.batch_numbers),
    )


def _meanings(text: str, material: Material, known: dict[str, Word]) -> Meanings:
    text = squeeze(plain(text))
    phrase = segment(text, known=known)
    if phrase.understood and phrase.meanings and not phrase.trades:
        return core(phrase.meanings)
    meaning = f"material:{material.number}"
    known[text] = Word(text, Kind.MEANING, (meaning,))
    return frozenset({meaning})


def _people_of(material: Material) -> Meanings:
    said = "，".join((material.filled_by, material.signed_by, material.when))
    return segment(squeeze(plain(said))).meanings & frozenset({"examiner", "supervise"})


def _words(materials: Iterable[Material]) -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = {}
    for material in materials:
        for word in material.words:
            table.setdefault(squeeze(plain(word)), []).append(material.number)
    longest_first = sorted(table, key=lambda word: (-len(word), word))
    return {word: tuple(dict.fromkeys(table[word])) for word in longest_first}


def know_batches(batches: Sequence[Batch]) -> BatchKnowledge:
    """Make the batches ready; their order does not matter."""
    ordered = tuple(sorted(batches, key=lambda batch: batch.number))
    said = {
        squeeze(plain(text))
        for batch in ordered
        for text in (batch.agency, batch.occupation, batch.job, batch.site)
    }
    return BatchKnowledge(
        batches=ordered,
        by_number=MappingProxyType(
            {number_form(batch.number): place for place, batch in enumerate(ordered)}
        ),
        said=tuple(sorted((text for text in said if len(text) > 1), key=lambda t: (-len(t), t))),
        agencies=frozenset(squeeze(plain(batch.agency)) for batch in ordered),
        people=_people(ordered),
    )


def _people(batches: tuple[Batch, ...]) -> Places:
    names: dict[str, list[tuple[int, int]]] = {}
    numbers: dict[str, list[tuple[int, int]]] = {}
    for place, batch in enumerate(batches):
        for candidate in batch.roster:
            spot = (place, candidate.position)
            names.setdefault(squeeze(plain(candidate.name)), []).append(spot)
            for number in (candidate.id_number, candidate.ticket_number):
                if number:
                    numbers.setdefault(number_form(number), []).append(spot)
    return Places(
        names=MappingProxyType({name: tuple(spots) for name, spots in names.items()}),
        numbers=MappingProxyType({number: tuple(spots) for number, spots in numbers.items()}),
        longest_name=max(map(len, names), default=0),
    )
