"""Label sheets as data, and where labels and stamps come to lie."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pdfplumber
import pytest
import zxingcpp

from archivist.errors import (
    BadStart,
    BadTemplate,
    NoSuchLabelPaper,
    NoSuchTemplate,
    ValueTooLong,
)
from archivist.making.labelpaper import LabelPaper, label_paper, label_papers
from archivist.making.typeset import Typesetter
from tests.making.measuring import line_centres, picture, red, sizes, texts

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAPERS = label_papers(TEMPLATES)
OWN = """\
[own]
title = "自备"
paper_width = 100
paper_height = 150
columns = 2
rows = 5
label_width = 46
label_height = 25
left = 2
top = 5
gap_x = 3
gap_y = 2
kind = "label"
"""
TAIL = '\nleft = 2\ntop = 5\ngap_x = 3\ngap_y = 2\nkind = "label"'
LONG = "东海之滨云台山麓新世纪职业技能培训与评价服务中心（社会组织）"


def label(number: int, **more: object) -> dict[str, object]:
    code = f"档案盒 {number:04d} 批次 LYG-SP-2024-0316"
    lines = ["LYG-SP-2024-0316", "养老护理员 四级/中级工", "长期　件号 0001 至 0027", "库房 1"]
    name = f"盒 {number:04d}"
    return {"name": name, "big": name, "lines": lines, "code": code, **more}


def sticker(number: int, **more: object) -> dict[str, object]:
    return {"cells": ["L001", "2024", f"{number:04d}", "", "长期", "12"], "note": "", **more}


def paper_of(text: str, folder: Path) -> dict[str, LabelPaper]:
    (folder / "labels.toml").write_text(text, encoding="utf-8")
    return label_papers(folder)


@pytest.mark.parametrize("name", [name for name, one in PAPERS.items() if one.takes("label")])
def test_labels_lie_on_the_paper(typesetter: Typesetter, name: str) -> None:
    """Each label's text and code lie inside that label's cell; no sheet is wasted."""
    paper = PAPERS[name]
    count = paper.per_sheet + 1
    data = {"paper": paper.data(1, (0, 0)), "labels": [label(at) for at in range(1, count + 1)]}
    made = typesetter.pdf("labels", data)
    assert sizes(made) == [pytest.approx((paper.paper_width, paper.paper_height), abs=0.2)] * 2
    found = zxingcpp.read_barcodes(np.asarray(picture(made, 200)))
    assert len(found) == paper.per_sheet
    with pdfplumber.open(BytesIO(made)) as pdf:
        words = pdf.pages[0].extract_words()
    boxes = [word for word in words if word["text"].isdigit() and len(word["text"]) == 4]
    for word in boxes:
        left, right = word["x0"] / 72 * 25.4, word["x1"] / 72 * 25.4
        pitch = paper.label_width + paper.gap_x
        inside = (left - paper.left) % pitch
        assert inside >= 0
        assert inside + right - left <= paper.label_width + 0.2


def test_start_and_offset_move_the_labels(typesetter: Typesetter) -> None:
    """Printing begins at the first free label, moved by the calibration, to 0.2 mm."""
    paper = PAPERS["L7160"]

    def corner(start: int, offset: tuple[float, float]) -> tuple[float, float]:
        data = {"paper": paper.data(start, offset), "labels": [label(1)]}
        with pdfplumber.open(BytesIO(typesetter.pdf("labels", data))) as pdf:
            first = next(char for char in pdf.pages[0].chars if char["text"] == "盒")
        return first["x0"] / 72 * 25.4, first["top"] / 72 * 25.4

    x, y = corner(1, (0, 0))
    assert corner(5, (0, 0)) == pytest.approx((x + 66.0, y + 38.1), abs=0.2)
    assert corner(1, (-1.5, 2.0)) == pytest.approx((x - 1.5, y + 2.0), abs=0.2)


@pytest.mark.parametrize("name", [name for name, one in PAPERS.items() if one.takes("sticker")])
def test_sticker_is_the_stamp_to_size(typesetter: Typesetter, name: str) -> None:
    """Each sticker bears the stamp of 45 x 16 mm and six equal cells, in the label's middle."""
    paper = PAPERS[name]
    made = typesetter.pdf("stickers", {"paper": paper.data(1, (0, 0)), "labels": [sticker(1)]})
    mask = red(picture(made, 300))
    across, down = line_centres(mask, 0, 0.8, 300), line_centres(mask, 1, 0.8, 300)
    assert np.diff(across) == pytest.approx([15, 15, 15], abs=0.2)
    assert np.diff(down) == pytest.approx([8, 8], abs=0.2)
    assert across[0] == pytest.approx(paper.left + (paper.label_width - 45) / 2, abs=0.2)
    assert down[1] == pytest.approx(paper.top + paper.label_height / 2, abs=0.2)
    assert all(value in texts(made)[0] for value in ("L001", "2024", "0001", "长期", "12"))


def test_sticker_with_a_note_stays_on_its_label(typesetter: Typesetter) -> None:
    """A sticker's note stands under the stamp, both inside the label."""
    paper = PAPERS["4x10"]
    one = sticker(1, note="0001 职业技能等级认定申请表")
    made = typesetter.pdf("stickers", {"paper": paper.data(1, (0, 0)), "labels": [one]})
    down = line_centres(red(picture(made, 300)), 1, 0.8, 300)
    with pdfplumber.open(BytesIO(made)) as pdf:
        note = next(char for char in pdf.pages[0].chars if char["text"] == "职")
    assert down[-1] < note["top"] / 72 * 25.4
    assert note["bottom"] / 72 * 25.4 < paper.top + paper.label_height
    assert down[0] > paper.top


@pytest.mark.parametrize(
    ("template", "one"),
    [
        ("labels", label(1, lines=[LONG * 9])),
        ("labels", label(1, big="X" * 200)),
        ("stickers", {"cells": ["", "", "", LONG, "", ""], "note": ""}),
    ],
)
def test_long_values_are_refused(
    typesetter: Typesetter, template: str, one: dict[str, object]
) -> None:
    """A value that does not fit is refused by name, not printed into the next label."""
    with pytest.raises(ValueTooLong):
        typesetter.pdf(template, {"paper": PAPERS["L7160"].data(1, (0, 0)), "labels": [one]})


def test_own_paper_is_taken(tmp_path: Path, typesetter: Typesetter) -> None:
    """A body's own size is one more section of the file, and is printed to size."""
    own = paper_of(OWN, tmp_path)["own"]
    assert not own.takes("sticker")
    made = typesetter.pdf("labels", {"paper": own.data(10, (0, 0)), "labels": [label(1)]})
    assert sizes(made) == [pytest.approx((100, 150), abs=0.2)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("label_width = 46", "label_width = 66"), "超出纸宽"),
        (("rows = 5", "rows = 6"), "超出纸高"),
        (("rows = 5", "rows = 0"), "rows 应当是正整数"),
        (("left = 2", 'left = "2"'), "left 应当是数字"),
        (("left = 2", "left = -1"), "left 应当在"),
        (("left = 2", "lift = 2"), "lift 不是这里的字段"),
        (("left = 2", ""), "少了 left"),
        ((f"label_height = 25{TAIL}", "label_height = 15\nleft = 2\ntop = 5"), "kind 只能是 label"),
        (('kind = "label"', 'kind = "x"'), "kind 只能是 label、sticker、both"),
        (("label_height = 25", "label_height = 5"), "太小"),
        (("title = ", "title == "), "写法有误"),
        (("[own]", "own = 1\n[other]"), "应当是一节"),
    ],
)
def test_mistakes_in_the_file_are_named(
    tmp_path: Path, change: tuple[str, str], words: str
) -> None:
    """A wrong size in labels.toml names the section, the field and what is wrong."""
    with pytest.raises(BadTemplate, match=words):
        paper_of(OWN.replace(*change), tmp_path)


def test_unknown_paper_and_start() -> None:
    """An unknown sheet names those there are; a start beyond the sheet says how many it has."""
    with pytest.raises(NoSuchLabelPaper, match="L7160"):
        label_paper(TEMPLATES, "A5", "label")
    with pytest.raises(NoSuchLabelPaper):
        label_paper(TEMPLATES, "4x16", "label")
    for start in (0, 22):
        with pytest.raises(BadStart, match="21"):
            PAPERS["L7160"].data(start, (0, 0))
    with pytest.raises(NoSuchTemplate):
        label_papers(TEMPLATES / "word")


def test_calibration_page_is_true(typesetter: Typesetter) -> None:
    """The crosses stand where the page says, moved by the offset; the rulers are true."""
    made = typesetter.pdf("calibration", {"offset_x_mm": 1.0, "offset_y_mm": -2.0})
    with pdfplumber.open(BytesIO(made)) as pdf:
        one = pdf.pages[0]
        lines = [(c["x0"], c["top"], c["x1"], c["bottom"]) for c in (*one.lines, *one.rects)]
        curves = [(c["x0"] + c["x1"]) / 2 / 72 * 25.4 for c in one.curves]
    millimetres = [[edge / 72 * 25.4 for edge in line] for line in lines]
    ticks = sorted(left for left, top, right, _ in millimetres if abs(top - 38) < 0.2)
    assert sizes(made) == [pytest.approx((210, 297), abs=0.2)]
    assert ticks[-1] - ticks[0] == pytest.approx(160, abs=0.2)
    assert ticks[0] == pytest.approx(26, abs=0.2)
    assert min(curves) == pytest.approx(21, abs=0.2)
    assert "print.offset_y_mm = -2" in texts(made)[0]
