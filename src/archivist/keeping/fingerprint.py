"""Fingerprints: what the catalogue says of a record or a batch, kept in the ledger as a digest.

A title or a term that is changed behind our back then no longer fits the event that entered it.
"""

import hashlib

from archivist.keeping.codec import plain, to_json
from archivist.records.batch import Batch
from archivist.records.record import Record

CHANGING = ("code", "serial", "suffix", "box", "standing", "document_number", "secrecy")


def of_record(record: Record) -> str:
    """SHA-256 in hex over all facts of a record that stay what they were when it was entered."""
    facts = {name: value for name, value in plain(record).items() if name not in CHANGING}
    return _digest(facts)


def of_batch(batch: Batch) -> str:
    """SHA-256 in hex over all facts of a batch and its roster."""
    return _digest(plain(batch))


def _digest(facts: object) -> str:
    return hashlib.sha256(to_json(facts).encode()).hexdigest()
