"""One line of a register, copied from the record by value."""

from datetime import date

from archivist.keeping.batches import Held
from archivist.records.due import Appraisal
from archivist.records.material import CARRIER_NAMES, Carrier
from archivist.records.record import Record
from archivist.records.register import RegisterItem
from archivist.rules.pack import RulePack
from archivist.rules.retention import add_months


def frozen(
    position: int, record: Record, held: Held, appraisal: Appraisal, pack: RulePack, as_of: date
) -> RegisterItem:
    """The register's line for a record that is due; ``as_of`` ends the time it was kept.

    For workpieces ``copies`` counts the pieces and there are no pages.
    """
    assert appraisal.due_on is not None
    decisive = max(appraisal.clocks, key=lambda clock: clock.free_on)
    is_piece = record.carrier is Carrier.PIECE
    return RegisterItem(
        position=position,
        record=record.id,
        title=record.title,
        year=held.year,
        code=record.code,
        term=pack.term(record.term).name,
        kept_for=kept_for(decisive.base_on, as_of),
        pages=0 if is_piece else record.pages,
        copies=record.pages if is_piece else 1,
        batch=record.batch,
        material=record.material,
        carrier=CARRIER_NAMES[record.carrier],
        base_on=decisive.base_on,
        due_on=appraisal.due_on,
        secrecy=record.secrecy,
        digest=record.digest,
        rule=f"{appraisal.reason}（规则包 {appraisal.pack}）",
        remark=record.remark,
    )


def kept_for(since: date, until: date) -> str:
    """The whole years and months from ``since`` to ``until`` in words, e.g. 2年6个月."""
    months = (until.year - since.year) * 12 + until.month - since.month
    if add_months(since, months) > until:
        months -= 1
    years, rest = divmod(max(months, 0), 12)
    words = (f"{years}年" if years else "") + (f"{rest}个月" if rest else "")
    return words or "不满1个月"
