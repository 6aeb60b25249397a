"""Makes a share of the corpus, in a process of its own.

Started as ``python -P -m archivist.bench.corpus_making PART AMOUNT FOLDER TURN SHARES``; writes
the names of folders within FOLDER that hold a listing, as a JSON list.
"""

import json
import sys
from pathlib import Path

from archivist.making.fonts import find_fonts
from archivist.samples.corpus.making import make_corpus
from archivist.samples.corpus.plan import Amount
from archivist.samples.corpus.truth import write_truth
from archivist.samples.corpus.wordings import PARTS


def _make() -> None:
    name, amount, folder, turn, shares = sys.argv[1:]
    part = next(one for one in PARTS if one == name)
    wanted = Amount(**json.loads(amount))
    place = Path(folder)
    share = (int(turn), int(shares))
    truths = make_corpus(part, wanted, place, find_fonts(None), share=share)
    listing = place / f"listing-{turn}"
    listing.mkdir()
    write_truth(listing, truths)
    sys.stdout.write(json.dumps([listing.name]))


if __name__ == "__main__":
    _make()
