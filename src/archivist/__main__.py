"""The front door: ``archivist`` and ``python -m archivist``.

The overview of commands is a generated text, so that asking for help costs next to nothing.
"""

import sys
from pathlib import Path

OVERVIEW = Path(__file__).with_name("cli") / "overview.txt"


def main() -> None:
    """Run one command and leave with its exit status."""
    words = sys.argv[1:]
    if words in ([], ["--help"], ["-h"]):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(OVERVIEW.read_text(encoding="utf-8"))
        sys.exit(0)
    from archivist.cli.app import run

    sys.exit(run(words))


if __name__ == "__main__":
    main()
