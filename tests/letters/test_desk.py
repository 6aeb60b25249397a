"""What the letters desk writes, refuses and shows."""

import hashlib
import json

import pytest
from docx import Document

from archivist.errors import (
    BadDate,
    LetterFieldMissing,
    LetterFieldUnknown,
    LetterFieldWrong,
    NoSuchLetter,
    UnknownLetterKind,
)
from archivist.keeping import ledger
from archivist.letters.desk import letters, show
from archivist.letters.kinds import kinds
from tests.letters.office import CENTRE, RECEIPT, REQUEST, Office


def _text(office: Office, number: str) -> str:
    document = Document(str(show(office.catalogue, office.shelf, number).path))
    lines = [line.text for line in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines += [line.text for line in document.sections[0].first_page_header.paragraphs]
    return "\n".join(lines)


@pytest.mark.parametrize("kind", [kind.key for kind in kinds()])
def test_a_letter_says_what_was_given(office: Office, kind: str) -> None:
    """Every kind carries number, title, sender, addressee and date, and no template sign."""
    fields = REQUEST if "request" in kind else RECEIPT
    letter = office.issue(kind, fields)
    assert letter.place == f"文书/2026/{letter.number} {letter.title}.docx"
    text = _text(office, letter.number)
    for words in (letter.number, letter.title, f"{fields['addressee']}：", "2026年11月20日"):
        assert words in text
    assert text.count(str(fields["sender"])) >= 2
    assert "{" not in text
    assert "%" not in text


def test_a_receipt_tells_scope_and_validity(office: Office) -> None:
    """A receipt lists each trade in its row and is valid for three years, both days counted."""
    text = _text(office, office.issue("filing-receipt-education", RECEIPT).number)
    assert "有效期3年（自2026年11月20日至2029年11月19日）" in text
    assert "车工\n6-18-01-01\n数控车床\n四级、三级\n国家职业标准" in text
    assert "备案号\nY000041019001" in text


def test_an_extension_counts_its_trades(office: Office) -> None:
    """An extension names the first trade and how many there are, jobs told apart."""
    text = _text(office, office.issue("filing-extension-technical", RECEIPT).number)
    assert "增加“车工”等2个评价职业（工种）" in text
    assert "技工院校职业技能等级认定原评价范围" in text


def test_what_is_not_given_leaves_no_empty_line(office: Office) -> None:
    """A request without attachments or contact shows neither of their lines."""
    bare = _text(office, office.issue().number)
    full = _text(
        office,
        office.issue(
            fields={**REQUEST, "attachments": "申请表", "contact": "葛云深", "phone": "000"}
        ).number,
    )
    assert "附件" not in bare
    assert "联系人" not in bare
    assert "附件：申请表" in full
    assert "（联系人：葛云深　联系电话：000）" in full


def test_missing_fields_are_named_in_chinese(office: Office) -> None:
    """Every missing field is named by its Chinese label, columns with their row."""
    scope = [{"occupation": "车工", "code": "6-18-01-01", "levels": " "}]
    with pytest.raises(LetterFieldMissing) as caught:
        office.issue("filing-receipt-technical", {"centre": CENTRE, "scope": scope})
    for label in ("发文机关", "主送机关", "备案号", "第 1 行的级别", "第 1 行的评价标准"):
        assert label in caught.value.message
    assert "认定中心名称" not in caught.value.message


def test_half_a_contact_is_missing_its_other_half(office: Office) -> None:
    """A contact person without a telephone is refused, since the line would be half empty."""
    with pytest.raises(LetterFieldMissing, match="联系电话"):
        office.issue(fields={**REQUEST, "contact": "葛云深"})


def test_unknown_fields_are_named(office: Office) -> None:
    """A field or column the letter has no use for is refused by name."""
    with pytest.raises(LetterFieldUnknown, match="adressee"):
        office.issue(fields={**REQUEST, "adressee": "x"})
    scope = [{"occupation": "车工", "kode": "1"}]
    with pytest.raises(LetterFieldUnknown, match="第 1 行的 kode"):
        office.issue("filing-receipt-education", {**RECEIPT, "scope": scope})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("filing_number", "Y0000410190"),
        ("filing_number", "A000041019001"),
        ("scope", "车工"),
        ("scope", [{"occupation": "车", "code": "61801", "levels": "一", "standard": "x"}]),
        ("contact", ["葛云深"]),
    ],
)
def test_values_that_cannot_be_right_are_refused(office: Office, field: str, value: object) -> None:
    """A filing number, occupation code, list or text of the wrong shape is refused."""
    with pytest.raises(LetterFieldWrong):
        office.issue("filing-receipt-education", {**RECEIPT, field: value})
    assert letters(office.catalogue) == ()


def test_days_that_do_not_exist_are_refused(office: Office) -> None:
    """An impossible date is refused, not guessed."""
    with pytest.raises(BadDate, match="2026-02-30"):
        office.issue(fields={**REQUEST, "dated_on": "2026-02-30"})


@pytest.mark.parametrize("letter_word", ["", "  "])
def test_without_a_word_no_letter(office: Office, letter_word: str) -> None:
    """No letter goes out before the body has set its 发文机关代字."""
    with pytest.raises(LetterFieldMissing, match="letter_word"):
        office.issue(letter_word=letter_word)


@pytest.mark.parametrize("letter_word", ["云〔示〕函", "YS", "函"])
def test_a_word_that_is_none_is_refused(office: Office, letter_word: str) -> None:
    """A 代字 with brackets, Latin letters or one character only is refused."""
    with pytest.raises(LetterFieldWrong, match="发文机关代字"):
        office.issue(letter_word=letter_word)


def test_an_unknown_kind_is_refused(office: Office) -> None:
    """A kind that does not exist is refused by name; Chinese names are known too."""
    with pytest.raises(UnknownLetterKind, match="farewell"):
        office.issue("farewell")
    assert office.issue("申请备案函（技工院校）").kind == "filing-request-technical"


def test_a_letter_is_entered_with_its_digest_and_event(office: Office) -> None:
    """The row holds the digest of the bytes on disk, and an event tells who issued what."""
    letter = office.issue()
    shown = show(office.catalogue, office.shelf, letter.number)
    assert hashlib.sha256(shown.path.read_bytes()).hexdigest() == letter.digest
    assert shown.letter == letter
    assert shown.fields == REQUEST
    (event,) = ledger.events(office.catalogue, f"letter/{letter.number}")
    assert (event.actor, event.act) == ("葛云深", "issued")
    assert json.loads(event.facts)["digest"] == letter.digest


@pytest.mark.parametrize(
    "spelled", ["云示函〔2026〕1号", "云示函[2026]1号", "云示函（2026）第01号"]
)
def test_a_letter_is_found_however_its_number_is_typed(office: Office, spelled: str) -> None:
    """Brackets of any shape, 第 and leading zeros do not hide a letter."""
    letter = office.issue()
    assert show(office.catalogue, office.shelf, spelled).letter == letter


def test_a_letter_that_is_not_there(office: Office) -> None:
    """Asking for a number never given out is answered with that number."""
    with pytest.raises(NoSuchLetter, match="9号"):
        show(office.catalogue, office.shelf, "云示函〔2026〕9号")


def test_signs_in_a_name_stay_signs(office: Office) -> None:
    """Template signs and markup in a field are printed as they are, never carried out."""
    odd = "{{ 7*7 }} <w:b/> & 学院"
    letter = office.issue(fields={**REQUEST, "addressee": odd})
    assert odd in _text(office, letter.number)
