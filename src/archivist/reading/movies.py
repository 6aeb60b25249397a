"""Video containers: recognised, checked for completeness and timed from their headers only.

Nothing is decoded: MP4/MOV boxes (ISO 14496-12), the AVI main header, and the Segment element
of Matroska. Other containers are recognised but give no playing time.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

VIDEO = frozenset({"mp4", "avi", "mkv", "mpg", "wmv", "flv"})
MAX_BOXES = 100_000
_STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")


def movie_media(head: bytes) -> str:
    """The video media of a file's first bytes, "heic" for a still in such a box, or ""."""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "heic" if head[8:12] in _STILL_BRANDS else "mp4"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "mkv"
    if head.startswith((b"\0\0\x01\xba", b"\0\0\x01\xb3")):
        return "mpg"
    if len(head) > 376 and all(head[place] == 0x47 for place in (0, 188, 376)):
        return "mpg"
    if head.startswith(b"0&\xb2u\x8ef\xcf\x11"):
        return "wmv"
    return "flv" if head.startswith(b"FLV\x01") else ""


def movie_complete(path: Path, media: str) -> bool:
    """Whether the container's own lengths fit the file; True where it states none.

    Raises:
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            if media == "mp4":
                return _boxes_add_up(file, size)
            if media == "avi":
                return bool(struct.unpack("<I", file.read(8)[4:])[0] + 8 <= size)
            if media == "mkv":
                return _segment_fits(file, size)
        except struct.error:
            return False
    return True


def playing_seconds(path: Path, media: str) -> float | None:
    """The playing time in seconds as the header states it, or None if it does not say.

    Raises:
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            if media == "mp4":
                return _mp4_seconds(file, size)
            if media == "avi":
                return _avi_seconds(file.read(4096))
        except (struct.error, ZeroDivisionError):
            return None
    return None


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Each box between two offsets as (kind, start of its content, its end)."""
    place = start
    for _ in range(MAX_BOXES):
        if place + 8 > end:
            return
        file.seek(place)
        length, kind = struct.unpack(">I4s", file.read(8))
        inside = place + 8
        if length == 1:
            length = struct.unpack(">Q", file.read(8))[0]
            inside += 8
        elif length == 0:
            length = end - place
        if length < inside - place:
            raise struct.error
        yield kind, inside, place + length
        place += length


def _boxes_add_up(file: BinaryIO, size: int) -> bool:
    kinds: set[bytes] = set()
    end = 0
    for kind, _, place in _boxes(file, 0, size):
        kinds.add(kind)
        end = place
    return end <= size and size - end < 8 and b"moov" in kinds


def _mp4_seconds(file: BinaryIO, size: int) -> float | None:
    for kind, inside, end in _boxes(file, 0, size):
        if kind != b"moov":
            continue
        for name, start, _ in _boxes(file, inside, min(end, size)):
            if name == b"mvhd":
                file.seek(start)
                return _mvhd_seconds(file.read(32))
    return None


def _mvhd_seconds(box: bytes) -> float | None:
    if box[0] == 1:
        scale, length = struct.unpack(">IQ", box[20:32])
        unknown = 0xFFFFFFFFFFFFFFFF
    else:
        scale, length = struct.unpack(">II", box[12:20])
        unknown = 0xFFFFFFFF
    return None if not scale or length == unknown else float(length / scale)


def _avi_seconds(head: bytes) -> float | None:
    place = head.find(b"avih")
    if place < 0:
        return None
    micros, _, _, _, frames = struct.unpack("<5I", head[place + 8 : place + 28])
    return float(micros * frames / 1_000_000) if micros and frames else None


def _segment_fits(file: BinaryIO, size: int) -> bool:
    """Whether the first Segment of a Matroska file ends inside it (an unknown length does)."""
    file.seek(4)
    length, used, _ = _vint(file.read(8))
    place = 4 + used + length
    file.seek(place)
    start = file.read(12)
    if start[:4] != b"\x18S\x80g":
        return False
    length, used, unknown = _vint(start[4:])
    return unknown or place + 4 + used + length <= size


def _vint(data: bytes) -> tuple[int, int, bool]:
    """An EBML length: its value, how many bytes it took, whether it means "unknown"."""
    if not data or data[0] == 0:
        raise struct.error
    width = 9 - data[0].bit_length()
    if len(data) < width:
        raise struct.error
    value = int.from_bytes(data[:width], "big") & ((1 << (7 * width)) - 1)
    return value, width, value == (1 << (7 * width)) - 1
