"""Material (材料类别): one entry of the checklist a rule pack prescribes, and its Term."""

from dataclasses import dataclass
from enum import StrEnum

from archivist.records.batch import Category, Subject


class Carrier(StrEnum):
    """What a record is kept on (载体)."""

    PAPER = "paper"
    ELECTRONIC = "electronic"
    DISC = "disc"
    SERVER = "server"
    PIECE = "piece"


CARRIER_NAMES = {
    Carrier.PAPER: "纸质",
    Carrier.ELECTRONIC: "电子",
    Carrier.DISC: "光盘",
    Carrier.SERVER: "服务器",
    Carrier.PIECE: "实物",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A retention class (保管期限): ``months`` is None for one that never falls due."""

    key: str
    name: str
    folder: str
    code: str
    months: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One item of the batch list (批次存档材料), as the rule pack states it.

    ``number`` orders shelf and catalogue. ``only_categories`` and ``needs_workpieces`` are the
    conditions under which the item applies at all. ``wording`` is the official list's own line,
    ``ready`` the event after which the item can be there: "before_exam", "registration", "exam",
    "scores" or "certificates".
    """

    number: int
    title: str
    short: str
    term: str
    carriers: tuple[Carrier, ...]
    per: str  # "batch" or "candidate"
    subjects: tuple[Subject, ...] = ()
    copies: int = 1
    filled_by: str = ""
    signed_by: str = ""
    sealed: bool = False
    when: str = ""
    days_before_exam: int | None = None
    only_categories: tuple[Category, ...] = ()
    needs_workpieces: bool = False
    disposal: str = ""
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    must_contain: tuple[str, ...] = ()
    section: str = ""
    wording: str = ""
    ready: str = "exam"

    @property
    def label(self) -> str:
        """Number and short title as they name the folder on the shelf."""
        return f"{self.number:02d} {self.short}"
