"""Retention arithmetic (保管期限): when a record may be listed for destruction, and why.

A due date is the latest over all rules that speak of the record: base date plus months, then the
next day; rounding only ever moves it later ("至少" is a lower bound). A record whose base date is
missing never falls due and is reported as a fault; a long-term record never falls due at all.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from archivist.records.batch import Batch
from archivist.records.due import Appraisal, Clock, Verdict
from archivist.records.hold import Hold
from archivist.records.record import Record
from archivist.rules.pack import ClockRule, RulePack
from archivist.settings import Rounding

BASE_NAMES = {
    "certificates_on": "发证日期",
    "scores_on": "成绩公布日期",
    "exam_ended_on": "考试结束日",
    "registration_on": "报名日期",
}


@dataclass(frozen=True, slots=True)
class _NoBase:
    """Why a rule cannot start to count."""

    why: str


def appraise(
    record: Record,
    batch: Batch,
    pack: RulePack,
    *,
    holds: Iterable[Hold],
    today: date,
    floors: bool,
    rounding: Rounding,
) -> Appraisal:
    """The verdict on one record as of ``today``, with every rule and date that led to it.

    ``holds`` may be all open holds of the archive; those that do not cover the record are passed
    over. KEEP is "not yet" or "never", DUE may be listed, HELD would be due but for a hold, FAULT
    cannot be told and so may not leave.

    Raises:
        NoSuchTerm: the record's term is not one of the pack's.
    """
    term = pack.term(record.term)
    if term.months is None:
        return _verdict(record, pack, Verdict.KEEP, f"保管期限为“{term.name}”，不到期")
    clocks: list[Clock] = []
    for rule in _speaking(record, pack, floors):
        months = rule.months or term.months
        base = _base(rule, batch)
        if isinstance(base, _NoBase):
            return _verdict(record, pack, Verdict.FAULT, base.why)
        name, base_on = base
        clocks.append(
            Clock(
                rule=rule.title,
                source=rule.source,
                base_name=BASE_NAMES[name],
                base_on=base_on,
                months=months,
                free_on=free_from(base_on, months),
            )
        )
    if not clocks:
        why = f"规则包里没有适用于“{term.name}”的起算规则，算不出到期日"
        return _verdict(record, pack, Verdict.FAULT, why)
    return _by_date(record, pack, tuple(clocks), tuple(holds), today, rounding)


def free_from(base_on: date, months: int) -> date:
    """The first day on which a term of ``months`` counted from ``base_on`` is over."""
    return add_months(base_on, months) + timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """``day`` moved by whole months; clamps to the month's last day (31 Aug + 6 = 28/29 Feb)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def round_up(day: date, rounding: Rounding) -> date:
    """The first day on or after ``day`` on which the rounded term is over.

    "month_end" keeps through the end of the month, "year_end" through the end of the year, so
    they give the first of the next month and the next 1 January, unless ``day`` is already one.
    """
    if rounding == "year_end" and (day.month, day.day) != (1, 1):
        return date(day.year + 1, 1, 1)
    if rounding == "month_end" and day.day != 1:
        return add_months(day.replace(day=1), 1)
    return day


def covers(hold: Hold, record: Record) -> bool:
    """Whether this hold forbids this record to leave."""
    return hold.batch == record.batch and hold.record in (None, record.id)


def _speaking(record: Record, pack: RulePack, floors: bool) -> tuple[ClockRule, ...]:
    """The pack's rules that speak of this record, in the pack's order."""
    return tuple(
        rule
        for rule in pack.clocks
        if record.term in rule.terms
        and (floors or not rule.floor)
        and (not rule.materials or record.material in rule.materials)
        and (not rule.carriers or record.carrier in rule.carriers)
    )


def _base(rule: ClockRule, batch: Batch) -> tuple[str, date] | _NoBase:
    """The name and value of the date a rule counts from, or why there is none."""
    ended_on = batch.exam_ended_on
    for name in rule.bases:
        day: date | None = getattr(batch, name)
        if name == "certificates_on":
            if day is None and _somebody_passed(batch):
                return _NoBase("有考生合格，但没有登记发证日期，算不出到期日；请补登")
            if day is not None and ended_on is not None and day < ended_on:
                return _NoBase(f"发证日期 {day} 早于考试结束日 {ended_on}，请核对批次日期")
        if day is not None:
            return name, day
    wanted = "或".join(BASE_NAMES[name] for name in rule.bases)
    return _NoBase(f"没有登记{wanted}，算不出到期日；请补登")


def _somebody_passed(batch: Batch) -> bool:
    return any(candidate.passed or candidate.certificate for candidate in batch.roster)


def _by_date(
    record: Record,
    pack: RulePack,
    clocks: tuple[Clock, ...],
    holds: tuple[Hold, ...],
    today: date,
    rounding: Rounding,
) -> Appraisal:
    decisive = max(clocks, key=lambda clock: clock.free_on)
    applied: Rounding = "none" if record.carrier in pack.unrounded else rounding
    due_on = round_up(decisive.free_on, applied)
    reason = _reason(decisive, due_on)
    holding = next((hold for hold in holds if covers(hold, record)), None)
    if holding is not None:
        stop = f"；已暂缓销毁（{holding.reason}，{holding.placed_by}）"
        verdict = Verdict.HELD if due_on <= today else Verdict.KEEP
        return _verdict(record, pack, verdict, reason + stop, due_on, decisive.rule, clocks)
    verdict = Verdict.DUE if due_on <= today else Verdict.KEEP
    return _verdict(record, pack, verdict, reason, due_on, decisive.rule, clocks)


def _reason(clock: Clock, due_on: date) -> str:
    text = (
        f"{clock.base_name} {clock.base_on} 起满 {clock.months} 个月（{clock.rule}），"
        f"自 {clock.free_on} 起期满"
    )
    return text if due_on == clock.free_on else f"{text}，取整到 {due_on}"


def _verdict(
    record: Record,
    pack: RulePack,
    verdict: Verdict,
    reason: str,
    due_on: date | None = None,
    deciding: str = "",
    clocks: tuple[Clock, ...] = (),
) -> Appraisal:
    return Appraisal(
        record=record.id,
        verdict=verdict,
        due_on=due_on,
        deciding=deciding,
        reason=reason,
        clocks=clocks,
        pack=pack.edition,
    )
