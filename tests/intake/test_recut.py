"""Moving cuts: what the clerk says of a stack's pages is kept, told, and loses or doubles none."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import (
    BatchSealed,
    CannotSplit,
    NoSuchBatch,
    NoSuchMaterial,
    NoSuchReview,
    ReviewIncomplete,
)
from archivist.intake import laid_out, recut, review
from archivist.intake.file_away import Destination
from archivist.intake.laid_out import Duplex
from archivist.intake.recognise import recognise_pages
from archivist.keeping import accessions, ledger, lessons, manifest, records
from archivist.records.arrival import Progress
from archivist.records.batch import Subject
from archivist.records.reading import PageText
from tests.builders import make_archive, opened
from tests.intake.papers import BATCH, BATCHES
from tests.intake.test_stacks import SHEET, StackReader, code, page, sheet, take, widths

CLERK = "王录"
MENU = "食堂一周菜单"
UNSURE = (page(1, sheet(1)), page(2, SHEET), page(3, "", ink=0.0), page(4, MENU), page(5, sheet(2)))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Archive]:
    with opened(make_archive(tmp_path, *BATCHES)) as archive:
        archive.__dict__["reader"] = StackReader()
        yield archive


def waiting(office: Archive, *pages: PageText) -> int:
    """The number of a stack of these pages that waits."""
    take(office, *pages)
    return review.queue(office.catalogue)[-1].accession.id


def unsure(office: Archive) -> int:
    """A stack that waits, as [(1,), (2, 4), (5,)]; page 3 is blank."""
    number = waiting(office, *UNSURE)
    recut.split(office.catalogue, office.pack, number, [2, 5], CLERK)
    return number


def groups(office: Archive, number: int) -> list[tuple[int, ...]]:
    return list(laid_out.look_at(office.catalogue, number).groups)


def do(office: Archive, act: Any, number: int, *what: Any) -> list[tuple[int, ...]]:
    """The groups after one of the clerk's acts."""
    act(office.catalogue, office.pack, number, *what, CLERK)
    return groups(office, number)


def to(material: int = 20, **more: Any) -> Destination:
    facts = {"batch": BATCH.number, "subject": Subject.SKILL, "candidate": 2, **more}
    return Destination(material=material, **facts)


def splits(office: Archive) -> int:
    """How many changes of cuts were told."""
    return [event.act for event in ledger.events(office.catalogue)].count("split")


def test_a_stack_is_shown_page_by_page(office: Archive) -> None:
    """Every page is named once, with what it is and which part it is in."""
    number = waiting(
        office, *UNSURE[:3], page(4, "分隔页", code(8, 1, 0)), page(5, "内部巡视意见回执")
    )
    stack = laid_out.look_at(office.catalogue, number)
    assert stack.order == (1, 2, 3, 4, 5)
    assert stack.groups == ((1,), (2,), (5,))
    assert [sorted(kind) for kind in (stack.blank, stack.separators)] == [[3], [4]]
    assert sorted(stack.left_out) == [3, 4]
    assert stack.duplex is Duplex.NO
    assert [part.pages for part in stack.parts] == [(1,), (2,), (5,)]


def test_cuts_are_made_and_taken_away_one_by_one(office: Archive) -> None:
    """A cut before a page and its joining again; saying what is so already is not told."""
    number = unsure(office)
    before = splits(office)
    assert do(office, recut.cut_before, number, 4) == [(1,), (2,), (4,), (5,)]
    assert do(office, recut.cut_before, number, 4) == [(1,), (2,), (4,), (5,)]
    assert do(office, recut.join_before, number, 2) == [(1, 2), (4,), (5,)]
    assert do(office, recut.join_before, number, 2) == [(1, 2), (4,), (5,)]
    assert splits(office) == before + 2
    assert records.every(office.catalogue) == ()
    last = ledger.events(office.catalogue, f"accession/{number}")[-1]
    assert json.loads(last.facts)["parts"] == [[1, 2], [4], [5]]
    assert last.actor == CLERK


def test_pages_are_left_out_and_put_back(office: Archive) -> None:
    """A page that is no document is in no part; put back, it goes with the page before it. A blank
    page can be put back too."""
    number = unsure(office)
    assert do(office, recut.leave_out, number, 4) == [(1,), (2,), (5,)]
    assert do(office, recut.put_back, number, 4) == [(1,), (2, 4), (5,)]
    assert do(office, recut.put_back, number, 3) == [(1,), (2, 3, 4), (5,)]
    assert do(office, recut.leave_out, number, 1) == [(2, 3, 4), (5,)]
    assert do(office, recut.put_back, number, 1) == [(1, 2, 3, 4), (5,)]


def test_what_cannot_be_said_of_a_page_changes_nothing(office: Archive) -> None:
    """No such page, nothing before the first, a page in no part, no page left: said in words."""
    number = waiting(office, page(1, sheet(1)), page(2, SHEET), page(3, "", ink=0.0))
    before = ledger.head(office.catalogue)
    for act, what in (
        (recut.cut_before, 9),
        (recut.cut_before, 3),
        (recut.join_before, 1),
        (recut.leave_out, 0),
        (recut.put_back, 4),
        (recut.interleave, Duplex.SAME),
    ):
        with pytest.raises(CannotSplit):
            do(office, act, number, what)
    assert ledger.head(office.catalogue) == before
    do(office, recut.leave_out, number, 1)
    with pytest.raises(CannotSplit, match="一页也没有留下"):
        do(office, recut.leave_out, number, 2)
    with pytest.raises(NoSuchReview):
        do(office, recut.cut_before, 99, 2)


def test_a_file_joined_again_is_one_document(office: Archive) -> None:
    """With nothing left to cut the file is filed as it came, blank page and all."""
    number = unsure(office)
    data = office.shelf.path(accessions.get(office.catalogue, number).held_at).read_bytes()
    do(office, recut.join_before, number, 2)
    assert do(office, recut.join_before, number, 5) == [(1, 2, 4, 5)]
    shown = review.item(office.catalogue, number).recognition
    assert shown is not None
    assert (shown.parts, shown.auto) == ((), False)
    assert do(office, recut.put_back, number, 3) == [(1, 2, 4, 5)]
    record = review.assign(office.catalogue, office.shelf, office.pack, number, to(), CLERK)
    assert office.shelf.path(record.place).read_bytes() == data
    assert accessions.at(office.catalogue, Progress.CUT) == ()


def test_a_document_that_was_not_proposed_to_be_cut_can_be(office: Archive) -> None:
    """The clerk sees two papers where recognition saw one."""
    number = waiting(office, page(1, MENU), page(2, "白菜豆腐"), page(3, "", ink=0.0))
    assert laid_out.look_at(office.catalogue, number).parts == ()
    assert do(office, recut.cut_before, number, 2) == [(1,), (2,)]
    assert len(laid_out.look_at(office.catalogue, number).parts) == 2


def test_a_paper_of_one_page_cannot_be_cut(office: Archive) -> None:
    """Only a file of several pages has anything to cut."""
    number = waiting(office, page(1, MENU))
    with pytest.raises(CannotSplit, match="多页"):
        laid_out.look_at(office.catalogue, number)


def test_a_part_is_said_to_be_something(office: Archive) -> None:
    """What the clerk says of one part is shown, told, survives cuts elsewhere, is filed and
    teaches."""
    number = unsure(office)
    recut.assign_part(office.catalogue, office.pack, number, [2, 3, 4], to(), CLERK)
    first, said, _ = laid_out.look_at(office.catalogue, number).parts
    assert (said.found.material, said.found.candidate) == (20, 2)
    assert said.found.candidate_name == BATCH.roster[1].name
    assert CLERK in said.found.reason
    event = ledger.events(office.catalogue, f"accession/{number}")[-1]
    assert (event.act, json.loads(event.facts)["pages"]) == ("part assigned", [2, 4])

    do(office, recut.put_back, number, 3)
    do(office, recut.leave_out, number, 3)
    do(office, recut.leave_out, number, 5)
    assert laid_out.look_at(office.catalogue, number).parts == (first, said)

    done = review.accept_stack(office.catalogue, office.shelf, office.pack, number, CLERK)
    assert [record.candidate for record in done.filed] == [1, 2]
    assert widths(office.shelf.path(done.filed[1].place)) == [2, 4]
    assert done.waiting == ()
    assert len(lessons.since(office.catalogue, 0)) == 2


def test_a_part_is_left_open(office: Archive) -> None:
    """A part whose suggestion is wrong and that nothing fits waits by itself after the cut."""
    number = unsure(office)
    recut.assign_part(office.catalogue, office.pack, number, [1], None, CLERK)
    done = review.accept_stack(office.catalogue, office.shelf, office.pack, number, CLERK)
    assert [record.candidate for record in done.filed] == [2]
    (one, found), _ = done.waiting
    assert (one.pages, found.material, found.others) == ((1,), None, (20,))
    assert CLERK in found.reason


@pytest.mark.parametrize(
    ("pages", "destination", "error"),
    [
        ([1], to(candidate=None), ReviewIncomplete),
        ([1], to(10, subject=None), ReviewIncomplete),
        ([1], to(99), NoSuchMaterial),
        ([1], to(batch="没有"), NoSuchBatch),
        ([1], Destination(batch=BATCH.number, extra_title="场地照片"), CannotSplit),
        ([1, 2], to(), CannotSplit),
        ([2], to(), CannotSplit),
        ([3], to(), CannotSplit),
        ([9], to(), CannotSplit),
        ([], to(), CannotSplit),
    ],
)
def test_what_cannot_be_said_of_a_part_changes_nothing(
    office: Archive, pages: list[int], destination: Destination, error: type[Exception]
) -> None:
    """Pages that are no part, a destination that does not exist or lacks something."""
    number = unsure(office)
    before = (laid_out.look_at(office.catalogue, number), ledger.head(office.catalogue))
    with pytest.raises(error):
        recut.assign_part(office.catalogue, office.pack, number, pages, destination, CLERK)
    assert (laid_out.look_at(office.catalogue, number), ledger.head(office.catalogue)) == before


def test_a_part_cannot_be_said_to_go_into_a_sealed_batch(office: Archive) -> None:
    """A sealed batch takes nothing without a reason, and a part has none."""
    number = unsure(office)
    with office.catalogue.transaction():
        office.catalogue.change("UPDATE batch SET sealed_at = '2024-06-01T00:00:00+00:00'")
    with pytest.raises(BatchSealed):
        recut.assign_part(office.catalogue, office.pack, number, [1], to(), CLERK)


def test_a_document_that_is_not_cut_has_no_parts_to_speak_of(office: Archive) -> None:
    """It is assigned as a whole."""
    number = waiting(office, page(1, MENU), page(2, "白菜豆腐"))
    with pytest.raises(CannotSplit, match="还没有拆分"):
        recut.assign_part(office.catalogue, office.pack, number, [1, 2], to(), CLERK)
    with pytest.raises(CannotSplit, match="还没有拆分"):
        review.accept_stack(office.catalogue, office.shelf, office.pack, number, CLERK)


def test_only_what_was_shown_is_accepted(office: Archive) -> None:
    """Parts that were changed after the clerk looked are not filed on the clerk's old word."""
    number = unsure(office)
    seen = review.seal(laid_out.look_at(office.catalogue, number).parts)
    do(office, recut.cut_before, number, 4)
    desks = office.catalogue, office.shelf, office.pack, number, CLERK
    with pytest.raises(CannotSplit, match="已经改动"):
        review.accept_stack(*desks, shown=seen)
    assert records.every(office.catalogue) == ()
    now = review.seal(laid_out.look_at(office.catalogue, number).parts)
    assert review.accept_stack(*desks, shown=now).filed


def test_two_at_once_do_not_undo_each_other(
    office: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change reckoned from parts that somebody else has changed meanwhile is refused."""
    number = unsure(office)
    as_ever = recognise_pages

    def meanwhile(*what: Any) -> Any:
        monkeypatch.setattr(recut, "recognise_pages", as_ever)
        do(office, recut.leave_out, number, 5)
        return as_ever(*what)

    monkeypatch.setattr(recut, "recognise_pages", meanwhile)
    with pytest.raises(CannotSplit, match="刚才已经改动"):
        do(office, recut.cut_before, number, 4)
    assert groups(office, number) == [(1,), (2, 4)]


def test_a_stack_scanned_twice_stays_a_doubt(office: Archive) -> None:
    """Moving a cut does not hide that the same file came before."""
    take(office, *UNSURE)
    number = unsure(office)
    do(office, recut.cut_before, number, 4)
    shown = review.item(office.catalogue, number)
    assert "一字不差" in shown.reason
    for start in (2, 4, 5):
        do(office, recut.join_before, number, start)
    assert laid_out.look_at(office.catalogue, number).parts == ()
    assert "一字不差" in review.item(office.catalogue, number).reason


class TestInterleaving:
    """Fronts scanned first, then the backs."""

    PILE = (
        page(1, sheet(1)),
        page(2, "", ink=0.02),
        page(3, SHEET),
        page(4, "", ink=0.0),
        page(5, "", ink=0.02),
        page(6, "", ink=0.02),
    )

    def test_cuts_are_proposed_in_the_order_of_the_sheets(self, office: Archive) -> None:
        """Each back stands behind its front, and the parts are recognised so."""
        number = waiting(office, *self.PILE)
        assert do(office, recut.interleave, number, Duplex.TURNED) == [(1, 6, 2, 5), (3,)]
        stack = laid_out.look_at(office.catalogue, number)
        assert (stack.order, stack.duplex) == ((1, 6, 2, 5, 3, 4), Duplex.TURNED)
        assert [part.found.candidate for part in stack.parts] == [1, None]
        done = review.accept_stack(office.catalogue, office.shelf, office.pack, number, CLERK)
        assert [widths(office.shelf.path(one.place)) for one in done.filed] == [[1, 6, 2, 5]]
        assert [one.pages for one, _ in done.waiting] == [(3,)]

    def test_cuts_are_moved_in_that_order(self, office: Archive) -> None:
        """Cut, join, leave out and put back go by the order of the sheets."""
        number = waiting(office, *self.PILE)
        do(office, recut.interleave, number, Duplex.TURNED)
        assert do(office, recut.cut_before, number, 2) == [(1, 6), (2, 5), (3,)]
        assert do(office, recut.leave_out, number, 6) == [(1,), (2, 5), (3,)]
        assert do(office, recut.put_back, number, 6) == [(1, 6), (2, 5), (3,)]
        assert do(office, recut.put_back, number, 4) == [(1, 6), (2, 5), (3, 4)]
        merged = recut.merge(office.catalogue, office.pack, number, [1, 2], CLERK)
        assert merged.recognition is not None
        assert groups(office, number) == [(1, 6, 2, 5), (3, 4)]

    def test_it_can_be_taken_back(self, office: Archive) -> None:
        """Back in the order of the file the cuts are those that were proposed at first; what a
        person left out stays out all the way."""
        number = waiting(office, *self.PILE)
        do(office, recut.leave_out, number, 5)
        before = groups(office, number)
        do(office, recut.interleave, number, Duplex.SAME)
        assert 5 in laid_out.look_at(office.catalogue, number).left_out
        assert do(office, recut.interleave, number, Duplex.NO) == before

    def test_what_recognition_paired_by_itself_can_be_parted(self, office: Archive) -> None:
        """The clerk has the last word on how the sheets lie."""
        fronts = [page(number, sheet(number)) for number in (1, 2, 3)]
        backs = [page(4, "", ink=0.02), page(5, "", ink=0.0), page(6, "", ink=0.02)]
        number = waiting(office, *fronts, *backs)
        stack = laid_out.look_at(office.catalogue, number)
        assert (stack.duplex, stack.order) == (Duplex.SAME, (1, 4, 2, 5, 3, 6))
        assert do(office, recut.cut_before, number, 4) == [(1,), (4,), (2,), (3, 6)]
        assert do(office, recut.interleave, number, Duplex.NO) == [(1,), (2,), (3, 4, 6)]
        assert laid_out.look_at(office.catalogue, number).order == (1, 2, 3, 4, 5, 6)
        assert do(office, recut.interleave, number, Duplex.TURNED) == [(1, 6), (2,), (3, 4)]

    def test_it_is_remembered_where_the_parts_do_not_tell(self, office: Archive) -> None:
        """With blank backs the parts are the same either way; the clerk's word still stands."""
        blank = [page(number, "", ink=0.0) for number in (3, 4)]
        number = waiting(office, page(1, sheet(1)), page(2, SHEET), *blank)
        do(office, recut.interleave, number, Duplex.TURNED)
        assert laid_out.look_at(office.catalogue, number).order == (1, 4, 2, 3)
        told = splits(office)
        do(office, recut.interleave, number, Duplex.TURNED)
        assert splits(office) == told

    def test_a_separator_speaks_for_what_lies_behind_it(self, office: Archive) -> None:
        """Also once the pile is interleaved, with the sheet's blank back between."""
        number = waiting(
            office,
            page(1, SHEET),
            page(2, "分隔页", code(8, 1, 0)),
            page(3, "内部巡视意见回执"),
            page(4, "", ink=0.02),
            page(5, "", ink=0.0),
            page(6, "", ink=0.02),
        )
        assert do(office, recut.interleave, number, Duplex.TURNED) == [(1, 6), (3, 4)]
        assert laid_out.look_at(office.catalogue, number).parts[1].found.material == 8


KINDS = {
    "sheet": lambda number: page(number, sheet(number % 3 + 1)),
    "nameless": lambda number: page(number, SHEET),
    "stranger": lambda number: page(number, MENU),
    "blank": lambda number: page(number, "", ink=0.0),
    "separator": lambda number: page(number, "分隔页", code(8, 1, 0)),
}
ACTS = st.one_of(
    st.tuples(
        st.sampled_from([recut.cut_before, recut.join_before, recut.leave_out, recut.put_back]),
        st.integers(0, 9),
    ),
    st.tuples(st.just(recut.interleave), st.sampled_from(Duplex)),
)


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=8),
    st.lists(ACTS, min_size=1, max_size=12),
)
def test_no_page_is_ever_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, kinds: list[str], acts: list[tuple[Any, Any]]
) -> None:
    """Whatever is cut, joined, left out, put back or interleaved: each page is in one part or in
    none, the parts go by the order of the sheets, and just these pages end on the shelf."""
    with opened(make_archive(tmp_path_factory.mktemp("cuts"), *BATCHES)) as office:
        office.__dict__["reader"] = StackReader()
        pages = [KINDS[kind](number) for number, kind in enumerate(kinds, 1)]
        data, _ = take(office, *pages)
        if not (queue := review.queue(office.catalogue)):
            return  # all of it was certain, and nobody is asked
        number = queue[0].accession.id
        for act, what in acts:
            before = laid_out.look_at(office.catalogue, number)
            try:
                do(office, act, number, what)
            except CannotSplit:
                assert laid_out.look_at(office.catalogue, number) == before
            stack = laid_out.look_at(office.catalogue, number)
            flat = [one for group in stack.groups for one in group]
            assert sorted(stack.order) == list(range(1, len(pages) + 1))
            assert flat == [one for one in stack.order if one not in stack.left_out]
            assert all(stack.groups)
            if act is recut.put_back and what in stack.order and stack.parts:
                assert what in flat
        if stack.parts:
            done = review.accept_stack(office.catalogue, office.shelf, office.pack, number, CLERK)
            cut = [accessions.get(office.catalogue, one.id) for one, _ in done.waiting]
            found = [widths(office.shelf.path(one.held_at)) for one in cut]
            found += [widths(office.shelf.path(one.place)) for one in done.filed]
            assert sorted(found) == sorted(list(group) for group in stack.groups)
            (original,) = accessions.at(office.catalogue, Progress.CUT)
            assert office.shelf.path(original.held_at).read_bytes() == data
        manifest.write_stale(office.catalogue, office.shelf)
        assert verify(office.catalogue, office.shelf) == ()
