"""The papers that phrasing is learned from: tuning parts and primers of the corpus, as Word files.

A Word file keeps the words of a paper as they are and is read in milliseconds; how a paper is laid
out, printed and scanned changes its phrasing little.
"""

import hashlib
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from archivist.intake.recognise import phrases_of
from archivist.intake.recognition.phrasing import STRANGER
from archivist.reading.document import Document
from archivist.reading.office import read_docx
from archivist.rules.pack import RulePack, load_pack
from archivist.samples.corpus.bodies import batches
from archivist.samples.corpus.layouts import laid_out
from archivist.samples.corpus.plan import sheet
from archivist.samples.corpus.wordings import (
    PRIMERS,
    TUNING,
    Form,
    PartName,
    forms_of_primer,
    wordings,
)
from archivist.samples.wordfile import word_file
from archivist.settings import RuleChoice

# Each title meets so many bodies, in layouts and houses of its turn.
TURNS = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What recognition hears of one paper: item (official title), title without names, text."""

    item: str
    title: str
    text: str


def sources() -> tuple[str, ...]:
    """The names of the parts and primers that may be learned from."""
    return (*TUNING, *PRIMERS)


def texts_digest() -> str:
    """A digest of the texts that are learned from."""
    hasher = hashlib.sha256()
    for name in sources():
        source = resources.files("archivist.samples.corpus").joinpath(f"{name}.toml")
        hasher.update(source.read_text(encoding="utf-8").encode())
    return hasher.hexdigest()[:16]


def heard(name: str) -> Iterator[Heard]:
    """Every paper of one source, as recognition hears it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "paper.docx"
        for number, form in enumerate(_forms(name)):
            for at in range(max(len(form.titles), len(form.texts))):
                for turn in range(TURNS):
                    part = _lender(name, number + at + turn)
                    yield _heard(form, part, at, turn, place)


def _forms(name: str) -> tuple[Form, ...]:
    if name in PRIMERS:
        return forms_of_primer(name)
    said = wordings(_lender(name, 0))
    return (*said.forms, *said.strangers)


def _lender(name: str, turn: int) -> PartName:
    """The part whose bodies and layouts are taken; a primer has none of its own."""
    return next((part for part in TUNING if part == name), TUNING[turn % len(TUNING)])


def _heard(form: Form, part: PartName, at: int, turn: int, place: Path) -> Heard:
    """Another text for each turn, and another title once all texts were met."""
    text = form.texts[(at + turn) % len(form.texts)]
    subjects = (text.subject,) if text.subject else form.subjects
    one = sheet(
        part,
        replace(form, texts=(text,), subjects=subjects),
        at % len(form.titles),
        turn=at + 3 * turn,
        scanned=False,
    )
    paper = laid_out(one.form, one.title, one.text, one.layout, one.setting, random.Random(one.key))
    place.write_bytes(word_file(replace(paper, title=paper.title.replace("\n", ""))))
    reading = read_docx(Document(path=place, name=place.name, media="docx"))
    title, body = phrases_of(reading, _pack(), batches(part))
    item = next((m.title for m in _pack().materials if m.number == form.material), STRANGER)
    return Heard(item, title, body)


@cache
def _pack() -> RulePack:
    return load_pack(RuleChoice().pack)
