"""Intake of digital files: the real sweep with full durability beside the bare loop."""

import shutil
from functools import partial
from pathlib import Path

from archivist.archive import Archive
from archivist.bench.bare import bare
from archivist.bench.clock import MemoryWatch, settle_disk, timed
from archivist.bench.figure import Figure, Spent, by_rate
from archivist.bench.stock import bench_batch
from archivist.rounds import sweep_once

HOW = (
    "把一到三页的数字 PDF 放进收件箱，完整收件一次："
    "等稳、复制、校验、落盘、入账、释放、识读、识别、上架；"
    "对照：单个程序只做复制、SHA-256、文件和文件夹落盘、用 pypdfium2 取全部文字。"
    "同一批文件，轮流进行。"
)


def intake(
    archive: Archive, files: tuple[tuple[int, Path], ...], rounds: int, watch: MemoryWatch
) -> Figure:
    """Files a second through the sweep; the first two files start the readers, unmeasured."""
    _drop(archive, files[:2])
    sweep_once(archive)
    each = (len(files) - 2) // rounds
    ours: list[Spent] = []
    floor: list[Spent] = []
    dealt_with = filed = 0
    for turn in range(rounds):
        part = files[2 + turn * each : 2 + (turn + 1) * each]
        floor.append(_bare(archive, [path for _, path in part], turn))
        _drop(archive, part)
        settle_disk()
        with watch.on():
            (_, swept), spent = timed(partial(sweep_once, archive))
        ours.append(spent)
        dealt_with += swept.count
        filed += len(swept.filed)
    assert dealt_with == each * rounds, "every file is filed, waits or is set aside"
    return by_rate(
        "收件（数字文件）",
        "份/秒",
        HOW,
        each,
        ours,
        floor,
        target=0.4,
        more=(
            ("files", dealt_with),
            ("filed_unasked", filed),
            ("kilobytes_each", sum(path.stat().st_size for _, path in files) / len(files) / 1000),
        ),
    )


def _drop(archive: Archive, files: tuple[tuple[int, Path], ...]) -> None:
    """Copy the files into the inbox, each into the folder of its batch, as clerks do."""
    for seed, path in files:
        folder = archive.settings.inbox / bench_batch(seed).number
        folder.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / path.name)


def _bare(archive: Archive, files: list[Path], turn: int) -> Spent:
    folder = archive.settings.root / f"bare-{turn}"
    folder.mkdir()
    settle_disk()
    spent = bare("intake:take", {"files": [str(path) for path in files], "to": str(folder)})
    shutil.rmtree(folder)
    return spent
