"""A small archive with something filed, something asked and something set aside, and its page."""

import contextlib
import http.client
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.records.batch import Batch
from archivist.records.reading import Unread
from archivist.settings import Page
from archivist.web.server import serve
from tests.builders import CannedReader, form, make_archive, opened, paper, small_batch

CLERK = "周明"
HOSTILE = "<img src=x onerror=alert(1)>&quot;'.pdf"
PNG = b"\x89PNG\r\n\x1a\n picture"
HERE = {"Sec-Fetch-Site": "same-origin"}


class DrawingReader(CannedReader):
    """A canned reader that also draws: always the same picture, or why there is none."""

    drawn: bytes | Unread = PNG

    def picture(self, path: Path, name: str, page: int, dpi: float) -> bytes | Unread:
        """The picture of a file that is there."""
        assert path.is_file(), f"page {page} of {name} at {dpi} dpi"
        return self.drawn


@dataclass(frozen=True, slots=True)
class Told:
    """One answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Browser:
    """Asks the served page as a browser on this computer would."""

    port: int

    def ask(
        self,
        path: str,
        method: str = "GET",
        fields: dict[str, str] | None = None,
        *,
        host: str | None = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Told:
        """One request and its answer; nothing is added that a test did not name, but Host."""
        sent = {"Host": host if host is not None else f"127.0.0.1:{self.port}", **(headers or {})}
        if fields is not None:
            body = urlencode(fields).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port)) as line:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Told(answer.status, found, answer.read())

    def post(self, path: str, **fields: str) -> Told:
        """A form sent from a page of ours."""
        return self.ask(path, "POST", fields, headers=HERE)


def drop(archive: Archive, name: str, data: bytes) -> None:
    """Put a file into the inbox and sweep it."""
    (archive.settings.inbox / name).write_bytes(data)
    rounds.sweep_once(archive)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def at_work(root: Path) -> Iterator[Archive]:
    """The archive open to write, with a reader that draws, its page on a free port."""
    with opened(root) as one:
        one.__dict__["reader"] = DrawingReader()
        one.settings = replace(one.settings, page=Page(port=free_port()))
        yield one


def fill(archive: Archive, batch: Batch) -> None:
    """Record 1 is filed; accession 2 is asked with a suggestion, 3 without, 4 is set aside."""
    drop(archive, "花名册.pdf", form(batch, 2))
    drop(archive, "花名册 再扫.pdf", form(batch, 2))
    drop(archive, HOSTILE, paper("<script>alert(2)</script>"))
    drop(archive, "空.pdf", b"")


@pytest.fixture
def archive(root: Path) -> Iterator[Archive]:
    """The archive with the made-up batch, open to write."""
    with at_work(root) as one:
        yield one


@pytest.fixture
def filled(archive: Archive, made: Batch) -> Archive:
    """The same archive with documents in every state; see ``fill``."""
    fill(archive, made)
    return archive


@pytest.fixture
def browser(filled: Archive) -> Iterator[Browser]:
    """A browser on this computer, before the page of that archive."""
    with contextlib.closing(serve(filled, CLERK)):
        yield Browser(filled.settings.page.port)


@dataclass(frozen=True, slots=True)
class Still:
    """A filled archive, its page and its batch, for many tests that must not change it."""

    archive: Archive
    browser: Browser
    batch: Batch


@pytest.fixture(scope="session")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Still]:
    """One page for all tests that are refused or only look."""
    batch = small_batch()
    with at_work(make_archive(tmp_path_factory.mktemp("still") / "库", batch)) as archive:
        fill(archive, batch)
        with contextlib.closing(serve(archive, CLERK)):
            yield Still(archive, Browser(archive.settings.page.port), batch)
