"""How papers of each item are phrased: the third witness, beside words of title and of body.

``phrasing.npz`` holds weights of characters and pairs of characters, in titles of triples as well.
``scripts/learn_phrasing.py`` learned them from the invented papers of the corpus (those parts that
recognition may be improved on, and the primers); nothing of any archive is in them, and nothing
an archive does changes them. The model is a linear one (multinomial logistic regression), so that
what it heard can be said: ``telling`` names the words that spoke most.

It knows items by their official titles; a rule pack with other titles does without it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# A paper's later pages add nothing to how it is phrased.
MOST_CHARACTERS = 6_000
TITLE_LONGEST, BODY_LONGEST = 3, 2
# Fewer Chinese characters below a title do not sound like anything.
LEAST_BODY = 60
# A paper sounds clearly like an item from the first chance on, hardly like it below the second.
CLEAR, UNLIKE = 0.8, 0.05
STRANGER = ""
# So long is a word that is told, in characters.
TOLD_LEAST, TOLD_MOST, TOLD = 2, 8, 4

_RUN = re.compile(r"[\u3400-\u9fff]+")
_Floats: TypeAlias = NDArray[np.float32]


def grams(text: str, longest: int) -> list[str]:
    """Characters, pairs and so on up to ``longest``, none of them across anything not Chinese."""
    runs = _RUN.findall(text[:MOST_CHARACTERS])
    return [
        run[start : start + size]
        for run in runs
        for size in range(1, longest + 1)
        for start in range(len(run) - size + 1)
    ]


def chinese(text: str) -> int:
    """How many Chinese characters are listened to."""
    return sum(map(len, _RUN.findall(text[:MOST_CHARACTERS])))


def title_grams(text: str) -> list[str]:
    """The grams of a title."""
    return grams(text, TITLE_LONGEST)


def body_grams(text: str) -> list[str]:
    """The grams of a whole text."""
    return grams(text, BODY_LONGEST)


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of titles, or of bodies: a row of ``weights`` for each gram.

    ``rarity`` weighs a gram by how few papers have it (inverse document frequency).
    """

    place: Mapping[str, int]
    rarity: _Floats
    weights: NDArray[np.int8]
    scale: _Floats

    def heard(self, found: Sequence[str]) -> tuple[NDArray[np.intp], _Floats]:
        """Rows of the known grams and what each is worth here; together of length one."""
        counted = Counter(gram for gram in found if gram in self.place)
        rows = np.fromiter((self.place[gram] for gram in counted), np.intp, len(counted))
        often = np.fromiter(counted.values(), np.float32, len(counted))
        worth = (1 + np.log(often)) * self.rarity[rows] if len(counted) else often
        length = float(np.sqrt((worth**2).sum()))
        return rows, worth / length if length else worth

    def scores(self, found: Sequence[str]) -> _Floats:
        """What these grams say for each item together."""
        rows, worth = self.heard(found)
        spoken: _Floats = worth @ self.weights[rows].astype(np.float32) * self.scale
        return spoken


@dataclass(frozen=True, slots=True)
class Model:
    """Everything learned; ``items`` are official titles, ``STRANGER`` for a paper of none."""

    items: tuple[str, ...]
    title: Side
    body: Side
    bias: _Floats
    learned_from: str


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The chance (0..1) of each item by how a paper is phrased, by number; and of none of them.

    ``by_body`` is the item that the text below the title sounds most like, None where there is too
    little text to tell.
    """

    chances: Mapping[int, float]
    stranger: float
    by_body: int | None = None

    @property
    def best(self) -> int | None:
        """The item it sounds most like, None if most like none or nothing was heard."""
        best = max(self.chances, key=lambda one: (self.chances[one], -one), default=None)
        return None if best is None or self.chances[best] < self.stranger else best

    def chance(self, number: int) -> float:
        """The chance of one item."""
        return self.chances.get(number, 0.0)

    def other_than(self, number: int) -> bool:
        """Whether it sounds clearly like another item, and hardly like this one."""
        best = self.best
        clear = best is not None and self.chance(best) >= CLEAR
        return clear and self.chance(number) < UNLIKE


UNHEARD = Phrasing({}, 0.0)


@cache
def model() -> Model:
    """The weights that come with the program."""
    source = resources.files(__package__).joinpath("phrasing.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as held:
        sides = [
            Side(
                {gram: row for row, gram in enumerate(_lines(held[f"{side}_grams"]))},
                held[f"{side}_rarity"].astype(np.float32),
                held[f"{side}_weights"],
                held[f"{side}_scale"].astype(np.float32),
            )
            for side in ("title", "body")
        ]
        items, learned_from = (_lines(held[name]) for name in ("items", "learned_from"))
        return Model(items, sides[0], sides[1], held["bias"].astype(np.float32), learned_from[0])


def phrasing(title: str, text: str, below: str, numbers: Mapping[str, int]) -> Phrasing:
    """How ``title`` (bare of names) and the whole ``text`` sound, and ``below`` the title alone.

    ``numbers`` gives the number of an item by its official title, for all items of the pack.
    """
    known = model()
    if set(known.items) - {STRANGER} != set(numbers) or not _RUN.search(text):
        return UNHEARD
    scores = known.title.scores(title_grams(title)) + known.body.scores(body_grams(text))
    scores = np.exp(scores + known.bias - (scores + known.bias).max())
    chances = dict(zip(known.items, (scores / scores.sum()).tolist(), strict=True))
    stranger = chances.pop(STRANGER)
    by_number = {numbers[item]: chance for item, chance in chances.items()}
    return Phrasing(by_number, stranger, _by_body(known, below, numbers))


def _by_body(known: Model, below: str, numbers: Mapping[str, int]) -> int | None:
    if chinese(below) < LEAST_BODY:
        return None
    scores = known.body.scores(body_grams(below)) + known.bias
    own = [place for place, item in enumerate(known.items) if item != STRANGER]
    return numbers[known.items[max(own, key=lambda place: scores[place])]]


def telling(words: Sequence[str], item: str) -> tuple[str, ...]:
    """Those of ``words`` (labels and phrases of a paper) that speak most for the item with this
    official title, best first: by their pairs of characters, each less what it says for others."""
    known = model()
    side, column = known.body, known.items.index(item)
    found: dict[str, float] = {}
    for word in dict.fromkeys(words):
        if not (TOLD_LEAST <= len(word) <= TOLD_MOST and _RUN.fullmatch(word)):
            continue
        rows, worth = side.heard([one + two for one, two in pairwise(word)])
        weights = side.weights[rows].astype(np.float32)
        others = np.delete(weights, column, axis=1).max(axis=1, initial=0).clip(min=0)
        found[word] = float((worth * (weights[:, column] - others)).sum())
    fit = [word for word in found if found[word] > 0]
    return tuple(sorted(fit, key=lambda word: (-found[word], word))[:TOLD])


def _lines(packed: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(packed.tobytes().decode("utf-8").split("\n"))
