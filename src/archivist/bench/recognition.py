"""Recognition measured: the corpus read and recognised, beside the targets it must reach."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archivist.bench.clock import MemoryWatch
from archivist.bench.corpus import corpus_in
from archivist.bench.figure import short
from archivist.bench.learning import learning
from archivist.bench.marks import (
    Mark,
    Score,
    by_material,
    confusions,
    exact_cuts,
    reliability,
    score,
    stack_right,
)
from archivist.bench.readings import Kept, readings
from archivist.bench.report import written
from archivist.bench.scans import Papers, scans
from archivist.intake.recognise import recognise
from archivist.reading.reader import Reader
from archivist.records.reading import Reading, Unread
from archivist.rules.formcode import parse_form_code
from archivist.rules.pack import RulePack, load_pack
from archivist.samples.corpus.bodies import batches
from archivist.samples.corpus.plan import FULL, QUICK, TO_TUNE, Amount
from archivist.samples.corpus.truth import Truth
from archivist.samples.corpus.wordings import TUNING, PartName
from archivist.settings import ReadingLimits, RuleChoice

Say = Callable[[str], None]
TOLD_EACH = 100
SPEED_FILES = 14
SPEED_DPI = 200
OURS, FLOOR = "recognition_pages_a_second_per_core", "tesseract_pages_a_second_per_core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything found out in one run."""

    marks: tuple[Mark, ...]
    readings: dict[str, Reading | Unread]
    kept: Kept
    pages: int
    recognising: float


def measure_recognition(
    part: PartName = "measured",
    *,
    quick: bool = False,
    cache: Path | None = None,
    report: Path | None = None,
    say: Say = lambda _: None,
    amount: Amount | None = None,
) -> dict[str, object]:
    """The table of recognition on this part of the corpus, as JSON values.

    ``cache`` keeps corpus and readings for the next run, otherwise both are removed. ``report``
    is written with every document that was not filed rightly, for whoever improves recognition;
    only a tuning part may be reported so.
    """
    began = time.perf_counter()
    wanted = amount or (QUICK if quick else FULL if part == "measured" else TO_TUNE)
    with _folder(cache) as place:
        say("（1/4）制作样本……")
        corpus, truths = corpus_in(place, part, wanted)
        say(f"（2/4）识读 {len(truths)} 个文件……")
        found = _measured(corpus, truths, place / "readings", part, say)
        say("（3/4）统计，学习更正……")
        taught = learning(part, found.marks, found.readings, place, _pack(), batches(part))
        table = _table(found, taught)
        if report is not None and part in TUNING:
            report.write_text(written(found.marks, found.readings), encoding="utf-8")
        say("（4/4）测速……")
        table["speed"] = _speed(_recognising(found), _reading_speed(corpus, truths, place))
    table["about"] = {
        "part": part,
        "seconds": round(time.perf_counter() - began),
        "files": len(truths),
        "pages": found.pages,
    }
    return table


@contextmanager
def _folder(cache: Path | None) -> Iterator[Path]:
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        yield cache
        return
    with tempfile.TemporaryDirectory(prefix="archivist-bench-") as place:
        yield Path(place)


def _measured(
    corpus: Path, truths: Sequence[Truth], keep: Path, part: PartName, say: Say
) -> Measured:
    kept = Kept()

    def told(count: int) -> None:
        if count % TOLD_EACH == 0:
            say(f"　　已读 {count} 个")

    paths = [(truth.name, corpus / truth.name) for truth in truths]
    read = dict(readings(paths, keep, kept, told))
    pack = _pack()
    known = batches(part)
    marks = []
    used = time.process_time()
    for truth in truths:
        name = Path(truth.name).name
        marks.append(Mark(truth, recognise(read[truth.name], name, truth.folder, pack, known)))
    spent = time.process_time() - used
    pages = sum(one.page_count for one in read.values() if isinstance(one, Reading))
    return Measured(marks=tuple(marks), readings=read, kept=kept, pages=pages, recognising=spent)


def _pack() -> RulePack:
    return load_pack(RuleChoice().pack)


def _table(found: Measured, taught: dict[str, Score]) -> dict[str, object]:
    kinds = {
        kind: [mark for mark in found.marks if mark.truth.kind == kind]
        for kind in ("digital", "scan", "stranger", "stack", "code")
    }
    scores = {
        **_digital(kinds["digital"]),
        **_scans(kinds["scan"]),
        "strangers_auto": score("清单以外的纸：自动归档", kinds["stranger"], _auto, 0, count=True),
        **_stacks(kinds["stack"]),
        **_codes(kinds["code"], found.readings),
        **taught,
    }
    alone = kinds["digital"] + kinds["scan"] + kinds["stranger"]
    rows, error = reliability([mark for mark in alone if mark.found.material is not None])
    return {
        "scores": {name: one.as_json() for name, one in scores.items()},
        "reliability": rows,
        "calibration_error": round(error, 4),
        "confusions": confusions(alone),
        "digital_by_material": by_material(kinds["digital"]),
        "scans_by_material": by_material(kinds["scan"]),
        "scans_by_scanner": _by_scanner(kinds["scan"]),
        "unread": len(found.kept.unread),
    }


def _auto(mark: Mark) -> bool:
    return mark.found.auto


def _digital(marks: list[Mark]) -> dict[str, Score]:
    auto = [mark for mark in marks if mark.found.auto]
    return {
        "digital_auto": score("数字文件：自动归档", marks, _auto, 97),
        "digital_right": score("数字文件：自动归档中正确", auto, lambda m: m.all_right, 99.8),
        "digital_top1": score("数字文件：第一候选材料正确", marks, lambda m: m.material_right),
    }


def _scans(marks: list[Mark]) -> dict[str, Score]:
    auto = [mark for mark in marks if mark.found.auto]
    with_subject = [mark for mark in marks if mark.truth.subject is not None]
    own = [mark for mark in marks if mark.truth.candidate is not None]
    by = {
        way: [mark for mark in marks if mark.truth.batch_by == way]
        for way in ("number", "signs", "folder")
    }
    return {
        "scans_auto": score("扫描件：自动归档", marks, _auto, 90),
        "scans_right": score("扫描件：自动归档中正确", auto, lambda m: m.all_right, 99.5),
        "scans_top1": score("扫描件：第一候选材料正确", marks, lambda m: m.material_right, 96),
        "scans_subject": score("扫描件：科目正确", with_subject, lambda m: m.subject_right, 98),
        "scans_batch_seen": score(
            "扫描件：批次正确（写有批次号）", by["number"], lambda m: m.batch_right, 99
        ),
        "scans_batch_unseen": score(
            "扫描件：批次正确（没有批次号）", by["signs"], lambda m: m.batch_right, 90
        ),
        "scans_batch_folder": score(
            "扫描件：批次正确（只凭所放文件夹）", by["folder"], lambda m: m.batch_right
        ),
        "scans_candidate": score("扫描件：考生正确", own, lambda m: m.candidate_right),
    }


def _stacks(marks: list[Mark]) -> dict[str, Score]:
    plain = [mark for mark in marks if not mark.truth.duplex and len(mark.truth.parts) > 1]
    duplex = [mark for mark in marks if mark.truth.duplex]
    auto = [mark for mark in marks if mark.found.auto]
    return {
        "stacks_exact": score("一叠多份：页码划分完全正确", plain, exact_cuts, 92),
        "stacks_as_one": score(
            "一叠多份：被当作一份自动归档",
            plain + duplex,
            lambda m: m.found.auto and len(m.found.parts) < 2,
            0,
            count=True,
        ),
        "stacks_wrong_auto": score(
            "一叠多份：划分或归类有误却自动归档", auto, lambda m: not stack_right(m), 0, count=True
        ),
        "stacks_auto": score("一叠多份：自动归档", marks, _auto),
        "stacks_duplex_exact": score("先正面后背面的一叠：划分正确", duplex, exact_cuts),
    }


def _codes(marks: list[Mark], read: dict[str, Reading | Unread]) -> dict[str, Score]:
    def seen(mark: Mark) -> bool:
        reading = read[mark.truth.name]
        codes = reading.codes if isinstance(reading, Reading) else ()
        said = [parse_form_code(text) for text in codes]
        return any(
            code is not None
            and (code.batch, code.material) == (mark.truth.batch, mark.truth.material)
            for code in said
        )

    return {
        "codes_found": score("打印码：读出", marks, seen, 100),
        "codes_auto": score("打印码：自动归档", marks, _auto),
        "codes_right": score(
            "打印码：识别正确", marks, lambda m: m.material_right and m.batch_right, 100
        ),
    }


def _by_scanner(marks: Sequence[Mark]) -> list[dict[str, object]]:
    names = sorted({mark.truth.how.split()[-1] for mark in marks})
    rows: list[dict[str, object]] = []
    for name in names:
        here = [mark for mark in marks if mark.truth.how.split()[-1] == name]
        auto = [mark for mark in here if mark.found.auto]
        rows.append(
            {
                "scanner": name,
                "files": len(here),
                "auto": len(auto),
                "auto_right": sum(mark.all_right for mark in auto),
                "top1": sum(mark.material_right for mark in here),
            }
        )
    return rows


def _speed(
    recognising: dict[str, float | None], reading: dict[str, float | None]
) -> dict[str, object]:
    """Both speeds, each also beside Tesseract on the same pages of this run."""
    floor, ours = reading.get(FLOOR), recognising[OURS]
    beside = {"recognition_to_tesseract": short(ours / floor)} if floor and ours else {}
    return {**recognising, **reading, **beside}


def _recognising(found: Measured) -> dict[str, float | None]:
    return {
        OURS: short(found.pages / max(found.recognising, 1e-9)),
        "recognition_milliseconds_a_file": short(1000 * found.recognising / len(found.marks)),
        "worker_peak_mb": short(found.kept.peak_mb) if found.kept.files else None,
        "pages_read_now": found.kept.pages,
    }


def _reading_speed(corpus: Path, truths: Sequence[Truth], place: Path) -> dict[str, float | None]:
    """Full reading of a few scans beside Tesseract on the same pages."""
    papers = _papers(corpus, truths, place / "pages")
    if not papers:
        return {}
    figure = scans(papers, 2, MemoryWatch())
    return {
        "reading_pages_a_second_per_core": short(figure.ours),
        FLOOR: short(figure.floor),
        "reading_to_tesseract": short(figure.ratio),
        **{name: short(value) for name, value in figure.more},
    }


def _papers(corpus: Path, truths: Sequence[Truth], folder: Path) -> Papers:
    """A few scanned files, and each of their pages as a picture for Tesseract."""
    folder.mkdir(exist_ok=True)
    scanned = [
        truth
        for truth in truths
        if truth.kind == "scan" and truth.name.endswith(".pdf") and "fine" not in truth.how
    ]
    step = max(1, len(scanned) // SPEED_FILES)
    papers = []
    with Reader(ReadingLimits(workers=1)) as reader:
        for truth in scanned[::step][:SPEED_FILES]:
            path = corpus / truth.name
            alone = []
            for page in range(1, truth.pages + 1):
                png = reader.picture(path, path.name, page, SPEED_DPI)
                if isinstance(png, Unread):
                    break
                picture = folder / f"{path.parent.name}-{path.stem}-{page}.png"
                picture.write_bytes(png)
                alone.append(picture)
            if len(alone) == truth.pages:
                papers.append((path, tuple(alone)))
    return tuple(papers)
