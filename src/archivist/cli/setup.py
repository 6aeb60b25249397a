"""init, start, watch: setting up and the main job."""

from pathlib import Path

import click

from archivist.archive import init_archive, is_archive
from archivist.cli.chinese import Command
from archivist.cli.options import json_option
from archivist.cli.say import Caller, answer, tell


@click.command(cls=Command)
@click.argument("folder", required=False, metavar="[文件夹]", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def init(caller: Caller, folder: Path | None, as_json: bool) -> None:
    """建立档案库：收件箱、档案库、模板和带说明的 config.toml。已有的不会被覆盖。"""
    made = init_archive((folder or caller.root).resolve())
    if as_json:
        answer({"root": str(made.root), "made": list(made.made)})
        return
    tell(f"档案库在 {made.root}。")
    templates = [name for name in made.made if name.startswith("templates/")]
    names = [name for name in made.made if name not in templates]
    if templates:
        names.append(f"模板 {len(templates)} 个")
    tell(f"新建了：{'、'.join(names)}。" if names else "什么也不缺，没有改动。")
    tell("下一步：在 config.toml 里填写评价机构名称和全宗号，再运行 archivist start。")


@click.command(cls=Command)
@click.argument("folder", required=False, metavar="[文件夹]", type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="先放入一个虚构的示范批次。")
@click.option("--no-page", is_flag=True, help="只收件，不打开网页。")
@click.pass_obj
def start(caller: Caller, folder: Path | None, demo: bool, no_page: bool) -> None:
    """主要工作：值守收件箱，并在本机打开网页。按 Ctrl+C 结束。"""
    from archivist.watch import keep_watch

    root = (folder or caller.root).resolve()
    if not is_archive(root):
        init_archive(root)
    if demo:
        from archivist.cli.demo import fill_inbox

        fill_inbox(root)
    with Caller(root=root, named=caller.named).writing() as archive:
        keep_watch(archive, tell, page=not no_page, actor=caller.actor)


@click.command(cls=Command)
@click.pass_obj
def watch(caller: Caller) -> None:
    """只值守收件箱，不开网页，供无人值守的机器使用。"""
    from archivist.watch import keep_watch

    with caller.writing() as archive:
        keep_watch(archive, tell, page=False)
