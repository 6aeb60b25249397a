"""Nothing but keeping/durable.py writes into an archive: every other write is named here."""

import ast
from pathlib import Path

import archivist

SOURCE = Path(archivist.__file__).parent
HOME = "keeping/durable.py"

# where -> why that write is not into an archive's shelf
ALLOWED = {
    "keeping/lock.py": "the lock's card tells who holds the lock; it is no record",
    "archive.py": "init makes config.toml, templates and a probe before there is an archive",
    "intake/secure.py": "the inbox file is renamed and let go of after its bytes are safe",
    "making/typeset.py": "cut fonts for the typesetter lie in a temporary folder",
    "cli/demo.py": "the made-up batch is put into the inbox and its config.toml filled in",
}
ROOMS = {
    "samples/": "made-up files for demo and tests, written where the caller says",
    "bench/": "measures in a temporary folder, beside the bare libraries",
}
WRITING_METHODS = {"write_text", "write_bytes", "touch", "symlink_to", "hardlink_to"}
MOVING_METHODS = {"rename", "unlink", "rmdir"}
MODULES = {
    "os": {"replace", "rename", "renames", "remove", "unlink", "truncate", "link", "symlink"},
    "shutil": {"move", "copy", "copy2", "copyfile", "copytree", "copyfileobj", "rmtree"},
}


def writes(module: ast.Module) -> list[int]:
    """Lines of calls that write, move or remove files."""
    return [one.lineno for one in ast.walk(module) if isinstance(one, ast.Call) and _writes(one)]


def _writes(call: ast.Call) -> bool:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id == "open" and _mode_writes(call, 1)
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    if owner in MODULES:
        return function.attr in MODULES[owner]
    if function.attr in WRITING_METHODS:
        return owner != "self" and bool(call.args or function.attr == "touch")
    if function.attr in MOVING_METHODS:
        return True
    if function.attr == "replace":
        return len(call.args) == 1 and not call.keywords
    return function.attr == "open" and _mode_writes(call, 0)


def _mode_writes(call: ast.Call, at: int) -> bool:
    modes = [word.value for word in call.keywords if word.arg == "mode"] + call.args[at : at + 1]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and set(mode.value) & set("wax+")
        for mode in modes
    )


def found() -> dict[str, list[int]]:
    everything = {
        path.relative_to(SOURCE).as_posix(): writes(ast.parse(path.read_text(encoding="utf-8")))
        for path in SOURCE.rglob("*.py")
    }
    return {place: lines for place, lines in everything.items() if lines}


def test_only_the_durable_write_writes() -> None:
    """Whoever writes a file is keeping/durable.py, or stands on the list with a reason."""
    strangers = {
        place: lines
        for place, lines in found().items()
        if place != HOME and place not in ALLOWED and not place.startswith(tuple(ROOMS))
    }
    assert strangers == {}


def test_the_list_names_nobody_who_does_not_write() -> None:
    """An exception that is no longer needed is taken off the list."""
    assert {place for place in ALLOWED if place not in found()} == set()
    assert HOME in found()


def test_the_search_sees_what_it_should() -> None:
    """The search is not blind: each kind of write is found in a line of its own."""
    lines = (
        "open('x', 'w')", "path.open('ab')", "path.open(mode='r+')", "path.write_text('x')",
        "os.replace(a, b)", "shutil.move(a, b)", "path.rename(b)", "path.replace(b)",
        "path.unlink()",
    )  # fmt: skip
    for line in lines:
        assert writes(ast.parse(line)) == [1], line
    for line in ("open('x')", "path.open('rb')", "text.replace('a', 'b')", "path.read_text()"):
        assert writes(ast.parse(line)) == [], line
