"""Placing and releasing holds (暂缓销毁); each in one transaction with its event."""

from archivist.errors import NoSuchRecord, ReasonMissing
from archivist.keeping import batches, holds, ledger, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.hold import Hold


def place_hold(
    catalogue: Catalogue, batch: str, record: int | None, reason: str, actor: str
) -> Hold:
    """Order that a batch, or one record of it, may not be destroyed until the hold is released.

    Raises:
        NoSuchBatch: there is no such batch.
        NoSuchRecord: there is no such record, or it belongs to another batch.
        ReasonMissing: ``reason`` says nothing.
    """
    _must_say(reason, "暂缓销毁")
    with catalogue.transaction():
        batches.held(catalogue, batch)
        if record is not None and records.get(catalogue, record).batch != batch:
            raise NoSuchRecord(record=record)
        hold = holds.add(catalogue, batch, record, reason.strip(), actor)
        _tell(catalogue, "held", hold, actor, hold.reason)
    return hold


def release_hold(catalogue: Catalogue, hold: int, reason: str, actor: str) -> Hold:
    """Release a hold; returns it as it was.

    Raises:
        NoSuchHold: there is none with this id, or it was released before.
        ReasonMissing: ``reason`` says nothing.
    """
    _must_say(reason, "解除暂缓")
    with catalogue.transaction():
        found = holds.get_open(catalogue, hold)
        holds.close(catalogue, hold, reason.strip(), actor)
        _tell(catalogue, "released", found, actor, reason.strip())
    return found


def _must_say(reason: str, act: str) -> None:
    if not reason.strip():
        raise ReasonMissing(act=act)


def _tell(catalogue: Catalogue, act: str, hold: Hold, actor: str, reason: str) -> None:
    subject = f"batch/{hold.batch}" if hold.record is None else f"record/{hold.record}"
    ledger.tell(catalogue, actor=actor, act=act, subject=subject, hold=hold.id, reason=reason)
