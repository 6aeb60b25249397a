"""Sealing from the batch's page: as the desk does it, only knowingly, and never twice."""

from pathlib import Path

import pytest

from archivist.archive import Archive
from archivist.keeping import batches, ledger, records
from archivist.keeping.shelf import MANIFEST
from archivist.records.batch import Batch
from archivist.web import seal
from tests.arrangement.desk import arranged, printer
from tests.web.conftest import CLERK, Browser


@pytest.fixture(autouse=True)
def plain_press(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets without type: what is printed is not on trial here."""
    monkeypatch.setattr(seal, "printer_of", lambda archive, actor: printer(archive, actor=actor))


@pytest.fixture
def boxed(filled: Archive, made: Batch) -> Archive:
    """The archive with its one filed record numbered and boxed."""
    arranged(filled, made.number)
    return filled


@pytest.mark.usefixtures("boxed")
def test_what_stands_against_it_is_shown(browser: Browser, made: Batch) -> None:
    """The page names the open points and asks for a reason."""
    page = browser.ask(f"/batch?number={made.number}").text
    assert "第 1 项" in page[page.index('id="seal"') :]
    assert "仍要封盒的理由" in page


def test_an_open_batch_is_sealed_only_for_a_reason(
    browser: Browser, boxed: Archive, made: Batch
) -> None:
    """Without a reason: refused on the page, nothing changed. With one: sealed, told, printed."""
    refused = browser.post("/batch/seal", number=made.number, sure="yes")
    assert refused.status == 409
    assert "还不能封盒" in refused.text
    assert batches.held(boxed.catalogue, made.number).sealed_at is None
    told = browser.post("/batch/seal", number=made.number, sure="yes", despite="机构已注销")
    assert told.status == 303
    held = batches.held(boxed.catalogue, made.number)
    assert held.sealed_at is not None
    assert (held.sealed_by, held.sealed_despite) == (CLERK, "机构已注销")
    page = browser.ask(told.headers["location"].partition("#")[0]).text
    assert "机构已注销" in page
    assert "/batch/seal" not in page
    assert records.printed(boxed.catalogue, made.number)
    assert (Path(boxed.shelf.path(held.folder)) / MANIFEST).is_file()
    assert ledger.events(boxed.catalogue, f"batch/{made.number}")[-1].act == "sealed"


def test_not_by_a_slip_and_not_twice(browser: Browser, boxed: Archive, made: Batch) -> None:
    """Unsaid it is refused; a second sealing is told that it is done."""
    assert browser.post("/batch/seal", number=made.number, despite="补不齐").status == 400
    assert batches.held(boxed.catalogue, made.number).sealed_at is None
    assert browser.post("/batch/seal", number="没有", sure="yes", despite="x").status == 404
    for expected in (303, 409):
        told = browser.post("/batch/seal", number=made.number, sure="yes", despite="补不齐")
        assert told.status == expected
    acts = [event.act for event in ledger.events(boxed.catalogue, f"batch/{made.number}")]
    assert acts.count("sealed") == 1


def test_nothing_is_printed_without_a_template(
    browser: Browser, boxed: Archive, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet that cannot be set is told on the page, and the batch is not sealed."""
    monkeypatch.undo()
    told = browser.post("/batch/seal", number=made.number, sure="yes", despite="补不齐")
    assert told.status == 500
    assert "模板" in told.text
    assert batches.held(boxed.catalogue, made.number).sealed_at is None
