"""How the command line speaks: results to standard output, everything else to standard error.

rich has its one address here.
"""

import contextlib
import getpass
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archivist.archive import Archive

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, and on which archive."""

    root: Path
    named: str = ""

    @property
    def actor(self) -> str:
        """The actor's name for the ledger: as given, else the system account."""
        try:
            return self.named or getpass.getuser()
        except (KeyError, OSError, ImportError):  # an account without a name, as in a container
            return "未署名"

    def reading(self) -> "Archive":
        """The archive, opened to look."""
        return self._opened(write=False)

    def writing(self) -> "Archive":
        """The archive, opened to write; takes the lock."""
        return self._opened(write=True)

    def _opened(self, *, write: bool) -> "Archive":
        from archivist.archive import Archive  # late: half of a short command's time

        return Archive(self.root, write=write)


def tell(text: str) -> None:
    """A message for people, on standard error."""
    print(text, file=sys.stderr, flush=True)


def complain(text: str) -> None:
    """What went wrong, on standard error."""
    tell(f"错误：{text}")


def answer(value: object) -> None:
    """One JSON value on standard output, one line."""
    from archivist.keeping.codec import plain

    print(json.dumps(plain(value), ensure_ascii=False), flush=True)


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for people, on standard output; a word in its place if it is empty."""
    from rich.console import Console
    from rich.table import Table

    if not rows:
        print(f"{title}：没有。")
        return
    console = Console(highlight=False, markup=False)
    if not sys.stdout.isatty():
        console.width = 160
    grid = Table(title=title, title_justify="left")
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*("" if cell is None else str(cell) for cell in row))
    console.print(grid)


def show(
    as_json: bool, values: Sequence[Any], title: str, columns: dict[str, Callable[[Any], Any]]
) -> None:
    """A list: one JSON object a line, or a table with these columns."""
    if as_json:
        for value in values:
            answer(value)
        return
    table(title, list(columns), [[cell(value) for cell in columns.values()] for value in values])


@contextlib.contextmanager
def progress(title: str, *, quiet: bool = False) -> Iterator[Report | None]:
    """A progress bar on standard error: count, rate, time left. None where nobody looks."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None, name="", rate="")

        def report(name: str, done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f} 件/秒" if speed else ""
            bar.update(task, completed=done, total=total, name=name[-30:], rate=rate)

        yield report
