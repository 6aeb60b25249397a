"""Word, Excel, OFD, text and video files."""

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from reading_papers import mp4, office

from archivist.reading.reader import Reader
from archivist.records.reading import Reading, TextSource
from archivist.settings import ReadingLimits


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


def read(reader: Reader, path: Path, data: bytes | None = None) -> Reading:
    if data is not None:
        path.write_bytes(data)
    result = reader.read(path, path.name)
    assert isinstance(result, Reading), result
    return result


def test_word_file_with_a_table(reader: Reader, tmp_path: Path) -> None:
    """Paragraphs and tables of a docx come in their order, merged cells once, header first."""
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "示范技工院校"
    paper.add_heading("试卷交接单", 0)
    table = paper.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("科目", "份数", "备注"), strict=True):
        cell.text = text
    table.cell(1, 0).text = "理论"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "三十份\n密封完好"
    paper.add_paragraph("交接人：王建军")
    out = io.BytesIO()
    paper.save(out)
    reading = read(reader, tmp_path / "交接单.docx", out.getvalue())
    lines = reading.text.splitlines()
    assert lines == [
        "示范技工院校",
        "试卷交接单",
        "科目\t份数\t备注",
        "理论\t三十份 密封完好\t",
        "交接人：王建军",
    ]
    assert reading.tables == ((("科目", "份数", "备注"), ("理论", "三十份 密封完好", "")),)
    assert (reading.media, reading.pages[0].source) == ("docx", TextSource.OFFICE)


def test_excel_sheets(reader: Reader, tmp_path: Path) -> None:
    """Each visible sheet is a page and a table; values read as a person would write them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名册"
    sheet.append(["姓名", "证件号码", "成绩", "日期"])
    sheet.append(["李国明", "990000199001011234", 88.0, datetime.date(2024, 3, 16)])
    sheet.append([])
    sheet.append(["王建军", "990000198502022345", 79.5, None])
    hidden = book.create_sheet("内部")
    hidden["A1"] = "不给人看"
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    reading = read(reader, tmp_path / "名册.xlsx", out.getvalue())
    assert reading.tables == (
        (
            ("姓名", "证件号码", "成绩", "日期"),
            ("李国明", "990000199001011234", "88", "2024-03-16"),
            (),
            ("王建军", "990000198502022345", "79.5"),
        ),
    )
    assert reading.pages[0].text.startswith("名册\n姓名\t证件号码")
    assert "不给人看" not in reading.text
    assert reader.tables(tmp_path / "名册.xlsx", "名册.xlsx") == reading.tables


def ofd(doctype: str = "") -> dict[str, bytes]:
    head = '<?xml version="1.0" encoding="UTF-8"?>' + doctype
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    texts = (
        ("第二行", "30 80 100 5"),
        ("证书编号", "30 60 40 5"),
        ("Y000099990000234000001", "80 60.5 90 5"),
        ("职业技能等级证书", "60 30 90 9"),
    )
    objects = "".join(
        f'<ofd:TextObject ID="{n}" Boundary="{box}"><ofd:TextCode X="0" Y="4">{text}'
        "</ofd:TextCode></ofd:TextObject>"
        for n, (text, box) in enumerate(texts, 10)
    )
    return {
        "OFD.xml": f"{head}<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml"
        "</ofd:DocRoot><ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
        "</ofd:DocBody></ofd:OFD>".encode(),
        "Doc_0/Document.xml": f"{head}<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages>'
        "</ofd:Document>".encode(),
        "Doc_0/Pages/Page_0/Content.xml": f"{head}<ofd:Page {space}><ofd:Content><ofd:Layer>"
        f"{objects}</ofd:Layer></ofd:Content></ofd:Page>".encode(),
    }


def test_ofd_text(reader: Reader, tmp_path: Path) -> None:
    """An OFD file gives its text in reading order, its page size and whether it is signed."""
    reading = read(reader, tmp_path / "证书.ofd", office(ofd()))
    (page,) = reading.pages
    assert page.text.splitlines() == [
        "职业技能等级证书",
        "证书编号 Y000099990000234000001",
        "第二行",
    ]
    assert (page.width_mm, page.height_mm, reading.signed) == (210.0, 297.0, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_file(encoding: str, reader: Reader, tmp_path: Path) -> None:
    """A text file is read in the encodings that Chinese programs write."""
    reading = read(reader, tmp_path / "说明.txt", "考场情况说明\n一切正常".encode(encoding))
    assert (reading.media, reading.text) == ("text", "考场情况说明\n一切正常")


def test_video_is_timed_not_read(reader: Reader, tmp_path: Path) -> None:
    """A video gives its playing time and no pages."""
    reading = read(reader, tmp_path / "考场录像.mp4", mp4(5400.25))
    assert (reading.media, reading.seconds, reading.pages) == ("video", 5400.25, ())


def test_a_workbook_is_read_whatever_its_file_is_called(reader: Reader, tmp_path: Path) -> None:
    """Secured files bear random names without an ending; a workbook among them is read."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["姓名", "准考证号"])
    path = tmp_path / "3f9a0c"
    with path.open("wb") as file:
        book.save(file)
    reading = reader.read(path, "名册.xlsx")

    assert isinstance(reading, Reading)
    assert "姓名" in reading.text
