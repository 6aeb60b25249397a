"""The searchable layer of scans, read back with two libraries."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reading_papers import LINES, TITLE, page

from archivist.making import pdf as papers
from archivist.making.fonts import Fonts
from archivist.making.images import image_to_pdf
from archivist.making.stamp import stamp
from archivist.making.textlayer import add_layer, set_upright, spoken
from archivist.reading.ocr import MOST_BOXES, Seen
from archivist.reading.order import Piece
from archivist.reading.reader import Reader
from archivist.records.reading import PageText, Reading, TextBox, TextSource
from archivist.records.stamp import StampFields
from archivist.settings import ReadingLimits
from tests.making.measuring import picture, texts

FIELDS = StampFields(fonds="L001", year="2024", serial="0012", office="", term="长期", pages="1")
BOXES: tuple[TextBox, ...] = (
    (60.0, 30.0, 150.0, 40.0, "考生 签到表 ABC"),
    (20.0, 60.0, 90.0, 66.0, "姓名：欧阳䶮𬭊"),
    (110.0, 60.0, 180.0, 66.0, "990000199001011234"),
    (190.0, 80.0, 196.0, 120.0, "竖排文字"),
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


def blank(rotate: int = 0, size: tuple[float, float] = (595.276, 841.89)) -> pikepdf.Pdf:
    pdf = pikepdf.Pdf.new()
    pdf.add_blank_page(page_size=size)
    pdf.pages[0].obj.Rotate = rotate
    return pdf


def layered(pdf: pikepdf.Pdf, *pages: PageText) -> bytes:
    add_layer(pdf, set_upright(pdf, pages))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def said(
    turned: int = 0,
    boxes: tuple[TextBox, ...] = BOXES,
    *,
    known: bool = True,
    confidence: float = 0.95,
) -> PageText:
    wide, high = (297.0, 210.0) if turned in (90, 270) else (210.0, 297.0)
    return PageText(
        number=1,
        text="",
        source=TextSource.OCR,
        confidence=confidence,
        turned=turned,
        boxes=boxes,
        width_mm=wide if known else 0.0,
        height_mm=high if known else 0.0,
    )


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("：", ":")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_right_characters_in_reading_order(turned: int, rotate: int) -> None:
    """Whichever way page and scan lie, the text comes out whole, in order, no space inside."""
    sideways = (turned in (90, 270)) != (rotate in (90, 270))
    size = (841.89, 595.276) if sideways else (595.276, 841.89)
    got = texts(layered(blank(rotate, size), said(turned)))[0]
    assert "考生签到表 ABC" in got
    places = [got.index(word) for word in ("考生签到表", "姓名：欧阳䶮𬭊", "990000199001011234")]
    assert places == sorted(places)
    assert "竖排文字" in got


def test_second_library_reads_the_same() -> None:
    """A reader that puts text in order by itself gets the same lines."""
    with pdfplumber.open(BytesIO(layered(blank(), said()))) as pdf:
        lines = (pdf.pages[0].extract_text() or "").splitlines()
    assert lines[0] == "考生签到表 ABC"
    assert squeezed(lines[1]) == "姓名:欧阳䶮𬭊990000199001011234"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_text_lies_over_its_box(turned: int) -> None:
    """On a page that is left lying, text is found where its box is displayed, within 1 mm."""
    size = (841.89, 595.276) if turned in (90, 270) else (595.276, 841.89)
    document = pypdfium2.PdfDocument(
        layered(blank(0, size), said(turned, BOXES[1:2], confidence=0.5))
    )
    page_, mm = document[0], 25.4 / 72
    text = page_.get_textpage()
    first = text.get_charbox(0, loose=True)
    last = text.get_charbox(text.count_chars() - 1, loose=True)
    edges = [min(first[0], last[0]), min(first[1], last[1])]
    edges += [max(first[2], last[2]), max(first[3], last[3])]
    left, bottom, right, top = (edge * mm for edge in edges)
    width, height = page_.get_width() * mm, page_.get_height() * mm
    document.close()
    # the box 20..90 x 60..66 of the upright page as displayed: left, top, right, bottom
    shown = {
        0: (20, 60, 90, 66),
        90: (60, height - 90, 66, height - 20),
        180: (width - 90, height - 66, width - 20, height - 60),
        270: (width - 66, 20, width - 60, 90),
    }[turned]
    assert (left, height - top, right, height - bottom) == pytest.approx(shown, abs=1.0)


def test_nothing_is_seen() -> None:
    """The layer leaves no dot on the page."""
    assert np.asarray(picture(layered(blank(), said()), 100)).min() == 255


def test_page_of_unknown_size_and_scaled_copy() -> None:
    """Boxes reckoned by 297 mm, or of a page that became smaller, still lie in their place."""
    for one, page_size in ((said(known=False), 1.0), (said(), 0.5)):
        made = layered(blank(0, (595.276 * page_size, 841.89 * page_size)), one)
        with pdfplumber.open(BytesIO(made)) as pdf:
            first = pdf.pages[0].chars[0]
        assert first["x0"] / 72 * 25.4 == pytest.approx(60 * page_size, abs=0.5)


def test_layer_is_small() -> None:
    """A page of a hundred boxes costs no more than 6 KB, fonts and all."""
    words = ["姓名准考证号理论成绩技能", "职业技能等级认定", "云港示范培训学校", "2024年3月16日"]
    boxes = tuple(
        (20.0 + 45 * (at % 4), 20.0 + 10 * (at // 4), 60.0, 26.0 + 10 * (at // 4), words[at % 4])
        for at in range(100)
    )
    boxes = tuple((left, top, left + 40, bottom, text) for left, top, _, bottom, text in boxes)
    plain = BytesIO()
    blank().save(plain)
    assert len(layered(blank(), said(0, boxes))) - len(plain.getvalue()) < 6 * 1024


def test_pages_without_boxes_stay_as_they_are() -> None:
    """A page that was not recognised, or is not there, changes nothing."""
    plain, same = BytesIO(), blank()
    blank().save(plain, static_id=True)
    assert add_layer(same, [said(0, ()), PageText(number=9, text="", source=TextSource.OCR)]) == 0
    out = BytesIO()
    same.save(out, static_id=True)
    assert out.getvalue() == plain.getvalue()


@settings(max_examples=30, deadline=None)
@given(
    st.text(max_size=20),
    st.floats(-50, 400),
    st.floats(-50, 400),
    st.floats(0, 60),
    st.floats(0, 60),
)
def test_any_box_leaves_a_sound_page(
    text: str, left: float, top: float, wide: float, tall: float
) -> None:
    """Whatever was recognised, wherever, the page still opens and shows nothing."""
    box = (left, top, left + wide, top + tall, text)
    made = layered(blank(), said(0, (box, (20.0, 20.0, 60.0, 26.0, "后面"))))
    assert "后面" in texts(made)[0].replace(" ", "")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_scan_becomes_searchable(reader: Reader, fonts: Fonts, tmp_path: Path, turn: int) -> None:
    """The stamped copy of a scan says what the scan says, line by line, and stays PDF/A."""
    path = tmp_path / "扫描.jpg"
    page().rotate(turn, expand=True).save(path, quality=80, dpi=(200, 200))
    reading = reader.read(path, path.name)
    assert isinstance(reading, Reading)
    made = stamp(image_to_pdf(path), FIELDS, fonts, pages=reading.pages, pdfa=True)
    got = squeezed(texts(made.pdf)[0])
    places = [got.index(squeezed(line)) for line in (TITLE, *LINES)]
    assert places == sorted(places)
    assert TITLE in texts(made.pdf)[0]
    assert made.searchable == 1
    assert "PDF/A-2b" in made.note
    assert "未能" not in made.note
    with Image.open(path) as scan, papers.opened(made.pdf, "a") as copy:
        things = copy.pages[0].resources[pikepdf.Name.XObject]
        image = next(one for one in things.as_dict().values() if one.Subtype == "/Image")
        assert image.read_raw_bytes() == path.read_bytes()
        assert scan.size == (int(image.Width), int(image.Height))


def test_spaces_between_han_only_go() -> None:
    """Spaces between Chinese characters go, those between words of other scripts stay."""
    assert spoken("考 生 表 A B 12 号\x07") == "考生表 A B 12 号"


def test_boxes_of_a_reading_are_bounded_and_in_tenths() -> None:
    """What a reading keeps of a page's pieces is rounded to 0.1 mm and never without end."""
    piece = Piece("字", 10.0, 20.0, 30.0, 25.0)
    seen = Seen("字", 0.9, 0, (piece,) * (MOST_BOXES + 10))
    kept = seen.boxes(200 / 25.4)
    assert len(kept) == MOST_BOXES
    assert kept[0] == (1.3, 2.5, 3.2, 3.8, "字")
