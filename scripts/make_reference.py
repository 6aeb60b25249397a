"""Writes docs/reference.md and the overview of commands from the code itself.

Run it after changing a command, a setting or an error; the tests fail while either is stale.
"""

import re
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from archivist.cli.app import archivist  # noqa: E402
from archivist.errors import all_errors  # noqa: E402
from archivist.rules.pack import known_packs, load_pack  # noqa: E402

OVERVIEW = ROOT / "src/archivist/cli/overview.txt"
REFERENCE = ROOT / "docs/reference.md"

STATUSES = [
    (0, "完成"),
    (1, "完成，但有提示，或有文件留待处理"),
    (2, "用法不对（E2…）"),
    (3, "配置、规则包或模板有误（E3…）"),
    (4, "这台电脑缺少组件、字体或权限（E4…）"),
    (5, "这一份文件用不了（E5…）"),
    (6, "制度不允许（E6…）"),
    (7, "档案库损坏，必须停下（E7…）"),
    (8, "另一个程序正在使用（E8…）"),
    (9, "硬盘写不进或空间不足（E9…）"),
]


def overview() -> str:
    """The help of ``archivist`` alone, 88 columns wide."""
    context = archivist.make_context("archivist", [], resilient_parsing=True)
    context.max_content_width = context.terminal_width = 88
    return archivist.get_help(context) + "\n"


def reference() -> str:
    """The whole reference in Markdown."""
    parts = [
        "# 参考：命令、设置、错误代码\n",
        "本页由 `scripts/make_reference.py` 从程序生成，请勿手改。\n",
        "## 退出状态\n",
        _table(("状态", "含义"), [(str(n), words) for n, words in STATUSES]),
        "## 命令\n",
        *_commands(archivist, "archivist"),
        "## 设置（config.toml）\n",
        "```toml\n" + (ROOT / "config.toml").read_text(encoding="utf-8") + "```\n",
        "## 规则包\n",
        _table(("名称", "版本", "说明", "出处"), _packs()),
        "## 错误代码\n",
        _table(
            ("代码", "名称", "退出状态", "说明", "怎么办"),
            [(e.code, e.__name__, str(e.status), e.sentence, e.advice) for e in all_errors()],
        ),
        "## 核对结果代码\n",
        _table(("代码", "出现在"), _findings()),
    ]
    return "\n".join(parts)


def _commands(command: click.Command, path: str) -> list[str]:
    context = click.Context(command, info_name=path)
    parts = [] if path == "archivist" else [f"### `{path}`\n", (command.help or "").strip() + "\n"]
    if not isinstance(command, click.Group):
        return parts + _parameters(command)
    if command.invoke_without_command and path != "archivist":
        parts += _parameters(command)
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        assert child is not None
        parts += _commands(child, f"{path} {name}")
    return parts


def _parameters(command: click.Command) -> list[str]:
    rows: list[tuple[str, ...]] = []
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            help_text = (parameter.help or "") + ("（必填）" if parameter.required else "")
            rows.append((f"`{'`、`'.join(parameter.opts)}`", help_text))
        else:
            rows.append((parameter.human_readable_name, _choices(parameter)))
    return [_table(("参数和选项", "说明"), rows)] if rows else []


def _choices(parameter: click.Parameter) -> str:
    kind = parameter.type
    return "、".join(str(c) for c in kind.choices) if isinstance(kind, click.Choice) else ""


def _packs() -> list[tuple[str, ...]]:
    packs = [load_pack(name) for name in known_packs()]
    return [(pack.name, pack.version, pack.title, pack.source) for pack in packs]


def _findings() -> list[tuple[str, ...]]:
    """Finding codes and the modules that raise them, read from the source."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "src/archivist").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "Finding(" not in text and "_finding(" not in text:
            continue
        for code in re.findall(r'(?:code=|_finding\(\s*)"([a-z]+(?:-[a-z]+)+)"', text):
            found[code] = path.relative_to(ROOT / "src").as_posix()
    return sorted(found.items())


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    def line(cells: tuple[str, ...]) -> str:
        return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"

    return "\n".join([line(heads), "|" + "---|" * len(heads), *map(line, rows)]) + "\n"


if __name__ == "__main__":
    OVERVIEW.write_text(overview(), encoding="utf-8")
    REFERENCE.write_text(reference(), encoding="utf-8")
