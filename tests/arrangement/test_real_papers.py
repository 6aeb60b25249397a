"""Sealing with the real press: what the records say is what the PDFs say."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.arrangement.boxing import box_batch
from archivist.arrangement.numbering import number_batch
from archivist.arrangement.printing import KINDS
from archivist.arrangement.sealing import seal_batch
from archivist.arrangement.sheets import catalogue_row, chinese_day, stamp_fields
from archivist.intake.file_away import Destination, file_away
from archivist.intake.secure import secure
from archivist.intake.settle import arrival_of, ident_of
from archivist.keeping import accessions, batches, durable, manifest, records
from archivist.making.stamp import values
from archivist.press import printer_of, stamper_of
from archivist.reading.reader import Reader
from archivist.records.batch import Subject
from archivist.retention.due import appraise_one
from archivist.rules.numbering import serial_text
from archivist.settings import ReadingLimits
from tests.arrangement.desk import CLERK, ONE, TODAY, arranged, shelved
from tests.builders import canned_reading, make_archive, opened, paper


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


def filed(archive: Archive, material: int, candidate: int | None = None) -> None:
    """A PDF of its own filed under a material, as it comes in through the inbox."""
    path = archive.settings.inbox / f"{material}-{candidate}.pdf"
    path.write_bytes(paper(path.name))
    read = canned_reading(path.read_bytes())
    arrival = arrival_of(archive.settings.inbox, path, ident_of(path.lstat()))
    accession = secure(archive.catalogue, archive.shelf, arrival, release=True)
    assert accession is not None
    with archive.catalogue.transaction():
        accessions.keep_reading(archive.catalogue, accession.digest, read)
    subject = Subject.SKILL if material == 20 else None
    to = Destination(batch=ONE.number, material=material, subject=subject, candidate=candidate)
    file_away(archive.catalogue, archive.shelf, archive.pack, accession, to, CLERK)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive whose batch was filed, numbered, boxed, stamped and printed in earnest."""
    root = make_archive(tmp_path_factory.mktemp("whole") / "库", ONE, templates=True)
    with opened(root) as archive, Reader(ReadingLimits(workers=1)) as reader:
        archive.__dict__["reader"] = reader
        for material, candidate in ((1, None), (5, None), (9, None), (20, 1), (20, 2), (21, 3)):
            filed(archive, material, candidate)
        arranged(archive)
        assert stamper_of(archive, CLERK).stamp_batch(ONE.number).failed == []
        printer_of(archive, CLERK).print_batch(ONE.number, KINDS, TODAY)
        manifest.write_stale(archive.catalogue, archive.shelf)
        yield archive


def test_every_record_is_told_alike_everywhere(whole: Archive) -> None:
    """Stamp, catalogue, bag, cover and spine bear, as PDF, what the catalogue's row says."""
    held = batches.held(whole.catalogue, ONE.number)
    copies = records.copies(whole.catalogue, ONE.number)
    kept = records.of_batch(whole.catalogue, ONE.number)
    assert len(copies) == len(kept) == 6
    for record in kept:
        term = whole.pack.term(record.term)
        stamped = values(stamp_fields(whole.settings.body, held, term, record))
        assert words(whole.shelf.path(copies[record.id][0].place)) == "".join(stamped)
        listed = sheet_words(whole, f"归档文件目录 {term.folder}")
        row = catalogue_row(1, record)
        assert bare(f"{row['code']}{row['title']}") in listed.replace(bare(record.responsible), "")
        box = records.box(whole.catalogue, record.box or 0)
        name = f"{serial_text(box.number)} {term.folder}"
        assert box.first_serial <= (record.serial or 0) <= box.last_serial
        spine = sheet_words(whole, f"盒脊 {name}")
        for said in (serial_text(box.first_serial), serial_text(box.last_serial), term.folder):
            assert said in spine
        assert f"件数{box.records}页数{box.pages}" in sheet_words(whole, f"档案盒正面 {name}")
    assert rounds.inspect(whole) == ()


def test_stamp_of_the_older_edition(whole: Archive) -> None:
    """By the edition of 2000 the sixth cell stays blank; verify asks for new copies till then."""
    was = whole.settings
    older = replace(was, print=replace(was.print, stamp_edition="2000"))
    try:
        whole.settings = older
        assert {finding.code for finding in rounds.inspect(whole)} == {"stale-copy"}
        made = stamper_of(whole, CLERK).stamp_batch(ONE.number).made
        manifest.write_stale(whole.catalogue, whole.shelf)
        assert rounds.inspect(whole) == ()
        assert words(whole.shelf.path(made[0].place)) == "L00120240001长期"
    finally:
        whole.settings = was
        stamper_of(whole, CLERK).stamp_batch(ONE.number)
        manifest.write_stale(whole.catalogue, whole.shelf)
    assert rounds.inspect(whole) == ()


def test_bag_says_when_its_papers_fall_due(whole: Archive) -> None:
    """到期日 on the bag is the day the retention rules give, not a blank."""
    (record, *_) = (r for r in records.of_batch(whole.catalogue, ONE.number) if r.material == 20)
    choice = whole.settings.rules
    due = appraise_one(whole.catalogue, whole.pack, choice, record.id, TODAY).appraisal.due_on
    assert due is not None
    bag = next(s for s in records.printed(whole.catalogue, ONE.number) if s.kind == "bag")
    assert f"到期日{chinese_day(due)}" in words(whole.shelf.path(bag.place))


def test_swapped_copies_are_told(whole: Archive) -> None:
    """Two copies exchanged, their digests in catalogue and manifest, too: both are named."""
    (one, _), (other, _), *_ = records.copies(whole.catalogue, ONE.number).values()
    was = {copy.place: whole.shelf.path(copy.place).read_bytes() for copy in (one, other)}
    try:
        exchange(whole, {one.place: was[other.place], other.place: was[one.place]})
        found = rounds.inspect(whole)
    finally:
        exchange(whole, was)
    assert {(f.code, f.where) for f in found} == {("swapped-file", place) for place in was}
    assert rounds.inspect(whole) == ()


def exchange(archive: Archive, contents: dict[str, bytes]) -> None:
    """Put these bytes at these places and have catalogue and manifest vouch for them."""
    for place, data in contents.items():
        digest = durable.write(archive.shelf.path(place), data)
        with archive.catalogue.transaction():
            archive.catalogue.change(
                "UPDATE access_copy SET digest = ? WHERE place = ?", digest, place
            )
            batches.mark_stale(archive.catalogue, ONE.number)
    manifest.write_stale(archive.catalogue, archive.shelf)


def sheet_words(archive: Archive, name: str) -> str:
    """Letters and digits of a printed sheet."""
    printed = records.printed(archive.catalogue, ONE.number)
    (place,) = (sheet.place for sheet in printed if sheet.place.endswith(f"/{name}.pdf"))
    return words(archive.shelf.path(place))
