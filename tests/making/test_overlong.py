"""Values of any length on every printed sheet: wrapped and whole, or refused by name. Never cut,
never over another text, never off the page.
"""

from collections import Counter
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from archivist.errors import ValueTooLong
from archivist.making.typeset import Typesetter
from tests.making import sheetdata

HAN = "".join(chr(0x4E00 + 7 * at) for at in range(60))
LATIN = "ABCDEFGHKLMNPQRSTUVWXYZabcdefghkmnpqrstuvwxyz23456789"
VALUES = {"60 Han": HAN, "700 Han": (HAN * 12)[:700], "300 Latin": (LATIN * 6)[:300]}
IN_TABLES = ("rows", "lines")


def letters(pdf: bytes) -> tuple[Counter[str], list[str]]:
    """All characters of a PDF, and what is wrong with where they stand."""
    seen: Counter[str] = Counter()
    wrong = []
    with pdfplumber.open(BytesIO(pdf)) as document:
        for page in document.pages:
            chars = [char for char in page.chars if char["text"].strip()]
            seen.update(char["text"] for char in chars)
            wrong += [f"“{char['text']}”印到纸外" for char in chars if _outside(char, page)]
            wrong += [f"“{one}”压着“{other}”" for one, other in overprinted(chars)]
    return seen, wrong


def set_or_refused(
    typesetter: Typesetter, template: str, data: dict[str, Any]
) -> bytes | ValueTooLong:
    """The PDF, or the refusal."""
    try:
        return typesetter.pdf(template, data)
    except ValueTooLong as refused:
        return refused


def _outside(char: dict[str, Any], page: Any) -> bool:
    middle = (char["top"] + char["bottom"]) / 2
    return bool(char["x0"] < 0 or char["x1"] > page.width or not 0 < middle < page.height)


def overprinted(chars: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of characters whose inner halves lie on one another."""
    boxes = sorted(_inner(char) for char in chars)
    found = []
    for at, (_, bottom, left, right, text) in enumerate(boxes):
        for other_top, _, other_left, other_right, other in boxes[at + 1 :]:
            if other_top >= bottom:
                break
            if left < other_right and other_left < right:
                found.append((text, other))
    return found


def _inner(char: dict[str, Any]) -> tuple[float, float, float, float, str]:
    wide, high = char["x1"] - char["x0"], char["bottom"] - char["top"]
    top, left = char["top"] + high * 0.3, char["x0"] + wide * 0.25
    return top, char["bottom"] - high * 0.3, left, char["x1"] - wide * 0.25, char["text"]


@pytest.mark.parametrize("name", sheetdata.SHEETS)
@pytest.mark.parametrize("length", VALUES)
def test_whole_or_refused_by_name(typesetter: Typesetter, name: str, length: str) -> None:
    """Field by field: a long value stands whole on the page, or it is named with its field."""
    value = VALUES[length]
    template, data = sheetdata.of(name)
    for at in sheetdata.fields(name):
        if at[0] in IN_TABLES or at[-1] == "note":
            continue
        made = set_or_refused(typesetter, template, sheetdata.changed(data, at, value))
        if isinstance(made, ValueTooLong):
            assert value in made.facts["value"]
            assert made.facts["field"]
            assert made.facts["room"]
            continue
        seen, wrong = letters(made)
        assert wrong == [], (at, wrong[:5])
        assert not Counter(value) - seen, at


@pytest.mark.parametrize("name", ["catalogue", "bag", "box-list", "stock-take", "register", "note"])
@pytest.mark.parametrize("length", VALUES)
def test_lists_refuse_nothing(typesetter: Typesetter, name: str, length: str) -> None:
    """Rows of a table and lines of a 备考表 are never refused: who could shorten a true title?"""
    template, data = sheetdata.of(name)
    places = [at for at in sheetdata.fields(name) if at[0] in IN_TABLES]
    for at in places:
        data = sheetdata.changed(data, at, VALUES[length])
    seen, wrong = letters(typesetter.pdf(template, data))
    assert wrong == []
    assert not Counter(VALUES[length] * len(places)) - seen


def test_long_note_of_a_sticker_is_shortened(typesetter: Typesetter) -> None:
    """The hint under a stamp sticker ends in an ellipsis; the stamp and its number stay whole."""
    template, data = sheetdata.of("stickers 4x10")
    data["labels"][0]["note"] = "0001 " + HAN * 3
    seen, wrong = letters(typesetter.pdf(template, data))
    assert wrong == []
    assert seen["…"] == 1
    assert seen[HAN[0]] >= 1


@pytest.mark.parametrize("name", sheetdata.SHEETS)
def test_every_field_may_be_empty(typesetter: Typesetter, name: str) -> None:
    """With all values empty a sheet is still set, and says nothing it was not told."""
    template, data = sheetdata.of(name)
    for at in sheetdata.fields(name):
        data = sheetdata.changed(data, at, "")
    _, wrong = letters(typesetter.pdf(template, data))
    assert wrong == []


@pytest.mark.parametrize("name", sheetdata.SHEETS)
def test_rare_characters_are_set(typesetter: Typesetter, name: str) -> None:
    """䶮 堃 㛃 喆 come out as themselves in the first field that can hold a name."""
    template, data = sheetdata.of(name)
    holds = ("title", "fonds_name", "site", "office", "lines", "notes", "place", "big", "cells")
    at = next(at for at in sheetdata.fields(name) if set(at) & set(holds))
    seen, _ = letters(typesetter.pdf(template, sheetdata.changed(data, at, "䶮堃㛃喆")))
    assert all(seen[letter] for letter in "䶮堃㛃喆")


def test_a_tall_row_goes_on_overleaf(typesetter: Typesetter) -> None:
    """A remark longer than a page continues under a repeated head; the next row follows it."""
    template, data = sheetdata.of("catalogue")
    data["rows"][1] = {**data["rows"][1], "remark": HAN * 10, "title": "长备注"}
    data["rows"][2] = {**data["rows"][2], "title": "末行"}
    with pdfplumber.open(BytesIO(typesetter.pdf(template, data))) as pdf:
        said = [page.extract_text().replace(" ", "") for page in pdf.pages]
    assert len(said) > 1
    assert all("题名" in page for page in said)
    assert "末行" in said[-1]
