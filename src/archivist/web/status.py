"""Which HTTP status says the same as a failure."""

from archivist.errors import (
    ArchivistError,
    BusyError,
    DocumentError,
    FileGone,
    NoSuchBatch,
    NoSuchPage,
    NoSuchRecord,
    NoSuchReview,
    PolicyError,
    RequestError,
    StorageError,
)

_STATUSES: tuple[tuple[type[ArchivistError], int], ...] = (
    (NoSuchBatch, 404),
    (NoSuchPage, 404),
    (NoSuchRecord, 404),
    (NoSuchReview, 404),
    (FileGone, 410),
    (RequestError, 400),
    (DocumentError, 422),
    (PolicyError, 409),
    (BusyError, 503),
    (StorageError, 507),
)


def status_of(problem: ArchivistError | None) -> int:
    """The HTTP status that fits a failure; 500 for one that the machine's keeper must mend."""
    for kind, status in _STATUSES:
        if isinstance(problem, kind):
            return status
    return 500
