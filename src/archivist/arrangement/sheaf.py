"""The sheaf (一套打印件): which sheets a batch has, and what stands on each, from today's records.

Printing sets these values and keeps them; ``agreement`` asks for them again and compares.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from archivist.arrangement import sheets
from archivist.arrangement.boxing import order
from archivist.arrangement.boxlist import box_list
from archivist.arrangement.checking import check_batch
from archivist.arrangement.history import box_lines, history_of
from archivist.keeping import records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import PRINTS, safe_name
from archivist.records.box import Box, BoxKind
from archivist.records.record import Record
from archivist.rules.numbering import serial_text
from archivist.rules.pack import RulePack
from archivist.rules.retention import appraise
from archivist.settings import Settings

BUNDLE_KIND = "bundle"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to be set: its kind, the name of its file, its template and what stands on it."""

    kind: str
    name: str
    template: str
    data: sheets.Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """All sheets of one archive's batches, as values."""

    catalogue: Catalogue
    pack: RulePack
    settings: Settings

    def of_batch(self, held: Held, today: date) -> Iterator[Sheet]:
        """Every sheet the batch has, in the order in which they are printed.

        ``held`` may say more than the catalogue yet does: that the batch is about to be sealed.
        """
        bearings = sheets.Bearings(held=held, body=self.settings.body, printed_on=today)
        numbered = [
            record
            for record in records.of_batch(self.catalogue, held.batch.number)
            if record.serial is not None
        ]
        yield from self._box_sheets(bearings, numbered, today)
        for key in dict.fromkeys(record.term for record in numbered):
            term = self.pack.term(key)
            mine = [record for record in numbered if record.term == key]
            cover = sheets.catalogue_cover(bearings, term)
            yield Sheet("catalogue-cover", f"目录封面 {term.folder}", "catalogue-cover", cover)
            rows = sheets.catalogue_sheet(bearings, term, mine)
            yield Sheet("catalogue", f"归档文件目录 {term.folder}", "catalogue", rows)
        yield from self._bags(bearings, numbered)
        boxes = records.boxes(self.catalogue, held.batch.number)
        if boxes:
            listed = box_list(boxes, self.pack, self.settings.body, today, batch=held.batch.number)
            yield Sheet("box-list", "装盒清单", "box-list", {**listed, "made_on": today})

    def _box_sheets(
        self, bearings: sheets.Bearings, numbered: list[Record], today: date
    ) -> Iterator[Sheet]:
        """Cover and spine of each paper box that holds anything; a note for every container."""
        batch = bearings.batch.number
        checklist = check_batch(self.catalogue, self.pack, batch, today)
        history = history_of(self.catalogue, bearings.held)
        for box in records.boxes(self.catalogue, batch):
            term = self.pack.term(box.term)
            name = f"{serial_text(box.number)} {term.folder}"
            if box.kind is BoxKind.PAPER and box.records:
                cover = sheets.box_cover(bearings, box, term)
                yield Sheet("cover", f"档案盒正面 {name}", "box-cover", cover)
                yield Sheet("spine", f"盒脊 {name}", "spine", sheets.spine(bearings, box, term))
                exam = sheets.exam_spine(bearings, box, term)
                yield Sheet("exam-spine", f"考务档案盒脊 {name}", "exam-spine", exam)
            mine = [record for record in numbered if record.term == box.term]
            about = [
                line
                for line in checklist
                if self._term_of(line.material) == box.term and self._speaks(box, batch)
            ]
            lines = sheets.note_lines(box, mine, about, box_lines(history, box))
            data = sheets.note(bearings, box, term, lines, today)
            yield Sheet("note", f"备考表 {name}", "note", data)

    def _speaks(self, box: Box, batch: str) -> bool:
        """Whether this box's note tells what its term lacks: the last paper box, else the last."""
        mine = [b for b in records.boxes(self.catalogue, batch) if b.term == box.term and b.records]
        papers = [b for b in mine if b.kind is BoxKind.PAPER]
        return bool(mine) and box.number == (papers or mine)[-1].number

    def _bags(self, bearings: sheets.Bearings, numbered: list[Record]) -> Iterator[Sheet]:
        """One bag for each material that is kept per candidate."""
        for material in self.pack.materials:
            mine = [record for record in numbered if record.material == material.number]
            if material.per != "candidate" or not mine:
                continue
            term = self.pack.term(material.term)
            mine.sort(key=order)
            data = sheets.bag(bearings, term, material.title, mine, self._due_on(bearings, mine))
            yield Sheet("bag", f"档案袋正面 {material.label}", "bag", data)

    def _due_on(self, bearings: sheets.Bearings, mine: list[Record]) -> date | None:
        """When the last of these falls due; None if that cannot be told of each."""
        days = [
            appraise(
                record,
                bearings.batch,
                self.pack,
                holds=(),
                today=bearings.printed_on,
                floors=self.settings.rules.floors,
                rounding=self.settings.rules.round,
            ).due_on
            for record in mine
        ]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    def _term_of(self, material: int) -> str:
        known = {m.number: m.term for m in self.pack.materials}
        return known.get(material, self.pack.extra_term)


def sheet_place(folder: str, sheet: Sheet) -> str:
    """Where a sheet lies: in the batch's 打印 folder, under its own name."""
    return f"{folder}/{PRINTS}/{safe_name(sheet.name)}.pdf"


def sheet_subject(place: str) -> str:
    """What the ledger calls a printed file."""
    return f"sheet/{place}"
