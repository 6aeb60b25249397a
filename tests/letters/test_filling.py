"""Dates and kinds of letters."""

import importlib.util
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from archivist.letters.filling import chinese_day, filled_in, last_valid_day
from archivist.letters.kinds import LetterKind, kinds
from archivist.making import word
from tests.letters.office import RECEIPT, REQUEST, TEMPLATES

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
SCRIPT = Path(__file__).parents[2] / "scripts" / "make_word_templates.py"


@given(DAYS)
def test_three_years_are_three_whole_years(start: date) -> None:
    """The day after the last valid one is the anniversary, or 1 March where there is none."""
    after = last_valid_day(start) + timedelta(days=1)
    assert after.year == start.year + 3
    same = (after.month, after.day) == (start.month, start.day)
    assert same or ((start.month, start.day), (after.month, after.day)) == ((2, 29), (3, 1))


@given(DAYS)
def test_days_are_written_without_leading_zeros(on: date) -> None:
    """A Chinese date names year, month and day as plain numbers."""
    year, month, day = chinese_day(on).replace("年", " ").replace("月", " ").strip("日").split()
    assert (int(year), int(month), int(day)) == (on.year, on.month, on.day)
    assert not month.startswith("0")
    assert not day.startswith("0")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_template_and_kind_agree(kind: LetterKind) -> None:
    """A shipped template uses nothing the desk does not give, and all that a clerk must give."""
    used = word.fields_of(TEMPLATES / "word" / kind.template)
    values, _ = filled_in(kind, REQUEST if "request" in kind.key else RECEIPT, date(2026, 11, 20))
    assert used <= {*values, "number", "title"}
    assert {field.name for field in kind.required} <= used


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_the_sheet_is_that_of_the_standard(kind: LetterKind) -> None:
    """A4, margins 37/28/26/35 mm, head at 30 mm, foot rule at 20 mm, text 仿宋 16 pt."""
    document = Document(str(TEMPLATES / "word" / kind.template))
    section = document.sections[0]
    lengths = (
        section.page_width, section.page_height, section.top_margin, section.left_margin,
        section.right_margin, section.bottom_margin, section.header_distance,
        section.footer_distance,
    )  # fmt: skip
    assert [round(length.mm) for length in lengths if length] == [210, 297, 37, 28, 26, 35, 30, 20]
    style = document.styles["Normal"]
    assert style.font.size is not None
    assert style.font.size.pt == 16
    fonts = style.element.rPr.find(qn("w:rFonts"))
    assert fonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert section.different_first_page_header_footer


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_slips_of_the_source_are_mended(kind: LetterKind) -> None:
    """Known slips of the official form do not come back, and every bracket is closed."""
    document = Document(str(TEMPLATES / "word" / kind.template))
    text = "\n".join(line.text for line in document.paragraphs)
    for slip in ("教职称", "pjig", "人力资源保障厅", "[20", "”的函", "xxx"):
        assert slip not in text
    for opening, closing in ("《》", "〈〉", "（）", "〔〕", "“”"):
        assert text.count(opening) == text.count(closing)
    if document.tables:
        head = [cell.text for cell in document.tables[1].rows[0].cells]
        row = [cell.text for cell in document.tables[1].rows[2].cells]
        assert head[:2] == ["职业名称", "职业编号"]
        assert row[:2] == ["{{ row.occupation }}", "{{ row.code }}"]


def test_the_script_makes_the_committed_templates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running the script gives the templates in the repository, part by part."""
    spec = importlib.util.spec_from_file_location("make_word_templates", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    script.main()
    made = sorted(tmp_path.glob("*.docx"))
    assert len(made) == len(kinds())
    for path in made:
        with zipfile.ZipFile(path) as new, zipfile.ZipFile(TEMPLATES / "word" / path.name) as old:
            for part in ("word/document.xml", "word/styles.xml", "word/header1.xml"):
                assert new.read(part) == old.read(part)
