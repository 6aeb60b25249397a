"""Typesetting with typst: a template and data become a PDF of true millimetres."""

import json
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from archivist.errors import NoSuchTemplate
from archivist.making.barcode import qr_svg
from archivist.making.compiling import Job, compile_job
from archivist.making.fontfile import coverage, subset
from archivist.making.fonts import ROLES, Face, Fonts, Role, bundled_font

# Always at hand, whatever the data says: ASCII, and what Chinese numbering and dates produce.
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "　、。，：；（）《》“”·—…〇零一二三四五六七八九十百千年月日第页共件盒号"
)
MOST_SETS = 64  # font subsets kept on disk, some 100 KB each


class Typesetter:
    """Sets the ``*.typ`` templates lying in one folder.

    The characters needed are cut out of the fonts as small TrueType subsets first: every missing
    glyph is known before anything is set, and the sheets can become PDF/A. A typesetter keeps its
    subsets in a temporary folder until it is closed; use it as a context manager or let it go.
    """

    def __init__(self, templates: Path, fonts: Fonts) -> None:
        self.templates = templates
        self.fonts = fonts
        self._folder = Path(tempfile.mkdtemp(prefix="archivist-fonts-"))
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._sets: dict[frozenset[str], FontSet] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> "Typesetter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the temporary font subsets."""
        self._remove()

    def pdf(self, template: str, data: Mapping[str, object]) -> bytes:
        """The PDF of ``template`` (file name without ``.typ``) with ``data``.

        Two keys of ``data`` have a meaning here: ``code``, a text that becomes a QR code the
        template finds as ``qr``; and ``made_on``, a date that becomes the document's date. Equal
        data gives equal bytes.

        Raises:
            NoSuchTemplate: there is no such file.
            BadTemplate: the template is wrong, with its line.
            MissingGlyph: no font has a character of the data or of the template.
        """
        return compile_job(self.job(template, data))

    def job(self, template: str, data: Mapping[str, object]) -> Job:
        """What is needed to set ``template``, with every character checked.

        Raises:
            NoSuchTemplate: there is no such file.
            MissingGlyph: no font has a character of the data or of the template.
        """
        source = self.templates / f"{template}.typ"
        if not source.is_file():
            raise NoSuchTemplate(template=source.name)
        texts = [*_template_texts(source), *_texts(data, "")]
        characters = frozenset().union(*(text for _, text in texts))
        if self.fonts.lacking("".join(characters), "song"):
            for where, text in texts:
                self.fonts.check(text, "song", where)
        fonts = self._fonts_for(characters)
        return Job(
            source=source.resolve(),
            inputs={
                "data": self.data_text(data),
                "fonts": json.dumps(fonts.families, ensure_ascii=False),
            },
            fonts_at=fonts.folders,
            timestamp=_timestamp(data.get("made_on")),
        )

    def data_text(self, data: Mapping[str, object]) -> str:
        """``data`` as the template gets it: JSON, with the QR code drawn, and that of each label.

        The templates leave the quiet zone free themselves, so that a size is that of the symbol.
        """
        code = data.get("code")
        full = {**data, "qr": qr_svg(str(code), 0) if code else None}
        labels = data.get("labels")
        if isinstance(labels, Sequence):  # a sheet of labels has a code for each
            full["labels"] = [_with_qr(label) for label in labels]
        return json.dumps(full, ensure_ascii=False, default=_plain)

    def _fonts_for(self, characters: frozenset[str]) -> "FontSet":
        """Subsets of just ``characters``: a larger set would change the bytes of the PDF."""
        with self._lock:
            if characters not in self._sets:
                folder = Path(tempfile.mkdtemp(dir=self._folder))
                self._sets[characters] = _write_subsets(folder, characters | ALWAYS, self.fonts)
                if len(self._sets) > MOST_SETS:
                    eldest = self._sets.pop(next(iter(self._sets)))
                    shutil.rmtree(eldest.folders[0], ignore_errors=True)
            return self._sets[characters]


@dataclass(frozen=True, slots=True)
class FontSet:
    """Font subsets on disk: their folders, and the family names typst tries for each role."""

    folders: tuple[Path, ...]
    families: Mapping[Role, tuple[str, ...]]


def _write_subsets(folder: Path, wanted: frozenset[str], fonts: Fonts) -> FontSet:
    """One subset for each face in use; a role's next face gets what the ones before it lack."""
    drawn_by: dict[Face, set[str]] = {}
    tried: dict[Role, list[Face]] = {role: [] for role in ROLES}
    for role in ROLES:
        left = wanted
        for face in fonts.chain(role):
            key = replace(face, role="song", stands_in=False)
            known = coverage(face.path, face.index)
            mine = frozenset(character for character in left if ord(character) in known)
            left -= mine
            if mine:
                drawn_by.setdefault(key, set()).update(mine)
                tried[role].append(key)
    names = {face: f"{face.family} P{at}" for at, face in enumerate(drawn_by)}
    for at, (face, characters) in enumerate(drawn_by.items()):
        cut = subset(face.path, face.index, frozenset(characters), names[face])
        (folder / f"{at}.ttf").write_bytes(cut.program)
    # The whole spare font comes last, for what a template makes up itself (other numberings).
    spare = fonts.spare
    whole = (spare.path.parent,) if spare.path == bundled_font() else ()
    last = (spare.family,) if whole else ()
    families = {role: (*(names[face] for face in faces), *last) for role, faces in tried.items()}
    return FontSet((folder, *whole), families)


def _template_texts(source: Path) -> Iterator[tuple[str, str]]:
    """The text of a template and of its neighbours it may include, comments left out."""
    for path in sorted(source.parent.glob("*.typ")):
        if path == source or path.stem == "common":
            text = path.read_text(encoding="utf-8", errors="replace")
            yield path.name, "".join(re.sub(r"(?m)//.*$", "", text))


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    """Every string in ``value`` with the path that leads to it, such as ``rows.3.title``."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not (where == "" and key == "code"):
                yield from _texts(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, Sequence):
        for at, inner in enumerate(value, 1):
            yield from _texts(inner, f"{where}.{at}")


def _with_qr(label: Mapping[str, object]) -> Mapping[str, object]:
    code = label.get("code")
    return {**label, "qr": qr_svg(str(code), 0)} if code else label


def _plain(value: object) -> object:
    """Dates as ISO text; anything else is the caller's mistake."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def _timestamp(made_on: object) -> int:
    """Midnight UTC of ``made_on`` (a date or ISO text) in Unix seconds; 0 if there is none."""
    if isinstance(made_on, str) and made_on:
        made_on = date.fromisoformat(made_on)
    if not isinstance(made_on, date):
        return 0
    return int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp())
