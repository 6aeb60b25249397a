"""A worker with three misdeeds, for the tests of the pool; started with ``python -m``."""

import os
import signal
import time
from functools import partial
from pathlib import Path
from typing import Any

from archivist.reading import ocr
from archivist.reading.models import checked_model
from archivist.reading.worker import HANDLERS, Announce, serve


def die(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """End the process as a crash in a C library does."""
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os.abort()


def die_once(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Crash while the fence is up, answer without it."""
    if job["fence"]:
        os._exit(9)
    return {"code": "E500", "facts": {"name": job["name"]}, "wear": 1}


def hang(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Never answer."""
    while True:
        time.sleep(1)


def eat(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Take memory in steps that an address-space fence would not have stopped."""
    held = []
    while True:
        held.append(bytearray(os.urandom(1 << 20) * 16))
        time.sleep(0.02)


def babble(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Print where the answers go, then answer."""
    print("not an answer", flush=True)
    os.write(1, b'{"reading": 1}\n')
    return {"code": "E500", "facts": {"name": job["name"]}, "wear": 1}


def long_paper(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Take longer than one document may, having told of many pages first."""
    announce(100)
    time.sleep(1.5)
    return {"code": "E500", "facts": {"name": job["name"]}, "wear": 100}


def blind(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Read with the models gone."""
    vars(ocr)["checked_model"] = partial(checked_model, folder=Path("nowhere"))
    return HANDLERS["read"](job, announce)


if __name__ == "__main__":
    misdeeds = (blind, die, die_once, hang, eat, babble, long_paper)
    serve({**HANDLERS, **{misdeed.__name__: misdeed for misdeed in misdeeds}})
