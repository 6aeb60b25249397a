"""Identifiers are checked by the published vectors; one wrong digit is seen."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archivist.rules.identifiers import (
    certificate_faults,
    credit_check_character,
    credit_code_fault,
    document_number,
    id_check_character,
    id_number_fault,
    mask_id,
    normalise_document_number,
    parse_certificate_number,
)

CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INVENTED = [f"990000{born}{order:03d}" for born in ("19800101", "20000229") for order in (1, 128)]


@pytest.mark.parametrize(
    "number", ["34052419800101001X", "11010519491231002X", "11010519491231002x"]
)
def test_published_identity_numbers_pass(number: str) -> None:
    """The standard's own examples are sound, in either case of X."""
    assert id_number_fault(number) == ""


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("340524198001010019", "校验码"),
        ("34052419800230001X", "出生日期"),
        ("3405241980", "17 位"),
        ("", "17 位"),
        ("34052419800101001X\n", "17 位"),
        ("３4052419800101001X", "17 位"),
    ],
)
def test_wrong_identity_numbers_say_why(number: str, why: str) -> None:
    """Check digit, impossible birthday and wrong shape are told apart."""
    assert why in id_number_fault(number)


@given(st.sampled_from(INVENTED), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_seen(first17: str, place: int, shift: int) -> None:
    """Any single wrong digit breaks the check (GB 11643 is ISO 7064 mod 11-2)."""
    check = id_check_character(first17)
    changed = str((int(first17[place]) + shift) % 10)
    wrong = first17[:place] + changed + first17[place + 1 :]
    assert id_number_fault(first17 + check) == ""
    assert id_number_fault(wrong + check) != ""


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91440300708461136T", "91110000100005220B"])
def test_published_credit_codes_pass(code: str) -> None:
    """Published unified social credit codes are sound."""
    assert credit_code_fault(code) == ""


@given(st.text(CREDIT, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(CREDIT))
def test_one_wrong_character_of_a_credit_code_is_seen(body: str, place: int, other: str) -> None:
    """Any single wrong character breaks the check (mod 31 is prime)."""
    assume(body[place] != other)
    check = credit_check_character(body)
    assert credit_code_fault(body + check) == ""
    assert credit_code_fault(body[:place] + other + body[place + 1 :] + check) != ""


def test_credit_codes_of_wrong_shape() -> None:
    """Letters that do not occur, and wrong lengths, are named."""
    assert "不用" in credit_code_fault("91350100M000100YI3")
    assert "18 位" in credit_code_fault("9135")


def test_certificate_numbers_come_apart() -> None:
    """The Henan example gives its parts and its 备案号, and is written back."""
    number = parse_certificate_number("Y000041019001221000001")
    assert number is not None
    assert (number.kind, number.province, number.site) == ("Y", "41", "019001")
    assert (number.year, number.level, number.serial) == (2022, "1", 1)
    assert number.filing == "Y000041019001"
    assert str(number) == "Y000041019001221000001"


def test_new_levels_may_have_letters() -> None:
    """A letter in the level's place is read, an old or foreign number is not ours to judge."""
    number = parse_certificate_number("S00003201900122T000007")
    assert number is not None
    assert number.level == "T"
    assert parse_certificate_number("2210003000400001") is None
    assert parse_certificate_number("Y000041019001221000000") is None


def test_certificate_numbers_are_compared_with_their_batch() -> None:
    """Filing number, year and level must agree; each disagreement is said."""
    text = "Y000041019001221000001"
    assert certificate_faults(text, filing="Y000041019001", level=1, year=2022) == ()
    assert len(certificate_faults(text, filing="Y000041019002", level=2, year=2023)) == 3
    assert certificate_faults("RSN123") == ("格式未识别",)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("34052419800101001X", "340524********001X"),
        ("E12345678", "E1*****78"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_masking(number: str, shown: str) -> None:
    """The first six and last four remain; shorter numbers show less, never more."""
    assert mask_id(number) == shown


@given(st.text(max_size=30))
def test_masking_keeps_length_and_hides(number: str) -> None:
    """The length stays and at most ten characters remain readable."""
    shown = mask_id(number)
    assert len(shown) == len(number)
    assert len(shown) - shown.count("*") <= 10


@pytest.mark.parametrize(
    "text",
    [
        "示函〔2022〕12号",
        "示函[2022]12号",
        "示函（2022）第012号",
        "示函【2022】12 号",
        "示函 〔２０２２〕１２号",
    ],
)
def test_document_numbers_are_rewritten(text: str) -> None:
    """Every bracket people type becomes 〔〕, 第 and leading zeros go."""
    assert normalise_document_number(text) == "示函〔2022〕12号"
    assert document_number("示函", 2022, 12) == "示函〔2022〕12号"


@pytest.mark.parametrize(
    "text", ["", "示函2022年12号", "示函〔22〕12号", "函〔2022〕12号", "示函〔2022〕0号"]
)
def test_other_texts_are_no_document_numbers(text: str) -> None:
    """Without brackets, a full year and a serial it is not a 发文字号."""
    assert normalise_document_number(text) is None
