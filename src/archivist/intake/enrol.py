"""Enrolling batches (登记批次): from a form, from JSON, from the tables of a workbook."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from archivist.errors import BadImport, BatchExists, UnknownImportField
from archivist.intake.positions import same_places
from archivist.keeping import batches, fingerprint, ledger
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import shown
from archivist.records.batch import CATEGORY_NAMES, Batch, Candidate, Category
from archivist.rules.pack import RulePack

Table = Sequence[Sequence[str]]

BATCH_FIELDS = {
    "number": "批次号",
    "agency": "评价机构",
    "category": "机构类别",
    "occupation": "职业",
    "occupation_code": "职业编码",
    "job": "工种",
    "level": "级别",
    "theory_on": "理论考试日期",
    "skill_on": "技能考核日期",
    "registration_on": "报名日期",
    "scores_on": "成绩公布日期",
    "certificates_on": "发证日期",
    "site": "考点",
    "has_workpieces": "有工件",
}
CANDIDATE_FIELDS = {
    "name": "姓名",
    "id_number": "身份证号",
    "ticket_number": "准考证号",
    "theory_score": "理论成绩",
    "skill_score": "技能成绩",
    "passed": "是否合格",
    "certificate": "证书编号",
}
REQUIRED = ("number", "agency", "category", "occupation", "level")
_YES = {"是", "有", "合格", "true", "1", "yes", "通过"}
_NO = {"否", "无", "不合格", "false", "0", "no", "未通过"}
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_LEVEL = re.compile(r"([1-5一二三四五])级?(?:/.*)?")


def enrol(
    catalogue: Catalogue, pack: RulePack, batch: Batch, actor: str, *, correct: bool = False
) -> Held:
    """Enter a batch; the same batch again changes nothing.

    In a corrected roster whoever was there keeps their position, because records name people by
    it; who is new comes after the last.

    Raises BatchExists if it is there with other facts and ``correct`` is false.
    """
    with catalogue.transaction():
        known = batches.find(catalogue, batch.number)
        if known is None:
            held = batches.add(catalogue, batch, pack.edition)
            _tell(catalogue, actor, "enrolled", batch)
            return held
        highest = max(
            catalogue.value("SELECT MAX(candidate) FROM record WHERE batch = ?", batch.number) or 0,
            *(person.position for person in known.batch.roster),
            0,
        )
        roster = same_places(known.batch.roster, batch.roster, highest)
        batch = replace(batch, roster=roster)
        changed = [f.name for f in fields(Batch) if _differs(known.batch, batch, f.name)]
        if not changed:
            return known
        if not correct:
            names = "、".join(BATCH_FIELDS.get(name, "名册") for name in changed)
            raise BatchExists(batch=batch.number, fields=names)
        _tell(catalogue, actor, "corrected", batch, fields=changed)
        return batches.correct(catalogue, batch)


def from_json(path: Path) -> tuple[Batch, ...]:
    """The batches of a JSON file: one object or a list.

    Raises BadImport or UnknownImportField naming entry and field.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise BadImport(path=path, row=1, field="JSON", why=why_not_json(problem)) from problem
    entries = data if isinstance(data, list) else [data]
    return tuple(_batch(path, row, entry) for row, entry in enumerate(entries, 1))


def why_not_json(problem: Exception) -> str:
    """What is wrong with a JSON text, in Chinese."""
    if isinstance(problem, json.JSONDecodeError):
        where = f"第 {problem.lineno} 行第 {problem.colno} 列附近"
        return f"{where}写法有误，请检查英文的引号、逗号和括号"
    return "不是 UTF-8 编码" if isinstance(problem, UnicodeDecodeError) else "写法有误"


def from_tables(path: Path, tables: Sequence[Table]) -> tuple[Batch, ...]:
    """The batches of a workbook: a table of batches and a table of candidates (考生名册).

    Heads are Chinese or the English field names. Candidates say their batch in a column 批次号
    unless there is one batch only.

    Raises BadImport or UnknownImportField naming row and field.
    """
    heads = {**_names(BATCH_FIELDS), **_names(CANDIDATE_FIELDS)}
    entries: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []
    for table in tables:
        for row in _dicts(path, table, heads):
            (people if "name" in row else entries).append(row)
    if not entries:
        raise BadImport(path=path, row=1, field="批次号", why="没有找到批次表")
    for person in people:
        number = person.pop("number", entries[0].get("number") if len(entries) == 1 else None)
        person.pop("position", None)
        home = [entry for entry in entries if entry.get("number") == number]
        if not home:
            why = f"名册里的“{person['name']}”没有写明批次"
            raise BadImport(path=path, row=1, field="批次号", why=why)
        home[0].setdefault("roster", []).append(person)
    return tuple(_batch(path, row, entry) for row, entry in enumerate(entries, 1))


def from_entry(entry: Mapping[str, Any]) -> Batch:
    """One batch from its fields by name. Raises BadImport or UnknownImportField."""
    return _batch(Path("命令行"), 1, dict(entry))


def with_roster(batch: Batch, roster: Sequence[Candidate]) -> Batch:
    """The batch with this roster, positions counted anew."""
    numbered = tuple(replace(person, position=n) for n, person in enumerate(roster, 1))
    return replace(batch, roster=numbered)


def _dicts(path: Path, table: Table, heads: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    rows = [[cell.strip() for cell in row] for row in table if any(cell.strip() for cell in row)]
    known = [n for n, row in enumerate(rows) if sum(cell in heads for cell in row) >= 2]
    if not known:
        return
    head = rows[known[0]]
    unknown = [cell for cell in head if cell and cell not in heads and cell not in ("序号", "备注")]
    if unknown:
        raise UnknownImportField(path=path, row=known[0] + 1, fields="、".join(unknown))
    for row in rows[known[0] + 1 :]:
        yield {heads[k]: v for k, v in zip(head, row, strict=False) if k in heads and v}


def _batch(path: Path, row: int, entry: Any) -> Batch:
    if not isinstance(entry, dict):
        raise BadImport(path=path, row=row, field="批次", why="要用花括号 { } 括起来")
    unknown = [str(key) for key in entry if key not in BATCH_FIELDS and key != "roster"]
    if unknown:
        raise UnknownImportField(path=path, row=row, fields="、".join(unknown))
    for name in REQUIRED:
        if entry.get(name) in (None, ""):
            raise BadImport(path=path, row=row, field=BATCH_FIELDS[name], why="没有填写")
    values = {
        name: _converted(path, row, BATCH_FIELDS[name], _BATCH_KINDS.get(name, _text), value)
        for name, value in entry.items()
        if name != "roster" and value is not None
    }
    people = entry.get("roster") or []
    if not isinstance(people, list):
        raise BadImport(path=path, row=row, field="名册", why="要用方括号 [ ] 括起来")
    roster = tuple(_candidate(path, row, n, person) for n, person in enumerate(people, 1))
    return Batch(roster=roster, **values)


def _candidate(path: Path, row: int, position: int, entry: Any) -> Candidate:
    if not isinstance(entry, dict):
        raise BadImport(
            path=path, row=row, field=f"名册第 {position} 人", why="要用花括号 { } 括起来"
        )
    unknown = [str(key) for key in entry if key not in CANDIDATE_FIELDS]
    if unknown:
        where = f"名册第 {position} 人的 {'、'.join(unknown)}"
        raise UnknownImportField(path=path, row=row, fields=where)
    if not entry.get("name"):
        raise BadImport(path=path, row=row, field=f"名册第 {position} 人", why="没有姓名")
    values = {
        name: _converted(
            path,
            row,
            f"名册第 {position} 人的{CANDIDATE_FIELDS[name]}",
            _CANDIDATE_KINDS.get(name, _text),
            value,
        )
        for name, value in entry.items()
        if value is not None and value != ""
    }
    return Candidate(position=position, **values)


def _converted(path: Path, row: int, field: str, kind: Callable[[Any], Any], value: Any) -> Any:
    try:
        return kind(value)
    except (ValueError, TypeError) as problem:
        raise BadImport(path=path, row=row, field=field, why=problem) from problem


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"“{value}”应当是文字")
    text = str(value).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
        raise ValueError(f"“{shown(text)}”里有不能显示的字符")
    return text


def _category(value: Any) -> Category:
    by_name = {name: category for category, name in CATEGORY_NAMES.items()}
    text = str(value).strip()
    if text in by_name:
        return by_name[text]
    try:
        return Category(text)
    except ValueError:
        choices = "、".join([*Category, *by_name])
        raise ValueError(f"“{text}”不是机构类别，只能是 {choices}") from None


def _level(value: Any) -> int:
    text = str(value).strip()
    found = _LEVEL.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}”不是级别，应当是 1 到 5")
    return _LEVELS.get(found[1]) or int(found[1])


def _day(value: Any) -> date:
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: .*)?", str(value).strip())
    if found is None:
        raise ValueError(f"“{value}”不是日期，请写成 2024-03-16")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise ValueError(f"“{value}”没有这一天") from None


def _truth(value: Any) -> bool:
    text = str(value).strip().lower()
    if text not in _YES | _NO:
        raise ValueError(f"“{value}”应当是 是 或 否")
    return text in _YES


def _score(value: Any) -> float:
    try:
        score = float(value)
    except (TypeError, ValueError):
        raise ValueError(f"“{value}”不是成绩") from None
    if not 0 <= score <= 1000:
        raise ValueError(f"“{value}”不是成绩")
    return score


_BATCH_KINDS: dict[str, Callable[[Any], Any]] = {
    "category": _category,
    "level": _level,
    "has_workpieces": _truth,
    **dict.fromkeys(
        ("theory_on", "skill_on", "registration_on", "scores_on", "certificates_on"), _day
    ),
}
_CANDIDATE_KINDS: dict[str, Callable[[Any], Any]] = {
    "theory_score": _score,
    "skill_score": _score,
    "passed": _truth,
}


def _names(fields_: Mapping[str, str]) -> dict[str, str]:
    return {name: field for field, label in fields_.items() for name in (field, label)}


def _differs(old: Batch, new: Batch, name: str) -> bool:
    return bool(getattr(old, name) != getattr(new, name))


def _tell(catalogue: Catalogue, actor: str, act: str, batch: Batch, **facts: object) -> None:
    ledger.tell(
        catalogue,
        actor=actor,
        act=act,
        subject=f"batch/{batch.number}",
        candidates=len(batch.roster),
        fingerprint=fingerprint.of_batch(batch),
        **facts,
    )
