"""The whole bench: makes the papers and an archive, measures, removes everything."""

import platform
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import archivist
from archivist.archive import Archive, init_archive
from archivist.bench.apart import run_apart
from archivist.bench.clock import MemoryWatch
from archivist.bench.figure import Figure
from archivist.bench.intake import intake
from archivist.bench.scans import scans
from archivist.bench.size import FULL, QUICK, Size
from archivist.bench.start import start
from archivist.bench.stock import Stock, bench_batch, seeds_of, stock_in
from archivist.intake.enrol import enrol
from archivist.reading.vitals import processors

Say = Callable[[str], None]
ACTOR = "测速"
CONFIG = """\
[body]
name = "云港示范职业培训学校"
fonds = "L001"
office = "JNJD"
[intake]
settle_seconds = 0
free_space_mb = 0
"""
STEPS = 6
MOST_MB = 1500.0
HOW_MEMORY = (
    "收件和识读时，本程序和全部读取程序的常驻内存之和，"
    "每 50 毫秒看一次，取最大值（共用的页重复计算，是上限）。"
)


def measure(
    quick: bool, say: Say = lambda _: None, *, size: Size | None = None
) -> dict[str, dict[str, object]]:
    """All figures by name, each beside its floor of the same run, as JSON values; see ``Figure``.

    ``quick`` measures little, within about a minute; ``size`` overrides how much. ``say`` is told
    what is measured next. The last entry, ``about``, tells of machine and run.
    """
    wanted = size or (QUICK if quick else FULL)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="archivist-bench-") as place:
        figures = _figures(Path(place), wanted, say)
    found = {name: figure.as_json() for name, figure in figures.items()}
    return {**found, "about": _about(wanted, time.perf_counter() - began)}


def _figures(place: Path, size: Size, say: Say) -> dict[str, Figure]:
    say(f"（1/{STEPS}）制作样本：{size.digital} 份数字文件，{size.scans} 页扫描件……")
    stock = _stock(place / "stock", size)
    watch = MemoryWatch()
    with _archive(place / "archive", seeds_of(stock)) as archive:
        say(f"（2/{STEPS}）收件……")
        took_in = intake(archive, stock.digital, size.rounds, watch)
        say(f"（3/{STEPS}）识读扫描件……")
        read = scans(stock.scans, size.rounds, watch)
        say(f"（4/{STEPS}）盖章……")
        from archivist.bench.register import register  # late: intake runs without the makers
        from archivist.bench.stamping import stamping

        papers = tuple(path for _, path in stock.digital) + tuple(path for path, _ in stock.scans)
        stamps = stamping(archive, papers, size.rounds)
    say(f"（5/{STEPS}）清册 {size.rows} 行……")
    with _archive(place / "register", (1,)) as archive:
        lists = register(archive, size.rows, max(1, size.rounds // 2))
    say(f"（6/{STEPS}）启动……")
    starts = start(size.starts)
    memory = Figure(
        title="内存（全部进程）",
        unit="MB",
        how=HOW_MEMORY,
        ours=watch.peak_mb,
        target=MOST_MB,
        bound="at most",
    )
    names = ("stamping", "stamping_looking", "stamping_desk")
    kinds = ("register", "register_docx", "register_xlsx", "register_pdf")
    return {
        "intake": took_in,
        "scans": read,
        **dict(zip(names, stamps, strict=True)),
        **dict(zip(kinds, lists, strict=True)),
        "memory": memory,
        **dict(zip(("help", "version"), starts, strict=True)),
    }


def _stock(folder: Path, size: Size) -> Stock:
    """The papers, made by a process of their own."""
    folder.mkdir()
    run_apart("archivist.bench.stock_making", str(folder), str(size.digital), str(size.scans))
    return stock_in(folder)


def _archive(root: Path, seeds: Iterable[int]) -> Archive:
    """A new archive with the batches of these seeds enrolled, open to write."""
    root.mkdir()
    (root / "config.toml").write_text(CONFIG, encoding="utf-8")
    init_archive(root)
    archive = Archive(root, write=True)
    for seed in seeds:
        enrol(archive.catalogue, archive.pack, bench_batch(seed), ACTOR)
    return archive


def _about(size: Size, seconds: float) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds),
        "processors": processors(),
        "system": platform.system(),
        "python": platform.python_version(),
        "archivist": archivist.__version__,
        "size": {name: getattr(size, name) for name in size.__slots__},
    }
