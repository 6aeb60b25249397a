"""A round: what the watcher and ``ingest`` do each time they look at the inbox; and a look round
all desks: is the archive what it says it is?
"""

import time
from collections.abc import Callable
from pathlib import Path

from archivist.archive import Archive
from archivist.arrangement.agreement import disagreements
from archivist.custody.verify import verify
from archivist.errors import CannotOpen, NoSuchFile
from archivist.intake.recover import Recovered, recover
from archivist.intake.secure import release_known
from archivist.intake.settle import Broken, Refused, Scan, Settler, arrival_of, ident_of, unfinished
from archivist.intake.sweep import Report, Sweep, Swept
from archivist.keeping import accessions, manifest
from archivist.records.finding import Finding


def begin(archive: Archive) -> Recovered:
    """Put right what a crash left, before the first round."""
    with archive.turn:
        recovered = recover(archive.catalogue, archive.shelf, archive.settings.inbox)
        manifest.write_stale(archive.catalogue, archive.shelf)
    return recovered


def settler_for(archive: Archive) -> Settler:
    """The settler of a long-running watch."""
    return Settler(archive.settings.inbox, archive.settings.intake.settle_seconds)


def deal_with(
    archive: Archive,
    scan: Scan,
    report: Report | None = None,
    *,
    say: Callable[[str], None] | None = None,
    stopping: Callable[[], bool] = bool,
    later: frozenset[int] = frozenset(),
) -> Swept:
    """Sweep one scan and bring the manifests of the batches it touched up to date."""
    if accessions.unreleased(archive.catalogue):
        release_known(archive.catalogue, archive.settings.inbox)
    swept = Sweep(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        pack=archive.pack,
        reader=archive.reader,
        free_space_mb=archive.settings.intake.free_space_mb,
        inbox=archive.settings.inbox,
        report=report,
        say=say,
        stopping=stopping,
        later=later,
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


def take(archive: Archive, paths: list[Path], report: Report | None = None) -> tuple[Scan, Swept]:
    """Take the given files wherever they lie; those outside the inbox stay where they are.

    Raises NoSuchFile for a path that is no file; nothing is taken then.
    """
    begin(archive)
    inbox = archive.settings.inbox
    arrivals = []
    for path in dict.fromkeys(paths):
        if not path.is_file():
            raise NoSuchFile(path=path)
        real = path.resolve()
        arrivals.append(arrival_of(inbox, real, ident_of(real.lstat())))
    settled, broken, refused = [], [], []
    for arrival in arrivals:
        trouble = unfinished(arrival.path, arrival.ident)
        if trouble is None:
            settled.append(arrival)
        elif isinstance(trouble, CannotOpen):
            refused.append(Refused(arrival.path, trouble))
        else:
            broken.append(Broken(arrival, trouble))
    scan = Scan(settled=tuple(settled), broken=tuple(broken), refused=tuple(refused), looked=False)
    return scan, deal_with(archive, scan, report)


def inspect(archive: Archive, report: Report | None = None) -> tuple[Finding, ...]:
    """Everything that is not as it should be, printed papers and stamped copies included."""
    papers = disagreements(archive.catalogue, archive.pack, archive.settings)
    return verify(archive.catalogue, archive.shelf, report, papers)
