"""档号: one structured ArchivalCode, three ways of writing it, and reading it back.

* ``da_t_13_2022_volume``: 全宗号-类别号-案卷号-件号, e.g. ``L001-ZY·JN·2024·D1-003-0012``
* ``da_t_13_2022_item``: 全宗号-类别号-件号, e.g. ``Z109-WS·2011·Y·BGS-0001``
* ``da_t_22_2015``: 全宗号-门类·年度-期限-机构-件号, e.g. ``Z109-WS·2011-Y-BGS-0001``

Levels are joined by "-", parts inside a level by "·" (U+00B7). A 全宗号 that has not been assigned
and an unused 机构(问题) are left out together with their separator. The two styles by item say
nothing of the volume: reading them back gives volume 0.

A record inserted late may bear the 件号 of its neighbour with a suffix: ``…-0012-1``. A suffix has
one to three digits and a 件号 four or more, so the last level is never in doubt.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from archivist.errors import BadCodePart
from archivist.records.archival_code import ArchivalCode
from archivist.settings import CodeStyle

DOT = "\u00b7"
LAST_SUFFIX = 999

_FONDS = r"[A-Z]\d{3}|\d{4}"
_CATEGORY = rf"[A-Z]{{2,4}}(?:{DOT}[A-Z]{{2,4}})*"
_YEAR = r"(?:19|20)\d{2}"
_TERM = r"[A-Z]\d{0,2}"
_OFFICE = r"[A-Z0-9\u4e00-\u9fff]{1,12}"

_PARTS = {
    "fonds": (_FONDS, "应当是一个大写字母加三位数字，或四位数字，或空着"),
    "category": (_CATEGORY, "应当是两到四个大写字母，二级代码用间隔号“·”隔开"),
    "term": (_TERM, "应当是一个大写字母，后面最多两位数字"),
    "office": (_OFFICE, "只能用大写字母、数字和汉字，最多 12 个"),
}
_MAY_BE_EMPTY = ("fonds", "office")

_HEAD = rf"(?:(?P<fonds>{_FONDS})-)?(?P<category>{_CATEGORY}){DOT}(?P<year>{_YEAR})"
_TAIL = r"-(?P<serial>\d{4,})(?:-(?P<suffix>[1-9]\d{0,2}))?"
_READERS: dict[CodeStyle, re.Pattern[str]] = {
    "da_t_13_2022_volume": re.compile(
        rf"{_HEAD}{DOT}(?P<term>{_TERM})(?:{DOT}(?P<office>{_OFFICE}))?-(?P<volume>\d{{3,}}){_TAIL}",
        re.ASCII,
    ),
    "da_t_13_2022_item": re.compile(
        rf"{_HEAD}{DOT}(?P<term>{_TERM})(?:{DOT}(?P<office>{_OFFICE}))?{_TAIL}", re.ASCII
    ),
    "da_t_22_2015": re.compile(
        rf"{_HEAD}-(?P<term>{_TERM})(?:-(?P<office>{_OFFICE}))?{_TAIL}", re.ASCII
    ),
}


def serial_text(serial: int, suffix: int = 0) -> str:
    """A 件号 as written: four digits, zero-padded (DA/T 22-2015, 5.4.3 e); "-1" if inserted."""
    return f"{serial:04d}-{suffix}" if suffix else f"{serial:04d}"


def volume_text(volume: int) -> str:
    """A 案卷号 as written: three digits, zero-padded."""
    return f"{volume:03d}"


def fonds_is_sound(fonds: str) -> bool:
    """Whether this can be a 全宗号: a capital and three digits, or four digits."""
    return re.fullmatch(_FONDS, fonds, re.ASCII) is not None


def render_code(code: ArchivalCode, style: CodeStyle) -> str:
    """The 档号 in this style.

    Raises:
        BadCodePart: a part could not be told from its neighbours once written.
    """
    _refuse_unsound(code)
    return _WRITERS[style](code)


def class_text(code: ArchivalCode, style: CodeStyle) -> str:
    """The lowest class a 件号 counts in: the 档号 without its last level. Raises BadCodePart."""
    return render_code(replace(code, serial=0, suffix=0), style).rsplit("-", 1)[0]


def parse_code(text: str, style: CodeStyle) -> ArchivalCode | None:
    """The parts of a 档号 written in this style, or None if it is not one."""
    found = _READERS[style].fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    code = ArchivalCode(
        fonds=parts["fonds"] or "",
        category=parts["category"],
        year=int(parts["year"]),
        term=parts["term"],
        office=parts["office"] or "",
        volume=int(parts.get("volume") or 0),
        serial=int(parts["serial"]),
        suffix=int(parts["suffix"] or 0),
    )
    return code if _WRITERS[style](code) == text else None


def _by_volume(code: ArchivalCode) -> str:
    return _joined(
        code.fonds, _class(code), volume_text(code.volume), serial_text(code.serial, code.suffix)
    )


def _by_item(code: ArchivalCode) -> str:
    return _joined(code.fonds, _class(code), serial_text(code.serial, code.suffix))


def _by_2015(code: ArchivalCode) -> str:
    head = f"{code.category}{DOT}{code.year}"
    return _joined(code.fonds, head, code.term, code.office, serial_text(code.serial, code.suffix))


_WRITERS: dict[CodeStyle, Callable[[ArchivalCode], str]] = {
    "da_t_13_2022_volume": _by_volume,
    "da_t_13_2022_item": _by_item,
    "da_t_22_2015": _by_2015,
}


def _class(code: ArchivalCode) -> str:
    """The 类别号 of DA/T 13-2022."""
    parts = (code.category, str(code.year), code.term, code.office)
    return DOT.join(part for part in parts if part)


def _joined(*levels: str) -> str:
    return "-".join(level for level in levels if level)


def _refuse_unsound(code: ArchivalCode) -> None:
    for field, (pattern, why) in _PARTS.items():
        value: str = getattr(code, field)
        if not value and field in _MAY_BE_EMPTY:
            continue
        if re.fullmatch(pattern, value, re.ASCII) is None:
            raise BadCodePart(field=field, value=value, why=why)
    if re.fullmatch(_YEAR, str(code.year)) is None:
        raise BadCodePart(field="year", value=code.year, why="应当是四位年份")
    for field in ("volume", "serial", "suffix"):
        number: int = getattr(code, field)
        if number < 0:
            raise BadCodePart(field=field, value=number, why="不能是负数")
    if code.suffix > LAST_SUFFIX:
        raise BadCodePart(field="suffix", value=code.suffix, why=f"不能超过 {LAST_SUFFIX}")
