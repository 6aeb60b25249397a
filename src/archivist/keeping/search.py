"""Search: a bigram index, because Chinese has no spaces and words of two characters are usual."""

import re
import unicodedata
from collections.abc import Iterable

from archivist.keeping.catalogue import Catalogue

_HAN = r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"[{_HAN}]+|[0-9a-z]+")
LIMIT = 500


def index(catalogue: Catalogue, record: int, texts: Iterable[str]) -> None:
    """Make a record findable by these texts. Inside a transaction."""
    words = " ".join(words_of(" \n".join(texts)))
    catalogue.change("DELETE FROM search WHERE rowid = ?", record)
    catalogue.change("INSERT INTO search (rowid, words) VALUES (?, ?)", record, words)


def find(catalogue: Catalogue, text: str) -> tuple[int, ...]:
    """Ids of the records that contain all parts of ``text``, at most 500, oldest first.

    A space parts two words, but not single characters set wide as on a form. One Han character
    alone is found too, wherever it stands.
    """
    runs = [run for word in _words_asked(text) for run in _RUNS.findall(_folded(word))]
    if not runs:
        return ()
    query = " AND ".join(_phrase(run) for run in runs)
    rows = catalogue.rows(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid LIMIT ?", query, LIMIT
    )
    return tuple(row["rowid"] for row in rows)


def words_of(text: str) -> list[str]:
    """Index words: overlapping pairs and a last single of each Han run; Latin runs whole."""
    words: list[str] = []
    for run in _RUNS.findall(_folded(text)):
        if _is_han(run):
            words.extend(run[n : n + 2] for n in range(len(run)))
        else:
            words.append(run)
    return words


def _words_asked(text: str) -> list[str]:
    """The question at its spaces, except between characters that each stand alone."""
    words: list[str] = []
    alone = False
    for word in text.split():
        if alone and len(word) == 1:
            words[-1] += word
        else:
            words.append(word)
        alone = len(word) == 1
    return words


def _phrase(run: str) -> str:
    if not _is_han(run):
        return f'"{run}"*'
    if len(run) == 1:
        return f'"{run}"*'
    return '"' + " ".join(run[n : n + 2] for n in range(len(run) - 1)) + '"'


def _is_han(run: str) -> bool:
    return not run[0].isascii()


def _folded(text: str) -> str:
    """NFKC, lower case, and no space between Han characters, as OCR and forms put there."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(rf"(?<=[{_HAN}])[^\S\n]+(?=[{_HAN}])", "", plain)
