"""What stands on labels, stamp stickers and separator sheets; label sheets are in labels.toml."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from archivist.arrangement.sheets import (
    Bearings,
    Data,
    box_code,
    from_to,
    range_text,
    serial_of,
    stamp_fields,
)
from archivist.arrangement.whereabouts import box_name, place_text
from archivist.making.stamp import values
from archivist.records.batch import SUBJECT_NAMES
from archivist.records.box import Box
from archivist.records.checklist import ChecklistLine, Presence
from archivist.records.formcode import FormCode
from archivist.records.record import Record
from archivist.rules.formcode import form_code_text
from archivist.rules.numbering import serial_text
from archivist.rules.pack import RulePack
from archivist.settings import StampEdition

MOST_RUNS = 4
SEPARATES = 0  # how many pages a FormCode gives for a sheet that is no document itself


def box_label(bearings: Bearings, box: Box, pack: RulePack) -> Data:
    """A container's label: its number, batch, what is in it, where it belongs."""
    term = pack.term(box.term).folder
    inside = f"　件号 {range_text(box)}" if box.records else ""
    return {
        "name": box_name(box),
        "big": box_name(box),
        "lines": [bearings.batch.number, bearings.occupation, f"{term}{inside}", place_text(box)],
        "code": box_code(box),
    }


def shelf_labels(boxes: Iterable[Box]) -> list[Data]:
    """A label for each shelf that holds anything, in order of room, cabinet and shelf."""
    placed = sorted((box for box in boxes if place_text(box)), key=_where)
    labels: list[Data] = []
    for _, group in groupby(placed, key=lambda box: (box.room, box.cabinet, box.shelf)):
        mine = list(group)
        spot = place_text(mine[0])
        labels.append(
            {
                "name": spot,
                "big": spot,
                "lines": [
                    f"盒 {_numbers([box.number for box in mine])}",
                    f"共 {len(mine)} 盒",
                ],
                "code": f"存放位置 {spot}",
            }
        )
    return labels


def sticker(
    bearings: Bearings, pack: RulePack, record: Record, edition: StampEdition = "2015"
) -> Data:
    """The stamp of one record, to be stuck on its paper; the note says on which."""
    term = pack.term(record.term)
    fields = stamp_fields(bearings.body, bearings.held, term, record, edition)
    return {"cells": list(values(fields)), "note": f"{serial_of(record)} {record.title}"}


def separators(
    bearings: Bearings, pack: RulePack, checklist: Sequence[ChecklistLine]
) -> list[Data]:
    """A sheet for each material (and subject) the batch can have, in the order of the list."""
    return [
        _separator(bearings, pack, line)
        for line in checklist
        if line.presence is not Presence.NOT_APPLICABLE
    ]


def _separator(bearings: Bearings, pack: RulePack, line: ChecklistLine) -> Data:
    material = pack.material(line.material)
    code = FormCode(
        batch=bearings.batch.number,
        material=line.material,
        subject=line.subject,
        pages=SEPARATES,
    )
    each = "每人一份，" if material.per == "candidate" else ""
    return {
        "batch": bearings.batch.number,
        "fonds_name": bearings.fonds_name,
        "occupation": bearings.occupation,
        "number": str(line.material),
        "title": material.title,
        "subject": SUBJECT_NAMES[line.subject] if line.subject else "",
        "term": pack.term(material.term).folder,
        "count": f"{each}共 {line.expected} 份",
        "code": form_code_text(code),
    }


def _numbers(numbers: Sequence[int]) -> str:
    """盒号 as a shelf shows them: 0001 至 0003、0007; many gaps are only told of."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > MOST_RUNS:
        return f"{serial_text(min(numbers))} 至 {serial_text(max(numbers))}（不连续）"
    return "、".join(from_to(serial_text(run[0]), serial_text(run[-1])) for run in runs)


def _where(box: Box) -> tuple[str, ...]:
    return (box.room, box.cabinet.rjust(8, "0"), box.shelf.rjust(8, "0"), f"{box.number:08d}")
