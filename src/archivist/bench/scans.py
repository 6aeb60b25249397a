"""Scans fully read: our reader beside the bare Tesseract program, by processor time."""

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path
from statistics import median

from archivist.bench.clock import MemoryWatch, timed
from archivist.bench.figure import Figure, Spent
from archivist.reading.reader import Reader
from archivist.records.reading import Reading
from archivist.settings import ReadingLimits

LANGUAGE = "chi_sim"
HOW = (
    "一个读取程序读每页 200 dpi 的扫描 PDF（渲染、转正、去印章、二维码、文字），按处理器时间计；"
    "对照：tesseract -l chi_sim --psm 3 单线程读同样的页面图片，一轮只启动一次。轮流进行。"
)
ALONE = (
    "一个读取程序读每页 200 dpi 的扫描 PDF，按处理器时间计；"
    "本机没有安装 tesseract 及中文数据，无对照。"
)

Papers = tuple[tuple[Path, tuple[Path, ...]], ...]


def scans(papers: Papers, rounds: int, watch: MemoryWatch) -> Figure:
    """Pages a processor second; the first paper starts engine and models, unmeasured."""
    program = tesseract()
    ours: list[float] = []
    floor: list[float] = []
    with Reader(ReadingLimits(workers=1)) as reader:
        _read(reader, papers[:1])
        for turn in range(rounds):
            part = papers[1 + turn :: rounds]
            pages = sum(len(alone) for _, alone in part)
            if program:
                floor.append(pages / _tesseract(program, part).cpu)
            _, spent = timed(partial(_read, reader, part))
            ours.append(pages / spent.cpu)
    with Reader(ReadingLimits()) as reader, watch.on():
        _, together = timed(partial(_read, reader, papers))
        workers = reader.workers
    return Figure(
        title="识读（扫描件）",
        unit="页/处理器秒",
        how=HOW if program else ALONE,
        ours=median(ours),
        floor=median(floor) if floor else None,
        target=1.2,
        more=(
            ("pages", sum(len(alone) for _, alone in papers)),
            ("workers", workers),
            (
                "pages_a_second_with_all_workers",
                sum(len(alone) for _, alone in papers) / together.wall,
            ),
        ),
    )


def tesseract() -> str | None:
    """Where the program is, if it is there with its Chinese data and its time can be told."""
    program = shutil.which("tesseract")
    if program is None or os.name != "posix":
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return program if LANGUAGE in listed.stdout.split() else None


def _tesseract(program: str, papers: Papers) -> Spent:
    pages = [page for _, alone in papers for page in alone]
    listing = pages[0].with_suffix(".txt")
    listing.write_text("\n".join(map(str, pages)), encoding="utf-8")
    command = [program, str(listing), "stdout", "-l", LANGUAGE, "--psm", "3", "--dpi", "200"]
    quietly = partial(
        subprocess.run,
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=True,
    )
    return timed(quietly)[1]


def _read(reader: Reader, papers: Papers) -> None:
    for _, found in reader.read_many((path, path, path.name) for path, _ in papers):
        assert isinstance(found, Reading), found
