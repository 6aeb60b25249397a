"""Learns how papers of each item are phrased and writes intake/recognition/phrasing.npz.

Run it after changing a tuning part or a primer of the corpus; the tests fail while the weights
are of other texts. Needs scikit-learn (pip install scikit-learn), which nothing else does.
About a minute on one core. ``--without PART`` leaves a part out and ``--out FILE`` writes
elsewhere: so it is seen how well a part is known that nothing was learned from.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from archivist.bench.papers_to_learn import Heard, heard, sources, texts_digest  # noqa: E402
from archivist.intake.recognition.phrasing import STRANGER, body_grams, title_grams  # noqa: E402

OUT = ROOT / "src/archivist/intake/recognition/phrasing.npz"
# A gram of a single paper is a slip or a name.
LEAST_PAPERS = 2
# How freely the weights follow the papers (inverse of the penalty); by leaving parts out.
FREEDOM = 100.0


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    rows = [row for name in sources() if name not in asked.without for row in heard(name)]
    items = sorted({row.item for row in rows}, key=lambda item: (item != STRANGER, item))
    packed, told = _learn(rows, items)
    packed["learned_from"] = _text([texts_digest()])
    np.savez_compressed(asked.out, **packed)
    size = asked.out.stat().st_size / 1024
    sys.stdout.write(f"{len(rows)} papers, {told} grams, {size:.0f} KiB\n")


def _learn(rows: list[Heard], items: list[str]) -> tuple[dict[str, NDArray[np.generic]], int]:
    sides = {
        "title": (title_grams, [row.title for row in rows]),
        "body": (body_grams, [row.text for row in rows]),
    }
    learned = {
        name: TfidfVectorizer(analyzer=cut, min_df=LEAST_PAPERS, sublinear_tf=True)
        for name, (cut, _) in sides.items()
    }
    told = [learned[name].fit_transform(texts) for name, (_, texts) in sides.items()]
    model = LogisticRegression(C=FREEDOM, max_iter=400)
    model.fit(hstack(told).tocsr(), [items.index(row.item) for row in rows])
    packed: dict[str, NDArray[np.generic]] = {
        "items": _text(items),
        "bias": model.intercept_.astype(np.float32),
    }
    start = 0
    for name, found in zip(sides, told, strict=True):
        weights = model.coef_[:, start : start + found.shape[1]]
        start += found.shape[1]
        scale = np.abs(weights).max(axis=1) / 127
        packed[f"{name}_grams"] = _text(list(learned[name].get_feature_names_out()))
        packed[f"{name}_rarity"] = learned[name].idf_.astype(np.float16)
        packed[f"{name}_weights"] = np.rint(weights / scale[:, None]).T.astype(np.int8)
        packed[f"{name}_scale"] = scale.astype(np.float32)
    return packed, start


def _text(lines: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


if __name__ == "__main__":
    main()
