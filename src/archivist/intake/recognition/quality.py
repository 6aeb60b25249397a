"""What a clerk should look at on the paper itself: hints, never a verdict.

Only what the reading kept is looked at. Every bound lies well beyond what sound scans show, as a
hint that is wrong teaches people to overlook the others.
"""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from archivist.intake.recognition.cuts import is_blank, sheet_number
from archivist.intake.recognition.plain import squeeze
from archivist.intake.recognition.proofs import unsealed, unsigned
from archivist.intake.recognition.stack import pages_in_words
from archivist.records.material import Carrier, Material
from archivist.records.reading import PageText, Reading, TextSource

# Mean certainty of the engine, by characters. Sound scans lie above 0.9.
HARD_TO_READ = 0.75
FEWEST_CHARACTERS = 20
# Share of ink, of which forms full of text have up to 0.16; brightness of paper, where white paper
# has 0.95 and brown paper some 0.6.
TOO_MUCH_INK = 0.35
DARK_PAPER = 0.4
# The rule is 200 dpi at least; 150 is common and legible. A card photographed alone counts as few
# dots on A4 but has large letters; a line of print with its margins is 27 dots high at 100 dpi.
COARSE_DPI = 120
SMALL_LETTERS = 30
# Sheet feeders lay pages askew by up to 2 degrees; a line across A4 then still ends on its row.
ASKEW = 4.0
# A seal laid across the edges of a batch of sheets is 45 mm at most.
CUT_MM = 45.0
SIDES = ("上边", "右边", "下边", "左边")
SMALLEST_MM = 100.0
CARD_MM = (85.6, 54.0)
CARD_OFF_MM = 4.0


def hints(reading: Reading, material: Material | None) -> tuple[str, ...]:
    """Chinese remarks on this document's paper, by kind of fault; empty if nothing is conspicuous.

    Whether it is signed and sealed is asked only where ``material`` wants it.
    """
    found = [*_pages(reading.pages, material), *_numbering(reading)]
    if material is not None:
        found += [*unsigned(reading, material), *unsealed(reading, material)]
    return tuple(dict.fromkeys(found))


def _pages(pages: Sequence[PageText], material: Material | None) -> Iterator[str]:
    pieces = material is not None and Carrier.PIECE in material.carriers
    dark = [] if pieces else _such(pages, _dark)
    coarse = _such(pages, _coarse)
    unclear = [page for page in _such(pages, _unclear) if page not in dark and page not in coarse]
    yield from _said(coarse, "分辨率太低，建议用 200 dpi 以上重扫")
    yield from _said(dark, "太暗，建议重扫")
    yield from _said(unclear, "没有读清，可能太淡、太糊，或者纸放倒了，请看图")
    yield from _said(askew := _such(pages, _askew), f"{_degrees(askew)}，建议放正重扫")
    for place, side in enumerate(SIDES):
        cut = [page for page in pages if page.scan and page.scan.edge_ink_mm[place] >= CUT_MM]
        yield from _said(cut, f"{side}的字到了纸边，可能没有扫全")
    yield from _said(_such(pages, _small), "比一张纸小得多，可能没有扫全")
    yield from _said(_such(pages, is_blank), "是空白页")


def _such(pages: Sequence[PageText], rule: Callable[[PageText], bool]) -> list[PageText]:
    return [page for page in pages if rule(page)]


def _said(pages: Sequence[PageText], says: str) -> Iterator[str]:
    if pages:
        yield f"{pages_in_words([page.number for page in pages])}{says}"


def _unclear(page: PageText) -> bool:
    if page.source is not TextSource.OCR:
        return False
    return page.confidence < HARD_TO_READ and len(squeeze(page.text)) >= FEWEST_CHARACTERS


def _coarse(page: PageText) -> bool:
    if page.scan is None or page.scan.dpi is None or page.scan.dpi >= COARSE_DPI or not page.boxes:
        return False
    high = median(bottom - top for _, top, _, bottom, _ in page.boxes)
    return high / 25.4 * page.scan.dpi < SMALL_LETTERS


def _dark(page: PageText) -> bool:
    if page.ink is not None and page.ink > TOO_MUCH_INK:
        return True
    return page.scan is not None and page.scan.paper < DARK_PAPER


def _askew(page: PageText) -> bool:
    return page.scan is not None and page.scan.skew is not None and abs(page.scan.skew) >= ASKEW


def _degrees(pages: Sequence[PageText]) -> str:
    """ "歪斜约 7 度", "歪斜约 5-8 度"."""
    found = {round(abs(page.scan.skew)) for page in pages if page.scan and page.scan.skew}
    return (
        f"歪斜约 {'-'.join(str(one) for one in sorted({min(found), max(found)}))} 度"
        if found
        else ""
    )


def _small(page: PageText) -> bool:
    shorter, longer = sorted((page.width_mm, page.height_mm))
    card = abs(longer - CARD_MM[0]) < CARD_OFF_MM and abs(shorter - CARD_MM[1]) < CARD_OFF_MM
    return page.source is TextSource.OCR and 0 < longer < SMALLEST_MM and not card


def _numbering(reading: Reading) -> Iterator[str]:
    """Pages that the printed page numbers promise and that are not there."""
    sheets = [sheet for page in reading.pages if (sheet := sheet_number(page.text))]
    totals = {of for _, of in sheets if of}
    if len(totals) != 1 or len(sheets) < len(reading.pages):
        return
    missing = sorted(set(range(1, totals.pop() + 1)) - {number for number, _ in sheets})
    if missing:
        yield f"页码显示缺{pages_in_words(missing)}"
