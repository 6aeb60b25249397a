"""box, record move, record copy and batch seal as a clerk types them."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from archivist.cli.app import run
from tests.arrangement.desk import ONE, OTHER, arranged, desk, shelved

Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs a command with --json on an arranged archive; gives what it answered, line by line."""
    root = tmp_path / "库"
    with desk(root) as archive:
        shelved(archive, 5, title="任务通知书")
        shelved(archive, 9)
        arranged(archive)

    def asked(*words: str, status: int = 0) -> list[dict[str, object]]:
        capsys.readouterr()
        assert run(["--dir", str(root), "--actor", "王档案", *words, "--json"]) == status
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return asked


def test_where_is_it(ask: Ask, tmp_path: Path) -> None:
    """After placing, record show, box show and the box list say room, cabinet, shelf and box."""
    assert ask("record", "show", "1")[0]["where"] == "盒 0001（尚未上架）"
    place = ("--room", "1", "--cabinet", "3", "--shelf", "2")
    words = "库房 1 柜 3 层 2 盒 0001"
    assert ask("box", "place", "1", *place)[0]["where"] == words
    assert ask("record", "show", "1")[0]["where"] == words
    assert {line["where"] for line in ask("record", "list")} == {words}
    (shown,) = ask("box", "show", "1")
    assert shown["where"] == words
    file = tmp_path / "清单.xlsx"
    (listed,) = ask("box", "list", "--xlsx", str(file))
    assert listed["place"] == "库房 1 柜 3 层 2"
    page = openpyxl.load_workbook(file).active
    assert page is not None
    assert any("库房 1 柜 3 层 2" in row for row in page.iter_rows(values_only=True))


def test_a_box_that_is_not_there(ask: Ask) -> None:
    """Wrong use, in words."""
    assert ask("box", "show", "9", status=2) == []


def test_move_and_arrange_again(ask: Ask) -> None:
    """The record stands in the other batch without number; arranging there gives it one."""
    (moved,) = ask("record", "move", "1", "--to", OTHER.number, "--reason", "批次放错")
    assert (moved["batch"], moved["code"], moved["title"]) == (OTHER.number, "", "任务通知书")
    (done,) = ask("arrange", OTHER.number)
    assert len(done["numbered"]) == 1  # type: ignore[arg-type]
    assert ask("verify") == []


def test_a_piece_of_paper_without_a_file_is_not_copied(ask: Ask) -> None:
    """Refused by rule: status 6."""
    assert ask("record", "copy", "1", "--to", OTHER.number, "--reason", "共用", status=6) == []


def test_an_open_batch_is_not_sealed(ask: Ask) -> None:
    """Refused by rule, and batch show says nothing of a seal."""
    assert ask("batch", "seal", ONE.number, status=6) == []
    assert ask("batch", "show", ONE.number)[0]["sealed_at"] is None
