"""Exporting a register (导出清册): Word, Excel and PDF from the frozen items, kept for ever."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archivist.destruction import originals, sheets
from archivist.destruction.folder import stem, write_manifest
from archivist.errors import RegisterClosed
from archivist.keeping import durable, ledger, registers
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.making import wordrows
from archivist.making.longtable import pdf_in_chunks
from archivist.making.spreadsheet import workbook
from archivist.making.typeset import Typesetter
from archivist.making.word import fill
from archivist.records.register import REGISTER_STATE_NAMES, Register, RegisterState
from archivist.settings import Body, Settings

TEMPLATE = "register"
ORIGINALS_NOTE = " 整份原件说明"

Done = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """Writes the files of one archive's registers."""

    catalogue: Catalogue
    shelf: Shelf
    settings: Settings
    typesetter: Typesetter
    actor: str

    def export(self, number: str, done: Done | None = None) -> tuple[str, ...]:
        """Write a register as docx, xlsx and PDF; returns their places under the archive root.

        If some of its records were cut from a stack, a text says what becomes of the stack's
        original. The files lie in 销毁/<quarter>/ with a manifest; exporting again gives the same
        bytes as long as templates, fonts and the body's name stay the same. ``done`` is told how
        many rows of the PDF are set.

        Raises:
            NoSuchRegister: there is no such register.
            RegisterClosed: it was cancelled.
            SettingsError: a template or font does not do; nothing was written.
        """
        register = registers.get(self.catalogue, number)
        if register.state is RegisterState.CANCELLED:
            state = REGISTER_STATE_NAMES[register.state]
            raise RegisterClosed(register=number, state=state, act="导出")
        body = self.settings.body
        made = {
            ".docx": word(register, body, self.settings.templates / "word" / f"{TEMPLATE}.docx"),
            ".xlsx": workbook([sheets.sheet(register, body)]),
            ".pdf": pdf(register, body, self.typesetter, done),
        }
        held = originals.told(self.catalogue, number)
        if held:
            made[f"{ORIGINALS_NOTE}.txt"] = originals.text(register, held).encode("utf-8-sig")
        files: dict[str, str] = {}
        for suffix, data in made.items():
            place = f"{stem(register)}{suffix}"
            files[place] = durable.write(self.shelf.path(place), data)
        with self.catalogue.transaction():
            ledger.tell(
                self.catalogue,
                actor=self.actor,
                act="exported",
                subject=f"register/{number}",
                files=files,
                digest=register.digest,
            )
        write_manifest(self.catalogue, self.shelf, register.quarter)
        return tuple(files)


def word(register: Register, body: Body, template: Path) -> bytes:
    """The register as docx, to be signed.

    Raises:
        NoSuchTemplate, BadTemplate, TemplateFieldUnknown: the template does not do.
    """
    head = sheets.cover(register, body)
    fields = {name: str(value) for name, value in head.items()}
    sample = wordrows.sample_row(sheets.ROW_FIELDS)
    return wordrows.repeat(fill(template, {**fields, "rows": [sample]}), sheets.rows(register))


def pdf(register: Register, body: Body, typesetter: Typesetter, done: Done | None = None) -> bytes:
    """The register as PDF, to be signed.

    Raises:
        NoSuchTemplate, BadTemplate, MissingGlyph: it cannot be set.
    """
    data = {**sheets.cover(register, body), "rows": list(sheets.rows(register))}
    return pdf_in_chunks(typesetter, TEMPLATE, data, "rows", done=done)
