"""The corpus on disk: made once by processes of their own, kept where a cache folder is given."""

import hashlib
import json
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import archivist
from archivist.bench.apart import run_apart
from archivist.reading.vitals import processors
from archivist.samples.corpus.plan import Amount
from archivist.samples.corpus.truth import Truth, read_truth, write_truth
from archivist.samples.corpus.wordings import PartName

MOST_MAKERS = 2


def corpus_in(folder: Path, part: PartName, amount: Amount) -> tuple[Path, tuple[Truth, ...]]:
    """The corpus' own folder within ``folder`` and the truth; made if it is not there as it is now.

    A folder made by other sources, other data files or in another amount is not reused.
    """
    place = folder / f"{part}-{_digest(part, amount)}"
    try:
        return place, read_truth(place)
    except OSError:
        shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    share = min(MOST_MAKERS, processors())
    words = [
        (part, json.dumps(asdict(amount)), str(place), str(turn), str(share))
        for turn in range(share)
    ]
    with ThreadPoolExecutor(share) as threads:
        made = list(
            threads.map(lambda one: run_apart("archivist.bench.corpus_making", *one), words)
        )
    rows = [json.loads(text) for text in made]
    listings = [place / name for row in rows for name in row]
    truths = [read_truth(listing) for listing in listings]
    whole = tuple(truth for listed in truths for truth in listed)
    write_truth(place, tuple(sorted(whole, key=lambda truth: truth.name)))
    return place, read_truth(place)


def _digest(part: PartName, amount: Amount) -> str:
    """A short digest of everything this part of the corpus is made from."""
    hasher = hashlib.sha256(json.dumps(asdict(amount)).encode())
    hasher.update(f"{sys.version_info[:2]} {archivist.__version__}".encode())
    source = Path(archivist.__file__).parent / "samples"
    for path in sorted(source.rglob("*")):
        if path.suffix in {".py", ".typ"} or path.name == f"{part}.toml":
            hasher.update(path.read_bytes())
    return hasher.hexdigest()[:12]
