"""What a file is by its bytes, and whether all of it has arrived.

Nothing here decodes content: a few kilobytes are read and offsets are compared with the size,
so both questions can be asked of every file in the inbox at every scan. Standard library only.
"""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from archivist.reading.movies import VIDEO, movie_complete, movie_media

IMAGES = frozenset({"jpeg", "png", "tiff", "bmp", "gif", "webp"})
OLD_OFFICE = frozenset({"doc", "xls", "ppt"})
ZIPPED = frozenset({"docx", "xlsx", "pptx", "ofd", "zip"})
HEAD = 8192
TAIL = 65_536
MAX_IFDS = 10_000

_EXTENSIONS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "png": (".png",),
    "tiff": (".tif", ".tiff"),
    "bmp": (".bmp", ".dib"),
    "gif": (".gif",),
    "webp": (".webp",),
    "heic": (".heic", ".heif"),
    "docx": (".docx", ".docm"),
    "xlsx": (".xlsx", ".xlsm"),
    "pptx": (".pptx", ".pptm"),
    "ofd": (".ofd",),
    "zip": (".zip",),
    "doc": (".doc", ".wps", ".dot"),
    "xls": (".xls", ".et"),
    "ppt": (".ppt", ".dps"),
    "locked": (".docx", ".xlsx", ".pptx"),
    "mp4": (".mp4", ".m4v", ".mov", ".3gp", ".qt"),
    "avi": (".avi",),
    "mkv": (".mkv", ".webm"),
    "mpg": (".mpg", ".mpeg", ".vob", ".ts", ".mts", ".m2ts", ".dat"),
    "wmv": (".wmv", ".asf"),
    "flv": (".flv",),
    "rtf": (".rtf", ".doc"),
    "text": (".txt", ".csv", ".tsv", ".md", ".json", ".log", ".xml", ".html", ".htm", ".toml"),
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"{\\rtf", "rtf"),
)


def sniff(path: Path) -> str:
    """The media of the file at ``path``, found in its bytes, whatever its name says.

    One of "pdf", "jpeg", "png", "tiff", "bmp", "gif", "webp", "heic", "docx", "xlsx", "pptx",
    "ofd", "zip", "doc", "xls", "ppt" (old Office), "locked" (Office file with a password),
    "mp4", "avi", "mkv", "mpg", "wmv", "flv", "rtf", "text", "empty" or "unknown".

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        if not head:
            return "empty"
        for magic, media in _MAGIC:
            if head.startswith(magic):
                return media
        if b"%PDF-" in head[:1024]:
            return "pdf"
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return _zip_media(file)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return _ole_media(file, head)
        if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
            return "webp"
        if head[:2] == b"BM" and len(head) >= 26 and head[6:10] == b"\0\0\0\0":
            return "bmp"
        movie = movie_media(head)
        if movie:
            return movie
        return "text" if _is_text(head) else "unknown"


def expected_extensions(media: str) -> tuple[str, ...]:
    """The extensions (with dot, lower case) a file of this media may carry; empty if any may."""
    return _EXTENSIONS.get(media, ())


def looks_complete(path: Path, media: str) -> bool:
    """Whether the whole of a file seems to be there, by the end marks and offsets of its format.

    True for media that say nothing about their own length. A PDF counts as complete when its
    last section ends in %%EOF or a usable startxref; it may still be damaged elsewhere.

    Raises:
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    if size == 0:
        return False
    if media in VIDEO:
        return movie_complete(path, media)
    check = _CHECKS.get(media)
    if check is None:
        return True
    with path.open("rb") as file:
        try:
            return check(file, size)
        except (struct.error, ValueError):
            return False


def _zip_media(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist()[:5000])
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, struct.error):
        return _broken_zip_media(file)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    return "ofd" if "OFD.xml" in names else "zip"


def _broken_zip_media(file: BinaryIO) -> str:
    """A zip without its directory: judged by the member names in its first part."""
    file.seek(0)
    start = file.read(1 << 20)
    for mark, media in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")):
        if b"PK\x03\x04" in start and mark in start:
            return media
    return "ofd" if b"OFD.xml" in start or b"Doc_0/" in start else "zip"


def _ole_media(file: BinaryIO, head: bytes) -> str:
    """Old Office by the names in its directory (UTF-16); new Office with a password is one too."""
    file.seek(0)
    seen = head + file.read(4 << 20)
    if _utf16("EncryptedPackage") in seen:
        return "locked"
    for name, media in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ):
        if _utf16(name) in seen:
            return media
    return "doc"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 9 or 13 < byte < 27 for byte in head):
        return False
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):  # the sample may end inside a character
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def _tail(file: BinaryIO, size: int, length: int = TAIL) -> bytes:
    file.seek(max(0, size - length))
    return file.read(length)


def _pdf(file: BinaryIO, size: int) -> bool:
    head = file.read(2048)
    marker = head.find(b"/Linearized")
    if marker >= 0:
        length = head.find(b"/L ", marker)
        digits = head[length + 3 : length + 24].split() if length >= 0 else []
        if digits and digits[0].isdigit() and size < int(digits[0]):
            return False
    tail = _tail(file, size, 4096).rstrip(b"\0\r\n\t \x1a")
    end = tail.rfind(b"%%EOF")
    if end >= 0:
        return b" obj" not in tail[end:]
    start = tail.rfind(b"startxref")
    digits = tail[start + 9 :].split() if start >= 0 else []
    return bool(digits) and digits[0].isdigit() and 0 < int(digits[0]) < size


def _jpeg(file: BinaryIO, size: int) -> bool:
    place = 2
    while place + 4 <= size:
        file.seek(place)
        marker, kind, length = struct.unpack(">BBH", file.read(4))
        if marker != 0xFF:
            return False
        if kind == 0xFF:
            place += 1
            continue
        if kind == 0xDA:
            scan = place + 2 + length
            start = max(scan, size - TAIL)
            file.seek(start)
            return b"\xff\xd9" in file.read(TAIL)
        place += 2 + length
    return False


def _png(file: BinaryIO, size: int) -> bool:
    place = 8
    while place + 12 <= size:
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        if kind == b"IEND":
            return True
        place += 12 + length
    return False


def _tiff(file: BinaryIO, size: int) -> bool:
    head = file.read(16)
    order = "<" if head[:2] == b"II" else ">"
    big = head[2:4] in (b"+\0", b"\0+")
    place: int = struct.unpack(order + ("Q" if big else "I"), head[8:16] if big else head[4:8])[0]
    seen: set[int] = set()
    while place:
        if place in seen or len(seen) > MAX_IFDS or place >= size:
            return False
        seen.add(place)
        file.seek(place)
        count = struct.unpack(order + ("Q" if big else "H"), file.read(8 if big else 2))[0]
        width = 20 if big else 12
        if count > 4096:
            return False
        entries = file.read(count * width)
        nexts = file.read(8 if big else 4)
        if not _strips_inside(file, order, big, entries, size):
            return False
        place = struct.unpack(order + ("Q" if big else "I"), nexts)[0]
    return bool(seen)


def _strips_inside(file: BinaryIO, order: str, big: bool, entries: bytes, size: int) -> bool:
    """Whether every strip or tile named by one TIFF directory ends inside the file."""
    width = 20 if big else 12
    values: dict[int, list[int]] = {}
    for start in range(0, len(entries), width):
        entry = entries[start : start + width]
        tag, kind = struct.unpack(order + "HH", entry[:4])
        if tag not in (273, 279, 324, 325):
            continue
        count = struct.unpack(order + ("Q" if big else "I"), entry[4 : 12 if big else 8])[0]
        letter, step = {3: ("H", 2), 4: ("I", 4), 16: ("Q", 8)}.get(kind, ("I", 4))
        if count > 200_000:
            return False
        field = entry[12:] if big else entry[8:]
        if count * step > len(field):
            file.seek(struct.unpack(order + ("Q" if big else "I"), field)[0])
            field = file.read(count * step)
        values[tag] = list(struct.unpack(f"{order}{count}{letter}", field[: count * step]))
    offsets = values.get(273) or values.get(324) or []
    lengths = values.get(279) or values.get(325) or [0] * len(offsets)
    return all(a + b <= size for a, b in zip(offsets, lengths, strict=False))


def _bmp(file: BinaryIO, size: int) -> bool:
    declared = struct.unpack("<I", file.read(6)[2:])[0]
    return bool(declared <= size)


def _gif(file: BinaryIO, size: int) -> bool:
    return _tail(file, size, 64).rstrip(b"\0").endswith(b";")


def _riff(file: BinaryIO, size: int) -> bool:
    return bool(struct.unpack("<I", file.read(8)[4:])[0] + 8 <= size)


def _zip(file: BinaryIO, size: int) -> bool:
    tail = _tail(file, size, TAIL + 22)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return False
    length, offset = struct.unpack("<II", tail[end + 12 : end + 20])
    place = size - len(tail) + end
    return offset == 0xFFFFFFFF or bool(offset + length <= place)


def _ole(file: BinaryIO, size: int) -> bool:
    """The directory's first sector must lie inside the file."""
    head = file.read(512)
    sector = 1 << struct.unpack("<H", head[30:32])[0]
    directory = struct.unpack("<I", head[48:52])[0]
    return bool((directory + 2) * sector <= size + sector - 1)


_CHECKS: dict[str, Callable[[BinaryIO, int], bool]] = {
    "pdf": _pdf,
    "jpeg": _jpeg,
    "png": _png,
    "tiff": _tiff,
    "bmp": _bmp,
    "gif": _gif,
    "webp": _riff,
    **dict.fromkeys(("docx", "xlsx", "pptx", "ofd", "zip"), _zip),
    **dict.fromkeys(("doc", "xls", "ppt", "locked"), _ole),
}
