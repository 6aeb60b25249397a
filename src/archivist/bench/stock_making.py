"""The papers that are measured, made by a process of their own so that ours stays lean.

Started as ``python -P -m archivist.bench.stock_making FOLDER DIGITAL SCANS``.
"""

import json
import random
import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import count, cycle, islice
from pathlib import Path

import pikepdf
from PIL import Image

from archivist.bench.stock import LISTING, bench_batch
from archivist.making.fonts import find_fonts
from archivist.records.batch import Subject
from archivist.samples import forms_after, forms_before, forms_candidate, forms_during
from archivist.samples.documents import sample_typesetter
from archivist.samples.paper import Paper
from archivist.samples.photos import craft_photo
from archivist.samples.press import Press
from archivist.samples.scanner import GREY, TIRED, TYPICAL, save_scan, scan

PHOTO_DOTS = 900
PHOTOS = 5
PHOTO_MM = 35


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
    """Each candidate's four papers, one to three pages; every other one carries a photograph."""
    chance = random.Random("bench photo")
    photos = cycle([craft_photo(PHOTO_DOTS, chance).convert("RGB") for _ in range(PHOTOS)])
    for seed in count(1):
        batch = bench_batch(seed)
        for one in batch.roster:
            papers = (
                forms_candidate.registration(batch, one),
                forms_candidate.theory_answers(batch, one),
                forms_candidate.skill_answers(batch, one),
                forms_candidate.score_sheet(batch, one),
            )
            for at, paper in enumerate(papers):
                data = press.pdf(paper)
                name = f"{seed}-{one.ticket_number}-{at}.pdf"
                (folder / name).write_bytes(
                    _illustrated(data, next(photos)) if at % 2 == 0 else data
                )
                yield seed, name


def _illustrated(data: bytes, photo: Image.Image) -> bytes:
    """The PDF with a photograph in the lower corner of page 1, as registration papers have."""
    jpeg = BytesIO()
    photo.save(jpeg, "JPEG", quality=95)
    side = PHOTO_MM * 72 / 25.4
    with pikepdf.open(BytesIO(data)) as pdf:
        image = pikepdf.Stream(
            pdf,
            jpeg.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=photo.width,
            Height=photo.height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page = pdf.pages[0]
        name = page.add_resource(image, pikepdf.Name.XObject)
        page.contents_add(f"\nq {side:.1f} 0 0 {side:.1f} 440 40 cm {name} Do Q\n".encode())
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
