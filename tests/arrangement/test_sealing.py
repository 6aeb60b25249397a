"""Sealing: only what is whole is sealed, or a reason is given; after it only insertions."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.arrangement.sealing import Sealing, open_points, seal_batch
from archivist.errors import (
    ArchivistError,
    BatchOpen,
    BatchSealed,
    MissingGlyph,
    NoSuchBatch,
    NothingToPrint,
)
from archivist.intake import review
from archivist.intake.file_away import Destination
from archivist.intake.physical import add_piece
from archivist.keeping import accessions, batches, durable, ledger, manifest, records
from archivist.records.arrival import Progress
from archivist.records.batch import Subject
from archivist.records.checklist import PRESENCE_NAMES, Presence
from archivist.records.material import Carrier
from tests.arrangement.desk import (
    CLERK,
    ONE,
    PlainPrinter,
    arranged,
    desk,
    note,
    printed,
    printer,
    shelved,
)
from tests.builders import form, paper

LATER = date(2099, 1, 1)


def seal(archive: Archive, despite: str = "", today: date = LATER) -> Sealing:
    return seal_batch(printer(archive), ONE.number, today, despite)


def whole(archive: Archive) -> None:
    """Give the batch everything its list asks for, numbered and boxed."""
    for material in archive.pack.materials:
        for subject in material.subjects or (None,):
            people = [p.position for p in ONE.roster] if material.per == "candidate" else [None]
            for candidate in people:
                shelved(archive, material.number, subject=subject, candidate=candidate)
    arranged(archive)


def test_a_whole_batch_is_sealed_and_printed(tmp_path: Path) -> None:
    """Manifest, catalogue, cover, spine and note are there; the ledger holds their digests."""
    with desk(tmp_path / "库") as archive:
        whole(archive)
        assert open_points(archive.catalogue, archive.pack, ONE.number, LATER) == ()
        sealing = seal(archive)
        held = batches.held(archive.catalogue, ONE.number)
        assert (held.sealed_at, held.sealed_by) == (sealing.sealed_at, CLERK)
        kinds = {sheet.kind for sheet in records.printed(archive.catalogue, ONE.number)}
        assert {"cover", "spine", "catalogue", "catalogue-cover", "note"} <= kinds
        folder = archive.shelf.path(held.folder)
        lines = (folder / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()
        assert len(lines) == len(sealing.printed)
        event = ledger.events(archive.catalogue, f"batch/{ONE.number}")[-1]
        facts = json.loads(event.facts)
        assert (event.act, event.actor, facts["open"]) == ("sealed", CLERK, [])
        assert facts["sheets"] == {
            place: durable.digest_of(archive.shelf.path(place)) for place in sealing.printed
        }
        assert f"由{CLERK}封盒" in note(archive)
        assert rounds.inspect(archive) == ()


def test_each_open_point_is_named(tmp_path: Path) -> None:
    """Missing and awaited items, unnumbered and unboxed records, what waits or was set aside."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        inbox = archive.settings.inbox / ONE.number
        inbox.mkdir()
        (inbox / "等确认.pdf").write_bytes(paper("?"))
        (inbox / "坏的.pdf").write_bytes(b"")
        rounds.sweep_once(archive)
        said = "；".join(open_points(archive.catalogue, archive.pack, ONE.number, LATER))
        for words in (
            "第 1 项",
            "1 件还没有编号",
            "“等确认.pdf”还没有归档",
            "“坏的.pdf”还没有归档",
        ):
            assert words in said
        early = open_points(archive.catalogue, archive.pack, ONE.number, date(2000, 1, 1))
        assert any(PRESENCE_NAMES[Presence.AWAITING] in point for point in early)


@pytest.mark.parametrize("despite", ["", "  "])
def test_an_open_batch_is_refused_and_untouched(tmp_path: Path, despite: str) -> None:
    """Without a reason nothing is printed, told or sealed."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        arranged(archive)
        before = ledger.head(archive.catalogue)
        with pytest.raises(BatchOpen) as refused:
            seal(archive, despite)
        assert "第 1 项" in str(refused.value)
        assert ledger.head(archive.catalogue) == before
        assert records.printed(archive.catalogue, ONE.number) == ()
        assert batches.held(archive.catalogue, ONE.number).sealed_at is None


def test_a_reason_seals_an_open_batch_and_is_told(tmp_path: Path) -> None:
    """The note and the ledger say that something was open, and why it was sealed."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        arranged(archive)
        sealing = seal(archive, "机构注销，无法补齐")
        assert sealing.open_points
        assert "机构注销，无法补齐" in note(archive)
        facts = json.loads(ledger.events(archive.catalogue, f"batch/{ONE.number}")[-1].facts)
        assert facts["despite"] == "机构注销，无法补齐"
        assert tuple(facts["open"]) == sealing.open_points


def test_a_reason_that_was_not_needed_is_not_kept(tmp_path: Path) -> None:
    """A whole batch is not said to have been open."""
    with desk(tmp_path / "库") as archive:
        whole(archive)
        seal(archive, "以防万一")
        assert batches.held(archive.catalogue, ONE.number).sealed_despite == ""
        assert "未完" not in note(archive)


def test_what_cannot_be_printed_is_not_sealed(tmp_path: Path) -> None:
    """A missing glyph, or nothing to print, leaves the batch open."""

    class Blunt(PlainPrinter):
        def _print(self, *_: object) -> tuple[list[str], str]:
            raise MissingGlyph(glyphs="䶮", where="题名")

    with desk(tmp_path / "库") as archive:
        with pytest.raises(NothingToPrint):
            seal(archive, "空批次")
        shelved(archive, 5)
        arranged(archive)
        with pytest.raises(MissingGlyph):
            seal_batch(printer(archive, Blunt), ONE.number, LATER, "理由")
        assert batches.held(archive.catalogue, ONE.number).sealed_at is None
        with pytest.raises(NoSuchBatch):
            seal_batch(printer(archive), "没有", LATER)


def test_nothing_unseals_and_nobody_seals_twice(tmp_path: Path) -> None:
    """A second sealing is refused and the first one's day stays."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        arranged(archive)
        at = seal(archive, "理由").sealed_at
        with pytest.raises(BatchSealed):
            seal(archive, "再来一次")
        assert batches.held(archive.catalogue, ONE.number).sealed_at == at


def test_the_watcher_files_nothing_into_a_sealed_batch(tmp_path: Path) -> None:
    """A paper that names its place waits, with the reason, until a clerk gives one."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        arranged(archive)
        seal(archive, "理由")
        (archive.settings.inbox / "晚到.pdf").write_bytes(form(ONE, 20, Subject.SKILL, 1))
        rounds.sweep_once(archive)
        (item,) = review.queue(archive.catalogue)
        assert item.accession.progress is Progress.WAITING
        assert "已封盒" in item.reason


def test_an_insertion_needs_a_reason_and_is_told(tmp_path: Path) -> None:
    """accept and assign without one are refused; with one the note tells who, when and why."""
    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        shelved(archive, 20, subject=Subject.SKILL, candidate=2)
        arranged(archive)
        seal(archive, "理由")
        (archive.settings.inbox / "晚到.pdf").write_bytes(form(ONE, 20, Subject.SKILL, 1))
        rounds.sweep_once(archive)
        desks = archive.catalogue, archive.shelf, archive.pack
        (item,) = review.queue(archive.catalogue)
        to = Destination(batch=ONE.number, material=20, subject=Subject.SKILL, candidate=1)
        with pytest.raises(BatchSealed):
            review.accept(*desks, item.accession.id, CLERK)
        with pytest.raises(BatchSealed):
            review.assign(*desks, item.accession.id, to, CLERK)
        record = review.assign(*desks, item.accession.id, replace(to, reason="考场漏交"), "李补录")
        arranged(archive)
        printed(archive)
        manifest.write_stale(archive.catalogue, archive.shelf)
        (line,) = [line for line in note(archive).splitlines() if record.title in line]
        assert "封盒后补充归档" in line
        assert "由李补录归入" in line
        assert "考场漏交" in line
        assert rounds.inspect(archive) == ()
        assert accessions.get(archive.catalogue, item.accession.id).progress is Progress.FILED


def test_a_piece_into_a_sealed_batch_needs_a_reason(tmp_path: Path) -> None:
    """Registering a piece is an insertion like any other."""

    def piece(archive: Archive, reason: str) -> None:
        add_piece(
            archive.catalogue,
            archive.pack,
            batches.held(archive.catalogue, ONE.number),
            material=22,
            count=1,
            carrier=Carrier.PIECE,
            location="工件库",
            actor=CLERK,
            reason=reason,
        )

    with desk(tmp_path / "库") as archive:
        shelved(archive, 5)
        arranged(archive)
        seal(archive, "理由")
        with pytest.raises(BatchSealed):
            piece(archive, " ")
        piece(archive, "补交工件")
        arranged(archive)
        printed(archive)
        assert "补交工件" in note(archive)


def test_the_refusal_is_a_rule_and_says_what_to_do() -> None:
    """The clerk reads what is open and how to seal all the same."""
    said = str(BatchOpen(batch="甲", why="第 1 项 申请表缺"))
    assert issubclass(BatchOpen, ArchivistError)
    assert "--despite" in said
    assert "第 1 项 申请表缺" in said
