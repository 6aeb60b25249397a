"""Printing (打印): the sheets of a batch in its 打印 folder, entered and in the manifest.

Every sheet is a PDF, PDF/A-2b where that can be made; lists and what must be edited come as xlsx
and docx too. All sheets together are bundled by the paper the printer needs, with small pictures
of them to look at first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archivist.arrangement.companions import companions
from archivist.arrangement.sheaf import BUNDLE_KIND, Sheaf, Sheet, sheet_place, sheet_subject
from archivist.errors import NothingToPrint
from archivist.keeping import batches, durable, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.codec import to_json
from archivist.keeping.shelf import PRINTS, Shelf, safe_name
from archivist.making.longtable import pdf_in_chunks
from archivist.making.pages import join
from archivist.making.pdfa import to_pdfa
from archivist.making.typeset import Typesetter
from archivist.reading.reader import Reader
from archivist.rules.pack import RulePack
from archivist.settings import Settings

KINDS = {
    "cover": "档案盒正面",
    "spine": "盒脊",
    "exam-spine": "考务档案盒脊",
    "catalogue-cover": "归档文件目录封面",
    "catalogue": "归档文件目录",
    "bag": "档案袋正面",
    "note": "备考表",
}
ON_DEMAND = {"box-list": "装盒清单"}
LONG = ("catalogue", "box-list")  # these can be thousands of lines long
BUNDLE = "A4 打印件合订"
PREVIEWS, PREVIEW_KIND, PREVIEW_DPI = "预览", "preview", 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """Sets and enters the sheets of one archive; without a ``reader`` there are no previews."""

    catalogue: Catalogue
    shelf: Shelf
    pack: RulePack
    settings: Settings
    typesetter: Typesetter
    actor: str
    reader: Reader | None = None

    def print_batch(
        self, batch: str, kinds: Iterable[str], today: date, held: Held | None = None
    ) -> tuple[str, ...]:
        """Print the wanted kinds of sheets; returns their places under the archive root.

        What stands on each is kept with it. Sheets of these kinds that the batch no longer has
        are taken away. ``held`` is the batch as it is about to be, when it is being sealed. All
        kinds at once are bundled, too.

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
        places, said = [], {}
        for sheet in made:
            more, said[sheet.name] = self._print(batch, held.folder, sheet, today)
            places += more
        self._withdraw(batch, wanted, places)
        if wanted >= set(KINDS):
            more = [*self._bundles(batch, held.folder, made), *self._previews(batch, held, made)]
            self._withdraw(batch, {BUNDLE_KIND, PREVIEW_KIND}, more)
            places += more
        self.tell(batch, said)
        return tuple(places)

    def print_loose(self, batch: str, kind: str, name: str, pdf: bytes) -> str:
        """Enter a sheet that no later state of the batch makes wrong; returns its place."""
        held = batches.held(self.catalogue, batch)
        place = f"{held.folder}/{PRINTS}/{safe_name(name)}.pdf"
        made, words = to_pdfa(pdf, name.encode())
        self._enter(batch, kind, place, made)
        self.tell(batch, {name: words})
        return place

    def tell(self, batch: str, said: dict[str, str]) -> None:
        """Tell the ledger which sheets were printed, and of each whether it is PDF/A."""
        with self.catalogue.transaction():
            ledger.tell(
                self.catalogue,
                actor=self.actor,
                act="printed",
                subject=f"batch/{batch}",
                sheets=list(said),
                notes=sorted(set(said.values())),
            )

    def _print(self, batch: str, folder: str, sheet: Sheet, today: date) -> tuple[list[str], str]:
        """Places of a sheet and its companions, and whether it is PDF/A, in words."""
        place = sheet_place(folder, sheet)
        more = companions(sheet.kind, sheet.data, self.settings.templates / "word")
        pdf, words = to_pdfa(self._set(sheet), place.encode())
        self._enter(batch, sheet.kind, place, pdf, to_json(sheet.data), today)
        places = [place]
        for suffix, data in more.items():
            places.append(place.removesuffix(".pdf") + suffix)
            self._enter(batch, sheet.kind, places[-1], data)
        return places, words

    def _set(self, sheet: Sheet) -> bytes:
        if sheet.kind in LONG:
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

    def _bundles(self, batch: str, folder: str, made: list[Sheet]) -> list[str]:
        """One file for each paper the printer needs, so that each is printed in one go."""
        now = {sheet.place: sheet.digest for sheet in records.printed(self.catalogue, batch)}
        bundles: dict[str, list[str]] = {}
        for sheet in made:
            bundles.setdefault(bundle_of(sheet), []).append(sheet_place(folder, sheet))
        places = []
        for name, parts in bundles.items():
            place = f"{folder}/{PRINTS}/{name}.pdf"
            pdf, _ = to_pdfa(join(self.shelf.path(part) for part in parts), place.encode())
            made_for = to_json({"parts": {part: now[part] for part in parts}})
            self._enter(batch, BUNDLE_KIND, place, pdf, made_for)
            places.append(place)
        return places

    def _previews(self, batch: str, held: Held, made: list[Sheet]) -> list[str]:
        """A small picture of each sheet's first page."""
        places: list[str] = []
        for at, sheet in enumerate(made if self.reader is not None else [], 1):
            assert self.reader is not None
            path = self.shelf.path(sheet_place(held.folder, sheet))
            png = self.reader.picture(path, sheet.name, dpi=PREVIEW_DPI)
            if isinstance(png, bytes):
                name = safe_name(f"{at:02d} {sheet.name}")
                places.append(f"{held.folder}/{PRINTS}/{PREVIEWS}/{name}.png")
                self._enter(batch, PREVIEW_KIND, places[-1], png)
        return places

    def _enter(
        self,
        batch: str,
        kind: str,
        place: str,
        data: bytes,
        made_for: str = "",
        printed_on: date | None = None,
    ) -> None:
        """Write a sheet and enter it. While it is being replaced the catalogue vouches for none."""
        if any(sheet.place == place for sheet in records.printed(self.catalogue, batch)):
            with self.catalogue.transaction():
                records.drop_sheet(self.catalogue, place)
                batches.mark_stale(self.catalogue, batch)
        digest = durable.write(self.shelf.path(place), data)
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
            if kind != PREVIEW_KIND:  # so that verify can tell a sheet that was swapped for another
                subject = sheet_subject(place)
                ledger.tell(
                    self.catalogue, actor=self.actor, act="printed", subject=subject, digest=digest
                )


def bundle_of(sheet: Sheet) -> str:
    """The name of the bundle a sheet goes into: by the size of its paper."""
    if sheet.kind == "cover":
        return "档案盒正面合订 220×310"
    if sheet.kind in ("spine", "exam-spine"):
        return f"盒脊合订 {sheet.data['thickness_mm']}×310"
    return BUNDLE
