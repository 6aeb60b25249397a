"""Long Word tables: the rendered sample row is repeated, whatever stands in the values."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.making.wordrows import repeat, sample_row

FIELDS = ("position", "title")


@pytest.fixture(scope="module")
def rendered() -> bytes:
    return _rendered()


def _rendered() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table.rows[0].cells, ("序号", "题名"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, sample_row(FIELDS).values(), strict=True):
        cell.text = text
    document.add_paragraph("表后的话")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def cells(document: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(document)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_ten_thousand_rows(rendered: bytes) -> None:
    """Every item is a row of its own, in order, and the XML stays well-formed."""
    made = repeat(rendered, ({"position": n, "title": f"第 {n} 件"} for n in range(10_000)))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        text = package.read("word/document.xml").decode()
    ET.fromstring(text)  # noqa: S314 - our own text
    assert text.count("</w:tr>") == 10_001
    assert text.index("第 41 件") < text.index("第 42 件") < text.index("表后的话")


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_any_text_is_safe(title: str) -> None:
    """Markup, control characters and line breaks in a value never break the document."""
    [_, row] = cells(repeat(_RENDERED, [{"position": 1, "title": title}]))
    wanted = "".join(c for c in " ".join(title.splitlines()) if c.isprintable() or c > "\x9f")
    assert "".join(c for c in row[1] if c.isprintable() or c > "\x9f") == wanted


def test_no_rows_leave_the_head_alone(rendered: bytes) -> None:
    """An empty table keeps its head and loses the sample row."""
    assert cells(repeat(rendered, [])) == [["序号", "题名"]]


def test_a_document_without_the_row_is_left_alone(tmp_path: Path) -> None:
    """A template whose table a clerk took out still gives a document, the same each time."""
    document = docx.Document()
    document.add_paragraph("没有表")
    document.save(str(tmp_path / "plain.docx"))
    plain = (tmp_path / "plain.docx").read_bytes()
    made = repeat(plain, [{"position": 1, "title": "甲"}])
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "没有表"
    assert repeat(plain, []) == made


_RENDERED = _rendered()
