"""Names on the shelf: legal on every system, bounded, and the same when made safe twice."""

import re
import unicodedata
from dataclasses import replace
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.keeping.shelf import batch_folder, record_place, safe_name, shown
from archivist.records.batch import Batch

NAUGHTY = (
    "", " ", ".", "..", "...", "/", "\\", "a/b\\c", "../../etc/passwd", "CON", "con.txt",
    "CON .x", "nul.tar.gz", "COM1", "COM¹", "LPT9.pdf", "CONIN$", "aux.", "AUX .", "a.", "a ",
    " a", ". .a", "a\x00b", "a\nb\rc\td", "\x7f\x9b", "a\u202egpj.exe", "\u200bx", "-rf", "~",
    "%00", "a:b", "a*?", '"<>|', "e\u0301.pdf", "\ufeffa", "𝒳𠮷", "长" * 200, "x" * 255,
    "👩‍👩‍👧‍👦" * 20, "\ud800", "a\udcff", "名 字　全角", "。", "．", "CON\u3000",
    "a" * 119 + " .b", "a" * 119 + "长", "_CON", "desktop.ini",
)  # fmt: skip
RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{d}{n}" for d in ("COM", "LPT") for n in "0123456789¹²³"),
}
ANY_TEXT = st.text(max_size=300) | st.text(
    st.characters(categories=["Cc", "Cf", "Cs", "Zs", "Mn", "Po", "Lo"]), max_size=150
)


def objections(name: str, limit: int = 120) -> list[str]:
    """Why a name is not legal on Windows and POSIX both."""
    return [
        why
        for why, wrong in {
            "empty": not name,
            "too long": len(name.encode()) > limit,
            "forbidden": any(c in '<>:"/\\|?*' or ord(c) < 32 or ord(c) == 127 for c in name),
            "end": name[-1:] in (" ", "."),
            "start": name[:1] in (" ", "."),
            "reserved": name.split(".")[0].rstrip().upper() in RESERVED,
            "not NFC": unicodedata.normalize("NFC", name) != name,
            "hidden": any(
                unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE") for c in name
            ),
        }.items()
        if wrong
    ]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_names_become_legal(text: str) -> None:
    """Every known troublesome name becomes one that all systems take, and stays so."""
    name = safe_name(text)
    assert objections(name) == []
    assert safe_name(name) == name


@given(ANY_TEXT)
def test_any_text_becomes_a_legal_name(text: str) -> None:
    """Whatever the text, its name is legal everywhere, bounded, and unchanged by a second pass."""
    name = safe_name(text)
    assert objections(name) == []
    assert safe_name(name) == name


@given(st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=30))
def test_an_ordinary_name_is_kept(text: str) -> None:
    """Letters of any script and digits within the bound are not touched."""
    name = unicodedata.normalize("NFC", text)
    if len(name.encode()) <= 120:
        assert safe_name(name) == name


@given(ANY_TEXT, st.integers(min_value=1, max_value=99_999))
def test_a_record_place_has_five_legal_parts(title: str, ordinal: int) -> None:
    """However odd the title, the place is folder, term, material, and a legal file name."""
    place = record_place("2024/批", "长期", "01 申请表", ordinal, title, ".pdf")
    parts = place.split("/")
    assert len(parts) == 5
    assert parts[4].startswith(f"{ordinal:03d}")
    assert parts[4].endswith(".pdf")
    assert objections(parts[4]) == []


@given(st.text(max_size=10).map("文件.{}".format).map(lambda name: PurePath(name).suffix.lower()))
def test_a_strange_extension_does_not_spoil_the_place(suffix: str) -> None:
    """An extension with anything but letters and digits is left out of the place."""
    name = record_place("2024/批", "长期", "01 申请表", 1, "甲", suffix).split("/", 4)[4]
    assert objections(name) == []
    assert re.fullmatch(r"001 甲(?:\.[a-z0-9]+)?", name)


def test_a_batch_folder_is_read_by_anybody(made: Batch) -> None:
    """The folder names year, number, occupation and level; a number full of slashes stays one."""
    assert batch_folder(made, 2024) == "2024/LYG-SP-2024-0316 养老护理员 四级"
    odd = replace(made, number="../../甲/乙")
    assert batch_folder(odd, 2024).count("/") == 1


@given(st.text(st.characters(categories=None), max_size=100))
def test_a_shown_name_can_be_stored_and_printed(name: str) -> None:
    """Any name a file system may give is shown without control or direction characters."""
    said = shown(name)
    said.encode("utf-8")
    assert not any(unicodedata.category(c) == "Cc" for c in said)
    assert not set(said) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_names_of_old_windows_programs_are_read() -> None:
    """Bytes that are no UTF-8 are read as GB 18030, as old zip programs leave them on Linux."""
    name = "考生签到表.pdf".encode("gb18030").decode("utf-8", "surrogateescape")
    assert shown(name) == "考生签到表.pdf"
    assert shown("e\u0301te\u0301.pdf") == "été.pdf"
