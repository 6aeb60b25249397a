"""The clerk's three decisions change the archive as the desk would, and once only."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from archivist.archive import Archive
from archivist.errors import NoSuchReview
from archivist.intake import review
from archivist.keeping import accessions, ledger, records
from archivist.keeping.shelf import MANIFEST
from archivist.records.arrival import Progress
from archivist.records.batch import Batch, Subject
from tests.web.conftest import CLERK, Browser


def _progress(archive: Archive, item: int) -> Progress:
    return accessions.get(archive.catalogue, item).progress


def test_accepting_files_the_document(browser: Browser, filled: Archive, made: Batch) -> None:
    """The record stands on its shelf, the act bears the clerk's name, the list says so."""
    told = browser.post("/review/2/accept")
    assert told.status == 303
    record = records.get(filled.catalogue, 2)
    assert (record.batch, record.material) == (made.number, 2)
    assert filled.shelf.path(record.place).is_file()
    assert ledger.events(filled.catalogue, "accession/2")[-1].actor == CLERK
    assert record.title in browser.ask(told.headers["location"]).text


def test_the_manifest_follows_a_decision(browser: Browser, filled: Archive, made: Batch) -> None:
    """What was accepted stands in the batch's manifest at once."""
    browser.post("/review/2/accept")
    place = records.get(filled.catalogue, 2).place
    folder, _, _ = place.partition("/长期/")
    manifest = (filled.shelf.path(folder) / MANIFEST).read_text(encoding="utf-8")
    assert place.removeprefix(f"{folder}/") in manifest


def test_a_second_click_files_nothing_twice(browser: Browser, filled: Archive) -> None:
    """Eight clicks at the same moment make one record; the others are told it is done."""
    with ThreadPoolExecutor(8) as clicks:
        told = list(clicks.map(lambda _: browser.post("/review/2/accept").status, range(8)))
    assert sorted(told) == [303] + [404] * 7
    assert records.count(filled.catalogue) == 2


def test_accepting_without_a_suggestion_asks_for_it(browser: Browser, filled: Archive) -> None:
    """What lacks a suggestion stays, and the page says what is lacking."""
    told = browser.post("/review/3/accept")
    assert told.status == 400
    assert "还缺少" in told.text
    assert _progress(filled, 3) is Progress.WAITING


def test_assigning_files_where_the_clerk_says(
    browser: Browser, filled: Archive, made: Batch
) -> None:
    """Batch, material, subject and candidate of the form are those of the record."""
    told = browser.post(
        "/review/3/assign", batch=made.number, material="19", subject="skill", candidate="2"
    )
    assert told.status == 303
    record = records.get(filled.catalogue, 2)
    assert (record.material, record.subject, record.candidate) == (19, Subject.SKILL, 2)


def test_what_was_set_aside_can_be_assigned(browser: Browser, filled: Archive, made: Batch) -> None:
    """A clerk may keep a document that could not be read."""
    assert browser.post("/review/4/assign", batch=made.number, material="13").status == 303
    assert _progress(filled, 4) is Progress.FILED


def test_a_material_outside_the_list_is_filed_under_its_title(
    browser: Browser, filled: Archive, made: Batch
) -> None:
    """An extra item gets a number behind the list and the title the clerk wrote, on one line."""
    told = browser.post(
        "/review/3/assign", batch=made.number, material="extra", extra=" 停电\n说明\x00 "
    )
    assert told.status == 303
    record = records.get(filled.catalogue, 2)
    assert record.material > 22
    assert record.title.startswith("停电")
    assert "\n" not in record.title


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"batch": "", "material": "2"}, "批次"),
        ({"batch": "没有", "material": "2"}, "没有批次"),
        ({"material": ""}, "材料"),
        ({"material": "99"}, "没有第 99 项"),
        ({"material": "二"}, "看不懂"),
        ({"material": "2", "extra": "别的"}, "只能选一个"),
        ({"material": "extra", "extra": " "}, "名称"),
        ({"material": "extra", "extra": "长" * 201}, "看不懂"),
        ({"material": "19", "subject": "skill"}, "考生"),
        ({"material": "19", "candidate": "1"}, "科目"),
        ({"material": "19", "subject": "swimming", "candidate": "1"}, "看不懂"),
        ({"material": "19", "subject": "skill", "candidate": "77"}, "找不到考生"),
    ],
)
def test_a_form_that_does_not_fit_changes_nothing(
    browser: Browser, filled: Archive, made: Batch, fields: dict[str, str], says: str
) -> None:
    """The document stays, the page says what is wrong and keeps what the clerk chose."""
    told = browser.post("/review/3/assign", **{"batch": made.number, **fields})
    assert told.status in (400, 404)
    assert says in told.text
    assert 'action="/review/3/assign"' in told.text
    assert _progress(filled, 3) is Progress.WAITING
    assert records.count(filled.catalogue) == 1


def test_a_sealed_batch_takes_nothing(browser: Browser, filled: Archive, made: Batch) -> None:
    """The desk's refusal is shown; the document stays."""
    with filled.catalogue.transaction():
        filled.catalogue.change("UPDATE batch SET sealed_at = ?", "2026-01-01T00:00:00+00:00")
    told = browser.post("/review/2/accept")
    assert told.status == 409
    assert "已封盒" in told.text
    assert _progress(filled, 2) is Progress.WAITING


def test_refusing_keeps_the_bytes_and_the_reason(browser: Browser, filled: Archive) -> None:
    """What is sent back leaves the queue and lies in the set-aside area with its reason."""
    told = browser.post("/review/3/refuse", reason="不是档案")
    assert told.status == 303
    with pytest.raises(NoSuchReview):
        review.item(filled.catalogue, 3)
    held = filled.shelf.path(accessions.get(filled.catalogue, 3).held_at)
    assert held.is_file()
    assert "不是档案" in (held.parent / "原因.txt").read_text(encoding="utf-8-sig")
    assert "已退回" in browser.ask(told.headers["location"]).text


def test_refusing_needs_a_reason(browser: Browser, filled: Archive) -> None:
    """Without a reason nothing is sent back."""
    told = browser.post("/review/3/refuse", reason=" ")
    assert told.status == 400
    assert "理由" in told.text
    assert _progress(filled, 3) is Progress.WAITING


def test_choosing_a_batch_loads_its_roster(browser: Browser, made: Batch) -> None:
    """Without JavaScript the roster comes with a second look; what was chosen stays chosen."""
    path = f"/review/3?batch={made.number}&material=19&subject=skill&candidate=2"
    text = browser.ask(path).text
    assert made.roster[1].name in text
    for chosen in (f'value="{made.number}" selected', 'value="19" selected', 'value="2" selected'):
        assert chosen in text


@pytest.mark.parametrize("act", ["accept", "assign", "refuse"])
def test_an_unknown_document_is_not_decided_on(
    browser: Browser, filled: Archive, made: Batch, act: str
) -> None:
    """A decision on what does not wait is refused and tells nothing to the ledger."""
    before = ledger.head(filled.catalogue)
    for item in (1, 99):
        told = browser.post(
            f"/review/{item}/{act}", batch=made.number, material="2", reason="不是档案"
        )
        assert told.status == 404
    assert ledger.head(filled.catalogue) == before
