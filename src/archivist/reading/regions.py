"""Where on a digital page a code may be drawn, so that only those places are rendered."""

from collections.abc import Iterator

from archivist.reading.pdfium import Box, Shape

CODE_MM = (8.0, 80.0)
MODULE_MM = (3.0, 8.0)
FEW_MODULES = 40
MARGIN_MM = 3.0
REGION_DPI = 150.0
PAGE_DPI = 150.0


def picture_share(shapes: list[Shape], width_mm: float, height_mm: float) -> float:
    """How much of the page its largest image covers, 0..1."""
    area = max(1.0, width_mm * height_mm)
    largest = 0.0
    for shape in shapes:
        if shape.kind == "image":
            box = shape.box
            wide = min(box.right, width_mm) - max(box.left, 0.0)
            high = min(box.bottom, height_mm) - max(box.top, 0.0)
            largest = max(largest, max(0.0, wide) * max(0.0, high))
    return min(1.0, largest / area)


def code_regions(
    shapes: list[Shape], width_mm: float, height_mm: float
) -> Iterator[tuple[Box, float]]:
    """Regions worth a look and the dots per inch to render them at.

    An image of at least 8 mm both ways, a square-ish path or form object, or a heap of small
    filled shapes (a code drawn module by module). None on most pages of plain text and tables.
    """
    modules: list[Box] = []
    regions: list[Box] = []
    for shape in shapes:
        box = shape.box
        small, long = sorted((box.width, box.height))
        if shape.kind == "path" and 0.1 < small <= MODULE_MM[0] and long <= MODULE_MM[1]:
            modules.append(box)
        elif _may_hold_code(shape.kind, small, long) and not _covered(box, regions):
            regions.append(box)
    if len(modules) >= FEW_MODULES:
        regions.append(_around(modules))
    for box in regions:
        region = _inside(box, width_mm, height_mm)
        if region is not None:
            large = max(region.width, region.height) > CODE_MM[1] + 2 * MARGIN_MM
            yield region, PAGE_DPI if large else REGION_DPI


def _may_hold_code(kind: str, small: float, long: float) -> bool:
    if small < CODE_MM[0]:
        return False
    if kind == "path":
        return long <= CODE_MM[1] and small / long > 0.8
    return True


def _covered(box: Box, regions: list[Box]) -> bool:
    return any(
        other.left <= box.left + 0.5
        and other.top <= box.top + 0.5
        and other.right >= box.right - 0.5
        and other.bottom >= box.bottom - 0.5
        for other in regions
    )


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _inside(box: Box, width_mm: float, height_mm: float) -> Box | None:
    """The box with its margin, cut to the page; None if nothing of it is on the page."""
    cut = Box(
        max(0.0, box.left - MARGIN_MM),
        max(0.0, box.top - MARGIN_MM),
        min(width_mm, box.right + MARGIN_MM),
        min(height_mm, box.bottom + MARGIN_MM),
    )
    return cut if cut.width > CODE_MM[0] and cut.height > CODE_MM[0] else None
