"""The words of titles in this trade, and what each says.

A title is read as a set of meanings ("考生" + "签到"), so that 参评人员签名册 and 考生签到表
are the same thing without either being listed. A word is one of these kinds:

* a *meaning*, which takes part in the comparison with the rule pack's names;
* a *subject* (理论, 技能);
* an *anchor*, which shows that assessment is spoken of, but not which paper;
* *filler*, which says nothing;
* an *aside*, which stands on papers of the list and on others: harmless if the body agrees;
* a *strange* word, which shows that the paper belongs to something else.

The words are data: ``lexicon.toml``.
"""

import tomllib
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import resources

from archivist.records.batch import Subject


class Kind(Enum):
    """What a word does in a title."""

    MEANING = auto()
    SUBJECT = auto()
    ANCHOR = auto()
    EXAM = auto()
    FILLER = auto()
    ASIDE = auto()
    STRANGE = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind, what it means, and whether it speaks of an exam as well."""

    text: str
    kind: Kind
    meanings: tuple[str, ...] = ()
    subject: Subject | None = None


def _words() -> tuple[Word, ...]:
    data = resources.files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
    said = tomllib.loads(data)
    found: list[Word] = []
    for key, texts in said["meanings"].items():
        meanings = tuple(key.split("+"))
        found += [Word(text, Kind.MEANING, meanings) for text in texts.split()]
    for text in said["others"].split():
        found.append(Word(text, Kind.MEANING, (f"other:{text}",)))
    for subject, texts in said["subjects"].items():
        found += [Word(text, Kind.SUBJECT, subject=Subject(subject)) for text in texts.split()]
    for name, kind in _LISTS.items():
        found += [Word(text, kind) for text in said[name].split()]
    return tuple(found)


_LISTS = {
    "anchors": Kind.ANCHOR,
    "exam": Kind.EXAM,
    "filler": Kind.FILLER,
    "asides": Kind.ASIDE,
    "strange": Kind.STRANGE,
}


@cache
def trade_words() -> dict[str, Word]:
    """Every word of the trade by its spelling."""
    return {word.text: word for word in _words()}
