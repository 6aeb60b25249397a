"""Reading order: pieces of text into lines, top to bottom and left to right."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and where it stands; units are the caller's, y grows downward."""

    text: str
    left: float
    top: float
    bottom: float
    right: float = 0.0

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


def in_reading_order(pieces: Iterable[Piece]) -> str:
    """The pieces as lines of text.

    Pieces belong to one line when the middle of one lies within half the smaller height of the
    line's first piece; within a line they run left to right, parted by a space.
    """
    return "\n".join(" ".join(piece.text for piece in row) for row in rows_of(pieces))


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The lines of ``in_reading_order`` as pieces, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.left)):
        if rows and _same_row(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _same_row(first: Piece, other: Piece) -> bool:
    height = min(first.bottom - first.top, other.bottom - other.top)
    return abs(first.middle - other.middle) <= max(height, 0.1) / 2
