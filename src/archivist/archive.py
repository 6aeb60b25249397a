"""One archive, open: settings, rule pack, shelf, catalogue and tools, ready to use.

Faces open it and hand its parts to the desks. A writing archive holds the lock; a reading one
opens the catalogue read-only and may be opened beside it.
"""

import shutil
import threading
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from archivist.errors import CatalogueTooOld, FolderRefused, NetworkShelf, NoArchive, error_by_code
from archivist.keeping import durable
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.disk import network_kind
from archivist.keeping.lock import ArchiveLock
from archivist.keeping.shelf import Shelf
from archivist.records.reading import Unread
from archivist.rules.pack import RulePack, load_pack
from archivist.settings import Settings, load_settings

if TYPE_CHECKING:
    from archivist.making.fonts import Fonts
    from archivist.making.typeset import Typesetter
    from archivist.reading.reader import Reader

CONFIG = "config.toml"


class Archive:
    """An open archive; use it as a context manager."""

    def __init__(self, root: Path, *, write: bool) -> None:
        """Open the archive whose config.toml lies in ``root``.

        Raises:
            NoArchive: there is none.
            SettingsError: config.toml or the rule pack is wrong.
            NetworkShelf: it lies on a network disk, where writing is not sure.
            ArchiveLocked: another process writes into it.
            DamageError: its catalogue cannot be used.
        """
        config = root / CONFIG
        if not config.is_file():
            raise NoArchive(path=root)
        self.settings: Settings = load_settings(config)
        self.pack: RulePack = load_pack(self.settings.rules.pack)
        self.shelf = Shelf(self.settings.archive)
        if not self.shelf.catalogue.is_file():
            raise NoArchive(path=root)
        self.write = write
        # Recovery and each decision of the page take turns: what is half done is not litter.
        self.turn = threading.RLock()
        self._lock = ArchiveLock(self.shelf.own)
        if write:
            _must_be_local(self.shelf.root)
            self._lock.take()
        try:
            if self._lock.after_crash:
                durable.clear_parts(self.shelf.root)
            self.catalogue = self._opened(write)
        except BaseException:
            self._lock.release()
            raise

    def _opened(self, write: bool) -> Catalogue:
        """The catalogue; one of an earlier version is brought up to date first, even to look."""
        path = self.shelf.catalogue
        try:
            return Catalogue(path, read_only=not write)
        except CatalogueTooOld:
            with self._lock:
                Catalogue(path).close()
            return Catalogue(path, read_only=True)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop the reading workers, close the catalogue, give back the lock."""
        for tool in ("reader", "typesetter"):
            opened = self.__dict__.pop(tool, None)
            if opened is not None:
                opened.close()
        self.catalogue.close()
        if self.write:
            self._lock.release()

    @cached_property
    def reader(self) -> "Reader":
        """The reading workers; they start with the first document."""
        from archivist.reading.reader import Reader

        return Reader(self.settings.reading)

    def tables(self, path: Path) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """The tables of a workbook, Word or PDF file. Raises the DocumentError it met."""
        found = self.reader.tables(path, path.name)
        if isinstance(found, Unread):
            raise error_by_code(found.code)(**{"name": path.name, **dict(found.facts)})
        return found

    @cached_property
    def fonts(self) -> "Fonts":
        """The fonts for printing. Raises NoFont."""
        from archivist.making.fonts import find_fonts

        own = self.settings.print.fonts_dir
        return find_fonts(self.settings.root / own if own else None)

    @cached_property
    def typesetter(self) -> "Typesetter":
        """The typesetter over the archive's own templates."""
        from archivist.making.typeset import Typesetter

        return Typesetter(self.settings.templates / "typst", self.fonts)


def is_archive(root: Path) -> bool:
    """Whether an archive has been made at ``root``. Raises SettingsError for a wrong config."""
    config = root / CONFIG
    return config.is_file() and Shelf(load_settings(config).archive).catalogue.is_file()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What ``init`` made; what was there already is left alone."""

    root: Path
    made: tuple[str, ...]


def init_archive(root: Path) -> Made:
    """Make what is missing: config.toml, templates, inbox, archive and its catalogue.

    Raises:
        FolderRefused: files cannot be made, renamed and removed there.
        NetworkShelf: the archive would lie on a network disk.
        SettingsError: a config.toml that is already there is wrong.
    """
    made: list[str] = []
    root.mkdir(parents=True, exist_ok=True)
    config = root / CONFIG
    if not config.exists():
        shutil.copyfile(_shipped(CONFIG), config)
        made.append(CONFIG)
    settings = load_settings(config)
    _must_be_local(settings.archive)
    for folder in (settings.inbox, settings.archive, settings.templates):
        if not folder.is_dir():
            folder.mkdir(parents=True)
            made.append(folder.name)
    for folder in (settings.inbox, settings.archive):
        _must_be_usable(folder)
    made.extend(_copy_missing(_shipped("templates"), settings.templates))
    shelf = Shelf(settings.archive)
    for folder in (shelf.own, shelf.work, shelf.quarantine):
        folder.mkdir(exist_ok=True)
    if not shelf.catalogue.exists():
        with ArchiveLock(shelf.own):
            Catalogue(shelf.catalogue).close()
        made.append("目录库")
    return Made(root=root, made=tuple(made))


def _shipped(name: str) -> Path:
    """A file or folder that comes with archivist: in the wheel, or in the source tree."""
    inside = Path(str(files("archivist"))) / "ships" / name
    return inside if inside.exists() else Path(__file__).parents[2] / name


def _copy_missing(source: Path, target: Path) -> list[str]:
    if source.resolve() == target.resolve():
        return []
    made = []
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir() or copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        made.append(f"templates/{path.relative_to(source).as_posix()}")
    return made


def _must_be_local(folder: Path) -> None:
    kind = network_kind(folder)
    if kind:
        raise NetworkShelf(path=folder, kind=kind)


def _must_be_usable(folder: Path) -> None:
    """Making, renaming and removing must work before the first document comes."""
    probe, renamed = folder / ".archivist-probe", folder / ".archivist-probe2"
    try:
        probe.write_bytes(b"")
        probe.replace(renamed)
        renamed.unlink()
    except OSError as problem:
        raise FolderRefused(path=folder) from problem
