"""Write templates/word/catalogue.docx and note.docx, for those who must edit 目录 or 备考表.

Run it only to make the templates anew; afterwards the docx themselves are what people edit in Word.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from word_pieces import (
    FANG,
    HEI,
    KAI,
    SONG,
    at_least,
    fill,
    fixed,
    landscape,
    long_table,
    named,
    page_numbers,
    write,
)

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "word"
COLUMNS = (
    ("序号", "number", 12), ("档号", "code", 48), ("文号", "document_number", 36),
    ("责任者", "responsible", 34), ("题名", "title", 80), ("日期", "dated_on", 20),
    ("密级", "secrecy", 14), ("页数", "pages", 14), ("备注", "remark", 19),
)  # fmt: skip
LEFT = ("code", "document_number", "responsible", "title", "remark")
BLANK_NAME, BLANK_DAY = "　" * 8, "　　　年　　月　　日"


def catalogue() -> Doc:
    """归档文件目录: A4 landscape, nine columns, the head repeated."""
    document = landscape(top=12)
    _head(document, "归档文件目录", 20, (247, 30))
    about = (
        "全宗号　{{ fonds }}　　全宗名称　{{ fonds_name }}　　年度　{{ year }}　　"
        "保管期限　{{ term }}　　机构（问题）　{{ office }}　　批次　{{ batch }}"
    )
    _line(document, about, SONG, 10)
    at_least(long_table(document, COLUMNS, LEFT, 10.5, 9.5), 8)
    page_numbers(document)
    return named(document, "归档文件目录")


def note() -> Doc:
    """备考表: A4 portrait; blanks for two signatures and their dates."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(18), Mm(18)
    _head(document, "备　考　表", 24, (132, 30))
    about = "全宗号　{{ fonds }}　　年度　{{ year }}　　保管期限　{{ term }}　　批次　{{ batch }}"
    _line(document, about, SONG, 11)
    frame = document.add_table(rows=2, cols=1)
    said = frame.rows[0].cells[0]
    said.paragraphs[0].paragraph_format.space_before = Pt(10)
    write(said.paragraphs[0], "盒内文件情况说明（盒 {{ box }}）", HEI, 13)
    said.add_paragraph().add_run("{%p for line in lines %}")
    line = said.add_paragraph()
    line.paragraph_format.first_line_indent = Pt(26)
    write(line, "{{ line }}", FANG, 13)
    said.add_paragraph().add_run("{%p endfor %}")
    signed = frame.rows[1].cells[0]
    _signature(signed, "整理", "arranged")
    _signature(signed, "检查", "checked")
    for row, height in zip(frame.rows, (165, 34), strict=True):
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    fixed(frame, (162,), beside=6)
    _line(document, "整理人和检查人不能是同一人；签名或盖章后放在盒内文件之后。", KAI, 10)
    page_numbers(document)
    return named(document, "备考表")


def _head(document: Doc, title: str, size: float, widths: tuple[float, float]) -> None:
    """Title and QR code side by side, without lines."""
    head = document.add_table(rows=1, cols=2)
    fill(head.rows[0].cells[0], title, HEI, size)
    fill(head.rows[0].cells[1], "{{ qr }}", SONG, 9)
    fixed(head, widths)
    head.style = "Normal Table"


def _line(document: Doc, text: str, font: str, size: float) -> None:
    """A paragraph of the body with little space around it."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
    write(paragraph, text, font, size)


def _signature(cell: _Cell, act: str, key: str) -> None:
    """A line of who and when; what is not filled in is a blank to be signed by hand."""
    first = not cell.paragraphs[0].runs
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(12)
    write(paragraph, f"{act}人　", HEI, 13)
    name = f"{{% if {key}_by %}}{{{{ {key}_by }}}}{{% else %}}{BLANK_NAME}{{% endif %}}"
    write(paragraph, name, FANG, 13, lined=True)
    write(paragraph, f"　　{act}日期　", HEI, 13)
    day = f"{{% if {key}_on %}}{{{{ {key}_on }}}}{{% else %}}{BLANK_DAY}{{% endif %}}"
    write(paragraph, day, FANG, 13, lined=True)


if __name__ == "__main__":
    catalogue().save(str(FOLDER / "catalogue.docx"))
    note().save(str(FOLDER / "note.docx"))
