"""Long tables in Word files: one rendered sample row becomes thousands.

A template engine that renders each row of a register of 10,000 takes many seconds. So the engine
renders the table with one row whose values are marks (``sample_row``); ``repeat`` then repeats
that row as text. What a clerk changed in the template (columns, order, fonts) holds for every row.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

DOCUMENT = "word/document.xml"

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ROW_BEGINS = re.compile(r"<w:tr[ >]")
_ROW_ENDS = "</w:tr>"
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def sample_row(fields: Iterable[str]) -> dict[str, str]:
    """The one row to render a template with: each field's value is its own mark."""
    return {field: f"{_OPEN}{field}{_CLOSE}" for field in fields}


def repeat(document: bytes, rows: Iterable[Mapping[str, object]]) -> bytes:
    """The docx with its sample row repeated for ``rows``; line breaks in values become spaces.

    A docx whose template shows no rows comes back with equal contents. Equal input gives equal
    bytes.
    """
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == DOCUMENT:
                data = _repeated(data.decode("utf-8"), rows).encode("utf-8")
            entry = zipfile.ZipInfo(part.filename)  # of 1980, so that no clock shows
            new.writestr(entry, data, zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()


def _repeated(xml: str, rows: Iterable[Mapping[str, object]]) -> str:
    first = xml.find(_OPEN)
    if first < 0:
        return xml
    begin = [found.start() for found in _ROW_BEGINS.finditer(xml, 0, first)][-1]
    end = xml.index(_ROW_ENDS, first) + len(_ROW_ENDS)
    pieces = _MARK.split(xml[begin:end])
    texts, names = pieces[0::2], pieces[1::2]
    parts = [xml[:begin]]
    for row in rows:
        for text, name in zip(texts, names, strict=False):
            parts += (text, _plain(row[name]))
        parts.append(texts[-1])
    parts.append(xml[end:])
    return "".join(parts)


def _plain(value: object) -> str:
    return _NOT_XML.sub("", " ".join(str(value).splitlines())).translate(_ESCAPES)
