"""Sealing with the real press: what the records say is what the PDFs say."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2

from archivist import rounds
from archivist.arrangement.boxing import box_batch
from archivist.arrangement.numbering import number_batch
from archivist.arrangement.sealing import seal_batch
from archivist.keeping import records
from archivist.press import printer_of
from archivist.rules.numbering import serial_text
from tests.arrangement.desk import CLERK, ONE, TODAY, arranged, shelved
from tests.builders import make_archive, opened


def words(path: Path) -> str:
    """Letters, digits and Han characters of a PDF, in order."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return bare("".join(pages))


def bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def test_catalogue_spine_and_note_bear_what_the_records_bear(tmp_path: Path) -> None:
    """Every 档号 and title in the catalogue, the range on the spine, insertion and seal told."""
    with opened(make_archive(tmp_path / "库", ONE, templates=True)) as archive:
        numbering = replace(archive.settings.numbering, late="suffix")
        archive.settings = replace(archive.settings, numbering=numbering)
        for material in (5, 9):
            shelved(archive, material)
        arranged(archive)
        shelved(archive, 10)
        number_batch(
            archive.catalogue, archive.pack, archive.settings, ONE.number, CLERK, "检查时补交"
        )
        (box,) = box_batch(archive.catalogue, ONE.number, 0.1, CLERK)
        press = printer_of(archive, CLERK, previews=False)
        seal_batch(press, ONE.number, TODAY, "其余材料另案保存")
        pdfs = {
            sheet.kind: words(archive.shelf.path(sheet.place))
            for sheet in records.printed(archive.catalogue, ONE.number)
            if sheet.made_for and sheet.printed_on
        }
        for record in records.of_batch(archive.catalogue, ONE.number):
            assert bare(record.code) in pdfs["catalogue"]
            assert record.title in pdfs["catalogue"]
        first = serial_text(box.first_serial)
        last = serial_text(box.last_serial, box.last_suffix)
        assert (first, last) == ("0001", "0002-1")
        assert first in pdfs["spine"]
        assert bare(last) in pdfs["spine"]
        for said in ("检查时补交", "其余材料另案保存", f"由{CLERK}封盒"):
            assert said in pdfs["note"]
        assert rounds.inspect(archive) == ()
