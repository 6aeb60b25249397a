"""OFD (GB/T 33190): titles, page sizes and text, by our own small reader; nothing is drawn.

Text comes from the TextCode elements of each page's content and of its templates, placed by
their object's boundary. Signed files are recognised by their Signatures part.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from archivist.errors import TooManyPages, Unreadable
from archivist.reading.document import MAX_PAGES, MAX_TEXT, Document
from archivist.reading.order import Piece, in_reading_order
from archivist.reading.zips import checked_package, read_part
from archivist.records.reading import PageText, Reading, TextSource

Element = ElementTree.Element
MAX_XML = 64 << 20


def read_ofd(document: Document) -> Reading:
    """The text and size in mm of every page.

    Raises:
        ZipBomb, Encrypted, UnsafeContent, Unreadable: see ``zips.checked_package``.
        TooManyPages: more than 10,000.
    """
    with checked_package(document) as package:
        package_file = _Package(document, package)
        root = package_file.xml("OFD.xml")
        pages: list[PageText] = []
        signed = False
        for body in _all(root, "DocBody"):
            signed = signed or _text(body, "Signatures") != ""
            start = _text(body, "DocRoot").lstrip("/")
            if start:
                pages.extend(_pages(package_file, start, len(pages)))
        if not pages:
            raise Unreadable(name=document.name, why="一页也没有")
        cut = sum(len(page.text) for page in pages) > MAX_TEXT
    return Reading(
        media="ofd",
        pages=tuple(pages),
        page_count=len(pages),
        signed=signed,
        warnings=("cut",) if cut else (),
    )


class _Package:
    """The parts of a checked package as parsed XML."""

    def __init__(self, document: Document, package: zipfile.ZipFile) -> None:
        self.document = document
        self._package = package

    def xml(self, name: str) -> Element:
        """A part's root element; Unreadable if it is missing or not well formed."""
        try:
            data = read_part(self.document, self._package, name)
            if len(data) > MAX_XML:
                raise Unreadable(name=self.document.name, why=f"{name} 太大")
            # DOCTYPE was refused for every part before, so there are no entities to expand
            return ElementTree.fromstring(data)  # noqa: S314
        except (KeyError, ElementTree.ParseError) as problem:
            raise Unreadable(name=self.document.name, why=f"缺少或损坏：{name}") from problem


def _pages(package: _Package, start: str, before: int) -> Iterator[PageText]:
    root = package.xml(start)
    folder = posixpath.dirname(start)
    usual = _size(root)
    templates = {
        page.get("ID", ""): _inside(folder, page.get("BaseLoc", ""))
        for page in _all(root, "TemplatePage")
    }
    locations = [page.get("BaseLoc", "") for page in _all(root, "Page")]
    if before + len(locations) > MAX_PAGES:
        raise TooManyPages(name=package.document.name, pages=len(locations), limit=MAX_PAGES)
    package.document.announce(before + len(locations))
    for index, location in enumerate(locations):
        page = package.xml(_inside(folder, location))
        pieces = list(_pieces(page))
        for used in _all(page, "Template"):
            place = templates.get(used.get("TemplateID", ""))
            if place:
                pieces.extend(_pieces(package.xml(place)))
        width, height = _size(page)
        if not width:
            width, height = usual
        text = in_reading_order(pieces)[:MAX_TEXT]
        yield PageText(
            number=before + index + 1,
            text=text,
            source=TextSource.OFFICE if text else TextSource.NONE,
            width_mm=width,
            height_mm=height,
        )


def _pieces(page: Element) -> Iterator[Piece]:
    for thing in _all(page, "TextObject"):
        text = "".join(code.text or "" for code in _all(thing, "TextCode")).strip()
        if text:
            left, top, _, height = _numbers(thing.get("Boundary", ""), 4)
            yield Piece(text, left, top, top + height)


def _size(root: Element) -> tuple[float, float]:
    """Width and height in mm of the first PhysicalBox below ``root``, or zeros."""
    box = _text(root, "PhysicalBox")
    _, _, width, height = _numbers(box, 4)
    return round(width, 2), round(height, 2)


def _numbers(text: str, count: int) -> tuple[float, ...]:
    try:
        values = [float(part) for part in text.split()[:count]]
    except ValueError:
        values = []
    return tuple(values) if len(values) == count else (0.0,) * count


def _inside(folder: str, location: str) -> str:
    """A part's name from a location that is absolute or relative to ``folder``."""
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(folder, location))


def _all(root: Element, name: str) -> Iterator[Element]:
    """Elements by local name; writers disagree about prefixes."""
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _text(root: Element, name: str) -> str:
    found = next(_all(root, name), None)
    return (found.text or "").strip() if found is not None else ""
