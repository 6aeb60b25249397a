"""Recognition of pictures and scans: titles, turns, seals, codes, confidence."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter
from reading_papers import CODE, LINES, TITLE, code_picture, font, page, scan_pdf, written

from archivist.errors import OcrUnavailable
from archivist.reading.codes import find_codes, texts_of
from archivist.reading.models import DIGESTS, FOLDER, checked_model
from archivist.reading.order import Piece, in_reading_order
from archivist.reading.reader import Reader
from archivist.reading.seals import without_seals
from archivist.records.reading import PageText, Reading, TextSource
from archivist.settings import ReadingLimits


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


def saved(folder: Path, sheet: Image.Image, name: str = "扫描.jpg", **options: Any) -> Path:
    path = folder / name
    settings: dict[str, Any] = {"quality": 80, "dpi": (200, 200)} | options
    sheet.save(path, **settings)
    return path


def pages_of(reader: Reader, path: Path) -> tuple[PageText, ...]:
    result = reader.read(path, path.name)
    assert isinstance(result, Reading), result
    return result.pages


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("：", ":")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_page_is_read_in_every_turn(turn: int, reader: Reader, tmp_path: Path) -> None:
    """A scan lying in any quarter turn gives its title exactly, its lines and its code."""
    sheet = page(code=CODE).rotate(turn, expand=True)
    (seen,) = pages_of(reader, saved(tmp_path, sheet))
    assert seen.text.splitlines()[0] == TITLE
    assert all(squeezed(line) in squeezed(seen.text) for line in LINES)
    assert seen.turned == turn
    assert seen.codes == (CODE,)
    assert seen.source is TextSource.OCR
    assert seen.confidence > 0.9


def test_text_under_a_red_seal(reader: Reader, tmp_path: Path) -> None:
    """The lines that a red seal covers are read as if it were not there."""
    (seen,) = pages_of(reader, saved(tmp_path, page(seal=True)))
    assert squeezed(LINES[-1]) in squeezed(seen.text)
    assert squeezed(LINES[-2]) in squeezed(seen.text)


def test_red_heading_stays(reader: Reader, tmp_path: Path) -> None:
    """A red heading across the page is text, not a seal."""
    sheet = np.asarray(page()).copy()
    sheet[200:320][sheet[200:320].max(axis=2) < 128] = (200, 20, 20)
    (seen,) = pages_of(reader, saved(tmp_path, Image.fromarray(sheet)))
    assert seen.text.splitlines()[0] == TITLE


def test_seal_cleaning_leaves_other_pages_alone() -> None:
    """A page without a seal is handed back as it is."""
    pixels = np.asarray(page())
    assert without_seals(pixels) is pixels


def test_scanned_pdf(reader: Reader, tmp_path: Path) -> None:
    """The pages of a scanner's PDF are recognised, with size and code."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_pdf(page(code=CODE), page().rotate(180)))
    first, second = pages_of(reader, path)
    assert (first.source, first.codes, first.turned) == (TextSource.OCR, (CODE,), 0)
    assert (round(first.width_mm), round(first.height_mm)) == (210, 297)
    assert second.turned == 180
    assert second.text.splitlines()[0] == TITLE


def test_scan_with_a_few_words_of_layer(reader: Reader, tmp_path: Path) -> None:
    """A scanner app's mark in the text layer does not pass for the text of the page."""
    import pikepdf

    path = tmp_path / "scan.pdf"
    with pikepdf.open(io.BytesIO(scan_pdf(page()))) as document:
        sheet = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        sheet.obj.Resources.Font = pikepdf.Dictionary(F1=font)
        sheet.contents_add(written("Scanned by an app", 20, 20, 8))
        document.save(path)
    (seen,) = pages_of(reader, path)
    assert seen.source is TextSource.OCR
    assert seen.text.splitlines()[0] == TITLE


def test_tiff_of_many_pages(reader: Reader, tmp_path: Path) -> None:
    """Each page of a black-and-white TIFF is read, with its size in mm."""
    sheets = [page().convert("1"), page(code=CODE).convert("1")]
    path = tmp_path / "fax.tif"
    sheets[0].save(
        path, save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200)
    )
    first, second = pages_of(reader, path)
    assert first.text.splitlines()[0] == TITLE
    assert second.codes == (CODE,)
    assert (round(second.width_mm), round(second.height_mm)) == (210, 297)


@pytest.mark.parametrize("suffix", [".png", ".bmp", ".webp"])
def test_other_picture_formats(suffix: str, reader: Reader, tmp_path: Path) -> None:
    """PNG, BMP and WebP are read like JPEG, transparency as white paper."""
    sheet = page(dpi=150)
    if suffix == ".png":
        alpha = sheet.convert("L").point(lambda value: 255 - value)
        sheet = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
        sheet.putalpha(alpha)
    (seen,) = pages_of(reader, saved(tmp_path, sheet, f"a{suffix}"))
    assert seen.text.splitlines()[0] == TITLE


def test_camera_turn_is_followed(reader: Reader, tmp_path: Path) -> None:
    """A photo whose EXIF data says how to hold it is turned before it is read."""
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = page().rotate(90, expand=True)
    (seen,) = pages_of(reader, saved(tmp_path, lying, exif=exif))
    assert seen.text.splitlines()[0] == TITLE
    assert seen.turned == 0
    assert (round(seen.width_mm), round(seen.height_mm)) == (210, 297)


def test_fax_with_uneven_dots(reader: Reader, tmp_path: Path) -> None:
    """A fax whose dots are twice as high as wide is stretched before it is read."""
    sheet = page(dpi=200)
    path = tmp_path / "fax.tif"
    flat = sheet.resize((sheet.width, sheet.height // 2)).convert("L")
    flat.save(path, compression="tiff_lzw", dpi=(200, 100))
    (seen,) = pages_of(reader, path)
    assert seen.text.splitlines()[0] == TITLE
    assert (round(seen.width_mm), round(seen.height_mm)) == (210, 297)


def test_fine_scan(reader: Reader, tmp_path: Path) -> None:
    """A colour scan at 600 dots per inch is read within the memory of a worker."""
    (seen,) = pages_of(reader, saved(tmp_path, page(code=CODE, dpi=600), dpi=(600, 600)))
    assert seen.text.splitlines()[0] == TITLE
    assert (round(seen.width_mm), round(seen.height_mm)) == (210, 297)
    assert seen.codes == (CODE,)
    assert reader.peak_mb < 700


def test_large_sheet(reader: Reader, tmp_path: Path) -> None:
    """Two pages side by side on A3 are read as finely as one on A4."""
    sheet = Image.new("RGB", (3308, 2339), "white")
    sheet.paste(page(), (0, 0))
    sheet.paste(page(), (1654, 0))
    (seen,) = pages_of(reader, saved(tmp_path, sheet))
    assert seen.text.count(TITLE) == 2
    assert seen.text.count("990000199001011234") == 2


def test_photo_with_a_meaningless_resolution(reader: Reader, tmp_path: Path) -> None:
    """A phone's 72 dots per inch does not make the page a metre long; its size is unknown."""
    (seen,) = pages_of(reader, saved(tmp_path, page(dpi=300), dpi=(72, 72)))
    assert seen.text.splitlines()[0] == TITLE
    assert (seen.width_mm, seen.height_mm) == (0.0, 0.0)


def test_blank_scan(reader: Reader, tmp_path: Path) -> None:
    """A blank sheet gives no text and says so."""
    (seen,) = pages_of(reader, saved(tmp_path, Image.new("RGB", (1654, 2339), "white")))
    assert (seen.text, seen.source) == ("", TextSource.NONE)


def test_noise_and_skew(reader: Reader, tmp_path: Path) -> None:
    """A page laid in a little askew, with noise and a grey cast, still gives its title."""
    sheet = page(seal=True).rotate(1.2, fillcolor="white", resample=Image.Resampling.BICUBIC)
    noise = np.random.default_rng(3).normal(0, 8, (sheet.height, sheet.width, 1))
    worn = np.clip(np.asarray(sheet) * 0.9 + noise, 0, 255).astype(np.uint8)
    (seen,) = pages_of(reader, saved(tmp_path, Image.fromarray(worn), quality=60))
    assert seen.text.splitlines()[0] == TITLE
    assert "990000199001011234" in seen.text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_code_in_every_turn(turn: int) -> None:
    """A code on a page picture is found whichever way the page lies."""
    sheet = page(code=CODE).rotate(turn, expand=True)
    assert texts_of(find_codes(sheet)) == (CODE,)


def test_small_blurred_code_is_brought_back() -> None:
    """A code that the first look misses is found by the second looks at the corners."""
    sheet = Image.new("L", (1654, 2339), 255)
    sheet.paste(code_picture(CODE, 96).convert("L"), (1480, 60))
    worn = sheet.filter(ImageFilter.GaussianBlur(1.1))
    noise = np.random.default_rng(1).normal(0, 10, (worn.height, worn.width))
    poor = Image.fromarray(np.clip(np.asarray(worn) + noise, 0, 255).astype(np.uint8))
    (code,) = find_codes(poor)
    assert code.text == CODE
    left, top, right, bottom = code.box
    assert 1470 < left < right < 1590
    assert 50 < top < bottom < 170


def test_changed_model_is_refused(tmp_path: Path) -> None:
    """A model file that is missing or not byte for byte ours is never loaded."""
    for name in DIGESTS:
        assert checked_model(name) == FOLDER / name
        with pytest.raises(OcrUnavailable):
            checked_model(name, tmp_path)
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes() + b" ")
        with pytest.raises(OcrUnavailable):
            checked_model(name, tmp_path)


def test_words_of_a_line_stand_together() -> None:
    """Pieces at nearly the same height are one line, from left to right."""
    pieces = [
        Piece("成绩", 500, 101, 121),
        Piece("88", 505, 160, 180),
        Piece("姓名", 100, 108, 128),
        Piece("标题", 300, 20, 60),
    ]
    assert in_reading_order(pieces) == "标题\n姓名 成绩\n88"


OFFLINE = """
import socket, sys
from PIL import Image

def refuse(*args, **kwargs):
    raise AssertionError("network")

socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from archivist.reading.ocr import recognise
print(recognise(Image.open(sys.argv[1])).text.splitlines()[0].encode("unicode_escape").decode())
"""


def test_recognition_needs_no_network(tmp_path: Path) -> None:
    """The engine starts and reads with every way to the network barred."""
    path = saved(tmp_path, page())
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == TITLE.encode("unicode_escape").decode()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_short_letter_is_read_upright(turn: int, reader: Reader, tmp_path: Path) -> None:
    """A page with a few lines at its top and nothing below is turned rightly all the same."""
    sheet = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((650, 150), "诚信承诺书", "black", font(52))
    for line, text in enumerate(("本人自愿报名参加认定，", "所交材料均真实有效。")):
        draw.text((150, 260 + 70 * line), text, "black", font(30))
    (seen,) = pages_of(reader, saved(tmp_path, sheet.rotate(turn, expand=True)))
    assert "承诺书" in seen.text
    assert "真实有效" in seen.text
