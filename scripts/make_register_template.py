"""Write templates/word/register.docx, the Word template of the destruction register.

Run it only to make the template anew; afterwards the docx itself is what people edit in Word.
"""

import sys
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
COLUMNS = (
    ("序号", "position", 11), ("文件题名", "title", 52), ("所属年度", "year", 12),
    ("档号", "code", 40), ("应保管期限", "term", 15), ("已保管期限", "kept_for", 17),
    ("文件页数", "pages", 11), ("份数", "copies", 11), ("批次号", "batch", 29),
    ("材料项号", "material", 11), ("载体", "carrier", 12), ("起算日", "base_on", 18),
    ("到期日", "due_on", 18), ("密级", "secrecy", 10), ("备注", "remark", 10),
)  # fmt: skip
LEFT = ("title", "code", "batch", "remark")
COVER = (
    (("清册编号", "{{ number }}"), ("季度", "{{ quarter }}")),
    (("全宗号（全宗名称）", "{{ fonds_full }}"),),
    (("销毁档案数量", "{{ amount }}"), ("所属年度", "{{ years }}")),
    (("造册人", "{{ proposed_by }}"), ("造册日期", "{{ proposed_on }}")),
)
SIGNERS = ("鉴定小组负责人", "批准人", "监销人（一）", "监销人（二）")
BLANK_DAY = "　　　年　　月　　日"
HOW = ("销毁方式和地点", "销毁时间")
NOTE = (
    "鉴定小组负责人、批准人和两名监销人由不同的人亲笔签名；监销人在销毁前按本册逐件清点，"
    "销毁后签名。本清册永久保管。"
)


def write(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    """Add a run in a Chinese font."""
    run = paragraph.add_run(text)
    run.font.name = font
    run.font.size = Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def fill(cell: _Cell, text: str, font: str, size: float, *, centred: bool = True) -> None:
    """Set a cell's only paragraph."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(paragraph, text, font, size)
    mark = OxmlElement("w:vAlign")
    mark.set(qn("w:val"), "center")
    cell._element.get_or_add_tcPr().append(mark)


def field(paragraph: Paragraph, code: str) -> None:
    """Add a Word field such as PAGE."""
    element = OxmlElement("w:fldSimple")
    element.set(qn("w:instr"), code)
    paragraph._element.append(element)


def fixed(table: Table, widths: tuple[float, ...]) -> None:
    """Fix the column widths, in mm."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def cover(document: Document) -> None:  # type: ignore[valid-type]
    """The first page: what the register is, and the blanks for the four signatures."""
    title = document.add_paragraph()  # type: ignore[attr-defined]
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(14)
    write(title, "档案销毁清册", HEI, 28)
    table = document.add_table(rows=0, cols=4)  # type: ignore[attr-defined]
    for pairs in COVER:
        row = table.add_row()
        if len(pairs) == 1:
            row.cells[1].merge(row.cells[3])
        for place, (label, value) in enumerate(pairs):
            fill(row.cells[place * 2], label, HEI, 12)
            fill(row.cells[place * 2 + 1], value, FANG, 12, centred=False)
    for first, second in (*((signer, "日期") for signer in SIGNERS), HOW):
        row = table.add_row()
        blanks = ((first, HEI), ("", KAI), (second, HEI), (BLANK_DAY, KAI))
        for place, (text, font) in enumerate(blanks):
            fill(row.cells[place], text, font, 12)
    fixed(table, (46, 72, 34, 72))
    for row in table.rows:
        row.height, row.height_rule = Mm(11), WD_ROW_HEIGHT_RULE.AT_LEAST
    note = document.add_paragraph()  # type: ignore[attr-defined]
    note.paragraph_format.space_before = Pt(8)
    write(note, NOTE, KAI, 10)
    seal = document.add_paragraph()  # type: ignore[attr-defined]
    write(seal, "清册校验值（SHA-256）{{ digest }}", SONG, 8)
    seal.add_run().add_break(WD_BREAK.PAGE)


def items(document: Document) -> None:  # type: ignore[valid-type]
    """The long table; its head is repeated on each page."""
    table = document.add_table(rows=4, cols=len(COLUMNS))  # type: ignore[attr-defined]
    head, begin, sample, end = table.rows
    for place, (label, name, _) in enumerate(COLUMNS):
        fill(head.cells[place], label, HEI, 8.5)
        fill(sample.cells[place], f"{{{{ row.{name} }}}}", SONG, 8.5, centred=name not in LEFT)
    begin.cells[0].paragraphs[0].add_run("{%tr for row in rows %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    fixed(table, tuple(width for _, _, width in COLUMNS))
    repeat = OxmlElement("w:tblHeader")
    head._tr.get_or_add_trPr().append(repeat)
    for row in (head, sample):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "45")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def build() -> Document:  # type: ignore[valid-type]
    """The whole template."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(10)
    section.top_margin, section.bottom_margin = Mm(18), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(head, "销毁清册 {{ number }}", SONG, 9)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(foot, "第 ", SONG, 9)
    field(foot, "PAGE")
    write(foot, " 页　共 ", SONG, 9)
    field(foot, "NUMPAGES")
    write(foot, " 页", SONG, 9)
    cover(document)
    items(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = "档案销毁清册"
    return document


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent / "templates" / "word" / "register.docx"
    build().save(sys.argv[1] if len(sys.argv) > 1 else default)
