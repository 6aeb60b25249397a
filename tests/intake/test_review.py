"""The review queue: the clerk's decisions, each told in the ledger, none made twice."""

import json
import threading
from dataclasses import replace

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import (
    ArchivistError,
    BatchSealed,
    NoSuchBatch,
    NoSuchCandidate,
    NoSuchMaterial,
    NoSuchReview,
    ReasonMissing,
    ReviewIncomplete,
)
from archivist.intake import review
from archivist.intake.file_away import Destination
from archivist.keeping import accessions, ledger, records
from archivist.records.arrival import Progress
from archivist.records.batch import Batch, Subject
from archivist.records.record import Record
from tests.builders import form, paper, sha256, tree

CLERK = "王档案"


def waiting(archive: Archive, data: bytes, name: str = "x.pdf") -> int:
    """The number of a document that waits for the clerk, or was set aside."""
    (archive.settings.inbox / name).write_bytes(data)
    rounds.sweep_once(archive)
    return review.queue(archive.catalogue)[-1].accession.id


def assign(archive: Archive, item: int, **to: object) -> Record:
    destination = Destination(**to)  # type: ignore[arg-type]
    return review.assign(archive.catalogue, archive.shelf, archive.pack, item, destination, CLERK)


def acts(archive: Archive, subject: str) -> list[tuple[str, str]]:
    return [(event.act, event.actor) for event in ledger.events(archive.catalogue, subject)]


def sound(archive: Archive) -> bool:
    rounds.begin(archive)
    return verify(archive.catalogue, archive.shelf) == ()


def test_a_suggestion_is_accepted(archive: Archive, made: Batch) -> None:
    """A twin is filed as suggested once the clerk says so, and the ledger names the clerk."""
    data = form(made, 20, Subject.SKILL, 1)
    (archive.settings.inbox / "first.pdf").write_bytes(data)
    rounds.sweep_once(archive)
    item = waiting(archive, data, "second.pdf")
    record = review.accept(archive.catalogue, archive.shelf, archive.pack, item, CLERK)
    assert (record.material, record.candidate, record.digest) == (20, 1, sha256(data))
    assert acts(archive, f"accession/{item}")[-1] == ("assigned", CLERK)
    assert acts(archive, f"record/{record.id}") == [("filed", CLERK)]
    assert review.queue(archive.catalogue) == ()
    assert sound(archive)


def test_nothing_suggested_cannot_be_accepted(archive: Archive) -> None:
    """Accepting a document nobody has an idea about says what is lacking."""
    item = waiting(archive, paper("menu"))
    with pytest.raises(ReviewIncomplete, match="批次和材料"):
        review.accept(archive.catalogue, archive.shelf, archive.pack, item, CLERK)


def test_the_clerk_files_a_document_elsewhere(archive: Archive, made: Batch) -> None:
    """The clerk's word decides place and title; what was suggested stands in the event."""
    item = waiting(archive, paper("menu"))
    record = assign(
        archive, item, batch=made.number, material=19, subject=Subject.THEORY, candidate=2
    )
    assert record.place.endswith("一年/19 考生试卷及答题卡/001 顾明堃 理论.pdf")
    (facts,) = [
        json.loads(event.facts)
        for event in ledger.events(archive.catalogue, f"accession/{item}")
        if event.act == "assigned"
    ]
    assert (facts["suggested"], facts["material"], facts["candidate"]) == (None, 19, 2)
    assert sound(archive)


def test_a_document_that_was_set_aside_can_still_be_filed(archive: Archive, made: Batch) -> None:
    """The clerk may file an unreadable original as it is; nothing of it stays set aside."""
    (archive.settings.inbox / "x.pdf").write_bytes(b"")
    rounds.sweep_once(archive)
    (item,) = review.queue(archive.catalogue)
    assert "0 字节" in item.reason
    record = assign(archive, item.accession.id, batch=made.number, material=5)
    assert archive.shelf.path(record.place).read_bytes() == b""
    assert tree(archive.shelf.quarantine) == {}
    assert sound(archive)


def test_extra_items_get_their_own_numbers(archive: Archive, made: Batch) -> None:
    """Two papers of one extra title share its number; another title takes the next one."""
    found = []
    for number, title in enumerate(("师资情况", "师资情况", "场地照片")):
        item = waiting(archive, paper(str(number)), f"{number}.pdf")
        found.append(assign(archive, item, batch=made.number, extra_title=title))
    assert [record.material for record in found] == [23, 23, 24]
    assert [record.title for record in found] == ["师资情况", "师资情况", "场地照片"]
    assert sound(archive)


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ({"material": 19, "candidate": 1}, ReviewIncomplete),
        ({"material": 19, "subject": Subject.THEORY}, ReviewIncomplete),
        ({"material": 99}, NoSuchMaterial),
        ({"material": 5, "batch": "没有"}, NoSuchBatch),
    ],
)
def test_an_impossible_destination_changes_nothing(
    archive: Archive, made: Batch, to: dict[str, object], error: type[ArchivistError]
) -> None:
    """A lacking subject or candidate, an unknown material or batch: nothing moves, nothing told."""
    item = waiting(archive, paper("menu"))
    before = (tree(archive.shelf.work), ledger.head(archive.catalogue))
    with pytest.raises(error):
        assign(archive, item, **{"batch": made.number, **to})
    assert (tree(archive.shelf.work), ledger.head(archive.catalogue)) == before
    assert accessions.get(archive.catalogue, item).progress is Progress.WAITING


def test_a_sealed_batch_takes_nothing(archive: Archive, made: Batch) -> None:
    """The clerk cannot file into a sealed batch either."""
    item = waiting(archive, paper("menu"))
    with archive.catalogue.transaction():
        archive.catalogue.change("UPDATE batch SET sealed_at = '2024-06-01T00:00:00+00:00'")
    with pytest.raises(BatchSealed):
        assign(archive, item, batch=made.number, material=5)
    assert accessions.get(archive.catalogue, item).progress is Progress.WAITING


def test_a_refused_document_stays_with_its_reason(archive: Archive) -> None:
    """What does not belong here is kept in the set-aside area, told, and asked about no more."""
    item = waiting(archive, paper("menu"))
    review.refuse(archive.catalogue, archive.shelf, item, "食堂的东西", CLERK)
    aside = tree(archive.shelf.quarantine)
    assert aside[f"{item:06d}/x.pdf"] == paper("menu")
    assert "食堂的东西" in aside[f"{item:06d}/原因.txt"].decode("utf-8-sig")
    assert accessions.get(archive.catalogue, item).progress is Progress.REFUSED
    assert acts(archive, f"accession/{item}")[-1] == ("refused", CLERK)
    assert review.queue(archive.catalogue) == ()
    assert sound(archive)


def test_refusing_needs_a_reason(archive: Archive) -> None:
    """An empty reason is no reason."""
    item = waiting(archive, paper("menu"))
    with pytest.raises(ReasonMissing):
        review.refuse(archive.catalogue, archive.shelf, item, "  ", CLERK)
    assert len(review.queue(archive.catalogue)) == 1


def test_what_was_decided_cannot_be_decided_again(archive: Archive, made: Batch) -> None:
    """A document that is filed or refused, or never was, does not wait."""
    filed = waiting(archive, paper("1"), "1.pdf")
    assign(archive, filed, batch=made.number, material=5)
    refused = waiting(archive, paper("2"), "2.pdf")
    review.refuse(archive.catalogue, archive.shelf, refused, "不是", CLERK)
    for item in (filed, refused, 99):
        with pytest.raises(NoSuchReview):
            assign(archive, item, batch=made.number, material=5)
        with pytest.raises(NoSuchReview):
            review.refuse(archive.catalogue, archive.shelf, item, "不是", CLERK)
    assert len(records.every(archive.catalogue)) == 1


def decide(
    archive: Archive, batch: Batch, item: int, gate: threading.Barrier, outcomes: list[str]
) -> None:
    gate.wait()
    try:
        assign(archive, item, batch=batch.number, material=5)
    except NoSuchReview:
        outcomes.append("refused")
    else:
        outcomes.append("filed")


def test_two_clerks_at_once_decide_once(archive: Archive, made: Batch) -> None:
    """When two threads file the same document, one of them is told it no longer waits."""
    for turn in range(5):
        item = waiting(archive, paper(str(turn)), f"{turn}.pdf")
        outcomes: list[str] = []
        gate = threading.Barrier(2)

        threads = [
            threading.Thread(target=decide, args=(archive, made, item, gate, outcomes))
            for _ in range(2)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["filed", "refused"]
    assert len(records.every(archive.catalogue)) == 5
    assert sound(archive)


def test_a_candidate_is_named_or_numbered(made: Batch) -> None:
    """A name or a roster position means one person; nobody, or two of a name, is an error."""
    assert review.position_of(made, "顾明堃") == 2
    assert review.position_of(made, "3") == 3
    twice = replace(made, roster=(*made.roster, made.roster[0]))
    for batch, person in ((made, "没有"), (twice, "林翀")):
        with pytest.raises(NoSuchCandidate):
            review.position_of(batch, person)
