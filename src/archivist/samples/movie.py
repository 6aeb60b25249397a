"""A made-up surveillance video: Motion JPEG in an MP4 container, written box by box.

One picture stands for minutes, as time-lapse recorders keep them, so that an hour and a half of
an examination room takes a few hundred kilobytes. Boxes follow ISO/IEC 14496-12; the sample entry
is mp4v with the object type 0x6C (JPEG) of the MP4 registration authority.
"""

import io
import random
import struct
from datetime import UTC, datetime

from archivist.records.batch import Batch, Subject
from archivist.samples.photos import room_frame

_SCALE = 1000
_WIDTH, _HEIGHT = 640, 360
_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def room_video(batch: Batch, subject: Subject, minutes: int = 90, step: int = 10) -> bytes:
    """An MP4 file of ``minutes`` playing time with one picture every ``step`` minutes."""
    chance = random.Random(f"video {batch.number} {subject}")
    on = batch.theory_on if subject is Subject.THEORY else batch.skill_on
    frames = []
    for minute in range(0, minutes, step):
        clock = f"{on} {9 + minute // 60:02d}:{minute % 60:02d}:00"
        picture = io.BytesIO()
        frame = room_frame(minute, min(8, len(batch.roster)), clock, chance)
        frame.save(picture, "JPEG", quality=60)
        frames.append(picture.getvalue())
    began = (
        int((datetime(on.year, on.month, on.day, 1, tzinfo=UTC) - _EPOCH).total_seconds())
        if (on)
        else 0
    )
    return _file(frames, step * 60 * _SCALE, began)


def _file(frames: list[bytes], each: int, began: int) -> bytes:
    head = _box(b"ftyp", b"isom", struct.pack(">I", 512), b"isom", b"mp41")
    pictures = _box(b"mdat", *frames)
    length = each * len(frames)
    places, at = [], len(head) + 8
    for frame in frames:
        places.append(at)
        at += len(frame)
    times = struct.pack(">4I", began, began, _SCALE, length)
    rest = struct.pack(">IH10x", 0x10000, 0x100) + _IDENTITY + bytes(24) + struct.pack(">I", 2)
    track = struct.pack(">5I8x4H", began, began, 1, 0, length, 0, 0, 0, 0) + _IDENTITY
    track += struct.pack(">2I", _WIDTH << 16, _HEIGHT << 16)
    media = times + struct.pack(">2H", 0x55C4, 0)
    spoken = struct.pack(">I4s12x", 0, b"vide") + b"room\0"
    source = _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1))
    inside = _box(
        b"minf",
        _full(b"vmhd", bytes(8), flags=1),
        _box(b"dinf", source),
        _samples(frames, each, places),
    )
    movie = _box(
        b"moov",
        _full(b"mvhd", times, rest),
        _box(
            b"trak",
            _full(b"tkhd", track, flags=7),
            _box(b"mdia", _full(b"mdhd", media), _full(b"hdlr", spoken), inside),
        ),
    )
    return head + pictures + movie


def _samples(frames: list[bytes], each: int, places: list[int]) -> bytes:
    count = len(frames)
    visual = struct.pack(">6xH16x2H2I4xH", 1, _WIDTH, _HEIGHT, 0x480000, 0x480000, 1)
    visual += bytes(32) + struct.pack(">Hh", 24, -1)
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), _box(b"mp4v", visual, _decoder())),
        _full(b"stts", struct.pack(">3I", 1, count, each)),
        _full(b"stsc", struct.pack(">4I", 1, 1, 1, 1)),
        _full(b"stsz", struct.pack(f">{2 + count}I", 0, count, *map(len, frames))),
        _full(b"stco", struct.pack(f">{1 + count}I", count, *places)),
    )


def _decoder() -> bytes:
    """The elementary stream descriptor: visual stream (0x11) of object type JPEG (0x6C)."""
    config = b"\x04\x0d\x6c\x11" + bytes(3) + bytes(8)
    return _full(b"esds", b"\x03\x15\x00\x01\x00", config, b"\x06\x01\x02")


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _full(kind: bytes, *parts: bytes, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", flags), *parts)
