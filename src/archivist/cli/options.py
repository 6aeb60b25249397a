"""Options that several commands share."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

import click

from archivist.errors import BadDate

F = TypeVar("F", bound=Callable[..., Any])


def json_option(command: F) -> F:
    """``--json``: one JSON object (or one per line) on standard output and nothing else."""
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")(
        command
    )


class Day(click.ParamType[date]):
    """A calendar day written 2024-03-16."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; raises BadDate."""
        del param, ctx
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            raise BadDate(value=value) from problem


def this_day() -> date:
    """The calendar day where the clerk sits."""
    return datetime.now().astimezone().date()


def today_option(command: F) -> F:
    """``--today``: reckon as on another day."""
    return click.option("--today", type=Day(), default=None, help="按哪一天计算；默认今天。")(
        command
    )
