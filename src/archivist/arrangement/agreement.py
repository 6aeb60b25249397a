"""Agreement (印发一致): whether stamped copies and printed sheets still say what the records say.

Each was kept with the values that stand on it. The same values are made again from the records of
today, as of the day of printing, and compared one by one. That the file is the one that was made
with these values is what the ledger says of its digest.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from archivist.arrangement.sheaf import BUNDLE_KIND, Sheaf, sheet_place, sheet_subject
from archivist.arrangement.sheets import stamp_fields
from archivist.keeping import batches, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.codec import from_json, plain
from archivist.keeping.records import PrintedSheet
from archivist.records.finding import Finding, Severity
from archivist.rules.pack import RulePack
from archivist.settings import Settings

WORDS = {
    "archival_code": "档号",
    "box": "盒号",
    "candidates": "考生",
    "code": "档号",
    "dated_on": "日期",
    "document_number": "文号",
    "due_on": "到期日",
    "exam_on": "评价时间",
    "first": "起件号",
    "fonds": "全宗号",
    "fonds_name": "全宗名称",
    "last": "止件号",
    "lines": "情况说明",
    "number": "序号",
    "occupation": "职业",
    "office": "机构（问题）",
    "pages": "页数",
    "records": "件数",
    "remark": "备注",
    "responsible": "责任者",
    "rows": "目录",
    "secrecy": "密级",
    "serial": "件号",
    "site": "考点",
    "term": "保管期限",
    "thickness_mm": "厚度",
    "title": "题名",
    "year": "年度",
}
SHOWN = 40
NOT_PROVEN = {"place"}  # a box is carried elsewhere without its papers becoming wrong

Difference = tuple[str, str, str]


def disagreements(catalogue: Catalogue, pack: RulePack, settings: Settings) -> Iterator[Finding]:
    """A finding for every copy (stale-copy) and sheet (stale-sheet) that says something else now.

    Each names the first thing that differs, as printed and as it is. A file of another digest than
    the one that was made is told as swapped-file, even if catalogue and manifest were made to fit.
    """
    for held in batches.every(catalogue):
        yield from _copies(catalogue, pack, settings, held)
        yield from _sheets(catalogue, pack, settings, held)


def _copies(
    catalogue: Catalogue, pack: RulePack, settings: Settings, held: Held
) -> Iterator[Finding]:
    copies = records.copies(catalogue, held.batch.number)
    for record in records.of_batch(catalogue, held.batch.number):
        if record.id not in copies:
            continue
        copy, made_for = copies[record.id]
        if _swapped(catalogue, f"record/{record.id}", "stamped", copy.digest):
            yield _swapped_file(copy.place, "重新盖章")
        edition = settings.print.stamp_edition
        term = pack.term(record.term)
        now = asdict(stamp_fields(settings.body, held, term, record, edition))
        said = from_json(made_for, dict)
        differs = next(differences({key: said.get(key) for key in now}, now), None)
        if differs is None and copy.of_digest != record.digest:
            differs = ("原件", copy.of_digest[:8], record.digest[:8])
        if differs is not None:
            says = f"盖章副本“{copy.place}”{_words(differs)}。请重新盖章。"
            yield _finding("stale-copy", copy.place, says)


def _sheets(
    catalogue: Catalogue, pack: RulePack, settings: Settings, held: Held
) -> Iterator[Finding]:
    printed = records.printed(catalogue, held.batch.number)
    digests = {sheet.place: sheet.digest for sheet in printed}
    sheaf = Sheaf(catalogue=catalogue, pack=pack, settings=settings)
    for day in dict.fromkeys(sheet.printed_on for sheet in printed if sheet.printed_on):
        now = {sheet_place(held.folder, one): one.data for one in sheaf.of_batch(held, day)}
        for sheet in printed:
            if sheet.printed_on == day:
                yield from _sheet(sheet, plain(now[sheet.place]) if sheet.place in now else None)
    for sheet in printed:
        if _swapped(catalogue, sheet_subject(sheet.place), "printed", sheet.digest):
            yield _swapped_file(sheet.place, "重新打印")
        if sheet.kind == BUNDLE_KIND and sheet.made_for:
            parts = from_json(sheet.made_for, dict).get("parts", {})
            if any(digests.get(place) != digest for place, digest in parts.items()):
                says = f"合订本“{sheet.place}”里的表后来又单独印过。请用 print all 重新打印。"
                yield _finding("stale-sheet", sheet.place, says)


def _sheet(sheet: PrintedSheet, now: Any) -> Iterator[Finding]:
    if not sheet.made_for:
        return
    if now is None:
        says = f"打印件“{sheet.place}”说的盒或期限已经没有件。请重新打印，旧的作废。"
        yield _finding("stale-sheet", sheet.place, says)
        return
    found = next(differences(from_json(sheet.made_for, dict), now), None)
    if found is not None:
        says = f"打印件“{sheet.place}”{_words(found)}。请重新打印，旧的作废。"
        yield _finding("stale-sheet", sheet.place, says)


def differences(said: Any, now: Any, where: str = "") -> Iterator[Difference]:
    """Where two values made of tables and lists differ: place in words, as said, as it is now."""
    if isinstance(said, dict) and isinstance(now, dict):
        for key in sorted((said.keys() | now.keys()) - NOT_PROVEN):
            inside = where + WORDS.get(key, key)
            yield from differences(said.get(key), now.get(key), inside)
    elif isinstance(said, list) and isinstance(now, list):
        if len(said) != len(now):
            yield (where, f"{len(said)} 条", f"{len(now)} 条")
        for at, (one, other) in enumerate(zip(said, now, strict=False), 1):
            yield from differences(one, other, f"第 {at} 行")
    elif said != now:
        yield (where, _short(said), _short(now))


def _swapped(catalogue: Catalogue, subject: str, act: str, digest: str) -> bool:
    """Whether the ledger told of another digest when this file was made last."""
    told = [event.facts for event in ledger.events(catalogue, subject) if event.act == act]
    return bool(told and told[-1]) and from_json(told[-1], dict).get("digest") != digest


def _swapped_file(place: str, cure: str) -> Finding:
    says = f"“{place}”不是当初做成的那一份：校验值与操作记录里的不同，可能被换过。请{cure}。"
    return _finding("swapped-file", place, says, Severity.DAMAGE)


def _words(difference: Difference) -> str:
    where, said, now = difference
    return f"上{where}是“{said}”，现在是“{now}”"


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _finding(code: str, where: str, sentence: str, severity: Severity = Severity.FAULT) -> Finding:
    return Finding(code=code, severity=severity, where=where, sentence=sentence)
