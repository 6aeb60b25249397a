"""A whole made-up batch as files, named and made as clerks and scanners make them."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal, TypeAlias

from archivist.making.fonts import Fonts
from archivist.making.typeset import Typesetter
from archivist.records.batch import Batch, Candidate, Category, Subject
from archivist.records.formcode import FormCode
from archivist.rules.formcode import form_code_text
from archivist.samples import forms_after as after
from archivist.samples import forms_before as before
from archivist.samples import forms_candidate as own
from archivist.samples import forms_during as during
from archivist.samples import forms_orders as orders
from archivist.samples.movie import room_video
from archivist.samples.paper import Paper
from archivist.samples.press import Press
from archivist.samples.scanner import FAX, GREY, TIRED, TYPICAL, Scanner, save_scan, scan
from archivist.samples.sheetfile import roster_sheet, scores_sheet
from archivist.samples.strangers import canteen_menu, training_roll
from archivist.samples.wordfile import word_file

Kind = Literal["digital", "scan", "office", "image", "video"]
_THEORY, _SKILL = Subject.THEORY, Subject.SKILL
_CLEAN = Scanner(skew=0.3, noise=3.0, quality=75, shadow=0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDocument:
    """One file written, and what it truly is. ``candidate`` is a position in the roster.

    ``material`` is None for a stranger that belongs to no batch. ``coded`` tells that the form
    carries a printed QR code.
    """

    path: Path
    material: int | None
    subject: Subject | None = None
    candidate: int | None = None
    kind: Kind
    coded: bool = False
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A paper to be made: on which file, what it is, and with which scanner (None: digital)."""

    name: str
    material: int | None
    paper: Paper
    subject: Subject | None = None
    candidate: int | None = None
    scanner: Scanner | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blob:
    """A file whose bytes are made some other way."""

    name: str
    material: int
    kind: Kind
    make: Callable[[], bytes]
    subject: Subject | None = None


_Item: TypeAlias = _Sheet | _Blob


@contextmanager
def sample_typesetter(fonts: Fonts) -> Iterator[Typesetter]:
    """A typesetter over the samples' own typst sources, open until the end of the block."""
    with (
        resources.as_file(resources.files(__package__) / "typst") as folder,
        Typesetter(folder, fonts) as typesetter,
    ):
        yield typesetter


def make_documents(
    batch: Batch,
    folder: Path,
    fonts: Fonts,
    *,
    seed: int = 1,
    strangers: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[SampleDocument, ...]:
    """Write documents for every material ``batch`` must keep into ``folder``, which must exist.

    With ``strangers`` two more papers that belong to no batch are written. ``progress`` is called
    with the files written so far and their whole number. The same batch, fonts and seed give the
    same documents.

    Raises:
        MissingGlyph: no font has a character of the roster.
    """
    plan = [*_plan(batch), *(_strangers() if strangers else ())]
    made = []
    with sample_typesetter(fonts) as typesetter:
        press = Press(typesetter, fonts, random.Random(f"pen {seed}"))
        chance = random.Random(f"scanner {seed}")
        for count, item in enumerate(plan, 1):
            made.append(_write(item, folder, press, chance))
            if progress:
                progress(count, len(plan))
    return tuple(made)


def _write(item: _Item, folder: Path, press: Press, chance: random.Random) -> SampleDocument:
    path = folder / item.name
    if isinstance(item, _Blob):
        path.write_bytes(item.make())
        return SampleDocument(
            path=path, material=item.material, subject=item.subject, kind=item.kind
        )
    kind: Kind = "digital"
    pages = 1 + sum(type(block).__name__ == "Break" for block in item.paper.blocks)
    if path.suffix == ".docx":
        kind = "office"
        path.write_bytes(word_file(item.paper))
    elif item.scanner is None:
        path.write_bytes(press.pdf(item.paper))
    else:
        kind = "scan" if path.suffix == ".pdf" else "image"
        drawn = press.pages(item.paper, item.scanner.dpi)
        pages = len(drawn)
        save_scan([scan(page, item.scanner, chance) for page in drawn], path, item.scanner)
    return SampleDocument(
        path=path,
        material=item.material,
        subject=item.subject,
        candidate=item.candidate,
        kind=kind,
        coded=bool(item.paper.code),
        pages=pages,
    )


def _plan(batch: Batch) -> list[_Item]:
    items: list[_Item] = [*_before(batch), *_during(batch), *_after(batch)]
    for one in batch.roster:
        items += _own(batch, one)
    return items


def _before(batch: Batch) -> Iterator[_Item]:
    yield _Sheet(name="SCAN_0001.pdf", material=1, paper=before.application(batch), scanner=TYPICAL)
    yield _Blob(
        name="报名人员花名册.xlsx", material=2, kind="office", make=lambda: roster_sheet(batch)
    )
    yield _Sheet(name="评价方案（定稿）.docx", material=3, paper=before.scheme(batch))
    if batch.category is Category.THIRD_PARTY:
        yield _Sheet(
            name="扫描件_20240201.pdf", material=4, paper=orders.agreement(batch), scanner=GREY
        )
    yield _Sheet(name="新建 文档(3).pdf", material=5, paper=orders.task_notice(batch))
    yield _Sheet(
        name="IMG_2031.jpg", material=6, paper=before.facilities_check(batch), scanner=TYPICAL
    )
    coded = before.papers_handover(batch, _code(batch, 7))
    yield _Sheet(name="SCAN_0012.pdf", material=7, paper=coded, scanner=TIRED)


def _during(batch: Batch) -> Iterator[_Item]:
    yield _Sheet(name="质量督导反馈.docx", material=8, paper=during.quality_feedback(batch))
    yield _Sheet(name="文档1.pdf", material=9, paper=during.examiners_feedback(batch))
    coded = during.sign_in(batch, _THEORY, _code(batch, 10, _THEORY))
    yield _Sheet(name="SCAN_0013.pdf", material=10, subject=_THEORY, paper=coded, scanner=TYPICAL)
    yield _Sheet(
        name="SCAN_0014.pdf",
        material=10,
        subject=_SKILL,
        paper=during.sign_in(batch, _SKILL),
        scanner=GREY,
    )
    yield _Sheet(
        name="IMG_2032.jpg",
        material=11,
        subject=_THEORY,
        paper=during.theory_room(batch),
        scanner=GREY,
    )
    yield _Sheet(
        name="传真0317.tif",
        material=11,
        subject=_SKILL,
        paper=during.skill_room(batch),
        scanner=FAX,
    )
    if batch.has_workpieces:
        yield _Sheet(name="委托保存.pdf", material=12, paper=during.custody_notice(batch))
        yield _Sheet(
            name="IMG_2077.jpg", material=22, paper=during.workpieces(batch), scanner=_CLEAN
        )
    for subject, name in ((_THEORY, "CH03_20240316090000.mp4"), (_SKILL, "技能考场录像.mp4")):
        yield _Blob(
            name=name,
            material=18,
            kind="video",
            subject=subject,
            make=lambda subject=subject: room_video(batch, subject),  # type: ignore[misc]
        )


def _after(batch: Batch) -> Iterator[_Item]:
    yield _Sheet(name="SCAN_0031.pdf", material=13, paper=after.scores(batch), scanner=TYPICAL)
    yield _Blob(name="成绩汇总.xlsx", material=13, kind="office", make=lambda: scores_sheet(batch))
    yield _Sheet(
        name="职业技能等级认定试卷质量反馈表.docx", material=14, paper=after.papers_feedback(batch)
    )
    yield _Sheet(
        name="四级理论样卷.pdf",
        material=15,
        subject=_THEORY,
        paper=after.blank_paper(batch, _THEORY),
    )
    yield _Sheet(
        name="文档2.pdf", material=15, subject=_SKILL, paper=after.blank_paper(batch, _SKILL)
    )
    yield _Sheet(
        name="SCAN_0032.pdf", material=16, paper=after.certificates(batch), scanner=TYPICAL
    )
    yield _Sheet(name="公示.pdf", material=17, paper=after.public_list(batch))


def _own(batch: Batch, one: Candidate) -> Iterator[_Item]:
    """Each candidate's papers; the first two have some that were scanned."""
    at = one.position
    yield _Sheet(
        name=f"SCAN_{100 + at:04d}.pdf" if at == 1 else f"export_{one.ticket_number}.pdf",
        material=19,
        subject=_THEORY,
        candidate=at,
        paper=own.theory_answers(batch, one),
        scanner=TYPICAL if at == 1 else None,
    )
    yield _Sheet(
        name=f"{one.name}-技能试卷.pdf" if at != 2 else "SCAN_0120.pdf",
        material=19,
        subject=_SKILL,
        candidate=at,
        paper=own.skill_answers(batch, one),
        scanner=GREY if at == 2 else None,
    )
    coded = at == 1
    yield _Sheet(
        name=f"SCAN_{130 + at:04d}.pdf" if coded else f"{one.ticket_number}.pdf",
        material=20,
        subject=_SKILL,
        candidate=at,
        paper=own.score_sheet(batch, one, _code(batch, 20, _SKILL, at) if coded else ""),
        scanner=TYPICAL if coded else None,
    )
    yield _Sheet(
        name=f"报名材料 {one.name}.pdf" if at != 3 else "扫描全能王 2024-02-20.pdf",
        material=21,
        candidate=at,
        paper=own.registration(batch, one),
    )


def _strangers() -> tuple[_Sheet, ...]:
    return (
        _Sheet(name="食堂菜单.pdf", material=None, paper=canteen_menu()),
        _Sheet(name="SCAN_0099.pdf", material=None, paper=training_roll(), scanner=GREY),
    )


def _code(
    batch: Batch, material: int, subject: Subject | None = None, candidate: int | None = None
) -> str:
    code = FormCode(batch=batch.number, material=material, subject=subject, candidate=candidate)
    return form_code_text(code)
