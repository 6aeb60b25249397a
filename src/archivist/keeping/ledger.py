"""The ledger: chained events, each written in the transaction of the act it tells of.

``pledge`` = SHA-256(salt ‖ facts); ``hash`` = SHA-256 over a label and the length-prefixed
fields. Facts and salt may be erased later (personal data) and the chain still verifies. The chain
is tamper-evident only against a head that somebody outside holds.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

from archivist.keeping.catalogue import Catalogue
from archivist.records.event import Event
from archivist.records.finding import Finding, Severity

LABEL = b"archivist-event-1\0"
START = "0" * 64


def tell(catalogue: Catalogue, *, actor: str, act: str, subject: str, **facts: object) -> Event:
    """Append one event; must be called inside the transaction of the act."""
    last = catalogue.row("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    seq = (last["seq"] if last else 0) + 1
    prev = last["hash"] if last else START
    at = datetime.now(UTC)
    body = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)
    salt = secrets.token_hex(16)
    pledge = hashlib.sha256((salt + body).encode()).hexdigest()
    digest = _link(seq, at.isoformat(), actor, act, subject, pledge, prev)
    catalogue.insert(
        "event",
        {
            "seq": seq,
            "at": at.isoformat(),
            "actor": actor,
            "act": act,
            "subject": subject,
            "pledge": pledge,
            "facts": body,
            "salt": salt,
            "prev": prev,
            "hash": digest,
        },
    )
    return Event(seq=seq, at=at, actor=actor, act=act, subject=subject, facts=body, hash=digest)


def events(catalogue: Catalogue, subject: str | None = None) -> tuple[Event, ...]:
    """Events in order, all or those about one subject."""
    where = "WHERE subject = ?" if subject else ""
    values = (subject,) if subject else ()
    found = catalogue.rows(f"SELECT * FROM event {where} ORDER BY seq", *values)
    return tuple(
        Event(
            seq=row["seq"],
            at=datetime.fromisoformat(row["at"]),
            actor=row["actor"],
            act=row["act"],
            subject=row["subject"],
            facts=row["facts"] or "",
            hash=row["hash"],
        )
        for row in found
    )


def head(catalogue: Catalogue) -> tuple[int, str]:
    """Sequence number and hash of the last event; (0, zeros) if there is none."""
    row = catalogue.row("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    return (row["seq"], row["hash"]) if row else (0, START)


def check_chain(catalogue: Catalogue) -> Iterator[Finding]:
    """Findings for every broken link, with the first sequence number that is wrong."""
    prev, expected = START, 1
    for row in catalogue.rows("SELECT * FROM event ORDER BY seq"):
        if row["seq"] != expected:
            yield _broken(expected, "缺少这一条")
            return
        fields = (row["at"], row["actor"], row["act"], row["subject"], row["pledge"])
        if row["prev"] != prev or row["hash"] != _link(row["seq"], *fields, prev):
            yield _broken(row["seq"], "内容或顺序被改动过")
            return
        if (row["facts"] is None) != (row["salt"] is None):
            yield _broken(row["seq"], "详情被改动过")
            return
        if row["facts"] is not None:
            pledge = hashlib.sha256((row["salt"] + row["facts"]).encode()).hexdigest()
            if pledge != row["pledge"]:
                yield _broken(row["seq"], "详情被改动过")
                return
        prev, expected = row["hash"], expected + 1


def _broken(seq: int, why: str) -> Finding:
    return Finding(
        code="broken-ledger",
        severity=Severity.DAMAGE,
        where=f"事件 {seq}",
        sentence=f"操作记录第 {seq} 条对不上：{why}。请停止使用，用备份核对。",
    )


def _link(seq: int, *fields: str) -> str:
    hasher = hashlib.sha256(LABEL)
    for field in (str(seq), *fields):
        data = field.encode()
        hasher.update(len(data).to_bytes(8, "big"))
        hasher.update(data)
    return hasher.hexdigest()
