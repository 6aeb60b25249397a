"""The caged reader: takes one job a line on its input, answers one line each on its output.

Started as ``python -P -m archivist.reading.worker PARENT``. It ends when its input ends or its
parent is gone. Libraries that print cannot disturb the answers: standard output is moved away.
"""

import base64
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from archivist.errors import ArchivistError, TooMuchMemory, Unreadable
from archivist.reading.fence import address_space_fence
from archivist.reading.vitals import is_alive
from archivist.records.reading import TextSource

Announce = Callable[[int], None]
Handler = Callable[[dict[str, Any], Announce], dict[str, Any]]
PARENT_CHECK_SECONDS = 2.0
LIGHT_WEAR = 0.05  # of a recognised page, for one whose text is simply there


def read_job(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Answer a "read" job: ``{"reading": ..., "wear": w}``."""
    from archivist.reading.contents import read_document
    from archivist.reading.wire import pack_reading

    reading = read_document(Path(job["path"]), job["name"], announce)
    seen = sum(page.source is TextSource.OCR for page in reading.pages)
    wear = seen + (reading.page_count - seen + 1) * LIGHT_WEAR
    return {"reading": pack_reading(reading), "wear": wear}


def tables_job(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Answer a "tables" job: ``{"tables": ..., "wear": w}``."""
    from archivist.reading.contents import tables_of_document

    tables, pages = tables_of_document(Path(job["path"]), job["name"], announce)
    return {"tables": tables, "wear": max(1, pages)}


def picture_job(job: dict[str, Any], announce: Announce) -> dict[str, Any]:
    """Answer a "picture" job: ``{"png": base64, "wear": w}``."""
    from archivist.reading.pictures import picture_of_document

    png = picture_of_document(Path(job["path"]), job["name"], job["page"], job["dpi"], announce)
    return {"png": base64.b64encode(png).decode(), "wear": LIGHT_WEAR}


HANDLERS: dict[str, Handler] = {"read": read_job, "tables": tables_job, "picture": picture_job}


def serve(handlers: dict[str, Handler]) -> None:
    """Answer jobs until the input ends. A failure is an answer too: its code and facts."""
    asked = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    if len(sys.argv) > 1:
        threading.Thread(target=_follow, args=(int(sys.argv[1]),), daemon=True).start()
    for line in asked:
        job = json.loads(line)

        def announce(pages: int) -> None:
            _say(answers, {"announced": pages})

        _say(answers, _answer(handlers, job, announce))


def _answer(
    handlers: dict[str, Handler], job: dict[str, Any], announce: Announce
) -> dict[str, Any]:
    name = str(job["name"])
    memory_mb = int(job["memory_mb"])
    try:
        with address_space_fence(memory_mb << 20 if job["fence"] else 0):
            return handlers[job["kind"]](job, announce)
    except ArchivistError as problem:
        return {"code": problem.code, "facts": problem.facts, "wear": 1}
    except MemoryError:
        known: ArchivistError = TooMuchMemory(name=name, limit=f"{memory_mb} MB")
    except Exception as problem:
        known = Unreadable(name=name, why=f"读取出错：{type(problem).__name__}")
    return {"code": known.code, "facts": known.facts, "wear": 1}


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(json.dumps(message).encode() + b"\n")
    answers.flush()


def _follow(parent: int) -> None:
    """End this process when its parent has gone, even in the middle of a long document."""
    while is_alive(parent):
        time.sleep(PARENT_CHECK_SECONDS)
    os._exit(3)


if __name__ == "__main__":
    serve(HANDLERS)
