"""Register (销毁清册): items frozen by value, listed for one quarter."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RegisterState(StrEnum):
    """Where a register stands; people move it, never the clock."""

    LISTED = "listed"
    CANCELLED = "cancelled"


REGISTER_STATE_NAMES = {RegisterState.LISTED: "已造册", RegisterState.CANCELLED: "已撤销"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItem:
    """One line of a register, copied from the record by value (GB/T 18894 and local practice).

    ``kept_for`` is the time already kept in words; ``copies`` counts 份 or pieces.
    """

    position: int
    record: int
    title: str
    year: int
    code: str
    term: str
    kept_for: str
    pages: int
    copies: int
    batch: str
    material: int
    carrier: str
    base_on: date
    due_on: date
    secrecy: str
    digest: str
    rule: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One destruction register, e.g. number "2026Q4-01"; ``digest`` seals its items."""

    number: str
    quarter: str
    state: RegisterState
    proposed_by: str
    proposed_at: datetime
    items: tuple[RegisterItem, ...]
    digest: str
