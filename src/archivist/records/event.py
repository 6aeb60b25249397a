"""Event: one act in the chained ledger, written in the same transaction as the act."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``act`` is past tense ("filed"); ``actor`` is copied by value; ``facts`` is JSON text."""

    seq: int
    at: datetime
    actor: str
    act: str
    subject: str
    facts: str
    hash: str
