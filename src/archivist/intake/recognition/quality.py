"""What a clerk should look at on the paper itself: hints, never a verdict.

Only what the reading kept is looked at: how sure the engine was, how much ink there is, the size
of the page, page numbers, and the words beside places for seals and signatures.
"""

import re
from collections.abc import Iterator

from archivist.intake.recognition.cuts import is_blank, sheet_number
from archivist.intake.recognition.plain import plain, squeeze
from archivist.intake.recognition.stack import pages_in_words
from archivist.records.material import Material
from archivist.records.reading import PageText, Reading, TextSource

# Mean certainty of the engine, by characters. Sound scans lie above 0.9.
HARD_TO_READ = 0.75
TOO_DARK = 0.35
FEWEST_CHARACTERS = 20
SMALLEST_MM = 100.0
_SIGNATURE = re.compile(r"(?:签名|签字|签章)(?:\([^)]*\))?:(?P<rest>.*)$")
_DATE_ONLY = re.compile(r"[\s_年月日:.()-]*")


def hints(reading: Reading, material: Material | None) -> tuple[str, ...]:
    """Chinese remarks on this document's paper, in page order; empty if nothing is conspicuous."""
    found = [*_pages(reading), *_numbering(reading)]
    if material is not None and material.signed_by and reading.pages:
        found += _signatures(reading)
    return tuple(dict.fromkeys(found))


def _pages(reading: Reading) -> Iterator[str]:
    rules = (
        (_unclear, "字迹不清，可能太淡、太糊或分辨率太低，建议重扫"),
        (_dark, "太暗，建议重扫"),
        (_small, "比一张纸小得多，可能没有扫全"),
        (is_blank, "是空白页"),
    )
    for rule, says in rules:
        pages = [page.number for page in reading.pages if rule(page)]
        if pages:
            yield f"{pages_in_words(pages)}{says}"


def _unclear(page: PageText) -> bool:
    if page.source is not TextSource.OCR:
        return False
    return page.confidence < HARD_TO_READ and len(squeeze(page.text)) >= FEWEST_CHARACTERS


def _dark(page: PageText) -> bool:
    return page.ink is not None and page.ink > TOO_DARK


def _small(page: PageText) -> bool:
    longer = max(page.width_mm, page.height_mm)
    return page.source is TextSource.OCR and 0 < longer < SMALLEST_MM


def _numbering(reading: Reading) -> Iterator[str]:
    """Pages that the printed page numbers promise and that are not there."""
    sheets = [sheet for page in reading.pages if (sheet := sheet_number(page.text))]
    totals = {of for _, of in sheets if of}
    if len(totals) != 1 or len(sheets) < len(reading.pages):
        return
    missing = sorted(set(range(1, totals.pop() + 1)) - {number for number, _ in sheets})
    if missing:
        yield f"页码显示缺{pages_in_words(missing)}"


def _signatures(reading: Reading) -> Iterator[str]:
    """Whether nothing was read at any place for a signature. One that the engine cannot read looks
    the same, so this only asks to look."""
    places = [
        found["rest"]
        for page in reading.pages
        if page.source is TextSource.OCR
        for line in plain(page.text).splitlines()
        if (found := _SIGNATURE.search(line))
    ]
    if places and all(_DATE_ONLY.fullmatch(rest) for rest in places):
        yield "签名处没有读到字，请看是否漏签"
