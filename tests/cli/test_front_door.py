"""The front door as a process: help without loading the house, status, and no traceback."""

import subprocess
import sys
from pathlib import Path

import archivist

OVERVIEW = Path(archivist.__file__).parent / "cli" / "overview.txt"


def front_door(*words: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "archivist", *words], capture_output=True, cwd=cwd, check=False
    )


def test_help_is_the_overview(tmp_path: Path) -> None:
    """--help, -h and no word at all print the generated overview and end well."""
    for words in (("--help",), ("-h",), ()):
        said = front_door(*words, cwd=tmp_path)
        assert (said.returncode, said.stderr) == (0, b"")
        assert said.stdout.decode("utf-8").splitlines() == OVERVIEW.read_text("utf-8").splitlines()


def test_help_loads_none_of_the_house(tmp_path: Path) -> None:
    """Asking for help imports no library: it costs little more than a bare interpreter."""
    code = (
        "import sys; sys.argv = ['archivist', '--help']\n"
        "from archivist.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n"
        "    heavy = {'click', 'rich', 'sqlite3', 'PIL', 'numpy', 'archivist.archive'}\n"
        "    sys.stderr.write(' '.join(heavy & set(sys.modules)))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=True
    )
    assert said.stderr == b""


def test_the_status_leaves_the_process(tmp_path: Path) -> None:
    """Wrong use and a missing archive end the process with two, in words, without a traceback."""
    for words in (("batch", "list"), ("gibberish",), ("batch", "list", "--nonsense")):
        said = front_door(*words, cwd=tmp_path)
        assert (said.returncode, said.stdout) == (2, b"")
        assert "错误：" in said.stderr.decode("utf-8")
        assert b"Traceback" not in said.stderr
