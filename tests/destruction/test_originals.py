"""Whole scans that hold pages of records on a register, or of records that were destroyed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.cli.app import run
from archivist.custody.verify import verify
from archivist.destruction import originals
from archivist.destruction.export import Exporter
from archivist.destruction.originals import concerned, told
from archivist.destruction.register import propose
from archivist.intake import recut, review
from archivist.keeping import accessions, batches, durable, ledger, manifest, records, registers
from archivist.keeping.originals import with_destroyed
from archivist.making.typeset import Typesetter
from archivist.records.arrival import Progress
from archivist.records.finding import Severity
from archivist.records.record import Standing
from archivist.records.register import Register
from archivist.settings import RuleChoice
from tests.builders import make_archive, opened
from tests.intake.papers import BATCH, BATCHES
from tests.intake.test_stacks import CERTAIN, SHEET, StackReader, code, page, sheet, take

TODAY = date(2027, 11, 20)
CLERK = "王录"
MIXED = (page(1, sheet(1)), page(2, "质量督导情况反馈表", code(8)), page(3, sheet(2)))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Archive]:
    with opened(make_archive(tmp_path / "库", *BATCHES, templates=True)) as archive:
        archive.__dict__["reader"] = StackReader()
        yield archive


def listed(office: Archive) -> Register:
    """A register of all that is due."""
    rules = RuleChoice()
    return propose(office.catalogue, office.pack, rules, quarter="2027Q4", actor=CLERK, today=TODAY)


def destroyed(office: Archive, *numbers: int) -> None:
    """Take these records off their shelf and note that they were destroyed."""
    with office.catalogue.transaction():
        for number in numbers:
            record = records.get(office.catalogue, number)
            office.shelf.path(record.place).unlink(missing_ok=True)
            records.change_standing(office.catalogue, number, Standing.DESTROYED)
            batches.mark_stale(office.catalogue, record.batch)
    manifest.write_stale(office.catalogue, office.shelf)


def place(office: Archive) -> str:
    """Where the only original lies."""
    (stack,) = accessions.at(office.catalogue, Progress.CUT)
    return stack.held_at


def test_an_original_whose_records_are_all_listed_may_go(office: Archive) -> None:
    """The register's event names it with the pages, and nothing else lies in it."""
    take(office, *CERTAIN)
    register = listed(office)
    (one,) = told(office.catalogue, register.number)
    assert one == concerned(office.catalogue, register.items)[0]
    assert (one.place, one.listed, one.others) == (place(office), ((1, (1, 3)), (2, (4,))), ())
    assert one.may_go
    assert "一并销毁" in originals.sentence(one)


def test_an_original_that_holds_what_is_kept_may_not_go(office: Archive) -> None:
    """A long-term paper in the same scan keeps it; the register says so and by which paper."""
    take(office, *MIXED)
    (one,) = told(office.catalogue, listed(office).number)
    assert not one.may_go
    assert one.others == ("质量督导情况反馈表",)
    assert "不能随本册销毁" in originals.sentence(one)


def test_a_part_that_still_waits_keeps_the_original(office: Archive) -> None:
    """What nobody has decided on yet is not destroyed with the rest; what was refused does not
    keep it."""
    take(office, page(1, sheet(1)), page(2, SHEET), page(3, "食堂一周菜单"))
    recut.split(office.catalogue, office.pack, 1, [2, 3], CLERK)
    review.accept_stack(office.catalogue, office.shelf, office.pack, 1, CLERK)
    second, third = (one.accession for one in review.queue(office.catalogue))
    register = listed(office)
    (one,) = concerned(office.catalogue, register.items)
    assert one.others == (second.name, third.name)
    for refused in (second, third):
        review.refuse(office.catalogue, office.shelf, refused.id, "不是档案", CLERK)
    assert concerned(office.catalogue, register.items)[0].may_go
    assert not told(office.catalogue, register.number)[0].may_go


def test_a_part_that_was_cut_again_lies_in_two_originals(office: Archive) -> None:
    """Both hold the pages, each under the numbers they have there."""
    pages = (page(1, "食堂一周菜单"), page(2, sheet(1)), page(3, SHEET), page(4, "二"))
    take(office, *pages)
    recut.split(office.catalogue, office.pack, 1, [2], CLERK)
    recut.assign_part(office.catalogue, office.pack, 1, [2, 3, 4], None, CLERK)
    review.accept_stack(office.catalogue, office.shelf, office.pack, 1, CLERK)
    waiting = [one.accession for one in review.queue(office.catalogue)]
    (inner,) = (one for one in waiting if one.pages == (2, 3, 4))
    recut.split(office.catalogue, office.pack, inner.id, [2], CLERK)
    review.accept_stack(office.catalogue, office.shelf, office.pack, inner.id, CLERK)
    found = concerned(office.catalogue, listed(office).items)
    assert [one.listed for one in found] == [((1, (2,)),), ((1, (1,)),)]


def test_a_register_without_stacks_says_nothing_of_originals(office: Archive) -> None:
    """Records that came in as they are lie in no original."""
    take(office, page(1, sheet(1)))
    assert told(office.catalogue, listed(office).number) == ()


def test_the_note_lies_beside_the_register(office: Archive, typesetter: Typesetter) -> None:
    """A text names each original, the register's lines in it and what is to be done; it is in the
    manifest, and exporting again gives the same bytes whatever happened since."""
    take(office, *MIXED)
    register = listed(office)
    exporter = Exporter(
        catalogue=office.catalogue,
        shelf=office.shelf,
        settings=office.settings,
        typesetter=typesetter,
        actor=CLERK,
    )
    note = f"销毁/2027Q4/{register.number} 销毁清册 整份原件说明.txt"
    assert note in exporter.export(register.number)
    said = office.shelf.path(note).read_text("utf-8-sig")
    for words in (
        "本册有 2 件是从 1 份整份扫描件里拆出来的",
        place(office),
        f"序号 1　{register.items[0].title}　第 1 页",
        f"序号 2　{register.items[1].title}　第 3 页",
        "质量督导情况反馈表",
        "不能随本册销毁",
        "不删除任何文件",
    ):
        assert words in said
    before = registers.exported(office.catalogue, register.number)
    destroyed(office, *(item.record for item in register.items), 2)
    assert exporter.export(register.number)
    assert registers.exported(office.catalogue, register.number) == before
    assert [one.code for one in verify(office.catalogue, office.shelf)] == ["holds-destroyed"]


@pytest.fixture(scope="module")
def typesetter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typesetter]:
    root = make_archive(tmp_path_factory.mktemp("set") / "库", templates=True)
    with opened(root) as archive:
        yield archive.typesetter


def test_verify_says_which_originals_hold_destroyed_pages(office: Archive) -> None:
    """Nothing while all is kept or listed; a note while something in it is kept; a fault once all
    of it is destroyed and the original still lies there."""
    take(office, *MIXED)
    register = listed(office)
    assert verify(office.catalogue, office.shelf) == ()
    gone = [item.record for item in register.items]

    destroyed(office, *gone)
    (one,) = verify(office.catalogue, office.shelf)
    assert (one.code, one.severity, one.where) == (
        "holds-destroyed",
        Severity.NOTE,
        place(office),
    )
    assert "已销毁的 2 件" in one.sentence
    assert "另有 1 份材料没有销毁" in one.sentence

    destroyed(office, *(record.id for record in records.every(office.catalogue)))
    (one,) = verify(office.catalogue, office.shelf)
    assert one.severity is Severity.FAULT
    assert "也应当按规定销毁" in one.sentence


def test_nothing_of_an_original_is_touched(office: Archive) -> None:
    """Registers only say; the bytes stay as they are."""
    take(office, *CERTAIN)
    original = office.shelf.path(place(office))
    before = durable.digest_of(original)
    listed(office)
    destroyed(office, 1, 2)
    rounds.begin(office)
    assert durable.digest_of(original) == before
    assert [one.place for one in with_destroyed(office.catalogue)] == [place(office)]


def test_an_older_register_tells_of_no_originals(office: Archive) -> None:
    """Its event does not name them, and nothing is made up afterwards."""
    take(office, *CERTAIN)
    with office.catalogue.transaction():
        ledger.tell(office.catalogue, actor=CLERK, act="proposed", subject="register/1", items=2)
    assert told(office.catalogue, "1") == ()


def test_the_command_says_it_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever makes the register is told of each original in it."""
    root = make_archive(tmp_path / "库", *BATCHES)
    with opened(root) as archive:
        archive.__dict__["reader"] = StackReader()
        take(archive, *MIXED)
        where = place(archive)
    capsys.readouterr()
    status = run(["--dir", str(root), "destroy", "propose", "2027Q4", "--today", str(TODAY)])
    said = capsys.readouterr().err
    assert status == 0
    assert f"整份原件“{where}”里有本册 2 件的页" in said
    assert "不能随本册销毁" in said
    assert BATCH.number not in said
