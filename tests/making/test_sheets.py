"""The printed forms, measured and read back from their PDF."""

from io import BytesIO
from typing import Any

import numpy as np
import pdfplumber
import pytest
import zxingcpp

from archivist.errors import ValueTooLong
from archivist.making.typeset import Typesetter
from tests.making.measuring import picture, sizes, texts

LONG = "东海之滨云台山麓新世纪职业技能培训与评价服务中心（社会组织）"
SHEETS = (
    "box-cover",
    "spine",
    "exam-spine",
    "catalogue",
    "catalogue-cover",
    "bag",
    "note",
    "separator",
    "box-list",
    "register",
)
ROW = {
    "number": 1,
    "position": 1,
    "code": "L001-ZY·JN·2024·D1-003-0001",
    "title": "关于开展2024年第三批养老护理员职业技能等级认定工作的请示",
    "responsible": "云台职业技能评价中心",
    "document_number": "云评函〔2024〕12号",
    "dated_on": "20240316",
    "secrecy": "内部",
    "pages": 3,
    "term": "一年",
    "kept_for": "2年7个月",
}


def of(sheet: str, **data: object) -> dict[str, object]:
    """The least data a sheet can be set with, and more."""
    least: dict[str, dict[str, object]] = {
        "spine": {"thickness_mm": 30},
        "exam-spine": {"thickness_mm": 20},
        "box-list": {"rows": []},
        "catalogue": {"rows": []},
        "register": {"rows": []},
    }
    return {**least.get(sheet, {}), **data}


@pytest.mark.parametrize("sheet", SHEETS)
def test_empty_sheet_is_set(typesetter: Typesetter, sheet: str) -> None:
    """Every form can be printed with nothing filled in, on one page (the register has a cover)."""
    made = sizes(typesetter.pdf(sheet, of(sheet)))
    assert len(made) == (2 if sheet == "register" else 1)


@pytest.mark.parametrize("thickness", [20, 30, 40, 50])
def test_spine_size_and_type(typesetter: Typesetter, thickness: int) -> None:
    """A spine is thickness x 310 mm, one page, with no type under 14 pt, even for a long name."""
    data = {
        "thickness_mm": thickness,
        "fonds": "L001",
        "year": "2024",
        "term": "长期",
        "office": LONG[:20],
        "batch": "LYG-SP-2024-0316",
        "first": "0001",
        "last": "0027",
        "box": "0003",
    }
    made = typesetter.pdf("spine", data)
    assert sizes(made) == [pytest.approx((thickness, 310), abs=0.2)]
    with pdfplumber.open(BytesIO(made)) as pdf:
        letters = [char for char in pdf.pages[0].chars if char["text"].strip()]
    assert min(_type_size(char) for char in letters) >= 13.9
    assert {"0", "7", "长", "期"} <= {char["text"] for char in letters}


def _type_size(char: dict[str, Any]) -> float:
    """The type size in points, for upright and for turned letters."""
    turned = abs(char["matrix"][1]) > 0.5
    return float(char["width"] if turned else char["size"])


def test_spine_cells_are_in_order(typesetter: Typesetter) -> None:
    """From top to bottom: fonds, year, term, office, first item above last item, box."""
    data = of(
        "spine",
        fonds="F7",
        year="1999",
        term="十年",
        office="甲",
        first="1111",
        last="2222",
        box="3333",
    )
    with pdfplumber.open(BytesIO(typesetter.pdf("spine", data))) as pdf:
        words = {word["text"]: word["top"] for word in pdf.pages[0].extract_words()}
    order = ["F7", "1999", "十年", "甲", "1111", "2222", "3333"]
    tops = [words[word] for word in order]
    assert tops == sorted(tops)


def test_spine_refuses_a_name_without_end(typesetter: Typesetter) -> None:
    """A name that does not fit at 14 pt is refused by field and value, not cut off."""
    with pytest.raises(ValueTooLong) as refused:
        typesetter.pdf("spine", of("spine", thickness_mm=20, office=LONG * 4))
    assert refused.value.facts["field"] == "机构（问题）"
    assert refused.value.facts["value"] == LONG * 4


def test_cover_shows_name_over_a_double_rule(typesetter: Typesetter) -> None:
    """The cover has the fonds name with two full-width lines right under it."""
    made = typesetter.pdf("box-cover", {"fonds_name": LONG})
    with pdfplumber.open(BytesIO(made)) as pdf:
        one = pdf.pages[0]
        wide = sorted(edge["top"] for edge in one.edges if edge["width"] > 500)
        bottom = max(char["bottom"] for char in one.chars if char["size"] > 13)
    rules = sorted({round(top, 1) for top in wide})
    assert 2 <= len(rules) <= 4  # a thick line may be told by both its edges
    assert rules[-1] - rules[0] < 8
    assert LONG in texts(made)[0]
    assert bottom > 0


def test_cover_refuses_a_name_without_end(typesetter: Typesetter) -> None:
    """A fonds name that does not fit in its place at the least size is refused, not cut off."""
    with pytest.raises(ValueTooLong):
        typesetter.pdf("box-cover", {"fonds_name": LONG * 9})


def test_catalogue_repeats_head_and_counts_pages(typesetter: Typesetter) -> None:
    """Every page of a catalogue has title, column heads and "page x of y"."""
    rows = [{**ROW, "number": at} for at in range(1, 61)]
    said = texts(typesetter.pdf("catalogue", {"rows": rows, "fonds": "L001"}))
    assert len(said) > 2
    for at, page in enumerate(said, 1):
        bare = page.replace(" ", "").replace("　", "")
        assert "归档文件目录" in bare
        for head in ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"):
            assert head in bare
        assert f"第{at}页共{len(said)}页" in bare


def test_code_stays_in_its_column(typesetter: Typesetter) -> None:
    """A long 档号 is broken after · or - inside its column and never runs into the next."""
    row = {
        **ROW,
        "code": "L001-ZY·JN·2024·长期·BGSBGSBGS-003-0001-0002",
        "document_number": "文号处",
    }
    with pdfplumber.open(BytesIO(typesetter.pdf("catalogue", {"rows": [row]}))) as pdf:
        table = pdf.pages[0].extract_table()
        right = max(char["x1"] for char in pdf.pages[0].chars if char["text"] in "BGS·")
    assert table is not None
    lines = (table[-1][1] or "").split("\n")
    assert "".join(lines) == row["code"]
    assert all(line[-1] in "·-" for line in lines[:-1])
    assert right < (10 + 12 + 48) / 25.4 * 72


def test_register_cover_has_all_signatures(typesetter: Typesetter) -> None:
    """The register's cover has places for the head, the approver and two witnesses."""
    data = {"rows": [{**ROW, "year": 2024}], "number": "2026Q4-01", "count": 1, "fonds": "L001"}
    said = texts(typesetter.pdf("register", data))
    for words in (
        "鉴定小组负责人",
        "批准人",
        "监销人（一）",
        "监销人（二）",
        "销毁时间",
        "2026Q4-01",
    ):
        assert words in said[0]
    for head in ("文件题名", "档号", "备注", "2年7个月"):
        assert head in said[1].replace(" ", "")


def test_note_continues_on_the_next_page(typesetter: Typesetter) -> None:
    """A long 备考表 loses no line; the signatures stand on the last page only."""
    lines = [f"第{at}条：" + LONG for at in range(1, 80)]
    said = texts(typesetter.pdf("note", {"lines": lines}))
    assert len(said) > 1
    whole = "".join(said).replace(" ", "")
    assert all(f"第{at}条" in whole for at in range(1, 80))
    assert ["整理日期" in page for page in said] == [False] * (len(said) - 1) + [True]


@pytest.mark.parametrize("sheet", SHEETS)
def test_code_is_readable_and_large_enough(typesetter: Typesetter, sheet: str) -> None:
    """Every sheet carries its code as a QR symbol of 15 mm or more that a scanner reads."""
    code = "ARC1|LYG-SP-2024-0316|17||"
    data = of(sheet, code=code, thickness_mm=20)
    found = zxingcpp.read_barcodes(np.asarray(picture(typesetter.pdf(sheet, data), 150)))
    assert [one.text for one in found] == [code]
    corners = found[0].position
    side = (corners.top_right.x - corners.top_left.x) / 150 * 25.4
    assert side >= 14.8
