"""Two batches on one desk: records without files, and a printer that sets no type."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from archivist.archive import Archive
from archivist.arrangement.boxing import box_batch
from archivist.arrangement.numbering import number_batch
from archivist.arrangement.printing import KINDS, Printer
from archivist.arrangement.sheaf import Sheet, sheet_place
from archivist.keeping import records
from archivist.keeping.codec import plain, to_json
from archivist.records.box import Box
from archivist.records.material import Carrier
from archivist.records.record import Record
from tests.builders import make_archive, opened, paper, small_batch

CLERK = "王档案"
TODAY = date(2024, 6, 3)
ONE = small_batch()
OTHER = replace(ONE, number="TST-SP-2024-0002")
_COUNT = itertools.count(1)


@contextmanager
def desk(root: Path, **settings: Any) -> Iterator[Archive]:
    """An open archive with both batches; ``settings`` are those of 编号."""
    with opened(make_archive(root, ONE, OTHER)) as archive:
        archive.settings = replace(
            archive.settings, numbering=replace(archive.settings.numbering, **settings)
        )
        yield archive


def shelved(archive: Archive, material: int, batch: str = ONE.number, **facts: Any) -> Record:
    """A record as filing enters it, without a file."""
    base = Record(
        id=0,
        batch=batch,
        material=material,
        subject=None,
        candidate=None,
        title=f"件甲{next(_COUNT)}",
        term=archive.pack.material(material).term,
        carrier=Carrier.PAPER,
        pages=2,
        filed_at=datetime(2024, 6, 1, tzinfo=UTC),
    )
    with archive.catalogue.transaction():
        return records.add(archive.catalogue, replace(base, **facts), None)


def arranged(archive: Archive, batch: str = ONE.number, reason: str = "") -> tuple[Box, ...]:
    """The batch's boxes after numbering and boxing."""
    number_batch(archive.catalogue, archive.pack, archive.settings, batch, CLERK, reason)
    return box_batch(archive.catalogue, batch, 0.1, CLERK)


def now(archive: Archive, record: Record) -> Record:
    """The record as the catalogue has it."""
    return records.get(archive.catalogue, record.id)


class PlainPrinter(Printer):
    """Prints what stands on a sheet as a plain small PDF: no type, no companions, no bundles."""

    def _print(self, batch: str, folder: str, sheet: Sheet, today: date) -> tuple[list[str], str]:
        place = sheet_place(folder, sheet)
        words = json.dumps(plain(sheet.data), ensure_ascii=True)
        self._enter(batch, sheet.kind, place, paper(words), to_json(sheet.data), today)
        return [place], ""

    def _bundles(self, batch: str, folder: str, made: list[Sheet]) -> list[str]:
        del batch, folder, made
        return []


def printer(archive: Archive, kind: type[Printer] = PlainPrinter, *, actor: str = CLERK) -> Printer:
    """A printer of the archive."""
    return kind(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        pack=archive.pack,
        settings=archive.settings,
        typesetter=None,  # type: ignore[arg-type] # a plain printer sets no type
        actor=actor,
    )


def printed(archive: Archive, batch: str = ONE.number) -> tuple[str, ...]:
    """Places of all sheets of the batch, printed."""
    return printer(archive).print_batch(batch, KINDS, TODAY)


def note(archive: Archive, batch: str = ONE.number) -> str:
    """All lines of the batch's 备考表 as printed last."""
    lines: list[str] = []
    for sheet in records.printed(archive.catalogue, batch):
        if sheet.kind == "note" and sheet.made_for:
            lines += json.loads(sheet.made_for)["lines"]
    return "\n".join(lines)
