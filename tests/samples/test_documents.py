"""The made-up documents are what they say they are, and look as clerks' files do."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from archivist.making.fonts import Fonts
from archivist.reading.movies import playing_seconds
from archivist.reading.pdfium import Page, opened
from archivist.reading.reader import Reader
from archivist.reading.sniff import looks_complete, sniff
from archivist.records.batch import Batch, Subject
from archivist.records.checklist import Presence
from archivist.records.reading import Reading
from archivist.records.record import Record
from archivist.rules.checklist import checklist
from archivist.rules.formcode import parse_form_code
from archivist.rules.pack import load_pack
from archivist.samples import forms_candidate, forms_during
from archivist.samples.documents import SampleDocument, sample_typesetter
from archivist.samples.press import Press
from archivist.samples.scanner import FAX, GREY, TIRED, TYPICAL, Scanner, save_scan, scan
from archivist.settings import ReadingLimits

Documents = tuple[SampleDocument, ...]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


def _read(reader: Reader, path: Path) -> Reading:
    answer = reader.read(path, path.name)
    assert isinstance(answer, Reading)
    return answer


def _first_page(path: Path, dpi: int) -> Image.Image:
    if path.suffix != ".pdf":
        with Image.open(path) as picture:
            return picture.convert("RGB")
    with opened(path) as document, Page(document, 0) as page:
        return page.picture(dpi)


def _text(path: Path) -> str:
    with opened(path) as document:
        found = []
        for index in range(len(document)):
            with Page(document, index) as page:
                found += [line.text for line in page.lines()]
    return "\n".join(found)


def test_nothing_is_missing(documents: Documents, small: Batch) -> None:
    """Filed as what they are, the documents complete the checklist of their batch."""
    pack = load_pack("lianyungang-2023")
    by_number = {material.number: material for material in pack.materials}
    records = [
        Record(
            id=at,
            batch=small.number,
            material=one.material,
            subject=one.subject,
            candidate=one.candidate,
            title=one.path.stem,
            term=by_number[one.material].term,
            carrier=by_number[one.material].carriers[0],
            pages=one.pages,
            filed_at=datetime(2024, 6, 1, tzinfo=UTC),
        )
        for at, one in enumerate(documents, 1)
        if one.material is not None
    ]
    lines = checklist(pack, small, records, date(2026, 11, 20))
    assert {line.title for line in lines if line.presence is not Presence.PRESENT} == set()


def test_files_are_whole_and_named_after_their_format(documents: Documents) -> None:
    """Every file is complete and its extension tells the format that is in it."""
    media = {
        ".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx", ".mp4": "mp4", ".jpg": "jpeg",
        ".tif": "tiff",
    }  # fmt: skip
    assert len({one.path for one in documents}) == len(documents)
    for one in documents:
        found = sniff(one.path)
        assert found == media[one.path.suffix], one.path.name
        assert looks_complete(one.path, found), one.path.name


def test_most_names_tell_nothing(documents: Documents) -> None:
    """At least half of the files have names from which nobody could tell the material."""
    pack = load_pack("lianyungang-2023")
    words = {name for material in pack.materials for name in (material.title, *material.names)}
    telling = [one for one in documents if any(word in one.path.name for word in words)]
    assert len(telling) * 2 < len(documents)


def test_scans_have_no_text_and_digital_papers_do(documents: Documents, small: Batch) -> None:
    """A scanned PDF is picture only; a digital one names its batch in selectable text."""
    for one in documents:
        if one.path.suffix != ".pdf":
            continue
        text = _text(one.path)
        if one.kind == "scan":
            assert text == "", one.path.name
        elif one.material is not None:
            assert small.number in text.replace(" ", ""), one.path.name


def test_each_candidates_papers_name_the_candidate(documents: Documents, small: Batch) -> None:
    """A digital paper of a candidate names that candidate and nobody else of the roster."""
    for one in documents:
        if one.candidate is None or one.kind != "digital":
            continue
        text = _text(one.path)
        named = [who.position for who in small.roster if who.name in text]
        assert named == [one.candidate], one.path.name


def test_every_way_of_making_papers_occurs(documents: Documents) -> None:
    """Digital files, scans, pictures, Office and video, with 12 to 20 pages scanned."""
    kinds = Counter(one.kind for one in documents)
    assert set(kinds) == {"digital", "scan", "office", "image", "video"}
    scanned = sum(one.pages for one in documents if one.kind in ("scan", "image"))
    assert 12 <= scanned <= 20
    assert sum(one.material is None for one in documents) == 2


def test_printed_codes_can_be_read(documents: Documents, small: Batch, reader: Reader) -> None:
    """A coded form says on its scanned page which batch, material and candidate it is."""
    coded = [one for one in documents if one.coded]
    assert len(coded) >= 3
    for one in coded:
        [text] = _read(reader, one.path).codes
        code = parse_form_code(text)
        assert code is not None
        assert (code.batch, code.material) == (small.number, one.material)
        assert (code.subject, code.candidate) == (one.subject, one.candidate)


def test_videos_play_for_ninety_minutes(documents: Documents) -> None:
    """Each subject has a video whose header tells an hour and a half."""
    videos = [one for one in documents if one.kind == "video"]
    assert {one.subject for one in videos} == {Subject.THEORY, Subject.SKILL}
    assert [playing_seconds(one.path, "mp4") for one in videos] == [5400.0, 5400.0]


def test_office_files_hold_the_roster(documents: Documents, small: Batch, reader: Reader) -> None:
    """The roster's spreadsheet names every candidate with the identity number in full."""
    [path] = [one.path for one in documents if one.material == 2]
    text = _read(reader, path).text
    for who in small.roster:
        assert who.name in text
        assert who.id_number in text


def test_a_stamped_page_is_red_and_signed_in_blue(documents: Documents) -> None:
    """The signed and sealed application shows red and blue, a plain scan neither."""
    [signed] = [one.path for one in documents if one.material == 1]
    bare = next(one.path for one in documents if one.material == 19 and one.kind == "scan")
    assert all(count > 1000 for count in _red_and_blue(signed))
    assert all(count < 50 for count in _red_and_blue(bare))


def _red_and_blue(path: Path) -> tuple[int, int]:
    """How many pixels are seal red, and how many ink blue, at 200 dpi."""
    pixels = np.asarray(_first_page(path, 200)).astype(int)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return int((red - np.maximum(green, blue) > 60).sum()), int((blue - red > 20).sum())


@pytest.mark.parametrize("scanner", [TYPICAL, GREY, FAX, TIRED])
def test_a_scan_keeps_size_and_changes_pixels(scanner: Scanner) -> None:
    """A scanner keeps the size of a page, has the mode it says, and is never quite clean."""
    page = Image.new("RGB", (600, 850), "white")
    page.paste((0, 0, 0), (100, 100, 500, 110))
    seen = scan(page, scanner, random.Random(1))
    assert seen.size == page.size
    assert seen.mode == {"colour": "RGB", "grey": "L", "black": "1"}[scanner.mode]
    assert seen.convert("RGB").tobytes() != page.tobytes()


def test_the_same_seed_writes_the_same_bytes(small: Batch, fonts: Fonts, tmp_path: Path) -> None:
    """Typesetting, hand, seal and scanner depend on the seed alone."""
    paper = forms_during.skill_room(small)
    answers = []
    for turn in range(2):
        with sample_typesetter(fonts) as typesetter:
            press = Press(typesetter, fonts, random.Random(5))
            [page] = press.pages(paper, 100)
            digital = press.pdf(forms_candidate.skill_answers(small, small.roster[0]))
        path = tmp_path / f"{turn}.pdf"
        save_scan([scan(page, TYPICAL, random.Random(9))], path, TYPICAL)
        answers.append((path.read_bytes(), digital))
    assert answers[0] == answers[1]


def test_no_spot_is_left_on_a_page(small: Batch, fonts: Fonts) -> None:
    """Every place for a hand is found and written over: none of its colour stays behind."""
    with sample_typesetter(fonts) as typesetter:
        press = Press(typesetter, fonts, random.Random(5))
        for page in press.pages(forms_during.sign_in(small, Subject.THEORY), 150):
            pixels = np.asarray(page).astype(int)
            spot = (abs(pixels[..., 0] - 80) <= 2) & (abs(pixels[..., 1] % 16 - 8) <= 2)
            spot &= abs(pixels[..., 2] % 16 - 8) <= 2
            assert int(spot.sum()) < 20
