"""Candidates out of tables: the header row is found by its words, in whatever order they stand."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archivist.errors import RosterNotFound
from archivist.records.batch import Candidate

Table = Sequence[Sequence[str]]

HEADER_ROWS = 15
LONGEST_NAME = 40

# The longest wording that fits decides, so "理论成绩" is not taken for "成绩".
_WORDINGS: dict[str, tuple[str, ...]] = {
    "position": ("序号", "编号", "考生序号", "顺序号", "No", "NO."),
    "name": (
        "姓名", "考生姓名", "学生姓名", "参评人员姓名", "参评人姓名", "人员姓名", "申请人姓名",
        "学员姓名", "参加人员姓名",
    ),
    "id_number": (
        "身份证号", "身份证号码", "身份证", "证件号码", "证件号", "公民身份号码",
        "有效证件号码", "身份证件号码", "居民身份证号码", "身份证(证件)号码",
    ),
    "ticket_number": ("准考证号", "准考证号码", "准考证", "考号", "准考证编号", "考生号"),
    "theory_score": (
        "理论成绩", "理论", "理论知识成绩", "理论知识", "理论考试成绩", "理论分数",
        "理论知识考试成绩", "理论得分", "理论知识考试",
    ),
    "skill_score": (
        "技能成绩", "技能", "操作技能成绩", "实操成绩", "实操", "技能考核成绩", "操作成绩",
        "实际操作成绩", "操作技能", "技能操作成绩", "技能得分", "实操得分", "技能分数",
        "操作技能考核成绩", "操作技能考核", "专业能力考核成绩",
    ),
    "passed": (
        "是否合格", "结果", "评定结果", "认定结果", "是否通过", "合格情况", "评定成绩", "考核结果",
        "成绩评定", "评价结果", "总评", "鉴定结果", "结论", "总成绩评定",
    ),
    "certificate": (
        "证书编号", "证书号", "证书号码", "等级证书编号", "职业技能等级证书编号",
        "职业资格证书编号",
    ),
}  # fmt: skip
_BY_WORDING = {wording.upper(): field for field, many in _WORDINGS.items() for wording in many}
_PASSED = {"合格", "是", "通过", "已通过", "及格", "√", "Y", "YES", "TRUE", "1"}
_FAILED = {"不合格", "否", "未通过", "不通过", "不及格", "×", "X", "N", "NO", "FALSE", "0"}
_NOTES = re.compile(r"[(（\[【].*?[)）\]】]")
_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
_TOTALS = ("合计", "总计", "小计", "平均", "以下空白", "备注", "说明", "注:")


def roster_from_tables(tables: Iterable[Table], path: object = "") -> tuple[Candidate, ...]:
    """The candidates of every table that has a 姓名 column with at least one more of ours.

    Tables on later pages without a header of their own go on under the last one if they are as
    wide. Rows without a name, totals and repeated headers are left out. Positions are those of
    the list when they are whole numbers and all different, else 1, 2, 3... Scores that are not
    numbers (缺考) are None. An identity number keeps its letters, spaces are taken out.

    Raises:
        RosterNotFound: no table has such a header; ``path`` is named in the sentence.
    """
    candidates: list[Candidate] = []
    columns: dict[str, int] = {}
    width = 0
    for table in tables:
        start, found = _header(table)
        if found:
            columns, width = found, max((len(row) for row in table), default=0)
        elif not columns or max((len(row) for row in table), default=0) != width:
            continue
        candidates.extend(_candidates(table[start:], columns))
    if not columns:
        raise RosterNotFound(path=path)
    return _numbered(candidates)


def _header(table: Table) -> tuple[int, dict[str, int]]:
    """The first data row and the columns by field, or (0, {}) if no row is a header.

    A header may take two rows, as where 成绩 stands over 理论 and 技能.
    """
    for number, row in enumerate(table[:HEADER_ROWS]):
        columns = _columns(row)
        if "name" not in columns:
            continue
        below = _columns(table[number + 1]) if number + 1 < len(table) else {}
        if below and "name" not in below:
            columns = {**below, **columns}
            number += 1
        if len(columns) > 1:
            return number + 1, columns
    return 0, {}


def _columns(row: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(row):
        field = _field(cell)
        if field:
            columns.setdefault(field, place)
    return columns


def _field(cell: str) -> str | None:
    plain = _plain(cell)
    bare = _plain(_NOTES.sub("", cell))
    return _BY_WORDING.get(plain) or _BY_WORDING.get(bare)


def _plain(cell: str) -> str:
    """A cell's words without spaces, in half-width capitals."""
    return "".join(unicodedata.normalize("NFKC", str(cell)).split()).upper()


def _candidates(rows: Table, columns: dict[str, int]) -> list[Candidate]:
    found = []
    for row in rows:
        cells = {
            field: str(row[place]).strip() if place < len(row) else ""
            for field, place in columns.items()
        }
        name = "".join(cells["name"].split()) if _is_han(cells["name"]) else cells["name"]
        if not name or _field(name) or _plain(name).startswith(_TOTALS):
            continue
        others = [value for field, value in cells.items() if field not in ("name", "position")]
        if len(name) > LONGEST_NAME or (others and not any(others)):
            continue
        number = cells.get("position", "")
        found.append(
            Candidate(
                position=int(number) if number.isdecimal() else 0,
                name=name,
                id_number=_plain(cells.get("id_number", "")),
                ticket_number=_plain(cells.get("ticket_number", "")),
                theory_score=_score(cells.get("theory_score", "")),
                skill_score=_score(cells.get("skill_score", "")),
                passed=_passed(cells.get("passed", "")),
                certificate=_plain(cells.get("certificate", "")),
            )
        )
    return found


def _is_han(text: str) -> bool:
    return all(ord(letter) >= 0x2E80 for letter in "".join(text.split()))


def _score(cell: str) -> float | None:
    plain = _plain(cell).removesuffix("分")
    return float(plain) if _NUMBER.match(plain) else None


def _passed(cell: str) -> bool | None:
    plain = _plain(cell)
    return True if plain in _PASSED else False if plain in _FAILED else None


def _numbered(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Positions as listed when usable, else in order from 1."""
    positions = [candidate.position for candidate in candidates]
    if 0 not in positions and len(set(positions)) == len(positions):
        return tuple(candidates)
    return tuple(
        replace(candidate, position=number) for number, candidate in enumerate(candidates, 1)
    )
