"""The command tree, read lazily, and the one translator from failures to exit statuses."""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from archivist import __version__
from archivist.cli.chinese import Command, Group, sentence_of
from archivist.cli.say import complain
from archivist.errors import ArchivistError

# command name -> module below archivist.cli and attribute
COMMANDS = {
    "init": "setup:init",
    "start": "setup:start",
    "watch": "setup:watch",
    "ingest": "intake:ingest",
    "recognise": "intake:recognise",
    "batch": "batch:batch",
    "review": "review:review",
    "record": "record:record",
    "arrange": "arrange:arrange",
    "box": "box:box",
    "print": "prints:print_",
    "letter": "letter:letter",
    "retention": "retention:retention",
    "destroy": "destroy:destroy",
    "search": "record:search",
    "verify": "custody:verify",
    "demo": "demo:demo",
    "bench": "bench:bench",
}


class Lazy(Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order a clerk needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: Any = getattr(importlib.import_module(f"archivist.cli.{module}"), name)
        assert isinstance(found, click.Command)
        return found


@click.group(cls=Lazy, name="archivist")
@click.version_option(__version__, message="archivist %(version)s", help="显示版本号。")
@click.option(
    "--dir",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="ARCHIVIST_DIR",
    default=Path(),
    help="档案库所在的文件夹（里面有 config.toml）；默认是当前文件夹。",
)
@click.option("--actor", envvar="ARCHIVIST_ACTOR", default="", help="操作人姓名，记入操作记录。")
@click.pass_context
def archivist(ctx: click.Context, root: Path, actor: str) -> None:
    """职业技能等级认定批次档案：收件、识别、归档、编号、盖章、保管、到期造册。"""
    from archivist.cli.say import Caller

    ctx.obj = Caller(root=root.resolve(), named=actor)


def run(words: Sequence[str]) -> int:
    """Run one command line; returns the exit status of the reference."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        status = archivist.main(list(words), prog_name="archivist", standalone_mode=False)
    except ArchivistError as problem:
        complain(f"{problem}（{problem.code}）")
        return problem.status
    except click.ClickException as problem:
        complain(sentence_of(problem))
        return 2
    except click.Abort:
        complain("已中止。已经归档的都已保存，下次会接着做。")
        return 1
    return status if isinstance(status, int) else 0


__all__ = ["COMMANDS", "Command", "archivist", "run"]
