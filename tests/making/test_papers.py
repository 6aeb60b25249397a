"""Cutting, joining, forms, images to PDF, PDF/A and QR codes."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from archivist.errors import Unreadable
from archivist.making.barcode import qr_png, qr_svg
from archivist.making.fonts import Fonts
from archivist.making.images import image_to_pdf
from archivist.making.pages import cut, form_fields, join
from archivist.making.pdfa import PASSED, to_pdfa
from archivist.making.stamp import stamp
from archivist.records.stamp import StampFields
from tests.making.measuring import picture, sizes


def pages(count: int, first: int = 1) -> bytes:
    """A PDF whose page n is 100 + n points wide."""
    with pikepdf.Pdf.new() as pdf:
        for at in range(first, first + count):
            pdf.add_blank_page(page_size=(100 + at, 200))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def widths(pdf: bytes) -> list[int]:
    return [round(width / 25.4 * 72) - 100 for width, _ in sizes(pdf)]


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 8), st.data())
def test_cut_then_join_is_whole(count: int, data: st.DataObject) -> None:
    """A document cut in two and joined again has all its pages in order."""
    whole = pages(count)
    at = data.draw(st.integers(1, count))
    parts = [cut(whole, 1, at), *([cut(whole, at + 1, count)] if at < count else [])]
    assert widths(parts[0]) == list(range(1, at + 1))
    assert widths(join(parts)) == list(range(1, count + 1))


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (1, 4)])
def test_cut_refuses_pages_that_are_not_there(first: int, last: int) -> None:
    """Pages outside the document are an error."""
    with pytest.raises(Unreadable):
        cut(pages(3), first, last)


def test_broken_pdf_is_told(tmp_path: Path) -> None:
    """Bytes that are no PDF are an error that names the file."""
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(Unreadable, match=r"坏\.pdf"):
        join([path])


def test_form_fields_read_back(tmp_path: Path) -> None:
    """What was filled into a form is read by field name; a PDF without a form has none."""
    with pikepdf.open(BytesIO(pages(1))) as pdf:
        filled = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="姓名", V="欧阳堃")
        ticked = pikepdf.Dictionary(FT=pikepdf.Name.Btn, T="agreed", V=pikepdf.Name.Yes)
        empty = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="remark")
        fields = [pdf.make_indirect(field) for field in (filled, ticked, empty)]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        path = tmp_path / "form.pdf"
        pdf.save(path)
    assert form_fields(path) == {"姓名": "欧阳堃", "agreed": "Yes", "remark": ""}
    assert form_fields(pages(1)) == {}


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def test_jpeg_keeps_its_bytes(tmp_path: Path) -> None:
    """A JPEG's own bytes lie in the PDF, and its resolution gives the page size."""
    path = saved(Image.effect_noise((600, 300), 50), tmp_path / "a.jpg", dpi=(300, 300), quality=80)
    made = image_to_pdf(path)
    assert path.read_bytes() in made
    assert sizes(made)[0] == pytest.approx((50.8, 25.4), abs=0.2)
    assert image_to_pdf(path) == made


def test_photo_without_true_resolution_is_a4(tmp_path: Path) -> None:
    """A phone's photo at 72 dpi gives an A4 page, not one of a metre and a half."""
    path = saved(Image.new("RGB", (4032, 3024)), tmp_path / "p.jpg", dpi=(72, 72))
    assert sizes(image_to_pdf(path))[0] == pytest.approx((297, 222.75), abs=0.2)


def test_turned_photo_stands_upright(tmp_path: Path) -> None:
    """EXIF turns and mirrors are obeyed: the page shows what a photo viewer shows."""
    photo = Image.new("RGB", (300, 200), "white")
    photo.paste((0, 0, 0), (0, 0, 60, 60))
    for orientation, corner in ((6, (0.95, 0.05)), (2, (0.95, 0.05)), (3, (0.95, 0.95))):
        exif = Image.Exif()
        exif[0x0112] = orientation
        made = picture(
            image_to_pdf(saved(photo, tmp_path / f"{orientation}.jpg", exif=exif, dpi=(150, 150)))
        )
        pixel = made.getpixel((int(made.width * corner[0]), int(made.height * corner[1])))
        assert isinstance(pixel, tuple)
        assert max(pixel) < 60


def test_transparency_falls_on_white(tmp_path: Path) -> None:
    """A see-through picture is printed on white, without a mask that PDF/A would refuse."""
    path = saved(Image.new("RGBA", (80, 80), (0, 0, 0, 0)), tmp_path / "a.png")
    made = image_to_pdf(path)
    assert b"SMask" not in made
    assert picture(made).getpixel((5, 5)) == (255, 255, 255)


def test_every_frame_of_a_tiff(tmp_path: Path) -> None:
    """A TIFF of several pages gives as many pages; a BMP gives one."""
    frames = [Image.new("1", (200, 100 + at), 1) for at in range(3)]
    path = tmp_path / "a.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="group4")
    assert len(sizes(image_to_pdf(path))) == 3
    assert len(sizes(image_to_pdf(saved(Image.new("RGB", (50, 50)), tmp_path / "a.bmp")))) == 1


def test_broken_image_is_told(tmp_path: Path) -> None:
    """A damaged picture is an error that names the file."""
    whole = saved(Image.effect_noise((400, 400), 50), tmp_path / "b.png").read_bytes()
    for name, data in (("空.jpg", b""), ("半.png", whole[: len(whole) // 2])):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(Unreadable, match=name[0]):
            image_to_pdf(tmp_path / name)


def test_stamped_scan_becomes_pdfa(tmp_path: Path, fonts: Fonts) -> None:
    """A scan with our stamp passes as PDF/A-2b, its picture's bytes unchanged."""
    path = saved(Image.effect_noise((1240, 1754), 50), tmp_path / "s.jpg", dpi=(150, 150))
    fields = StampFields(fonds="L001", year="2024", serial="1", office="", term="长期", pages="1")
    made, words = to_pdfa(stamp(image_to_pdf(path), fields, fonts).pdf)
    assert words == PASSED
    assert path.read_bytes() in made


def test_what_cannot_be_pdfa_says_why() -> None:
    """A PDF with a font that is not embedded stays as it is, with a reason in Chinese."""
    with pikepdf.open(BytesIO(pages(1))) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F1 12 Tf 10 10 Td (x) Tj ET")
        out = BytesIO()
        pdf.save(out)
    made, words = to_pdfa(out.getvalue())
    assert made == out.getvalue()
    assert "字体" in words


@pytest.mark.parametrize("text", ["ARC1|LYG-SP-2024-0316|17||", "档案盒", "x" * 120])
def test_qr_reads_back_at_level_q(text: str) -> None:
    """A QR code reads back as it was given, at error level Q, with four modules of quiet."""
    image = Image.open(BytesIO(qr_png(text, scale=4))).convert("L")
    found = zxingcpp.read_barcodes(np.asarray(image))
    assert [one.text for one in found] == [text]
    assert found[0].ec_level == "Q"
    assert np.asarray(image)[: 4 * 4].min() == 255
    assert qr_svg(text).startswith("<svg")


def test_pypdf_reads_what_we_join() -> None:
    """A joined PDF is sound for another reader and carries no producer of the parts."""
    reader = pypdf.PdfReader(BytesIO(join([pages(2), pages(1, 3)])))
    assert len(reader.pages) == 3
