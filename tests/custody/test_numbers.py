"""Numbers and boxes under verify: each way they can lie has its code; what is explained is well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archivist.archive import Archive
from archivist.custody.numbers import number_findings
from archivist.custody.verify import verify
from archivist.intake.file_away import Destination
from archivist.intake.moving import refile
from archivist.keeping import records
from archivist.records.finding import Severity
from tests.arrangement.desk import CLERK, OTHER, arranged, desk, shelved


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Three arranged records in two boxes, by suffix if late."""
    with desk(tmp_path / "库", late="suffix") as one:
        for material in (5, 9, 20):
            shelved(one, material)
        arranged(one)
        assert list(number_findings(one.catalogue)) == []
        yield one


def test_void_and_suffixed_numbers_are_explained(archive: Archive) -> None:
    """A moved record leaves a gap that is known; an inserted one needs no counter."""
    to = Destination(batch=OTHER.number, reason="放错批次")
    refile(archive.catalogue, archive.shelf, archive.pack, 1, to, CLERK)
    shelved(archive, 6)
    arranged(archive)
    arranged(archive, OTHER.number)
    assert list(number_findings(archive.catalogue)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE record SET code = code || '9' WHERE id = 1", "wrong-number"),
        ("UPDATE record SET serial = 7 WHERE id = 1", "wrong-number"),
        ("UPDATE record SET term = 'year' WHERE id = 1", "wrong-number"),
        ("UPDATE record SET code = '', serial = NULL, box = NULL WHERE id = 1", "lost-number"),
        ("UPDATE counter SET last = 9 WHERE scope LIKE 'serial/%'", "number-gap"),
        ("UPDATE counter SET last = 1 WHERE scope LIKE 'serial/%'", "number-gap"),
        ("UPDATE given_code SET void_at = given_at WHERE record = 1", "wrong-number"),
        ("UPDATE record SET box = 2 WHERE id = 1", "mixed-box"),
        ("UPDATE record SET box = 9 WHERE id = 1", "no-such-box"),
        ("UPDATE record SET pages = 99 WHERE id = 1", "wrong-box"),
        ("UPDATE record SET carrier = 'piece' WHERE id = 1", "mixed-box"),
        ("UPDATE box SET details = replace(details, 'long', 'year') WHERE number = 1", "mixed-box"),
    ],
)
def test_each_lie_has_its_code(archive: Archive, change: str, code: str) -> None:
    """What is changed behind the catalogue's back is damage with a name, found by verify."""
    with archive.catalogue.transaction():
        assert archive.catalogue.change(change) > 0
    found = {f.code: f.severity for f in verify(archive.catalogue, archive.shelf)}
    assert found[code] is Severity.DAMAGE


def test_two_records_with_one_number_are_found(archive: Archive) -> None:
    """Even if the rule of the schema that forbids it was taken away."""
    first = records.get(archive.catalogue, 1)
    with archive.catalogue.transaction():
        archive.catalogue.change("DROP INDEX record_code")
        archive.catalogue.change("UPDATE record SET code = ? WHERE id = 2", first.code)
    assert "double-number" in {f.code for f in number_findings(archive.catalogue)}


def test_a_number_once_given_cannot_be_forgotten(archive: Archive) -> None:
    """The schema refuses to delete it."""
    with pytest.raises(Exception, match="never forgotten"), archive.catalogue.transaction():
        archive.catalogue.change("DELETE FROM given_code")
