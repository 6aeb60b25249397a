"""Write templates/word/catalogue.docx and note.docx, for those who must edit 目录 or 备考表.

Run it only to make the templates anew; afterwards the docx themselves are what people edit in Word.
"""

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "word"
SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
COLUMNS = (
    ("序号", "number", 12), ("档号", "code", 48), ("文号", "document_number", 36),
    ("责任者", "responsible", 34), ("题名", "title", 80), ("日期", "dated_on", 20),
    ("密级", "secrecy", 14), ("页数", "pages", 14), ("备注", "remark", 19),
)  # fmt: skip
LEFT = ("code", "document_number", "responsible", "title", "remark")


def write(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    """Add a run in a Chinese font."""
    run = paragraph.add_run(text)
    run.font.name = font
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def fill(cell: _Cell, text: str, font: str, size: float, *, centred: bool = True) -> None:
    """Set a cell's first paragraph, in the middle of its height."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(paragraph, text, font, size)
    mark = OxmlElement("w:vAlign")
    mark.set(qn("w:val"), "center")
    cell._element.get_or_add_tcPr().append(mark)


def fixed(table: Table, widths: tuple[float, ...]) -> None:
    """Fix the column widths, in mm."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def field(paragraph: Paragraph, code: str) -> None:
    """Add a Word field such as PAGE."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    paragraph._element.append(element)


def line(document: Document, text: str, font: str, size: float) -> Paragraph:  # type: ignore[valid-type]
    """A paragraph of the body without space below."""
    paragraph: Paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.paragraph_format.space_after = Pt(4)
    write(paragraph, text, font, size)
    return paragraph


def page_numbers(document: Document) -> None:  # type: ignore[valid-type]
    """第 x 页　共 y 页 at the foot."""
    foot = document.sections[0].footer.paragraphs[0]  # type: ignore[attr-defined]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(foot, "第 ", SONG, 9)
    field(foot, "PAGE")
    write(foot, " 页　共 ", SONG, 9)
    field(foot, "NUMPAGES")
    write(foot, " 页", SONG, 9)


def catalogue() -> Document:  # type: ignore[valid-type]
    """归档文件目录: A4 landscape, nine columns, the head repeated."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(10)
    section.top_margin, section.bottom_margin = Mm(12), Mm(15)
    section.footer_distance = Mm(8)
    head = document.add_table(rows=1, cols=2)
    fill(head.rows[0].cells[0], "归档文件目录", HEI, 20)
    fill(head.rows[0].cells[1], "{{ qr }}", SONG, 9)
    fixed(head, (247, 30))
    head.style = "Normal Table"
    about = (
        "全宗号　{{ fonds }}　　全宗名称　{{ fonds_name }}　　年度　{{ year }}　　"
        "保管期限　{{ term }}　　机构（问题）　{{ office }}　　批次　{{ batch }}"
    )
    line(document, about, SONG, 10)
    table = document.add_table(rows=4, cols=len(COLUMNS))
    top, begin, sample, end = table.rows
    for place, (label, name, _) in enumerate(COLUMNS):
        fill(top.cells[place], label, HEI, 10.5)
        fill(sample.cells[place], f"{{{{ row.{name} }}}}", SONG, 9.5, centred=name not in LEFT)
    begin.cells[0].paragraphs[0].add_run("{%tr for row in rows %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    fixed(table, tuple(width for _, _, width in COLUMNS))
    top._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in (top, sample):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    page_numbers(document)
    return _named(document, "归档文件目录")


def note() -> Document:  # type: ignore[valid-type]
    """备考表: A4 portrait; blanks for two signatures and their dates."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(18), Mm(18)
    head = document.add_table(rows=1, cols=2)
    fill(head.rows[0].cells[0], "备　考　表", HEI, 24)
    fill(head.rows[0].cells[1], "{{ qr }}", SONG, 9)
    fixed(head, (132, 30))
    head.style = "Normal Table"
    about = "全宗号　{{ fonds }}　　年度　{{ year }}　　保管期限　{{ term }}　　批次　{{ batch }}"
    line(document, about, SONG, 11)
    frame = document.add_table(rows=2, cols=1)
    cell = frame.rows[0].cells[0]
    write(cell.paragraphs[0], "盒内文件情况说明（{{ box }}）", HEI, 13)
    cell.add_paragraph().add_run("{%p for line in lines %}")
    said = cell.add_paragraph()
    said.paragraph_format.first_line_indent = Pt(26)
    write(said, "{{ line }}", FANG, 13)
    cell.add_paragraph().add_run("{%p endfor %}")
    frame.rows[0].height = Mm(165)
    signed = frame.rows[1].cells[0]
    fill(
        signed,
        "整理人　{{ arranged_by }}　　　　　　　　整理日期　{{ arranged_on }}",
        HEI,
        13,
        centred=False,
    )
    below = signed.add_paragraph()
    below.paragraph_format.space_before = Pt(14)
    write(below, "检查人　{{ checked_by }}　　　　　　　　检查日期　{{ checked_on }}", HEI, 13)
    frame.rows[1].height = Mm(36)
    fixed(frame, (162,))
    line(document, "整理人和检查人不能是同一人；签名或盖章后放在盒内文件之后。", KAI, 10)
    page_numbers(document)
    return _named(document, "备考表")


def _named(document: Document, title: str) -> Document:  # type: ignore[valid-type]
    properties = document.core_properties  # type: ignore[attr-defined]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = title
    return document


if __name__ == "__main__":
    catalogue().save(FOLDER / "catalogue.docx")  # type: ignore[attr-defined]
    note().save(FOLDER / "note.docx")  # type: ignore[attr-defined]
