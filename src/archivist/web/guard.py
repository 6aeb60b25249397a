"""The guard before every page: who is let in, what may be sent, and the headers of each answer.

A page in another tab can make this browser ask 127.0.0.1, and a name that resolves to 127.0.0.1
can make it look like the same site. So the Host list is checked first on every request, and what
changes something must come from a page of ours (Sec-Fetch-Site, or Origin where a browser does
not send that).
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from archivist.errors import ArchivistError, CrossSite, NoSuchPage, RequestTooLarge, WrongHost

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST_BYTES = 64 << 10
SAFE = ("GET", "HEAD")
CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "no-store",
}


class Guard:
    """Wraps the pages. ``port`` is the one we listen on."""

    def __init__(self, app: App, port: int) -> None:
        self._app = app
        self._address = f"http://127.0.0.1:{port}"
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        if port == 80:
            self._hosts |= {"127.0.0.1", "localhost"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it in words."""
        if scope["type"] != "http":
            return
        guarded = _with_headers(send)
        heard = _heard(scope)
        refusal = self._refusal(scope["method"], heard)
        if refusal is not None:
            await _refuse(guarded, *refusal)
            return
        body = b""
        if scope["method"] not in SAFE:
            taken = await _body(heard, receive)
            if taken is None:
                await _refuse(guarded, 413, RequestTooLarge(limit=f"{MOST_BYTES >> 10} KB"))
                return
            body = taken
        await self._app(scope, _replayed(body, receive), guarded)

    def _refusal(
        self, method: str, heard: dict[str, list[str]]
    ) -> tuple[int, ArchivistError] | None:
        hosts = heard.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 421, WrongHost(address=self._address)
        if method in SAFE:
            return None
        if method != "POST":
            return 405, NoSuchPage()
        return None if _comes_from_us(hosts[0].lower(), heard) else (403, CrossSite())


def _comes_from_us(host: str, heard: dict[str, list[str]]) -> bool:
    """Whether what changes something was sent by a page of ours."""
    site = heard.get("sec-fetch-site")
    if site is not None:
        return site in (["same-origin"], ["none"])
    return heard.get("origin") == [f"http://{host}"]


def _heard(scope: Scope) -> dict[str, list[str]]:
    heard: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        heard.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return heard


async def _body(heard: dict[str, list[str]], receive: Receive) -> bytes | None:
    """The whole body, or None as soon as it is known to be too large."""
    stated = heard.get("content-length", ["0"])[0]
    if not stated.isdigit() or int(stated) > MOST_BYTES:
        return None
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return body


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Gives the body once more; afterwards only the end of the connection is heard."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = list(message.get("headers", []))
            names = {name.lower() for name, _ in given}
            given += [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in names
            ]
            message = {**message, "headers": given}
        await send(message)

    return guarded


async def _refuse(send: Send, status: int, error: ArchivistError) -> None:
    text = f"{error}（{error.code}）\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
