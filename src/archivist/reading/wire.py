"""Reading values as JSON and back: the only thing that passes from a worker to its parent."""

from typing import Any

from archivist.records.reading import PageText, Reading, Scan, TextBox, TextSource

Tables = tuple[tuple[tuple[str, ...], ...], ...]


def pack_reading(reading: Reading) -> dict[str, Any]:
    """A JSON-ready dictionary of ``reading``."""
    return {
        "media": reading.media,
        "pages": [
            [
                page.number,
                page.text,
                page.source.value,
                page.confidence,
                page.width_mm,
                page.height_mm,
                page.turned,
                list(page.codes),
                page.boxes,
                page.ink,
            ]
            for page in reading.pages
        ],
        "scans": [_scan_row(page.scan) for page in reading.pages],
        "page_count": reading.page_count,
        "tables": reading.tables,
        "seconds": reading.seconds,
        "signed": reading.signed,
        "warnings": list(reading.warnings),
    }


def unpack_reading(packed: dict[str, Any]) -> Reading:
    """The Reading of a dictionary made by ``pack_reading``; every field is forced to its type.

    Raises:
        KeyError, TypeError, ValueError: the dictionary was not made by ``pack_reading``.
    """
    seconds = packed["seconds"]
    return Reading(
        media=str(packed["media"]),
        pages=tuple(
            _page(row, scan) for row, scan in zip(packed["pages"], packed["scans"], strict=True)
        ),
        page_count=int(packed["page_count"]),
        tables=unpack_tables(packed["tables"]),
        seconds=None if seconds is None else float(seconds),
        signed=bool(packed["signed"]),
        warnings=tuple(str(warning) for warning in packed["warnings"]),
    )


def unpack_tables(packed: Any) -> Tables:
    """Tables of cells as tuples of text.

    Raises:
        TypeError: it is not a list of lists of lists.
    """
    return tuple(tuple(tuple(_text(cell) for cell in row) for row in table) for table in packed)


def _page(row: list[Any], scan: list[Any] | None) -> PageText:
    number, text, source, confidence, width, height, turned, codes, boxes, ink = row
    return PageText(
        number=int(number),
        text=_text(text),
        source=TextSource(source),
        confidence=float(confidence),
        width_mm=float(width),
        height_mm=float(height),
        turned=int(turned),
        codes=tuple(_text(code) for code in codes),
        boxes=tuple(_box(box) for box in boxes),
        ink=_number(ink),
        scan=None if scan is None else _scan(scan),
    )


def _scan_row(scan: Scan | None) -> list[Any] | None:
    if scan is None:
        return None
    edges, unsigned = list(scan.edge_ink_mm), list(scan.unsigned)
    return [scan.dpi, scan.paper, scan.skew, edges, scan.seals, unsigned, scan.signed]


def _scan(row: list[Any]) -> Scan:
    dpi, paper, skew, edges, seals, unsigned, signed = row
    upper, right, lower, left = edges
    return Scan(
        dpi=_number(dpi),
        paper=float(paper),
        skew=_number(skew),
        edge_ink_mm=(float(upper), float(right), float(lower), float(left)),
        seals=None if seals is None else int(seals),
        unsigned=tuple(_text(words) for words in unsigned),
        signed=int(signed),
    )


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _box(row: list[Any]) -> TextBox:
    left, top, right, bottom, text = row
    return float(left), float(top), float(right), float(bottom), _text(text)


def _text(value: Any) -> str:
    """Text that can be stored: half a surrogate pair, as broken fonts give, becomes "?"."""
    return str(value).encode("utf-8", "replace").decode()
