"""A made-up paper as a plain Word file, written with the standard library alone."""

import io
import zipfile
from html import escape

from archivist.samples.paper import (
    Break,
    Bubbles,
    Cell,
    Gap,
    Heading,
    Ink,
    Line,
    Paper,
    Prose,
    Signs,
    Span,
    Table,
)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
_WIDTH = 9600  # twentieths of a point between the margins of A4
_MOMENT = (2024, 3, 20, 10, 0, 0)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_file(paper: Paper) -> bytes:
    """``paper`` as docx bytes; equal papers give equal bytes."""
    body = "".join(
        (
            _paragraph(paper.title, size=36, centred=True, bold=True),
            _paragraph(paper.subtitle, centred=True) if paper.subtitle else "",
            *(_block(block) for block in paper.blocks),
        )
    )
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
    page += 'w:bottom="1134" w:left="1134" w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", f"<w:document {_W}><w:body>{body}{page}</w:body></w:document>"),
        ):
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            parcel.writestr(zipfile.ZipInfo(name, _MOMENT), head + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _block(block: object) -> str:
    match block:
        case Line(left, right):
            return _paragraph(left, right=right) if left else _paragraph(right, aligned="right")
        case Heading(text):
            return _paragraph(text, bold=True)
        case Prose(paragraphs, indent):
            return "".join(_paragraph(text, indent=indent) for text in paragraphs)
        case Table():
            return _table(block)
        case Signs(places):
            return "".join(
                _paragraph(f"{place.label}：{place.hand.text if place.hand else ''}")
                + (_paragraph(place.day, aligned="right") if place.day else "")
                for place in places
            )
        case Bubbles(chosen):
            return _paragraph("　".join(f"{at}.{one}" for at, one in enumerate(chosen, 1)))
        case Gap():
            return _paragraph("")
        case Break():
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    raise TypeError(type(block))


def _paragraph(
    text: str,
    *,
    right: str = "",
    size: int = 24,
    centred: bool = False,
    bold: bool = False,
    indent: bool = False,
    aligned: str = "",
) -> str:
    shape = f'<w:jc w:val="{"center" if centred else aligned or "left"}"/>'
    if indent:
        shape = '<w:ind w:firstLineChars="200" w:firstLine="480"/>' + shape
    if right:
        shape = f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>' + shape
    look = f'{_FONT}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
    run = f"<w:r><w:rPr>{look}</w:rPr>{_text(text)}</w:r>"
    if right:
        run += f"<w:r><w:rPr>{look}</w:rPr><w:tab/>{_text(right)}</w:r>"
    return f"<w:p><w:pPr>{shape}</w:pPr>{run}</w:p>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def _table(table: Table) -> str:
    total = sum(table.widths)
    widths = [round(_WIDTH * share / total) for share in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = [_row(table.header, widths)] if table.header else []
    rows += [_row(row, widths) for row in table.rows]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>{_paragraph('', size=10)}"
    )


def _row(cells: tuple[Cell, ...], widths: list[int]) -> str:
    made, at = [], 0
    for cell in cells:
        content, columns = (cell.content, cell.columns) if isinstance(cell, Span) else (cell, 1)
        text = content.text if isinstance(content, Ink) else content
        width = sum(widths[at : at + columns])
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>'
            f'<w:vAlign w:val="center"/></w:tcPr>{_paragraph(text, size=21, centred=True)}</w:tc>'
        )
        at += columns
    return f"<w:tr>{''.join(made)}</w:tr>"
