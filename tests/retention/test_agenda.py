"""The agenda names what is coming, quarter by quarter, and what must be handed in before exams."""

from collections.abc import Callable
from datetime import date

from archivist.keeping import records
from archivist.keeping.catalogue import Catalogue
from archivist.records.batch import Batch, Category
from archivist.records.record import Record, Standing
from archivist.retention.agenda import agenda
from archivist.retention.holds import place_hold
from archivist.rules.pack import RulePack
from archivist.settings import RuleChoice

Enrol = Callable[..., Batch]
Shelve = Callable[..., Record]
EXACT = RuleChoice(round="none")


def test_records_stand_in_the_quarter_they_fall_due(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """Records are grouped by quarter, batch and term; the far future and registers are left out."""
    enrol(has_workpieces=True)
    enrol("TST-SP-2024-0002", certificates_on=date(2029, 5, 20))
    shelve(22, pages=5)
    first = shelve(19)
    shelve(20)
    shelve(19, batch="TST-SP-2024-0002")
    shelve(1)
    place_hold(catalogue, first.batch, first.id, "申诉", "审核员")
    with catalogue.transaction():
        records.change_standing(catalogue, shelve(21).id, Standing.LISTED)

    lines = agenda(catalogue, pack, EXACT, date(2024, 9, 1)).falling

    assert [(x.quarter, x.term, x.first_on, x.records, x.pages, x.held) for x in lines] == [
        ("2024Q4", "至少六个月", date(2024, 11, 21), 1, 5, 0),
        ("2025Q2", "至少一年", date(2025, 5, 21), 2, 6, 1),
    ]


def test_what_is_overdue_counts_now(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """A record due long ago stands in the present quarter, with its true day; so do faults."""
    enrol()
    enrol("TST-SP-2024-0002", theory_on=None, skill_on=None, certificates_on=None)
    shelve(19)
    shelve(19, batch="TST-SP-2024-0002")
    found = agenda(catalogue, pack, EXACT, date(2026, 11, 20))
    assert [(x.quarter, x.first_on) for x in found.falling] == [("2026Q4", date(2025, 5, 21))]
    assert found.faults == 1


def test_pre_examination_sets_are_wanted_until_the_exam(
    catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve
) -> None:
    """The deadline names what lacks, by the body's kind, and is gone once the exam has begun."""
    enrol(category=Category.SCHOOL)
    shelve(2)

    def deadlines(today: date) -> list[tuple[date, int, tuple[str, ...]]]:
        found = agenda(catalogue, pack, EXACT, today).deadlines
        return [(x.due_on, x.days_left, x.lacking) for x in found]

    lacking = ("职业技能等级认定申请表", "职业技能等级认定评价方案")
    assert deadlines(date(2024, 2, 18)) == [(date(2024, 2, 28), 10, lacking)]
    assert deadlines(date(2024, 3, 1)) == [(date(2024, 2, 28), -2, lacking)]
    assert deadlines(date(2024, 3, 14)) == []
    shelve(1)
    shelve(3)
    assert deadlines(date(2024, 2, 18)) == []
