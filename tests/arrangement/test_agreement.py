"""Agreement: a copy or sheet that says something else than the records is found, and named."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist import rounds
from archivist.archive import Archive
from archivist.arrangement.agreement import differences, disagreements
from archivist.arrangement.placing import place_box
from archivist.arrangement.sheets import stamp_fields
from archivist.intake.enrol import enrol
from archivist.intake.file_away import Destination
from archivist.intake.moving import refile
from archivist.keeping import batches, boxes, codes, durable, manifest, records
from archivist.keeping.codec import to_json
from archivist.records.finding import Finding
from archivist.records.record import AccessCopy, Record
from tests.arrangement.desk import (
    CLERK,
    ONE,
    OTHER,
    TODAY,
    arranged,
    desk,
    printed,
    printer,
    shelved,
)
from tests.builders import paper

JSON = st.recursive(
    st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An arranged and printed batch of three records, one with a stamped copy."""
    with desk(tmp_path / "库") as one:
        for material in (5, 9, 20):
            shelved(one, material)
        arranged(one)
        printed(one)
        stamped(one, records.get(one.catalogue, 1))
        manifest.write_stale(one.catalogue, one.shelf)
        assert rounds.inspect(one) == ()
        yield one


def stamped(archive: Archive, record: Record) -> None:
    """A copy that bears the stamp the record has now."""
    held = batches.held(archive.catalogue, record.batch)
    fields = stamp_fields(archive.settings.body, held, archive.pack.term(record.term), record)
    place = f"{held.folder}/用件/{record.id}.pdf"
    digest = durable.write(archive.shelf.path(place), to_json(fields).encode())
    copy = AccessCopy(
        record=record.id,
        place=place,
        digest=digest,
        of_digest=record.digest,
        made_at=datetime.now(UTC),
    )
    with archive.catalogue.transaction():
        records.keep_copy(archive.catalogue, copy, to_json(fields))
        batches.mark_stale(archive.catalogue, record.batch)


def found(archive: Archive) -> list[Finding]:
    return list(disagreements(archive.catalogue, archive.pack, archive.settings))


def renumbered(archive: Archive, record: int, serial: int) -> None:
    """Give a record another number, as nobody should without printing anew."""
    catalogue = archive.catalogue
    was = records.get(catalogue, record)
    (old,) = [code for code in codes.of_batch(catalogue, was.batch) if code.code == was.code]
    code = f"{old.code_class}-{serial:04d}"
    with catalogue.transaction():
        codes.void(catalogue, was.code, box=was.box, by=CLERK, reason="更正")
        assert catalogue.next_number(f"serial/{old.code_class}") == serial
        codes.give(catalogue, replace(old, code=code, serial=serial))
        records.number(catalogue, record, code, serial)


def test_a_changed_number_is_found_and_printing_anew_heals_it(archive: Archive) -> None:
    """Stamp, catalogue and spine that bear the old number are named, the box too; then not."""
    catalogue = archive.catalogue
    box = records.get(catalogue, 1).box
    assert box is not None
    renumbered(archive, 1, 3)
    assert "wrong-box" in {finding.code for finding in rounds.inspect(archive)}
    with catalogue.transaction():
        boxes.recount(catalogue, box)
    stale = found(archive)
    assert {finding.code for finding in stale} == {"stale-copy", "stale-sheet"}
    names = " ".join(finding.where for finding in stale)
    for name in ("用件/1.pdf", "归档文件目录", "盒脊"):
        assert name in names
    (copy,) = [finding for finding in stale if finding.code == "stale-copy"]
    assert "“0001”" in copy.sentence
    assert "“0003”" in copy.sentence
    printed(archive)
    stamped(archive, records.get(catalogue, 1))
    manifest.write_stale(catalogue, archive.shelf)
    assert rounds.inspect(archive) == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE record SET title = '改过的题名' WHERE id = 2",
        "UPDATE record SET pages = 9 WHERE id = 2",
        "UPDATE record SET dated_on = '2001-01-01' WHERE id = 2",
        "UPDATE record SET secrecy = '内部' WHERE id = 2",
    ],
)
def test_whatever_the_catalogue_prints_is_compared(archive: Archive, change: str) -> None:
    """Title, pages, date and secrecy of a record that differ from the printed line are found."""
    with archive.catalogue.transaction():
        archive.catalogue.change(change)
    assert any("归档文件目录" in finding.where for finding in found(archive))


def test_a_late_record_makes_the_sheets_stale(archive: Archive) -> None:
    """Printed sheets without it are named until they are printed anew."""
    shelved(archive, 6)
    arranged(archive)
    assert any("目录" in finding.sentence for finding in found(archive))
    printed(archive)
    assert found(archive) == []


def test_sheets_of_what_is_no_more_are_found_and_taken_away(archive: Archive) -> None:
    """After the only record of a term moved, its cover says a lie; printing anew withdraws it."""
    gone = records.get(archive.catalogue, 3)
    to = Destination(batch=OTHER.number, candidate=1, reason="放错批次")
    refile(archive.catalogue, archive.shelf, archive.pack, gone.id, to, CLERK)
    stale = [finding.where for finding in found(archive)]
    assert any("档案盒正面 0002" in place for place in stale)
    printed(archive)
    assert found(archive) == []
    assert not list(archive.shelf.root.rglob("档案盒正面 0002*"))


def test_a_corrected_batch_makes_its_covers_stale(archive: Archive) -> None:
    """What stands on a cover of the batch itself is compared, too."""
    enrol(archive.catalogue, archive.pack, replace(ONE, site="新考点"), CLERK, correct=True)
    assert any("考点" in finding.sentence for finding in found(archive))


def test_time_and_carrying_a_box_make_nothing_stale(archive: Archive) -> None:
    """A sheet is judged as of the day it was printed; where the box stands is not on trial."""
    place_box(archive.catalogue, 1, room="1", cabinet="2", shelf="3", actor=CLERK)
    printer(archive).print_batch(ONE.number, ["box-list"], TODAY)
    place_box(archive.catalogue, 1, room="1", cabinet="2", shelf="4", actor=CLERK)
    assert found(archive) == []


def test_a_sheet_cut_short_by_a_crash_is_no_damage(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dead between file and row: a fault that printing again heals, never a changed file."""

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with archive.catalogue.transaction():
        archive.catalogue.change("UPDATE record SET pages = 9 WHERE id = 1")
    with monkeypatch.context() as patch:
        patch.setattr(records, "keep_sheet", die)
        with pytest.raises(KeyboardInterrupt):
            printed(archive)
    rounds.begin(archive)
    seen = {f.code for f in rounds.inspect(archive)} - {"changed-record", "wrong-box"}
    assert seen == {"half-printed", "stale-copy", "stale-sheet"}
    printed(archive)
    left = {f.code for f in rounds.inspect(archive)} - {"changed-record", "wrong-box"}
    assert left == {"stale-copy", "stale-manifest"}


def test_a_swapped_sheet_is_found_though_the_catalogue_was_made_to_fit(archive: Archive) -> None:
    """Two sheets exchanged, digests in catalogue and manifest, too: the ledger knows better."""
    catalogue = archive.catalogue
    one, other = [s for s in records.printed(catalogue, ONE.number) if s.kind == "spine"]
    for mine, its in ((one, other), (other, one)):
        digest = durable.write(archive.shelf.path(mine.place), paper(f"假的 {its.place}"))
        with catalogue.transaction():
            catalogue.change("UPDATE sheet SET digest = ? WHERE place = ?", digest, mine.place)
            batches.mark_stale(catalogue, ONE.number)
    manifest.write_stale(catalogue, archive.shelf)
    found = rounds.inspect(archive)
    assert {finding.code for finding in found} == {"swapped-file"}
    assert {finding.where for finding in found} == {one.place, other.place}
    printed(archive)
    manifest.write_stale(catalogue, archive.shelf)
    assert rounds.inspect(archive) == ()


@given(JSON, JSON)
def test_differences_are_found_exactly_when_there_are_any(one: object, other: object) -> None:
    """Equal values differ nowhere; others differ somewhere, unless a field is merely absent."""
    assert list(differences(one, one)) == []
    if one != other:
        found = list(differences(one, other))
        assert found or _bare(one) == _bare(other)


def _bare(value: object) -> object:
    """The value without the one field that is not compared."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key != "place"}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
