"""The floors: bare libraries doing only the work itself, in a process of their own.

Started as ``python -P -m archivist.bench.bare WORK``. The request comes as JSON; the answer says
what the work took, without the start of the process and the imports.
"""

import json
import sys
from collections.abc import Mapping
from importlib import import_module

from archivist.bench.apart import run_apart
from archivist.bench.clock import timed
from archivist.bench.figure import Spent


def bare(work: str, request: Mapping[str, object]) -> Spent:
    """What the floor ``work`` (``module:function``, in ``bare_module``) takes for ``request``."""
    said = json.loads(run_apart("archivist.bench.bare", work, text=json.dumps(request)))
    return Spent(wall=said["wall"], cpu=said["cpu"])


def _work() -> None:
    module, _, name = sys.argv[1].partition(":")
    prepare = getattr(import_module(f"archivist.bench.bare_{module}"), name)
    _, spent = timed(prepare(json.loads(sys.stdin.buffer.read())))
    sys.stdout.write(json.dumps({"wall": spent.wall, "cpu": spent.cpu}))


if __name__ == "__main__":
    _work()
