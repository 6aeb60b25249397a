"""The text layer of PDF files: order, sizes, places, codes, signatures."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from PIL import Image
from reading_papers import CODE, FONT_FOLDER, assemble, pdf, written

from archivist.reading.reader import Reader
from archivist.reading.render import render_page
from archivist.reading.roster import roster_from_tables
from archivist.records.reading import PageText, Reading, TextSource, Unread
from archivist.settings import ReadingLimits

FORM = """
#set page(width: 210mm, height: 297mm, margin: 20mm)
#set text(font: "Noto Sans CJK SC", size: 11pt)
#place(top + right, image("code.svg", width: 16mm))
#align(center, text(18pt)[考场情况记录表])
批次编号：SF-2024-0316
#table(columns: 3, [姓名], [证件号码], [成绩],
  [李国明], [990000199001011234], [88],
  [王翀𬭳], [990000198502022345], [缺考])
以上情况属实。
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import segno

    folder = tmp_path_factory.mktemp("form")
    segno.make(CODE, error="q", micro=False).save(str(folder / "code.svg"), border=4)
    (folder / "form.typ").write_text(FORM, encoding="utf-8")
    typst.compile(
        str(folder / "form.typ"), output=str(folder / "form.pdf"), font_paths=[str(FONT_FOLDER)]
    )
    return folder / "form.pdf"


def read(reader: Reader, path: Path) -> Reading:
    result = reader.read(path, path.name)
    assert isinstance(result, Reading), result
    return result


def only_page(reader: Reader, folder: Path, data: bytes) -> PageText:
    path = folder / "a.pdf"
    path.write_bytes(data)
    (page,) = read(reader, path).pages
    return page


def test_chinese_layer_in_reading_order(reader: Reader, form: Path) -> None:
    """A form's text comes line by line as a reader sees it, rare names included."""
    (page,) = read(reader, form).pages
    assert page.source is TextSource.LAYER
    lines = page.text.splitlines()
    assert lines[0] == "考场情况记录表"
    assert lines[1] == "批次编号：SF-2024-0316"
    assert lines[2].split() == ["姓名", "证件号码", "成绩"]
    assert lines[4].split() == ["王翀𬭳", "990000198502022345", "缺考"]
    assert (page.width_mm, page.height_mm) == (210.0, 297.0)


def test_code_drawn_as_shapes_is_found(reader: Reader, form: Path) -> None:
    """A QR code drawn as vectors on a digital form is read without any scan."""
    assert read(reader, form).codes == (CODE,)


def test_code_drawn_module_by_module_is_found(reader: Reader, tmp_path: Path) -> None:
    """A QR code made of hundreds of small rectangles is read as well."""
    import segno

    dots = segno.make(CODE, error="q", micro=False).matrix
    drawing = b"".join(
        b"%g %g 1.5 1.5 re f\n" % (400 + 1.5 * x, 780 - 1.5 * y)
        for y, row in enumerate(dots)
        for x, dark in enumerate(row)
        if dark
    )
    page = only_page(reader, tmp_path, pdf(written("Form with a code", 72, 700) + drawing))
    assert page.codes == (CODE,)


def test_lines_written_out_of_order(reader: Reader, tmp_path: Path) -> None:
    """Lines come from top to bottom and left to right, however the file orders them."""
    content = (
        written("last line", 72, 100)
        + written("right", 300, 500)
        + written("Title", 250, 780)
        + written("left", 72, 501)
    )
    page = only_page(reader, tmp_path, pdf(content))
    assert page.text.splitlines() == ["Title", "left right", "last line"]


@pytest.mark.parametrize(
    ("turn", "size"),
    [
        (0, (210.02, 297.04)),
        (90, (297.04, 210.02)),
        (180, (210.02, 297.04)),
        (270, (297.04, 210.02)),
    ],
)
def test_rotated_page(turn: int, size: tuple[float, float], reader: Reader, tmp_path: Path) -> None:
    """A page's turn swaps its visible size, and order follows what is seen."""
    # text that stands upright once the page is turned, the upper line written last
    matrix, upper, lower = {
        0: ("1 0 0 1", (100, 700), (100, 100)),
        90: ("0 1 -1 0", (100, 400), (500, 400)),
        180: ("-1 0 0 -1", (300, 100), (300, 700)),
        270: ("0 -1 1 0", (500, 400), (100, 400)),
    }[turn]
    content = b"".join(
        f"BT /F1 12 Tf {matrix} {x} {y} Tm ({text}) Tj ET\n".encode()
        for text, (x, y) in (("second line", lower), ("first line", upper))
    )
    page = only_page(
        reader, tmp_path, pdf(content, box=(0, 0, 595.3, 842), extra=b"/Rotate %d" % turn)
    )
    assert (page.width_mm, page.height_mm) == pytest.approx(size, abs=0.05)
    assert page.text.splitlines() == ["first line", "second line"]


def test_cropped_page_gives_the_visible_size(reader: Reader, tmp_path: Path) -> None:
    """The size is that of the CropBox, wherever its origin lies."""
    data = pdf(
        written("inside the crop", 200, 500),
        box=(-100, -100, 900, 1100),
        extra=b"/CropBox [100 200 383.46 483.46]",
    )
    page = only_page(reader, tmp_path, data)
    assert (page.width_mm, page.height_mm) == pytest.approx((100.0, 100.0), abs=0.05)


def test_blank_page_is_not_recognised(reader: Reader, tmp_path: Path) -> None:
    """A page with nothing on it has no text and costs no recognition."""
    page = only_page(reader, tmp_path, pdf(b""))
    assert (page.text, page.source) == ("", TextSource.NONE)


def test_filled_form_fields_are_read(reader: Reader, tmp_path: Path) -> None:
    """What somebody typed into the fields of a PDF form is part of its text."""
    typed = b"BT /F1 12 Tf 2 4 Td (Li Guoming) Tj ET"
    data = assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [5 0 R] "
                b"/Contents 4 0 R /Resources << /Font << /F1 7 0 R >> >> >>"
            ),
            b"<< /Length 47 >>\nstream\n" + written("Name of applicant", 72, 700) + b"\nendstream",
            (
                b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Li Guoming) /F 4 "
                b"/Rect [200 696 320 716] /AP << /N 6 0 R >> >>"
            ),
            (
                b"<< /Type /XObject /Subtype /Form /BBox [0 0 120 20] /Length %d "
                b"/Resources << /Font << /F1 7 0 R >> >> >>\nstream\n" % len(typed)
            )
            + typed
            + b"\nendstream",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )
    page = only_page(reader, tmp_path, data)
    assert page.text == "Name of applicant Li Guoming"


def test_signed_file_is_told(reader: Reader, tmp_path: Path) -> None:
    """A digital signature field is reported."""
    data = assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [4 0 R] >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] >>",
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 5 0 R /Rect [0 0 0 0] >>",
            b"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 10] /Contents <00> >>",
        ]
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert read(reader, path).signed


def test_scripts_and_attachments_are_told(reader: Reader, tmp_path: Path) -> None:
    """A document that carries scripts says so among its warnings."""
    data = assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R /Names << /JavaScript << /Names [(a) 4 0 R] >> >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
        ]
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert "scripts" in read(reader, path).warnings


def test_tables_of_a_form(reader: Reader, form: Path) -> None:
    """A ruled table comes as rows of cells."""
    tables = reader.tables(form, "form.pdf")
    assert tables == (
        (
            ("姓名", "证件号码", "成绩"),
            ("李国明", "990000199001011234", "88"),
            ("王翀𬭳", "990000198502022345", "缺考"),
        ),
    )


def test_roster_from_a_form(reader: Reader, form: Path) -> None:
    """A roster printed as PDF gives its candidates."""
    tables = reader.tables(form, "form.pdf")
    assert not isinstance(tables, Unread)
    assert [(one.name, one.id_number) for one in roster_from_tables(tables)] == [
        ("李国明", "990000199001011234"),
        ("王翀𬭳", "990000198502022345"),
    ]


def test_picture_for_a_preview(reader: Reader, form: Path) -> None:
    """A page's picture comes from the cage as PNG; a page that is not there gives a reason."""
    png = reader.picture(form, "form.pdf", 1, 36)
    assert isinstance(png, bytes)
    assert Image.open(io.BytesIO(png)).size == (298, 421)
    assert isinstance(reader.picture(form, "form.pdf", 2), Unread)


def test_rendered_page_has_its_true_size(form: Path) -> None:
    """A picture of a page is as many dots wide as its inches say."""
    picture = render_page(form, 1, 72)
    assert isinstance(picture, Image.Image)
    assert picture.size == (596, 842)
