"""From what a clerk gave to what a template needs; nothing is guessed, nothing is dropped."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from archivist.errors import BadDate, LetterFieldMissing, LetterFieldUnknown, LetterFieldWrong
from archivist.letters.kinds import LetterField, LetterKind

VALID_YEARS = 3
_WANTED_TOGETHER = ("contact", "phone")

Value = str | list[dict[str, str]]


def filled_in(
    kind: LetterKind, given: Mapping[str, object], today: date
) -> tuple[dict[str, Value], date]:
    """The fields of ``kind``'s template but for number and title, and the letter's date.

    Dates come out in Chinese style. Where a letter has a start of validity, its end is worked out.

    Raises:
        LetterFieldUnknown: names what the kind has no use for.
        LetterFieldMissing: names what is required and not given, rows' columns too.
        LetterFieldWrong: a value does not look as it must.
        BadDate: a day that is none.
    """
    _refuse_unknown(kind, given)
    _refuse_missing(kind, given)
    dated_on = _day(given.get("dated_on") or today)
    values: dict[str, Value] = {"dated_on": chinese_day(dated_on)}
    for field in kind.fields:
        if field.name != "dated_on":
            values[field.name] = _value(kind, field, given.get(field.name), dated_on)
    for field in kind.fields:
        if field.default and field.type == "text" and not given.get(field.name):
            values[field.name] = field.default.format_map(values)
    if "valid_from" in values:
        start = _day(given.get("valid_from") or dated_on)
        values["valid_until"] = chinese_day(last_valid_day(start))
    _count_scope(values)
    return values, dated_on


def chinese_day(on: date) -> str:
    """A date as letters write it: Arabic figures without leading zeros (GB/T 9704-2012)."""
    return f"{on.year}年{on.month}月{on.day}日"


def last_valid_day(start: date, years: int = VALID_YEARS) -> date:
    """The last day of a validity of ``years`` years from ``start``, both days counted.

    自 start 至 last: the day before the anniversary. Where the anniversary of 29 February is
    missing, the validity ends on 28 February, so that it is never shorter than full years.
    """
    try:
        anniversary = start.replace(year=start.year + years)
    except ValueError:
        anniversary = date(start.year + years, 3, 1)
    return anniversary - timedelta(days=1)


def _refuse_unknown(kind: LetterKind, given: Mapping[str, object]) -> None:
    known = {field.name: field for field in kind.fields}
    unknown = [name for name in given if name not in known]
    for name, value in given.items():
        field = known.get(name)
        if field is None or field.type != "rows":
            continue
        columns = {column.name for column in field.columns}
        for number, row in enumerate(_rows(kind, field, value), 1):
            unknown += [f"{field.label}第 {number} 行的 {key}" for key in row if key not in columns]
    if unknown:
        raise LetterFieldUnknown(kind=kind.name, fields="、".join(unknown))


def _refuse_missing(kind: LetterKind, given: Mapping[str, object]) -> None:
    wanted = list(kind.required)
    paired = [field for field in kind.optional if field.name in _WANTED_TOGETHER]
    if any(given.get(field.name) for field in paired):
        wanted += paired
    missing = [field.label for field in wanted if _is_blank(given.get(field.name))]
    for field in wanted:
        if field.type == "rows" and not _is_blank(given.get(field.name)):
            for number, row in enumerate(_rows(kind, field, given[field.name]), 1):
                missing += [
                    f"{field.label}第 {number} 行的{column.label}"
                    for column in field.columns
                    if column.default is None and _is_blank(row.get(column.name))
                ]
    if missing:
        raise LetterFieldMissing(kind=kind.name, fields="、".join(missing))


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], ())


def _value(kind: LetterKind, field: LetterField, given: object, dated_on: date) -> Value:
    if field.type == "rows":
        return [
            {
                column.name: _text(kind, column, row.get(column.name), f"第 {number} 行")
                for column in field.columns
            }
            for number, row in enumerate(_rows(kind, field, given or []), 1)
        ]
    if field.type == "date":
        return chinese_day(_day(given or dated_on))
    return _text(kind, field, given)


def _text(kind: LetterKind, field: LetterField, given: object, where: str = "") -> str:
    if given is not None and not isinstance(given, str | int):
        raise LetterFieldWrong(kind=kind.name, field=field.label + where, why="应当是文字")
    text = " ".join(str(given).split()) if given is not None else ""
    if text and field.pattern and re.fullmatch(field.pattern, text, re.ASCII) is None:
        why = f"“{text}”{field.says}"
        raise LetterFieldWrong(kind=kind.name, field=field.label + where, why=why)
    return text


def _rows(kind: LetterKind, field: LetterField, given: object) -> Sequence[Mapping[str, object]]:
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        raise LetterFieldWrong(kind=kind.name, field=field.label, why="应当是若干行")
    return given


def _day(given: object) -> date:
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError as problem:
        raise BadDate(value=given) from problem


def _count_scope(values: dict[str, Value]) -> None:
    """How many trades a scope names, and its first one, for the letters that say so."""
    scope = values.get("scope")
    if isinstance(scope, list):
        trades = list(dict.fromkeys((row["code"], row["job"]) for row in scope))
        first = scope[0]
        values["first_added"] = first["job"] or first["occupation"]
        values["added_count"] = str(len(trades))
