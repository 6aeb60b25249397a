"""Registers take what is due, once, by value; cancelling gives it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.destruction.item import kept_for
from archivist.destruction.register import cancel, propose
from archivist.errors import (
    BadQuarter,
    NoSuchRegister,
    NothingDue,
    QuarterAhead,
    ReasonMissing,
    RegisterClosed,
)
from archivist.keeping import batches, holds, ledger, records, registers
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.records.batch import Batch
from archivist.records.record import Record, Standing
from archivist.records.register import Register, RegisterState
from archivist.rules.pack import RulePack
from archivist.settings import RuleChoice

Enrol = Callable[..., Batch]
Shelve = Callable[..., Record]
Propose = Callable[..., Register]
TODAY = date(2026, 11, 20)


@pytest.fixture
def listing(catalogue: Catalogue, pack: RulePack) -> Propose:
    def call(quarter: str = "2026Q4", today: date = TODAY, **choice: object) -> Register:
        rules = RuleChoice(**choice)  # type: ignore[arg-type]
        return propose(catalogue, pack, rules, quarter=quarter, actor="档案员", today=today)

    return call


def test_a_register_holds_what_is_due_and_nothing_else(
    catalogue: Catalogue, enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """Due records are listed in shelf order; long-term, held and undated ones are not."""
    enrol(has_workpieces=True)
    undated = enrol("TST-SP-2024-0002", theory_on=None, skill_on=None, certificates_on=None)
    piece, second, held = shelve(22, pages=4), shelve(21), shelve(19)
    first = shelve(19)
    shelve(1)
    shelve(19, batch=undated.number)
    with catalogue.transaction():
        holds.add(catalogue, held.batch, held.id, "申诉", "审核员")

    register = listing()

    assert register.number == "2026Q4-01"
    assert [item.record for item in register.items] == [first.id, second.id, piece.id]
    assert [item.position for item in register.items] == [1, 2, 3]
    standings = {record.id: record.standing for record in records.every(catalogue)}
    assert {n for n, standing in standings.items() if standing is Standing.LISTED} == {
        first.id,
        second.id,
        piece.id,
    }
    assert registers.get(catalogue, register.number) == register


def test_an_item_says_everything_by_value(
    catalogue: Catalogue, enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """Title, code, dates, times and rule are copied; a piece counts pieces and has no pages."""
    batch = enrol(has_workpieces=True)
    shelve(
        19, code="L001-ZY·JN·2024·D1-001-0001", digest="ab" * 32, secrecy="内部", remark="两页缺角"
    )
    shelve(22, pages=4)
    paper, piece = listing().items
    assert (paper.code, paper.digest, paper.secrecy) == (
        "L001-ZY·JN·2024·D1-001-0001",
        "ab" * 32,
        "内部",
    )
    assert (paper.year, paper.term, paper.kept_for) == (2024, "至少一年", "2年6个月")
    assert (paper.base_on, paper.due_on) == (date(2024, 5, 20), date(2026, 1, 1))
    assert (paper.pages, paper.copies, paper.carrier, paper.remark) == (3, 1, "纸质", "两页缺角")
    assert (piece.pages, piece.copies, piece.carrier) == (0, 4, "实物")
    assert "发证日期 2024-05-20 起满 12 个月" in paper.rule
    assert "lianyungang-2023@2023.1" in paper.rule

    with catalogue.transaction():
        batches.correct(catalogue, replace(batch, certificates_on=date(2026, 5, 20)))
        catalogue.change("UPDATE record SET title = '改过的题名'")
    assert registers.get(catalogue, "2026Q4-01").items == (paper, piece)


def test_the_seal_tells_any_change(
    catalogue: Catalogue, enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """The register's digest is that of its items, is told in the ledger, and no other item fits."""
    enrol()
    shelve(19)
    register = listing()
    again = registers.get(catalogue, register.number)
    assert registers.digest_of(again.number, again.quarter, again.items) == register.digest
    forged = (replace(again.items[0], pages=99),)
    assert registers.digest_of(again.number, again.quarter, forged) != register.digest
    [event] = ledger.events(catalogue, "register/2026Q4-01")
    assert (event.act, event.actor) == ("proposed", "档案员")
    assert register.digest in event.facts


def test_nothing_due_makes_no_register(
    catalogue: Catalogue, enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """An empty register is refused and uses up no number."""
    enrol()
    shelve(1)
    with pytest.raises(NothingDue, match="2026Q4"):
        listing()
    assert ledger.events(catalogue) == ()
    shelve(19)
    assert listing().number == "2026Q4-01"


def test_a_listed_item_cannot_enter_another_register(
    enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """A second register takes only what the first has not, and is refused if that is nothing."""
    enrol()
    shelve(19)
    listing()
    with pytest.raises(NothingDue):
        listing()
    late = shelve(20)
    second = listing()
    assert (second.number, [item.record for item in second.items]) == ("2026Q4-02", [late.id])


def test_a_past_quarter_takes_only_what_was_due_by_its_end(
    enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """Papers due on 2025-05-21 are in 2025Q2's register and not in 2025Q1's, whatever the day."""
    enrol()
    shelve(19)
    with pytest.raises(NothingDue):
        listing("2025Q1", round="none")
    [item] = listing("2025Q2", round="none").items
    assert (item.due_on, item.kept_for) == (date(2025, 5, 21), "1年1个月")


def test_what_is_not_due_yet_waits_within_the_quarter(
    enrol: Enrol, shelve: Shelve, listing: Propose
) -> None:
    """A record due later in the present quarter is not listed before its day."""
    enrol()
    shelve(19)
    with pytest.raises(NothingDue):
        listing("2025Q2", date(2025, 5, 20), round="none")
    assert len(listing("2025Q2", date(2025, 5, 21), round="none").items) == 1


def test_wrong_quarters_are_refused(enrol: Enrol, shelve: Shelve, listing: Propose) -> None:
    """A quarter that has not begun, or is no quarter, makes no register."""
    enrol()
    shelve(19)
    with pytest.raises(QuarterAhead):
        listing("2027Q1")
    with pytest.raises(BadQuarter):
        listing("2026-4")


def test_cancelling_gives_the_records_back(
    catalogue: Catalogue, enrol: Enrol, shelve: Shelve, listing: Propose, tmp_path: Path
) -> None:
    """After a cancellation the records can be listed again, under a new number."""
    enrol()
    record = shelve(19)
    listing()
    shelf = Shelf(tmp_path)
    with pytest.raises(ReasonMissing):
        cancel(catalogue, shelf, "2026Q4-01", " ", "批准人")
    cancelled = cancel(catalogue, shelf, "2026Q4-01", "漏列一件", "批准人")
    assert cancelled.state is RegisterState.CANCELLED
    assert records.get(catalogue, record.id).standing is Standing.KEPT
    with pytest.raises(RegisterClosed, match="已撤销"):
        cancel(catalogue, shelf, "2026Q4-01", "再撤一次", "批准人")
    with pytest.raises(NoSuchRegister):
        cancel(catalogue, shelf, "2026Q4-09", "没有这册", "批准人")
    assert listing().number == "2026Q4-02"
    [first, second] = registers.heads(catalogue)
    assert (first.state, first.cancelled_reason, first.items) == (
        RegisterState.CANCELLED,
        "漏列一件",
        1,
    )
    assert second.state is RegisterState.LISTED
    assert [event.act for event in ledger.events(catalogue)] == [
        "proposed",
        "cancelled",
        "proposed",
    ]


def test_a_failure_half_way_leaves_nothing(
    catalogue: Catalogue,
    enrol: Enrol,
    shelve: Shelve,
    listing: Propose,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If telling the ledger fails, no register, no number and no changed standing remain."""
    enrol()
    record = shelve(19)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk")

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "tell", fail)
        with pytest.raises(OSError, match="disk"):
            listing()
    assert registers.heads(catalogue) == ()
    assert records.get(catalogue, record.id).standing is Standing.KEPT
    assert listing().number == "2026Q4-01"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2024, 5, 20), date(2026, 11, 20), "2年6个月"),
        (date(2024, 5, 20), date(2026, 11, 19), "2年5个月"),
        (date(2024, 5, 20), date(2026, 5, 20), "2年"),
        (date(2024, 8, 31), date(2025, 2, 28), "6个月"),
        (date(2024, 5, 20), date(2024, 6, 19), "不满1个月"),
    ],
)
def test_the_time_kept_in_words(since: date, until: date, words: str) -> None:
    """Whole years and months that have passed, no more."""
    assert kept_for(since, until) == words


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 20_000))
def test_the_time_kept_is_never_overstated(since: date, days: int) -> None:
    """The words never say more months than the days that passed could hold."""
    until = date.fromordinal(since.toordinal() + days)
    words = kept_for(since, until)
    years = int(words.split("年")[0]) if "年" in words else 0
    rest = words.split("年")[-1].replace("个月", "")
    months = years * 12 + (int(rest) if rest.isdigit() else 0)
    assert months * 28 <= days
