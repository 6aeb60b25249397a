"""The demo walks the whole road: what the README promises a newcomer sees."""

from datetime import date
from pathlib import Path

from archivist.cli.demo import walk

# Every paper of the batch, and a canteen's menu and a fire drill's list beside them.
PAPERS, STRANGERS = 56, 2


def test_every_paper_of_the_batch_is_filed_unasked_and_no_stranger(tmp_path: Path) -> None:
    """Nothing is missing, nobody was asked but about what belongs to no batch, verify is clean."""
    outcome = walk(tmp_path / "demo", date(2026, 11, 2), quiet=True)
    assert outcome.missing == []
    assert outcome.findings == []
    assert (outcome.filed, outcome.set_aside) == (PAPERS, STRANGERS)
