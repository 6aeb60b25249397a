"""Numbers and boxes: no number twice, none lost, no gap unexplained, no box that says otherwise."""

from collections import defaultdict
from collections.abc import Iterator

from archivist.keeping import boxes, codes, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.archival_code import GivenCode
from archivist.records.box import BOX_KINDS, Box
from archivist.records.finding import Finding, Severity
from archivist.records.record import Record, Standing
from archivist.rules.numbering import serial_text

HERE = (Standing.KEPT, Standing.LISTED)


def number_findings(catalogue: Catalogue) -> Iterator[Finding]:
    """What is wrong with the numbers and boxes of the whole archive."""
    known = records.every(catalogue)
    given = codes.every(catalogue)
    yield from _borne(known, given)
    yield from _gaps(catalogue, given)
    yield from _boxes(catalogue, known, given)


def _borne(known: tuple[Record, ...], given: tuple[GivenCode, ...]) -> Iterator[Finding]:
    """Each number is borne by the record it was given to, or void; and by no other."""
    by_code = {code.code: code for code in given}
    bearers: dict[str, list[Record]] = defaultdict(list)
    for record in known:
        if record.code:
            bearers[record.code].append(record)
    for text, mine in bearers.items():
        if len(mine) > 1:
            who = "、".join(str(record.id) for record in mine)
            yield _finding("double-number", text, f"档号“{text}”同时记在件 {who} 上。")
        for record in mine:
            if not _agrees(by_code.get(text), record):
                says = f"件 {record.id} 的档号“{text}”不是编给它的。请停止使用，用备份核对。"
                yield _finding("wrong-number", f"件 {record.id}", says)
    for code in given:
        if code.void_at is None and not any(r.id == code.record for r in bearers[code.code]):
            says = f"档号“{code.code}”编给了件 {code.record}，现在不在它上面，也没有作废记录。"
            yield _finding("lost-number", code.code, says)


def _agrees(code: GivenCode | None, record: Record) -> bool:
    if code is None or code.void_at is not None:
        return False
    said = (code.record, code.batch, code.term, code.serial, code.suffix)
    return said == (record.id, record.batch, record.term, record.serial, record.suffix)


def _gaps(catalogue: Catalogue, given: tuple[GivenCode, ...]) -> Iterator[Finding]:
    """From 1 to the counter every number was given to somebody, be it void now."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for code in given:
        if not code.suffix:
            numbers[code.code_class].add(code.serial)
    for code_class, there in numbers.items():
        last = catalogue.value("SELECT last FROM counter WHERE scope = ?", f"serial/{code_class}")
        missing = sorted(set(range(1, max(last or 0, *there) + 1)) - there)
        if missing or (last or 0) < max(there):
            which = "、".join(serial_text(number) for number in missing[:10]) or "计数"
            says = f"“{code_class}”的件号不连续：{which} 没有编号记录。请用备份核对。"
            yield _finding("number-gap", code_class, says)


def _boxes(
    catalogue: Catalogue, known: tuple[Record, ...], given: tuple[GivenCode, ...]
) -> Iterator[Finding]:
    inside: dict[int, list[Record]] = defaultdict(list)
    for record in known:
        if record.box is not None and record.standing in HERE:
            inside[record.box].append(record)
    offices = {code.code: code.office for code in given}
    every = {box.number: box for box in records.every_box(catalogue)}
    for number in sorted(inside.keys() - every.keys()):
        says = f"件 {inside[number][0].id} 记在盒 {number} 里，但没有这个盒。"
        yield _finding("no-such-box", f"盒 {number}", says)
    for box in every.values():
        mine = sorted(inside[box.number], key=lambda r: (r.serial or 0, r.suffix, r.id))
        if boxes.reckoned(box, tuple(mine)) != box:
            says = f"盒 {serial_text(box.number)} 登记的起止件号、件数或页数与盒内的件不符。"
            yield _finding("wrong-box", f"盒 {box.number}", says)
        strangers = [record for record in mine if not _belongs(record, box, offices)]
        if strangers:
            says = (
                f"盒 {serial_text(box.number)} 里混放了件 {strangers[0].id}："
                "年度、机构、保管期限或载体不同的不能同盒。"
            )
            yield _finding("mixed-box", f"盒 {box.number}", says)


def _belongs(record: Record, box: Box, offices: dict[str, str]) -> bool:
    same = (record.batch, record.term, offices.get(record.code, ""))
    return (
        record.serial is not None
        and same == (box.batch, box.term, box.office)
        and BOX_KINDS[record.carrier] is box.kind
    )


def _finding(code: str, where: str, sentence: str) -> Finding:
    return Finding(code=code, severity=Severity.DAMAGE, where=where, sentence=sentence)
