"""The plan: which papers a part of the corpus holds, before any of them is made."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archivist.records.batch import Batch, Candidate, Category, Subject
from archivist.samples.corpus.bodies import batches
from archivist.samples.corpus.filling import Setting
from archivist.samples.corpus.truth import Evidence
from archivist.samples.corpus.wordings import (
    Form,
    House,
    Layout,
    PartName,
    Text,
    Wordings,
    wordings,
)
from archivist.samples.scanner import (
    COARSE,
    FAX,
    FINE,
    FINE_FAX,
    GREY,
    PHONE,
    THIN,
    TIRED,
    TYPICAL,
    Scanner,
)

SCANNERS: tuple[tuple[str, Scanner], ...] = (
    ("typical", TYPICAL),
    ("grey", GREY),
    ("turned-180", replace(TYPICAL, turn=180)),
    ("fine", FINE),
    ("tired", TIRED),
    ("phone", PHONE),
    ("fax", FINE_FAX),
    ("typical", TYPICAL),
    ("turned-90", replace(GREY, turn=90)),
    ("thin", THIN),
    ("coarse", COARSE),
    ("turned-270", replace(TYPICAL, turn=270)),
    ("coarse-fax", FAX),
)
NUMBER_SHOWN = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many of each: wordings of each kind as files and as scans, strangers, stacks, codes."""

    digital: int
    scans: int
    strangers: int
    stacks: int
    codes: int


# Enough for more than 2,000 pages, over which the memory of a worker is watched.
FULL = Amount(digital=10, scans=10, strangers=2, stacks=250, codes=300)
TO_TUNE = Amount(digital=8, scans=8, strangers=2, stacks=48, codes=60)
QUICK = Amount(digital=2, scans=1, strangers=1, stacks=10, codes=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One paper to be made; ``setting`` says about whom, ``batch_by`` how its batch is known."""

    key: str
    form: Form
    title: str
    text: Text
    layout: Layout
    setting: Setting
    batch_by: Evidence
    scanner: Scanner | None
    scanned_by: str

    @property
    def material(self) -> int | None:
        """The number of the material, None for a stranger."""
        return self.form.material


def single_sheets(part: PartName, amount: Amount) -> Iterator[Sheet]:
    """Every document that is a file of its own: digital ones, then scans, then strangers."""
    said = wordings(part)
    for form in said.forms:
        for at in _spread(form, amount.digital):
            yield sheet(part, form, at, turn=0, scanned=False)
    for form in said.forms:
        for at in _spread(form, amount.scans):
            yield sheet(part, form, at, turn=1, scanned=True)
    for kind, form in enumerate(said.strangers):
        for at in range(min(amount.strangers, len(form.titles))):
            yield sheet(part, form, at, turn=kind % 5, scanned=(at + kind) % 2 == 0)


def _spread(form: Form, count: int) -> list[int]:
    """So many wordings, from all over the list, beginning elsewhere for each material."""
    every = len(form.titles)
    count = min(count, every)
    return sorted(((form.material or 0) + place * every // count) % every for place in range(count))


def sheet(
    part: PartName,
    form: Form,
    at: int,
    *,
    turn: int,
    scanned: bool,
    batch: Batch | None = None,
    candidate: int | None = None,
    subject: Subject | None = None,
    numbered: bool = False,
) -> Sheet:
    """Wording ``at`` of ``form``; ``turn`` shifts layout, house, batch, person and scanner.

    A batch, candidate (position) or subject given is taken instead of the one whose turn it is.
    ``numbered`` shows the batch number wherever the form has a place for it.
    """
    said = wordings(part)
    material = form.material or 0
    seed = f"{part} {form.kind} {material} {at} {turn} {scanned}"
    chance = random.Random(seed)
    house, batch = _home(part, said, form, at, turn, batch)
    if form.subjects and subject is None:
        subject = Subject(form.subjects[(at + turn) % len(form.subjects)])
    person = _person(form, batch, chance, candidate)
    text = _text(form, at, subject)
    drawn = chance.random() < NUMBER_SHOWN
    shown = "number" in text.fields and (drawn or numbered)
    layout = said.layouts[
        (at + material + 2 * turn + (0 if material else len(form.kind))) % len(said.layouts)
    ]
    name, scanner = SCANNERS[(at * 5 + material * 3 + turn) % len(SCANNERS)]
    return Sheet(
        key=f"{seed} {batch.number} {person.position if person else 0}",
        form=form,
        title=form.titles[at],
        text=text,
        layout=layout,
        setting=Setting(
            house=house, batch=batch, subject=subject, candidate=person, show_number=shown
        ),
        batch_by="number" if shown else _otherwise(text, layout),
        scanner=scanner if scanned else None,
        scanned_by=name if scanned else "",
    )


def _home(
    part: PartName, said: Wordings, form: Form, at: int, turn: int, batch: Batch | None
) -> tuple[House, Batch]:
    """A house that has such papers, and one of its batches."""
    known = batches(part)
    if batch is not None:
        return said.houses[known.index(batch) // 3], batch
    fit = [
        place
        for place, house in enumerate(said.houses)
        if (form.material != 4 or house.category is Category.THIRD_PARTY)
        and (form.material not in (12, 22) or house.workpieces)
    ]
    place = fit[(at + turn) % len(fit)]
    return said.houses[place], known[place * 3 + (at // 2 + turn) % 3]


def _person(
    form: Form, batch: Batch, chance: random.Random, wanted: int | None
) -> Candidate | None:
    if not form.per_candidate:
        return None
    if wanted is not None:
        return batch.roster[wanted - 1]
    return batch.roster[chance.randrange(1, len(batch.roster))]


def _text(form: Form, at: int, subject: Subject | None) -> Text:
    fit = [
        text
        for text in form.texts
        if subject is None or not text.subject or text.subject == subject.value
    ]
    return fit[at % len(fit)]


def _otherwise(text: Text, layout: Layout) -> Evidence:
    """Whether a paper without number says enough to know its batch by."""
    words = " ".join((*text.fields, *text.prose, *text.prompts, *text.items, *text.signs))
    agency = "agency" in text.fields or "{agency}" in words or bool(layout.letterhead)
    day = any(name in words for name in ("date", "theory_on}", "skill_on}", "{on}"))
    day = day or "on" in text.fields
    roster = any("{name}" in column for column in text.columns)
    return "signs" if roster or (agency and day) else "folder"
