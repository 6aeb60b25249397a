"""Holds stop destruction, are told in the ledger, and must give a reason."""

from collections.abc import Callable
from datetime import date

import pytest

from archivist.errors import NoSuchBatch, NoSuchHold, NoSuchRecord, ReasonMissing
from archivist.keeping import holds, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.records.batch import Batch
from archivist.records.due import Verdict
from archivist.records.record import Record
from archivist.retention.due import appraise_one
from archivist.retention.holds import place_hold, release_hold
from archivist.rules.pack import RulePack
from archivist.settings import RuleChoice

Enrol = Callable[..., Batch]
Shelve = Callable[..., Record]
EXACT = RuleChoice(round="none")
TODAY = date(2025, 6, 1)


def test_a_hold_holds_until_it_is_released(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """A record is due, then held, then due again; both acts are events with their reasons."""
    batch = enrol()
    record = shelve(19).id

    def verdict() -> Verdict:
        return appraise_one(catalogue, pack, EXACT, record, TODAY).appraisal.verdict

    assert verdict() is Verdict.DUE
    hold = place_hold(catalogue, batch.number, None, " 信访核查 ", "审核员")
    assert verdict() is Verdict.HELD
    release_hold(catalogue, hold.id, "核查完毕", "批准人")
    assert verdict() is Verdict.DUE
    told = [(event.act, event.actor) for event in ledger.events(catalogue)]
    assert told == [("held", "审核员"), ("released", "批准人")]
    assert hold.reason == "信访核查"
    assert list(ledger.check_chain(catalogue)) == []


def test_two_holds_need_two_releases(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """Any open hold blocks: releasing one of two changes nothing."""
    batch = enrol()
    record = shelve(19)
    first = place_hold(catalogue, batch.number, None, "审计", "甲")
    place_hold(catalogue, batch.number, record.id, "诉讼", "乙")
    release_hold(catalogue, first.id, "审计结束", "甲")
    found = appraise_one(catalogue, pack, EXACT, record.id, TODAY).appraisal
    assert found.verdict is Verdict.HELD
    assert "诉讼" in found.reason


def test_what_is_refused_leaves_no_trace(
    catalogue: Catalogue, enrol: Enrol, shelve: Shelve
) -> None:
    """Unknown batch or record, a record of another batch, no reason: nothing is entered or told."""
    one, other = enrol(), enrol("TST-SP-2024-0002")
    record = shelve(19, batch=other.number)
    with pytest.raises(NoSuchBatch):
        place_hold(catalogue, "X", None, "审计", "甲")
    for wrong in (record.id, 99):
        with pytest.raises(NoSuchRecord):
            place_hold(catalogue, one.number, wrong, "审计", "甲")
    with pytest.raises(ReasonMissing):
        place_hold(catalogue, one.number, None, "  ", "甲")
    assert holds.every_open(catalogue) == ()
    assert ledger.events(catalogue) == ()


def test_a_hold_is_released_once(catalogue: Catalogue, enrol: Enrol) -> None:
    """A released or unknown hold cannot be released; a release needs a reason."""
    hold = place_hold(catalogue, enrol().number, None, "审计", "甲")
    with pytest.raises(ReasonMissing):
        release_hold(catalogue, hold.id, "", "甲")
    release_hold(catalogue, hold.id, "审计结束", "甲")
    for wrong in (hold.id, 99):
        with pytest.raises(NoSuchHold):
            release_hold(catalogue, wrong, "审计结束", "甲")
