"""The floors of the register: Word, Excel and PDF of the same rows, each library alone."""

import json
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any


def word(request: dict[str, Any]) -> Callable[[], None]:
    """python-docx: a table whose row is copied as XML for each of ``rows``."""
    import docx

    rows = request["rows"]

    def work() -> None:
        document = docx.Document()
        table = document.add_table(rows=1, cols=len(rows[0]), style="Table Grid")
        for cell in table.rows[0].cells:
            cell.paragraphs[0].add_run("·")
        sample = table.rows[0]._tr
        mark = f"{{{sample.nsmap['w']}}}t"
        for row in rows:
            line = deepcopy(sample)
            for place, value in zip(line.iter(mark), row, strict=True):
                place.text = str(value)
            table._tbl.append(line)
        document.save(BytesIO())

    return work


def excel(request: dict[str, Any]) -> Callable[[], None]:
    """xlsxwriter: all values as text, row by row in constant memory."""
    import xlsxwriter

    rows = request["rows"]

    def work() -> None:
        with xlsxwriter.Workbook(BytesIO(), {"constant_memory": True}) as book:
            ruled = book.add_format({"border": 1, "text_wrap": True})
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write_string(at, column, str(value), ruled)

    return work


def pdf(request: dict[str, Any]) -> Callable[[], None]:
    """typst: one compile of all rows with our template and one whole font."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[request["fonts_at"]],
    )
    source = Path(request["source"])
    inputs = {"data": json.dumps(request["data"]), "fonts": json.dumps(request["fonts"])}

    def work() -> None:
        compiler = typst.Compiler(root=str(source.parent), font_paths=fonts)
        compiler.compile(input=str(source), format="pdf", sys_inputs=inputs)

    return work
