"""The bad-input set is as bad as it says."""

import zipfile
from pathlib import Path

import pytest

from archivist.errors import DocumentError, error_by_code
from archivist.reading.reader import Reader
from archivist.records.reading import Unread
from archivist.samples.broken import BrokenInput, write_broken
from archivist.settings import ReadingLimits

ALWAYS_MADE = {"E501", "E502", "E503", "E504", "E505", "E506", "E507", "E513", ""}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[BrokenInput, ...]:
    return write_broken(tmp_path_factory.mktemp("broken"))


def test_every_fault_of_a_document_is_there(broken: tuple[BrokenInput, ...]) -> None:
    """The set holds every fault the issue names, and each code is that of one document."""
    assert {one.code for one in broken} == ALWAYS_MADE
    for one in broken:
        assert one.code == "" or issubclass(error_by_code(one.code), DocumentError)
        assert one.what


def test_names_are_as_odd_as_they_say(broken: tuple[BrokenInput, ...]) -> None:
    """Among the odd names one has 255 bytes, the most a file system takes."""
    odd = [one.path.name for one in broken if one.code == ""]
    assert max(len(name.encode()) for name in odd) == 255


def test_the_bomb_is_small_and_truthful(broken: tuple[BrokenInput, ...]) -> None:
    """The zip bomb is about a megabyte, and a proper zip that says how far it unfolds."""
    [bomb] = [one.path for one in broken if one.code == "E506"]
    assert bomb.stat().st_size < 2_000_000
    with zipfile.ZipFile(bomb) as parcel:
        sizes = {member.filename: member.file_size for member in parcel.infolist()}
    assert sizes["word/document.xml"] > 1_000_000_000
    assert "[Content_Types].xml" in sizes


def test_the_reader_gives_the_expected_code(broken: tuple[BrokenInput, ...]) -> None:
    """Read in caged workers, every broken file is answered with the code the set promises."""
    with Reader(ReadingLimits(workers=1)) as reader:
        for one in broken:
            if _is_plain(one.path):
                answer = reader.read(one.path, one.path.name)
                code = answer.code if isinstance(answer, Unread) else ""
                assert code == one.code, one.what


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
