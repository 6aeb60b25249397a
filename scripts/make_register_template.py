"""Write templates/word/register.docx, the Word template of the destruction register.

Run it only to make the template anew; afterwards the docx itself is what people edit in Word.
"""

import sys
from pathlib import Path

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt
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


def cover(document: Doc) -> None:
    """The first page: what the register is, and the blanks for the four signatures."""
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(14)
    write(title, "档案销毁清册", HEI, 28)
    table = document.add_table(rows=0, cols=4)
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
    at_least(table, 11)
    note = document.add_paragraph()
    note.paragraph_format.space_before = Pt(8)
    write(note, NOTE, KAI, 10)
    seal = document.add_paragraph()
    write(seal, "清册校验值（SHA-256）{{ digest }}", SONG, 8)
    seal.add_run().add_break(WD_BREAK.PAGE)


def build() -> Doc:
    """The whole template."""
    document = landscape(top=18)
    head = document.sections[0].header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(head, "销毁清册 {{ number }}", SONG, 9)
    page_numbers(document)
    cover(document)
    long_table(document, COLUMNS, LEFT, 8.5, 8.5)
    return named(document, "档案销毁清册")


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent / "templates" / "word" / "register.docx"
    build().save(sys.argv[1] if len(sys.argv) > 1 else str(default))
