"""The due list says what may leave, what may not, and why."""

from collections.abc import Callable
from datetime import date

import pytest

from archivist.errors import NoSuchRecord
from archivist.keeping import records
from archivist.keeping.catalogue import Catalogue
from archivist.records.batch import Batch
from archivist.records.due import Verdict
from archivist.records.record import Record, Standing
from archivist.retention.due import appraise_all, appraise_one, due_list
from archivist.retention.holds import place_hold
from archivist.rules.pack import RulePack
from archivist.settings import RuleChoice

Enrol = Callable[..., Batch]
Shelve = Callable[..., Record]
EXACT = RuleChoice(round="none")
TODAY = date(2025, 6, 1)


def test_records_fall_into_their_lists(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """Due, held, faulty and listed records are told apart; kept and long-term ones are in none."""
    enrol()
    undated = enrol("TST-SP-2024-0002", theory_on=None, skill_on=None, certificates_on=None)
    due, held, listed = shelve(19), shelve(20), shelve(21)
    shelve(1)
    fault = shelve(19, batch=undated.number)
    place_hold(catalogue, held.batch, held.id, "申诉", "审核员")
    with catalogue.transaction():
        records.change_standing(catalogue, listed.id, Standing.LISTED)

    found = due_list(catalogue, pack, EXACT, TODAY)

    assert [one.record.id for one in found.due] == [due.id]
    assert [one.record.id for one in found.stopped] == [held.id]
    assert [one.record.id for one in found.listed] == [listed.id]
    assert [one.record.id for one in found.faults] == [fault.id]
    assert "没有登记" in found.faults[0].appraisal.reason


def test_the_soonest_due_comes_first(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """Workpieces, due after six months, stand before papers, due after a year."""
    enrol(has_workpieces=True)
    paper, piece = shelve(19), shelve(22)
    found = due_list(catalogue, pack, EXACT, TODAY)
    assert [one.record.id for one in found.due] == [piece.id, paper.id]


def test_settings_decide_floors_and_rounding(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """The same record is due sooner or later by the settings, never by anything else."""
    enrol()
    record = shelve(19).id

    def due_on(choice: RuleChoice) -> date | None:
        return appraise_one(catalogue, pack, choice, record, TODAY).appraisal.due_on

    assert due_on(EXACT) == date(2025, 5, 21)
    assert due_on(RuleChoice(round="month_end")) == date(2025, 6, 1)
    assert due_on(RuleChoice()) == date(2026, 1, 1)
    assert due_on(RuleChoice(floors=True)) == date(2028, 1, 1)


def test_destroyed_and_moved_records_are_not_appraised(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """Only what stands on a shelf is appraised."""
    enrol()
    with catalogue.transaction():
        for standing in (Standing.DESTROYED, Standing.MOVED):
            records.change_standing(catalogue, shelve(19).id, standing)
    kept = shelve(19)
    assert [one.record.id for one in appraise_all(catalogue, pack, EXACT, TODAY)] == [kept.id]


def test_one_record_shows_every_rule(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """A single record's verdict lists the rules that had a say, with their sources."""
    enrol()
    found = appraise_one(catalogue, pack, RuleChoice(floors=True), shelve(19).id, TODAY)
    assert found.appraisal.verdict is Verdict.KEEP
    assert [clock.months for clock in found.appraisal.clocks] == [12, 36]
    assert all(clock.source for clock in found.appraisal.clocks)
    with pytest.raises(NoSuchRecord):
        appraise_one(catalogue, pack, EXACT, 99, TODAY)
