"""Vocabulary of the tests: a made archive, a made batch, small files, and a reader of canned text.

A canned paper is a small whole PDF that says in its own bytes what ``CannedReader`` reads from it,
so that a desk can be tested without reading workers and yet depends on the bytes on disk.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from archivist.archive import Archive, init_archive
from archivist.intake.enrol import enrol
from archivist.records.batch import Batch, Subject
from archivist.records.formcode import FormCode
from archivist.records.reading import PageText, Reading, TextSource, Unread
from archivist.rules.formcode import form_code_text
from archivist.samples.batch import made_batch

K = TypeVar("K")
ACTOR = "测试员"

CONFIG = """\
[body]
name = "示例职业培训学校"
fonds = "L001"
[intake]
settle_seconds = {settle}
scan_seconds = 0.2
free_space_mb = {free}
[reading]
workers = 1
"""


def make_archive(
    root: Path, *batches: Batch, settle: float = 0.0, free: int = 0, templates: bool = False
) -> Path:
    """An archive in ``root`` with these batches enrolled, without the printing templates."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "config.toml").write_text(CONFIG.format(settle=settle, free=free), encoding="utf-8")
    if templates:
        init_archive(root)
    else:
        bare_archive(root)
    if batches:
        with Archive(root, write=True) as archive:
            for batch in batches:
                enrol(archive.catalogue, archive.pack, batch, ACTOR)
    return root


def bare_archive(root: Path) -> None:
    """The folders and the catalogue that ``init_archive`` makes, and nothing to print with."""
    from archivist.keeping.catalogue import Catalogue
    from archivist.keeping.shelf import Shelf

    shelf = Shelf(root / "archive")
    for folder in (root / "inbox", shelf.work, shelf.quarantine):
        folder.mkdir(parents=True, exist_ok=True)
    Catalogue(shelf.catalogue).close()


def opened(root: Path, *, unread: dict[str, Unread] | None = None) -> Archive:
    """The archive opened to write, with a canned reader in place of the reading workers."""
    archive = Archive(root, write=True)
    archive.__dict__["reader"] = CannedReader(unread or {})
    return archive


def small_batch(candidates: int = 3, seed: int = 1) -> Batch:
    """The made-up batch of the samples, with few people."""
    return made_batch(seed, candidates=candidates)


def paper(text: str = "", *codes: str, pages: int = 1) -> bytes:
    """A small whole PDF whose bytes tell the canned reader its text and codes."""
    said = json.dumps({"text": text, "codes": codes, "pages": pages})
    head = b"%PDF-1.4\n%CANNED " + said.encode("ascii") + b"\n"
    body = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    body += b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    body += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
    data = head + body
    places = [data.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    end = b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    return data + table + end


def form(
    batch: Batch,
    material: int,
    subject: Subject | None = None,
    candidate: int | None = None,
    *,
    text: str = "",
) -> bytes:
    """A paper that bears the printed code of one form, and is therefore filed unasked."""
    code = FormCode(batch=batch.number, material=material, subject=subject, candidate=candidate)
    return paper(text, form_code_text(code))


class CannedReader:
    """Reads what ``paper`` wrote; ``unread`` says which names cannot be read, and why."""

    def __init__(self, unread: dict[str, Unread] | None = None) -> None:
        self.unread = unread or {}
        self.asked: list[str] = []

    def read(self, path: Path, name: str) -> Reading | Unread:
        """The reading of one canned paper."""
        self.asked.append(name)
        if name in self.unread:
            return self.unread[name]
        return canned_reading(path.read_bytes())

    def read_many(
        self, jobs: Iterable[tuple[K, Path, str]]
    ) -> Iterator[tuple[K, Reading | Unread]]:
        """Readings in the order of the jobs."""
        for key, path, name in jobs:
            yield key, self.read(path, name)

    def close(self) -> None:
        """There are no workers."""


def canned_reading(data: bytes) -> Reading:
    """The reading of the bytes ``paper`` made; of other bytes a page without words."""
    said: dict[str, Any] = {"text": "", "codes": [], "pages": 1}
    if data.startswith(b"%PDF-1.4\n%CANNED "):
        said = json.loads(data.split(b"\n")[1].removeprefix(b"%CANNED "))
    page = PageText(
        number=1, text=said["text"], source=TextSource.LAYER, codes=tuple(said["codes"])
    )
    return Reading(media="pdf", pages=(page,), page_count=said["pages"])


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its place, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sha256(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
