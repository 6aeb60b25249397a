"""What the pages show, and what they make of what is not there or is hostile."""

import logging
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from archivist.archive import Archive
from archivist.errors import Unreadable
from archivist.intake.enrol import enrol
from archivist.intake.physical import add_piece
from archivist.keeping import batches, notices, records
from archivist.records.batch import Batch
from archivist.records.reading import Unread
from tests.builders import ACTOR
from tests.web.conftest import CLERK, HOSTILE, PNG, Browser, DrawingReader, Still, drop

KNOWN = {"img": {"src", "alt", "loading"}, "script": {"src", "defer"}}


class _Marks(HTMLParser):
    """Collects what a browser would act upon."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attrs):
            self.strange.append("script of its own")
        for name, value in attrs:
            known = KNOWN.get(tag)
            if name.startswith("on") or name == "style" or (known and name not in known):
                self.strange.append(f"{tag} {name}")
            if name in ("src", "href", "action", "formaction") and not (value or "").startswith(
                ("/", "#")
            ):
                self.strange.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _marks(html: str) -> _Marks:
    marks = _Marks()
    marks.feed(html)
    return marks


@pytest.mark.parametrize("path", ["/", "/review", "/review/3", "/batches", "/batch?number={n}"])
def test_hostile_strings_stay_text(
    browser: Browser, filled: Archive, made: Batch, path: str
) -> None:
    """File names, names of people and titles are shown as they are and never become markup."""
    evil = replace(made.roster[0], name="<script>alert(3)</script>")
    worse = replace(made, agency='"><svg onload=alert(4)>', roster=(evil, *made.roster[1:]))
    enrol(filled.catalogue, filled.pack, worse, ACTOR, correct=True)
    (filled.settings.inbox / "<b onclick=alert(5)>.pdf").mkdir()
    drop(filled, "javascript:alert(6).pdf", b"")
    told = browser.ask(path.format(n=made.number))
    assert told.status == 200
    assert _marks(told.text).strange == []


def test_a_hostile_name_is_readable(browser: Browser) -> None:
    """The clerk sees the very name the file has."""
    assert HOSTILE in "".join(_marks(browser.ask("/review").text).words)


def test_the_front_page_says_what_is_where(browser: Browser, filled: Archive, made: Batch) -> None:
    """Counts, what the inbox will not give, what was filed and how far the batch is."""
    (filled.settings.inbox / "目录.pdf").mkdir()
    drop(filled, "又一份.pdf", b"")
    (filled.settings.inbox / "刚放进来.pdf").write_bytes(b"%PDF")
    words = "".join(_marks(browser.ask("/").text).words)
    for expected in (
        "目录.pdf",
        "不是普通文件",
        "刚放进来.pdf",
        "报名人员花名册",
        made.number,
        "已有 1",
    ):
        assert expected in words
    assert str(filled.settings.inbox) + "/目录" not in words


def test_a_full_disk_is_said_on_the_front_page(browser: Browser, filled: Archive) -> None:
    """When intake pauses, the page says why."""
    intake = replace(filled.settings.intake, free_space_mb=10**9)
    filled.settings = replace(filled.settings, intake=intake)
    assert "收件暂停：硬盘空间不足" in browser.ask("/").text


def test_what_waits_is_listed_with_reason_and_suggestion(browser: Browser, made: Batch) -> None:
    """A question shows its suggestion in words; a set-aside document its trouble."""
    words = "".join(_marks(browser.ask("/review").text).words)
    assert f"{made.number} · 第 2 项" in words
    assert "一字不差" in words
    assert "文件“空.pdf”是空的" in words


def test_a_long_queue_is_cut_into_pages(browser: Browser, filled: Archive) -> None:
    """Each page shows at most twenty, and no page number leads astray."""
    for number in range(22):
        (filled.settings.inbox / f"无题{number:02d}.pdf").write_bytes(f"%PDF {number}".encode())
    drop(filled, "无题22.pdf", b"%PDF-1.4\n%%EOF")
    first, last = browser.ask("/review").text, browser.ask("/review?page=99").text
    assert "第 1 页，共 2 页" in first
    assert "第 2 页，共 2 页" in last
    assert first.count("<tr>") <= 21
    assert browser.ask("/review?page=x").status == 400


def test_the_batch_page_shows_checklist_and_records(
    browser: Browser, filled: Archive, made: Batch
) -> None:
    """Facts, each line of the checklist with its reason, each record with its place."""
    held = batches.held(filled.catalogue, made.number)
    add_piece(
        filled.catalogue,
        filled.pack,
        held,
        material=22,
        count=3,
        carrier="piece",
        location="工件库 2 架",
        actor=ACTOR,
    )
    words = "".join(_marks(browser.ask(f"/batch?number={made.number}").text).words)
    for expected in (
        made.agency,
        "应在考前 15 天",
        "已有 1 件",
        "花名册.pdf",
        "工件库 2 架",
        "未编号",
    ):
        assert expected in words


def test_a_batch_number_may_hold_anything(browser: Browser, filled: Archive, made: Batch) -> None:
    """A number with slashes, signs and markup has its page all the same."""
    odd = replace(made, number="甲/乙?&#<b>..%2f ")
    enrol(filled.catalogue, filled.pack, odd, ACTOR)
    link = f"/batch?number={quote(odd.number)}"
    assert link.replace("%20", "") in browser.ask("/batches").text.replace("%20", "")
    assert browser.ask(link).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/review/99",
        "/review/1",
        "/review/99/file",
        "/review/1/file",
        "/review/99/picture",
        "/review/99/thumbnail",
        "/records/99/file",
        "/batch?number=没有",
        "/batch",
        "/nothing",
        "/review/",
        "/review/x",
        "/review/9999999999999999999999",
        "/records/99999999999999999999999/file",
        "/static/nothing.css",
        "/static/..%2fserver.py",
        "/static/../server.py",
    ],
)
def test_what_is_not_there_is_said_in_words(still: Still, path: str) -> None:
    """Unknown ids and addresses give a Chinese page with status 404, also ids nothing can have."""
    told = still.browser.ask(quote(path, safe="/?=%.:"))
    assert told.status == 404
    assert "没有" in told.text
    assert "import" not in told.text.replace("batch import", "")


def test_an_original_leaves_as_an_attachment(browser: Browser, filled: Archive) -> None:
    """The very bytes, to be saved under the shelf's name, never to be shown in the browser."""
    record = records.get(filled.catalogue, 1)
    told = browser.ask("/records/1/file")
    assert told.body == filled.shelf.path(record.place).read_bytes()
    name = quote(Path(record.place).name)
    assert told.headers["content-disposition"] == f"attachment; filename*=utf-8''{name}"
    assert told.headers["content-type"] == "application/octet-stream"
    assert told.headers["content-security-policy"].startswith("sandbox")
    assert told.headers["x-content-type-options"] == "nosniff"


def test_a_waiting_document_can_be_saved_too(browser: Browser) -> None:
    """What cannot be previewed can be looked at with its own program; its name stays harmless."""
    told = browser.ask("/review/3/file")
    assert b"CANNED" in told.body
    assert '"' not in told.headers["content-disposition"]
    assert "<" not in told.headers["content-disposition"]


def test_a_lost_original_is_said(browser: Browser, filled: Archive) -> None:
    """A file that is not on its shelf is named, with what to do."""
    filled.shelf.path(records.get(filled.catalogue, 1).place).unlink()
    told = browser.ask("/records/1/file")
    assert told.status == 410
    assert "不在它的架位上" in told.text


def test_the_picture_comes_from_the_reading_workers(browser: Browser, filled: Archive) -> None:
    """Page 1 is shown as a picture; a document that cannot be drawn is said, not served."""
    told = browser.ask("/review/2/picture")
    assert (told.status, told.headers["content-type"], told.body) == (200, "image/png", PNG)
    reader = filled.reader
    assert isinstance(reader, DrawingReader)
    reader.drawn = Unread(code=Unreadable.code, facts=(("why", "坏了"),))
    assert browser.ask("/review/2/thumbnail").status == 422


def test_a_slip_of_ours_shows_no_inside(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An unforeseen failure gives a calm page; neither page nor log tells what it was about."""

    def fail(*_: object) -> None:
        raise RuntimeError("身份证 990000199001011234")

    monkeypatch.setattr(notices, "every", fail)
    with caplog.at_level(logging.ERROR):
        told = browser.ask("/")
    assert told.status == 500
    assert "程序出了差错" in told.text
    assert "990000" not in told.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_the_page_names_who_works(browser: Browser) -> None:
    """The clerk sees under which name decisions are written down."""
    assert f"操作人：{CLERK}" in browser.ask("/").text
