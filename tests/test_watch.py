"""The unattended loop: it files what comes, rests when nothing does, and ends when told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archivist import rounds, watch
from archivist.archive import Archive
from archivist.errors import DamageError, OcrUnavailable, PlaceTaken
from archivist.intake.settle import Scan, Settler
from archivist.keeping import records
from archivist.records.batch import Batch, Subject
from archivist.records.reading import Reading, Unread
from tests.builders import CannedReader, form, opened

Words = list[str]


@contextmanager
def watching(archive: Archive) -> Iterator[Words]:
    """The loop at work in a thread; ended and joined on the way out."""
    said: Words = []
    stop = threading.Event()
    thread = threading.Thread(
        target=lambda: watch.keep_watch(archive, said.append, page=False, stop=stop)
    )
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_what_is_dropped_is_filed_with_no_further_word(archive: Archive, made: Batch) -> None:
    """Files that come while the loop runs are filed and told, one line each."""
    inbox = archive.settings.inbox
    with watching(archive) as said:
        until(lambda: any("Ctrl+C" in word for word in said))
        for number in (1, 2):
            (inbox / f"{number}.pdf").write_bytes(form(made, 20, Subject.SKILL, number))
        until(lambda: len(records.every(archive.catalogue)) == 2)
        until(lambda: sum("已归档" in word for word in said) == 2)
    assert said[-1] == "已停止收件。"


def test_without_file_events_scanning_alone_is_enough(
    archive: Archive, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system gives no notices, that is said and files are found all the same."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("archivist.watch.Observer.schedule", refuse)
    with watching(archive) as said:
        until(lambda: bool(said))
        (archive.settings.inbox / "1.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
        until(lambda: len(records.every(archive.catalogue)) == 1)
    assert any("改为定时查看" in word for word in said)


def test_a_growing_file_does_not_make_the_loop_spin(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the inbox changes, the loop takes breath between two looks."""
    looks: list[float] = []
    whole = Settler.scan

    def counted(settler: Settler, now: float) -> Scan:
        looks.append(now)
        return whole(settler, now)

    monkeypatch.setattr(Settler, "scan", counted)
    with watching(archive) as said:
        until(lambda: bool(said))
        end = time.monotonic() + 1.0
        with (archive.settings.inbox / "film.mp4").open("wb") as file:
            while time.monotonic() < end:
                file.write(b"x")
                file.flush()
                time.sleep(0.001)
        seen = len(looks)
    assert seen <= 1.0 / watch.BREATH_SECONDS + 3


def test_a_missing_tool_is_said_once_and_not_tried_at_every_look(root: Path, made: Batch) -> None:
    """A document that lacks a tool is kept for later; the loop does not read it again and again."""
    lacking = Unread(code=OcrUnavailable.code, facts=(("why", "没有模型"),))
    with opened(root, unread={"1.pdf": lacking}) as archive:
        (archive.settings.inbox / "1.pdf").write_bytes(form(made, 20, Subject.SKILL, 1))
        with watching(archive) as said:
            until(lambda: any("暂未读取" in word for word in said))
            time.sleep(1.5)
        reader = archive.reader
        assert isinstance(reader, CannedReader)
        assert reader.asked == ["1.pdf"]
        assert sum("暂未读取" in word for word in said) == 1


def test_damage_ends_the_loop(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged archive stops everything: the failure comes out of the loop."""

    def damaged(*_: object, **__: object) -> None:
        raise PlaceTaken(path="架位")

    monkeypatch.setattr(rounds, "deal_with", damaged)
    with pytest.raises(DamageError):
        watch.keep_watch(archive, lambda _: None, page=False)


def test_a_stop_in_the_midst_of_a_big_drop_is_heard_between_two_documents(
    archive: Archive, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C does not wait for a thousand files: what is not begun stays in the inbox."""
    for number in range(30):
        text = f"{number}"
        (archive.settings.inbox / f"{number}.pdf").write_bytes(
            form(made, 20, Subject.SKILL, 1, text=text)
        )
    stop = threading.Event()
    reader = archive.reader
    assert isinstance(reader, CannedReader)
    read = reader.read

    def stopped(path: Path, name: str) -> Reading | Unread:
        stop.set()
        return read(path, name)

    monkeypatch.setattr(reader, "read", stopped)
    watch.keep_watch(archive, lambda _: None, page=False, stop=stop)
    assert len(reader.asked) == 1
    assert len(list(archive.settings.inbox.iterdir())) >= 20
