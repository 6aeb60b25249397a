"""What a reader is handed: one file, what it is, and the bounds it must be read within."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 500 << 20
MAX_PAGES = 10_000
MAX_PAGE_METRES = 5.0
MAX_PIXELS = 60_000_000
MAX_FRAMES = 500
MAX_TEXT = 20_000_000
OCR_DPI = 200
OCR_PIXELS = 20_000_000

OFFICE_MAX_ENTRIES = 2_000
OFFICE_MAX_TOTAL = 512 << 20
OFFICE_MAX_RATIO = 100


def _silent(pages: int) -> None:
    """Nobody asked how many pages there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One untrusted file: where it lies, the name people know it by, and its media by sniffing.

    ``announce`` is told the number of pages as soon as it is known, so that whoever waits can
    allow more time.
    """

    path: Path
    name: str
    media: str
    announce: Callable[[int], None] = _silent
