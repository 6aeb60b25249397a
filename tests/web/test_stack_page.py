"""A stack on the page: every sheet in its group, each click one act of the desk, nothing lost."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.errors import Unreadable
from archivist.intake import laid_out, recut, review
from archivist.intake.enrol import enrol
from archivist.intake.file_away import Destination
from archivist.intake.laid_out import Duplex
from archivist.keeping import accessions, ledger, records
from archivist.records.batch import Subject
from archivist.records.reading import PageText, Reading, Unread
from archivist.settings import Page
from archivist.web.server import serve
from archivist.web.thumbnails import Thumbnails
from tests.builders import ACTOR, make_archive, opened, sha256
from tests.intake.papers import BATCH, BATCHES
from tests.intake.test_stacks import SHEET, StackReader, of_pages, page, pdf, sheet
from tests.web.conftest import CLERK, PNG, Browser, free_port
from tests.web.test_pages import _marks

ONE, TWO = BATCH.roster[:2]
STACK = (
    page(1, sheet(1)),
    page(2, SHEET),
    page(3, "", ink=0.0),
    page(4, "", ink=0.02),
    page(5, sheet(2)),
    page(6, "食堂一周菜单"),
)
CUTS = [(1,), (2, 4), (5,), (6,)]


@dataclass
class ShowingReader(StackReader):
    """Reads what it was told and draws every page, counting which."""

    readings: dict[str, Reading] = field(default_factory=dict)
    drawn: list[int] = field(default_factory=list)
    trouble: Unread | None = None

    def picture(self, path: Path, name: str, number: int, dpi: float) -> bytes | Unread:
        """The picture of a page of a file that is there."""
        assert path.is_file(), f"{name} at {dpi} dpi"
        self.drawn.append(number)
        return self.trouble or PNG + bytes([number])


@dataclass(frozen=True, slots=True)
class Desk:
    """An archive with a stack that waits as number 1, and a browser before its page."""

    archive: Archive
    browser: Browser
    reader: ShowingReader

    def put(self, *pages: PageText, name: str) -> int:
        """The number of another file of these pages that waits."""
        data = pdf(len(pages))
        self.reader.readings[sha256(data)] = of_pages(*pages)
        folder = self.archive.settings.inbox / BATCH.number
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        rounds.sweep_once(self.archive)
        return review.queue(self.archive.catalogue)[-1].accession.id

    @property
    def groups(self) -> list[tuple[int, ...]]:
        """The groups of the stack, as the desk has them."""
        return list(laid_out.look_at(self.archive.catalogue, 1).groups)

    @property
    def text(self) -> str:
        """The page of the stack."""
        return self.browser.ask("/review/1").text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(make_archive(tmp_path, *BATCHES)) as archive:
        reader = ShowingReader()
        archive.__dict__["reader"] = reader
        archive.settings = replace(archive.settings, page=Page(port=free_port()))
        with contextlib.closing(serve(archive, CLERK)):
            one = Desk(archive, Browser(archive.settings.page.port), reader)
            one.put(*STACK, name="一叠.pdf")
            recut.split(archive.catalogue, archive.pack, 1, [2, 5, 6], CLERK)
            yield one


def buttons(html: str) -> list[dict[str, str]]:
    """The attributes of every button, with its words as "words"."""
    found: list[dict[str, str]] = []

    class Buttons(HTMLParser):
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "button":
                self.inside = True
                found.append({"words": "", **{name: value or "" for name, value in attrs}})

        def handle_endtag(self, tag: str) -> None:
            self.inside = self.inside and tag != "button"

        def handle_data(self, data: str) -> None:
            if self.inside:
                found[-1]["words"] += data.strip()

    Buttons().feed(html)
    return found


def presses(html: str, act: str) -> list[str]:
    """The pages for which there is a button of this act."""
    return [one["value"] for one in buttons(html) if one.get("formaction", "").endswith(f"/{act}")]


def test_every_sheet_is_shown_once_in_its_group(desk: Desk) -> None:
    """Small pictures in order, what each group is held to be and lacks, grey where nothing is."""
    text = desk.text
    shown = re.findall(r'src="/review/1/thumbnail\?page=(\d+)"', text)
    assert shown == ["1", "2", "3", "4", "5", "6"]
    assert text.count('class="one out"') == 1
    assert "空白页" in text
    assert f"第 20 项 考生技能评分记录表 · 技能 · {ONE.name}" in text
    assert "还缺考生" in text
    assert "归档 2 份，" in re.sub(r"<[^>]+>", "", text)
    assert "2 份拆开以后单独确认" in text
    assert presses(text, "cut") == ["4"]
    assert presses(text, "join") == ["2", "5", "6"]
    assert presses(text, "leave-out") == ["1", "2", "4", "5", "6"]
    assert presses(text, "put-back") == ["3"]


def test_the_page_needs_neither_mouse_nor_script(desk: Desk) -> None:
    """Each act is a button of a form, has words for who cannot see it, and no handler of ours."""
    text = desk.text
    assert _marks(text).strange == []
    for one in buttons(text):
        assert one.get("aria-label") or one["words"], one
        assert one.get("type", "submit") == "submit"
    marks = [one["id"] for one in buttons(text) if "id" in one]
    assert len(marks) == len(set(marks))


def test_clicks_between_pages_cut_and_join(desk: Desk) -> None:
    """The desk does it, the ledger names the clerk, the page comes back at that very place."""
    told = desk.browser.post("/review/1/cut", page="4")
    assert (told.status, told.headers["location"]) == (303, "/review/1#p4")
    assert desk.groups == [(1,), (2,), (4,), (5,), (6,)]
    assert 'id="p4"' in desk.text
    assert ledger.events(desk.archive.catalogue, "accession/1")[-1].actor == CLERK
    told = desk.browser.post("/review/1/join", page="2")
    assert (told.status, desk.groups) == (303, [(1, 2), (4,), (5,), (6,)])
    assert records.every(desk.archive.catalogue) == ()


def test_pages_are_left_out_and_put_back(desk: Desk) -> None:
    """What is no document is taken out, and a page taken for blank comes back."""
    assert desk.browser.post("/review/1/leave-out", page="6").status == 303
    assert desk.groups == CUTS[:3]
    assert "6 不要" in desk.text
    told = desk.browser.post("/review/1/put-back", page="3")
    assert told.headers["location"] == "/review/1#d3"
    assert desk.groups == [(1,), (2, 3, 4), (5,)]


def test_the_backs_are_put_behind_their_fronts(desk: Desk) -> None:
    """One button a way to lie; the one that holds cannot be pressed."""
    ways = {one["value"]: "disabled" in one for one in buttons(desk.text) if "backs" in str(one)}
    assert ways == {"no": True, "turned": False, "same": False}
    told = desk.browser.post("/review/1/interleave", backs="turned")
    assert told.status == 303
    stack = laid_out.look_at(desk.archive.catalogue, 1)
    assert (stack.duplex, stack.order) == (Duplex.TURNED, (1, 6, 2, 5, 3, 4))
    shown = re.findall(r'src="/review/1/thumbnail\?page=(\d+)"', desk.text)
    assert shown == ["1", "6", "2", "5", "3", "4"]


def test_a_part_is_said_to_be_something(desk: Desk) -> None:
    """The form stands in its group, knows the roster, and what it says is shown and filed."""
    assert 'id="part"' not in desk.text
    form = desk.browser.ask("/review/1?part=2").text
    assert form.count('id="part"') == 1
    assert TWO.name in form
    assert f'value="{BATCH.number}" selected' in form
    told = desk.browser.post(
        "/review/1/part",
        part="2",
        pages="2,4",
        batch=BATCH.number,
        material="20",
        subject="skill",
        candidate=str(TWO.position),
    )
    assert (told.status, told.headers["location"]) == (303, "/review/1#e2")
    assert 'id="e2"' in desk.text
    assert f"由“{CLERK}”指定" in desk.text
    part = laid_out.look_at(desk.archive.catalogue, 1).parts[1]
    assert (part.found.subject, part.found.candidate) == (Subject.SKILL, TWO.position)


def test_what_nobody_is_sure_of_is_marked(desk: Desk) -> None:
    """A part that could be filed but is not certain asks to be looked at; one that a person said
    what it is does not."""
    assert "请核对" not in desk.text
    found = review.item(desk.archive.catalogue, 1).recognition
    assert found is not None
    first = replace(found.parts[0], found=replace(found.parts[0].found, auto=False))
    with desk.archive.catalogue.transaction():
        shaken = replace(found, parts=(first, *found.parts[1:]))
        accessions.keep_recognition(desk.archive.catalogue, 1, shaken)
    assert desk.text.count('class="mark partial">请核对') == 1
    assert "其中 1 份请先核对" in desk.text
    to = Destination(batch=BATCH.number, material=20, subject=Subject.SKILL, candidate=1)
    recut.assign_part(desk.archive.catalogue, desk.archive.pack, 1, [1], to, CLERK)
    assert "核对" not in desk.text


def test_a_part_is_left_open(desk: Desk) -> None:
    """A suggestion that does not fit is put off until the stack is cut."""
    told = desk.browser.post("/review/1/part", part="1", pages="1", material="open")
    assert told.status == 303
    assert laid_out.look_at(desk.archive.catalogue, 1).parts[0].found.material is None


def test_accepting_files_all_that_is_clear(desk: Desk) -> None:
    """Both clear parts are filed, the others wait, and the list says so."""
    seal = review.seal(laid_out.look_at(desk.archive.catalogue, 1).parts)
    assert f'name="shown" value="{seal}"' in desk.text
    told = desk.browser.post("/review/1/accept", shown=seal)
    assert told.status == 303
    assert [one.candidate for one in records.every(desk.archive.catalogue)] == [1, 2]
    text = desk.browser.ask(told.headers["location"]).text
    assert "“一叠.pdf”已拆开：归档 2 件，2 份还要确认" in text
    waiting = {one.accession.pages for one in review.queue(desk.archive.catalogue)}
    assert waiting == {(2, 4), (6,)}
    assert desk.browser.ask("/review/1").status == 404


def test_only_what_was_shown_is_accepted(desk: Desk) -> None:
    """A page that was open while the cuts were moved elsewhere files nothing."""
    seal = review.seal(laid_out.look_at(desk.archive.catalogue, 1).parts)
    desk.browser.post("/review/1/cut", page="4")
    told = desk.browser.post("/review/1/accept", shown=seal)
    assert told.status == 400
    assert "已经改动" in told.text
    assert records.every(desk.archive.catalogue) == ()


@pytest.mark.parametrize(
    ("act", "fields", "says"),
    [
        ("cut", {}, "看不懂"),
        ("cut", {"page": "二"}, "看不懂"),
        ("cut", {"page": "99"}, "没有第 99 页"),
        ("cut", {"page": "3"}, "不在任何一份里"),
        ("join", {"page": "1"}, "前面没有别的一份"),
        ("leave-out", {"page": "0"}, "没有第 0 页"),
        ("put-back", {"page": "7"}, "没有第 7 页"),
        ("interleave", {}, "看不懂"),
        ("interleave", {"backs": "sideways"}, "看不懂"),
        ("part", {"pages": "1,2", "material": "open"}, "不是现在的一份"),
        ("part", {"pages": "", "material": "open"}, "不是现在的一份"),
        ("part", {"pages": "一", "material": "open"}, "看不懂"),
        ("part", {"pages": "1", "batch": ""}, "批次"),
        ("part", {"pages": "1", "batch": "没有", "material": "5"}, "没有批次"),
        ("part", {"pages": "1", "material": "99"}, "没有第 99 项"),
        ("part", {"pages": "1", "material": "20"}, "考生"),
        ("part", {"pages": "1", "material": "19", "candidate": "1"}, "科目"),
        ("part", {"pages": "1", "material": "20", "candidate": "77"}, "找不到考生"),
        ("part", {"pages": "1", "material": "extra", "extra": "照片"}, "先拆开"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    desk: Desk, act: str, fields: dict[str, str], says: str
) -> None:
    """The stack stays as it was, the page says in Chinese what is wrong and can go on."""
    before = ledger.head(desk.archive.catalogue)
    given = {"part": "1", "batch": BATCH.number, **fields} if act == "part" else fields
    told = desk.browser.post(f"/review/1/{act}", **given)
    assert told.status in (400, 404)
    assert says in told.text
    assert 'id="cuts"' in told.text
    assert ('id="part"' in told.text) == (act == "part")
    if given.get("material", "").isdigit() and given["material"] != "99":
        assert f'value="{given["material"]}" selected' in told.text  # what was chosen stays chosen
    assert (desk.groups, ledger.head(desk.archive.catalogue)) == (CUTS, before)


@pytest.mark.parametrize("act", ["cut", "join", "leave-out", "put-back", "interleave", "part"])
def test_what_does_not_wait_is_not_moved(desk: Desk, act: str) -> None:
    """An unknown document has no cuts."""
    fields = {"page": "2", "backs": "same", "pages": "2", "material": "open"}
    told = desk.browser.post(f"/review/9/{act}", **fields)
    assert told.status == 404
    assert "没有" in told.text


@pytest.mark.parametrize("act", ["cut", "part", "interleave"])
def test_only_our_own_page_moves_cuts(desk: Desk, act: str) -> None:
    """Another site's form is refused before it is read."""
    fields = {"page": "4", "backs": "same", "pages": "1", "material": "open"}
    told = desk.browser.ask(f"/review/1/{act}", "POST", fields)
    assert (told.status, desk.groups) == (403, CUTS)


def test_a_document_that_is_not_cut_can_be(desk: Desk) -> None:
    """Its pages stand below, folded away; a cut there makes it a stack."""
    number = desk.put(
        page(1, "食堂一周菜单"), page(2, "白菜豆腐"), page(3, "", ink=0.0), name="b.pdf"
    )
    text = desk.browser.ask(f"/review/{number}").text
    assert "不止一份材料" in text
    assert presses(text, "cut") == ["2"]
    assert presses(text, "put-back") == []
    assert 'name="shown"' not in text
    desk.browser.post(f"/review/{number}/cut", page="2")
    assert 'name="shown"' in desk.browser.ask(f"/review/{number}").text
    desk.browser.post(f"/review/{number}/join", page="2")
    assert "不止一份材料" in desk.browser.ask(f"/review/{number}").text


def test_a_paper_of_one_page_has_nothing_to_cut(desk: Desk) -> None:
    """No strip, no act."""
    number = desk.put(page(1, "食堂一周菜单"), name="c.pdf")
    assert 'id="cuts"' not in desk.browser.ask(f"/review/{number}").text


def test_a_stack_is_looked_at_before_it_is_cut(desk: Desk) -> None:
    """The list leads to the pages instead of cutting unseen."""
    text = desk.browser.ask("/review").text
    assert "看怎样拆分" in text
    assert "/review/1/accept" not in text


def test_a_stack_that_came_before_says_so_above_its_pages(desk: Desk) -> None:
    """The clerk sees that the same file lies here already."""
    number = desk.put(*STACK, name="又一次.pdf")
    recut.cut_before(desk.archive.catalogue, desk.archive.pack, number, 4, CLERK)
    assert "先确认不是重复放入" in desk.browser.ask(f"/review/{number}").text


def test_hostile_strings_stay_text(desk: Desk) -> None:
    """Names of files and people never become markup, in the part's form neither."""
    evil = replace(ONE, name="<script>alert(1)</script>")
    worse = replace(BATCH, agency='"><svg onload=alert(2)>', roster=(evil, *BATCH.roster[1:]))
    enrol(desk.archive.catalogue, desk.archive.pack, worse, ACTOR, correct=True)
    number = desk.put(page(1, "一"), page(2, '"><img src=x onerror=alert(3)>'), name="<b>&.pdf")
    recut.cut_before(desk.archive.catalogue, desk.archive.pack, number, 2, '<i onclick="x">')
    for path in ("/review/1?part=1", f"/review/{number}?part=1", f"/review/{number}"):
        assert _marks(desk.browser.ask(path).text).strange == []


class TestPictures:
    """Small pictures are drawn once, large ones when they are asked for."""

    def test_each_page_has_its_own(self, desk: Desk) -> None:
        """Drawn by the reading workers, once, and never kept by the browser."""
        for _ in range(2):
            told = [desk.browser.ask(f"/review/1/thumbnail?page={n}") for n in (1, 2, 6)]
            assert [one.body for one in told] == [PNG + bytes([n]) for n in (1, 2, 6)]
            assert {one.headers["cache-control"] for one in told} == {"no-store"}
        assert desk.reader.drawn == [1, 2, 6]
        assert desk.browser.ask("/review/1/picture?page=4").body == PNG + b"\4"

    @pytest.mark.parametrize("number", ["0", "7", "99999999999999999999"])
    def test_a_page_that_is_not_there(self, desk: Desk, number: str) -> None:
        """Said in words."""
        assert desk.browser.ask(f"/review/1/thumbnail?page={number}").status in (400, 404)
        assert desk.browser.ask(f"/review/9/thumbnail?page={number}").status == 404
        assert desk.reader.drawn == []

    def test_what_could_not_be_drawn_is_tried_again(self, desk: Desk) -> None:
        """A failure is not kept."""
        desk.reader.trouble = Unread(code=Unreadable.code, facts=(("why", "坏了"),))
        assert desk.browser.ask("/review/1/thumbnail?page=2").status == 422
        desk.reader.trouble = None
        assert desk.browser.ask("/review/1/thumbnail?page=2").status == 200

    def test_the_oldest_give_way(self) -> None:
        """Memory is bounded; a picture larger than all of it is not kept at all."""
        held = Thumbnails(most=10)
        drawn: list[int] = []

        def ask(number: int, size: int) -> bytes:
            def draw() -> bytes:
                drawn.append(number)
                return b"x" * size

            return held.get("digest", number, draw)

        for number, size in ((1, 5), (2, 5), (1, 5), (3, 4), (1, 5), (2, 5), (9, 11), (9, 11)):
            assert len(ask(number, size)) == size
        assert drawn == [1, 2, 3, 2, 9, 9]


def test_the_stack_stays_whole_through_it_all(desk: Desk) -> None:
    """After every kind of click each page is filed or waits once, and the original is unchanged."""
    before = desk.archive.shelf.path(accessions.get(desk.archive.catalogue, 1).held_at).read_bytes()
    for act, fields in (
        ("cut", {"page": "4"}),
        ("join", {"page": "5"}),
        ("leave-out", {"page": "6"}),
        ("put-back", {"page": "3"}),
        ("put-back", {"page": "6"}),
    ):
        assert desk.browser.post(f"/review/1/{act}", **fields).status == 303
    groups = desk.groups
    assert desk.browser.post("/review/1/accept").status == 303
    parts = accessions.parts_of(desk.archive.catalogue, 1)
    assert [one.pages for one in parts] == groups
    assert sorted(page for group in groups for page in group) == [1, 2, 3, 4, 5, 6]
    stack = accessions.get(desk.archive.catalogue, 1)
    assert desk.archive.shelf.path(stack.held_at).read_bytes() == before
