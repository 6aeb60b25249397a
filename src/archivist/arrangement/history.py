"""What happened to a box, in words, for the 备考表: inserted, moved out and in, void, sealed.

All is drafted from rows that are only ever added to, so a sheet printed again forgets nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from archivist.keeping import codes, records, refilings
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.records.archival_code import GivenCode
from archivist.records.box import Box
from archivist.records.record import Insertion, Record, Refiling
from archivist.rules.numbering import serial_text

Told = tuple[datetime, str]
LATE = "整理之后才收到"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is told of one batch, from its own rows."""

    held: Held
    codes: tuple[GivenCode, ...]
    insertions: Mapping[int, Insertion]
    refilings: tuple[Refiling, ...]
    records: Mapping[int, Record]


def history_of(catalogue: Catalogue, held: Held) -> History:
    """Everything that happened to a batch's numbers, records and seal."""
    number = held.batch.number
    return History(
        held=held,
        codes=codes.of_batch(catalogue, number),
        insertions=refilings.insertions(catalogue, number),
        refilings=refilings.touching(catalogue, number),
        records={record.id: record for record in records.ever_of_batch(catalogue, number)},
    )


def box_lines(history: History, box: Box) -> list[str]:
    """What a box's 备考表 tells besides its contents, in the order in which it happened.

    What left before it lay in a box stands in the last one.
    """
    last = box.part == box.of
    mine = [code for code in history.codes if code.term == box.term]
    told = [
        *_inserted(history, box, mine),
        *_came_in(history, box),
        *_void(history, box, mine, last),
        *_sealed(history.held),
    ]
    return [line for _, line in sorted(told, key=lambda one: one[0])]


def _inserted(history: History, box: Box, mine: list[GivenCode]) -> Iterator[Told]:
    for code in mine:
        record = history.records.get(code.record)
        why = history.insertions.get(code.record)
        if code.void_at is not None or record is None or record.box != box.number:
            continue
        if record.id in {one.made for one in history.refilings} and why is None:
            continue  # told as moved or copied here
        if not code.late and why is None:
            continue
        by, at = (why.inserted_by, why.inserted_at) if why else (code.given_by, code.given_at)
        reason = (why.reason if why else "") or code.reason or LATE
        head = "封盒后补充归档" if why is not None and why.sealed else "补充归档"
        what = f"件号 {_number(code)} {record.title}"
        yield at, f"{head}：{what}，{_day(at)}{_by(by)}归入；理由：{reason}。"


def _came_in(history: History, box: Box) -> Iterator[Told]:
    for one in history.refilings:
        record = history.records.get(one.made or 0)
        if record is None or record.box != box.number or one.plan.batch != record.batch:
            continue
        where = f"批次 {one.from_batch}" if one.from_batch != record.batch else "本批次"
        was = f"（原档号 {one.from_code}）" if one.from_code else ""
        head, act = ("复制来", "复制") if one.copy else ("移入", "移来")
        sealed_at = history.held.sealed_at
        late = "封盒后" if sealed_at is not None and one.intended_at > sealed_at else ""
        number = serial_text(record.serial or 0, record.suffix)
        at = one.intended_at
        what = f"{late}{head}：件号 {number} {record.title}，{_day(at)}{_by(one.actor)}"
        yield at, f"{what}由{where}{was}{act}；理由：{one.reason}。"


def _void(history: History, box: Box, mine: list[GivenCode], last: bool) -> Iterator[Told]:
    for code in mine:
        here = code.box == box.number if code.box is not None else last
        if code.void_at is None or not here:
            continue
        moved = [m for m in history.refilings if m.from_code == code.code and not m.copy]
        title = f" {moved[-1].from_title}" if moved else ""
        where = "取出"
        if moved:
            where = f"移到批次 {moved[-1].plan.batch} 第 {moved[-1].plan.material} 项"
        at = code.void_at
        what = f"移出：件号 {_number(code)}{title}，{_day(at)}{_by(code.void_by)}{where}"
        yield at, f"{what}；理由：{code.void_reason}。该号作废，不再使用。"


def _sealed(held: Held) -> Iterator[Told]:
    if held.sealed_at is not None:
        despite = f"封盒时有未完事项，理由：{held.sealed_despite}。" if held.sealed_despite else ""
        yield held.sealed_at, f"{_day(held.sealed_at)}{_by(held.sealed_by)}封盒。{despite}"


def _number(code: GivenCode) -> str:
    return serial_text(code.serial, code.suffix)


def _by(name: str) -> str:
    return f"由{name}" if name else ""


def _day(at: datetime) -> str:
    """The local calendar day of an instant, as forms write it."""
    day = at.astimezone().date()
    return f"{day.year}年{day.month}月{day.day}日"
