"""Every printed sheet measured from its PDF in millimetres, to 0.2, and its text read back."""

from io import BytesIO
from itertools import pairwise

import numpy as np
import pdfplumber
import pytest
import zxingcpp

from archivist.making.typeset import Typesetter
from tests.making import sheetdata
from tests.making.measuring import MM, Rules, picture, rules, sizes, texts

A4, LYING = (210.0, 297.0), (297.0, 210.0)
OUTER = {
    "box-cover": (220.0, 310.0),
    "spine-20": (20.0, 310.0),
    "spine-50": (50.0, 310.0),
    "exam-spine-20": (20.0, 310.0),
    "catalogue": LYING,
    "box-list": LYING,
    "stock-take": LYING,
    "register": LYING,
}
COLUMNS = {
    "catalogue": (12, 48, 36, 34, 80, 20, 14, 14, 19),
    "box-list": (16, 22, 44, 12, 18, 28, 13, 13, 16, 63, 32),
    "stock-take": (16, 22, 44, 12, 18, 28, 13, 13, 16, 41, 16, 38),
    "register": (11, 47, 12, 45, 15, 17, 11, 11, 29, 11, 12, 18, 18, 10, 10),
}


def near(*millimetres: float) -> object:
    return pytest.approx(millimetres, abs=0.2)


def set_sheet(typesetter: Typesetter, name: str, **more: object) -> bytes:
    template, data = sheetdata.of(name)
    return typesetter.pdf(template, {**data, **more})


def ruled(typesetter: Typesetter, name: str, page: int = 0) -> Rules:
    """The lines of a sheet without its QR code, whose squares have edges, too."""
    return rules(set_sheet(typesetter, name, code=""), page)


def letters_of(text: str) -> str:
    """Without white space; pdfium tells a hyphen at the end of a line by a mark of its own."""
    return "".join(text.replace("\ufffe", "-").split())


def gaps(places: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(places)]


@pytest.mark.parametrize("name", sheetdata.SHEETS)
def test_paper_is_true_to_size(typesetter: Typesetter, name: str) -> None:
    """Every sheet's page has the size of its paper: A4, the box, the spine, the label sheet."""
    made = sizes(set_sheet(typesetter, name))
    assert len(made) == (2 if name == "register" else 1)
    assert all(size == near(*OUTER.get(name, A4)) for size in made)


@pytest.mark.parametrize("name", sheetdata.SHEETS)
def test_every_short_value_is_read_back(typesetter: Typesetter, name: str) -> None:
    """Whatever stands in a field stands on the sheet, letter by letter."""
    template, data = sheetdata.of(name)
    said = "".join(texts(typesetter.pdf(template, data)))
    bare = letters_of(said)
    for at in sheetdata.fields(name):
        value = data
        for step in at:
            value = value[step]  # type: ignore[index]
        letters = letters_of(str(value))
        if name.startswith("spine") or (name.startswith("exam") and at[0] != "batch"):
            assert all(letter in bare for letter in letters), at  # set one below the other
        else:
            assert letters in bare, at


@pytest.mark.parametrize("name", COLUMNS)
def test_long_tables_have_their_columns(typesetter: Typesetter, name: str) -> None:
    """Columns as domain and manual say, from 10 mm of the left edge to 10 mm of the right."""
    found = ruled(typesetter, name, 1 if name == "register" else 0)
    assert found.upright[0] == pytest.approx(10, abs=0.2)
    assert gaps(found.upright) == near(*COLUMNS[name])
    assert found.upright[-1] == pytest.approx(287, abs=0.2)


@pytest.mark.parametrize("name", ["catalogue", "box-list", "stock-take"])
def test_values_stand_in_their_own_column(typesetter: Typesetter, name: str) -> None:
    """Cell by cell a row reads as it was given, in the order of the columns."""
    _, data = sheetdata.of(name)
    with pdfplumber.open(BytesIO(set_sheet(typesetter, name))) as pdf:
        table = pdf.pages[0].extract_table()
    assert table is not None
    cells = ["".join((cell or "").split()) for cell in table[1]]
    wanted = ["".join(str(value).split()) for value in data["rows"][0].values()]
    if name == "stock-take":
        wanted.insert(10, "□在")
    assert cells == wanted


def test_box_cover(typesetter: Typesetter) -> None:
    """Name over a double rule of 180 mm; nine lines 14.6 mm apart; fonds and year below."""
    found = ruled(typesetter, "box-cover")
    assert found.span(68.0) == near(20, 200)
    assert found.span(69.1) == near(20, 200)
    lines = [at for at in found.lying if 120 < at < 240]
    assert gaps(lines) == near(*[14.6] * 7)
    assert [found.spans(at) for at in lines].count([near(79, 185)]) == 7  # type: ignore[list-item]
    assert found.spans(lines[6]) == [near(79, 128), near(150, 185)]
    below = [at for at in found.lying if at > 275]
    assert gaps(below)[0] == pytest.approx(11, abs=0.2)


@pytest.mark.parametrize(
    ("name", "heights"),
    [
        ("spine-20", (9, 12, 9, 12, 14, 12, 14, 141.5, 14, 12, 12, 9, 12)),
        ("spine-50", (9, 12, 9, 12, 9, 12, 9, 156.5, 9, 12, 12, 9, 12)),
        ("exam-spine-20", (44, 8, 60, 8, 66, 8, 50.5, 16, 11, 11)),
    ],
)
def test_spines(typesetter: Typesetter, name: str, heights: tuple[float, ...]) -> None:
    """The frame lies 1 mm inside the box's thickness; its cells are as high as they should be."""
    found = ruled(typesetter, name)
    thickness = int(name.rsplit("-", 1)[1])
    assert found.upright == near(1, thickness - 1)
    assert found.lying[0] == pytest.approx(4, abs=0.2)
    assert gaps(found.lying) == near(*heights)


def test_note(typesetter: Typesetter) -> None:
    """Frame of 162 x 201 mm from 24 and 50 mm; blanks of 48 mm for two hands and two days."""
    found = ruled(typesetter, "note")
    assert found.upright == near(24, 186)
    assert (found.lying[0], found.lying[-1]) == near(50, 251)
    assert found.lying[1] == pytest.approx(218, abs=0.2)
    assert found.spans(231) == [near(50, 98), near(128, 176)]
    assert found.spans(246) == [near(50, 98), near(128, 176)]


def test_bag(typesetter: Typesetter) -> None:
    """Two tables of 170 mm; rows of 10.5 mm above; lines for packer, checker and two sealers."""
    found = ruled(typesetter, "bag")
    fields = [at for at in found.lying if 50 < at < 116]
    assert gaps(fields) == near(*[10.5] * 6)
    assert found.inner(55) == near(20, 50, 114, 140, 190)
    assert found.inner(130) == near(20, 34, 120, 140, 160, 190)
    assert len([at for at in found.lying if 127 < at < 200]) == 12  # head, ten lines, the end
    signed = [at for at in found.lying if at > 240]
    assert gaps(signed) == near(12, 12)


def test_catalogue_cover(typesetter: Typesetter) -> None:
    """Title at about 75 mm over a double rule of 110 mm; seven lines 17 mm apart."""
    made = set_sheet(typesetter, "catalogue-cover", code="")
    found = rules(made)
    assert found.span(78.8) == found.span(79.9) == near(50, 160)
    assert gaps([at for at in found.lying if 120 < at < 225]) == near(*[17.0] * 6)
    with pdfplumber.open(BytesIO(made)) as pdf:
        title = [char for char in pdf.pages[0].chars if char["size"] > 30]
    middle = (title[0]["x0"] + title[-1]["x1"]) / 2 * MM
    assert middle == pytest.approx(105, abs=2)
    assert 60 < title[0]["top"] * MM < title[0]["bottom"] * MM < 78.8


def test_separator(typesetter: Typesetter) -> None:
    """Double rule of 166 mm, a code of 40 mm in the middle, four lines 11 mm apart."""
    found = ruled(typesetter, "separator")
    assert found.span(40.6) == near(22, 188)
    assert gaps([at for at in found.lying if at > 200]) == near(11, 11, 11)
    (code,) = zxingcpp.read_barcodes(np.asarray(picture(set_sheet(typesetter, "separator"), 300)))
    corners = code.position
    assert (corners.top_right.x - corners.top_left.x) * 25.4 / 300 == pytest.approx(40, abs=0.2)
    middle = (corners.top_right.x + corners.top_left.x) / 2 * 25.4 / 300
    assert middle == pytest.approx(105, abs=0.2)


@pytest.mark.parametrize("name", [name for name in sheetdata.SHEETS if name.startswith("labels")])
def test_labels_stay_inside(typesetter: Typesetter, name: str) -> None:
    """Text and code of each label stay inside the label, on all four sides."""
    paper = sheetdata.PAPERS[name.split()[1]]
    made = set_sheet(typesetter, name)
    dark = np.asarray(picture(made, 200).convert("L")) < 128
    pixels = 200 / 25.4
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert paper.top <= rows[0] / pixels
    assert rows[-1] / pixels <= paper.top + paper.label_height
    assert paper.left <= columns[0] / pixels
    second = paper.left + paper.label_width + paper.gap_x
    assert not dark[:, int((second - paper.gap_x) * pixels) : int((second + 1) * pixels)].any()
    assert columns[-1] / pixels <= second + paper.label_width


@pytest.mark.parametrize("name", ["catalogue", "bag", "box-list", "stock-take", "register"])
@pytest.mark.parametrize("count", [0, 1, 200])
def test_none_one_and_many(typesetter: Typesetter, name: str, count: int) -> None:
    """A list of no, one or 200 lines: every page has its head, no line is lost or doubled."""
    _, data = sheetdata.of(name)
    key = "position" if name == "register" else "title" if name == "bag" else "remark"
    rows = [{**data["rows"][0], key: f"甲{at}乙"} for at in range(1, count + 1)]
    said = [page.replace(" ", "") for page in texts(set_sheet(typesetter, name, rows=rows))]
    if name == "register":
        said = said[1:]
    whole = "".join(said)
    assert all(whole.count(f"甲{at}乙") == 1 for at in range(1, count + 1))
    head = {"bag": "材料名称", "register": "文件题名"}.get(name, "备注")
    assert all(head in page for page in said)
    if count == 200:
        assert len(said) > 4


def test_bag_is_signed_on_its_first_page(typesetter: Typesetter) -> None:
    """However long its list, packer, checker and both sealers sign on the front of the bag."""
    rows = [{"title": f"考生{at}", "copies": "1", "pages": "2"} for at in range(60)]
    said = [page.replace(" ", "") for page in texts(set_sheet(typesetter, "bag", rows=rows))]
    assert ["封口人（二）" in page for page in said] == [True] + [False] * (len(said) - 1)
    assert all("内装材料清单（续）" in page for page in said[1:])
    assert all(f"第{at}页" in page for at, page in enumerate(said, 1))
