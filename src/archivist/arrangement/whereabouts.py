"""Where a thing stands, in words a clerk can walk by: 库房 1 柜 3 层 2 盒 0007."""

from archivist.records.box import BOX_WORDS, Box
from archivist.records.record import Record
from archivist.rules.numbering import serial_text

_WORDS = (("room", "库房"), ("cabinet", "柜"), ("shelf", "层"))
NOT_PLACED = "（尚未上架）"


def box_name(box: Box) -> str:
    """A container as it is called: 盒 0007, 实物箱 0008."""
    return f"{BOX_WORDS[box.kind]} {serial_text(box.number)}"


def place_text(box: Box) -> str:
    """Room, cabinet and shelf in words; empty if nobody has said."""
    return " ".join(
        part for part in (_part(word, getattr(box, field)) for field, word in _WORDS) if part
    )


def box_whereabouts(box: Box) -> str:
    """Where a container stands: its place, if it has one, and its name."""
    place = place_text(box)
    return f"{place} {box_name(box)}" if place else f"{box_name(box)}{NOT_PLACED}"


def whereabouts(record: Record, box: Box | None) -> str:
    """Where a record's paper, piece or disc is; for one that is only a file, where the file is.

    ``box`` is the record's box, or None if it lies in none.
    """
    if box is None:
        return record.location or ("尚未装盒" if record.place else "")
    if record.location and not place_text(box):
        return f"{record.location}，{box_name(box)}"
    return box_whereabouts(box)


def _part(word: str, value: str) -> str:
    """Say "柜 3" for "3"; what already says what it is ("工件库", "3 号柜") stays as written."""
    if not value:
        return ""
    return f"{word} {value}" if value.isascii() else value
