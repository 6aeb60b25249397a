"""Recovery: what a crash can leave, and how each start finishes or undoes it.

=====================================  =====================================================
left behind                            done about it
=====================================  =====================================================
``.part`` or work file without a row   removed: its source is still in the inbox
row whose inbox file is still there    released by identity and digest
progress "filing"                      move finished, record entered
refiling that is not done              file moved or copied, rows written
"set aside" or "refused", in work      moved beside the reason
"cut", not in its place                original moved there; its parts are rows of their own
progress "secured"                     read again by the next sweep
=====================================  =====================================================
"""

from dataclasses import dataclass
from pathlib import Path

from archivist.intake import file_away, moving, secure, set_aside, stacks
from archivist.keeping import accessions, durable, refilings
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import ORIGINALS, Shelf
from archivist.records.arrival import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """How much was put right."""

    litter: int
    released: int
    filed: int
    set_aside: int
    refiled: int = 0

    @property
    def any(self) -> bool:
        """Whether there was anything to put right."""
        return any((self.litter, self.released, self.filed, self.set_aside, self.refiled))


def recover(catalogue: Catalogue, shelf: Shelf, inbox: Path) -> Recovered:
    """Finish or undo what a crash left. The lock must be held. Safe to repeat."""
    filed = 0
    for accession in accessions.at(catalogue, Progress.FILING):
        plan = accessions.plan(catalogue, accession.id)
        assert plan is not None, "progress FILING is written together with its plan"
        file_away.carry_out(catalogue, shelf, accession, plan)
        filed += 1
    for stack in accessions.at(catalogue, Progress.CUT):
        if not stack.held_at.startswith(f"{ORIGINALS}/"):
            stacks.put_original(catalogue, shelf, stack)
            filed += 1
    refiled = refilings.unfinished(catalogue)
    for refiling in refiled:
        moving.carry_out(catalogue, shelf, refiling)
    moved = 0
    for accession in accessions.at(catalogue, Progress.SET_ASIDE, Progress.REFUSED):
        if shelf.path(accession.held_at).parent == shelf.work:
            set_aside.put_beside_reason(catalogue, shelf, accession)
            moved += 1
    return Recovered(
        litter=_clear_litter(catalogue, shelf),
        released=secure.release_known(catalogue, inbox),
        filed=filed,
        set_aside=moved,
        refiled=len(refiled),
    )


def _clear_litter(catalogue: Catalogue, shelf: Shelf) -> int:
    held = {row["held_at"] for row in catalogue.rows("SELECT held_at FROM accession")}
    litter = [path for path in shelf.work.iterdir() if shelf.place(path) not in held]
    for path in litter:
        durable.remove(path)
    return len(litter)
