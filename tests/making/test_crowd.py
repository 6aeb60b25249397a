"""Many different PDFs stamped and looked at: upright, inside, to size, over no ink."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archivist.bench.crowd import crowd_in
from archivist.making.fonts import Fonts
from archivist.making.stamp import stamp
from archivist.records.stamp import StampFields
from tests.making.measuring import picture, red, texts

DPI = 100
COUNT = 60


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return crowd_in(tmp_path_factory.mktemp("crowd"), COUNT)


def darkest(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """The share of a picture's part that is ink."""
    return float((np.asarray(image.convert("L").crop(box)) < 150).mean())


def test_stamp_stands_right_on_every_page(crowd: tuple[Path, ...], fonts: Fonts) -> None:
    """On 60 PDFs of all sorts the stamp is upright, inside the page, 45 x 16 mm, over no ink."""
    for serial, path in enumerate(crowd, 1):
        fields = StampFields(
            fonds="L001", year="2024", serial=f"{serial:04d}", office="", term="长期", pages="2"
        )
        before = path.read_bytes()
        look = picture(before, DPI)
        made = stamp(path, fields, fonts, page_image=look)
        assert path.read_bytes() == before
        assert len(made.pdf) - len(before) <= 6 * 1024
        shown = picture(made.pdf, DPI)
        ink = red(shown)
        rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
        left, right, top, bottom = columns[0], columns[-1], rows[0], rows[-1]
        assert (right - left) / DPI * 25.4 == pytest.approx(45.4, abs=0.6)
        assert (bottom - top) / DPI * 25.4 == pytest.approx(16.4, abs=0.6)
        assert 0 < left < right < shown.width - 1
        assert 0 < top < bottom < shown.height - 1
        assert f"{serial:04d}" in texts(made.pdf)[0]
        if not made.on_sheet:
            assert shown.size == look.size
            assert darkest(look, (int(left), int(top), int(right), int(bottom))) < 0.005


def test_crowd_is_varied(crowd: tuple[Path, ...]) -> None:
    """The sample has upright and landscape pages of three sizes, and pages that are turned."""
    sizes = {picture(path.read_bytes(), 20).size for path in crowd}
    assert len(sizes) >= 5
    assert {b"/DCTDecode" in path.read_bytes() for path in crowd} == {True, False}
