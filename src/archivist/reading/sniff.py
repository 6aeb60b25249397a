"""What a file is by its bytes, and whether all of it has arrived.

Nothing here decodes content: a few kilobytes are read and offsets are compared with the size,
so both questions can be asked of every file in the inbox at every scan. Standard library only.
"""

import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from archivist.reading.completeness import CHECKS
from archivist.reading.movies import VIDEO, movie_complete, movie_media

IMAGES = frozenset({"jpeg", "png", "tiff", "bmp", "gif", "webp"})
OLD_OFFICE = frozenset({"doc", "xls", "ppt"})
ZIPPED = frozenset({"docx", "xlsx", "pptx", "ofd", "zip"})
HEAD = 8192

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
    check = CHECKS.get(media)
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
