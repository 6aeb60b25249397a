"""The shelf: the readable tree on disk, and the names things get there.

::

    archive/2024/<batch>/<term>/<material>/001 ….pdf    originals, write-once
                        /用件/…                          stamped copies
                        /打印/…                          printed sheets
                        /manifest-sha256.txt
    archive/原件/2026/…              stacks that were cut, whole, write-once, with a manifest
    archive/销毁/2026Q4/…      archive/文书/2026/…
    archive/.archivist/        catalogue, work area, quarantine, lock
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from archivist.records.batch import LEVEL_SHORT, Batch

COPIES = "用件"
PRINTS = "打印"
ORIGINALS = "原件"
REGISTERS = "销毁"
LETTERS = "文书"
MANIFEST = "manifest-sha256.txt"
OWN = ".archivist"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"),
}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,9}")
_MAX_BYTES = 120


@dataclass(frozen=True, slots=True)
class Shelf:
    """Paths of one archive. ``root`` is the archive folder itself."""

    root: Path

    @property
    def own(self) -> Path:
        """archivist's own folder inside the archive."""
        return self.root / OWN

    @property
    def work(self) -> Path:
        """Where bytes lie between the inbox and their shelf; same file system as the shelf."""
        return self.own / "work"

    @property
    def quarantine(self) -> Path:
        """The set-aside area (搁置区)."""
        return self.own / "quarantine"

    @property
    def catalogue(self) -> Path:
        """The catalogue file."""
        return self.own / "catalogue.db"

    def path(self, place: str) -> Path:
        """The absolute path of a place written with forward slashes."""
        return self.root.joinpath(*place.split("/"))

    def place(self, path: Path) -> str:
        """A path under the root as a place written with forward slashes."""
        return path.relative_to(self.root).as_posix()


def safe_name(text: str, *, max_bytes: int = _MAX_BYTES) -> str:
    """A file or folder name every system accepts: NFC, nothing hidden or reserved, bounded.

    Returns "未命名" if nothing is left.
    """
    name = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    name = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", name)).strip(" .")
    if name.split(".")[0].rstrip().upper() in _RESERVED:
        name = f"_{name}"
    while len(name.encode()) > max_bytes:
        name = name[:-1]
    return name.rstrip(" .") or "未命名"


def batch_folder(batch: Batch, year: int) -> str:
    """The batch's place: year, then number, occupation and level, readable to anybody."""
    level = LEVEL_SHORT.get(batch.level, str(batch.level))
    return f"{year}/{safe_name(f'{batch.number} {batch.occupation} {level}')}"


def record_place(
    folder: str, term_folder: str, material_label: str, ordinal: int, title: str, suffix: str
) -> str:
    """The place of a record: batch folder / term / material / ordinal and title."""
    if not _SUFFIX.fullmatch(suffix):  # what other systems or a manifest might not take
        suffix = ""
    name = safe_name(f"{ordinal:03d} {title}", max_bytes=_MAX_BYTES - len(suffix))
    return f"{folder}/{safe_name(term_folder)}/{safe_name(material_label)}/{name}{suffix}"


def stack_place(year: int, accession: int, name: str) -> str:
    """The place of a stack's original: year of arrival, then accession and name."""
    return f"{ORIGINALS}/{year}/{safe_name(f'{accession:06d} {name}')}"


def shown(name: str) -> str:
    """A foreign name made safe to show: NFC, no control or direction characters.

    Bytes that are no UTF-8, as old Windows programs leave them, are read as GB 18030.
    """
    try:
        raw = name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a surrogate pair, which Windows allows in names
        raw = name.encode("utf-8", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return re.sub(
        r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]",
        "\N{REPLACEMENT CHARACTER}",
        unicodedata.normalize("NFC", text),
    )
