"""Work in a Python process of its own, so that it neither warms nor swells the one measured."""

import os
import subprocess
import sys
from pathlib import Path

import archivist


def run_apart(module: str, *words: str, text: str = "") -> str:
    """What ``python -P -m module words`` writes when it is given ``text``.

    Raises:
        subprocess.CalledProcessError: it failed; its own words are on standard error.
    """
    root = str(Path(archivist.__file__).resolve().parents[1])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    ended = subprocess.run(
        [sys.executable, "-P", "-m", module, *words],
        input=text.encode("utf-8"),
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        check=True,
    )
    return ended.stdout.decode("utf-8")
