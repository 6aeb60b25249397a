"""Paper: a made-up form as blocks, ready to be typeset, written as Word or scanned."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Hue = Literal["blue", "black"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """Something a hand adds to the printed form: writing or a round seal.

    ``text`` is what is written, or what runs along a seal's rim; ``height`` is in mm, of a line
    of writing or of the seal's diameter. ``across`` is the text below a seal's star. Where the
    form stays digital, writing is typed and a seal is left out.
    """

    text: str
    kind: Literal["hand", "seal", "photo"] = "hand"
    height: float = 5.6
    across: str = ""
    hue: Hue = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A table cell that reaches over ``columns`` columns."""

    content: "str | Ink"
    columns: int


Cell: TypeAlias = str | Ink | Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line of small print with something at its left, and at its right."""

    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs; ``indent`` begins each two characters in, as Chinese does."""

    paragraphs: tuple[str, ...]
    indent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; ``widths`` are shares of the width, ``height`` of a row in mm.

    ``left`` names columns (from 0) whose text stands left; all others are centred. ``ruled`` is
    obeyed by form.typ only.
    """

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    header: tuple[str, ...] = ()
    height: float = 8.0
    left: tuple[int, ...] = ()
    ruled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A place to sign: a label, the signature, the day it was signed, and a seal over it."""

    label: str
    hand: Ink | None = None
    day: str = ""
    seal: Ink | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """Places to sign, side by side."""

    places: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Bubbles:
    """An answer card: one letter per question, e.g. "ACBD…", filled in."""

    chosen: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty space, in mm."""

    height: float


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""


Block: TypeAlias = Line | Heading | Prose | Table | Signs | Bubbles | Gap | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a body lays its forms out: type size in pt, rule in pt, margins in mm.

    From ``title_at`` on they are obeyed by form.typ only: where the title stands ("top", "left",
    "cell", "band", "low", "two_lines", or "double": over a double rule), what stands above it and
    how ("small", "big", "red"), and the number of the form.
    """

    size: float = 10.5
    rule: float = 0.6
    margin: float = 20.0
    wide: bool = False
    title_size: float = 18.0
    red_head: str = ""
    footer: str = ""
    title_at: str = "top"
    letterhead: str = ""
    letterhead_look: str = ""
    form_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document. ``code`` is the text of the QR code printed top right, or empty."""

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    code: str = ""
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class Placed:
    """An ink and whether it stands centred on its spot or begins there."""

    ink: Ink
    centred: bool


def inks(paper: Paper) -> tuple[Placed, ...]:
    """Everything added by hand, in the order ``as_data`` numbers it, from 0."""
    return tuple(placed for block in paper.blocks for placed in _inks_of(block))


def as_data(paper: Paper, *, by_hand: bool) -> dict[str, object]:
    """``paper`` as the typst source paper.typ takes it.

    With ``by_hand`` each ink is a numbered spot for a pen to find; otherwise it is typed text.
    """
    numbers = {id(placed.ink): at for at, placed in enumerate(inks(paper))}
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "code": paper.code,
        "by_hand": by_hand,
        "style": {name: getattr(paper.style, name) for name in Style.__dataclass_fields__},
        "blocks": [_block(block, numbers) for block in paper.blocks],
    }


def _inks_of(block: Block) -> Iterator[Placed]:
    if isinstance(block, Table):
        for row in block.rows:
            column = 0
            for cell in row:
                content, reach = (
                    (cell.content, cell.columns) if isinstance(cell, Span) else (cell, 1)
                )
                if isinstance(content, Ink):
                    yield Placed(content, centred=column not in block.left)
                column += reach
    elif isinstance(block, Signs):
        for place in block.places:
            if place.hand is not None:
                yield Placed(place.hand, centred=False)
            if place.seal is not None:
                yield Placed(place.seal, centred=True)


def _block(block: Block, numbers: dict[int, int]) -> dict[str, object]:
    match block:
        case Line(left, right):
            return {"kind": "line", "left": left, "right": right}
        case Heading(text):
            return {"kind": "heading", "text": text}
        case Prose(paragraphs, indent):
            return {"kind": "prose", "paragraphs": list(paragraphs), "indent": indent}
        case Table():
            return {
                "kind": "table",
                "header": list(block.header),
                "rows": [[_cell(cell, numbers) for cell in row] for row in block.rows],
                "widths": list(block.widths),
                "height": block.height,
                "left": list(block.left),
                "ruled": block.ruled,
            }
        case Signs(places):
            return {"kind": "signs", "places": [_sign(place, numbers) for place in places]}
        case Bubbles(chosen):
            return {"kind": "bubbles", "chosen": list(chosen)}
        case Gap(height):
            return {"kind": "gap", "height": height}
        case Break():
            return {"kind": "break"}


def _cell(cell: Cell, numbers: dict[int, int]) -> dict[str, object]:
    content, columns = (cell.content, cell.columns) if isinstance(cell, Span) else (cell, 1)
    if isinstance(content, Ink):
        return {**_ink(content, numbers), "columns": columns}
    return {"text": content, "ink": None, "columns": columns}


def _ink(ink: Ink, numbers: dict[int, int]) -> dict[str, object]:
    shown = "" if ink.kind != "hand" else ink.text
    return {"text": shown, "ink": numbers[id(ink)], "height": ink.height}


def _sign(place: Sign, numbers: dict[int, int]) -> dict[str, object]:
    return {
        "label": place.label,
        "day": place.day,
        "hand": _ink(place.hand, numbers) if place.hand else None,
        "seal": _ink(place.seal, numbers) if place.seal else None,
    }
