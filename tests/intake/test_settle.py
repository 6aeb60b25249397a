"""Settling: only what is whole and quiet is taken; the rest waits, or is named."""

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from archivist.errors import CannotOpen, EmptyFile, NotAFile, Truncated
from archivist.intake.settle import DEPTH, Scan, Settler
from tests.builders import paper

WHOLE = paper("一页".encode().hex())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def names(scan: Scan) -> list[str]:
    return [arrival.name for arrival in scan.settled]


def settled_at_once(inbox: Path) -> Scan:
    """What two looks far apart take."""
    settler = Settler(inbox, 3.0)
    settler.scan(0.0)
    return settler.scan(1000.0)


def test_a_file_is_taken_after_two_looks_and_the_quiet_time(inbox: Path) -> None:
    """Neither the first look nor a second one too soon takes a file; a quiet one is taken."""
    (inbox / "a.pdf").write_bytes(WHOLE)
    settler = Settler(inbox, 3.0)
    assert names(settler.scan(100.0)) == []
    assert names(settler.scan(102.9)) == []
    assert names(settler.scan(103.0)) == ["a.pdf"]


def test_one_look_is_never_enough(inbox: Path) -> None:
    """Even with no quiet time asked, a file must be seen unchanged twice."""
    (inbox / "a.pdf").write_bytes(WHOLE)
    settler = Settler(inbox, 0.0)
    assert settler.scan(5.0).waiting == (inbox / "a.pdf",)
    assert names(settler.scan(5.0)) == ["a.pdf"]


@pytest.mark.parametrize("change", ["size", "time", "inode"])
def test_any_change_starts_the_quiet_time_anew(inbox: Path, change: str) -> None:
    """A file that grows, is touched, or is replaced by another waits its whole time again."""
    path = inbox / "a.pdf"
    path.write_bytes(WHOLE)
    settler = Settler(inbox, 3.0)
    settler.scan(0.0)
    seen = path.stat()
    if change == "size":
        path.write_bytes(b"%" + WHOLE)
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    elif change == "time":
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))
    else:
        (inbox / "b.pdf").write_bytes(WHOLE)
        (inbox / "b.pdf").replace(path)
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert names(settler.scan(10.0)) == []
    assert names(settler.scan(12.9)) == []
    assert names(settler.scan(13.0)) == ["a.pdf"]


def test_a_slow_writer_is_waited_for_and_taken_once_whole(inbox: Path) -> None:
    """A file that comes in pieces with pauses longer than the quiet time is taken only whole."""
    settler = Settler(inbox, 1.0)
    now = 0.0
    for end in range(40, len(WHOLE), 60):
        (inbox / "a.pdf").write_bytes(WHOLE[:end])
        for _ in range(3):
            now += 2.0
            scan = settler.scan(now)
            assert (names(scan), scan.broken) == ([], ())
    (inbox / "a.pdf").write_bytes(WHOLE)
    settler.scan(now)
    assert names(settler.scan(now + 2.0)) == ["a.pdf"]


@pytest.mark.parametrize(("data", "error"), [(b"", EmptyFile), (WHOLE[:90], Truncated)])
def test_what_stays_incomplete_is_broken_after_the_patience(
    inbox: Path, data: bytes, error: type[Exception]
) -> None:
    """An empty or cut-off file waits for its writer, and is given up after a minute."""
    (inbox / "a.pdf").write_bytes(data)
    settler = Settler(inbox, 3.0)
    settler.scan(0.0)
    assert settler.scan(59.0).waiting == (inbox / "a.pdf",)
    (broken,) = settler.scan(60.0).broken
    assert isinstance(broken.error, error)
    assert broken.arrival.path == inbox / "a.pdf"


def test_an_incomplete_file_that_is_completed_is_taken(inbox: Path) -> None:
    """Completed within the patience, a file is like any other."""
    settler = Settler(inbox, 3.0)
    (inbox / "a.pdf").write_bytes(WHOLE[:90])
    settler.scan(0.0)
    settler.scan(50.0)
    (inbox / "a.pdf").write_bytes(WHOLE)
    assert settler.scan(60.0).broken == ()
    assert names(settler.scan(63.0)) == ["a.pdf"]


def test_a_file_that_cannot_be_opened_waits_and_is_named(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in use elsewhere is never given up; after the patience the clerk is told."""
    (inbox / "a.pdf").write_bytes(WHOLE)

    def refuse(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    settler = Settler(inbox, 3.0)
    settler.scan(0.0)
    with monkeypatch.context() as patch:
        patch.setattr("archivist.intake.settle.sniff.sniff", refuse)
        assert settler.scan(30.0).refused == ()
        late = settler.scan(3000.0)
    assert (late.settled, late.broken, late.waiting) == ((), (), (inbox / "a.pdf",))
    assert isinstance(late.refused[0].error, CannotOpen)
    assert names(settler.scan(3001.0)) == ["a.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "._a.pdf", ".DS_Store", "Thumbs.db", "thumbs.DB", "desktop.ini", "~$a.docx",
        ".~lock.a.odt#", "a.pdf.part", "a.tmp", "a.crdownload", "a.PARTIAL",
        "~syncthing~a.pdf.tmp", ".nfs0001", ".archivist-release-00", ".gitkeep",
    ],
)  # fmt: skip
def test_other_programs_leavings_are_ignored_and_counted(inbox: Path, name: str) -> None:
    """Temporary and hidden files of other programs are left where they are."""
    (inbox / name).write_bytes(WHOLE)
    scan = settled_at_once(inbox)
    assert (names(scan), scan.ignored, scan.refused) == ([], 1, ())
    assert (inbox / name).exists()


@pytest.mark.parametrize(
    "name", ["weird~$name.pdf", "a.part.pdf", "tmp.pdf", "Thumbs.db.pdf", "~a.pdf"]
)
def test_names_that_only_look_temporary_are_taken(inbox: Path, name: str) -> None:
    """The list of leavings is anchored: a document is not ignored for a part of its name."""
    (inbox / name).write_bytes(WHOLE)
    assert names(settled_at_once(inbox)) == [name]


def test_what_is_no_file_is_refused_and_left_alone(inbox: Path) -> None:
    """Links, pipes, sockets and folders called like documents are named; nothing is opened."""
    target = inbox.parent / "secret.pdf"
    target.write_bytes(WHOLE)
    (inbox / "link.pdf").symlink_to(target)
    (inbox / "linked folder").symlink_to(inbox.parent)
    (inbox / "folder.pdf").mkdir()
    (inbox / "folder.pdf" / "inside.pdf").write_bytes(WHOLE)
    os.mkfifo(inbox / "pipe.pdf")
    plug = socket.socket(socket.AF_UNIX)
    plug.bind(os.path.relpath(inbox / "s"))
    scan = settled_at_once(inbox)
    plug.close()
    assert names(scan) == []
    assert {item.path.name for item in scan.refused} == {
        *("link.pdf", "linked folder", "folder.pdf", "pipe.pdf", "s"),
    }
    assert all(isinstance(item.error, NotAFile) for item in scan.refused)


def test_the_first_folder_hints_at_the_batch_and_the_depth_is_bounded(inbox: Path) -> None:
    """A folder in the inbox tells the batch, however deep; too deep a folder is refused."""
    (inbox / "甲").mkdir()
    (inbox / "甲" / "a.pdf").write_bytes(WHOLE)
    deep = inbox.joinpath("乙", *["x"] * (DEPTH - 1))
    (deep / "too deep").mkdir(parents=True)
    (deep / "b.pdf").write_bytes(WHOLE)
    (deep / "too deep" / "c.pdf").write_bytes(WHOLE)
    scan = settled_at_once(inbox)
    assert {(a.name, a.batch_hint) for a in scan.settled} == {("a.pdf", "甲"), ("b.pdf", "乙")}
    assert [item.path.name for item in scan.refused] == ["too deep"]


def test_a_folder_that_cannot_be_listed_is_named_and_the_others_are_seen(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One closed folder does not hide the rest of the inbox."""
    (inbox / "closed").mkdir()
    (inbox / "a.pdf").write_bytes(WHOLE)
    scandir = os.scandir

    def closed(folder: Path) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", closed)
    scan = settled_at_once(inbox)
    assert names(scan) == ["a.pdf"]
    assert [item.path.name for item in scan.refused] == ["closed"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (unicodedata.normalize("NFC", "é考生.pdf").encode(), "é考生.pdf"),
        (unicodedata.normalize("NFD", "é考生.pdf").encode(), "é考生.pdf"),
        ("考生签到表.pdf".encode("gb18030"), "考生签到表.pdf"),
        (("长" * 83 + "xx.pdf").encode(), "长" * 83 + "xx.pdf"),
        ("换\n行\x07.pdf".encode(), "换\N{REPLACEMENT CHARACTER}行\N{REPLACEMENT CHARACTER}.pdf"),
        ("fdp.\u202ea.pdf".encode(), "fdp.\N{REPLACEMENT CHARACTER}a.pdf"),
    ],
    ids=["NFC", "NFD", "GB18030", "255 bytes", "control", "direction"],
)
def test_names_are_kept_raw_for_access_and_shown_clean(inbox: Path, raw: bytes, said: str) -> None:
    """Whatever bytes a name is made of, the file is found by them and shown in clean NFC."""
    path = inbox / os.fsdecode(raw)
    path.write_bytes(WHOLE)
    (arrival,) = settled_at_once(inbox).settled
    assert (arrival.name, os.fsencode(arrival.path.name)) == (said, raw)


def test_an_inbox_that_is_away_is_named(tmp_path: Path) -> None:
    """A share that is not there now is said, and nothing else happens."""
    scan = settled_at_once(tmp_path / "away")
    assert isinstance(scan.refused[0].error, CannotOpen)
