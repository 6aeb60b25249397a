"""Recognition: which material, subject, batch and candidate a document is, and why."""

from dataclasses import dataclass

from archivist.records.batch import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason: ``kind`` (code, folder, name, title, body, roster, date), words, weight 0..1."""

    kind: str
    says: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a document is held to be. ``auto`` is true only if nobody need be asked.

    ``batch`` is a batch number, ``candidate`` a position in that batch's roster. ``reason`` is a
    Chinese sentence for the clerk. ``others`` are further materials worth offering.
    ``parts`` is given when one file holds several documents; the other answers then stay open.
    ``hints`` are remarks on the paper's quality, in Chinese; they decide nothing.
    """

    material: int | None
    subject: Subject | None
    batch: str | None
    candidate: int | None
    candidate_name: str | None
    confidence: float
    auto: bool
    evidence: tuple[Evidence, ...]
    reason: str
    others: tuple[int, ...] = ()
    parts: tuple["Part", ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document within a stack: its pages in the order of the copy, and what it is held to be.

    ``pages`` are page numbers of the whole file, from 1; blank pages and separator sheets are in
    no part.
    """

    pages: tuple[int, ...]
    found: Recognition
