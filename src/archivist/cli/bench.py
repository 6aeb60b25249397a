"""bench: the figures of the performance page, and what recognition reaches, as JSON."""

from pathlib import Path

import click

from archivist.cli.chinese import Group
from archivist.cli.say import answer, tell
from archivist.samples.corpus.wordings import PARTS


@click.group(cls=Group, invoke_without_command=True)
@click.option("--quick", is_flag=True, help="少量样本，几十秒内给出大致数字。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")
@click.pass_context
def bench(context: click.Context, quick: bool, as_json: bool) -> None:
    """测速：收件、扫描识别、盖章、清册，各与只做这一件事的程序库同场比较。"""
    if context.invoked_subcommand is not None:
        return
    from archivist.bench.run import measure

    found = measure(quick=quick, say=tell)
    if as_json:
        answer(found)
        return
    for name, figures in found.items():
        tell(name)
        for key, value in figures.items():
            tell(f"  {key}: {value}")


@bench.command("recognition")
@click.option("--quick", is_flag=True, help="少量样本，约两分钟给出大致数字。")
@click.option(
    "--part",
    type=click.Choice(PARTS),
    default="measured",
    help="用哪一部分样本：measured 只用于测量，tuning 各部分供改进识别。",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="样本和识读结果留在这个文件夹，下次不必重做。",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="逐份写明哪些没有认对；只用于 tuning 各部分。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")
def recognition(
    quick: bool, part: str, cache: Path | None, report: Path | None, as_json: bool
) -> None:
    """识别考核：用成套样本（22 种材料、清单以外的纸、多份成叠、打印码）看识别得对不对。"""
    from archivist.bench.recognition import measure_recognition

    chosen = next(one for one in PARTS if one == part)
    found = measure_recognition(chosen, quick=quick, cache=cache, report=report, say=tell)
    if as_json:
        answer(found)
        return
    tell_scores(found["scores"])


def tell_scores(scores: object) -> None:
    """One line for each score: what, how much, the target and whether it is reached."""
    assert isinstance(scores, dict)
    for one in scores.values():
        goal = "" if one["target"] is None else f"，目标 {one['target']}"
        mark = {True: "达到", False: "未达到", None: ""}[one["reached"]]
        value = f"{one['value']}{one['unit']}（{one['right']}/{one['of']}）"
        tell(f"{one['title']}：{value}{goal} {mark}")
