"""The front page (首页): the inbox, what waits, what was filed last, how far the batches are."""

import os
from dataclasses import replace
from pathlib import Path

from archivist.errors import ArchivistError
from archivist.intake.secure import must_have_room
from archivist.intake.settle import Settler
from archivist.keeping import accessions, batches, notices, records
from archivist.keeping.notices import Notice
from archivist.keeping.shelf import shown
from archivist.records.arrival import Progress
from archivist.web.answers import Asked, Office, Page
from archivist.web.batch_pages import progress_of

FILED_SHOWN = 20
BATCHES_SHOWN = 10
NAMES_SHOWN = 8


def home(office: Office, asked: Asked) -> Page:
    """The front page; it follows what happens by itself."""
    del asked
    archive = office.archive
    catalogue = archive.catalogue
    counts = accessions.counts(catalogue)
    every = batches.every(catalogue)
    lying = _lying(office)
    return Page(
        template="home.html",
        facts={
            "inbox": archive.settings.inbox,
            "lying": [
                shown(path.relative_to(archive.settings.inbox).as_posix())
                for path in lying[:NAMES_SHOWN]
            ],
            "lying_count": len(lying),
            "under_way": counts[Progress.SECURED] + counts[Progress.FILING],
            "questions": counts[Progress.WAITING],
            "aside": counts[Progress.SET_ASIDE],
            "filed": records.count(catalogue),
            "paused": _paused(office),
            "notices": [_below(office, notice) for notice in notices.every(catalogue)],
            "latest": records.latest(catalogue, FILED_SHOWN),
            "batch_count": len(every),
            "progress": [progress_of(office, held) for held in every[: -BATCHES_SHOWN - 1 : -1]],
        },
    )


def _lying(office: Office) -> tuple[Path, ...]:
    """Files that lie in the inbox at this moment. A first look opens none of them."""
    return Settler(office.archive.settings.inbox, 0.0).scan(0.0).waiting


def _below(office: Office, notice: Notice) -> Notice:
    """A notice with its path as the clerk sees it in the inbox."""
    inbox = f"{office.archive.settings.inbox}{os.sep}"
    return replace(notice, path=notice.path.removeprefix(inbox))


def _paused(office: Office) -> ArchivistError | None:
    """Why intake takes nothing at the moment, or None."""
    try:
        must_have_room(office.archive.shelf, office.archive.settings.intake.free_space_mb)
    except ArchivistError as problem:
        return problem
    return None
