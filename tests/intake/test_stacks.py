"""Stacks: cut where documents begin, filed only if all of it is certain, whole original kept."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from archivist import rounds
from archivist.archive import Archive
from archivist.custody.verify import verify
from archivist.errors import CannotSplit
from archivist.intake import recover, recut, review, stacks
from archivist.intake.file_away import Destination
from archivist.intake.laid_out import Duplex
from archivist.intake.recognise import recognise
from archivist.intake.recognition.cuts import sheet_number
from archivist.intake.recognition.stack import pages_in_words
from archivist.keeping import accessions, durable, ledger, records
from archivist.records.arrival import Progress
from archivist.records.batch import Subject
from archivist.records.formcode import FormCode
from archivist.records.reading import PageText, Reading, TextSource
from archivist.records.recognition import Recognition
from archivist.rules.formcode import form_code_text
from tests.builders import make_archive, opened, sha256
from tests.intake.papers import BATCH, BATCHES, PACK
from tests.intake.papers import seen as seen_pages

SHEET = "操作技能考核评分记录表\n"
ONE, TWO = BATCH.roster[:2]


def page(number: int, text: str, *codes: str, ink: float | None = None) -> PageText:
    return PageText(number=number, text=text, source=TextSource.OCR, codes=codes, ink=ink)


def of_pages(*pages: PageText) -> Reading:
    return Reading(media="pdf", pages=pages, page_count=len(pages))


def seen(*pages: PageText, name: str = "SCAN.pdf", hint: str = BATCH.number) -> Recognition:
    return recognise(of_pages(*pages), name, hint, PACK, BATCHES)


def ranges(found: Recognition) -> list[tuple[int, ...]]:
    return [part.pages for part in found.parts]


def code(material: int, number: int = 1, of: int = 1, **facts: Any) -> str:
    return form_code_text(
        FormCode(batch=BATCH.number, material=material, page=number, pages=of, **facts)
    )


def sheet(person: int) -> str:
    one = BATCH.roster[person - 1]
    return f"{SHEET}姓名：{one.name} 准考证号：{one.ticket_number}"


class TestCuts:
    """Where one document ends and the next begins."""

    def test_codes_cut(self) -> None:
        """Pages of one form stay together; another form, or page 1 again, begins a document."""
        found = seen(
            page(1, "", code(20, 1, 2, subject=Subject.SKILL, candidate=1)),
            page(2, "", code(20, 2, 2, subject=Subject.SKILL, candidate=1)),
            page(3, "", code(20, 1, 2, subject=Subject.SKILL, candidate=2)),
            page(4, "", code(20, 2, 2, subject=Subject.SKILL, candidate=2)),
            page(5, "", code(8)),
            page(6, "", code(8)),
        )
        assert ranges(found) == [(1, 2), (3, 4), (5,), (6,)]
        assert found.auto
        assert [part.found.candidate for part in found.parts] == [1, 2, None, None]

    def test_a_missing_page_stops_the_whole_stack(self) -> None:
        """One part with a page missing is enough to ask about all."""
        found = seen(page(1, "", code(8)), page(2, "", code(20, 1, 2, candidate=1)))
        assert not found.auto
        assert "缺第 2 页" in found.reason

    def test_a_code_against_its_text_stops(self) -> None:
        """A code of one paper under the title of another is asked about."""
        found = seen(page(1, "考评员履职情况反馈表", code(8)), page(2, "", code(9)))
        assert not found.auto
        assert "题名却像" in found.reason

    def test_a_separator_announces_what_lies_behind_it(self) -> None:
        """A paper without code or known title is what the sheet before it says; the sheet is in
        no part."""
        found = seen(
            page(1, "分隔页", code(8, 1, 0)),
            page(2, "内部巡视意见回执"),
            page(3, "其他事项：无"),
            page(4, "分隔页", code(9, 1, 0)),
            page(5, "现场人员表现意见"),
        )
        assert ranges(found) == [(2, 3), (5,)]
        assert [part.found.material for part in found.parts] == [8, 9]
        assert found.auto

    def test_a_separator_of_candidates_is_cut_by_person(self) -> None:
        """Behind a separator of score sheets each candidate's pages are one document."""
        found = seen(
            page(1, "", code(20, 1, 0, subject=Subject.SKILL)),
            page(2, sheet(1)),
            page(3, "续页 扣分说明"),
            page(4, sheet(2)),
        )
        assert ranges(found) == [(2, 3), (4,)]
        assert [part.found.candidate for part in found.parts] == [1, 2]

    def test_a_change_of_kind_cuts(self) -> None:
        """A clean title of another material begins a document, pages without title follow."""
        found = seen(
            page(1, "质量督导情况反馈表"),
            page(2, "二、督导意见\n执行规定情况良好"),
            page(3, "考评员履职情况反馈表"),
        )
        assert ranges(found) == [(1, 2), (3,)]
        assert found.auto

    def test_a_change_of_candidate_cuts(self) -> None:
        """Each candidate's score sheet is a document."""
        found = seen(page(1, sheet(1)), page(2, sheet(2)), page(3, sheet(3)))
        assert ranges(found) == [(1,), (2,), (3,)]
        assert [part.found.candidate for part in found.parts] == [1, 2, 3]
        assert found.auto

    def test_a_second_copy_without_a_name_is_asked_about(self) -> None:
        """A score sheet whose candidate cannot be read is never filed with the sheet before it."""
        found = seen(page(1, sheet(1)), page(2, SHEET))
        assert ranges(found) == [(1,), (2,)]
        assert not found.auto

    def test_a_table_that_goes_on_is_not_cut(self) -> None:
        """A title repeated on each page of a long table does not begin another."""
        found = seen(
            page(1, "考生签到表（理论）\n第 1 页 共 2 页"),
            page(2, "考生签到表（理论）\n第 2 页 共 2 页"),
        )
        assert (found.material, found.parts) == (10, ())

    def test_a_change_of_batch_cuts(self) -> None:
        """The same form of another batch is another document, and goes to that batch."""
        found = seen(
            page(1, f"质量督导情况反馈表\n批次号：{BATCHES[0].number}"),
            page(2, f"质量督导情况反馈表\n批次号：{BATCHES[1].number}"),
            hint="",
        )
        assert [part.found.batch for part in found.parts] == [one.number for one in BATCHES]

    def test_an_annex_stays_with_its_document(self) -> None:
        """An empty form printed as the annex of a plan is no sign-in sheet."""
        found = seen(
            page(1, "职业技能等级认定实施方案\n养老护理员 2024年3月16日"),
            page(2, "附件2\n考生签到表（理论）"),
        )
        assert not found.parts
        assert not found.auto

    def test_blank_pages_are_in_no_part(self) -> None:
        """The backs of a one-sided stack fall away; a page with a mark but no text does not."""
        found = seen(
            page(1, sheet(1)),
            page(2, "", ink=0.0),
            page(3, sheet(2)),
            page(4, "", ink=0.01),
            page(5, sheet(3)),
            page(6, "", ink=None),
        )
        assert ranges(found) == [(1,), (3, 4), (5, 6)]

    def test_text_files_are_not_cut(self) -> None:
        """Only sheets that somebody may have scanned together are cut."""
        pages = (page(1, sheet(1)), page(2, sheet(2)))
        found = recognise(
            Reading(media="docx", pages=pages, page_count=2), "a.docx", BATCH.number, PACK, BATCHES
        )
        assert not found.parts
        assert not found.auto


@given(st.lists(st.integers(1, 400), min_size=1, unique=True))
def test_pages_in_words_name_every_page(pages: list[int]) -> None:
    """Runs are shortened, and nothing is lost."""
    said = pages_in_words(pages)
    back: list[int] = []
    for run in said.removeprefix("第 ").removesuffix(" 页").split("、"):
        first, _, last = run.partition("-")
        back += range(int(first), int(last or first) + 1)
    assert back == pages


def test_page_numbers_are_read_as_people_print_them() -> None:
    """The usual ways to number a page, and a text that has none or two."""
    assert sheet_number("第2页 共5页") == (2, 5)
    assert sheet_number("标题\n- 3 / 4 -\n") == (3, 4)
    assert sheet_number("第 1 页") == (1, 0)
    assert sheet_number("见第1页和第2页") is None
    assert sheet_number("正文") is None


class StackReader:
    """Gives each file the reading made for its bytes."""

    def __init__(self) -> None:
        self.readings: dict[str, Reading] = {}

    def read_many(self, jobs: Iterable[tuple[Any, Path, str]]) -> Iterator[tuple[Any, Reading]]:
        for key, path, _ in jobs:
            yield key, self.readings[sha256(path.read_bytes())]

    def close(self) -> None:
        """There are no workers."""


def pdf(pages: int) -> bytes:
    """A PDF whose pages can be told apart by their width."""
    writer = PdfWriter()
    for number in range(1, pages + 1):
        writer.add_blank_page(500 + number, 800)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def widths(path: Path) -> list[int]:
    return [round(float(one.mediabox.width)) - 500 for one in PdfReader(path).pages]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Archive]:
    with opened(make_archive(tmp_path, *BATCHES)) as archive:
        archive.__dict__["reader"] = StackReader()
        yield archive


def take(archive: Archive, *pages: PageText, name: str = "a.pdf") -> Any:
    data = pdf(len(pages))
    archive.__dict__["reader"].readings[sha256(data)] = of_pages(*pages)
    folder = archive.settings.inbox / BATCH.number
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return data, rounds.sweep_once(archive)[1]


CERTAIN = (page(1, sheet(1)), page(2, "", ink=0.0), page(3, "续页"), page(4, sheet(2)))


def test_a_certain_stack_is_filed_part_by_part(office: Archive) -> None:
    """Each part is a record of its own, cut without blank pages; the original lies whole and
    write-once, is in a manifest, and verify covers it."""
    data, swept = take(office, *CERTAIN)
    assert [record.candidate for record in swept.filed] == [1, 2]
    assert [widths(office.shelf.path(record.place)) for record in swept.filed] == [[1, 3], [4]]
    assert [record.pages for record in swept.filed] == [2, 1]
    (stack,) = accessions.at(office.catalogue, Progress.CUT)
    original = office.shelf.path(stack.held_at)
    assert original.read_bytes() == data
    assert original.stat().st_mode & 0o222 == 0
    assert "第 1、3 页" in swept.filed[0].remark
    assert [one.pages for one in accessions.parts_of(office.catalogue, stack.id)] == [(1, 3), (4,)]
    assert stack.held_at.removeprefix("原件/") in (
        office.shelf.root / "原件/manifest-sha256.txt"
    ).read_text(encoding="utf-8")
    assert verify(office.catalogue, office.shelf) == ()
    assert not list(office.shelf.work.iterdir())


def test_verify_sees_a_stack_that_was_touched(office: Archive) -> None:
    """A changed original and a changed manifest of originals are damage."""
    take(office, *CERTAIN)
    (stack,) = accessions.at(office.catalogue, Progress.CUT)
    for path in (office.shelf.path(stack.held_at), office.shelf.root / "原件/manifest-sha256.txt"):
        path.chmod(0o600)
        path.write_bytes(path.read_bytes() + b"x")
    codes = {finding.code for finding in verify(office.catalogue, office.shelf)}
    assert {"changed-file", "wrong-manifest"} <= codes


def test_a_picture_file_of_several_pages_is_cut(office: Archive) -> None:
    """A fax of many frames gives pictures of its frames, dot for dot."""
    frames = [Image.new("1", (80 + n, 100), 1) for n in (1, 2, 3, 4)]
    out = BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], dpi=(200, 200))
    reading = replace(of_pages(*CERTAIN), media="image")
    office.__dict__["reader"].readings[sha256(out.getvalue())] = reading
    folder = office.settings.inbox / BATCH.number
    folder.mkdir()
    (folder / "a.tif").write_bytes(out.getvalue())
    filed = rounds.sweep_once(office)[1].filed
    with Image.open(office.shelf.path(filed[0].place)) as picture:
        assert (picture.n_frames, picture.size) == (2, (81, 100))  # type: ignore[attr-defined]


def test_an_unsure_stack_waits_whole(office: Archive) -> None:
    """If one part is open nothing of the stack is cut or filed."""
    _, swept = take(office, page(1, sheet(1)), page(2, SHEET))
    assert (swept.filed, len(swept.waiting)) == ([], 1)
    (item,) = review.queue(office.catalogue)
    assert item.recognition is not None
    assert ranges(item.recognition) == [(1,), (2,)]


def test_accepting_a_stack_files_what_is_clear(office: Archive) -> None:
    """Parts that lack nothing are filed, the rest wait as documents that can be assigned."""
    take(office, page(1, sheet(1)), page(2, SHEET))
    (item,) = review.queue(office.catalogue)
    done = review.accept_stack(
        office.catalogue, office.shelf, office.pack, item.accession.id, "王录"
    )
    assert [record.candidate for record in done.filed] == [1]
    (left,) = review.queue(office.catalogue)
    assert left.accession.stack == item.accession.id
    to = Destination(batch=BATCH.number, material=20, subject=Subject.SKILL, candidate=TWO.position)
    record = review.assign(
        office.catalogue, office.shelf, office.pack, left.accession.id, to, "王录"
    )
    assert widths(office.shelf.path(record.place)) == [2]
    acts = [event.act for event in ledger.events(office.catalogue)]
    assert acts.count("cut") == 1


def test_the_clerk_moves_cuts(office: Archive) -> None:
    """Cuts are moved, pages dropped and parts joined without anything being filed; each is told."""
    take(office, page(1, sheet(1)), page(2, SHEET), page(3, "食堂一周菜单"), page(4, sheet(2)))
    number = review.queue(office.catalogue)[0].accession.id
    shown = recut.split(office.catalogue, office.pack, number, [4], "王录", dropped=[3])
    assert shown.recognition is not None
    assert ranges(shown.recognition) == [(1, 2), (4,)]
    joined = recut.merge(office.catalogue, office.pack, number, [], "王录")
    assert joined.recognition is not None
    assert ranges(joined.recognition) == [(1, 2, 4)]
    assert records.every(office.catalogue) == ()
    assert [event.act for event in ledger.events(office.catalogue)].count("split") == 2
    with pytest.raises(CannotSplit):
        recut.split(office.catalogue, office.pack, number, [9], "王录")
    with pytest.raises(CannotSplit):
        recut.merge(office.catalogue, office.pack, number, [1, 2], "王录")


def test_a_duplex_stack_is_interleaved(office: Archive) -> None:
    """Each back lands behind its front, whether the pile was turned over or scanned in order."""
    take(office, page(1, sheet(1)), page(2, SHEET), page(3, "背面二"), page(4, "背面一"))
    number = review.queue(office.catalogue)[0].accession.id
    for duplex, wanted in (
        (Duplex.TURNED, [(1, 4), (2, 3)]),
        (Duplex.SAME, [(1, 3), (2, 4)]),
    ):
        shown = recut.split(office.catalogue, office.pack, number, [2], "王录", duplex=duplex)
        assert shown.recognition is not None
        assert ranges(shown.recognition) == wanted
    done = review.accept_stack(office.catalogue, office.shelf, office.pack, number, "王录")
    assert widths(office.shelf.path(done.filed[0].place)) == [1, 3]


@pytest.mark.parametrize("dies_in", ["cut_files", "put_original", "carry_out"])
def test_a_crash_while_cutting_loses_nothing(
    office: Archive, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    """Whatever the last step was, the next start ends with each part once and the stack whole."""

    def dies(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stacks, dies_in, dies)
        with pytest.raises(KeyboardInterrupt):
            take(office, *CERTAIN)
    (office.shelf.work / "0123456789ab").write_bytes(b"litter of a cut")
    recover.recover(office.catalogue, office.shelf, office.settings.inbox)
    rounds.sweep_once(office)
    assert sorted(one.candidate or 0 for one in records.every(office.catalogue)) == [1, 2]
    (stack,) = accessions.at(office.catalogue, Progress.CUT)
    assert durable.digest_of(office.shelf.path(stack.held_at)) == stack.digest
    assert verify(office.catalogue, office.shelf) == ()
    assert not list(office.shelf.work.iterdir())


def test_a_stack_that_cannot_be_cut_waits(office: Archive) -> None:
    """A file that the cutter refuses goes to the clerk, unchanged."""
    data = pdf(1)
    office.__dict__["reader"].readings[sha256(data)] = of_pages(*CERTAIN)
    folder = office.settings.inbox / BATCH.number
    folder.mkdir()
    (folder / "a.pdf").write_bytes(data)
    swept = rounds.sweep_once(office)[1]
    assert (len(swept.filed), len(swept.waiting)) == (0, 1)
    assert sha256(office.shelf.path(swept.waiting[0][0].held_at).read_bytes()) == sha256(data)


def test_the_original_of_a_single_paper_stays_as_it_is() -> None:
    """A document with a blank back is no stack."""
    assert not seen(page(1, sheet(1)), page(2, "", ink=0.0)).parts
    assert seen_pages(sheet(1), "").auto
