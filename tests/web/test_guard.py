"""Who is let in, what may be sent, and what every answer carries."""

import pytest

from archivist.archive import Archive
from archivist.errors import NoSuchReview
from archivist.intake import review
from archivist.records.batch import Batch
from archivist.web.app import ROUTES
from archivist.web.guard import HEADERS, MOST_BYTES
from tests.web.conftest import HERE, Browser, Still


def _path(route: str, made: Batch) -> str:
    path = route.replace("{item:int}", "2").replace("{record:int}", "1")
    return f"{path}?number={made.number}" if path == "/batch" else path


ADDRESSES = [(method, path) for method, path, _ in ROUTES]
POSTS = [path for method, path, _ in ROUTES if method == "POST"]
GETS = [path for method, path, _ in ROUTES if method == "GET"]


@pytest.mark.parametrize(("method", "route"), [*ADDRESSES, ("GET", "/static/{name}")])
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_no_address_answers_a_foreign_host(
    still: Still, method: str, route: str, host: str
) -> None:
    """A name that only resolves to this computer gets nothing, whatever it asks for."""
    told = still.browser.ask(
        _path(route, still.batch), method, host=host.format(port=still.browser.port), headers=HERE
    )
    assert told.status == 421
    assert still.batch.number not in told.text
    assert told.headers["content-security-policy"] == HEADERS["content-security-policy"]


def test_a_host_sent_twice_is_refused(still: Still) -> None:
    """Two Host headers cannot smuggle a good one past a bad one."""
    told = still.browser.ask("/", headers={"host": "evil.example"})
    assert told.status in (400, 421)


@pytest.mark.parametrize("route", GETS)
@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_every_page_opens_under_its_own_names(still: Still, route: str, name: str) -> None:
    """Both names of this computer lead to every page, and every answer carries the headers."""
    told = still.browser.ask(_path(route, still.batch), host=f"{name}:{still.browser.port}")
    assert told.status == 200
    missing = {key for key in HEADERS if key not in told.headers}
    assert not missing
    assert told.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("route", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:{port}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_a_post_from_another_site_changes_nothing(
    still: Still,
    route: str,
    headers: dict[str, str],
) -> None:
    """What another site makes this browser send is refused before any desk hears of it."""
    sent = {name: value.format(port=still.browser.port) for name, value in headers.items()}
    fields = {"batch": still.batch.number, "material": "2", "reason": "不要了"}
    told = still.browser.ask(_path(route, still.batch), "POST", fields, headers=sent)
    assert told.status == 403
    assert review.item(still.archive.catalogue, 2).accession.id == 2


def test_an_old_browser_is_known_by_its_origin(browser: Browser, filled: Archive) -> None:
    """Without Sec-Fetch-Site, an Origin that is ours lets a form through."""
    origin = {"Origin": f"http://127.0.0.1:{browser.port}"}
    assert browser.ask("/review/2/accept", "POST", headers=origin).status == 303
    with pytest.raises(NoSuchReview):
        review.item(filled.catalogue, 2)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(still: Still, method: str) -> None:
    """Only looking and sending a form are known here."""
    assert still.browser.ask("/review/2", method, headers=HERE).status == 405


def test_a_page_is_not_posted_to_nor_a_decision_fetched(still: Still) -> None:
    """Following a link never decides anything."""
    assert still.browser.ask("/review/2/accept").status == 405
    assert still.browser.ask("/", "POST", headers=HERE).status == 405


def test_a_large_body_is_refused(still: Still) -> None:
    """A form has a few lines; more than the cap is not even read."""
    body = b"reason=" + b"x" * MOST_BYTES
    assert still.browser.ask("/review/2/refuse", "POST", body=body, headers=HERE).status == 413
    assert review.item(still.archive.catalogue, 2).accession.id == 2


def test_a_large_body_of_unstated_length_is_refused(still: Still) -> None:
    """A body sent in pieces is counted as it comes."""
    piece = b"a" * 0x4000
    body = b"4000\r\n" + piece + b"\r\n"
    headers = {**HERE, "Transfer-Encoding": "chunked"}
    told = still.browser.ask(
        "/review/2/refuse", "POST", body=body * 5 + b"0\r\n\r\n", headers=headers
    )
    assert told.status == 413
