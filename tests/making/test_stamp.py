"""The filing stamp, measured on rendered pages."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from archivist.errors import CannotStamp, MissingGlyph, ValueTooLong
from archivist.making.blank import find_place
from archivist.making.fonts import Fonts
from archivist.making.stamp import stamp
from archivist.records.stamp import StampFields
from tests.making.measuring import line_centres, picture, red, texts

FIELDS = StampFields(
    fonds="L001", year="2024", serial="0012", office="办公室", term="长期", pages="12"
)
DPI = 300


def page(
    rotate: int = 0,
    origin: tuple[float, float] = (0, 0),
    cropped: bool = False,
    unit: float = 1,
    size: tuple[float, float] = (595.276, 841.89),
    content: bytes = b"",
) -> bytes:
    x, y = origin
    width, height = size
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=size)
        one = pdf.pages[0].obj
        one.MediaBox = pikepdf.Array([x, y, x + width, y + height])
        if cropped:
            one.CropBox = pikepdf.Array([x + 50, y + 60, x + width - 20, y + height - 90])
        one.Rotate = rotate
        if unit != 1:
            one.UserUnit = unit
        one.Contents = pdf.make_stream(content)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def grid(pdf: bytes, dpi: float = DPI, index: int = 0) -> tuple[list[float], list[float]]:
    mask = red(picture(pdf, dpi, index))
    return line_centres(mask, 0, 0.8, dpi), line_centres(mask, 1, 0.8, dpi)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(("origin", "cropped"), [((0, 0), False), ((-120, 80), True)])
def test_grid_is_true_to_size(
    fonts: Fonts, rotate: int, origin: tuple[float, float], cropped: bool
) -> None:
    """The stamp is 45 x 16 mm of six 15 x 8 mm cells however the page is turned or cropped."""
    made = stamp(page(rotate, origin, cropped), FIELDS, fonts)
    across, down = grid(made.pdf)
    assert np.diff(across) == pytest.approx([15, 15, 15], abs=0.2)
    assert np.diff(down) == pytest.approx([8, 8], abs=0.2)
    assert across[0] == pytest.approx(made.place.left_mm, abs=0.2)
    assert down[0] == pytest.approx(made.place.top_mm, abs=0.2)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_stamp_stands_upright(fonts: Fonts, rotate: int) -> None:
    """On a turned page the stamp looks exactly as on an upright one."""
    square = (600.0, 600.0)
    upright = picture(stamp(page(0, size=square), FIELDS, fonts).pdf, DPI)
    turned = picture(stamp(page(rotate, size=square), FIELDS, fonts).pdf, DPI)
    difference = np.abs(np.asarray(upright).astype(int) - np.asarray(turned).astype(int))
    assert difference.mean() < 0.05
    assert (difference > 128).mean() < 0.0005


def test_user_unit_does_not_scale_the_stamp(fonts: Fonts) -> None:
    """On a page whose unit is 2/72 inch the stamp is still 45 mm wide."""
    across, _ = grid(stamp(page(unit=2.0), FIELDS, fonts).pdf)
    assert across[-1] - across[0] == pytest.approx(45 / 2, abs=0.2)  # pdfium ignores UserUnit


def test_upright_page_top_centre(fonts: Fonts) -> None:
    """On an empty upright page the stamp stands at the top, centred."""
    place = stamp(page(), FIELDS, fonts).place
    assert place.left_mm + 22.5 == pytest.approx(105, abs=0.1)
    assert place.top_mm == pytest.approx(6)


def test_landscape_page_middle_right(fonts: Fonts) -> None:
    """On an empty landscape page the stamp stands at the middle of the right side."""
    place = stamp(page(size=(841.89, 595.276)), FIELDS, fonts).place
    assert place.left_mm + 45 == pytest.approx(297 - 6, abs=0.1)
    assert place.top_mm + 8 == pytest.approx(105, abs=0.1)


def _pixels(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    per_mm = 100 / 25.4
    return round(left * per_mm), round(top * per_mm), round(right * per_mm), round(bottom * per_mm)


def ink(*boxes: tuple[float, float, float, float]) -> Image.Image:
    """A white A4 picture at 100 dpi with black boxes in mm (left, top, right, bottom)."""
    image = Image.new("L", (827, 1169), 255)
    for box in boxes:
        image.paste(0, _pixels(*box))
    return image


@pytest.mark.parametrize(
    ("boxes", "left"),
    [
        ([(60, 0, 150, 60)], 159),
        ([(60, 0, 210, 60)], 6),
    ],
)
def test_next_best_place(boxes: list[tuple[float, float, float, float]], left: float) -> None:
    """With the top centre printed on, the stamp goes right, and with that taken too, left."""
    place = find_place((210, 297), (45, 16), ink(*boxes))
    assert place is not None
    assert place.left_mm == pytest.approx(left, abs=0.1)


def test_moves_down_below_a_heading() -> None:
    """A heading at the very top moves the stamp below it, still centred."""
    place = find_place((210, 297), (45, 16), ink((40, 0, 170, 20)))
    assert place is not None
    assert place.left_mm == pytest.approx(82.5)
    assert 20.9 <= place.top_mm <= 23


def test_thin_lines_and_pale_tints_are_ink() -> None:
    """A hairline or a light grey ground is not blank space."""
    hairline = ink()
    hairline.paste(0, (0, 100, 827, 101))
    tint = ink()
    tint.paste(205, (0, 0, 827, 240))
    place = find_place((210, 297), (45, 16), hairline)
    assert place is not None
    assert place.top_mm > 25.4 + 0.9 or place.top_mm + 16 < 25.4 - 0.9
    assert find_place((210, 297), (45, 16), tint) is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 200), st.integers(0, 60), st.integers(2, 80), st.integers(2, 40)),
        max_size=6,
    )
)
def test_never_over_ink(boxes: list[tuple[int, int, int, int]]) -> None:
    """Whatever is printed on a page, the stamp's place has no ink under it."""
    image = ink(*((x, y, min(210, x + w), y + h) for x, y, w, h in boxes))
    place = find_place((210, 297), (45, 16), image)
    if place is not None:
        edges = (place.left_mm, place.top_mm, place.left_mm + 45, place.top_mm + 16)
        under = image.crop(_pixels(*edges))
        assert (np.asarray(under) < 128).mean() < 0.006


def test_full_page_gets_a_sheet_in_front(fonts: Fonts) -> None:
    """A page without any room keeps its look: a sheet with the stamp is put before it."""
    made = stamp(
        page(content=b"0 g 0 0 600 900 re f"), FIELDS, fonts, page_image=ink((0, 0, 210, 297))
    )
    assert made.on_sheet
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages) == 2
    across, _ = grid(made.pdf)
    assert across[-1] - across[0] == pytest.approx(45, abs=0.2)
    assert not red(picture(made.pdf, 72, 1)).any()


def test_texts_read_back(fonts: Fonts) -> None:
    """All six values can be copied from the stamp; an empty one leaves its cell empty."""
    said = texts(stamp(page(), FIELDS, fonts).pdf)[0]
    for value in ("L001", "2024", "0012", "办公室", "长期", "12"):
        assert value in said
    empty = StampFields(fonds="", year="2024", serial="0001", office="", term="一年", pages="3")
    across, down = grid(stamp(page(), empty, fonts).pdf)
    assert (len(across), len(down)) == (4, 3)


def test_long_value_shrinks_then_is_refused(fonts: Fonts) -> None:
    """A value too long for its cell even at 6 pt is an error that names field, value and room."""
    fits = StampFields(
        fonds="L001", year="2024", serial="0012", office="考务管理办", term="长期", pages="1"
    )
    assert "考务管理办" in texts(stamp(page(), fits, fonts).pdf)[0]
    long = StampFields(
        fonds="", year="", serial="", office="职业技能评价指导中心", term="", pages=""
    )
    with pytest.raises(ValueTooLong) as refused:
        stamp(page(), long, fonts)
    assert refused.value.facts["field"] == "机构（问题）"
    assert "个汉字" in refused.value.facts["room"]


def test_missing_glyph_is_named(fonts: Fonts) -> None:
    """A character no font has stops the stamp and is named."""
    odd = StampFields(fonds="\ue123", year="", serial="", office="", term="", pages="")
    with pytest.raises(MissingGlyph, match="U\\+E123"):
        stamp(page(), odd, fonts)


def test_original_is_untouched_and_growth_small(fonts: Fonts, tmp_path: Path) -> None:
    """The original keeps its bytes, the copy grows by no more than 6 KB, equal calls are equal."""
    path = tmp_path / "a.pdf"
    path.write_bytes(page())
    before = path.read_bytes()
    made = stamp(path, FIELDS, fonts)
    assert path.read_bytes() == before
    assert len(made.pdf) - len(before) <= 6 * 1024
    assert stamp(path, FIELDS, fonts).pdf == made.pdf


@pytest.mark.parametrize(
    "encryption", [pikepdf.Encryption(user="x", owner="y"), pikepdf.Encryption(user="", owner="y")]
)
def test_encrypted_is_refused(fonts: Fonts, encryption: pikepdf.Encryption) -> None:
    """An encrypted PDF, even one that opens without a password, is refused by name."""
    with pikepdf.open(BytesIO(page())) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=encryption)
    with pytest.raises(CannotStamp, match=r"密\.pdf"):
        stamp(out.getvalue(), FIELDS, fonts, name="密.pdf")


def test_broken_is_refused(fonts: Fonts) -> None:
    """Bytes that are no PDF are refused in words."""
    with pytest.raises(CannotStamp, match="损坏"):
        stamp(b"hello", FIELDS, fonts, name="坏.pdf")


def test_signed_is_stamped_with_a_note(fonts: Fonts) -> None:
    """A signed PDF's copy is stamped, and the note says that the original holds the signature."""
    with pikepdf.open(BytesIO(page())) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([]))
        out = BytesIO()
        pdf.save(out)
    assert "数字签名" in stamp(out.getvalue(), FIELDS, fonts).note
    assert stamp(page(), FIELDS, fonts).note == ""


@pytest.mark.parametrize("key", ["/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Resources"])
def test_senseless_page_entries(fonts: Fonts, key: str) -> None:
    """A page entry that makes no sense is passed over as viewers do; the stamp is still there."""
    with pikepdf.open(BytesIO(page())) as pdf:
        pdf.pages[0].obj[key] = pikepdf.String("x")
        out = BytesIO()
        pdf.save(out)
    assert "L001" in texts(stamp(out.getvalue(), FIELDS, fonts).pdf)[0]


def test_content_that_leaves_its_state_changed(fonts: Fonts) -> None:
    """A page whose content leaves a scaled, clipped state behind does not move the stamp."""
    made = stamp(page(content=b"0.3 0 0 0.3 50 50 cm 0 0 10 10 re W n"), FIELDS, fonts)
    across, _ = grid(made.pdf)
    assert across[-1] - across[0] == pytest.approx(45, abs=0.2)
