"""Each step of a round in turn is the last one, or fails: nothing is lost, nothing doubled."""

from pathlib import Path

from archivist.records.batch import Batch, Subject
from tests.breaking.invariants import broken_after_crash, broken_after_round
from tests.breaking.steps import dies, fails, fresh, one_round
from tests.builders import form, paper


def drop(batch: Batch) -> dict[str, bytes]:
    """A clear form, another in the batch's folder, a twin, a question, and an empty file."""
    clear = form(batch, 20, Subject.SKILL, 1)
    return {
        "评分表.pdf": clear,
        f"{batch.number}/签到表.pdf": form(batch, 10, Subject.THEORY),
        "评分表 副本.pdf": clear,
        "食堂菜单.pdf": paper("白菜豆腐"),
        "空.pdf": b"",
    }


def test_death_at_any_step_loses_and_doubles_nothing(root: Path, made: Batch, run: Path) -> None:
    """A process that vanishes at any step leaves every file safe, and one round sets all right."""
    dropped = drop(made)
    last = 0
    while True:
        last += 1
        archive = fresh(root, run, dropped)
        died = dies(archive, last)
        assert broken_after_crash(archive, dropped) == [], f"died at step {last}"
        one_round(archive)
        assert broken_after_round(archive, dropped) == [], f"died at step {last}"
        if not died:
            break
    assert last > 80, "the round has fewer steps than it used to: are they still counted?"


def test_failure_of_any_step_loses_and_doubles_nothing(root: Path, made: Batch, run: Path) -> None:
    """A step that fails (disk error or full disk, in turn) is said in our own words and harms
    nothing; the next start sets all right."""
    dropped = drop(made)
    del dropped["食堂菜单.pdf"], dropped[f"{made.number}/签到表.pdf"]
    last = 0
    while True:
        last += 1
        archive = fresh(root, run, dropped)
        failed = fails(archive, last)
        assert broken_after_crash(archive, dropped) == [], f"failed at step {last}"
        one_round(archive)
        assert broken_after_round(archive, dropped) == [], f"failed at step {last}"
        if not failed:
            break
    assert last > 55, "the round has fewer steps than it used to: are they still counted?"
