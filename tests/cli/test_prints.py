"""print as a clerk types it: what needs no batch, what needs one, fonts and label sheets."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archivist.cli.app import run
from tests.arrangement.desk import ONE, arranged, desk, shelved

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
Ask = Callable[..., dict[str, object]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs print with --json on an arranged archive; gives what it answered."""
    root = tmp_path / "库"
    with desk(root) as archive:
        shutil.copytree(TEMPLATES, archive.settings.templates)
        shelved(archive, 5, title="任务通知书")
        arranged(archive)

    def asked(*words: str, status: int = 0) -> dict[str, object]:
        capsys.readouterr()
        assert run(["--dir", str(root), "--actor", "王档案", "print", *words, "--json"]) == status
        said = capsys.readouterr()
        answer: dict[str, object] = json.loads(said.out) if said.out else {"error": said.err}
        return answer

    return asked


def test_fonts_are_named(ask: Ask) -> None:
    """print fonts tells the file of each role; printing tells what stood in."""
    roles = ask("fonts")["roles"]
    assert isinstance(roles, dict)
    assert set(roles) == {"song", "fang", "hei", "kai"}
    assert all(Path(role["path"]).is_file() for role in roles.values())
    said = ask("labels", ONE.number)["fonts"]
    assert isinstance(said, str)
    assert (said == "") == (not any(role["stands_in"] for role in roles.values()))


def test_pages_without_a_batch(ask: Ask) -> None:
    """Calibration and stock-take need no batch; their files are where the answer says."""
    for kind, count in (("calibration", 1), ("stock-take", 2)):
        printed = ask(kind)["printed"]
        assert isinstance(printed, list)
        assert len(printed) == count
        assert all(Path(place).is_file() for place in printed)


def test_wrong_use_is_told(ask: Ask) -> None:
    """A missing batch, an unknown label sheet and a start beyond the sheet are wrong use."""
    assert "批次号" in str(ask("labels", status=2)["error"])
    assert "L7160" in str(ask("labels", ONE.number, "--paper", "A9", status=2)["error"])
    assert "21" in str(ask("labels", ONE.number, "--start", "30", status=2)["error"])
    assert "box place" in str(ask("shelf-labels", status=2)["error"])
