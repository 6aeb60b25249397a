"""The batch's manifest: ``sha256sum -c manifest-sha256.txt`` checks it without us."""

from archivist.keeping import accessions, batches, durable, records
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import MANIFEST, ORIGINALS, Shelf


def manifest_text(folder: str, digests: dict[str, str]) -> str:
    """The manifest of a batch folder: digest, two spaces, path below the folder; sorted."""
    prefix = f"{folder}/"
    lines = [
        f"{digest}  {place.removeprefix(prefix)}\n"
        for place, digest in sorted(digests.items())
        if place.startswith(prefix)
    ]
    return "".join(lines)


def write_stale(catalogue: Catalogue, shelf: Shelf) -> tuple[str, ...]:
    """Write the manifests that are out of date; returns their batch numbers.

    The stacks that were cut have one manifest for all, which is written with the others.

    Each is reckoned, written and ticked off in one transaction, so that what another thread files
    meanwhile is never ticked off unwritten.
    """
    written = batches.stale(catalogue)
    for number in written:
        with catalogue.transaction():
            held = batches.held(catalogue, number)
            text = manifest_text(held.folder, records.digests_of_batch(catalogue, number))
            target = shelf.path(held.folder) / MANIFEST
            if text:
                durable.write(target, text.encode())
            else:  # sha256sum -c calls an empty list a mistake
                durable.remove(target)
            catalogue.change("UPDATE batch SET manifest_stale = 0 WHERE number = ?", number)
    if accessions.unlisted(catalogue):
        with catalogue.transaction():
            text = manifest_text(ORIGINALS, accessions.originals(catalogue))
            durable.write(shelf.path(ORIGINALS) / MANIFEST, text.encode())
            accessions.tick_off(catalogue)
    return written
