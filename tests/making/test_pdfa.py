"""PDF/A-2b by two checkers that know nothing of one another: pikepdf's and page-validation."""

from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from pikepdf import pdfa
from PIL import Image

from archivist.making import pdfa as room
from archivist.making.fonts import Fonts
from archivist.making.images import image_to_pdf
from archivist.making.labelpaper import label_papers
from archivist.making.longtable import pdf_in_chunks
from archivist.making.pages import join
from archivist.making.pdfa import PASSED, UNCHECKED, to_pdfa
from archivist.making.stamp import stamp
from archivist.making.typeset import Typesetter
from archivist.records.reading import PageText, TextSource
from archivist.records.stamp import StampFields
from tests.making.measuring import picture, texts

FIELDS = StampFields(fonds="L001", year="2024", serial="0012", office="", term="长期", pages="3")
PAPER = label_papers(Path(__file__).resolve().parents[2] / "templates")["L7160"].data(1, (0, 0))
ROW = {"number": "1", "code": "L001-ZY·JN·2024·D1-003-0001", "title": "䶮堃㛃喆 申请表"}
SHEETS: tuple[tuple[str, dict[str, object]], ...] = (
    ("box-cover", {"fonds_name": "云港示范职业培训学校"}),
    ("spine", {"thickness_mm": 30, "office": "示范学校"}),
    ("exam-spine", {"thickness_mm": 20, "batch": "LYG-SP-2024-0316"}),
    ("catalogue", {"rows": [ROW] * 3}),
    ("catalogue-cover", {"fonds": "L001"}),
    ("bag", {"rows": [ROW]}),
    ("note", {"lines": ["本盒存放件号 0001 至 0027。"]}),
    ("register", {"rows": [ROW]}),
    ("box-list", {"rows": []}),
    ("separator", {"title": "考场情况记录表"}),
    ("calibration", {}),
    ("labels", {"paper": PAPER, "labels": [{"name": "盒", "big": "盒 0001", "lines": ["一"]}]}),
    ("stickers", {"paper": PAPER, "labels": [{"cells": ["L001", "", "", "", "", ""]}]}),
)


def verdicts(pdf: bytes) -> tuple[str, list[str]]:
    """What the two checkers say: pikepdf's verdict, and the rules the other found broken."""
    report = page.validate_pdf_bytes(pdf, profile="2b")
    return (
        str(pdfa.validate_written(BytesIO(pdf), "2b").verdict),
        [f"{failure.rule_id} {failure.message}" for failure in report.failures],
    )


def scan(folder: Path) -> bytes:
    path = folder / "scan.jpg"
    Image.effect_noise((827, 1169), 60).convert("RGB").save(path, dpi=(100, 100), quality=60)
    return image_to_pdf(path)


def empty(content: bytes = b"") -> bytes:
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("sheet", "data"), SHEETS)
def test_every_sheet_becomes_pdfa(
    typesetter: Typesetter, sheet: str, data: dict[str, object]
) -> None:
    """Both checkers pass every printed sheet, and its text is still there."""
    plain = typesetter.pdf(sheet, {**data, "code": "盒 0001", "made_on": "2024-05-20"})
    made, words = to_pdfa(plain)
    assert words == PASSED
    assert verdicts(made) == ("pass", [])
    assert texts(made) == texts(plain)
    assert to_pdfa(plain)[0] == made


def test_bundle_and_long_table_become_pdfa(typesetter: Typesetter) -> None:
    """Joined sheets and tables set in stretches pass both checkers, too."""
    parts = [typesetter.pdf("catalogue-cover", {}), typesetter.pdf("note", {"lines": ["一。"]})]
    long = pdf_in_chunks(typesetter, "catalogue", {"rows": [ROW] * 30}, "rows", chunk=20)
    for plain in (join(parts), long):
        assert verdicts(to_pdfa(plain)[0]) == ("pass", [])


def test_long_sheets_are_pdfa_though_unchecked(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet too long to be gone through is written by the same rules, and the words say so."""
    monkeypatch.setattr(room, "MOST_CHECKED", 1)
    made, words = to_pdfa(typesetter.pdf("catalogue", {"rows": [ROW] * 40}))
    assert words == UNCHECKED
    assert verdicts(made) == ("pass", [])


def test_long_copies_are_left_as_they_are(fonts: Fonts, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of very many pages is stamped, not converted, and the note says why."""
    monkeypatch.setattr(room, "MOST_PAGES", 2)
    made = stamp(join([empty()] * 3), FIELDS, fonts, pdfa=True)
    assert "超过 2 页" in made.note
    assert "L001" in texts(made.pdf)[0]


def test_stamped_searchable_scan_is_pdfa(fonts: Fonts, tmp_path: Path) -> None:
    """A scan's copy with stamp and text layer passes both; it looks as it would without."""
    said = PageText(
        number=1,
        text="",
        source=TextSource.OCR,
        width_mm=210,
        height_mm=297,
        confidence=0.9,
        boxes=((20, 100, 90, 106, "欧阳䶮𬭊 2024"), (190, 100, 196, 140, "竖排")),
    )
    original = scan(tmp_path)
    made = stamp(original, FIELDS, fonts, pages=[said], pdfa=True)
    assert made.note == PASSED
    assert verdicts(made.pdf) == ("pass", [])
    plain = stamp(original, FIELDS, fonts)
    assert picture(made.pdf, 60).tobytes() == picture(plain.pdf, 60).tobytes()
    assert len(made.pdf) - len(original) < 9 * 1024
    assert stamp(original, FIELDS, fonts, pages=[said], pdfa=True).pdf == made.pdf


@pytest.mark.parametrize("at", range(12))
def test_no_stream_ends_in_a_bare_return(fonts: Fonts, at: int) -> None:
    """Whatever bytes a compressed stream ends in, both checkers find its end."""
    fields = StampFields(
        fonds="L001", year="2024", serial=f"{at:04d}", office="", term="长期", pages=f"{at}"
    )
    made = stamp(empty(b"%d 0 m " % at), fields, fonts, pdfa=True)
    assert verdicts(made.pdf) == ("pass", [])


def test_stream_that_ends_in_a_return_is_kept_whole() -> None:
    """An uncompressed stream ending in a carriage return passes both and draws the same."""
    with pikepdf.open(BytesIO(empty())) as pdf:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"0 0 100 100 re f\r")
        out = BytesIO()
        pdf.save(out, compress_streams=False)
    made, words = to_pdfa(out.getvalue())
    assert words == PASSED
    assert verdicts(made) == ("pass", [])
    assert picture(made, 60).tobytes() == picture(out.getvalue(), 60).tobytes()


def test_what_cannot_be_converted_keeps_its_look_and_says_why(fonts: Fonts) -> None:
    """A PDF with a font that is not embedded stays plain PDF, stamped, and the note says why."""
    with pikepdf.open(BytesIO(empty(b"BT /F 12 Tf 100 100 Td (plain) Tj ET"))) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        pdf.pages[0].obj.Trans = pikepdf.Dictionary(S=pikepdf.Name.Fade)
        out = BytesIO()
        pdf.save(out)
    made = stamp(out.getvalue(), FIELDS, fonts, pdfa=True)
    assert "未能转为 PDF/A-2b" in made.note
    assert "字体" in made.note
    assert made.pdf == stamp(out.getvalue(), FIELDS, fonts).pdf
    assert "plain" in texts(made.pdf)[0]
    assert verdicts(made.pdf)[0] != "pass"


def test_signed_copy_tells_both(fonts: Fonts) -> None:
    """Of a signed PDF the note tells the signature and PDF/A."""
    with pikepdf.open(BytesIO(empty())) as pdf:
        pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([]))
        out = BytesIO()
        pdf.save(out)
    note = stamp(out.getvalue(), FIELDS, fonts, pdfa=True).note
    assert "数字签名" in note
    assert "PDF/A-2b" in note
