"""What stands on the printed sheets: one pure function a sheet, all from the same records.

Stamp, catalogue, cover, spine and note speak from the same values, so they cannot disagree.
Fields follow DA/T 22-2015 (annexes B to E) and the body's own additions; layout is the template's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archivist.keeping.batches import Held
from archivist.records.batch import LEVEL_NAMES, Batch
from archivist.records.box import BOX_WORDS, Box, BoxKind
from archivist.records.checklist import ChecklistLine, Presence
from archivist.records.material import CARRIER_NAMES, Carrier, Term
from archivist.records.record import Record
from archivist.records.stamp import StampFields
from archivist.rules.numbering import serial_text
from archivist.settings import Body, StampEdition

Data = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearings:
    """What every sheet of one batch shares."""

    held: Held
    body: Body
    printed_on: date

    @property
    def batch(self) -> Batch:
        """The batch itself."""
        return self.held.batch

    @property
    def fonds_name(self) -> str:
        """全宗名称: the body that keeps the archive, else the batch's own agency."""
        return self.body.name or self.batch.agency

    @property
    def occupation(self) -> str:
        """Occupation, job and level in words."""
        job = f"（{self.batch.job}）" if self.batch.job else ""
        return f"{self.batch.occupation}{job} {LEVEL_NAMES[self.batch.level]}"

    def common(self, term: Term) -> Data:
        """Fields that most sheets bear."""
        return {
            "fonds": self.body.fonds,
            "fonds_name": self.fonds_name,
            "year": str(self.held.year),
            "term": term.folder,
            "office": self.body.short_name or self.body.name,
            "batch": self.batch.number,
            "occupation": self.occupation,
            "made_on": self.printed_on,
        }


def stamp_fields(
    body: Body, held: Held, term: Term, record: Record, edition: StampEdition = "2015"
) -> StampFields:
    """The six cells of a record's stamp; an unused cell stays empty, the grid stays whole.

    The sixth is the number of pages; in the edition of 2000 it is 馆编件号, blank for the archives.
    """
    return StampFields(
        fonds=body.fonds,
        year=str(held.year),
        serial=serial_of(record),
        office=body.office,
        term=term.folder,
        pages=str(record.pages) if edition == "2015" else "",
    )


def box_cover(bearings: Bearings, box: Box, term: Term) -> Data:
    """档案盒正面."""
    batch = bearings.batch
    return {
        **bearings.common(term),
        "heading": "职业技能等级认定档案",
        "exam_on": _span(batch.theory_on, batch.skill_on),
        "site": batch.site,
        "candidates": f"{len(batch.roster)} 人" if batch.roster else "",
        "records": str(box.records),
        "pages": str(box.pages),
        "box": f"{serial_text(box.number)}（第 {box.part} 盒/共 {box.of} 盒）",
        "code": box_code(box),
    }


def spine(bearings: Bearings, box: Box, term: Term) -> Data:
    """盒脊."""
    return {
        **bearings.common(term),
        "thickness_mm": box.thickness_mm,
        "first": first_text(box),
        "last": last_text(box),
        "box": serial_text(box.number),
        "code": box_code(box),
    }


def exam_spine(bearings: Bearings, box: Box, term: Term) -> Data:
    """考务档案盒脊: by which the batch is found among the papers of an assessment."""
    batch = bearings.batch
    return {
        **bearings.common(term),
        "heading": "考务档案",
        "thickness_mm": box.thickness_mm,
        "exam_on": _narrow_span(batch.theory_on, batch.skill_on),
        "site": batch.site,
        "box": serial_text(box.number),
        "code": box_code(box),
    }


def catalogue_sheet(bearings: Bearings, term: Term, kept: Sequence[Record]) -> Data:
    """归档文件目录 of one term: the records in the order of their 档号."""
    ordered = sorted(kept, key=lambda record: (record.serial or 0, record.suffix))
    return {
        **bearings.common(term),
        "code": sheet_code("归档文件目录", term, bearings),
        "rows": [catalogue_row(number, record) for number, record in enumerate(ordered, 1)],
    }


def catalogue_row(number: int, record: Record) -> Data:
    """One line of the catalogue, its columns in the order of DA/T 22-2015, 5.5.2."""
    place = f"{CARRIER_NAMES[record.carrier]}，{record.location}" if record.location else ""
    return {
        "number": str(number),
        "code": record.code,
        "document_number": record.document_number,
        "responsible": record.responsible,
        "title": record.title,
        "dated_on": record.dated_on.strftime("%Y%m%d") if record.dated_on else "",
        "secrecy": record.secrecy,
        "pages": f"{record.pages}件" if record.carrier is Carrier.PIECE else str(record.pages),
        "remark": "；".join(part for part in (place, record.remark) if part),
    }


def catalogue_cover(bearings: Bearings, term: Term) -> Data:
    """归档文件目录封面."""
    return {**bearings.common(term), "code": sheet_code("归档文件目录封面", term, bearings)}


def bag(
    bearings: Bearings, term: Term, title: str, kept: Sequence[Record], due_on: date | None
) -> Data:
    """档案袋正面 for the papers of one material."""
    people = [person.name for person in bearings.batch.roster]
    tickets = [person.ticket_number for person in bearings.batch.roster if person.ticket_number]
    who = f"{min(tickets)} 至 {max(tickets)}" if tickets else "、".join(people[:8])
    return {
        **bearings.common(term),
        "body": bearings.fonds_name,
        "archival_code": _code_range(kept),
        "candidates": who,
        "due_on": chinese_day(due_on) if due_on else "",
        "secrecy": next((record.secrecy for record in kept if record.secrecy), ""),
        "rows": [
            {
                "title": record.title,
                "copies": "1",
                "pages": str(record.pages),
                "remark": f"件号 {serial_of(record)}" if record.serial else "",
            }
            for record in kept
        ],
        "title": title,
        "code": sheet_code(f"档案袋 {title}", term, bearings),
    }


def note(
    bearings: Bearings, box: Box, term: Term, lines: Sequence[str], arranged_on: date | None
) -> Data:
    """备考表 of one box; names and dates of those who sign stay blank for the hand."""
    return {
        **bearings.common(term),
        "box": serial_text(box.number),
        "code": sheet_code(f"备考表 盒 {serial_text(box.number)}", term, bearings),
        "lines": list(lines),
        "arranged_by": "",
        "arranged_on": chinese_day(arranged_on) if arranged_on else "",
        "checked_by": "",
        "checked_on": "",
    }


def note_lines(
    box: Box, kept: Sequence[Record], checklist: Sequence[ChecklistLine], happened: Sequence[str]
) -> list[str]:
    """The situation of a box in words (盒内文件情况说明), drafted from what is known.

    ``happened`` are the lines of ``history``: inserted, moved, void, sealed.
    """
    mine = [record for record in kept if record.box == box.number]
    lines = [_contents(box, mine)]
    numbers = {record.material for record in kept}
    for line in checklist:
        if line.presence in (Presence.MISSING, Presence.PARTIAL):
            lines.append(f"缺：第 {line.material} 项 {line.title}。{_ended(line.reason)}")
        elif line.presence is Presence.NOT_APPLICABLE and line.material not in numbers:
            lines.append(f"不适用：第 {line.material} 项 {line.title}。{_ended(line.reason)}")
    lines.extend(happened)
    lines.extend(f"{record.title}：{_ended(record.remark)}" for record in mine if record.remark)
    return lines


def _ended(sentence: str) -> str:
    """With its full stop."""
    return f"{sentence.rstrip('。')}。" if sentence else ""


def _contents(box: Box, mine: Sequence[Record]) -> str:
    """The first line of a 备考表: what lies in the container, by kind."""
    what = BOX_WORDS[box.kind]
    if not mine:
        return f"本{what}已无存放的件。"
    count = sum(record.pages for record in mine)
    much = {
        BoxKind.PAPER: f"{count} 页",
        BoxKind.PIECE: f"实物 {count} 个",
        BoxKind.DISC: f"光盘 {count} 张",
        BoxKind.SERVER: "存放在服务器上",
    }[box.kind]
    return f"本{what}存放件号 {range_text(box)}，共 {len(mine)} 件、{much}。"


def serial_of(record: Record) -> str:
    """A record's 件号 as written; empty if it has none yet."""
    return serial_text(record.serial, record.suffix) if record.serial is not None else ""


def first_text(box: Box) -> str:
    """The first 件号 in a box, as written."""
    return serial_text(box.first_serial, box.first_suffix)


def last_text(box: Box) -> str:
    """The last 件号 in a box, as written."""
    return serial_text(box.last_serial, box.last_suffix)


def range_text(box: Box) -> str:
    """The 件号 in a box from first to last; just the one if there is only one."""
    return from_to(first_text(box), last_text(box))


def from_to(first: str, last: str) -> str:
    """From first to last as lists write it; just the one if both are the same."""
    return first if first == last else f"{first} 至 {last}"


def box_code(box: Box) -> str:
    """What the QR code of a box says, readable to anybody with a telephone.

    It is short, so that the dots are large enough on a spine of 20 mm.
    """
    return f"盒 {serial_text(box.number)} {box.batch}"


def sheet_code(what: str, term: Term, bearings: Bearings) -> str:
    """What the QR code of any other sheet says: what it is, its term and its batch."""
    return f"{what} {term.folder} {bearings.batch.number}"


def chinese_day(day: date) -> str:
    """2024年3月16日, as letters and forms write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def _span(theory_on: date | None, skill_on: date | None) -> str:
    days = sorted({day for day in (theory_on, skill_on) if day is not None})
    return "至".join(chinese_day(day) for day in days)


def _narrow_span(theory_on: date | None, skill_on: date | None) -> str:
    """The days for a narrow place, lines parted by spaces: 2024年 3月16日 至3月17日."""
    days = sorted({day for day in (theory_on, skill_on) if day is not None})
    words = []
    for at, day in enumerate(days):
        if at == 0 or day.year != days[0].year:
            words.append(f"{'至' if at else ''}{day.year}年")
        until = "至" if at and day.year == days[0].year else ""
        words.append(f"{until}{day.month}月{day.day}日")
    return " ".join(words)


def _code_range(kept: Sequence[Record]) -> str:
    codes = [record.code for record in kept if record.code]
    if not codes:
        return ""
    return codes[0] if len(codes) == 1 else f"{codes[0]} 至 {codes[-1].rsplit('-', 1)[-1]}"
