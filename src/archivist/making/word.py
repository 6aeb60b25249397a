"""Word documents from templates; the filling itself is done by a child process with limits."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path

from archivist.errors import NoSuchTemplate
from archivist.making.child import in_child

SECONDS = 30.0
MEMORY_MB = 1024


def fill(
    template: Path, fields: Mapping[str, object], images: Mapping[str, bytes] | None = None
) -> bytes:
    """The docx made of ``template`` with ``fields`` (JSON values); equal input, equal bytes.

    ``images`` are PNG bytes by field name, set 18 mm wide (QR codes). None prints as nothing. In a
    template ``{{ day|date_cn }}`` turns 2024-03-16 into 2024年3月16日.

    Raises:
        NoSuchTemplate: there is no such file.
        TemplateFieldUnknown: the template wants fields that were not given.
        BadTemplate: it is no Word document, its Jinja is wrong, forbidden or does not end.
    """
    pictures = {name: base64.b64encode(png).decode() for name, png in (images or {}).items()}
    return _asked(template, {"wish": "fill", "fields": dict(fields), "images": pictures})


def fields_of(template: Path) -> frozenset[str]:
    """The names of the fields ``template`` uses.

    Raises:
        NoSuchTemplate: there is no such file.
        BadTemplate: it is no Word document or its Jinja is wrong.
    """
    return frozenset(json.loads(_asked(template, {"wish": "fields"})))


def _asked(template: Path, request: dict[str, object]) -> bytes:
    if not template.is_file():
        raise NoSuchTemplate(template=template.name)
    return in_child(
        "archivist.making.word_child",
        {**request, "template": str(template.resolve())},
        template=template.name,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
    )
