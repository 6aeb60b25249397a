"""Whether all of a file has arrived, by the end marks and offsets of its format.

Each check is given the open file at its start and its size in bytes; it may raise struct.error
or ValueError on nonsense, which means no. Standard library only; nothing is decoded.
"""

import struct
from collections.abc import Callable
from typing import BinaryIO

TAIL = 65_536
MAX_IFDS = 10_000


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


CHECKS: dict[str, Callable[[BinaryIO, int], bool]] = {
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
