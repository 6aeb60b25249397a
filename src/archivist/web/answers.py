"""What a page is asked and what it answers, in plain values: pages know no web library."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archivist.archive import Archive
from archivist.web.thumbnails import Thumbnails


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every page works with; ``actor`` is named in the ledger."""

    archive: Archive
    actor: str
    thumbnails: Thumbnails = field(default_factory=Thumbnails)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request: the ids in its path, its query and its form, as they came."""

    ids: Mapping[str, int]
    untrusted_query: Mapping[str, str]
    untrusted_form: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An HTML page: its template, the facts it shows, the HTTP status."""

    template: str
    facts: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class SeeOther:
    """Go and look there instead; a path of this site."""

    path: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """An original to be saved, never shown in the browser, under this file name."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture that we made ourselves."""

    png: bytes


Answer = Page | SeeOther | Attachment | Picture
View = Callable[[Office, Asked], Answer]
