"""The values of a rule pack's fields: which are of the right kind and mean something."""

import re
from enum import StrEnum
from typing import Any

from archivist.records.batch import Category, Subject
from archivist.records.material import Carrier

BASES = ("certificates_on", "scores_on", "exam_ended_on", "registration_on")
READY = ("before_exam", "registration", "exam", "scores", "certificates")
PER = ("batch", "candidate")

WORDS_OF: dict[str, type[StrEnum]] = {
    "carriers": Carrier,
    "unrounded": Carrier,
    "subjects": Subject,
    "only_categories": Category,
}
_NOT_EMPTY = ("carriers", "terms", "bases", "names")
_UNSAFE_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^\.|[. ]$')


def kind_objection(kind: str, value: object) -> str:
    """Why ``value`` is not of this kind, or an empty string."""
    if kind == "text":
        return "" if isinstance(value, str) and value.strip() else "应当是带引号的文字，不能为空"
    if kind == "switch":
        return "" if isinstance(value, bool) else "应当是 true 或 false"
    if kind == "count":
        return "" if _is_count(value) else "应当是大于 0 的整数"
    if not isinstance(value, list):
        return "应当是方括号括起来的一列"
    if kind == "counts":
        return "" if all(map(_is_count, value)) else "每一个都应当是大于 0 的整数"
    if not all(isinstance(item, str) and item.strip() for item in value):
        return "每一个都应当是带引号的文字，不能为空"
    return ""


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def meaning_objection(key: str, value: Any) -> str:
    """Why ``value``, of the right kind, cannot stand for ``key``, or an empty string."""
    if isinstance(value, list):
        twice = [item for item in value if value.count(item) > 1]
        if twice:
            return f"“{twice[0]}”写了两次"
        if not value and key in _NOT_EMPTY:
            return "至少要写一个"
    if key in WORDS_OF:
        choices = tuple(item.value for item in WORDS_OF[key])
        return _only(choices, value)
    if key == "bases":
        return _only(BASES, value)
    if key in ("per", "ready"):
        return _only(PER if key == "per" else READY, [value])
    if key in ("short", "folder") and _UNSAFE_IN_NAMES.search(value):
        return '要用作文件夹名，不能含有 < > : " / \\ | ? * 或首尾的点、空格'
    if key == "batch_numbers":
        return next((why for item in value if (why := _bad_regex(item))), "")
    return ""


def _only(choices: tuple[str, ...], values: list[str]) -> str:
    wrong = [item for item in values if item not in choices]
    return f"“{wrong[0]}”不认识，只能是 {'、'.join(choices)}" if wrong else ""


def _bad_regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as problem:
        return f"“{pattern}”不是正确的正则表达式（{problem}）"
    return ""
