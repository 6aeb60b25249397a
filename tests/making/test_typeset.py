"""Typesetting: what a wrong template or odd data does."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.errors import BadTemplate, MissingGlyph, NoSuchTemplate
from archivist.making.fonts import Fonts
from archivist.making.typeset import Typesetter
from tests.making.measuring import texts

HEAD = "#let data = json(bytes(sys.inputs.data))\n#set page(width: 200mm, height: 60mm)\n"


@pytest.fixture
def own(tmp_path: Path, fonts: Fonts) -> Typesetter:
    return Typesetter(tmp_path, fonts)


def write(own: Typesetter, body: str) -> None:
    fonts = "#let fonts = json(bytes(sys.inputs.fonts))\n#set text(font: fonts.song)\n"
    (own.templates / "one.typ").write_text(HEAD + fonts + body, encoding="utf-8")


def test_missing_template(own: Typesetter) -> None:
    """A template that is not there is an error that names it."""
    with pytest.raises(NoSuchTemplate, match=r"none\.typ"):
        own.pdf("none", {})


def test_unknown_field_is_named_with_its_line(own: Typesetter) -> None:
    """A field the data does not have is named in Chinese with the line of the template."""
    write(own, "#data.nosuch")
    with pytest.raises(BadTemplate, match=r"one\.typ.*第 5 行，没有名为“nosuch”的字段"):
        own.pdf("one", {})


def test_broken_template_is_told_with_its_line(own: Typesetter) -> None:
    """A syntax error is told with the line."""
    write(own, "甲\n#table(")
    with pytest.raises(BadTemplate, match="第 6 行，括号没有成对"):
        own.pdf("one", {})


def test_unknown_font_is_an_error(own: Typesetter) -> None:
    """A font family that is not there is an error, never a silent replacement."""
    write(own, '#set text(font: "Nope")\n甲')
    with pytest.raises(BadTemplate, match="没有字体“nope”"):
        own.pdf("one", {})


def test_template_cannot_read_outside(own: Typesetter) -> None:
    """A template reads no file outside its folder."""
    write(own, '#read("../../../../../../etc/hosts")')
    with pytest.raises(BadTemplate):
        own.pdf("one", {})


def test_data_is_never_code(own: Typesetter) -> None:
    """Typst code in data is printed as it stands."""
    write(own, "#data.words")
    words = '#panic() $x$ *b* #read("a") // \\ ]]'
    assert texts(own.pdf("one", {"words": words}))[0].strip() == words


def test_missing_glyph_tells_character_and_place(own: Typesetter) -> None:
    """A character no font has is named with the field it stands in, before anything is set."""
    write(own, "#data.rows.at(0).title")
    with pytest.raises(MissingGlyph) as missing:
        own.pdf("one", {"rows": [{"title": "好\ue000"}]})
    assert missing.value.facts == {"glyphs": "U+E000", "where": "rows.1.title"}


def test_same_data_same_bytes(own: Typesetter, fonts: Fonts) -> None:
    """Equal data gives equal bytes, whatever was set before."""
    write(own, "#data.words")
    data = {"words": "归档", "made_on": "2024-05-20"}
    first = own.pdf("one", data)
    with Typesetter(own.templates, fonts) as other:
        other.pdf("one", {"words": "先印别的字"})
        assert other.pdf("one", data) == first
    assert b"20240520" in first


def test_edited_template_counts_at_once(own: Typesetter) -> None:
    """A template edited while the program runs is used as edited."""
    write(own, "一")
    assert "一" in texts(own.pdf("one", {}))[0]
    write(own, "二")
    assert "二" in texts(own.pdf("one", {}))[0]


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=30))
def test_ascii_reads_back(typesetter: Typesetter, words: str) -> None:
    """Any printable text in data reads back from the page as it was."""
    said = texts(typesetter.pdf("bag", {"candidates": words, "body": ""}))[0]
    assert words in said.replace("\ufffe", "-")
