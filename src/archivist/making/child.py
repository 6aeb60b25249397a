"""Making in a child process: what could run away in time or memory is run apart."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import archivist
from archivist.errors import ArchivistError, BadTemplate, error_by_code

DONE, FAILED = b"\x00", b"\x01"


def in_child(
    module: str, request: object, *, template: str, seconds: float, memory_mb: int
) -> bytes:
    """What ``python -m module`` answers to ``request`` (a JSON value).

    Raises:
        ArchivistError: the one the child reported.
        BadTemplate: the child took more than ``seconds`` or ``memory_mb`` (0: any), or died.
    """
    root = str(Path(archivist.__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        ended = subprocess.run(
            [sys.executable, "-m", module, str(memory_mb)],
            input=json.dumps(request, ensure_ascii=True).encode("ascii"),
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
            # 0 but on Windows, where a console window would flash up.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as problem:
        raise BadTemplate(
            template=template, why=f"超过 {seconds:g} 秒还没做完，已停止"
        ) from problem
    if ended.returncode == 0 and ended.stdout[:1] == DONE:
        return ended.stdout[1:]
    if ended.returncode == 0 and ended.stdout[:1] == FAILED:
        said = json.loads(ended.stdout[1:])
        raise error_by_code(said["code"])(**said["facts"])
    why = "内存用得太多，已停止" if b"MemoryError" in ended.stderr else "制作程序中断"
    raise BadTemplate(template=template, why=why)


def answer(work: Callable[[dict[str, object]], bytes]) -> None:
    """The child's side: limit memory, read the request, do ``work``, write the answer."""
    _limit(int(sys.argv[1]))
    request = json.loads(sys.stdin.buffer.read())
    try:
        result = DONE + work(request)
    except ArchivistError as problem:
        said = {"code": problem.code, "facts": problem.facts}
        result = FAILED + json.dumps(said, ensure_ascii=True).encode("ascii")
    sys.stdout.buffer.write(result)


def _limit(memory_mb: int) -> None:
    """Cap the address space (0: leave it); where the system cannot, only the time limit holds."""
    if sys.platform != "win32" and memory_mb:
        import resource

        most = memory_mb * 1024 * 1024
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
