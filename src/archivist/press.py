"""The press (打印与盖章): printer and stamper of an open archive, made in one place."""

from archivist.archive import Archive
from archivist.arrangement.printing import Printer
from archivist.arrangement.stamping import Stamper


def printer_of(archive: Archive, actor: str, *, previews: bool = True) -> Printer:
    """What sets and enters the sheets of this archive; ``previews`` need its reader."""
    return Printer(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        pack=archive.pack,
        settings=archive.settings,
        typesetter=archive.typesetter,
        actor=actor,
        reader=archive.reader if previews else None,
    )


def stamper_of(archive: Archive, actor: str) -> Stamper:
    """What makes the stamped copies of this archive."""
    return Stamper(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        pack=archive.pack,
        settings=archive.settings,
        fonts=archive.fonts,
        reader=archive.reader,
        actor=actor,
    )
