"""档号 are written by the standards' examples and read back to the same parts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.errors import BadCodePart
from archivist.records.archival_code import ArchivalCode
from archivist.rules.numbering import (
    fonds_is_sound,
    parse_code,
    render_code,
    serial_text,
)
from archivist.settings import CodeStyle

STYLES: tuple[CodeStyle, ...] = ("da_t_13_2022_volume", "da_t_13_2022_item", "da_t_22_2015")
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=4)
CODES = st.builds(
    ArchivalCode,
    fonds=st.from_regex(r"\A([A-Z][0-9]{3}|[0-9]{4})?\Z"),
    category=st.lists(LETTERS, min_size=1, max_size=3).map("·".join),
    year=st.integers(1900, 2099),
    term=st.from_regex(r"\A[A-Z][0-9]{0,2}\Z"),
    office=st.from_regex(r"\A[A-Z0-9办公室]{0,12}\Z"),
    volume=st.integers(0, 12_000),
    serial=st.integers(0, 120_000),
    suffix=st.integers(0, 999),
)
EXAMPLE = ArchivalCode(
    fonds="L001", category="ZY·JN", year=2024, term="D1", office="", volume=3, serial=12
)


@pytest.mark.parametrize(
    ("style", "code", "text"),
    [
        ("da_t_13_2022_volume", EXAMPLE, "L001-ZY·JN·2024·D1-003-0012"),
        ("da_t_13_2022_volume", replace(EXAMPLE, fonds=""), "ZY·JN·2024·D1-003-0012"),
        ("da_t_13_2022_volume", replace(EXAMPLE, suffix=2), "L001-ZY·JN·2024·D1-003-0012-2"),
        (
            "da_t_13_2022_item",
            ArchivalCode(
                fonds="Z109",
                category="WS",
                year=2011,
                term="Y",
                office="办公室",
                volume=0,
                serial=1,
            ),
            "Z109-WS·2011·Y·办公室-0001",
        ),
        (
            "da_t_22_2015",
            ArchivalCode(
                fonds="Z109", category="WS", year=2011, term="Y", office="BGS", volume=0, serial=1
            ),
            "Z109-WS·2011-Y-BGS-0001",
        ),
    ],
)
def test_examples_of_the_standards(style: CodeStyle, code: ArchivalCode, text: str) -> None:
    """Each style writes its published example, and reads it."""
    assert render_code(code, style) == text
    assert parse_code(text, style) == code


@given(CODES, st.sampled_from(STYLES))
def test_round_trip(code: ArchivalCode, style: CodeStyle) -> None:
    """Reading back gives the same parts; only the styles by item drop the volume."""
    expected = code if style == "da_t_13_2022_volume" else replace(code, volume=0)
    assert parse_code(render_code(code, style), style) == expected


@given(CODES, CODES)
def test_different_codes_are_written_differently(one: ArchivalCode, other: ArchivalCode) -> None:
    """By volume, two codes share a text only if they are the same code."""
    style: CodeStyle = "da_t_13_2022_volume"
    assert (render_code(one, style) == render_code(other, style)) == (one == other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L001",
        "L001-ZY·2024·D1-3-12",
        "L001-ZY.2024.D1-003-0012",
        "L001-ZY·JN·2024·D1-003-0012\n",
    ],
)
def test_other_texts_are_no_codes(text: str) -> None:
    """Unpadded numbers, wrong dots and stray characters are not read as a 档号."""
    assert parse_code(text, "da_t_13_2022_volume") is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("fonds", "L-01"),
        ("category", "zy"),
        ("category", ""),
        ("term", "长期"),
        ("office", "A-B"),
        ("year", 24),
        ("serial", -1),
        ("suffix", -1),
        ("suffix", 1000),
    ],
)
def test_a_part_that_would_blur_the_code_is_refused(part: str, value: object) -> None:
    """A separator or a wrong character inside a part is an error that names the part."""
    with pytest.raises(BadCodePart) as caught:
        render_code(replace(EXAMPLE, **{part: value}), "da_t_13_2022_volume")  # type: ignore[arg-type]
    assert caught.value.facts["field"] == part


def test_serials_and_fonds() -> None:
    """件号 has four digits and grows beyond; 全宗号 is a capital and three digits, or four."""
    assert (serial_text(26), serial_text(12345)) == ("0026", "12345")
    assert serial_text(12, 1) == "0012-1"
    assert fonds_is_sound("L001")
    assert fonds_is_sound("0123")
    assert not fonds_is_sound("L01")
