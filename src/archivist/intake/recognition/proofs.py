"""Whether a document that must be signed or sealed looks as if it was: only asks people to look."""

import re
from collections.abc import Iterator

from archivist.intake.recognition.cuts import is_blank
from archivist.intake.recognition.plain import plain
from archivist.intake.recognition.stack import pages_in_words
from archivist.records.material import Material
from archivist.records.reading import PageText, Reading, TextSource

_SIGNATURE = re.compile(r"(?:签名|签字|签章)(?:\([^)]*\))?:(?P<rest>.*)$")
_DATE_ONLY = re.compile(r"(?:日期)?[\s_年月日:.()-]*")


def unsigned(reading: Reading, material: Material) -> Iterator[str]:
    """One remark if the places for signatures are empty and this material is to be signed.

    Ink counts, whether it can be read or not. One signature is enough, unless the place that is
    empty names whom the rule pack wants.
    """
    if not material.signed_by:
        return
    empty = [
        (page.number, label)
        for page in reading.pages
        if page.scan is not None
        for label in page.scan.unsigned
    ]
    read = [rest for page in reading.pages for rest in _beside(page)]
    seen = any(page.scan is not None and page.scan.signed for page in reading.pages)
    if seen or not all(_DATE_ONLY.fullmatch(rest) for rest in read):
        empty = [(page, label) for page, label in empty if material.signed_by in label]
        read = []
    if empty:
        labels = dict.fromkeys(plain(label).rstrip(": ") for _, label in empty)
        pages = pages_in_words(sorted({page for page, _ in empty}))
        yield f"{pages}“{'”“'.join(labels)}”旁边没有笔迹，请看是否漏签"
    elif read:
        yield "签名处没有读到字，请看是否漏签"


def _beside(page: PageText) -> list[str]:
    """What was read behind each word that asks for a signature."""
    if page.source is not TextSource.OCR:
        return []
    found = (_SIGNATURE.search(line) for line in plain(page.text).splitlines())
    return [one["rest"] for one in found if one]


def unsealed(reading: Reading, material: Material) -> Iterator[str]:
    """One remark if a material that is to be sealed was scanned in colour and shows no seal.

    A page without any colour bears no red seal if its document was scanned in colour, and tells
    nothing if it was scanned in grey; so the last page must have colour.
    """
    pages = [page for page in reading.pages if not is_blank(page)]
    if (
        not material.sealed
        or not pages
        or reading.signed
        or reading.page_count != len(reading.pages)
    ):
        return
    scans = [page.scan for page in pages if page.scan is not None]
    if len(scans) == len(pages) and scans[-1].seals is not None and not any(s.seals for s in scans):
        yield "没有看到红色印章，请看是否漏盖"
