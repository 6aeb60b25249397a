"""The papers cannot drift from the code."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from archivist.cli.app import COMMANDS
from archivist.errors import all_errors
from archivist.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maker", ROOT / "scripts/make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_overview_is_what_the_commands_say(maker: ModuleType) -> None:
    """`archivist --help` answers from a text that is the real help of today's commands."""
    assert maker.OVERVIEW.read_text(encoding="utf-8") == maker.overview()


def test_the_reference_is_what_the_code_says(maker: ModuleType) -> None:
    """docs/reference.md names every command, setting and error as the code has them."""
    assert maker.REFERENCE.read_text(encoding="utf-8") == maker.reference()


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/manual.zh-CN.md"])
def test_commands_in_the_papers_exist(page: str) -> None:
    """Every `archivist …` line in a paper begins with a command that exists."""
    text = (ROOT / page).read_text(encoding="utf-8")
    used = set(re.findall(r"(?m)(?:^|`)archivist ([a-z]+)", text))

    assert used
    assert used <= set(COMMANDS)


@pytest.mark.parametrize(
    "page",
    [
        *sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/**/*.md")),
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
    ],
)
def test_links_in_the_papers_lead_somewhere(page: str) -> None:
    """A relative link or picture in a paper names a file that is there."""
    path = ROOT / page
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (path.parent / link).exists()]

    assert missing == []


def test_the_shipped_config_states_every_setting_with_its_default(tmp_path: Path) -> None:
    """config.toml lists each setting once, with the value the program uses without it."""
    (tmp_path / "config.toml").write_text("")
    shipped = load_settings(ROOT / "config.toml")
    bare = load_settings(tmp_path / "config.toml")
    tables = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))

    for section, table in tables.items():
        assert getattr(shipped, section) == getattr(bare, section)
        fields = getattr(shipped, section).__dataclass_fields__
        assert set(table) == set(fields)


def test_every_error_is_in_the_reference() -> None:
    """A clerk who meets a code finds it in the reference."""
    text = (ROOT / "docs/reference.md").read_text(encoding="utf-8")

    assert [kind.code for kind in all_errors() if f"| {kind.code} |" not in text] == []
