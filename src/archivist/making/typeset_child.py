"""The child that sets one stretch of a long table, so that its memory is given back."""

from pathlib import Path
from typing import Any

from archivist.making.child import answer
from archivist.making.compiling import Job, compile_job


def _set(request: dict[str, Any]) -> bytes:
    return compile_job(
        Job(
            source=Path(request["source"]),
            inputs=request["inputs"],
            fonts_at=tuple(Path(folder) for folder in request["fonts_at"]),
            timestamp=request["timestamp"],
        )
    )


if __name__ == "__main__":
    answer(_set)
