"""The papers that are measured: which there are, and the batches they belong to."""

import json
from dataclasses import dataclass
from pathlib import Path

from archivist.records.batch import Batch
from archivist.samples.batch import made_batch

CANDIDATES = 10
LISTING = "stock.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Digital PDFs by batch seed; scanned papers as PDF; the same scans page by page as JPEG."""

    digital: tuple[tuple[int, Path], ...]
    scans: tuple[tuple[Path, tuple[Path, ...]], ...]


def stock_in(folder: Path) -> Stock:
    """What ``stock_making`` wrote there."""
    listing = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    return Stock(
        digital=tuple((seed, folder / name) for seed, name in listing["digital"]),
        scans=tuple(
            (folder / name, tuple(folder / page for page in pages))
            for name, pages in listing["scans"]
        ),
    )


def seeds_of(stock: Stock) -> tuple[int, ...]:
    """The seeds of the batches that the digital papers belong to."""
    return tuple(sorted({seed for seed, _ in stock.digital}))


def bench_batch(seed: int) -> Batch:
    """The made-up batch of this seed."""
    return made_batch(seed, candidates=CANDIDATES)
