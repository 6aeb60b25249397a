"""Printing (打印): the sheets of a batch as PDF in its 打印 folder, entered and in the manifest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archivist.arrangement.sheaf import Sheaf, Sheet, sheet_place
from archivist.errors import NothingToPrint
from archivist.keeping import batches, durable, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.codec import to_json
from archivist.keeping.shelf import PRINTS, Shelf
from archivist.making.longtable import pdf_in_chunks
from archivist.making.pages import join
from archivist.making.typeset import Typesetter
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
BUNDLE_KIND = "bundle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Sets and enters the sheets of one archive."""

    catalogue: Catalogue
    shelf: Shelf
    pack: RulePack
    settings: Settings
    typesetter: Typesetter
    actor: str

    def print_batch(
        self, batch: str, kinds: Iterable[str], today: date, held: Held | None = None
    ) -> tuple[str, ...]:
        """Print the wanted kinds of sheets; returns their places under the archive root.

        What stands on each is kept with it. Sheets of these kinds that the batch no longer has
        are taken away. ``held`` is the batch as it is about to be, when it is being sealed.

        Raises:
            NothingToPrint: the batch has no numbered record in a box yet.
            SettingsError: a template or value does not fit; sheets set before it stay.
        """
        wanted = set(kinds)
        held = held or batches.held(self.catalogue, batch)
        sheaf = Sheaf(catalogue=self.catalogue, pack=self.pack, settings=self.settings)
        made = [sheet for sheet in sheaf.of_batch(held, today) if sheet.kind in wanted]
        if not made:
            raise NothingToPrint(batch=batch, why="没有已编号、已装盒的件")
        folder = held.folder
        places = []
        for sheet in made:
            place = sheet_place(folder, sheet)
            self._enter(batch, sheet.kind, place, self._set(sheet), to_json(sheet.data), today)
            places.append(place)
        self._withdraw(batch, wanted, places)
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

    def _withdraw(self, batch: str, kinds: set[str], places: list[str]) -> None:
        """Take away earlier sheets of these kinds that say something of no box or term now."""
        for sheet in records.printed(self.catalogue, batch):
            if sheet.kind in kinds and sheet.place not in places:
                with self.catalogue.transaction():
                    records.drop_sheet(self.catalogue, sheet.place)
                    batches.mark_stale(self.catalogue, batch)
                durable.remove(self.shelf.path(sheet.place))

    def _bundle(self, batch: str, folder: str, made: list[Sheet], places: list[str]) -> str:
        """All A4 sheets in one file, in order, so that they are printed in one go."""
        a4 = [
            self.shelf.path(place)
            for sheet, place in zip(made, places, strict=True)
            if sheet.kind not in OWN_SIZE
        ]
        place = f"{folder}/{PRINTS}/{BUNDLE}.pdf"
        now = {sheet.place: sheet.digest for sheet in records.printed(self.catalogue, batch)}
        parts = {self.shelf.place(path): now[self.shelf.place(path)] for path in a4}
        self._enter(batch, BUNDLE_KIND, place, join(a4), to_json({"parts": parts}), None)
        return place

    def _enter(
        self, batch: str, kind: str, place: str, pdf: bytes, made_for: str, printed_on: date | None
    ) -> None:
        """Write a sheet and enter it. While it is being replaced the catalogue vouches for none."""
        if any(sheet.place == place for sheet in records.printed(self.catalogue, batch)):
            with self.catalogue.transaction():
                records.drop_sheet(self.catalogue, place)
                batches.mark_stale(self.catalogue, batch)
        digest = durable.write(self.shelf.path(place), pdf)
        with self.catalogue.transaction():
            records.keep_sheet(
                self.catalogue,
                batch,
                kind,
                place,
                digest,
                printed_on=printed_on,
                made_for=made_for,
            )
            batches.mark_stale(self.catalogue, batch)
