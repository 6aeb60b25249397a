"""How soon the program answers: ``--help`` beside an interpreter that does nothing."""

import subprocess
import sys
from statistics import median

from archivist.bench.clock import timed
from archivist.bench.figure import Figure

NOTHING = ("-c", "pass")
HOW = "python -m archivist {} 从启动到结束的中位数；对照：同一个解释器什么都不做。轮流进行。"


def start(times: int) -> tuple[Figure, Figure]:
    """Milliseconds for ``--help`` and for ``--version``, the least an ordinary command costs."""
    commands = {
        "nothing": NOTHING,
        "--help": ("-m", "archivist", "--help"),
        "--version": ("-m", "archivist", "--version"),
    }
    took: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, words in commands.items():
            took[name].append(_milliseconds(words))
    floor = median(took["nothing"])
    return (
        Figure(
            title="启动（--help）",
            unit="毫秒",
            how=HOW.format("--help"),
            ours=median(took["--help"]),
            floor=floor,
            target=3.0,
            bound="at most",
        ),
        Figure(
            title="启动（--version）",
            unit="毫秒",
            how=HOW.format("--version"),
            ours=median(took["--version"]),
            floor=floor,
        ),
    )


def _milliseconds(words: tuple[str, ...]) -> float:
    command = [sys.executable, *words]
    _, spent = timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))
    return spent.wall * 1000
