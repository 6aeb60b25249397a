"""Where hundreds of little archives are made and crashed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from archivist.rules.pack import load_pack

MEMORY = Path("/dev/shm")


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Path]:
    """A place for one archive, in memory where the system offers it: a sync costs nothing there."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        yield tmp_path / "run"
        return
    folder = Path(tempfile.mkdtemp(prefix="archivist-test-", dir=MEMORY))
    yield folder / "run"
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _one_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule pack is read once, not at each of a thousand starts."""
    monkeypatch.setattr("archivist.archive.load_pack", _loaded)


_loaded = cache(load_pack)
