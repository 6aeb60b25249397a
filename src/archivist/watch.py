"""The unattended loop: scanning is the engine, watchdog (its one address) only wakes it."""

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from archivist import rounds
from archivist.archive import Archive
from archivist.errors import ArchivistError, StorageError
from archivist.intake.settle import Scan

Say = Callable[[str], None]
BREATH_SECONDS = 0.2  # between two looks, however often the bell rings
TRY_AGAIN_SECONDS = 600.0  # after a tool was missing


class _Wake(FileSystemEventHandler):
    """Any event means: look now."""

    def __init__(self, bell: threading.Event) -> None:
        self._bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ring the bell; which file it was the scan will see."""
        if event.event_type not in ("opened", "closed_no_write"):
            self._bell.set()


def keep_watch(
    archive: Archive,
    say: Say,
    *,
    page: bool,
    actor: str = "",
    stop: threading.Event | None = None,
) -> None:
    """Look at the inbox until ``stop`` is set or Ctrl+C; one bad document never ends it.

    With ``page`` the local page is open meanwhile; what is decided there is told as ``actor``'s.

    Raises DamageError: a damaged archive stops everything.
    """
    stop = stop or threading.Event()
    bell = threading.Event()
    with _stopping_on_signals(stop, bell):
        _set_right(archive, say)
        say(f"正在值守收件箱 {archive.settings.inbox}，按 Ctrl+C 结束。")
        with _woken(archive, bell, say), _page(archive, say, page, actor):
            _loop(archive, say, stop, bell)
    say("已停止收件。")


def _set_right(archive: Archive, say: Say) -> None:
    recovered = rounds.begin(archive)
    if recovered.any:
        say(
            f"上次没有正常结束，已补齐：归档 {recovered.filed} 件，"
            f"移动或复制 {recovered.refiled} 件，搁置 {recovered.set_aside} 份，"
            f"清理 {recovered.litter + recovered.released} 处。"
        )


def _loop(archive: Archive, say: Say, stop: threading.Event, bell: threading.Event) -> None:
    settler = rounds.settler_for(archive)
    said = ""
    unread: dict[int, float] = {}
    while not stop.is_set():
        now = time.monotonic()
        scan = settler.scan(now)
        unread = {item: since for item, since in unread.items() if now - since < TRY_AGAIN_SECONDS}
        try:
            if said:  # what the trouble left half-way is set right first
                rounds.begin(archive)
            swept = rounds.deal_with(
                archive,
                scan,
                say=lambda sentence: say(f"{_clock()} {sentence}"),
                stopping=stop.is_set,
                later=frozenset(unread),
            )
        except StorageError as problem:
            trouble = str(problem)
        else:
            unread.update((accession.id, now) for accession, _ in swept.unread)
            trouble = str(swept.paused) if swept.paused else ""
        if trouble != said:
            say(f"收件暂停：{trouble}" if trouble else "收件恢复。")
            said = trouble
        stop.wait(BREATH_SECONDS)
        bell.wait(_pause(archive, scan))
        bell.clear()


def _pause(archive: Archive, scan: Scan) -> float:
    """Seconds until the next look: soon when something is about to settle."""
    usual = archive.settings.intake.scan_seconds
    if not scan.waiting:
        return usual
    return min(usual, max(0.2, archive.settings.intake.settle_seconds))


def _clock() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


@contextlib.contextmanager
def _woken(archive: Archive, bell: threading.Event, say: Say) -> Iterator[None]:
    observer = Observer()
    try:
        observer.schedule(_Wake(bell), str(archive.settings.inbox), recursive=True)
        observer.start()
    except OSError as problem:  # too few watches left: scanning alone is enough
        say(f"文件变动通知不可用（{problem.strerror or problem}），改为定时查看。")
        yield
        return
    try:
        yield
    finally:
        observer.stop()
        observer.join()


@contextlib.contextmanager
def _page(archive: Archive, say: Say, wanted: bool, actor: str) -> Iterator[None]:
    if not wanted:
        yield
        return
    from archivist.web.server import serve

    try:
        server = serve(archive, actor)
    except ArchivistError as problem:
        say(str(problem))
        yield
        return
    say(f"网页：{server.address}（只在本机可以打开）")
    try:
        yield
    finally:
        server.close()


@contextlib.contextmanager
def _stopping_on_signals(stop: threading.Event, bell: threading.Event) -> Iterator[None]:
    """Ctrl+C and a polite kill end the loop after the document in hand."""

    def end(*_: object) -> None:
        stop.set()
        bell.set()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {sig: signal.signal(sig, end) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)
