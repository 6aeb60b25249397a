"""Form codes come back from their QR text, and no wrong character passes."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from archivist.records.batch import Subject
from archivist.records.formcode import FormCode
from archivist.rules.formcode import form_code_text, parse_form_code

QR_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]+", re.ASCII)
CODES = st.builds(
    FormCode,
    batch=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=24),
    material=st.integers(0, 9999),
    subject=st.sampled_from([None, Subject.THEORY, Subject.SKILL]),
    candidate=st.none() | st.integers(0, 999_999),
    page=st.integers(0, 9999),
    pages=st.integers(0, 9999),
)


@given(CODES)
def test_round_trip(code: FormCode) -> None:
    """Whatever the batch number, the text says the same form, in QR's small character set."""
    text = form_code_text(code)
    assert parse_form_code(text) == code
    assert QR_ALPHANUMERIC.fullmatch(text)


@given(CODES, st.data())
def test_one_wrong_character_is_detected(code: FormCode, data: st.DataObject) -> None:
    """A text with one character changed is nobody's form."""
    text = form_code_text(code)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ%./-") | st.characters())
    assume(other != text[place])
    assert parse_form_code(text[:place] + other + text[place + 1 :]) is None


@given(CODES, st.data())
def test_a_lost_character_is_detected(code: FormCode, data: st.DataObject) -> None:
    """A text one character short is nobody's form."""
    text = form_code_text(code)
    place = data.draw(st.integers(0, len(text) - 1))
    assert parse_form_code(text[:place] + text[place + 1 :]) is None


@given(st.text(max_size=60))
def test_foreign_codes_are_not_ours(text: str) -> None:
    """Other people's QR codes are passed over without an error."""
    assert parse_form_code(text) is None


def test_an_example() -> None:
    """The text is short and readable to a person."""
    code = FormCode(
        batch="LYG-SP-2024-0316", material=19, subject=Subject.THEORY, candidate=7, pages=2
    )
    assert form_code_text(code).rpartition("/")[0] == "AV1/LYG-SP-2024-0316/19/T/7/1/2"
