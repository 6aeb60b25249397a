"""The front door: ``archivist`` and ``python -m archivist``.

The overview of commands is a generated text, so that asking for help costs next to nothing: only
``sys`` and ``os.path``, which Python has loaded anyway, are needed for it.
"""

import os.path
import sys

OVERVIEW = os.path.join(os.path.dirname(__file__), "cli", "overview.txt")  # noqa: PTH118, PTH120


def main() -> None:
    """Run one command and leave with its exit status."""
    words = sys.argv[1:]
    if words in ([], ["--help"], ["-h"]):
        with open(OVERVIEW, "rb") as file:  # noqa: PTH123
            sys.stdout.buffer.write(file.read())
        sys.exit(0)
    from archivist.cli.app import run

    sys.exit(run(words))


if __name__ == "__main__":
    main()
