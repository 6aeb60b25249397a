"""The wordings of one part of the corpus, read from its data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from archivist.records.batch import Category

PartName = Literal[
    "tuning-1",
    "tuning-2",
    "tuning-3",
    "tuning-4",
    "tuning-5",
    "tuning-6",
    "tuning-7",
    "tuning-8",
    "measured",
]
PARTS: tuple[PartName, ...] = get_args(PartName)
# Whoever improves recognition may look at all of these but the last.
TUNING: tuple[PartName, ...] = PARTS[:-1]
# Wordings only, without bodies and layouts of their own: phrasing is learned from them as well.
PRIMERS: tuple[str, ...] = ("primer-1", "primer-2", "primer-3", "primer-4")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """How one body writes: its number pattern, names of fields, words for subjects and dates.

    ``trades`` are (occupation, code, job, level). ``labels`` name the fields of a form by key.
    """

    category: Category
    agency: str
    sites: tuple[str, ...]
    number: str
    trades: tuple[tuple[str, str, str, int], ...]
    workpieces: bool
    theory: str
    skill: str
    date: str
    level: str
    labels: Mapping[str, str]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a form is laid out; each value but the sizes names a way in ``layouts``."""

    key: str
    title_at: str
    fields_as: str
    prompts_as: str
    signs_as: str
    roster_as: str = "plain"
    letterhead: str = ""
    form_number: str = ""
    wide: bool = False
    spread: bool = False
    footer: str = ""
    size: float = 10.5
    title_size: float = 18.0
    rule: float = 0.6
    margin: float = 20.0

    @property
    def ways(self) -> tuple[object, ...]:
        """What makes this a layout of its own, sizes and name apart."""
        return (
            self.title_at,
            self.fields_as,
            self.prompts_as,
            self.signs_as,
            self.roster_as,
            self.letterhead,
            self.wide,
            self.spread,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One body of text of a form, in the small notation that ``filling`` explains.

    ``order`` names its parts as they follow each other; ``subject`` is set where it suits one only.
    """

    order: tuple[str, ...] = ()
    subject: str = ""
    fields: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    passed_only: bool = False
    items: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    tail: str = ""
    signs: tuple[str, ...] = ()
    bubbles: bool = False
    red: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of paper; ``material`` is None for a stranger, which ``kind`` then names."""

    material: int | None
    kind: str
    subjects: tuple[str, ...]
    per_candidate: bool
    titles: tuple[str, ...]
    texts: tuple[Text, ...]
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """Everything one part says."""

    part: PartName
    houses: tuple[House, ...]
    layouts: tuple[Layout, ...]
    forms: tuple[Form, ...]
    strangers: tuple[Form, ...]
    digital_names: tuple[str, ...]
    scan_names: tuple[str, ...]


@cache
def wordings(part: PartName) -> Wordings:
    """The wordings of this part.

    Raises:
        KeyError, TypeError: the data file lacks something or says something unknown.
    """
    source = resources.files(__package__).joinpath(f"{part}.toml")
    said = tomllib.loads(source.read_text(encoding="utf-8"))
    return Wordings(
        part=part,
        houses=tuple(_house(one) for one in said["house"]),
        layouts=tuple(Layout(**one) for one in said["layout"]),
        forms=tuple(_form(one) for one in said["form"]),
        strangers=tuple(_form(one) for one in said["stranger"]),
        digital_names=tuple(said["digital_names"]),
        scan_names=tuple(said["scan_names"]),
    )


@cache
def forms_of_primer(name: str) -> tuple[Form, ...]:
    """All forms of a primer, strangers last.

    Raises:
        KeyError, TypeError: the data file lacks something or says something unknown.
    """
    source = resources.files(__package__).joinpath(f"{name}.toml")
    said = tomllib.loads(source.read_text(encoding="utf-8"))
    return tuple(_form(one) for one in (*said["form"], *said["stranger"]))


@cache
def alphabet(part: PartName) -> str:
    """Every character the data file of this part has, for which fonts are made ready."""
    source = resources.files(__package__).joinpath(f"{part}.toml")
    return "".join(sorted(set(source.read_text(encoding="utf-8")) - {"\n"}))


def _house(said: dict[str, Any]) -> House:
    trades = tuple((str(a), str(b), str(c), int(d)) for a, b, c, d in said["trades"])
    rest = {name: said[name] for name in ("agency", "number", "theory", "skill", "date", "level")}
    return House(
        category=Category(said["category"]),
        sites=tuple(said["sites"]),
        trades=trades,
        workpieces=bool(said["workpieces"]),
        labels=said["labels"],
        years=tuple(said["years"]),
        **rest,
    )


def _form(said: dict[str, Any]) -> Form:
    return Form(
        material=said.get("material"),
        kind=said.get("kind", ""),
        subjects=tuple(said.get("subjects", ())),
        per_candidate=bool(said.get("per_candidate", False)),
        titles=tuple(said["titles"]),
        texts=tuple(_text(one) for one in said["text"]),
        places=said.get("places", {}),
    )


def _text(said: dict[str, Any]) -> Text:
    listed: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    return Text(order=tuple(said), **listed)
