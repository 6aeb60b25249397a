"""Rot: a flipped bit, a lost file, a strange file: verify names it."""

import random
import sqlite3
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import DamageError
from archivist.keeping import durable, records
from archivist.records.batch import Batch, Subject
from archivist.records.finding import Finding, Severity
from archivist.records.record import AccessCopy
from tests.builders import form, opened, paper


@pytest.fixture
def filed(root: Path, made: Batch) -> Path:
    """An archive with two records, a stamped copy, a manifest, and one document that waits."""
    for name, data in {
        "评分表.pdf": form(made, 20, Subject.SKILL, 1),
        "签到表.pdf": form(made, 10, Subject.THEORY),
        "食堂菜单.pdf": paper("白菜豆腐"),
    }.items():
        (root / "inbox" / name).write_bytes(data)
    with opened(root) as archive:
        rounds.sweep_once(archive)
        first = records.every(archive.catalogue)[0]
        place = f"{first.place.rsplit('/', 3)[0]}/用件/001.pdf"
        digest = durable.write(archive.shelf.path(place), b"stamped")
        copy = AccessCopy(
            record=first.id,
            place=place,
            digest=digest,
            of_digest=first.digest,
            made_at=first.filed_at,
        )
        with archive.catalogue.transaction():
            records.keep_copy(archive.catalogue, copy, "1")
            archive.catalogue.change("UPDATE batch SET manifest_stale = 1")
        rounds.begin(archive)
        assert verify(archive.catalogue, archive.shelf) == ()
    return root


def checked(root: Path) -> tuple[Finding, ...]:
    with Archive(root, write=False) as archive:
        return verify(archive.catalogue, archive.shelf)


def flip(path: Path, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[bit // 8 % len(data)] ^= 1 << bit % 8
    path.chmod(0o600)
    path.write_bytes(data)


ORIGINAL, COPY, WAITING = "2024/*/*/*/*.pdf", "2024/*/用件/*.pdf", ".archivist/work/*"


@pytest.mark.parametrize("pattern", [ORIGINAL, COPY, WAITING])
def test_one_flipped_bit_in_a_file_is_found(filed: Path, pattern: str) -> None:
    """Whichever bit of an original, a copy or a waiting document flips, that file is named."""
    path = min((filed / "archive").glob(pattern))
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(12):
        flip(path, chance.randrange(len(whole) * 8))
        found = checked(filed)
        assert [f.code for f in found] == ["changed-file"]
        assert found[0].severity is Severity.DAMAGE
        assert found[0].where == path.relative_to(filed / "archive").as_posix()
        path.write_bytes(whole)
    assert checked(filed) == ()


def test_one_flipped_bit_in_a_manifest_is_found(filed: Path) -> None:
    """Whichever bit of the manifest flips, also one that makes it no text any more, it is named."""
    path = next((filed / "archive").glob("2024/*/manifest-sha256.txt"))
    whole = path.read_bytes()
    for bit in (0, 7, len(whole) * 4 + 7, len(whole) * 8 - 1):
        flip(path, bit)
        assert [f.code for f in checked(filed)] == ["wrong-manifest"]
        path.write_bytes(whole)


def test_lost_and_strange_files_are_found(filed: Path) -> None:
    """A file that is gone and a file nobody entered are named, each by its own code."""
    original = min((filed / "archive").glob(ORIGINAL))
    original.rename(original.with_name("别名.pdf"))
    assert sorted(f.code for f in checked(filed)) == ["missing-file", "stray-file"]


def test_a_lost_manifest_is_found(filed: Path) -> None:
    """A batch without its manifest is damaged."""
    next((filed / "archive").glob("2024/*/manifest-sha256.txt")).unlink()
    assert [f.code for f in checked(filed)] == ["wrong-manifest"]


def test_a_file_the_disk_cannot_give_back_is_found(
    filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read error is a finding about that file, and the others are still checked."""
    bad = min((filed / "archive").glob(ORIGINAL))
    digest_of = durable.digest_of

    def failing(path: Path) -> str:
        if path == bad:
            raise OSError(5, "Input/output error")
        return digest_of(path)

    monkeypatch.setattr(durable, "digest_of", failing)
    assert [f.code for f in checked(filed)] == ["unreadable-file"]


def test_an_archive_with_damaged_structure_is_refused_or_found(filed: Path) -> None:
    """Whatever byte of the inner pages' structure breaks: the archive is refused or verify objects.

    The first bytes of every page are its structure.
    """
    path = filed / "archive/.archivist/catalogue.db"
    whole = path.read_bytes()
    missed = []
    for start in range(0, len(whole), 4096):
        if whole[start] not in (2, 5, 10, 13):
            continue
        data = bytearray(whole)
        data[start] ^= 0x10
        path.write_bytes(data)
        try:
            if not checked(filed):
                missed.append(start // 4096)
        except DamageError:
            pass
    path.write_bytes(whole)
    assert missed == []


def edited(root: Path, sql: str, drop: tuple[str, ...] = ()) -> None:
    """Change the catalogue behind archivist's back."""
    connection = sqlite3.connect(root / "archive/.archivist/catalogue.db")
    for trigger in drop:
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute(sql)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE record SET digest = replace(digest, substr(digest, 1, 1), 'f')", "changed-file"),
        ("UPDATE record SET place = place || 'x' WHERE id = 1", "missing-file"),
        ("UPDATE record SET term = 'six-months'", "changed-record"),
        ("UPDATE record SET title = title || '。' WHERE id = 2", "changed-record"),
        (
            "UPDATE batch SET details = replace(details, '\"level\":4', '\"level\":3')",
            "changed-batch",
        ),
        ("UPDATE event SET actor = 'X' WHERE seq = 2", "broken-ledger"),
        ("DELETE FROM event WHERE seq = 2", "broken-ledger"),
    ],
)
def test_a_catalogue_edited_behind_our_back_is_found(filed: Path, sql: str, code: str) -> None:
    """Digests, places, titles, terms, rosters and events changed with another program show."""
    edited(filed, sql, ("event_never_changed", "event_never_deleted"))
    assert code in {f.code for f in checked(filed)}
