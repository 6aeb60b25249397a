"""letter: filing letters and receipts out of Word templates."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archivist.cli.chinese import Command, Group
from archivist.cli.options import json_option
from archivist.cli.say import Caller, answer, show, table, tell
from archivist.errors import BadImport, NoSuchFile


@click.group(cls=Group)
def letter() -> None:
    """文书：申请备案函、备案回执，自动编发文字号。"""


@letter.command("kinds", cls=Command)
@click.argument("kind", required=False, metavar="[文书]")
@json_option
def kinds(kind: str | None, as_json: bool) -> None:
    """列出可用的文书；写上文书名称，就列出它要填写的内容。"""
    from archivist.letters.kinds import kind_named
    from archivist.letters.kinds import kinds as every_kind

    if kind is None:
        show(
            as_json,
            every_kind(),
            "文书",
            {
                "名称": lambda k: k.key,
                "文书": lambda k: k.name,
                "必填": lambda k: "、".join(field.name for field in k.required),
            },
        )
        return
    wanted = kind_named(kind)
    if as_json:
        answer(wanted)
        return
    rows = [
        (field.name, field.label, "必填" if field in wanted.required else "可不填", _hint(field))
        for field in wanted.fields
    ]
    table(f"{wanted.name}（{wanted.key}）", ("名称", "内容", "", "说明"), rows)


@letter.command("new", cls=Command)
@click.argument("kind", metavar="文书")
@click.option(
    "--fields",
    "file",
    type=click.Path(path_type=Path),
    default=None,
    help="写有各项内容的 JSON 文件，名称见 letter kinds。",
)
@click.option(
    "--set", "pairs", multiple=True, metavar="名称=内容", help="直接写一项内容，可以写多次。"
)
@json_option
@click.pass_obj
def new(
    caller: Caller, kind: str, file: Path | None, pairs: tuple[str, ...], as_json: bool
) -> None:
    """生成一份文书，发文字号按顺序编；缺内容时不占号。"""
    from archivist.letters.desk import issue

    fields: dict[str, Any] = _read(file) if file else {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise click.BadParameter(f"“{pair}”里没有等号，要写成“名称=内容”", param_hint="--set")
        fields[name.strip()] = value
    with caller.writing() as archive:
        made = issue(
            archive.catalogue,
            archive.shelf,
            archive.settings.templates,
            kind,
            fields,
            letter_word=archive.settings.body.letter_word,
            actor=caller.actor,
            now=datetime.now(UTC),
        )
        path = archive.shelf.path(made.place)
    if as_json:
        answer(made)
    else:
        tell(f"{made.number}《{made.title}》已生成：{path}")


@letter.command("list", cls=Command)
@click.option("--year", type=int, default=None, help="只看这一年。")
@json_option
@click.pass_obj
def list_(caller: Caller, year: int | None, as_json: bool) -> None:
    """列出已发的文书。"""
    from archivist.letters.desk import letters

    with caller.reading() as archive:
        found = letters(archive.catalogue, year)
    show(
        as_json,
        found,
        "文书",
        {
            "发文字号": lambda one: one.number,
            "标题": lambda one: one.title,
            "主送机关": lambda one: one.addressee,
            "成文日期": lambda one: one.dated_on,
            "拟稿人": lambda one: one.issued_by,
            "文件": lambda one: one.place,
        },
    )


@letter.command("show", cls=Command)
@click.argument("number", metavar="发文字号")
@json_option
@click.pass_obj
def show_(caller: Caller, number: str, as_json: bool) -> None:
    """查看一份文书和它的填写内容。"""
    from archivist.letters.desk import show as look_up

    with caller.reading() as archive:
        found = look_up(archive.catalogue, archive.shelf, number)
    if as_json:
        answer({"letter": found.letter, "path": str(found.path), "fields": dict(found.fields)})
        return
    rows = [("文件", str(found.path)), *((k, str(v)) for k, v in found.fields.items())]
    table(f"{found.letter.number} {found.letter.title}", ("项目", "内容"), rows)


def _hint(field: Any) -> str:
    if field.columns:
        return "一行一项，每项有：" + "、".join(f"{c.name}（{c.label}）" for c in field.columns)
    return str(field.says or (f"默认 {field.default}" if field.default else ""))


def _read(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise NoSuchFile(path=file)
    from archivist.intake.enrol import why_not_json

    try:
        fields = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as problem:
        raise BadImport(path=file, row=1, field="JSON", why=why_not_json(problem)) from problem
    if not isinstance(fields, dict):
        raise BadImport(path=file, row=1, field="JSON", why="最外层要用花括号 { } 括起来")
    return fields
