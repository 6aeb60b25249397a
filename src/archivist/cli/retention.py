"""retention: what is due, why, what is held, what is coming."""

from datetime import date

import click

from archivist.cli.chinese import Command, Group
from archivist.cli.options import json_option, this_day, today_option
from archivist.cli.say import Caller, answer, show, table, tell
from archivist.retention.due import Appraised


@click.group(cls=Group)
def retention() -> None:
    """保管期限：到期清单、依据、暂缓、日程。"""


@retention.command("due", cls=Command)
@click.option("--held", is_flag=True, help="改看到期但暂缓的，以及缺少日期、算不出到期日的。")
@today_option
@json_option
@click.pass_obj
def due(caller: Caller, held: bool, today: date | None, as_json: bool) -> int:
    """列出到期可以造册的件；缺少日期、算不出到期日的不会列入。"""
    from archivist.keeping import holds
    from archivist.retention.due import due_list

    with caller.reading() as archive:
        found = due_list(
            archive.catalogue, archive.pack, archive.settings.rules, today or this_day()
        )
        open_holds = holds.every_open(archive.catalogue)
    chosen = (*found.stopped, *found.faults) if held else found.due
    _show(chosen, "暂缓的，和算不出到期日的" if held else "到期", as_json)
    if as_json:
        return 0
    if held:
        columns = ("编号", "批次", "件", "理由", "提出人")
        rows = [(h.id, h.batch, h.record or "整批", h.reason, h.placed_by) for h in open_holds]
        table("未解除的暂缓", columns, rows)
    tell(
        f"到期 {len(found.due)} 件，暂缓 {len(found.stopped)} 件，"
        f"缺少日期 {len(found.faults)} 件，已列入清册 {len(found.listed)} 件。"
    )
    return 1 if found.faults else 0


@retention.command("show", cls=Command)
@click.argument("number", metavar="编号", type=int)
@today_option
@json_option
@click.pass_obj
def show_(caller: Caller, number: int, today: date | None, as_json: bool) -> None:
    """说明一件何时到期：哪条规则、从哪天起算、各条规则各算到哪天。"""
    from archivist.retention.due import appraise_one

    with caller.reading() as archive:
        found = appraise_one(
            archive.catalogue, archive.pack, archive.settings.rules, number, today or this_day()
        )
    if as_json:
        answer(found.appraisal)
        return
    tell(f"{found.record.title}：{found.appraisal.reason}")
    rows = [
        (c.rule, f"{c.base_name} {c.base_on}", f"{c.months} 个月", c.free_on, c.source)
        for c in found.appraisal.clocks
    ]
    table("依据", ("规则", "起算", "期限", "最早可销毁", "出处"), rows)


@retention.command("hold", cls=Command)
@click.argument("number", metavar="批次号")
@click.option("--record", type=int, default=None, help="只暂缓这一件；不写就是整批。")
@click.option("--reason", required=True, help="理由：申诉、复核、诉讼、检查等。")
@json_option
@click.pass_obj
def hold(caller: Caller, number: str, record: int | None, reason: str, as_json: bool) -> None:
    """暂缓销毁：申诉、复核、诉讼、检查期间不得销毁。"""
    from archivist.retention.holds import place_hold

    with caller.writing() as archive:
        placed = place_hold(archive.catalogue, number, record, reason, caller.actor)
    if as_json:
        answer(placed)
    else:
        tell(f"已暂缓，编号 {placed.id}。")


@retention.command("release", cls=Command)
@click.argument("number", metavar="暂缓编号", type=int)
@click.option("--reason", required=True, help="解除的理由。")
@json_option
@click.pass_obj
def release(caller: Caller, number: int, reason: str, as_json: bool) -> None:
    """解除暂缓。"""
    from archivist.retention.holds import release_hold

    with caller.writing() as archive:
        released = release_hold(archive.catalogue, number, reason, caller.actor)
    if as_json:
        answer(released)
    else:
        tell(f"已解除暂缓 {released.id}。")


@retention.command("agenda", cls=Command)
@click.option("--quarters", type=click.IntRange(0, 40), default=4, help="往后看几个季度。")
@today_option
@json_option
@click.pass_obj
def agenda(caller: Caller, quarters: int, today: date | None, as_json: bool) -> None:
    """日程：今后各季度到期的材料，考前 15 天要报送的材料。"""
    from archivist.retention.agenda import agenda as look_ahead

    with caller.reading() as archive:
        found = look_ahead(
            archive.catalogue,
            archive.pack,
            archive.settings.rules,
            today or this_day(),
            quarters,
        )
        names = {term.key: term.name for term in archive.pack.terms}
    if as_json:
        answer(found)
        return
    rows = [
        (f.quarter, f.batch, names.get(f.term, f.term), f.first_on, f.records, f.pages, f.held)
        for f in found.falling
    ]
    table("到期日程", ("季度", "批次", "保管期限", "最早到期", "件", "页", "暂缓"), rows)
    lines = [(d.batch, d.due_on, d.days_left, "、".join(d.lacking)) for d in found.deadlines]
    table("考前报送", ("批次", "最后一天", "还有几天", "还缺"), lines)


def _show(found: tuple[Appraised, ...], title: str, as_json: bool) -> None:
    if as_json:
        for one in found:
            answer(one.appraisal)
        return
    show(
        False,
        found,
        title,
        {
            "编号": lambda one: one.record.id,
            "档号": lambda one: one.record.code,
            "题名": lambda one: one.record.title,
            "批次": lambda one: one.record.batch,
            "到期日": lambda one: one.appraisal.due_on,
            "依据": lambda one: one.appraisal.reason,
        },
    )
