"""Settings: config.toml read whole or refused, with line, name and reason."""

import contextlib
import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.archive import init_archive
from archivist.errors import (
    ArchivistError,
    BadConfigSyntax,
    BadSetting,
    SettingsError,
    UnknownSetting,
    UnsafeFolders,
)
from archivist.settings import LIMITS, Settings, load_settings


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(folder: Path, text: str | bytes) -> ArchivistError:
    with pytest.raises(SettingsError) as problem:
        load_settings(written(folder, text))
    return problem.value


def test_an_empty_config_is_all_defaults(tmp_path: Path) -> None:
    """Nothing need be written; the folders lie beside the config."""
    settings = load_settings(written(tmp_path, ""))
    assert settings == Settings(root=tmp_path)
    assert settings.inbox == tmp_path / "inbox"


def test_the_shipped_config_is_the_defaults_in_full(tmp_path: Path) -> None:
    """What init writes is valid, names every setting there is, and changes none."""
    init_archive(tmp_path)
    path = tmp_path / "config.toml"
    assert load_settings(path) == Settings(root=tmp_path)
    text = path.read_text("utf-8")
    for section in dataclasses.fields(Settings):
        if section.name != "root":
            assert f"[{section.name}]" in text
            for field in dataclasses.fields(type(getattr(Settings(root=tmp_path), section.name))):
                assert f"\n{field.name} = " in text


def test_a_windows_editors_mark_and_line_ends_do_no_harm(tmp_path: Path) -> None:
    """Notepad's byte mark and CRLF are read like any other file, and lines are counted right."""
    text = b'\xef\xbb\xbf[body]\r\nname = "\xe6\xa0\xa1"\r\n'
    assert load_settings(written(tmp_path, text)).body.name == "校"
    assert refused(tmp_path, text + b"nmae = 1\r\n").facts["line"] == "3"


@pytest.mark.parametrize(
    ("text", "kind", "line", "field"),
    [
        ("[body]\nname = \n", BadConfigSyntax, "2", None),
        ("[body\n", BadConfigSyntax, "1", None),
        ('[body]\nname = "a\n[intake]\n', BadConfigSyntax, "2", None),
        ('[body]\n\nname = "a"\nname = "b"\n', BadConfigSyntax, "4", None),
        ('[body]\nname = "\xff"\n'.encode("latin-1"), BadConfigSyntax, "2", None),
        ("[bdoy]\n", UnknownSetting, "1", "bdoy"),
        ('name = "x"\n', UnknownSetting, "1", "name"),
        ("[intake]\n# settle\nsettle = 3\n", UnknownSetting, "3", "intake.settle"),
        ("body = 3\n", UnknownSetting, "1", "body"),
        ("[body]\nname = 3\n", BadSetting, "2", "body.name"),
        ('[intake]\n\nsettle_seconds = "3"\n', BadSetting, "3", "intake.settle_seconds"),
        ("[intake]\nsettle_seconds = -1\n", BadSetting, "2", "intake.settle_seconds"),
        ("[intake]\nsettle_seconds = nan\n", BadSetting, "2", "intake.settle_seconds"),
        ("[intake]\nscan_seconds = inf\n", BadSetting, "2", "intake.scan_seconds"),
        ("[intake]\nfree_space_mb = 1.5\n", BadSetting, "2", "intake.free_space_mb"),
        ("[intake]\nfree_space_mb = true\n", BadSetting, "2", "intake.free_space_mb"),
        ("[rules]\nfloors = 1\n", BadSetting, "2", "rules.floors"),
        ('[rules]\nround = "up"\n', BadSetting, "2", "rules.round"),
        ('[folders]\ninbox = "a\\u0000b"\n', BadSetting, "2", "folders.inbox"),
        ("[page]\nport = 70000\n", BadSetting, "2", "page.port"),
        ("[print]\nsheet_mm = 0\n", BadSetting, "2", "print.sheet_mm"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, text: str | bytes, kind: type[ArchivistError], line: str, field: str | None
) -> None:
    """Syntax, unknown names, wrong types and values out of range: line and name are told."""
    problem = refused(tmp_path, text)
    assert type(problem) is kind
    assert problem.facts["line"] == line
    assert problem.facts.get("field") == field


@pytest.mark.parametrize("value", ["9" * 5000, "[" * 50_000, "2024-99-99", "0x", '"' * 4])
def test_values_python_itself_stumbles_over_are_syntax(tmp_path: Path, value: str) -> None:
    """Endless numbers, endless brackets and dates that do not exist are mistakes like others."""
    assert isinstance(refused(tmp_path, f"[page]\nport = {value}\n"), BadConfigSyntax)


def test_a_near_miss_is_offered(tmp_path: Path) -> None:
    """A misspelt name is answered with the one that was probably meant."""
    assert "settle_seconds" in str(refused(tmp_path, "[intake]\nsettle_second = 3\n"))
    assert "intake" in str(refused(tmp_path, "[intakes]\n"))


@pytest.mark.parametrize(
    "folders",
    [
        'inbox = "archive/inbox"',
        'archive = "inbox/archive"',
        'templates = "archive"',
        'inbox = "."',
        'archive = "../{name}"',
        'inbox = "a/../archive"',
    ],
)
def test_folders_inside_one_another_are_refused(tmp_path: Path, folders: str) -> None:
    """Inbox, archive and templates must not hold one another, however the path is written."""
    text = f"[folders]\n{folders.format(name=tmp_path.name)}\n"
    assert isinstance(refused(tmp_path, text), UnsafeFolders)


@given(st.sampled_from(sorted(LIMITS)), st.floats(allow_nan=True) | st.integers())
def test_a_number_is_taken_if_it_is_within_its_limits(
    tmp_path: Path, name: str, value: float
) -> None:
    """Every number is either kept exactly or refused by name."""
    section, key = name.split(".")
    low, high = LIMITS[name]
    kind = type(getattr(getattr(Settings(root=tmp_path), section), key))
    path = written(tmp_path, f"[{section}]\n{key} = {value!r}\n")
    if low <= value <= high and (kind is float or isinstance(value, int)):
        assert getattr(getattr(load_settings(path), section), key) == value
    else:
        with pytest.raises(BadSetting, match=name):
            load_settings(path)


@given(st.binary(max_size=120) | st.text(max_size=120).map(str.encode))
def test_no_bytes_make_it_fail_otherwise(tmp_path: Path, data: bytes) -> None:
    """Whatever is in the file, it is read or refused as settings."""
    with contextlib.suppress(SettingsError):
        load_settings(written(tmp_path, data))
