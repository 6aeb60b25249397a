"""The papers that are measured, made by a process of their own so that ours stays lean.

Started as ``python -P -m archivist.bench.stock_making FOLDER DIGITAL SCANS``.
"""

import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import count, cycle, islice
from pathlib import Path

import pikepdf

from archivist.bench.stock import LISTING, bench_batch
from archivist.making.fonts import find_fonts
from archivist.records.batch import Subject
from archivist.samples import forms_after, forms_before, forms_candidate, forms_during
from archivist.samples.documents import sample_typesetter
from archivist.samples.paper import Paper
from archivist.samples.photos import craft_photo
from archivist.samples.press import Press
from archivist.samples.scanner import GREY, TIRED, TYPICAL, Scanner, save_scan, scan

PHOTOS = 5
PHOTO_DPI = 300
PORTRAIT_MM = (35.0, 49.0)
CARD_MM = (85.6, 54.0)


def make(folder: Path, digital: int, scans: int) -> None:
    """Write ``digital`` PDFs and scanned papers of at least ``scans`` pages into ``folder``."""
    fonts = find_fonts(None)
    with sample_typesetter(fonts) as typesetter:
        press = Press(typesetter, fonts, random.Random("bench pen"))
        listing = {
            "digital": list(islice(_digital(folder, press), digital)),
            "scans": list(_scans(folder, press, scans)),
        }
    (folder / LISTING).write_text(json.dumps(listing), encoding="utf-8")


def _digital(folder: Path, press: Press) -> Iterator[tuple[int, str]]:
    """Each candidate's four papers; those of registration carry pictures, as in life."""
    chance = random.Random("bench photo")
    portraits = cycle([_photo(PORTRAIT_MM, chance) for _ in range(PHOTOS)])
    cards = cycle([_photo(CARD_MM, chance) for _ in range(PHOTOS)])
    for seed in count(1):
        batch = bench_batch(seed)
        for one in batch.roster:
            registered = press.pdf(forms_candidate.registration(batch, one))
            papers = (
                _illustrated(registered, [next(portraits), next(cards), next(cards)]),
                press.pdf(forms_candidate.theory_answers(batch, one)),
                press.pdf(forms_candidate.skill_answers(batch, one)),
                press.pdf(forms_candidate.score_sheet(batch, one)),
            )
            for at, data in enumerate(papers):
                name = f"{seed}-{one.ticket_number}-{at}.pdf"
                (folder / name).write_bytes(data)
                yield seed, name


@dataclass(frozen=True, slots=True)
class _Photo:
    """A picture to be laid on a page: its pixels as JPEG and its size on paper in mm."""

    jpeg: bytes
    dots: tuple[int, int]
    size_mm: tuple[float, float]


def _photo(size_mm: tuple[float, float], chance: random.Random) -> _Photo:
    """A grainy photograph of this size at 300 dots per inch."""
    dots = (round(size_mm[0] / 25.4 * PHOTO_DPI), round(size_mm[1] / 25.4 * PHOTO_DPI))
    smooth = craft_photo(max(dots), chance).convert("RGB").resize(dots)
    seen = scan(smooth, Scanner(skew=0.0, noise=6.0, shadow=0.0), chance)
    jpeg = BytesIO()
    seen.save(jpeg, "JPEG", quality=88)
    return _Photo(jpeg.getvalue(), dots, size_mm)


def _illustrated(data: bytes, photos: Sequence[_Photo]) -> bytes:
    """The PDF with one photograph in the lower corner of each of its first pages."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for page, photo in zip(pdf.pages, photos, strict=False):
            image = pikepdf.Stream(
                pdf,
                photo.jpeg,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=photo.dots[0],
                Height=photo.dots[1],
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            name = page.add_resource(image, pikepdf.Name.XObject)
            wide, high = (side * 72 / 25.4 for side in photo.size_mm)
            drawn = f"\nq {wide:.1f} 0 0 {high:.1f} 330 40 cm {name} Do Q\n"
            page.contents_add(drawn.encode("ascii"))
        out = BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def _scans(folder: Path, press: Press, least: int) -> Iterator[tuple[str, list[str]]]:
    chance = random.Random("bench scanner")
    scanners = (TYPICAL, GREY, TYPICAL, TIRED)
    pages = 0
    for at, paper in enumerate(_scanned_papers()):
        if pages >= least:
            return
        scanner = scanners[at % len(scanners)]
        seen = [scan(page, scanner, chance) for page in press.pages(paper, scanner.dpi)]
        name = f"scan-{at:03d}.pdf"
        save_scan(seen, folder / name, scanner)
        alone = [f"scan-{at:03d}-{number}.jpg" for number in range(len(seen))]
        for page, jpeg in zip(seen, alone, strict=True):
            save_scan([page], folder / jpeg, scanner)
        pages += len(seen)
        yield name, alone


def _scanned_papers() -> Iterator[Paper]:
    for seed in count(1):
        batch = bench_batch(seed)
        one = batch.roster[seed % len(batch.roster)]
        yield forms_during.sign_in(batch, Subject.THEORY)
        yield forms_candidate.score_sheet(batch, one)
        yield forms_candidate.theory_answers(batch, one)
        yield forms_after.scores(batch)
        yield forms_before.application(batch)
        yield forms_candidate.skill_answers(batch, one)
        yield forms_after.certificates(batch)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
