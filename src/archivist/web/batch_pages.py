"""The pages of the batches (批次): the list, and one batch with its checklist and records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import PurePosixPath

from archivist.arrangement.checking import check_batch
from archivist.arrangement.sealing import open_points
from archivist.errors import ArchivistError, FileGone
from archivist.keeping import batches, records
from archivist.keeping.batches import Held
from archivist.records.checklist import ChecklistLine, Presence
from archivist.records.record import Record
from archivist.rules.pack import RulePack
from archivist.web import form
from archivist.web.answers import Asked, Attachment, Office, Page

PER_PAGE = 30
BAR_WIDTH = 200
_BAR_ORDER = (Presence.PRESENT, Presence.PARTIAL, Presence.MISSING, Presence.AWAITING)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a progress bar, in its units of 200."""

    presence: Presence
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a batch's checklist is filled; ``counts`` are lines, ``wanted`` those that apply."""

    held: Held
    records: int
    counts: dict[Presence, int]
    wanted: int
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A material's records on the batch page."""

    material: int
    title: str
    term: str
    records: tuple[Record, ...]


def batch_list(office: Office, asked: Asked) -> Page:
    """All batches, the newest first."""
    every = batches.every(office.archive.catalogue)[::-1]
    pages = max(1, -(-len(every) // PER_PAGE))
    page = min(max(1, form.number(asked.untrusted_query, "page", "页码") or 1), pages)
    some = every[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Page(
        template="batches.html",
        facts={
            "progress": [progress_of(office, held) for held in some],
            "total": len(every),
            "page": page,
            "pages": pages,
        },
    )


def batch_page(office: Office, asked: Asked) -> Page:
    """One batch: its facts, its checklist and its records."""
    return shown(office, asked.untrusted_query.get("number", ""))


def shown(
    office: Office, number: str, *, problem: ArchivistError | None = None, status: int = 200
) -> Page:
    """The page of one batch, with what was refused there just now. Raises NoSuchBatch."""
    archive = office.archive
    held = batches.held(archive.catalogue, number)
    lines = check_batch(archive.catalogue, archive.pack, number, _today())
    filed = records.of_batch(archive.catalogue, number)
    against: tuple[str, ...] = ()
    if held.sealed_at is None:
        against = open_points(archive.catalogue, archive.pack, number, _today())
    return Page(
        template="batch.html",
        facts={
            "held": held,
            "batch": held.batch,
            "lines": lines,
            "progress": _progress(held, len(filed), lines),
            "folders": _folders(archive.pack, filed),
            "count": len(filed),
            "against": against,
            "problem": problem,
        },
        status=status,
    )


def original(office: Office, asked: Asked) -> Attachment:
    """A record's original, to be saved. Raises NoSuchRecord, FileGone."""
    record = records.get(office.archive.catalogue, asked.ids["record"])
    if not record.place:
        raise FileGone(place=record.title)
    path = office.archive.shelf.path(record.place)
    return Attachment(path, PurePosixPath(record.place).name)


def progress_of(office: Office, held: Held) -> Progress:
    """How far a batch is, as of today."""
    archive = office.archive
    lines = check_batch(archive.catalogue, archive.pack, held.batch.number, _today())
    return _progress(held, records.count(archive.catalogue, held.batch.number), lines)


def _progress(held: Held, filed: int, lines: Sequence[ChecklistLine]) -> Progress:
    counted = Counter(line.presence for line in lines)
    counts = {presence: counted[presence] for presence in Presence}
    wanted = len(lines) - counts[Presence.NOT_APPLICABLE]
    return Progress(
        held=held, records=filed, counts=counts, wanted=wanted, bar=_bar(counts, wanted)
    )


def _bar(counts: dict[Presence, int], wanted: int) -> tuple[Segment, ...]:
    segments = []
    start = 0.0
    for presence in _BAR_ORDER:
        width = counts[presence] * BAR_WIDTH / wanted if wanted else 0.0
        if width:
            segments.append(Segment(presence, round(start, 2), round(width, 2)))
        start += width
    return tuple(segments)


def _folders(pack: RulePack, filed: Sequence[Record]) -> list[Folder]:
    titles = {material.number: material.title for material in pack.materials}
    folders = []
    for number, group in groupby(filed, key=lambda record: record.material):
        mine = tuple(group)
        title = titles.get(number, mine[0].title)
        folders.append(
            Folder(material=number, title=title, term=pack.term(mine[0].term).name, records=mine)
        )
    return folders


def _today() -> date:
    return datetime.now().astimezone().date()
