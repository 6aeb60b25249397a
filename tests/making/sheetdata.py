"""What stands on each printed sheet when every field is given: short values, as usual."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from archivist.making.labelpaper import LabelPaper, label_papers

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAPERS = label_papers(TEMPLATES)
HEAD = {
    "fonds": "L001",
    "year": "2024",
    "term": "长期",
    "batch": "LYG-SP-2024-0316",
    "code": "盒 1",
}
NAMES = {
    "fonds_name": "云港示范职业培训学校",
    "office": "云港示范",
    "occupation": "养老护理员 四级",
}
EXAM = {"exam_on": "2024年3月16日", "site": "云港示范考点"}
BOX = {"first": "0001", "last": "0021", "box": "0007"}
LINE = {
    "number": "1",
    "code": "L001-ZY·JN·2024·C·JNJD-001-0001",
    "document_number": "云评函〔2024〕12号",
    "responsible": "云港示范",
    "title": "考生签到表（理论）",
    "dated_on": "20240316",
    "secrecy": "内部",
    "pages": "3",
    "remark": "复印件",
}
LISTED = {
    "box": "0001",
    "kind": "盒",
    "batch": "LYG-SP-2024-0316",
    "year": "2024",
    "term": "长期",
    "range": "0001 至 0021",
    "records": "21",
    "pages": "22",
    "thickness": "20 毫米",
    "place": "库房 1 柜 3 层 2",
    "remark": "已空",
}
REGISTERED = {
    "position": "1",
    "title": "考生试卷及答题卡",
    "year": "2024",
    "code": LINE["code"],
    "term": "一年",
    "kept_for": "2年7个月",
    "pages": "2",
    "copies": "1",
    "batch": "LYG-SP-2024-0316",
    "material": "19",
    "carrier": "纸质",
    "base_on": "20240520",
    "due_on": "20280101",
    "secrecy": "内部",
    "remark": "无",
}
LABEL = {
    "name": "盒 0001",
    "big": "盒 0001",
    "lines": ["LYG-SP-2024-0316", "养老护理员 四级", "长期　件号 0001 至 0021", "库房 1 柜 3 层 2"],
    "code": "盒 0001 LYG-SP-2024-0316",
}
STICKER = {"cells": ["L001", "2024", "0001", "JNJD", "长期", "12"], "note": "0001 申请表"}


def _noted(paper: LabelPaper) -> dict[str, Any]:
    """A sticker; on a low label there is no room for a note."""
    every = deepcopy(STICKER)
    return every if paper.label_height >= 23 else {"cells": every["cells"]}


SHEETS: dict[str, tuple[str, dict[str, Any]]] = {
    "box-cover": (
        "box-cover",
        {
            **HEAD,
            **EXAM,
            "fonds_name": NAMES["fonds_name"],
            "occupation": NAMES["occupation"],
            "heading": "职业技能等级认定档案",
            "candidates": "8 人",
            "records": "21",
            "pages": "22",
            "box": "0007（第 1 盒/共 2 盒）",
        },
    ),
    "spine-20": ("spine", {**HEAD, **BOX, "office": "云港示范", "thickness_mm": 20}),
    "spine-50": ("spine", {**HEAD, **BOX, "office": "云港示范", "thickness_mm": 50}),
    "exam-spine-20": (
        "exam-spine",
        {
            **EXAM,
            "batch": HEAD["batch"],
            "term": "长期",
            "code": "盒 1",
            "occupation": NAMES["occupation"],
            "heading": "考务档案",
            "box": "0007",
            "thickness_mm": 20,
        },
    ),
    "catalogue": (
        "catalogue",
        {
            **HEAD,
            "fonds_name": NAMES["fonds_name"],
            "office": "云港示范",
            "rows": [dict(LINE) for _ in range(3)],
        },
    ),
    "catalogue-cover": ("catalogue-cover", {**HEAD, **NAMES}),
    "bag": (
        "bag",
        {
            "fonds": "L001",
            "term": "一年",
            "batch": HEAD["batch"],
            "code": "袋",
            "occupation": NAMES["occupation"],
            "body": NAMES["fonds_name"],
            "archival_code": "L001-ZY·JN·2024·D1·JNJD-001-0001 至 0016",
            "candidates": "2024031601001 至 2024031601008",
            "due_on": "2028年1月1日",
            "secrecy": "内部",
            "rows": [
                {"title": "考生试卷", "copies": "1", "pages": "2", "remark": "件号 0001"}
                for _ in range(3)
            ],
        },
    ),
    "note": (
        "note",
        {
            **HEAD,
            "box": "0007",
            "lines": ["本盒存放件号 0001 至 0021，共 21 件、22 页。", "缺：第 12 项。"],
            "arranged_by": "甲",
            "arranged_on": "2024年6月3日",
            "checked_by": "乙",
            "checked_on": "2024年6月4日",
        },
    ),
    "separator": (
        "separator",
        {
            "batch": HEAD["batch"],
            "fonds_name": NAMES["fonds_name"],
            "occupation": NAMES["occupation"],
            "number": "10",
            "title": "考生签到表",
            "subject": "理论",
            "term": "长期",
            "count": "共 1 份",
            "code": "ARC1|LYG-SP-2024-0316|10|theory||0",
        },
    ),
    "box-list": (
        "box-list",
        {
            "fonds": "L001",
            "fonds_name": NAMES["fonds_name"],
            "batch": HEAD["batch"],
            "made_for": "2024年6月3日",
            "stocktake": False,
            "code": "清单",
            "rows": [dict(LISTED) for _ in range(3)],
        },
    ),
    "stock-take": (
        "box-list",
        {
            "fonds": "L001",
            "fonds_name": NAMES["fonds_name"],
            "made_for": "2024年6月3日",
            "stocktake": True,
            "code": "盘点",
            "rows": [dict(LISTED) for _ in range(3)],
        },
    ),
    "register": (
        "register",
        {
            "number": "2026Q4-01",
            "quarter": "2026年第4季度",
            "fonds": "L001",
            "fonds_name": NAMES["fonds_name"],
            "count": "3",
            "pages": "6",
            "years": "2024",
            "proposed_by": "甲",
            "proposed_on": "2026年11月21日",
            "code": "清册",
            "rows": [dict(REGISTERED) for _ in range(3)],
        },
    ),
    **{
        f"labels {name}": (
            "labels",
            {"paper": one.data(1, (0, 0)), "labels": [deepcopy(LABEL) for _ in range(2)]},
        )
        for name, one in PAPERS.items()
        if one.takes("label")
    },
    **{
        f"stickers {name}": (
            "stickers",
            {"paper": one.data(1, (0, 0)), "labels": [_noted(one) for _ in range(2)]},
        )
        for name, one in PAPERS.items()
        if one.takes("sticker")
    },
}
NO_FIELDS = ("code", "paper", "name", "stocktake", "thickness_mm")


def of(name: str) -> tuple[str, dict[str, Any]]:
    """The template of a sheet and its data, to be changed at will."""
    template, data = SHEETS[name]
    return template, deepcopy(data)


def fields(name: str) -> Iterator[tuple[str | int, ...]]:
    """Where each text stands in a sheet's data; of rows and labels only the first's."""
    yield from _texts(SHEETS[name][1], ())


def _texts(value: Any, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, str):
        yield at
    elif isinstance(value, list):
        several = at and at[-1] in ("cells", "lines")
        for place, inner in enumerate(value if several else value[:1]):
            yield from _texts(inner, (*at, place))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in NO_FIELDS or at[:1] == ("rows",):
                yield from _texts(inner, (*at, key))


def changed(data: Any, at: tuple[str | int, ...], new: str) -> Any:
    """``data`` with the text at this place replaced."""
    if not at:
        return new
    copy = deepcopy(data)
    inside = copy
    for step in at[:-1]:
        inside = inside[step]
    inside[at[-1]] = new
    return copy
