"""Write the Word templates of outgoing letters into templates/word/.

Run by hand after a change here: ``python scripts/make_word_templates.py``. What it writes is
committed; a body may edit its own copies in Word or WPS.

Layout follows GB/T 9704-2012: A4, margins 37/28/26/35 mm, text 仿宋 16 pt, 22 lines to the page,
title 小标宋 22 pt, letter head (10.1): the sender's name 30 mm from the top edge, double red lines
of 170 mm below it and 20 mm from the bottom edge, number flush right, no page number on page one.
Wording follows the letters of the Henan guide for schools (2022), its slips mended.
"""

from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).parent.parent / "templates" / "word"
FANG, XIAOBIAO, HEI, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"
LINE = 28.95  # points: 225 mm over 22 lines
EM = 16
AFTER_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
RED = RGBColor(0xE6, 0x00, 0x12)

EDUCATION = (
    "《河南省教育厅 河南省人力资源和社会保障厅关于印发〈河南省教育系统落实“人人持证、技能河南”"
    "建设工作任务实施方案〉的通知》（教职成〔2021〕504号）和《河南省人力资源和社会保障厅 "
    "河南省教育厅关于做好院校类职业技能等级认定机构备案工作的通知》（豫人社函〔2022〕8号）"
)
TECHNICAL = (
    "《人力资源社会保障部关于做好技工院校学生职业技能等级认定试点工作的通知》（人社职司便函"
    "〔2019〕52号）和《河南省人力资源和社会保障厅关于做好我省技工院校学生职业技能等级认定"
    "工作的通知》（豫人社办函〔2020〕35号）"
)
SUPERVISED = "主动接受{{ province_office }}、{{ city_office }}的监管和社会监督。"


def main() -> None:
    """Write all six templates."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for system, basis, kind in (
        ("education", EDUCATION, "院校"),
        ("technical", TECHNICAL, "技工院校"),
    ):
        request(basis).save(FOLDER / f"filing-request-{system}.docx")
        receipt(basis, kind).save(FOLDER / f"filing-receipt-{system}.docx")
        extension(basis, kind).save(FOLDER / f"filing-extension-{system}.docx")


def request(basis: str) -> Doc:
    """申请备案函."""
    doc = letter()
    body(
        doc,
        f"根据{basis}等相关文件精神和要求，{{{{ sender }}}}成立了“{{{{ centre }}}}”，"
        "制定了《{{ plan }}》，并就开展职业技能等级认定工作进行了充分准备，等级认定中心已具备"
        "备案和开展认定工作条件，现申请予以备案。",
    )
    body(doc, "{%p if attachments %}")
    listed = body(doc, "附件：{{ attachments }}", before=LINE)
    listed.paragraph_format.first_line_indent = Pt(-3 * EM)
    listed.paragraph_format.left_indent = Pt(5 * EM)
    body(doc, "{%p endif %}")
    sign(doc)
    body(doc, "{%p if contact %}")
    body(doc, "（联系人：{{ contact }}　联系电话：{{ phone }}）")
    body(doc, "{%p endif %}")
    return doc


def receipt(basis: str, kind: str) -> Doc:
    """备案回执."""
    doc = letter()
    body(
        doc,
        f"你单位《{{{{ request_title }}}}》收悉。根据{basis}等相关文件精神，经专家评估，认为你单位"
        f"已具备{kind}职业技能等级认定机构备案条件，同意备案。",
    )
    body(
        doc,
        "你单位要按照《{{ plan }}》，对本校注册学籍的学生和教职工开展职业技能等级认定工作。"
        + SUPERVISED,
    )
    body(
        doc,
        "机构备案号为{{ filing_number }}，有效期3年（自{{ valid_from }}至{{ valid_until }}）。",
    )
    close_with_attachment(doc)
    return doc


def extension(basis: str, kind: str) -> Doc:
    """增量备案回执."""
    doc = letter()
    body(
        doc,
        f"根据{basis}等相关文件精神，对你单位在{{{{ platform }}}}上提交的备案材料进行审核，"
        f"同意你单位在{kind}职业技能等级认定原评价范围的基础上，增加“{{{{ first_added }}}}”等"
        "{{ added_count }}个评价职业（工种）（见附件）。",
    )
    body(
        doc,
        "你单位应按照《{{ plan }}》，对本校学生、教职工开展职业技能等级认定工作，" + SUPERVISED,
    )
    close_with_attachment(doc)
    return doc


def letter() -> Doc:
    """A new letter down to its addressee."""
    doc = Document()
    doc.core_properties.author = ""
    doc.core_properties.comments = ""
    styled(doc)
    paged(doc)
    headed(doc)
    number = paragraph(doc, "{{ number }}", align=WD_ALIGN_PARAGRAPH.RIGHT)
    number.paragraph_format.space_before = Pt(14)
    title = paragraph(
        doc, "{{ title }}", font=XIAOBIAO, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, line=34
    )
    title.paragraph_format.space_before = Pt(2 * LINE)
    title.paragraph_format.space_after = Pt(LINE)
    paragraph(doc, "{{ addressee }}：")
    return doc


def styled(doc: Doc) -> None:
    """Text in 仿宋 16 pt everywhere; python-docx knows no East Asian font, Word wants one."""
    style = doc.styles["Normal"]
    style.font.size = Pt(EM)
    set_fonts(style.element.get_or_add_rPr(), FANG)


def paged(doc: Doc) -> None:
    """A4 with the margins of the standard, first page and even pages of their own."""
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    doc.settings.odd_and_even_pages_header_footer = True
    for footer, align, indent in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right_indent"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left_indent"),
    ):
        line = footer.paragraphs[0]
        line.alignment = align
        setattr(line.paragraph_format, indent, Pt(14))
        numbered(line)


def headed(doc: Doc) -> None:
    """The sender's name in red with its double lines, on the first page only."""
    section = doc.sections[0]
    name = section.first_page_header.paragraphs[0]
    run(name, "{{ sender }}", font=XIAOBIAO, size=30, colour=RED)
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    widened(name)
    ruled(name, "bottom", "thickThinSmallGap", space=11)
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    foot.paragraph_format.line_spacing = Pt(2)
    widened(foot)
    ruled(foot, "top", "thinThickSmallGap", space=0)


def sign(doc: Doc) -> None:
    """Sender and date, both centred on the middle of a date that ends four characters in.

    What stands before keeps with it: no sheet may carry a signature without text.
    """
    for before in doc.paragraphs[-2:]:
        before.paragraph_format.keep_with_next = True
    for text, before in (("{{ sender }}", LINE), ("{{ dated_on }}", 0)):
        line = paragraph(doc, text, align=WD_ALIGN_PARAGRAPH.CENTER)
        line.paragraph_format.left_indent = Pt(13 * EM)
        line.paragraph_format.space_before = Pt(before)
        line.paragraph_format.keep_with_next = before > 0


def close_with_attachment(doc: Doc) -> None:
    """The end of a receipt, and its list of the scope on a page of its own."""
    body(doc, "附件：评价机构信息与认定范围清单", before=LINE)
    sign(doc)
    last = body(doc, "（此件依申请公开）")
    last.add_run().add_break(WD_BREAK.PAGE)
    paragraph(doc, "附件", font=HEI)
    paragraph(
        doc,
        "评价机构信息与认定范围清单",
        font=XIAOBIAO,
        size=22,
        align=WD_ALIGN_PARAGRAPH.CENTER,
        line=44,
    )
    facts(doc)
    scope(doc)


def facts(doc: Doc) -> None:
    """Who the body is."""
    rows = (
        ("机构名称", "{{ centre }}", "", ""),
        ("机构简称", "{{ short_name }}", "备案号", "{{ filing_number }}"),
        ("机构类型", "{{ body_type }}", "", ""),
        ("联系人", "{{ contact }}", "联系电话", "{{ phone }}"),
        ("邮箱", "{{ email }}", "网址", "{{ website }}"),
        ("地址", "{{ address }}", "", ""),
        ("开展职业技能等级认定范围", "", "", ""),
    )
    table = grid(doc, len(rows), (26, 52, 26, 52))
    for at, row in enumerate(rows):
        cells = table.rows[at].cells
        for cell, text in zip(cells, row, strict=True):
            filled(cell, text)
        if not row[1]:
            cells[0].merge(cells[3])
        elif not row[2]:
            cells[1].merge(cells[3])


def scope(doc: Doc) -> None:
    """What the body may assess: one row per trade, repeated by the loop of the template."""
    widths = (32, 28, 36, 29, 31)
    table = grid(doc, 4, widths)
    for cell, text in zip(
        table.rows[0].cells,
        ("职业名称", "职业编号", "工种/职业方向", "级别", "评价标准"),
        strict=True,
    ):
        filled(cell, text, font=HEI)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    filled(table.rows[1].cells[0], "{%tr for row in scope %}")
    for cell, name in zip(
        table.rows[2].cells, ("occupation", "code", "job", "levels", "standard"), strict=True
    ):
        filled(cell, f"{{{{ row.{name} }}}}")
    filled(table.rows[3].cells[0], "{%tr endfor %}")


def grid(doc: Doc, rows: int, widths: tuple[int, ...]) -> Table:
    """A ruled table with columns of so many millimetres."""
    table = doc.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def filled(cell: _Cell, text: str, font: str = FANG) -> None:
    """Centred text of 14 pt in a cell."""
    line = cell.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(3)
    if text:
        run(line, text, font=font, size=12)


def body(doc: Doc, text: str, before: float = 0) -> Paragraph:
    """A paragraph of the text, two characters in."""
    line = paragraph(doc, text)
    line.paragraph_format.first_line_indent = Pt(2 * EM)
    line.paragraph_format.space_before = Pt(before)
    return line


def paragraph(
    doc: Doc,
    text: str,
    *,
    font: str = FANG,
    size: float = EM,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    line: float = LINE,
) -> Paragraph:
    """One paragraph with exact line spacing in points."""
    made = doc.add_paragraph()
    made.alignment = align
    shape = made.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(line)
    shape.space_before = shape.space_after = Pt(0)
    run(made, text, font=font, size=size)
    return made


def run(
    line: Paragraph, text: str, *, font: str, size: float, colour: RGBColor | None = None
) -> None:
    """Text in one font for Chinese and Latin alike, as official letters have it."""
    made = line.add_run(text)
    made.font.size = Pt(size)
    if colour is not None:
        made.font.color.rgb = colour
    set_fonts(made._r.get_or_add_rPr(), font)


def set_fonts(properties: OxmlElement, font: str) -> None:
    """Name ``font`` for all scripts."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)


def widened(line: Paragraph) -> None:
    """Reach over the 156 mm of text to 170 mm, centred on the sheet (margins differ by 2 mm)."""
    line.paragraph_format.left_indent = Mm(-8)
    line.paragraph_format.right_indent = Mm(-6)


def ruled(line: Paragraph, side: str, kind: str, space: int) -> None:
    """A red double rule above or below a paragraph; ``space`` in points."""
    borders = OxmlElement("w:pBdr")
    rule = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "24"), ("space", str(space)), ("color", str(RED))):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    # Word wants the children of pPr in the order of its schema.
    line._p.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)


def numbered(line: Paragraph) -> None:
    """— 2 —, in 宋体 14 pt."""
    run(line, "— ", font=SONG, size=14)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        made = line.add_run()
        made.font.size = Pt(14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        made._r.append(mark)
    run(line, " —", font=SONG, size=14)


if __name__ == "__main__":
    main()
