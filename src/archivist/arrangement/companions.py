"""Companions (同表的 Word、Excel): what must be edited or reckoned with, beside the PDF.

They are made of the very values that stand on the sheet.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from archivist.arrangement.boxlist import box_workbook
from archivist.arrangement.sheets import Data
from archivist.making import wordrows
from archivist.making.barcode import qr_png
from archivist.making.spreadsheet import Column, Sheet, workbook
from archivist.making.word import fill

Made = dict[str, bytes]
COLUMNS = (
    ("number", Column(head="序号", width=6, centred=True)),
    ("code", Column(head="档号", width=32)),
    ("document_number", Column(head="文号", width=20)),
    ("responsible", Column(head="责任者", width=24)),
    ("title", Column(head="题名", width=46)),
    ("dated_on", Column(head="日期", width=11, centred=True)),
    ("secrecy", Column(head="密级", width=7, centred=True)),
    ("pages", Column(head="页数", width=7, centred=True)),
    ("remark", Column(head="备注", width=16)),
)
ABOUT = (
    ("全宗号", "fonds"),
    ("全宗名称", "fonds_name"),
    ("年度", "year"),
    ("保管期限", "term"),
    ("机构（问题）", "office"),
    ("批次", "batch"),
)


def companions(kind: str, data: Data, word: Path) -> Made:
    """The other files of a sheet by suffix: xlsx of lists, docx of 目录 and 备考表; may be none.

    ``word`` is the folder of the Word templates.

    Raises:
        NoSuchTemplate, BadTemplate, TemplateFieldUnknown: a Word template does not do.
    """
    makers: Mapping[str, Callable[[Data, Path], Made]] = {
        "catalogue": _catalogue,
        "note": _note,
        "box-list": _box_list,
    }
    return makers[kind](data, word) if kind in makers else {}


def _catalogue(data: Data, word: Path) -> Made:
    rows = data["rows"]
    assert isinstance(rows, list)
    about = "　　".join(f"{name}：{data[key]}" for name, key in ABOUT if data.get(key))
    sheet = Sheet(
        name="归档文件目录",
        title="归档文件目录",
        columns=[column for _, column in COLUMNS],
        rows=[[row[key] for key, _ in COLUMNS] for row in rows],
        notes=[about],
    )
    sample = wordrows.sample_row(key for key, _ in COLUMNS)
    document = _filled(word / "catalogue.docx", {**data, "rows": [sample]})
    return {".xlsx": workbook([sheet]), ".docx": wordrows.repeat(document, rows)}


def _note(data: Data, word: Path) -> Made:
    return {".docx": _filled(word / "note.docx", data)}


def _box_list(data: Data, word: Path) -> Made:  # noqa: ARG001 - every maker is asked alike
    return {".xlsx": box_workbook(data)}


def _filled(template: Path, data: Data) -> bytes:
    fields = {key: value for key, value in data.items() if key not in ("code", "made_on")}
    return fill(template, fields, {"qr": qr_png(str(data["code"]))})
