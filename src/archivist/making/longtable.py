"""Long tables: typst needs some 250 KB a row, so they are set in stretches and joined."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from archivist.making.child import in_child
from archivist.making.compiling import Job
from archivist.making.fontfile import subset
from archivist.making.pagenumbers import NUMBERING, number_pages
from archivist.making.typeset import Typesetter

CHUNK = 550
SIDE_BY_SIDE = 2
NUMBER_PT = 9.0
NUMBER_HEIGHT_MM = 7.4
SECONDS = 300.0
MEMORY_MB = 0  # no cap: typst reserves address space by the processor; the rows are bounded


def pdf_in_chunks(
    typesetter: Typesetter,
    template: str,
    data: Mapping[str, object],
    rows_key: str,
    *,
    chunk: int = CHUNK,
    done: Callable[[int], None] | None = None,
) -> bytes:
    """The PDF of a table of any length in bounded memory: 10,000 rows within 400 MB in all.

    Up to ``chunk`` rows it is the same as ``typesetter.pdf``. Beyond, every stretch of ``chunk``
    rows is set by a child process and begins a new page; the template is told ``chunked`` (it
    leaves the page number to us), ``cover`` (true for the first stretch only) and ``last`` (false
    for all but the last: the rest of the page is then marked 接下页). ``done`` is told the number
    of rows set so far.

    Raises the errors of :meth:`Typesetter.pdf`.
    """
    rows = data[rows_key]
    assert isinstance(rows, Sequence)
    if len(rows) <= chunk:
        return typesetter.pdf(template, data)
    starts = range(0, len(rows), chunk)
    whole = typesetter.job(template, {**data, "chunked": True, "cover": True})
    jobs = [
        partial(
            _stretch,
            typesetter,
            template,
            {
                **data,
                rows_key: rows[at : at + chunk],
                "chunked": True,
                "cover": at == 0,
                "last": at + chunk >= len(rows),
            },
            whole,
        )
        for at in starts
    ]
    parts: list[bytes] = []
    with ThreadPoolExecutor(max_workers=SIDE_BY_SIDE) as pool:
        for at, part in zip(starts, pool.map(lambda job: job(), jobs), strict=True):
            parts.append(part)
            if done is not None:
                done(min(at + chunk, len(rows)))
    face = typesetter.fonts.chain("song")[0]
    font = subset(face.path, face.index, NUMBERING, f"{face.family} N")
    return number_pages(parts, font, NUMBER_PT, NUMBER_HEIGHT_MM)


def _stretch(
    typesetter: Typesetter, template: str, data: Mapping[str, object], whole: Job
) -> bytes:
    """One stretch, with the fonts of the whole: its characters have been checked already."""
    job = replace(whole, inputs={**whole.inputs, "data": typesetter.data_text(data)})
    request = {
        "source": str(job.source),
        "inputs": dict(job.inputs),
        "fonts_at": [str(folder) for folder in job.fonts_at],
        "timestamp": job.timestamp,
    }
    return in_child(
        "archivist.making.typeset_child",
        request,
        template=f"{template}.typ",
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
    )
