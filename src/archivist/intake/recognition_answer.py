"""What ``recognise`` answers for one file that is not stored: the contract of commands.md."""

from pathlib import Path
from typing import Any

from archivist.errors import error_by_code
from archivist.intake.learning import learned
from archivist.intake.recognise import recognise
from archivist.keeping import batches
from archivist.keeping.catalogue import Catalogue
from archivist.records.reading import Reading, Unread
from archivist.records.recognition import Part
from archivist.rules.pack import RulePack


def explain(
    catalogue: Catalogue, pack: RulePack, path: Path, reading: Reading | Unread
) -> dict[str, Any]:
    """File, pages, material, subject, batch, candidate, auto, confidence, evidence, reason."""
    if isinstance(reading, Unread):
        error = error_by_code(reading.code)(**{"name": path.name, **dict(reading.facts)})
        return _answer(path, 0, reason=str(error))
    known = tuple(held.batch for held in batches.every(catalogue))
    found = recognise(reading, path.name, "", pack, known, learned(catalogue))
    title = ""
    if found.material is not None:
        title = f"{found.material} {pack.material(found.material).title}"
    return _answer(
        path,
        reading.page_count,
        title=title,
        material=found.material,
        subject=found.subject,
        batch=found.batch,
        candidate=found.candidate_name,
        auto=found.auto,
        confidence=round(found.confidence, 3),
        evidence=[
            {"kind": item.kind, "says": item.says, "weight": round(item.weight, 3)}
            for item in found.evidence
        ],
        reason=found.reason,
        parts=[_part(part) for part in found.parts],
        hints=list(found.hints),
    )


def _part(part: Part) -> dict[str, Any]:
    """One document of a stack; ``pages`` are its pages in the order of the copy."""
    found = part.found
    return {
        "first": min(part.pages),
        "last": max(part.pages),
        "pages": list(part.pages),
        "material": found.material,
        "subject": found.subject,
        "batch": found.batch,
        "candidate": found.candidate_name,
        "auto": found.auto,
        "confidence": round(found.confidence, 3),
        "reason": found.reason,
    }


def _answer(path: Path, pages: int, **known: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {
        "file": str(path),
        "pages": pages,
        "title": "",
        "material": None,
        "subject": None,
        "batch": None,
        "candidate": None,
        "auto": False,
        "confidence": 0.0,
        "evidence": [],
        "reason": "",
        "parts": [],
        "hints": [],
    }
    return {**blank, **known}
