"""Stamping (盖归档章): stamped copies in 用件; the originals are only read.

What is no page (video, Word, Excel) gets no copy: its stamp is printed for the paper instead.
A copy whose stamp would read differently now is made anew. Copies of scans are searchable, and
those that can be are PDF/A-2b.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath

from PIL import Image

from archivist.arrangement.sheets import stamp_fields
from archivist.errors import ArchivistError, CannotStamp, DocumentError, SettingsError
from archivist.keeping import accessions, batches, durable, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.codec import to_json
from archivist.keeping.shelf import COPIES, Shelf
from archivist.making.fonts import Fonts
from archivist.making.images import image_to_pdf
from archivist.making.stamp import Stamped, stamp
from archivist.reading.reader import Reader
from archivist.records.record import AccessCopy, Record
from archivist.records.stamp import StampFields
from archivist.rules.pack import RulePack
from archivist.settings import Settings

Report = Callable[[str, int, int], None]
PAGED = ("pdf", "image")
LOOK_DPI = 60.0


@dataclass(slots=True)
class Stamping:
    """What one round of stamping made, left as it was, and could not do."""

    made: list[AccessCopy] = field(default_factory=list)
    current: int = 0
    failed: list[tuple[Record, ArchivistError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamper:
    """Stamps the numbered records of one archive."""

    catalogue: Catalogue
    shelf: Shelf
    pack: RulePack
    settings: Settings
    fonts: Fonts
    reader: Reader
    actor: str

    def stamp_batch(self, batch: str, report: Report | None = None) -> Stamping:
        """Make the copies that are missing or out of date; one that fails does not stop the rest.

        Raises NoSuchBatch.
        """
        held = batches.held(self.catalogue, batch)
        numbered = [
            record
            for record in records.of_batch(self.catalogue, batch)
            if record.serial is not None and record.media in PAGED and record.place
        ]
        copies = records.copies(self.catalogue, batch)
        outcome = Stamping()
        for done, record in enumerate(numbered, 1):
            fields = self._fields(held, record)
            made_for = to_json(fields)
            if record.id in copies and copies[record.id][1] == made_for:
                outcome.current += 1
            else:
                try:
                    outcome.made.append(self._stamp(held, record, fields, made_for))
                except (DocumentError, SettingsError) as problem:
                    outcome.failed.append((record, problem))
            if report is not None:
                report(record.title, done, len(numbered))
        if outcome.made:
            with self.catalogue.transaction():
                batches.mark_stale(self.catalogue, batch)
        return outcome

    def _stamp(self, held: Held, record: Record, fields: StampFields, made_for: str) -> AccessCopy:
        stamped = self._stamped(record, fields)
        place = copy_place(held.folder, record)
        if records.copy_of(self.catalogue, record.id):  # nobody vouches for it while it is replaced
            with self.catalogue.transaction():
                records.drop_copy(self.catalogue, record.id)
                batches.mark_stale(self.catalogue, record.batch)
        digest = durable.write(self.shelf.path(place), stamped.pdf)
        copy = AccessCopy(
            record=record.id,
            place=place,
            digest=digest,
            of_digest=record.digest,
            made_at=datetime.now(UTC),
            note=stamped.note,
        )
        with self.catalogue.transaction():
            records.keep_copy(self.catalogue, copy, made_for)
            batches.mark_stale(self.catalogue, record.batch)
            ledger.tell(
                self.catalogue,
                actor=self.actor,
                act="stamped",
                subject=f"record/{record.id}",
                place=place,
                digest=digest,
                on_sheet=stamped.on_sheet,
                searchable=stamped.searchable,
                note=stamped.note,
            )
        return copy

    def _fields(self, held: Held, record: Record) -> StampFields:
        edition = self.settings.print.stamp_edition
        term = self.pack.term(record.term)
        return stamp_fields(self.settings.body, held, term, record, edition)

    def _stamped(self, record: Record, fields: StampFields) -> Stamped:
        path = self.shelf.path(record.place)
        png = self.reader.picture(path, path.name, dpi=LOOK_DPI)
        if not isinstance(png, bytes):
            raise CannotStamp(name=record.title, why="看不到第一页")
        original = image_to_pdf(path) if record.media == "image" else path
        reading = accessions.reading(self.catalogue, record.digest)
        with Image.open(io.BytesIO(png)) as look:
            return stamp(
                original,
                fields,
                self.fonts,
                page_image=look,
                name=record.title,
                pages=reading.pages if reading else (),
                pdfa=True,
            )


def copy_place(folder: str, record: Record) -> str:
    """The copy's place: 用件, then the original's path, always as PDF."""
    inside = PurePosixPath(record.place).relative_to(folder)
    return str(PurePosixPath(folder) / COPIES / inside.with_suffix(".pdf"))
