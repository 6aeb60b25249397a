"""Pieces of Word templates that several of the scripts here put together: text, cells, tables."""

from collections.abc import Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体", "仿宋"
DXA_PER_MM = 1440 / 25.4
Column = tuple[str, str, float]


def write(paragraph: Paragraph, text: str, font: str, size: float, *, lined: bool = False) -> None:
    """Add a run in a Chinese font, underlined if it is a blank for the hand."""
    run = paragraph.add_run(text)
    run.font.name = font
    run.font.size = Pt(size)
    run.font.underline = lined or None
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


def page_numbers(document: Doc) -> None:
    """第 x 页　共 y 页 at the foot."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        write(foot, text, SONG, 9)
        if code:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), code)
            foot._element.append(element)


def fixed(table: Table, widths: Sequence[float], *, beside: float = 1.9) -> None:
    """Fix the column widths and the space ``beside`` the text in every cell, in mm."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(beside * DXA_PER_MM)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def at_least(table: Table, height: float) -> None:
    """Make every row at least so many mm high."""
    for row in table.rows:
        row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def long_table(
    document: Doc, columns: Sequence[Column], left: Sequence[str], head: float, size: float
) -> Table:
    """A table with a loop over ``rows``; its head is repeated on each page.

    A column is its head, its field and its width in mm; those of ``left`` are set flush left.
    """
    table = document.add_table(rows=4, cols=len(columns))
    top, begin, sample, end = table.rows
    for place, (label, name, _) in enumerate(columns):
        fill(top.cells[place], label, HEI, head)
        fill(sample.cells[place], f"{{{{ row.{name} }}}}", SONG, size, centred=name not in left)
    begin.cells[0].paragraphs[0].add_run("{%tr for row in rows %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    fixed(table, [width for _, _, width in columns], beside=0.8)
    top._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in (top, sample):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def landscape(top: float) -> Doc:
    """An empty A4 document lying on its side, 10 mm free left and right."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(10)
    section.top_margin, section.bottom_margin = Mm(top), Mm(15)
    section.header_distance = section.footer_distance = Mm(8)
    return document


def named(document: Doc, title: str) -> Doc:
    """The document with its title and without an author."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = title
    return document
