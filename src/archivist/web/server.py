"""The server of the page: one thread of the process that writes, on this computer only.

It is bound to 127.0.0.1 and knows neither users nor sessions yet: whoever sits at this computer
is taken to be the clerk, and the system account's name goes into the ledger. uvicorn has its one
address here.
"""

import contextlib
import errno
import getpass
import socket
import sys
import threading
import time
from dataclasses import dataclass

import uvicorn

from archivist.archive import Archive
from archivist.errors import NoFreePort
from archivist.web.answers import Office
from archivist.web.app import pages

LOOPBACK = "127.0.0.1"
MORE_PORTS = 20
CONNECTIONS = 64
STOP_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Server:
    """A page that is being served until ``close``."""

    address: str
    _server: uvicorn.Server
    _thread: threading.Thread

    def close(self) -> None:
        """Stop serving; requests under way get two seconds."""
        self._server.should_exit = True
        self._thread.join(STOP_SECONDS * 3)


def serve(archive: Archive, actor: str = "") -> Server:
    """Serve the page of an archive that is open for writing, in a thread of its own.

    The port is that of the settings or, if it is taken, the next free one of the twenty after it.
    ``actor`` is named in the ledger; without it the system account is.

    Raises NoFreePort.
    """
    listening = _listening(archive.settings.page.port)
    port = listening.getsockname()[1]
    office = Office(archive=archive, actor=actor or _account())
    config = uvicorn.Config(
        pages(office, port),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = uvicorn.Server(config)

    def run() -> None:
        with contextlib.closing(listening):
            server.run(sockets=[listening])

    thread = threading.Thread(target=run, name=f"page {port}", daemon=True)
    thread.start()
    while thread.is_alive() and not server.started:
        time.sleep(0.005)
    return Server(f"http://{LOOPBACK}:{port}", server, thread)


def _listening(first: int) -> socket.socket:
    """A socket that listens on the first free port from ``first`` on. Raises NoFreePort."""
    last = min(first + MORE_PORTS, 65_535)
    why = ""
    for port in range(first, last + 1):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if sys.platform == "win32":  # there, reuse would let another program take it over
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((LOOPBACK, port))
            listening.listen(CONNECTIONS)
        except OSError as problem:
            listening.close()
            taken = problem.errno == errno.EADDRINUSE
            why = "已被占用" if taken else problem.strerror or str(problem)
        else:
            return listening
    raise NoFreePort(first=first, last=last, why=why)


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "本机用户"
