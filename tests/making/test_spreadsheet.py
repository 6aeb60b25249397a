"""Spreadsheets: text stays text, print setup, speed and memory of long ones."""

import time
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.making.spreadsheet import Column, Sheet, workbook

COLUMNS = (Column(head="题名", width=40), Column(head="页数", centred=True), Column(head="日期"))


def read(made: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(made)).worksheets[0]


def test_formulas_and_links_stay_text() -> None:
    """A title that looks like a formula, a number or a link is kept as text."""
    odd = ["=1+1", "+1", "-1", "@x", "0012", "https://example.org", '=HYPERLINK("a")']
    sheet = read(
        workbook([Sheet(name="一", columns=COLUMNS, rows=[(words, 1, "") for words in odd])])
    )
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(odd))]
    assert [cell.value for cell in cells] == odd
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_title_head_and_values() -> None:
    """Title, notes and head stand above the rows; numbers and dates are numbers and dates."""
    made = workbook(
        [
            Sheet(
                name="销毁清册",
                title="档案销毁清册",
                notes=("全宗号 L001",),
                columns=COLUMNS,
                rows=[("甲", 3, date(2024, 3, 16)), ("乙", None, "")],
            )
        ]
    )
    rows = list(read(made).iter_rows(values_only=True))
    assert rows[0][0] == "档案销毁清册"
    assert rows[1][0] == "全宗号 L001"
    assert rows[2] == ("题名", "页数", "日期")
    assert rows[3][1] == 3
    assert rows[3][2].date() == date(2024, 3, 16)
    assert rows[4] == ("乙", None, None)


def test_print_setup() -> None:
    """A sheet prints A4 landscape, one page wide, its head on every page."""
    sheet = read(workbook([Sheet(name="目录", title="题", columns=COLUMNS, rows=[("甲", 1, "")])]))
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert sheet.column_dimensions["A"].width > 39


def test_odd_sheet_names_and_endless_text() -> None:
    """Names Excel refuses are made good; a text beyond its limit does not break the file."""
    made = workbook(
        [Sheet(name="[甲]:" + "长" * 40, columns=COLUMNS, rows=[("满" * 40_000, 1, "")])]
    )
    sheet = read(made)
    assert len(sheet.title) <= 31
    assert len(sheet["A2"].value) == 32_767


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))), max_size=8)
)
def test_any_text_reads_back(titles: list[str]) -> None:
    """Whatever is written reads back as it was."""
    made = workbook([Sheet(name="一", columns=COLUMNS[:1], rows=[(title,) for title in titles])])
    back = [row[0] for row in read(made).iter_rows(min_row=2, values_only=True)]
    assert [words or "" for words in back] == titles


def test_equal_sheets_equal_bytes_and_fast() -> None:
    """10,000 rows of 8 columns take few seconds, and equal sheets give equal bytes."""

    def made() -> bytes:
        columns = [Column(head=str(at)) for at in range(8)]
        rows = (
            (f"L001-{row}", "题名" * 9, row, "一年", "", None, 2.5, "备注") for row in range(10_000)
        )
        return workbook([Sheet(name="清册", columns=columns, rows=rows)])

    started = time.process_time()
    first = made()
    assert time.process_time() - started < 8
    assert first == made()
