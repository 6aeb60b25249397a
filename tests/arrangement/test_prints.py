"""Printing a batch for good: sheets, what lies beside them, bundles, previews, labels."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pytest
import zxingcpp
from PIL import Image

from archivist import rounds
from archivist.archive import Archive
from archivist.arrangement import labelling, loose
from archivist.arrangement.placing import place_box
from archivist.arrangement.printing import KINDS, ON_DEMAND, Printer
from archivist.errors import BadStart, NothingPlaced, NothingToPrint
from archivist.keeping import accessions, durable, manifest, records
from archivist.making.pdfa import PASSED
from archivist.press import printer_of, stamper_of
from archivist.reading.reader import Reader
from archivist.records.batch import Subject
from archivist.records.material import Carrier
from archivist.records.reading import PageText, Reading, TextSource
from archivist.rules.formcode import parse_form_code
from archivist.settings import ReadingLimits
from tests.arrangement.desk import CLERK, ONE, TODAY, arranged, desk, shelved
from tests.making.measuring import picture, sizes, texts

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@contextmanager
def shop(root: Path) -> Iterator[tuple[Archive, Printer]]:
    """A desk with a few records, arranged, and a real printer over the shipped templates."""
    with desk(root) as archive, Reader(ReadingLimits(workers=1)) as reader:
        shutil.copytree(TEMPLATES, archive.settings.templates)
        shelved(archive, 1)
        shelved(archive, 10, subject=Subject.THEORY, title="签到表 䶮堃㛃喆")
        shelved(archive, 20, subject=Subject.SKILL, candidate=1)
        shelved(archive, 22, carrier=Carrier.PIECE, location="工件库")
        arranged(archive)
        archive.__dict__["reader"] = reader
        yield archive, printer_of(archive, CLERK)


def data(archive: Archive, place: str) -> bytes:
    return archive.shelf.path(place).read_bytes()


def codes(pdf: bytes, page: int = 0) -> list[str]:
    found = zxingcpp.read_barcodes(np.asarray(picture(pdf, 150, page)))
    return sorted(one.text for one in found)


def test_everything_is_printed_bundled_and_vouched_for(tmp_path: Path) -> None:
    """All sheets with their Word and Excel, bundles by paper, previews; verify finds no fault."""
    with shop(tmp_path) as (archive, press):
        places = press.print_batch(ONE.number, KINDS, TODAY)
        again = press.print_batch(ONE.number, KINDS, TODAY)
        manifest.write_stale(archive.catalogue, archive.shelf)
        assert rounds.inspect(archive, None) == ()
        assert again == places
        names = [Path(place).name for place in places]
        bundles = {
            Path(place).name: sizes(data(archive, place)) for place in places if "合订" in place
        }
        sheets = [name for name in names if name.endswith(".pdf") and "合订" not in name]
        assert {name.removesuffix(".pdf") for name in bundles} == {
            "A4 打印件合订",
            "档案盒正面合订 220×310",
            "盒脊合订 20×310",
        }
        assert all(
            size == pytest.approx((220, 310), abs=0.2)
            for size in bundles["档案盒正面合订 220×310.pdf"]
        )
        assert all(
            size == pytest.approx((20, 310), abs=0.2) for size in bundles["盒脊合订 20×310.pdf"]
        )
        assert len(bundles["盒脊合订 20×310.pdf"]) == 2 * len(bundles["档案盒正面合订 220×310.pdf"])
        assert sum(len(pages) for pages in bundles.values()) == len(sheets)
        previews = [place for place in places if "/预览/" in place]
        assert len(previews) == len(sheets)
        with Image.open(archive.shelf.path(previews[0])) as small:
            assert small.format == "PNG"
            assert max(small.size) < 700
        assert {name.rsplit(".", 1)[1] for name in names} == {"pdf", "docx", "xlsx", "png"}


def test_every_sheet_carries_its_code(tmp_path: Path) -> None:
    """Each printed sheet has a QR code that says what it is of."""
    with shop(tmp_path) as (archive, press):
        for place in press.print_batch(ONE.number, [*KINDS, *ON_DEMAND], TODAY):
            if place.endswith(".pdf") and "合订" not in place:
                (code,) = codes(data(archive, place))
                assert ONE.number in code


def test_word_and_excel_say_what_the_sheet_says(tmp_path: Path) -> None:
    """目录 as xlsx and docx and 备考表 as docx hold the very rows and lines of the PDF."""
    with shop(tmp_path) as (archive, press):
        places = press.print_batch(ONE.number, ["catalogue", "note"], TODAY)
        stem = next(p for p in places if "目录 长期" in p and p.endswith(".pdf")).removesuffix(
            ".pdf"
        )
        pdf = "".join(texts(data(archive, f"{stem}.pdf"))).replace(" ", "")
        word = docx.Document(BytesIO(data(archive, f"{stem}.docx"))).tables[1]
        book = openpyxl.load_workbook(BytesIO(data(archive, f"{stem}.xlsx"))).active
        assert book is not None
        numbered = records.of_batch(archive.catalogue, ONE.number)
        for record in (one for one in numbered if archive.pack.term(one.term).folder == "长期"):
            (row,) = [r for r in word.rows if r.cells[1].text == record.code]
            (line,) = [r for r in book.iter_rows(values_only=True) if r[1] == record.code]
            assert row.cells[4].text == line[4] == record.title
            assert record.title.replace(" ", "") in pdf
        note = next(p for p in places if "备考表" in p and p.endswith(".docx"))
        frame = docx.Document(BytesIO(data(archive, note))).tables[1]
        assert "本盒存放件号 0001 至" in frame.rows[0].cells[0].text
        assert len(docx.Document(BytesIO(data(archive, note))).inline_shapes) == 1


def test_separators_bring_their_material_home(tmp_path: Path) -> None:
    """Each separator sheet's code names batch, material and subject, and is no document."""
    with shop(tmp_path) as (archive, press):
        pdf = data(archive, labelling.print_separators(press, ONE.number, TODAY))
        pages = [parse_form_code(codes(pdf, at)[0]) for at in range(len(sizes(pdf)))]
        assert all(one is not None and one.separator and one.batch == ONE.number for one in pages)
        found = [(one.material, one.subject) for one in pages if one is not None]
        assert (10, Subject.THEORY) in found
        assert (10, Subject.SKILL) in found
        assert len(found) == len(set(found))
        assert found == sorted(found, key=lambda pair: pair[0])
        for at, (number, _) in enumerate(found):
            assert archive.pack.material(number).title in texts(pdf)[at].replace(" ", "")


def test_stickers_are_for_paper(tmp_path: Path) -> None:
    """A sticker for each numbered paper original, none for pieces; one alone if it was lost."""
    with shop(tmp_path) as (archive, press):
        pdf = data(archive, labelling.print_stickers(press, ONE.number, TODAY, start=2))
        papers = [
            record
            for record in records.of_batch(archive.catalogue, ONE.number)
            if record.carrier is Carrier.PAPER
        ]
        said = texts(pdf)[0]
        assert said.count("L001") == len(papers) == 3
        lost = papers[1]
        alone = labelling.print_stickers(press, ONE.number, TODAY, only=(lost.id,))
        assert texts(data(archive, alone))[0].count("L001") == 1
        assert lost.title.replace(" ", "") in texts(data(archive, alone))[0].replace(" ", "")
        with pytest.raises(NothingToPrint):
            labelling.print_stickers(press, ONE.number, TODAY, only=(999,))
        with pytest.raises(BadStart):
            labelling.print_stickers(press, ONE.number, TODAY, start=41)
        manifest.write_stale(archive.catalogue, archive.shelf)
        assert rounds.inspect(archive, None) == ()


def test_labels_of_boxes_and_shelves(tmp_path: Path) -> None:
    """A label for each container; one for each shelf in use, and none before anything is placed."""
    with shop(tmp_path) as (archive, press):
        boxes = records.boxes(archive.catalogue, ONE.number)
        pdf = data(archive, labelling.print_box_labels(press, ONE.number, TODAY))
        assert len(codes(pdf)) == len(boxes)
        with pytest.raises(NothingPlaced):
            loose.print_shelf_labels(press)
        for box, shelf in zip(boxes, ("10", "9", "9"), strict=False):
            place_box(
                archive.catalogue, box.number, room="1", cabinet="3", shelf=shelf, actor=CLERK
            )
        (path,) = loose.print_shelf_labels(press)
        assert codes(path.read_bytes()) == [
            "存放位置 库房 1 柜 3 层 10",
            "存放位置 库房 1 柜 3 层 9",
        ]
        words = texts(path.read_bytes())[0].replace(" ", "")
        assert words.index("层9") < words.index("层10")


def test_loose_pages_lie_outside_the_archive(tmp_path: Path) -> None:
    """Stock-take and calibration lie beside config.toml; the archive stays as it was."""
    with shop(tmp_path) as (archive, press):
        made = [*loose.print_stock_take(press, TODAY), *loose.print_calibration(press)]
        assert {path.suffix for path in made} == {".pdf", ".xlsx"}
        assert all(path.parent == archive.settings.root / "打印" for path in made)
        said = texts(made[0].read_bytes())[0].replace(" ", "").replace("　", "")
        assert "档案盘点表" in said
        assert "□在" in said
        manifest.write_stale(archive.catalogue, archive.shelf)
        assert rounds.inspect(archive, None) == ()


def test_nothing_but_boxes_to_print(tmp_path: Path) -> None:
    """A batch without boxes has no labels to print."""
    with desk(tmp_path) as archive, pytest.raises(NothingToPrint):
        labelling.print_box_labels(printer_of(archive, CLERK, previews=False), ONE.number, TODAY)


def test_copy_of_a_scan_is_searchable_and_says_so(tmp_path: Path) -> None:
    """The desk's copy of a scan holds its text in place, is PDF/A, and its row says that."""
    with shop(tmp_path) as (archive, _):
        sheet = Image.new("RGB", (827, 1169), "white")
        path = archive.shelf.path("扫描.jpg")
        sheet.save(path, dpi=(100, 100))
        digest = durable.digest_of(path)
        box = (60.0, 60.0, 150.0, 70.0, "考生 签到表")
        page = PageText(
            number=1, text="考生签到表", source=TextSource.OCR, boxes=(box,), width_mm=210.0
        )
        held = records.of_batch(archive.catalogue, ONE.number)[0]
        folder = held_folder(archive)
        target = archive.shelf.path(f"{folder}/长期/01/001.jpg")
        durable.make_folder(target.parent)
        path.rename(target)
        with archive.catalogue.transaction():
            archive.catalogue.insert(
                "object",
                {"digest": digest, "size": 1, "first_seen_at": datetime.now(UTC).isoformat()},
            )
            accessions.keep_reading(
                archive.catalogue, digest, Reading(media="image", pages=(page,))
            )
            archive.catalogue.change(
                "UPDATE record SET place = ?, digest = ?, media = 'image' WHERE id = ?",
                f"{folder}/长期/01/001.jpg",
                digest,
                held.id,
            )
        outcome = stamper_of(archive, CLERK).stamp_batch(ONE.number)
        (copy,) = outcome.made
        assert outcome.failed == []
        assert copy.note == PASSED
        assert records.copies(archive.catalogue, ONE.number)[held.id][0].note == PASSED
        assert "考生签到表" in texts(data(archive, copy.place))[0]
        assert durable.digest_of(target) == digest


def held_folder(archive: Archive) -> str:
    from archivist.keeping import batches

    return batches.held(archive.catalogue, ONE.number).folder


def test_offset_of_the_settings_moves_labels(tmp_path: Path) -> None:
    """The calibration in config.toml moves what is printed on label sheets, and nothing else."""
    with shop(tmp_path) as (archive, press):
        moved = replace(
            press,
            settings=replace(
                archive.settings, print=replace(archive.settings.print, offset_x_mm=3.0)
            ),
        )

        def left(one: Printer) -> float:
            pdf = data(archive, labelling.print_box_labels(one, ONE.number, TODAY))
            dark = np.asarray(picture(pdf, 200).convert("L")) < 128
            return float(np.flatnonzero(dark.any(axis=0))[0] / 200 * 25.4)

        assert left(moved) - left(press) == pytest.approx(3.0, abs=0.2)
