"""Sealing (封盒): the batch is whole, printed and closed; after it only insertions with a reason.

There is no unsealing. An insertion reopens nothing: it is told in the 备考表 and the sheets it
touches are printed again.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from archivist.arrangement.checking import check_batch
from archivist.arrangement.printing import KINDS, Printer
from archivist.errors import BatchOpen, BatchSealed
from archivist.keeping import accessions, batches, ledger, manifest, records, refilings
from archivist.keeping.catalogue import Catalogue
from archivist.records.arrival import Progress
from archivist.records.checklist import PRESENCE_NAMES, Presence
from archivist.rules.pack import RulePack

OPEN = (Presence.MISSING, Presence.PARTIAL, Presence.AWAITING)
ON_ITS_WAY = (Progress.SECURED, Progress.WAITING, Progress.FILING, Progress.SET_ASIDE)
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """What a sealing made: when, despite what, and the sheets printed for it."""

    batch: str
    sealed_at: datetime
    open_points: tuple[str, ...]
    printed: tuple[str, ...]


def open_points(catalogue: Catalogue, pack: RulePack, batch: str, today: date) -> tuple[str, ...]:
    """What still stands against sealing a batch, in Chinese; empty if nothing does.

    Raises NoSuchBatch.
    """
    points = [
        f"第 {line.material} 项 {line.title}{PRESENCE_NAMES[line.presence]}"
        for line in check_batch(catalogue, pack, batch, today)
        if line.presence in OPEN
    ]
    kept = records.of_batch(catalogue, batch)
    unnumbered = [record for record in kept if record.serial is None]
    unboxed = [record for record in kept if record.serial is not None and record.box is None]
    if unnumbered:
        points.append(f"{len(unnumbered)} 件还没有编号")
    if unboxed:
        points.append(f"{len(unboxed)} 件还没有装盒")
    points += [f"“{name}”还没有归档" for name in _on_its_way(catalogue, batch)]
    moving = [r for r in refilings.unfinished(catalogue) if batch in (r.from_batch, r.plan.batch)]
    points += [f"件 {refiling.record} 移动到一半" for refiling in moving]
    return tuple(points)


def seal_batch(printer: Printer, batch: str, today: date, despite: str = "") -> Sealing:
    """Print a batch's sheets for the last time and seal it.

    If a sheet cannot be printed, the batch is not sealed. ``despite`` is the reason for sealing
    although something is open; it goes into the 备考表.

    Raises:
        NoSuchBatch: there is none.
        BatchSealed: it was sealed before.
        BatchOpen: something is open and no reason was given.
        NothingToPrint, SettingsError: its sheets cannot be printed.
    """
    catalogue, reason = printer.catalogue, despite.strip()
    held = batches.held(catalogue, batch)
    if held.sealed_at is not None:
        raise BatchSealed(batch=batch)
    points = open_points(catalogue, printer.pack, batch, today)
    if points and not reason:
        more = f"等 {len(points)} 处" if len(points) > SHOWN else ""
        raise BatchOpen(batch=batch, why="；".join(points[:SHOWN]) + more)
    at = datetime.now(UTC)
    closed = replace(
        held, sealed_at=at, sealed_by=printer.actor, sealed_despite=reason if points else ""
    )
    places = printer.print_batch(batch, KINDS, today, closed)
    with catalogue.transaction():
        batches.seal(catalogue, batch, at, closed.sealed_by, closed.sealed_despite)
        batches.mark_stale(catalogue, batch)
        ledger.tell(
            catalogue,
            actor=printer.actor,
            act="sealed",
            subject=f"batch/{batch}",
            open=points,
            despite=closed.sealed_despite,
            records=records.count(catalogue, batch),
            sheets={sheet.place: sheet.digest for sheet in records.printed(catalogue, batch)},
        )
    manifest.write_stale(catalogue, printer.shelf)
    return Sealing(batch=batch, sealed_at=at, open_points=points, printed=places)


def _on_its_way(catalogue: Catalogue, batch: str) -> list[str]:
    """Names of what came in for this batch, by folder or by recognition, and is not filed."""
    names = []
    for accession in accessions.at(catalogue, *ON_ITS_WAY):
        found = accessions.recognition(catalogue, accession.id)
        meant = {accession.batch_hint}
        if found is not None:
            meant |= {found.batch or "", *(part.found.batch or "" for part in found.parts)}
        if batch in meant:
            names.append(accession.name)
    return names
