"""What the reading room tells of a scan as a picture: dots, light, skew, edges, seals, places."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reading_papers import font, page, pdf, sealed, written

from archivist.reading.ink import ink_and_paper
from archivist.reading.reader import Reader
from archivist.records.reading import Reading, Scan
from archivist.samples.scanner import COARSE, FINE, GREY, TYPICAL, Scanner, save_scan, scan
from archivist.settings import ReadingLimits

SCANNERS = (TYPICAL, GREY, FINE, COARSE, replace(TYPICAL, turn=90), replace(GREY, turn=180))


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1)) as one:
        yield one


def told(reader: Reader, folder: Path, sheet: Image.Image, scanner: Scanner = TYPICAL) -> Scan:
    """What is told of the sheet scanned to a PDF."""
    return told_of(reader, folder, scan(sheet, scanner, random.Random(1)), scanner)


def told_of(reader: Reader, folder: Path, picture: Image.Image, scanner: Scanner) -> Scan:
    """What is told of a picture that a scanner made."""
    path = folder / "a.pdf"
    save_scan([picture], path, scanner)
    found = reader.read(path, path.name)
    assert isinstance(found, Reading), found
    (seen,) = found.pages
    assert seen.scan is not None
    return seen.scan


def full_page(lines: int = 24) -> Image.Image:
    """A page of many lines from margin to margin."""
    sheet = Image.new("RGB", (1654, 2339), "white")
    draw = ImageDraw.Draw(sheet)
    for line in range(lines):
        place = (150, 200 + 80 * line)
        draw.text(place, "职业技能等级认定考生签到表示范文字内容" * 2, "black", font(34))
    return sheet


def askew(sheet: Image.Image, degrees: float) -> Image.Image:
    """The sheet turned clockwise by some degrees."""
    return sheet.rotate(-degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize("scanner", SCANNERS)
def test_a_sound_scan(scanner: Scanner, reader: Reader, tmp_path: Path) -> None:
    """Dots, light and skew of sound scans are as they are, and nothing runs over an edge."""
    seen = told(reader, tmp_path, page(dpi=scanner.dpi), scanner)
    assert seen.dpi == pytest.approx(scanner.dpi, rel=0.02)
    assert seen.paper > 0.9
    assert seen.skew is not None
    assert abs(seen.skew) <= scanner.skew + 0.3
    assert seen.edge_ink_mm == (0, 0, 0, 0)


@pytest.mark.parametrize("degrees", [-8.0, -3.0, 0.0, 2.0, 6.0, 10.0])
@pytest.mark.parametrize("turn", [0, 90])
def test_skew_is_measured(degrees: float, turn: int, reader: Reader, tmp_path: Path) -> None:
    """In degrees clockwise of the page as it is read, however it lies."""
    sheet = askew(full_page(), degrees).rotate(turn, expand=True)
    seen = told(reader, tmp_path, sheet, replace(TYPICAL, skew=0))
    assert seen.skew == pytest.approx(degrees, abs=0.5)


@pytest.mark.parametrize(("side", "box"), [
    ("upper", (0, 217, 1654, 2339)), ("right", (0, 0, 1190, 2339)),
    ("lower", (0, 0, 1654, 1337)), ("left", (410, 0, 1654, 2339)),
])  # fmt: skip
@pytest.mark.parametrize("turn", [0, 270])
def test_ink_over_the_edge(
    side: str, box: tuple[int, int, int, int], turn: int, reader: Reader, tmp_path: Path
) -> None:
    """Text cut through is seen on its own side of the page as read, and on no other."""
    seen_whole = scan(full_page(), TYPICAL, random.Random(1))
    part = seen_whole.crop(box).rotate(turn, expand=True)
    seen = told_of(reader, tmp_path, part, TYPICAL)
    found = dict(zip(("upper", "right", "lower", "left"), seen.edge_ink_mm, strict=True))
    assert found.pop(side) > 60
    assert set(found.values()) == {0}


def test_a_dark_scan(reader: Reader, tmp_path: Path) -> None:
    """How bright the paper is."""
    dark = page().point(lambda value: value * 0.3)
    assert told(reader, tmp_path, dark, replace(GREY, fade=0)).paper < 0.35


def test_a_black_page_is_not_an_empty_one() -> None:
    """A picture as dark as ink is ink all over; a grey sheet with nothing on it is none."""
    size = (1654, 2339)
    assert ink_and_paper(Image.new("L", size, 20)) == (1.0, round(20 / 255, 3))
    assert ink_and_paper(Image.new("L", size, 120)) == (0.0, round(120 / 255, 3))


@pytest.mark.parametrize(("seal", "scanner", "count"), [
    (True, TYPICAL, 1), (False, TYPICAL, 0), (True, COARSE, 1), (True, GREY, None),
])  # fmt: skip
def test_seals_are_counted(
    seal: bool, scanner: Scanner, count: int | None, reader: Reader, tmp_path: Path
) -> None:
    """A seal is there or not; a grey scan does not tell."""
    sheet = page(seal=seal, dpi=scanner.dpi)
    ImageDraw.Draw(sheet).text((200, 1600), "王建军", (26, 34, 92), font(48))
    assert told(reader, tmp_path, sheet, scanner).seals == count


@pytest.mark.parametrize("seal", [True, False])
def test_seals_on_a_reddish_desk_and_paper(seal: bool, reader: Reader, tmp_path: Path) -> None:
    """What lies round the page, and the tint of the page itself, is no seal and hides none."""
    desk = Image.new("RGB", (1954, 2639), (160, 115, 80))
    desk.paste(page(seal=seal), (150, 150))
    assert told(reader, tmp_path, desk).seals == (1 if seal else 0)
    tinted = np.asarray(page(seal=seal)) * np.array([0.9, 0.78, 0.6])
    sheet = Image.fromarray(tinted.astype(np.uint8))
    assert told(reader, tmp_path, sheet, replace(TYPICAL, fade=0)).seals == (1 if seal else 0)


def black_edges(sheet: Image.Image) -> Image.Image:
    """The sheet on a glass larger than it, under a black lid."""
    whole = Image.new("RGB", (sheet.width + 60, sheet.height + 60), (25, 25, 28))
    whole.paste(sheet, (30, 30))
    return whole


def on_lid(sheet: Image.Image) -> Image.Image:
    """The sheet a little askew, with wedges of a black lid at its sides."""
    return sheet.rotate(2, fillcolor=(30, 30, 34), resample=Image.Resampling.BICUBIC)


def torn_out(sheet: Image.Image) -> Image.Image:
    """The sheet torn from a note pad, half a dark hole every 9 mm."""
    torn = sheet.copy()
    draw = ImageDraw.Draw(torn)
    for top in range(40, sheet.height, 75):
        draw.ellipse((-14, top, 14, top + 28), fill=(60, 60, 60))
    return torn


def half_sealed(sheet: Image.Image) -> Image.Image:
    """The sheet with a part of a seal that was laid across the edges of several, scanned grey."""
    return sealed(sheet, (sheet.width - 40, 1200), 165).convert("L").convert("RGB")


@pytest.mark.parametrize("worn", [black_edges, on_lid, torn_out, half_sealed])
@pytest.mark.parametrize("sheet", [page(), full_page()], ids=["short", "full"])
def test_what_runs_over_the_edge_without_being_text(
    worn: Callable[[Image.Image], Image.Image],
    sheet: Image.Image,
    reader: Reader,
    tmp_path: Path,
) -> None:
    """Lids, holes and seals across several sheets stay well below what a cut page shows."""
    seen = told_of(reader, tmp_path, worn(sheet), TYPICAL)
    assert max(seen.edge_ink_mm) < 40


@pytest.mark.parametrize("rule", [False, True])
@pytest.mark.parametrize("written_there", [False, True])
@pytest.mark.parametrize("scanner", [TYPICAL, GREY, replace(TYPICAL, turn=180)])
def test_a_place_for_a_signature(
    written_there: bool, rule: bool, scanner: Scanner, reader: Reader, tmp_path: Path
) -> None:
    """A scribble that nobody can read is ink; a line to write on is not."""
    sheet = page()
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 840, 1654, 1000), fill="white")
    draw.text((160, 1200), "单位负责人签字：", "black", font(36))
    draw.text((1100, 1200), "日期：　　年　月　日", "black", font(36))
    if rule:
        draw.line((450, 1244, 900, 1244), "black", 3)
    if written_there:
        steps = np.linspace(0, 9, 120)
        curve = [(520 + 30 * at + 15 * np.sin(7 * at), 1222 + 22 * np.sin(5 * at)) for at in steps]
        draw.line(curve, (26, 34, 92), 4)
    seen = told(reader, tmp_path, sheet, scanner)
    assert len(seen.unsigned) == (0 if written_there else 1)
    assert written_there or seen.signed == 0


def test_places_for_signatures_side_by_side(reader: Reader, tmp_path: Path) -> None:
    """Neither is taken for what is written at the other."""
    sheet = page()
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 840, 1654, 1000), fill="white")
    draw.text((160, 1200), "申请单位负责人（签字）：", "black", font(36))
    draw.text((900, 1200), "技能鉴定部门（签字盖章）：", "black", font(36))
    seen = told(reader, tmp_path, sheet)
    assert (len(seen.unsigned), seen.signed) == (2, 0)


def test_a_digital_page_is_not_looked_at(reader: Reader, tmp_path: Path) -> None:
    """Where there is no picture nothing is told of it."""
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(written("A page of text and nothing else", 72, 700)))
    found = reader.read(path, path.name)
    assert isinstance(found, Reading)
    assert found.pages[0].scan is None
