"""Register rows (销毁清册): items are kept by value, apart from the records they speak of."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from archivist.errors import NoSuchRegister
from archivist.keeping import ledger
from archivist.keeping.catalogue import Catalogue, Row
from archivist.keeping.codec import from_json, to_json
from archivist.records.register import Register, RegisterItem, RegisterState


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterHead:
    """A register without its items, for lists; ``items`` is how many there are."""

    number: str
    quarter: str
    state: RegisterState
    proposed_by: str
    proposed_at: datetime
    items: int
    digest: str
    cancelled_reason: str


def add(catalogue: Catalogue, register: Register) -> None:
    """Enter a register with its items. Inside a transaction."""
    catalogue.insert(
        "register",
        {
            "number": register.number,
            "quarter": register.quarter,
            "state": register.state,
            "proposed_by": register.proposed_by,
            "proposed_at": register.proposed_at.isoformat(),
            "digest": register.digest,
        },
    )
    catalogue.insert_many(
        "register_item",
        [
            {
                "register": register.number,
                "position": item.position,
                "record": item.record,
                "details": to_json(item),
            }
            for item in register.items
        ],
    )


def get(catalogue: Catalogue, number: str) -> Register:
    """The register with this number, items in order. Raises NoSuchRegister."""
    row = catalogue.row("SELECT * FROM register WHERE number = ?", number)
    if row is None:
        raise NoSuchRegister(register=number)
    items = catalogue.rows(
        "SELECT details FROM register_item WHERE register = ? ORDER BY position", number
    )
    return Register(
        number=row["number"],
        quarter=row["quarter"],
        state=RegisterState(row["state"]),
        proposed_by=row["proposed_by"],
        proposed_at=datetime.fromisoformat(row["proposed_at"]),
        items=tuple(from_json(item["details"], RegisterItem) for item in items),
        digest=row["digest"],
    )


def heads(catalogue: Catalogue) -> tuple[RegisterHead, ...]:
    """All registers by number, cancelled ones too, without their items."""
    rows = catalogue.rows(
        "SELECT register.*, (SELECT count(*) FROM register_item WHERE register = number) AS items "
        "FROM register ORDER BY number"
    )
    return tuple(_head(row) for row in rows)


def change_state(catalogue: Catalogue, number: str, state: RegisterState, reason: str = "") -> None:
    """Note where a register stands. Inside a transaction."""
    catalogue.change(
        "UPDATE register SET state = ?, cancelled_reason = ? WHERE number = ?",
        state,
        reason,
        number,
    )


def open_records(catalogue: Catalogue) -> frozenset[int]:
    """The records that stand in a register which was not cancelled."""
    rows = catalogue.rows(
        "SELECT record FROM register_item JOIN register ON register.number = register "
        "WHERE state <> ?",
        RegisterState.CANCELLED,
    )
    return frozenset(row["record"] for row in rows)


def digest_of(number: str, quarter: str, items: tuple[RegisterItem, ...]) -> str:
    """The SHA-256 in hex that seals a register's number, quarter and items."""
    return hashlib.sha256(to_json([number, quarter, items]).encode()).hexdigest()


def exported(catalogue: Catalogue, number: str) -> dict[str, str]:
    """Place and SHA-256 of the files last exported for a register; empty if there are none."""
    files: dict[str, str] = {}
    for event in ledger.events(catalogue, f"register/{number}"):
        if event.act == "exported" and event.facts:
            files = json.loads(event.facts)["files"]
    return files


def _head(row: Row) -> RegisterHead:
    return RegisterHead(
        number=row["number"],
        quarter=row["quarter"],
        state=RegisterState(row["state"]),
        proposed_by=row["proposed_by"],
        proposed_at=datetime.fromisoformat(row["proposed_at"]),
        items=row["items"],
        digest=row["digest"],
        cancelled_reason=row["cancelled_reason"] or "",
    )
