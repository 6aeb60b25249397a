"""The number of a letter leaves no gap and is never given twice."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from archivist.errors import ArchivistError, BadTemplate, TemplateFieldUnknown, WriteFailed
from archivist.keeping import durable, ledger
from archivist.keeping import letters as rows
from archivist.letters.desk import letters
from tests.letters.office import REQUEST, TEMPLATES, Office


def _quick(_: Path, fields: Mapping[str, object]) -> bytes:
    return str(fields["number"]).encode()


def _serials(office: Office) -> list[int]:
    return [letter.serial for letter in letters(office.catalogue)]


def test_numbers_follow_one_another(office: Office) -> None:
    """Letters of one year and 代字 are numbered 1, 2, 3 in 〔〕 without leading zeros."""
    numbers = [office.issue(fill=_quick).number for _ in range(3)]
    assert numbers == ["云示函〔2026〕1号", "云示函〔2026〕2号", "云示函〔2026〕3号"]


def test_each_year_and_each_word_counts_for_itself(office: Office) -> None:
    """A letter dated in another year, or with another 代字, begins at 1 again."""
    office.issue(fill=_quick)
    last_year = office.issue(fields={**REQUEST, "dated_on": "2025-12-31"}, fill=_quick)
    other_word = office.issue(letter_word="云示技函", fill=_quick)
    assert last_year.number == "云示函〔2025〕1号"
    assert last_year.place.startswith("文书/2025/")
    assert other_word.number == "云示技函〔2026〕1号"


def test_a_failing_template_takes_no_number(office: Office, tmp_path: Path) -> None:
    """A broken template yields a clear error, no file, and the next letter the number."""
    bad = tmp_path / "templates" / "word"
    bad.mkdir(parents=True)
    (bad / "filing-request-education.docx").write_bytes(b"no word document")
    with pytest.raises(BadTemplate):
        office.issue(templates=tmp_path / "templates")
    assert office.documents() == []
    assert office.issue(fill=_quick).serial == 1


def test_a_template_with_a_field_nobody_fills_is_named(office: Office, tmp_path: Path) -> None:
    """A template that uses an unknown field is refused with the field's name."""
    good = TEMPLATES / "word" / "filing-request-education.docx"
    bad = tmp_path / "templates" / "word" / good.name
    bad.parent.mkdir(parents=True)
    _with_field(good, bad, "{{ favour }}")
    with pytest.raises(TemplateFieldUnknown, match="favour"):
        office.issue(templates=tmp_path / "templates")
    assert _serials(office) == []


def _with_field(source: Path, target: Path, field: str) -> None:
    from docx import Document

    document = Document(str(source))
    document.add_paragraph(field)
    document.save(str(target))


def test_a_full_disk_takes_no_number(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the document cannot be written nothing is entered and the number stays free."""

    def refuse(target: Path, _: bytes) -> NoReturn:
        raise WriteFailed(path=target, why="磁盘已满")

    with monkeypatch.context() as broken:
        broken.setattr(durable, "write", refuse)
        with pytest.raises(WriteFailed):
            office.issue(fill=_quick)
    assert _serials(office) == []
    assert office.issue(fill=_quick).serial == 1


@pytest.mark.parametrize("step", ["add", "tell"])
def test_a_crash_after_the_file_leaves_no_gap_and_no_double(
    office: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A crash between file and row leaves a file that the next letter of that number replaces."""

    def crash(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    office.issue(fill=_quick)
    with monkeypatch.context() as broken:
        broken.setattr(rows if step == "add" else ledger, step, crash)
        with pytest.raises(KeyboardInterrupt):
            office.issue(fields={**REQUEST, "sender": "云港另一学院"}, fill=_quick)
    assert len(office.documents()) == 2
    letter = office.issue(fill=_quick)
    assert letter.serial == 2
    assert _serials(office) == [1, 2]
    assert office.documents() == sorted(
        Path(letter.place).name for letter in letters(office.catalogue)
    )


def test_twenty_at_once_get_twenty_numbers(office: Office) -> None:
    """Twenty threads, some of which fail, use the numbers without gap or double."""
    troubles: list[BaseException] = []

    def one(turn: int) -> None:
        fields = REQUEST if turn % 4 else {**REQUEST, "odd": "1"}
        try:
            office.issue(fields=fields, fill=_quick)
        except ArchivistError as problem:
            troubles.append(problem)

    threads = [threading.Thread(target=one, args=(turn,)) for turn in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(troubles) == 5
    assert sorted(_serials(office)) == list(range(1, 16))
    assert len(office.documents()) == 15
