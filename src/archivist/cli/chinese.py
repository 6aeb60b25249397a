"""click in Chinese: headings, the help option and what it says of wrong use."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}
_KINDS = {"TEXT": "文字", "PATH": "文件", "DIRECTORY": "文件夹", "INTEGER": "整数"}
_KIND = re.compile(r"(?:INTEGER RANGE|[A-Z]{4,})$")
_NOTE = re.compile(r"\s*\[[^\[\]]*?(required)?\]$")


class Formatter(click.HelpFormatter):
    """Writes Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        del prefix
        args = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        """A section's heading."""
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Lines as they were written: Chinese has no spaces to break at."""
        for line in text.splitlines():
            self.write(f"{'':>{self.current_indent}}{line}\n" if line else "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Names and what they mean, with click's own words put into Chinese."""
        spoken = [
            (
                _KIND.sub(lambda kind: _KINDS.get(kind[0].split()[0], kind[0]), name),
                _NOTE.sub(lambda note: "（必填）" if note[1] else "", text),
            )
            for name, text in rows
        ]
        indent = " " * self.current_indent
        first = min(max(map(_width, (name for name, _ in spoken)), default=0), col_max)
        for name, text in spoken:
            gap = first + col_spacing - _width(name)
            lead = " " * gap if gap > 0 else f"\n{indent}{' ' * (first + col_spacing)}"
            self.write(f"{indent}{name}{lead}{text}\n")


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class _Chinese(click.Command):
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, explained in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助。"
        return option

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """A context that formats help in Chinese."""
        extra.setdefault("help_option_names", ["-h", "--help"])
        return super().make_context(info_name, args, parent, **extra)


class _Context(click.Context):
    formatter_class = Formatter


class Command(_Chinese):
    """A command whose help is Chinese."""

    context_class = _Context


class Group(_Chinese, click.Group):
    """A group of Chinese commands."""

    context_class = _Context
    command_class = Command
    group_class = type


def sentence_of(problem: click.ClickException) -> str:
    """What was wrong with the call, in Chinese, with what to do next."""
    where = (
        problem.ctx.command_path if isinstance(problem, click.UsageError) and problem.ctx else ""
    )
    more = f"请运行 {where or 'archivist'} --help 查看用法。"
    match problem:
        case NoArgsIsHelpError():
            return f"“{where}”后面还要写一个命令。{more}"
        case click.NoSuchOption():
            return f"没有“{problem.option_name}”这个选项。{more}"
        case click.BadOptionUsage():
            lacks = "requires" in problem.message
            return f"“{problem.option_name}”后面{'要写一个值' if lacks else '不能写值'}。{more}"
        case click.MissingParameter():
            return f"缺少必填的“{_name(problem)}”。{more}"
        case click.BadParameter():
            return f"“{_name(problem)}”的值不对：{_objection(problem)}。{more}"
        case click.UsageError() if problem.message.startswith("No such command"):
            wrong = problem.message.split()[-1].strip(".'")
            return f"没有“{wrong}”这个命令。{more}"
        case click.UsageError() if "unexpected extra argument" in problem.message:
            return f"多写了内容：{problem.message.rpartition('(')[2].strip(').')}。{more}"
        case _:
            return f"{problem.message}。{more}"


def _name(problem: click.BadParameter) -> str:
    """What is to be mended, as it is typed: an option with its dashes, an argument by its name."""
    if isinstance(problem.param, click.Option):
        return problem.param.opts[0]
    return problem.param.human_readable_name if problem.param else str(problem.param_hint or "")


def _objection(problem: click.BadParameter) -> str:
    kind = problem.param.type if problem.param else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(str(choice) for choice in kind.choices)} 之一"
    if isinstance(kind, click.IntRange):
        low, high = kind.min, kind.max
        return (
            f"应当是 {low} 到 {high} 的整数" if high is not None else f"应当是不小于 {low} 的整数"
        )
    return "应当是整数" if kind is click.INT else problem.message
