"""Office packages checked before any part of them is parsed: bombs, overlaps, DOCTYPE, locks."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.parsers import expat

from archivist.errors import Encrypted, Unreadable, UnsafeContent, ZipBomb
from archivist.reading.document import (
    OFFICE_MAX_ENTRIES,
    OFFICE_MAX_RATIO,
    OFFICE_MAX_TOTAL,
    Document,
)

SMALL_PART = 1 << 20
XML_ENDINGS = (".xml", ".rels", ".vml")


@contextmanager
def checked_package(document: Document) -> Iterator[zipfile.ZipFile]:
    """The zip file of an office document once it has been found harmless.

    Limits (``document.OFFICE_*``): number of entries, total size, ratio of any entry over 1 MB;
    no two entries may share bytes; no entry may be encrypted; no XML part may have a DOCTYPE
    (OOXML and OFD both do without).

    Raises:
        ZipBomb, Encrypted, UnsafeContent: it breaks one of these.
        Unreadable: it is not a zip file after all, or an entry is damaged.
    """
    try:
        with zipfile.ZipFile(document.path) as package:
            _check_entries(document, package)
            _check_overlaps(document, package)
            _check_doctypes(document, package)
            yield package
    except (zipfile.BadZipFile, struct.error, EOFError, NotImplementedError) as problem:
        raise Unreadable(name=document.name, why="压缩包结构不对") from problem
    except zlib.error as problem:
        raise Unreadable(name=document.name, why="压缩内容不对") from problem


def read_part(document: Document, package: zipfile.ZipFile, name: str) -> bytes:
    """One part of a checked package, never more than its declared size.

    Raises:
        KeyError: there is no such part.
        ZipBomb: it unfolds to more than it declared.
    """
    declared = package.getinfo(name).file_size
    with package.open(name) as part:
        data = part.read(declared + 1)
    if len(data) > declared:
        raise ZipBomb(name=document.name, why="实际大小超过声明大小")
    return data


def _check_entries(document: Document, package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if len(entries) > OFFICE_MAX_ENTRIES:
        raise ZipBomb(name=document.name, why=f"内有 {len(entries)} 个文件")
    total = sum(entry.file_size for entry in entries)
    if total > OFFICE_MAX_TOTAL:
        raise ZipBomb(name=document.name, why=f"解开后有 {total >> 20} MB")
    for entry in entries:
        if entry.flag_bits & 1:
            raise Encrypted(name=document.name)
        packed = max(1, entry.compress_size)
        if entry.file_size > SMALL_PART and entry.file_size / packed > OFFICE_MAX_RATIO:
            ratio = entry.file_size // packed
            raise ZipBomb(name=document.name, why=f"有一部分压缩到了 {ratio} 分之一")


def _check_overlaps(document: Document, package: zipfile.ZipFile) -> None:
    """Local headers and data must follow one another (zipfile itself allows overlaps)."""
    spans = sorted((e.header_offset, e.compress_size, e.orig_filename) for e in package.infolist())
    end = 0
    for start, packed, _ in spans:
        if start < end:
            raise ZipBomb(name=document.name, why="各部分互相重叠")
        with document.path.open("rb") as file:
            file.seek(start + 26)
            name_length, extra_length = struct.unpack("<HH", file.read(4))
        end = start + 30 + name_length + extra_length + packed
    directory = getattr(package, "start_dir", end)
    if end > directory:
        raise ZipBomb(name=document.name, why="各部分互相重叠")


def _check_doctypes(document: Document, package: zipfile.ZipFile) -> None:
    for entry in package.infolist():
        if not entry.filename.lower().endswith(XML_ENDINGS):
            continue
        with package.open(entry) as part:
            if declares_doctype(part):
                raise UnsafeContent(name=document.name, why="含有 DOCTYPE 声明")


def declares_doctype(part: IO[bytes]) -> bool:
    """Whether an XML stream has a DOCTYPE before its root element; reads no further than that."""
    parser = expat.ParserCreate()
    found: list[bool] = []
    parser.StartDoctypeDeclHandler = lambda *_: found.append(True)
    parser.StartElementHandler = lambda *_: found.append(False)
    try:
        while not found and (chunk := part.read(4096)):
            parser.Parse(chunk, False)
        if not found:  # newer expat puts off long tokens until it is told that this is the end
            parser.Parse(b"", True)
    except expat.ExpatError:
        return bool(found) and found[0]
    return bool(found) and found[0]
