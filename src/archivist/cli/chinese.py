"""click in Chinese: headings, the help option and what it says of wrong use."""

from typing import Any

import click

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class Formatter(click.HelpFormatter):
    """Writes Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        del prefix
        args = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 …")
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        """A section's heading."""
        super().write_heading(_HEADINGS.get(heading, heading))


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
        case click.NoSuchOption():
            return f"没有“{problem.option_name}”这个选项。{more}"
        case click.MissingParameter():
            name = problem.param.human_readable_name if problem.param else ""
            return f"缺少必填的“{name}”。{more}"
        case click.BadParameter():
            name = problem.param.human_readable_name if problem.param else ""
            return f"“{name}”的值不对：{_objection(problem)}。{more}"
        case click.UsageError() if problem.message.startswith("No such command"):
            return f"没有这个命令：{problem.message.split()[-1].strip('.')}。{more}"
        case click.UsageError() if "unexpected extra argument" in problem.message:
            return f"多写了内容：{problem.message.rpartition('(')[2].strip(').')}。{more}"
        case _:
            return f"{problem.message}。{more}"


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
