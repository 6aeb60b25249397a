"""A stack on the command line: looked at, cut elsewhere, interleaved, said part by part, filed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from archivist.cli.app import run
from tests.builders import make_archive, sha256
from tests.intake.papers import BATCH, BATCHES
from tests.intake.test_stacks import SHEET, StackReader, of_pages, page, pdf, sheet

Review = Callable[..., tuple[int, str, str]]
PAGES = (page(1, sheet(1)), page(2, SHEET), page(3, SHEET), page(4, "", ink=0.02))


@pytest.fixture
def review(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Review:
    """A review command on an archive where one stack of four pages waits, as number 1."""
    root = make_archive(tmp_path / "库", *BATCHES)
    reader = StackReader()
    reader.readings[sha256(pdf(4))] = of_pages(*PAGES)
    monkeypatch.setattr("archivist.reading.reader.Reader", lambda _: reader)
    folder = root / "inbox" / BATCH.number
    folder.mkdir()
    (folder / "一叠.pdf").write_bytes(pdf(4))

    def call(*words: str) -> tuple[int, str, str]:
        status = run(["--dir", str(root), "--actor", "王档案", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    call("ingest")
    return lambda *words: call("review", *words)


def parts(out: str) -> list[list[int]]:
    """The pages of each part that an answer tells."""
    return [part["pages"] for part in json.loads(out)["recognition"]["parts"]]


def test_cuts_are_moved_and_the_backs_put_behind_their_fronts(review: Review) -> None:
    """Each command answers with the parts as they are now, and files nothing."""
    assert parts(review("split", "1", "--at", "2,3", "--json")[1]) == [[1], [2], [3, 4]]
    assert parts(review("merge", "1", "--parts", "2,3", "--json")[1]) == [[1], [2, 3, 4]]
    assert parts(review("interleave", "1", "--json")[1]) == [[1, 4], [2], [3]]
    status, out, err = review("interleave", "1", "--backs", "no")
    assert status == 0
    assert "还没有拆分" in err
    assert "第 3-4 页" in out


def test_a_part_is_said_and_the_stack_filed(review: Review) -> None:
    """One part gets its candidate, one is left open, and accept files what is clear."""
    review("split", "1", "--at", "2,3")
    to = ("--batch", BATCH.number, "--material", "20", "--subject", "skill")
    person = BATCH.roster[1].name
    status, out, _ = review("assign", "1", "--pages", "2", *to, "--candidate", person, "--json")
    assert status == 0
    assert json.loads(out)["recognition"]["parts"][1]["found"]["candidate_name"] == person
    assert review("assign", "1", "--pages", "3-4", "--open")[0] == 0
    answers = [json.loads(line) for line in review("accept", "1", "--json")[1].splitlines()]
    assert [one.get("candidate") for one in answers] == [1, 2, None]
    assert "王档案" in answers[2]["reason"]


def test_a_file_that_is_one_paper_again_says_so(review: Review) -> None:
    """Joining all of it leaves nothing to cut."""
    review("split", "1", "--at", "3")
    assert "是一份材料" in review("merge", "1")[2]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("assign", "1", "--pages", "2"), "缺少必填的“--batch”"),
        (("assign", "1", "--pages", "2", "--open", "--material", "5"), "--open"),
        (("assign", "1", "--open"), "--open"),
        (("assign", "1", "--pages", "二", "--batch", "x", "--material", "5"), "页码"),
        (("assign", "1", "--pages", "1-3", "--open"), "不是现在的一份"),
        (("assign", "1", "--pages", "1-99999", "--open"), "没有第 5 页"),
        (("interleave", "9"), "E205"),
    ],
)
def test_what_makes_no_sense_is_said_in_chinese(
    review: Review, words: tuple[str, ...], says: str
) -> None:
    """Wrong words, wrong pages, a document that does not wait: status 2 and what is wrong."""
    review("split", "1", "--at", "2,3")
    status, out, err = review(*words)
    assert (status, out) == (2, "")
    assert says in err
