"""500 different PDFs stamped and looked at: upright, inside, to size, over no ink, small."""

from math import ceil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from archivist.bench.crowd import crowd_in
from archivist.making.fonts import Fonts
from archivist.making.stamp import Stamped, stamp
from archivist.records.stamp import StampFields
from tests.making.measuring import picture, red, texts

DPI = 75
COUNT = 500
MM = 25.4 / DPI
GROUND = (450, 160)  # a stamp as small pictures are compared


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return crowd_in(tmp_path_factory.mktemp("crowd"), COUNT)


def fields(serial: int) -> StampFields:
    return StampFields(
        fonds="L001", year="2024", serial=f"{serial:04d}", office="", term="长期", pages="2"
    )


def test_stamp_stands_right_on_every_page(
    crowd: tuple[Path, ...], fonts: Fonts, blank_pdf: bytes
) -> None:
    """On 500 PDFs: upright, inside the page, 45 x 16 mm, over no ink, 6 KB more at most."""
    on_sheets = 0
    for serial, path in enumerate(crowd, 1):
        before = path.read_bytes()
        look = picture(before, DPI)
        made = stamp(path, fields(serial), fonts, page_image=look)
        upright = stamp(blank_pdf, fields(serial), fonts)
        assert path.read_bytes() == before
        assert len(made.pdf) - len(before) <= 6 * 1024
        must_stand_right(made, look, text_in(picture(upright.pdf, DPI)))
        assert f"{serial:04d}" in texts(made.pdf)[0]
        on_sheets += made.on_sheet
    assert on_sheets < COUNT / 20


def must_stand_right(made: Stamped, look: Image.Image, model: NDArray[np.float64]) -> None:
    """Fails unless the stamp stands on page 1 as it should; ``look`` is that page unstamped.

    ``model`` is how black an upright stamp with these values is.
    """
    shown = picture(made.pdf, DPI)
    left, top, right, bottom = edges(red(shown))
    assert (right - left) * MM == pytest.approx(45.4, abs=0.6)
    assert (bottom - top) * MM == pytest.approx(16.4, abs=0.6)
    assert 0 < left < right < shown.width - 1
    assert 0 < top < bottom < shown.height - 1
    assert left * MM == pytest.approx(made.place.left_mm, abs=0.6)
    assert top * MM == pytest.approx(made.place.top_mm, abs=0.6)
    text = text_in(shown)
    assert np.corrcoef(text.ravel(), model.ravel())[0, 1] > 0.4
    assert np.corrcoef(text.ravel(), model[::-1, ::-1].ravel())[0, 1] < 0.3
    if not made.on_sheet:
        assert shown.size == look.size
        under = np.asarray(look.convert("L").crop((left, top, right, bottom)))
        assert (under < 150).mean() < 0.005


def edges(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is marked, in pixels."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1])


def text_in(page: Image.Image) -> NDArray[np.float64]:
    """How black each point inside the stamp of a page is, on a ground of one size."""
    piece = page.crop(edges(red(page))).resize(GROUND)
    pixels = np.asarray(piece).astype(float)
    black: NDArray[np.float64] = np.clip(160 - pixels.max(axis=2), 0, None)
    return black


def test_crowd_is_varied(crowd: tuple[Path, ...]) -> None:
    """The sample has scans and text, shifted boxes, four ways of turning, A3, A4 and A5."""
    some = [path.read_bytes() for path in crowd[:60]]
    assert {picture(pdf, 20).size for pdf in some} >= {
        (ceil(wide / 25.4 * 20), ceil(high / 25.4 * 20))
        for wide, high in ((210, 297), (297, 210), (297, 420), (420, 297), (148, 210), (210, 148))
    }
    assert {b"/DCTDecode" in pdf for pdf in some} == {True, False}
    turned = {way for pdf in some for way in (0, 90, 180, 270) if f"/Rotate {way}".encode() in pdf}
    assert turned == {0, 90, 180, 270}
