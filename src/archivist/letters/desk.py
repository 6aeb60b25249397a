"""The letters desk: issue a letter, list what was issued, show one.

A letter's number is taken in the same transaction that enters the letter, and only after the
document lies safely under its final name. So a failure at any step takes no number, and a crash
leaves at worst a file without a row, which the next letter of that number clears away.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from archivist.errors import LetterFieldMissing, LetterFieldWrong
from archivist.keeping import durable, ledger
from archivist.keeping import letters as rows
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import LETTERS, Shelf, safe_name
from archivist.letters.filling import Value, filled_in
from archivist.letters.kinds import LetterKind, kind_named
from archivist.making import word
from archivist.records.letter import Letter
from archivist.rules.identifiers import document_number, normalise_document_number

Fill = Callable[[Path, Mapping[str, object]], bytes]
_SUFFIX = ".docx"
_LONGEST_NAME = 200  # bytes; titles of letters are long, and the folders above them short
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterShown:
    """A letter, where its document lies, and what it was made from."""

    letter: Letter
    path: Path
    fields: Mapping[str, object]


def issue(
    catalogue: Catalogue,
    shelf: Shelf,
    templates: Path,
    kind: str,
    fields: Mapping[str, object],
    *,
    letter_word: str,
    actor: str,
    now: datetime,
    fill: Fill = word.fill,
) -> Letter:
    """Make one letter of ``kind`` and enter it under the next number of its year and 代字.

    ``templates`` is the folder that holds ``word/``; ``letter_word`` is the 发文机关代字 of
    config.toml; ``now`` is aware. The date is ``fields["dated_on"]``, or today's local day.

    Raises:
        UnknownLetterKind, LetterFieldMissing, LetterFieldUnknown, LetterFieldWrong, BadDate:
            the request is wrong; no number was taken.
        NoSuchTemplate, BadTemplate, TemplateFieldUnknown: the template is; no number was taken.
        DiskFull, WriteFailed, WriteNotKept: the disk is; no number was taken.
    """
    wanted = kind_named(kind)
    values, dated_on = filled_in(wanted, fields, now.astimezone().date())
    _check_word(wanted, letter_word, dated_on.year)
    values["title"] = wanted.title.format_map(values)
    scope = f"letter/{letter_word}/{dated_on.year}"
    template = templates / "word" / wanted.template
    # One writer process holds the archive; this lock keeps its threads from guessing one number.
    with _one_at_a_time:
        serial = rows.next_serial(catalogue, scope)
        number = document_number(letter_word, dated_on.year, serial)
        document = fill(template, {**values, "number": number})
        with catalogue.transaction():
            taken = catalogue.next_number(scope)
            assert taken == serial, "only this desk counts letters"
            letter = _shelved(shelf, wanted, number, serial, values, dated_on, document, actor, now)
            rows.add(catalogue, letter, fields)
            ledger.tell(
                catalogue,
                actor=actor,
                act="issued",
                subject=f"letter/{number}",
                kind=wanted.key,
                title=letter.title,
                addressee=letter.addressee,
                place=letter.place,
                digest=letter.digest,
            )
    return letter


def letters(catalogue: Catalogue, year: int | None = None) -> tuple[Letter, ...]:
    """All letters, or those of one year, in the order they were issued."""
    return rows.every(catalogue, year)


def show(catalogue: Catalogue, shelf: Shelf, number: str) -> LetterShown:
    """One letter with its document; brackets of ``number`` may be of any shape.

    Raises NoSuchLetter.
    """
    exact = normalise_document_number(number) or number
    letter = rows.get(catalogue, exact)
    return LetterShown(
        letter=letter, path=shelf.path(letter.place), fields=rows.fields_of(catalogue, exact)
    )


def _check_word(kind: LetterKind, letter_word: str, year: int) -> None:
    label = "发文机关代字"
    if not letter_word.strip():
        raise LetterFieldMissing(kind=kind.name, fields=f"{label}（config.toml 的 letter_word）")
    number = document_number(letter_word, year, 1)
    if normalise_document_number(number) != number:
        why = f"“{letter_word}”应当是 2 到 16 个汉字，不带年份和括号"
        raise LetterFieldWrong(kind=kind.name, field=label, why=why)


def _shelved(
    shelf: Shelf,
    kind: LetterKind,
    number: str,
    serial: int,
    values: Mapping[str, Value],
    dated_on: date,
    document: bytes,
    actor: str,
    now: datetime,
) -> Letter:
    """Write the document under its final name; what a crash left of this number goes first."""
    title = str(values["title"])
    folder = f"{LETTERS}/{dated_on.year}"
    name = safe_name(f"{number} {title}", max_bytes=_LONGEST_NAME - len(_SUFFIX)) + _SUFFIX
    place = f"{folder}/{name}"
    target = shelf.path(place)
    if target.parent.is_dir():
        for leftover in target.parent.glob(f"{number} *{_SUFFIX}"):
            durable.remove(leftover)
    digest = durable.write(target, document)
    durable.make_read_only(target)
    return Letter(
        kind=kind.key,
        year=dated_on.year,
        serial=serial,
        number=number,
        title=title,
        addressee=str(values["addressee"]),
        dated_on=dated_on,
        place=place,
        digest=digest,
        issued_by=actor,
        issued_at=now,
    )
