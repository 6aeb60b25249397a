"""RulePack (规则包): one region's list of materials, terms and clocks, loaded from TOML."""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from archivist.errors import NoSuchMaterial, NoSuchPack, NoSuchTerm
from archivist.records.material import Carrier, Material, Term
from archivist.rules import pack_schema

PACK_FILE = "pack.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One retention rule: which terms, materials and carriers it speaks of, and from when.

    Empty ``materials`` or ``carriers`` mean all. ``bases`` are names of batch dates, the first
    that applies is taken. ``months`` is None where the term's own length counts. A ``floor`` is
    another region's longer minimum, which counts only if the settings switch floors on.
    """

    key: str
    title: str
    source: str
    terms: tuple[str, ...]
    bases: tuple[str, ...]
    materials: tuple[int, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    months: int | None = None
    floor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """Everything a region decides about a batch's archive, with its edition and source.

    ``batch_numbers`` are regular expressions: the group ``number`` if there is one, else the
    whole match, is a batch number. ``pre_exam`` are the numbers of the materials due
    ``pre_exam_days`` before the first exam day. ``extra_term`` is the term of a material outside
    the list. Due dates of carriers in ``unrounded`` are not rounded. ``undated_days`` is how long
    after the exam a material may wait for a date nobody has entered.
    """

    name: str
    version: str
    title: str
    source: str
    terms: tuple[Term, ...]
    materials: tuple[Material, ...]
    clocks: tuple[ClockRule, ...]
    batch_numbers: tuple[str, ...]
    pre_exam: tuple[int, ...]
    pre_exam_days: int
    extra_term: str
    unrounded: tuple[Carrier, ...]
    undated_days: int

    def material(self, number: int) -> Material:
        """The material with this number; raises NoSuchMaterial."""
        for material in self.materials:
            if material.number == number:
                return material
        raise NoSuchMaterial(pack=self.name, material=number)

    def term(self, key: str) -> Term:
        """The term with this key; raises NoSuchTerm."""
        for term in self.terms:
            if term.key == key:
                return term
        raise NoSuchTerm(pack=self.name, term=key)

    @property
    def edition(self) -> str:
        """Name and version, as stored with every appraisal."""
        return f"{self.name}@{self.version}"


def known_packs() -> tuple[str, ...]:
    """The names of the packs that come with archivist, in order."""
    return tuple(
        sorted(folder.name for folder in _shipped().iterdir() if (folder / PACK_FILE).is_file())
    )


def load_pack(name: str) -> RulePack:
    """The shipped pack of this name.

    Raises:
        NoSuchPack: none has this name.
        BadPack: its file breaks the schema.
    """
    known = known_packs()
    if name not in known:
        raise NoSuchPack(pack=name, known="、".join(known))
    place = _shipped() / name / PACK_FILE
    return _build(str(place), place.read_bytes())


def load_pack_file(path: Path) -> RulePack:
    """The pack in this TOML file.

    Raises:
        BadPack: the file breaks the schema; names file, line and field.
        OSError: the file cannot be read.
    """
    return _build(str(path), path.read_bytes())


def _shipped() -> Traversable:
    return files("archivist.rules") / "packs"


def _build(path: str, data: bytes) -> RulePack:
    sound = pack_schema.check(path, data)
    return RulePack(
        terms=tuple(Term(**table) for table in sound.terms),
        materials=tuple(Material(**table) for table in sound.materials),
        clocks=tuple(ClockRule(**table) for table in sound.clocks),
        pre_exam=sound.pre_exam["materials"],
        pre_exam_days=sound.pre_exam["days"],
        **sound.top,
    )
