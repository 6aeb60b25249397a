"""The bench of recognition counts what it says; one very small run fits together."""

import json
from pathlib import Path

from archivist.bench.corpus import corpus_in
from archivist.bench.marks import Mark, Score, confusions, exact_cuts, reliability, score
from archivist.bench.recognition import measure_recognition
from archivist.records.batch import Subject
from archivist.records.recognition import Part as Cut
from archivist.records.recognition import Recognition
from archivist.samples.corpus.plan import Amount
from archivist.samples.corpus.truth import Part, Truth

TINY = Amount(digital=0, scans=0, strangers=0, stacks=1, codes=2)


def _truth(material: int | None = 10, parts: tuple[tuple[int, ...], ...] = ()) -> Truth:
    return Truth(
        name="0001/a.pdf",
        kind="stranger" if material is None else "stack" if parts else "scan",
        material=material,
        subject=Subject.THEORY if material else None,
        batch="B-1" if material else "",
        candidate=None,
        batch_by="number",
        folder="",
        pages=2,
        wording="考生签到表",
        how="t-grid typical",
        scanned=True,
        parts=tuple(
            Part(pages=pages, material=1, subject=None, batch="B-1", candidate=None)
            for pages in parts
        ),
    )


def _found(
    material: int | None = 10,
    *,
    subject: Subject | None = Subject.THEORY,
    batch: str = "B-1",
    confidence: float = 0.9,
    auto: bool = True,
    cuts: tuple[tuple[int, ...], ...] = (),
) -> Recognition:
    one = Recognition(
        material=material,
        subject=subject,
        batch=batch,
        candidate=None,
        candidate_name=None,
        confidence=confidence,
        auto=auto,
        evidence=(),
        reason="",
    )
    return Recognition(
        material=material,
        subject=subject,
        batch=batch,
        candidate=None,
        candidate_name=None,
        confidence=confidence,
        auto=auto,
        evidence=(),
        reason="",
        parts=tuple(Cut(pages=pages, found=one) for pages in cuts),
    )


def test_a_mark_is_right_only_if_nothing_is_wrong() -> None:
    """A wrong material, subject or batch each makes a filing wrong."""
    assert Mark(_truth(), _found()).all_right
    assert not Mark(_truth(), _found(11)).all_right
    assert not Mark(_truth(), _found(subject=Subject.SKILL)).all_right
    assert not Mark(_truth(), _found(batch="B-2")).all_right


def test_a_stranger_is_right_only_where_nothing_is_claimed() -> None:
    """Holding a stranger for a material is wrong, even if it is only asked."""
    assert Mark(_truth(None), _found(None)).all_right
    assert not Mark(_truth(None), _found(3, auto=False)).all_right


def test_a_cut_is_exact_only_with_all_pages_where_they_belong() -> None:
    """The same pages in other parts, or a part too few, are not exact."""
    truth = _truth(1, ((1, 2), (4,)))
    assert exact_cuts(Mark(truth, _found(cuts=((1, 2), (4,)))))
    assert not exact_cuts(Mark(truth, _found(cuts=((1,), (2, 4)))))
    assert not exact_cuts(Mark(truth, _found(cuts=((1, 2),))))


def test_scores_know_whether_they_reach_their_target() -> None:
    """Shares must not fall below theirs, counts must not exceed theirs, nothing is no verdict."""
    assert Score(title="a", right=97, of=100, target=97).reached
    assert not Score(title="a", right=96, of=100, target=97).reached
    assert not Score(title="a", right=1, of=60, target=0, count=True).reached
    assert Score(title="a", right=0, of=0, target=97).reached is None


def test_reliability_compares_what_was_said_with_what_is_so() -> None:
    """Nine right of ten at 0.9 are calibrated; none right are off by 0.9."""
    right = [Mark(_truth(), _found()) for _ in range(9)]
    wrong = [Mark(_truth(), _found(11))]
    rows, error = reliability([*right, *wrong])
    assert len(rows) == 1
    assert (rows[0]["files"], rows[0]["right"]) == (10, 0.9)
    assert error < 1e-9
    assert abs(reliability(wrong)[1] - 0.9) < 1e-9


def test_confusions_are_counted_by_pair() -> None:
    """The most frequent pair of true and held material comes first."""
    marks = [Mark(_truth(), _found(11)), Mark(_truth(), _found(11)), Mark(_truth(), _found(13))]
    assert confusions(marks)[0] == {"true": 10, "held": 11, "files": 2}
    assert score("x", marks, lambda mark: mark.material_right).right == 0


def test_a_small_run_measures_stacks_and_codes_and_keeps_its_corpus(tmp_path: Path) -> None:
    """The table is JSON with every score, found codes are counted, the corpus is made once."""
    found = measure_recognition("tuning-1", cache=tmp_path, amount=TINY)
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
    scores = found["scores"]
    assert isinstance(scores, dict)
    assert scores["codes_found"]["of"] == 2
    assert scores["codes_found"]["right"] == 2
    assert scores["stacks_exact"]["of"] == 1
    listing = next(tmp_path.glob("tuning-*/truth.json"))
    written_at = listing.stat().st_mtime_ns
    folder, truths = corpus_in(tmp_path, "tuning-1", TINY)
    assert len(truths) == 3
    assert (folder / "truth.json").stat().st_mtime_ns == written_at
