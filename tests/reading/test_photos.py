"""Codes in photographs on digital pages, whether the picture stands alone or not."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reading_papers import CODE, code_picture, pdf, written

from archivist.reading.reader import Reader
from archivist.records.reading import Reading, TextSource
from archivist.settings import ReadingLimits

LARGE = 1200
UPRIGHT = (150.0, 0.0, 0.0, 150.0, 300.0, 300.0)
MIRRORED = (-150.0, 0.0, 0.0, 150.0, 450.0, 300.0)
TURNED = (0.0, 150.0, -150.0, 0.0, 450.0, 300.0)
Matrix = tuple[float, ...]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


def jpeg(picture: Image.Image, mode: str = "RGB") -> bytes:
    """The picture as a photograph is stored."""
    out = BytesIO()
    picture.convert(mode).save(out, "JPEG", quality=85)
    return out.getvalue()


def form(
    folder: Path, photo: bytes, *, matrix: Matrix = UPRIGHT, rotate: int = 0, space: str = "RGB",
    over: bytes = b"",
) -> Path:  # fmt: skip
    """A page of text with one photograph of ``LARGE`` dots a side, and what is drawn over it."""
    path = folder / "form.pdf"
    with pikepdf.open(BytesIO(pdf(written("A form with a photograph", 72, 700)))) as document:
        page = document.pages[0]
        image = pikepdf.Stream(
            document, photo, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
            Width=LARGE, Height=LARGE, ColorSpace=pikepdf.Name(f"/Device{space}"),
            BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        if space == "CMYK":  # Pillow, like Photoshop, writes it inverted
            image.Decode = pikepdf.Array([1, 0] * 4)
        name = page.add_resource(image, pikepdf.Name.XObject)
        numbers = " ".join(f"{number:g}" for number in matrix)
        page.contents_add(f"\nq {numbers} cm {name} Do Q\n".encode("ascii") + over)
        page.rotate(rotate, relative=False)
        document.save(path)
    return path


def codes(reader: Reader, path: Path) -> tuple[str, ...]:
    found = reader.read(path, path.name)
    assert isinstance(found, Reading), found
    assert found.pages[0].source is TextSource.LAYER
    return found.codes


@pytest.mark.parametrize("matrix", [UPRIGHT, MIRRORED, TURNED])
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_code_in_a_photograph_is_found(
    reader: Reader, tmp_path: Path, matrix: Matrix, rotate: int
) -> None:
    """However the picture or the page is turned, its code is read."""
    photo = jpeg(code_picture(CODE, LARGE))
    assert codes(reader, form(tmp_path, photo, matrix=matrix, rotate=rotate)) == (CODE,)


def test_a_small_code_in_a_large_photograph_is_found(reader: Reader, tmp_path: Path) -> None:
    """A code that fills a third of the picture is read although it is unpacked at half size."""
    sheet = Image.new("RGB", (LARGE, LARGE), (186, 150, 110))
    sheet.paste(code_picture(CODE, LARGE // 3), (LARGE // 2, LARGE // 2))
    assert codes(reader, form(tmp_path, jpeg(sheet))) == (CODE,)


def test_a_code_drawn_over_a_photograph_is_found(reader: Reader, tmp_path: Path) -> None:
    """What is seen counts: a code stamped on a picture as small rectangles is read."""
    import segno

    dots = segno.make(CODE, error="q", micro=False).matrix
    drawn = b"1 g 310 310 130 130 re f 0 g\n" + b"".join(
        b"%g %g 2 2 re f\n" % (325 + 2 * x, 420 - 2 * y)
        for y, row in enumerate(dots)
        for x, dark in enumerate(row)
        if dark
    )
    plain = jpeg(Image.new("RGB", (LARGE, LARGE), (186, 150, 110)))
    assert codes(reader, form(tmp_path, plain, over=drawn)) == (CODE,)


def test_a_photograph_in_printing_colours_is_still_read(reader: Reader, tmp_path: Path) -> None:
    """What cannot be unpacked small is rendered as before."""
    photo = jpeg(code_picture(CODE, LARGE), "CMYK")
    assert codes(reader, form(tmp_path, photo, space="CMYK")) == (CODE,)


def test_a_broken_photograph_does_not_stop_the_page(reader: Reader, tmp_path: Path) -> None:
    """Half a JPEG on a good page costs no text."""
    photo = jpeg(code_picture(CODE, LARGE))
    assert codes(reader, form(tmp_path, photo[:400])) == ()
