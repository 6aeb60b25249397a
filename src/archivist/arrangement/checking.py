"""Checking (检查): what a batch must hold against what it holds."""

from datetime import date

from archivist.keeping import batches, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.checklist import ChecklistLine
from archivist.rules.checklist import checklist
from archivist.rules.pack import RulePack


def check_batch(
    catalogue: Catalogue, pack: RulePack, batch: str, today: date
) -> tuple[ChecklistLine, ...]:
    """The batch's checklist as of ``today``. Raises NoSuchBatch."""
    held = batches.held(catalogue, batch)
    mine = records.ever_of_batch(catalogue, batch)
    return checklist(pack, held.batch, mine, today)
