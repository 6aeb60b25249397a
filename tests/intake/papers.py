"""Shared by the recognition tests: batches, and pages made of plain text."""

from datetime import date

from archivist.intake.recognise import recognise
from archivist.records.batch import Batch, Candidate, Category
from archivist.records.reading import PageText, Reading, TextSource
from archivist.records.recognition import Recognition
from archivist.rules.pack import load_pack
from archivist.samples.batch import identity_number

PACK = load_pack("lianyungang-2023")


def candidate(position: int, name: str, day: date, ticket: str = "") -> Candidate:
    """A candidate with a made-up identity number of an area never issued."""
    number = identity_number(date(1980, 1, position), position)
    return Candidate(
        position=position,
        name=name,
        id_number=number,
        ticket_number=ticket or f"{day:%Y%m%d}{position:04d}",
    )


def batch(
    number: str = "LYG-SP-2024-0316",
    names: tuple[str, ...] = ("林知远", "顾明堃", "沈喆", "方若溪"),
    *,
    occupation: str = "养老护理员",
    agency: str = "云港示范职业培训学校",
    theory_on: date = date(2024, 3, 16),
    skill_on: date = date(2024, 3, 17),
    category: Category = Category.THIRD_PARTY,
    level: int = 4,
    has_workpieces: bool = True,
) -> Batch:
    """A made-up batch with these candidates."""
    return Batch(
        number=number,
        agency=agency,
        category=category,
        occupation=occupation,
        level=level,
        theory_on=theory_on,
        skill_on=skill_on,
        site="云港示范考点",
        has_workpieces=has_workpieces,
        roster=tuple(candidate(place, name, theory_on) for place, name in enumerate(names, 1)),
    )


BATCH = batch()
OTHER = batch(
    "LYG-QY-2024-0402",
    ("孟昀", "裴砚秋", "左清扬"),
    occupation="车工",
    agency="云港示范机械制造有限公司",
    theory_on=date(2024, 5, 11),
    skill_on=date(2024, 5, 12),
    category=Category.ENTERPRISE,
)
BATCHES = (BATCH, OTHER)


def reading(*pages: str, ocr: bool = False, codes: tuple[str, ...] = ()) -> Reading:
    """A document of these pages; ``codes`` stand on its first page."""
    source = TextSource.OCR if ocr else TextSource.LAYER
    return Reading(
        media="pdf",
        page_count=len(pages),
        pages=tuple(
            PageText(number=place, text=text, source=source, codes=codes if place == 1 else ())
            for place, text in enumerate(pages, 1)
        ),
    )


def seen(
    *pages: str,
    name: str = "SCAN_0001.pdf",
    hint: str = BATCH.number,
    ocr: bool = False,
    codes: tuple[str, ...] = (),
    batches: tuple[Batch, ...] = BATCHES,
) -> Recognition:
    """What is made of these pages; by default they lie in the folder of ``BATCH``."""
    return recognise(reading(*pages, ocr=ocr, codes=codes), name, hint, PACK, batches)
