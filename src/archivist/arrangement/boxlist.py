"""The box list (装盒清单) and the stock-take sheet (盘点表): values for template and workbook.

Both have the fields of ``templates/typst/box-list.typ``: heading, fonds, fonds_name, batch,
made_for, stocktake, code, and rows with box, kind, batch, year, term, range, records, pages,
thickness, place, remark. All are text, so that sheet and workbook say the same.
"""

from collections.abc import Sequence
from datetime import date

from archivist.arrangement.sheets import Data, chinese_day, range_text
from archivist.arrangement.whereabouts import NOT_PLACED, place_text
from archivist.records.box import BOX_WORDS, Box, BoxKind
from archivist.rules.numbering import serial_text
from archivist.rules.pack import RulePack
from archivist.settings import Body

LIST, STOCK = "装盒清单", "档案盘点表"
_COLUMNS = (
    ("box", "盒号", 8.0, True),
    ("kind", "容器", 11.0, True),
    ("batch", "批次", 22.0, False),
    ("year", "年度", 7.0, True),
    ("term", "保管期限", 10.0, True),
    ("range", "起止件号", 16.0, True),
    ("records", "件数", 7.0, True),
    ("pages", "页数", 7.0, True),
    ("thickness", "厚度", 9.0, True),
    ("place", "存放位置", 26.0, False),
)
_TAKING = ("", "在架", 7.0, True)
_REMARK = ("remark", "备注", 20.0, False)


def box_row(box: Box, pack: RulePack) -> dict[str, str]:
    """One container as a line of either list."""
    return {
        "box": serial_text(box.number),
        "kind": BOX_WORDS[box.kind],
        "batch": box.batch,
        "year": str(box.year),
        "term": pack.term(box.term).folder,
        "range": range_text(box) if box.records else "",
        "records": str(box.records),
        "pages": str(box.pages) if box.kind is BoxKind.PAPER else "",
        "thickness": f"{box.thickness_mm} 毫米" if box.kind is BoxKind.PAPER else "",
        "place": place_text(box) or NOT_PLACED.strip("（）"),
        "remark": "" if box.records else "已空",
    }


def box_list(
    boxes: Sequence[Box],
    pack: RulePack,
    body: Body,
    today: date,
    *,
    batch: str = "",
    stocktake: bool = False,
) -> Data:
    """The values of a box list, or of a stock-take sheet with blanks for the hand.

    A stock-take goes from shelf to shelf, a list by number.
    """
    ordered = sorted(boxes, key=_by_place if stocktake else lambda box: (box.number,))
    return {
        "heading": STOCK if stocktake else LIST,
        "fonds": body.fonds,
        "fonds_name": body.name,
        "batch": batch,
        "made_for": chinese_day(today),
        "stocktake": stocktake,
        "code": f"{STOCK if stocktake else LIST} {batch or '全部'} {today.isoformat()}",
        "rows": [box_row(box, pack) for box in ordered],
    }


def box_workbook(data: Data) -> bytes:
    """The same list as xlsx."""
    from archivist.making.spreadsheet import Column, Sheet, workbook

    rows = data["rows"]
    assert isinstance(rows, list)
    columns = (*_COLUMNS, *((_TAKING,) if data["stocktake"] else ()), _REMARK)
    heading = str(data["heading"])
    sheet = Sheet(
        name=heading,
        title=heading,
        columns=[Column(head=head, width=width, centred=mid) for _, head, width, mid in columns],
        rows=[[row.get(key, "") for key, *_ in columns] for row in rows],
        notes=[f"{data['fonds_name']}　{data['batch']}　{data['made_for']}".strip("　")],
    )
    return workbook([sheet])


def _by_place(box: Box) -> tuple[str | int, ...]:
    placed = bool(box.room or box.cabinet or box.shelf)
    return (not placed, box.room, _number(box.cabinet), _number(box.shelf), box.number)


def _number(text: str) -> str:
    """So that shelf 10 comes after shelf 9."""
    return text.rjust(8, "0") if text.isdigit() else text
