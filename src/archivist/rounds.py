"""A round: what the watcher and ``ingest`` do each time they look at the inbox."""

import time
from pathlib import Path

from archivist.archive import Archive
from archivist.errors import NoSuchFile
from archivist.intake.recover import Recovered, recover
from archivist.intake.settle import Broken, Scan, Settler, arrival_of, ident_of, unfinished
from archivist.intake.sweep import Report, Sweep, Swept
from archivist.keeping import manifest


def begin(archive: Archive) -> Recovered:
    """Put right what a crash left, before the first round."""
    recovered = recover(archive.catalogue, archive.shelf, archive.settings.inbox)
    manifest.write_stale(archive.catalogue, archive.shelf)
    return recovered


def settler_for(archive: Archive) -> Settler:
    """The settler of a long-running watch."""
    return Settler(archive.settings.inbox, archive.settings.intake.settle_seconds)


def deal_with(archive: Archive, scan: Scan, report: Report | None = None) -> Swept:
    """Sweep one scan and bring the manifests of the batches it touched up to date."""
    swept = Sweep(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        pack=archive.pack,
        reader=archive.reader,
        free_space_mb=archive.settings.intake.free_space_mb,
        inbox=archive.settings.inbox,
        report=report,
    ).run(scan)
    manifest.write_stale(archive.catalogue, archive.shelf)
    return swept


def sweep_once(archive: Archive, report: Report | None = None) -> tuple[Scan, Swept]:
    """Look twice, ``settle_seconds`` apart, take what is settled, and stop.

    What is incomplete then is set aside: nobody will come back to look again.
    """
    begin(archive)
    seconds = archive.settings.intake.settle_seconds
    settler = Settler(archive.settings.inbox, seconds, patience=0)
    first = settler.scan(time.monotonic())
    if first.waiting:
        time.sleep(seconds + 0.05)
    scan = settler.scan(time.monotonic())
    return scan, deal_with(archive, scan, report)


def take(archive: Archive, paths: list[Path], report: Report | None = None) -> Swept:
    """Take the given files wherever they lie; those outside the inbox stay where they are.

    Raises NoSuchFile for a path that is no file; nothing is taken then.
    """
    begin(archive)
    inbox = archive.settings.inbox
    arrivals = []
    for path in paths:
        if not path.is_file():
            raise NoSuchFile(path=path)
        arrivals.append(arrival_of(inbox, path.absolute(), ident_of(path.stat())))
    settled, broken = [], []
    for arrival in arrivals:
        trouble = unfinished(arrival.path, arrival.ident)
        if trouble is None:
            settled.append(arrival)
        else:
            broken.append(Broken(arrival, trouble))
    return deal_with(archive, Scan(settled=tuple(settled), broken=tuple(broken)), report)
