"""How the command line speaks: answers on standard output, words on standard error, in Chinese."""

import json
import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from archivist.archive import Archive
from archivist.cli.app import COMMANDS, archivist, run
from archivist.errors import ArchivistError, all_errors
from archivist.records.batch import Batch, Subject
from tests.builders import CannedReader, form, paper

ENGLISH = re.compile(r"[A-Za-z]{4,} [a-z]{2,} [a-z]{2,}")
COMMAND = re.compile(r"archivist(?: [a-z-]+)*")


def english(text: str) -> list[str]:
    """English sentences in a text, commands set aside."""
    return ENGLISH.findall(COMMAND.sub("", text))


@dataclass(frozen=True)
class Said:
    """What one command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> list[object]:
        """Every line of standard output, each a JSON value."""
        return [json.loads(line) for line in self.out.splitlines()]


Ask = Callable[..., Said]


@pytest.fixture
def ask(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """One command on the made archive, read by the canned reader."""
    monkeypatch.setattr("archivist.reading.reader.Reader", lambda _: CannedReader())
    capsys.readouterr()

    def call(*words: str, at: Path = root) -> Said:
        status = run(["--dir", str(at), "--actor", "王档案", *words])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return call


@pytest.fixture
def inbox(root: Path) -> Path:
    return root / "inbox"


def test_a_clean_round_ends_with_nothing_to_say(ask: Ask, inbox: Path, made: Batch) -> None:
    """All filed: status 0, one JSON object, nothing on standard error."""
    (inbox / "a.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
    said = ask("ingest", "--json")
    (answer,) = said.json
    assert (said.status, said.err) == (0, "")
    assert isinstance(answer, dict)
    assert [one["material"] for one in answer["filed"]] == [20]
    assert answer["paused"] is None


def test_what_waits_or_was_set_aside_ends_with_one(ask: Ask, inbox: Path) -> None:
    """Done, but with something for the clerk: status 1, and the words say what comes next."""
    (inbox / "menu.pdf").write_bytes(paper("menu"))
    (inbox / "empty.pdf").write_bytes(b"")
    said = ask("ingest")
    assert (said.status, said.out) == (1, "")
    assert "待确认 1 " in said.err
    assert "搁置 1 " in said.err
    assert "archivist review list" in said.err


def test_review_by_command_line(ask: Ask, inbox: Path, made: Batch) -> None:
    """List, assign and refuse: JSON lines to read, records to show for it."""
    for name in ("a.pdf", "b.pdf"):
        (inbox / name).write_bytes(paper(name))
        ask("ingest", "--json")
    items = [item["item"] for item in ask("review", "list", "--json").json]  # type: ignore[index]
    assert items == [1, 2]
    filed = ask("review", "assign", "1", "--batch", made.number, "--material", "5", "--json")
    assert (filed.status, filed.err) == (0, "")
    refused = ask("review", "refuse", "2", "--reason", "不是档案", "--json")
    assert (refused.status, refused.json) == (0, [{"item": 2, "refused": True}])
    (record,) = ask("record", "list", "--batch", made.number, "--json").json
    assert isinstance(record, dict)
    assert record["material"] == 5
    assert ask("review", "list", "--json").out == ""


@pytest.mark.parametrize(
    "words",
    [
        ("batch", "list"),
        ("batch", "show", "LYG-SP-2024-0316"),
        ("batch", "check", "LYG-SP-2024-0316", "--today", "2024-06-01"),
        ("record", "list"),
        ("record", "show", "1"),
        ("review", "list"),
        ("search", "林翀"),
        ("verify",),
        ("arrange", "LYG-SP-2024-0316"),
        ("retention", "due"),
    ],
    ids=" ".join,
)
def test_json_and_nothing_else_on_standard_output(
    ask: Ask, inbox: Path, made: Batch, words: tuple[str, ...]
) -> None:
    """With --json every line of standard output is a JSON value, whatever the command."""
    (inbox / "a.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
    ask("ingest", "--json")
    said = ask(*words, "--json")
    assert said.status in (0, 1)
    assert said.json is not None
    assert english(said.err) == []
    assert ask(*words).status == said.status


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("batch", "show", "没有"), 2, "没有批次“没有”"),
        (("record", "show", "99"), 2, "E204"),
        (("review", "accept", "99"), 2, "E205"),
        (("batch", "import", "没有.json"), 2, "找不到文件"),
        (("ingest", "没有.pdf"), 2, "找不到文件"),
        (("batch", "check", "LYG-SP-2024-0316", "--today", "昨天"), 2, "昨天"),
    ],
)
def test_a_wrong_request_ends_with_two_and_says_what_to_do(
    ask: Ask, words: tuple[str, ...], status: int, says: str
) -> None:
    """The error's own sentence, advice and code, on standard error; standard output stays empty."""
    said = ask(*words)
    assert (said.status, said.out) == (status, "")
    assert said.err.startswith("错误：")
    assert says in said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ingest", "--jsn"), "没有“--jsn”这个选项"),
        (("bacth",), "没有“bacth”这个命令"),
        (("batch", "shw"), "没有“shw”这个命令"),
        (("batch", "show"), "缺少必填的"),
        (("batch", "list", "多余"), "多写了内容"),
        (("record", "show", "甲"), "不对"),
        (("review", "assign", "1"), "缺少必填的“--batch”"),
        (("review", "assign", "1", "--batch", "x"), "--material"),
        (("batch", "add", "x", "--agency", "y", "--category", "z"), "不对"),
        (("record", "add-physical", "--count", "0"), "不对"),
        (("ingest", "--json=1"), "“--json”后面不能写值"),
        (("batch", "check", "x", "--today"), "“--today”后面要写一个值"),
        (("batch", "list", "--json", "--actor"), "没有“--actor”"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_wrong_use_is_explained_in_chinese(ask: Ask, words: tuple[str, ...], says: str) -> None:
    """Unknown options and commands, lacking and superfluous words: status 2, no English."""
    said = ask(*words)
    assert (said.status, said.out) == (2, "")
    assert says in said.err
    assert "--help" in said.err
    assert english(said.err) == []


def test_no_archive_here_is_said(ask: Ask, tmp_path: Path) -> None:
    """In a folder without an archive every command says how to make one."""
    said = ask("batch", "list", at=tmp_path)
    assert said.status == 2
    assert "archivist init" in said.err


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_failure_ends_with_its_status(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, kind: type[ArchivistError]
) -> None:
    """Whatever of ours gets out of a command becomes its sentence, its code and its status."""
    names = [name for _, name, _, _ in string.Formatter().parse(kind.sentence) if name]

    def fail(*_: object, **__: object) -> None:
        raise kind(**dict.fromkeys(names, "某"))

    monkeypatch.setattr("archivist.archive.Archive", fail)
    said = ask("batch", "list", "--json")
    assert (said.status, said.out) == (kind.status, "")
    assert f"（{kind.code}）" in said.err


def test_a_damaged_archive_ends_verify_with_seven(
    ask: Ask, inbox: Path, root: Path, made: Batch
) -> None:
    """verify tells damage (7) from mere faults (1) and from an archive in order (0)."""
    (inbox / "a.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
    ask("ingest", "--json")
    assert ask("verify").status == 0
    (root / "archive" / "stranger.txt").write_bytes(b"x")
    assert ask("verify").status == 1
    next((root / "archive/2024").glob("*/*/*/*.pdf")).unlink()
    said = ask("verify", "--json")
    assert said.status == 7
    assert {f["code"] for f in said.json} == {"stray-file", "missing-file"}  # type: ignore[index]


def test_init_makes_what_is_missing_and_nothing_twice(ask: Ask, tmp_path: Path) -> None:
    """A second init changes nothing; the config it made is valid and explains itself."""
    target = tmp_path / "新库"
    first = ask("init", str(target), "--json")
    (answer,) = first.json
    assert first.status == 0
    assert isinstance(answer, dict)
    assert "config.toml" in answer["made"]
    again = ask("init", str(target), "--json")
    assert again.json == [{"root": str(target), "made": []}]
    with Archive(target, write=True) as archive:
        assert archive.catalogue.damage() == ""


def test_every_command_explains_itself_in_chinese(ask: Ask) -> None:
    """Each command and sub-command has a Chinese help with Chinese headings and options."""

    def walk(command: click.Command, words: tuple[str, ...]) -> None:
        said = ask(*words, "--help")
        assert said.status == 0
        assert "用法：" in said.out
        assert english(said.out) == [], words
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (words, option.name)
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                walk(inner, (*words, name))

    for name in COMMANDS:
        command = archivist.get_command(click.Context(archivist), name)
        assert command is not None
        walk(command, (name,))
