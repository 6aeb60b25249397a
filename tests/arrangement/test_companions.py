"""Word and Excel beside the PDF: page, columns and every value read back, however long."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from archivist.arrangement.companions import COLUMNS, companions
from tests.making import sheetdata

WORD = sheetdata.TEMPLATES / "word"
WIDTHS = (12, 48, 36, 34, 80, 20, 14, 14, 19)
KEYS = [key for key, _ in COLUMNS]
LONG = "关于二〇二四年第三批职业技能等级认定考务工作的情况说明 <&> " * 40


def catalogue(*rows: dict[str, str]) -> dict[str, bytes]:
    _, data = sheetdata.of("catalogue")
    return companions("catalogue", {**data, "rows": [*rows]}, WORD)


def note(**more: object) -> Any:
    _, data = sheetdata.of("note")
    made = companions("note", {**data, **more}, WORD)
    assert set(made) == {".docx"}
    return docx.Document(BytesIO(made[".docx"]))


def lines(count: int) -> list[dict[str, str]]:
    return [{**sheetdata.LINE, "number": str(at)} for at in range(1, count + 1)]


def as_word(made: dict[str, bytes]) -> list[list[str]]:
    table = docx.Document(BytesIO(made[".docx"])).tables[1]
    return [[cell.text for cell in row.cells] for row in table.rows]


def as_excel(made: dict[str, bytes]) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(made[".xlsx"])).active
    assert sheet is not None
    rows = [["" if one is None else str(one) for one in row] for row in sheet.values]
    return rows[2:]  # below title and fields


def test_catalogue_in_word_is_as_large_as_on_paper() -> None:
    """A4 on its side, nine columns as wide as in the PDF, the head repeated, no row torn."""
    document = docx.Document(BytesIO(catalogue(sheetdata.LINE)[".docx"]))
    section: Any = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.2)
    table = document.tables[1]
    widths = [cell.width.mm for cell in table.rows[1].cells if cell.width is not None]
    assert widths == pytest.approx(WIDTHS, abs=0.2)
    head, row = (table.rows[at]._tr.get_or_add_trPr() for at in (0, 1))
    assert head.find(qn("w:tblHeader")) is not None
    assert row.find(qn("w:cantSplit")) is not None
    assert len(document.inline_shapes) == 1


@pytest.mark.parametrize("count", [0, 1, 200])
def test_every_row_is_in_word_and_excel(count: int) -> None:
    """Heads and all values of all rows, in order, cell by cell, in both."""
    made = catalogue(*lines(count))
    heads = [column.head for _, column in COLUMNS]
    wanted = [heads, *([row[key] for key in KEYS] for row in lines(count))]
    assert as_word(made) == wanted
    assert as_excel(made) == wanted


@pytest.mark.parametrize("key", KEYS)
def test_overlong_values_stay_whole(key: str) -> None:
    """Word and Excel hold a value of any length, signs of XML included, and rare characters."""
    value = f"䶮堃㛃喆{LONG}"
    made = catalogue({**sheetdata.LINE, key: value})
    place = KEYS.index(key)
    assert as_word(made)[1][place] == value
    assert as_excel(made)[1][place] == value


def test_note_in_word() -> None:
    """A4 upright, a frame of 162 mm, all lines, who and when, the fields above."""
    document = note()
    section, (head, frame) = document.sections[0], document.tables
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.2)
    assert frame.rows[0].cells[0].width.mm == pytest.approx(162, abs=0.2)
    assert frame.rows[0].height.mm == pytest.approx(165, abs=0.2)
    assert "备　考　表" in head.rows[0].cells[0].text
    said = frame.rows[0].cells[0].text
    _, data = sheetdata.of("note")
    assert all(line in said for line in data["lines"])
    assert "盒 0007" in said
    signed = frame.rows[1].cells[0].text
    assert all(word in signed for word in ("甲", "2024年6月3日", "乙", "2024年6月4日"))
    above = "".join(paragraph.text for paragraph in document.paragraphs)
    assert all(word in above for word in ("L001", "2024", "长期", "LYG-SP-2024-0316"))


def test_note_in_word_has_blanks_to_sign() -> None:
    """Nobody's name and no day: underlined blanks for the hand."""
    names = {"arranged_by": "", "arranged_on": "", "checked_by": "", "checked_on": ""}
    signed = note(**names).tables[1].rows[1].cells[0]
    blanks = [run.text for line in signed.paragraphs for run in line.runs if run.font.underline]
    assert [blank for blank in blanks if blank] == ["　" * 8, "　　　年　　月　　日"] * 2


@pytest.mark.parametrize("count", [1, 200])
def test_note_in_word_holds_any_lines(count: int) -> None:
    """As many lines as there are, however long."""
    said = [f"第{at}条 䶮堃㛃喆 {LONG}" for at in range(count)]
    text = note(lines=said).tables[1].rows[0].cells[0].text
    assert all(line.strip() in text for line in said)


def test_box_list_in_excel() -> None:
    """装盒清单 and 盘点表 hold the values of the sheet, the latter with blanks for the hand."""
    for name, blanks in (("box-list", []), ("stock-take", [""])):
        _, data = sheetdata.of(name)
        data["heading"] = "清单"
        wanted = list(data["rows"][0].values())
        made = companions("box-list", {**data, "batch": data.get("batch", "")}, WORD)
        assert as_excel(made)[1] == [*wanted[:10], *blanks, wanted[10]]


def test_other_sheets_have_no_companions() -> None:
    """Covers, spines and bags come as PDF alone."""
    assert companions("cover", {}, WORD) == {}
