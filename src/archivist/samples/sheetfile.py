"""The two spreadsheets of a made-up batch: the roster and the scores."""

from collections.abc import Iterable, Sequence

from archivist.making.spreadsheet import Cell, Column, Sheet, workbook
from archivist.records.batch import Batch
from archivist.samples import staff


def roster_sheet(batch: Batch) -> bytes:
    """2 报名人员花名册 as xlsx bytes."""
    columns = (
        Column(head="序号", width=6, centred=True),
        Column(head="姓名", width=10, centred=True),
        Column(head="证件号码", width=22, centred=True),
        Column(head="准考证号", width=18, centred=True),
        Column(head="申报职业", width=16, centred=True),
        Column(head="申报等级", width=12, centred=True),
        Column(head="备注", width=12),
    )
    rows = (
        (
            one.position,
            one.name,
            one.id_number,
            one.ticket_number,
            staff.trade(batch),
            staff.level(batch),
            "",
        )
        for one in batch.roster
    )
    return workbook([_sheet("花名册", "职业技能等级认定报名人员花名册", batch, columns, rows)])


def scores_sheet(batch: Batch) -> bytes:
    """13 成绩花名册汇总表 as xlsx bytes: the clerk's draft of what is later signed."""
    columns = (
        Column(head="序号", width=6, centred=True),
        Column(head="姓名", width=10, centred=True),
        Column(head="证件号码", width=22, centred=True),
        Column(head="理论成绩", width=10, centred=True),
        Column(head="技能成绩", width=10, centred=True),
        Column(head="评定结果", width=12, centred=True),
    )
    rows = (
        (
            one.position,
            one.name,
            one.id_number,
            one.theory_score,
            one.skill_score,
            "合格" if one.passed else "不合格",
        )
        for one in batch.roster
    )
    return workbook([_sheet("成绩", "职业技能等级认定成绩花名册汇总表", batch, columns, rows)])


def _sheet(
    name: str,
    title: str,
    batch: Batch,
    columns: tuple[Column, ...],
    rows: Iterable[Sequence[Cell]],
) -> Sheet:
    notes = (
        f"评价机构：{batch.agency}",
        f"认定批次号：{batch.number}　职业等级：{staff.trade_and_level(batch)}",
    )
    return Sheet(name=name, title=title, notes=notes, columns=columns, rows=rows)
