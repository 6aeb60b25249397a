"""Long tables: bounded memory, one numbering, nothing lost between the stretches."""

import threading
import time

import psutil
import pytest

from archivist.errors import BadTemplate, MissingGlyph
from archivist.making.longtable import pdf_in_chunks
from archivist.making.typeset import Typesetter
from tests.making.measuring import texts


def rows(count: int) -> list[dict[str, object]]:
    return [
        {
            "number": at,
            "code": f"L001-ZY·JN·2024·D1-003-{at:04d}",
            "title": f"题名第{at}件",
            "pages": 2,
        }
        for at in range(1, count + 1)
    ]


def test_nothing_is_lost_between_stretches(typesetter: Typesetter) -> None:
    """Every row stands once, in order, and pages are numbered through."""
    done: list[int] = []
    made = pdf_in_chunks(
        typesetter, "catalogue", {"rows": rows(130)}, "rows", chunk=50, done=done.append
    )
    said = [page.replace(" ", "").replace("　", "") for page in texts(made)]
    whole = "".join(said)
    places = [whole.index(f"题名第{at}件") for at in range(1, 131)]
    assert places == sorted(places)
    assert done == [50, 100, 130]
    assert all(f"第{at}页共{len(said)}页" in page for at, page in enumerate(said, 1))


def test_register_cover_only_once(typesetter: Typesetter) -> None:
    """A register set in stretches has one cover."""
    made = pdf_in_chunks(typesetter, "register", {"rows": rows(60)}, "rows", chunk=25)
    said = texts(made)
    assert sum("鉴定小组负责人" in page for page in said) == 1
    assert sum("接下页" in page for page in said) == 2
    assert ["以下空白" in page for page in said] == [False] * (len(said) - 1) + [True]


def test_short_table_is_the_plain_sheet(typesetter: Typesetter) -> None:
    """Up to one stretch the bytes are those of the ordinary sheet."""
    data = {"rows": rows(5)}
    assert pdf_in_chunks(typesetter, "catalogue", data, "rows") == typesetter.pdf("catalogue", data)


def test_same_rows_same_bytes(typesetter: Typesetter) -> None:
    """Equal rows give equal bytes although children set them side by side."""
    data = {"rows": rows(40), "made_on": "2024-05-20"}
    first = pdf_in_chunks(typesetter, "catalogue", data, "rows", chunk=20)
    assert pdf_in_chunks(typesetter, "catalogue", data, "rows", chunk=20) == first


def test_errors_come_through_the_child(typesetter: Typesetter) -> None:
    """A missing glyph or a wrong row is the same error as for a short table."""
    odd = [*rows(30), {"number": 31, "title": "\ue000"}]
    with pytest.raises(MissingGlyph, match=r"rows\.31\.title"):
        pdf_in_chunks(typesetter, "catalogue", {"rows": odd}, "rows", chunk=20)
    with pytest.raises(BadTemplate):
        pdf_in_chunks(typesetter, "catalogue", {"rows": ["x"] * 30}, "rows", chunk=20)


def test_two_thousand_rows_in_bounded_memory(typesetter: Typesetter) -> None:
    """2,000 rows never take more than 400 MB more in all processes together."""
    me, peak, ended = psutil.Process(), 0, threading.Event()
    before = me.memory_info().rss

    def watch() -> None:
        nonlocal peak
        while not ended.is_set():
            now = me.memory_info().rss - before
            for child in me.children(recursive=True):
                try:
                    now += child.memory_info().rss
                except psutil.Error:
                    continue
            peak = max(peak, now)
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        pdf_in_chunks(typesetter, "catalogue", {"rows": rows(2000)}, "rows")
    finally:
        ended.set()
        watcher.join()
    assert 0 < peak < 400 * 1024 * 1024
