"""Box (盒): one container of one batch, year, office and term."""

from dataclasses import dataclass
from enum import StrEnum

from archivist.records.material import Carrier


class BoxKind(StrEnum):
    """What a container is: a paper box, a crate of pieces, a case of discs, a place on a server."""

    PAPER = "paper"
    PIECE = "piece"
    DISC = "disc"
    SERVER = "server"


BOX_WORDS = {
    BoxKind.PAPER: "盒",
    BoxKind.PIECE: "实物箱",
    BoxKind.DISC: "光盘盒",
    BoxKind.SERVER: "服务器存储",
}


BOX_KINDS = {
    Carrier.PAPER: BoxKind.PAPER,
    Carrier.ELECTRONIC: BoxKind.PAPER,
    Carrier.DISC: BoxKind.DISC,
    Carrier.SERVER: BoxKind.SERVER,
    Carrier.PIECE: BoxKind.PIECE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One container; all kinds share one series of numbers, so a number means one thing.

    ``thickness_mm`` is 20, 30, 40 or 50, and 0 for what is no paper box. Serials and suffixes are
    the first and last 件号 in it; all are 0 once nothing is left in it. ``of`` and ``part`` say
    "box part of of" within the batch, kind, office and term. ``room``, ``cabinet`` and ``shelf``
    are empty until somebody says where it stands.
    """

    number: int
    batch: str
    year: int
    term: str
    thickness_mm: int
    first_serial: int
    last_serial: int
    records: int
    pages: int
    part: int
    of: int
    kind: BoxKind = BoxKind.PAPER
    office: str = ""
    first_suffix: int = 0
    last_suffix: int = 0
    room: str = ""
    cabinet: str = ""
    shelf: str = ""
