"""Hints on real scans: a sound one of whatever scanner gets none, a bad one the right one."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from archivist.intake.recognition.quality import hints
from archivist.making.fonts import find_fonts
from archivist.reading.reader import Reader
from archivist.records.reading import Reading
from archivist.rules.pack import load_pack
from archivist.samples.documents import sample_typesetter
from archivist.samples.forms_after import certificates
from archivist.samples.paper import Paper, Signs
from archivist.samples.press import Press
from archivist.samples.scanner import (
    COARSE,
    FAX,
    FINE,
    FINE_FAX,
    GREY,
    PHONE,
    THIN,
    TIRED,
    TYPICAL,
    Scanner,
    save_scan,
    scan,
)
from archivist.settings import ReadingLimits
from tests.builders import small_batch

MATERIAL = load_pack("lianyungang-2023").material(16)
SOUND = {
    "typical": TYPICAL,
    "grey": GREY,
    "fax": FAX,
    "fine": FINE,
    "fine fax": FINE_FAX,
    "coarse": COARSE,
    "thin": THIN,
    "phone": PHONE,
    "tired": TIRED,
    "turned 90": replace(GREY, turn=90),
    "turned 180": replace(TYPICAL, turn=180),
    "turned 270": replace(TYPICAL, turn=270),
}


def form(*, signed: bool = True, sealed: bool = True) -> Paper:
    """The form of material 16 with its two places to sign and seal."""
    paper = certificates(small_batch(6))
    (signs,) = (block for block in paper.blocks if isinstance(block, Signs))
    places = tuple(
        replace(
            place,
            label=f"{place.label}（签字）",
            hand=place.hand if signed else None,
            seal=place.seal if sealed else None,
        )
        for place in signs.places
    )
    return replace(paper, blocks=(*paper.blocks[:-1], Signs(places)))


@dataclass
class Desk:
    """A press, a scanner and the reading room."""

    press: Press
    reader: Reader
    folder: Path

    def page(self, paper: Paper, dpi: int = 200) -> Image.Image:
        (page,) = self.press.pages(paper, dpi)
        return page

    def said(self, picture: Image.Image, scanner: Scanner = TYPICAL) -> str:
        """The hints on a picture as this scanner keeps it."""
        path = self.folder / "a.pdf"
        save_scan([picture], path, scanner)
        found = self.reader.read(path, path.name)
        assert isinstance(found, Reading), found
        return "；".join(hints(found, MATERIAL))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    fonts = find_fonts(None)
    with sample_typesetter(fonts) as typesetter, Reader(ReadingLimits(workers=1)) as reader:
        press = Press(typesetter, fonts, random.Random(1))
        yield Desk(press, reader, tmp_path_factory.mktemp("scans"))


def scanned(desk: Desk, paper: Paper, scanner: Scanner = TYPICAL) -> Image.Image:
    return scan(desk.page(paper, scanner.dpi), scanner, random.Random(1))


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_scan_has_no_hint(name: str, desk: Desk) -> None:
    """Whatever the scanner, and even if it is old."""
    scanner = SOUND[name]
    assert desk.said(scanned(desk, form(), scanner), scanner) == ""


@pytest.mark.parametrize("degrees", [-10, -6, 7])
def test_a_page_fed_askew(degrees: float, desk: Desk) -> None:
    """Its degrees are said; three degrees are not worth a word."""
    straight = scanned(desk, form(), replace(TYPICAL, skew=0))
    turned = straight.rotate(degrees, fillcolor=(250, 250, 250), resample=Image.Resampling.BICUBIC)
    assert f"第 1 页歪斜约 {abs(degrees)} 度" in desk.said(turned)
    little = straight.rotate(3, fillcolor=(250, 250, 250), resample=Image.Resampling.BICUBIC)
    assert "歪斜" not in desk.said(little)


@pytest.mark.parametrize("dpi", [72, 85, 100])
@pytest.mark.parametrize("scanner", [TYPICAL, GREY])
def test_a_coarse_scan(dpi: int, scanner: Scanner, desk: Desk) -> None:
    """Print that has too few dots to be kept so."""
    fine = scanned(desk, form(), scanner)
    small = fine.resize((round(fine.width * dpi / 200), round(fine.height * dpi / 200)))
    assert "第 1 页分辨率太低" in desk.said(small, replace(scanner, dpi=dpi))


def test_few_dots_of_large_letters(desk: Desk) -> None:
    """A card photographed alone, its dots counted as if it were A4, is no coarse scan."""
    sound = scanned(desk, form())
    card = sound.crop((150, 560, 150 + 640, 560 + 404))
    assert "分辨率" not in desk.said(card, replace(TYPICAL, dpi=55))


@pytest.mark.parametrize("light", [0.2, 0.35])
def test_a_dark_scan(light: float, desk: Desk) -> None:
    """A page nearly as dark as its ink; dusk is no fault."""
    sound = scanned(desk, form(), GREY)
    assert "第 1 页太暗" in desk.said(sound.point(lambda value: value * light), GREY)
    assert "太暗" not in desk.said(sound.point(lambda value: value * 0.6), GREY)


@pytest.mark.parametrize(("side", "box"), [
    ("上边", (0.0, 0.257, 1.0, 1.0)), ("右边", (0.0, 0.0, 0.8, 1.0)),
    ("左边", (0.2, 0.0, 1.0, 1.0)), ("下边", (0.0, 0.0, 1.0, 0.22)),
])  # fmt: skip
def test_a_page_cut_through(side: str, box: tuple[float, float, float, float], desk: Desk) -> None:
    """The side where text runs over the edge is named."""
    whole = scanned(desk, form())
    wide, high = whole.size
    part = whole.crop(tuple(round(a * b) for a, b in zip(box, (wide, high) * 2, strict=True)))  # type: ignore[arg-type]
    assert f"第 1 页{side}的字到了纸边" in desk.said(part)


def test_a_seal_that_is_missing(desk: Desk) -> None:
    """Asked only where the scan has colour."""
    paper = form(sealed=False)
    assert desk.said(scanned(desk, paper)) == "没有看到红色印章，请看是否漏盖"
    assert desk.said(scanned(desk, paper, GREY), GREY) == ""


@pytest.mark.parametrize("scanner", [TYPICAL, GREY])
def test_a_signature_that_is_missing(scanner: Scanner, desk: Desk) -> None:
    """The place is named."""
    said = desk.said(scanned(desk, form(signed=False, sealed=False), scanner), scanner)
    assert "旁边没有笔迹，请看是否漏签" in said
    assert "机构负责人" in said
