"""Printing (打印): the sheets of a batch as PDF in its 打印 folder, entered and in the manifest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from archivist.arrangement import sheets
from archivist.arrangement.checking import check_batch
from archivist.errors import NothingToPrint
from archivist.keeping import batches, durable, ledger, records
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import PRINTS, Shelf, safe_name
from archivist.making.longtable import pdf_in_chunks
from archivist.making.pages import join
from archivist.making.typeset import Typesetter
from archivist.records.record import Record
from archivist.rules.numbering import serial_text
from archivist.rules.pack import RulePack
from archivist.settings import Settings

KINDS = {
    "cover": "档案盒正面",
    "spine": "盒脊",
    "catalogue-cover": "归档文件目录封面",
    "catalogue": "归档文件目录",
    "bag": "档案袋正面",
    "note": "备考表",
}
OWN_SIZE = ("cover", "spine")
BUNDLE = "A4 打印件合订"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet to be set: its kind, the name of its file, its template and what stands on it."""

    kind: str
    name: str
    template: str
    data: sheets.Data


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Sets and enters the sheets of one archive."""

    catalogue: Catalogue
    shelf: Shelf
    pack: RulePack
    settings: Settings
    typesetter: Typesetter
    actor: str

    def print_batch(self, batch: str, kinds: Iterable[str], today: date) -> tuple[str, ...]:
        """Print the wanted kinds of sheets; returns their places under the archive root.

        Raises:
            NothingToPrint: the batch has no numbered record in a box yet.
            SettingsError: a template or value does not fit; sheets set before it stay.
        """
        wanted = set(kinds)
        made = [sheet for sheet in self._sheets(batch, today) if sheet.kind in wanted]
        if not made:
            raise NothingToPrint(batch=batch, why="没有已编号、已装盒的件")
        folder = batches.held(self.catalogue, batch).folder
        places = []
        for sheet in made:
            place = f"{folder}/{PRINTS}/{safe_name(sheet.name)}.pdf"
            digest = durable.write(self.shelf.path(place), self._set(sheet))
            with self.catalogue.transaction():
                records.keep_sheet(self.catalogue, batch, sheet.kind, place, digest)
                batches.mark_stale(self.catalogue, batch)
            places.append(place)
        if wanted >= set(KINDS):
            places.append(self._bundle(batch, folder, made, places))
        with self.catalogue.transaction():
            ledger.tell(
                self.catalogue,
                actor=self.actor,
                act="printed",
                subject=f"batch/{batch}",
                sheets=[sheet.name for sheet in made],
            )
        return tuple(places)

    def _set(self, sheet: Sheet) -> bytes:
        if sheet.kind == "catalogue":  # the one sheet that can be thousands of lines long
            return pdf_in_chunks(self.typesetter, sheet.template, sheet.data, "rows")
        return self.typesetter.pdf(sheet.template, sheet.data)

    def _bundle(self, batch: str, folder: str, made: list[Sheet], places: list[str]) -> str:
        """All A4 sheets in one file, in order, so that they are printed in one go."""
        a4 = [
            self.shelf.path(place)
            for sheet, place in zip(made, places, strict=True)
            if sheet.kind not in OWN_SIZE
        ]
        place = f"{folder}/{PRINTS}/{BUNDLE}.pdf"
        digest = durable.write(self.shelf.path(place), join(a4))
        with self.catalogue.transaction():
            records.keep_sheet(self.catalogue, batch, "bundle", place, digest)
        return place

    def _sheets(self, batch: str, today: date) -> Iterator[Sheet]:
        held = batches.held(self.catalogue, batch)
        bearings = sheets.Bearings(held=held, body=self.settings.body, printed_on=today)
        numbered = [r for r in records.of_batch(self.catalogue, batch) if r.serial is not None]
        yield from self._box_sheets(bearings, numbered, today)
        for key in dict.fromkeys(record.term for record in numbered):
            term = self.pack.term(key)
            mine = [record for record in numbered if record.term == key]
            cover = sheets.catalogue_cover(bearings, term)
            yield Sheet("catalogue-cover", f"目录封面 {term.folder}", "catalogue-cover", cover)
            rows = sheets.catalogue_sheet(bearings, term, mine)
            yield Sheet("catalogue", f"归档文件目录 {term.folder}", "catalogue", rows)
        yield from self._bags(bearings, numbered)

    def _box_sheets(
        self, bearings: sheets.Bearings, numbered: list[Record], today: date
    ) -> Iterator[Sheet]:
        batch = bearings.batch.number
        checklist = check_batch(self.catalogue, self.pack, batch, today)
        for box in records.boxes(self.catalogue, batch):
            term = self.pack.term(box.term)
            name = f"{serial_text(box.number)} {term.folder}"
            cover = sheets.box_cover(bearings, box, term)
            yield Sheet("cover", f"档案盒正面 {name}", "box-cover", cover)
            yield Sheet("spine", f"盒脊 {name}", "spine", sheets.spine(bearings, box, term))
            mine = [record for record in numbered if record.term == box.term]
            about = [
                line
                for line in checklist
                if self._term_of(line.material) == box.term and box.part == box.of
            ]
            lines = sheets.note_lines(box, mine, about, self._void(mine))
            data = sheets.note(bearings, box, term, lines, today)
            yield Sheet("note", f"备考表 {name}", "note", data)

    def _bags(self, bearings: sheets.Bearings, numbered: list[Record]) -> Iterator[Sheet]:
        """One bag for each material that is kept per candidate."""
        for material in self.pack.materials:
            mine = [record for record in numbered if record.material == material.number]
            if material.per != "candidate" or not mine:
                continue
            term = self.pack.term(material.term)
            data = sheets.bag(bearings, term, material.title, mine, None)
            yield Sheet("bag", f"档案袋正面 {material.label}", "bag", data)

    def _term_of(self, material: int) -> str:
        known = {m.number: m.term for m in self.pack.materials}
        return known.get(material, self.pack.extra_term)

    @staticmethod
    def _void(mine: list[Record]) -> list[int]:
        """Numbers below the highest that no kept record of the term bears."""
        borne = {record.serial for record in mine if record.serial is not None}
        return [n for n in range(1, max(borne, default=0)) if n not in borne]
