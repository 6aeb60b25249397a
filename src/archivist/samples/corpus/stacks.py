"""Stacks: several documents fed into the scanner together, as clerks do."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from archivist.records.batch import Category
from archivist.samples.corpus.bodies import batches
from archivist.samples.corpus.plan import SCANNERS, Sheet, sheet
from archivist.samples.corpus.wordings import Form, PartName, wordings

# For each place in a stack's file the document and its page, from 0; document -1 is a blank.
Feeding: TypeAlias = tuple[tuple[int, int], ...]

MOST_PAGES = 12
# same kind of several people, kinds of one batch, two batches, with blank backs, with a
# stranger, fronts then backs
SORTS = (
    "people",
    "kinds",
    "kinds",
    "blanks",
    "people",
    "batches",
    "kinds",
    "stranger",
    "people",
    "kinds",
    "blanks",
    "duplex",
)
_WHOLE = (1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18, 22)
_OWN = (19, 20, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """A stack to be made: its sheets in order, and what the feeding does to them."""

    key: str
    sort: str
    sheets: tuple[Sheet, ...]
    blanks: bool
    duplex: bool


def piles(part: PartName, count: int) -> Iterator[Pile]:
    """The stacks of this part."""
    for at in range(count):
        sort = SORTS[at % len(SORTS)]
        chance = random.Random(f"pile {part} {at}")
        yield Pile(
            key=f"pile {part} {at}",
            sort=sort,
            sheets=tuple(_sheets(part, sort, at, chance)),
            blanks=sort == "blanks",
            duplex=sort == "duplex",
        )


def _sheets(part: PartName, sort: str, at: int, chance: random.Random) -> Iterator[Sheet]:
    said, known = wordings(part), batches(part)
    scanned = at % 4 != 3 or sort == "duplex"
    forms = {form.material: form for form in said.forms}
    batch = known[at % len(known)]
    wording = at // 3
    if sort == "people":
        form = forms[_OWN[at % 3]]
        several = chance.sample(range(1, len(batch.roster) + 1), min(len(batch.roster), 2 + at % 5))
        for one in sorted(several):
            yield _one(part, form, wording, at, scanned, batch_at=known.index(batch), candidate=one)
        return
    kinds = chance.sample(_WHOLE, 2 + at % 4)
    for turn, kind in enumerate(kinds):
        home = known.index(batch)
        if sort == "batches" and turn >= len(kinds) // 2:
            home = (home + 3) % len(known)
        if kind == 4 and known[home].category is not Category.THIRD_PARTY:
            continue
        yield _one(part, forms[kind], wording + turn, at, scanned, batch_at=home)
    if sort == "stranger":
        stranger = said.strangers[(at * 7) % len(said.strangers)]
        yield _one(part, stranger, 0, at, scanned, batch_at=known.index(batch))


def _one(
    part: PartName,
    form: Form,
    wording: int,
    at: int,
    scanned: bool,
    *,
    batch_at: int,
    candidate: int | None = None,
) -> Sheet:
    return sheet(
        part,
        form,
        wording % len(form.titles),
        turn=at,
        scanned=scanned,
        batch=batches(part)[batch_at],
        candidate=candidate,
        numbered=True,
    )


def feeding(pile: Pile, pages_of: tuple[int, ...]) -> Feeding:
    """What each place in the file holds.

    With ``blanks`` every document of odd length is followed by its blank back. With ``duplex``
    the fronts come first, then the backs in the same order.
    """
    order: list[tuple[int, int]] = []
    for document, pages in enumerate(pages_of):
        order += [(document, page) for page in range(pages)]
        if (pile.blanks or pile.duplex) and pages % 2:
            order.append((-1, 0))
    if pile.duplex:
        order = order[0::2] + order[1::2]
    return tuple(order)


def scanner_of(pile: Pile) -> str:
    """The name of the one scanner a pile goes through."""
    place = int(pile.key.rsplit(" ", 1)[1])
    return SCANNERS[(place * 3) % len(SCANNERS)][0]
