"""bench: the figures of the performance page, as JSON with ratios."""

import click

from archivist.cli.chinese import Command
from archivist.cli.say import answer, tell


@click.command(cls=Command)
@click.option("--quick", is_flag=True, help="少量样本，几十秒内给出大致数字。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")
def bench(quick: bool, as_json: bool) -> None:
    """测速：收件、扫描识别、盖章、清册，各与只做这一件事的程序库同场比较。"""
    from archivist.bench.run import measure

    found = measure(quick=quick, say=tell)
    if as_json:
        answer(found)
        return
    for name, figures in found.items():
        tell(name)
        for key, value in figures.items():
            tell(f"  {key}: {value}")
