"""Where the page is served, and that it lives beside the watcher."""

import contextlib
import http.client
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from archivist.archive import Archive
from archivist.errors import NoFreePort
from archivist.keeping import records
from archivist.records.batch import Batch, Subject
from archivist.settings import Page
from archivist.web import server as serving
from archivist.web.server import serve
from tests.builders import form
from tests.web.conftest import Browser, drop


def _taken(port: int) -> socket.socket:
    taken = socket.socket()
    taken.bind(("127.0.0.1", port))
    taken.listen()
    return taken


def _serving(archive: Archive) -> list[str]:
    """Threads that still serve this archive's page."""
    name = f"page {archive.settings.page.port}"
    return [thread.name for thread in threading.enumerate() if thread.name == name]


def test_a_taken_port_gives_way_to_the_next(archive: Archive) -> None:
    """Two archives on one computer both get their page; the address says where."""
    wanted = archive.settings.page.port
    with contextlib.closing(_taken(wanted)):
        server = serve(archive)
        with contextlib.closing(server):
            port = int(server.address.rpartition(":")[2])
            assert wanted < port <= wanted + serving.MORE_PORTS
            assert Browser(port).ask("/").status == 200


def test_no_free_port_is_said(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every port taken, a sentence says which ones and what to do."""
    monkeypatch.setattr(serving, "MORE_PORTS", 0)
    wanted = archive.settings.page.port
    with contextlib.closing(_taken(wanted)), pytest.raises(NoFreePort, match=str(wanted)):
        serve(archive)


def test_the_last_port_has_no_next(archive: Archive) -> None:
    """A port at the end of the range does not run over it."""
    archive.settings = replace(archive.settings, page=Page(port=65_535))
    with contextlib.closing(serve(archive)) as server:
        assert server.address == "http://127.0.0.1:65535"


def test_closing_ends_the_page_and_frees_the_port(archive: Archive) -> None:
    """After close nobody answers, and the archive can be closed."""
    server = serve(archive)
    assert _serving(archive)
    server.close()
    with pytest.raises(ConnectionRefusedError):
        Browser(archive.settings.page.port).ask("/")
    assert not _serving(archive)


def test_only_this_computer_is_listened_to(archive: Archive) -> None:
    """The socket is bound to the loopback address, not to every one."""
    with contextlib.closing(serve(archive)), contextlib.closing(socket.socket()) as outside:
        outside.settimeout(1)
        assert outside.connect_ex(("127.0.0.2", archive.settings.page.port)) != 0


def test_pages_are_served_while_documents_come_in(archive: Archive, made: Batch) -> None:
    """Sweeping and looking go on side by side on the one catalogue."""
    answers: list[int] = []
    done = threading.Event()
    with contextlib.closing(serve(archive)):
        browser = Browser(archive.settings.page.port)

        def look() -> None:
            while not done.is_set():
                paths = ("/", "/review", f"/batch?number={made.number}")
                answers.extend(browser.ask(path).status for path in paths)

        looking = threading.Thread(target=look)
        looking.start()
        try:
            for person in made.roster:
                for subject in Subject:
                    name = f"{person.position} {subject}.pdf"
                    drop(archive, name, form(made, 19, subject, person.position))
        finally:
            done.set()
            looking.join()
    assert set(answers) == {200}
    assert records.count(archive.catalogue) == 2 * len(made.roster)


def test_a_connection_that_says_nothing_does_not_keep_it_open(archive: Archive) -> None:
    """An idle browser tab does not hold up the end of the program."""
    server = serve(archive)
    idle = http.client.HTTPConnection("127.0.0.1", archive.settings.page.port)
    idle.connect()
    with contextlib.closing(idle):
        server.close()
    assert not _serving(archive)


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    """No template, style or script names another site."""
    room = Path(serving.__file__).parent
    for path in [*(room / "templates").iterdir(), *(room / "static").iterdir()]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http://" not in text, path.name
        assert "https://" not in text, path.name
