"""Stacks: a file that holds several documents is cut, and each part goes its own way.

The cut files are written to the work area first; then, in one transaction, the parts are entered
with their readings and plans and the stack is marked as cut; then its original moves to its place
for ever. A crash before the transaction leaves litter and an untouched stack; a crash after it is
finished by ``recover``. The original stays whole: blank pages and separator sheets are only left
out of the parts.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from archivist.intake.file_away import Destination, carry_out, intend
from archivist.intake.learning import teach
from archivist.intake.recognition.stack import pages_in_words
from archivist.intake.secure import ACTOR
from archivist.intake.set_aside import clear_reason
from archivist.keeping import accessions, batches, durable, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf, stack_place
from archivist.making.cutting import cut_up as cut_files
from archivist.records.arrival import Accession, Progress
from archivist.records.reading import Reading
from archivist.records.recognition import Part, Recognition
from archivist.records.record import Filing, Record
from archivist.rules.pack import RulePack


@dataclass(frozen=True, slots=True)
class CutUp:
    """What became of a stack: parts that were filed, and parts that wait as documents."""

    filed: tuple[Record, ...]
    waiting: tuple[tuple[Accession, Recognition], ...]


def cut_up(
    catalogue: Catalogue,
    shelf: Shelf,
    pack: RulePack,
    stack: Accession,
    reading: Reading,
    parts: Sequence[Part],
    actor: str,
) -> CutUp:
    """Cut a stack into ``parts``; a part that lacks nothing is filed, the others wait.

    Raises:
        Unreadable: the file cannot be cut; nothing was changed.
        DiskFull, WriteFailed, WriteNotKept: nothing was changed.
    """
    files = cut_files(
        shelf.path(stack.held_at), stack.name, reading.media, [part.pages for part in parts]
    )
    works = [shelf.work / secrets.token_hex(12) for _ in files]
    digests = [durable.write(work, data) for work, data in zip(works, files, strict=True)]
    planned: list[tuple[Accession, Filing]] = []
    waiting: list[tuple[Accession, Recognition]] = []
    with catalogue.transaction():
        now = accessions.get(catalogue, stack.id)
        for part, work, digest, data in zip(parts, works, digests, files, strict=True):
            child = accessions.add_part(
                catalogue,
                now,
                part.pages,
                _name(now, part.pages, reading.media),
                digest,
                len(data),
                shelf.place(work),
            )
            plan, found = _enter(catalogue, pack, child, part, reading, actor)
            if plan is not None:
                planned.append((child, plan))
            else:
                waiting.append((child, found))
        accessions.advance(catalogue, now.id, Progress.CUT)
        ledger.tell(
            catalogue,
            actor=actor,
            act="cut",
            subject=f"accession/{now.id}",
            parts=[list(part.pages) for part in parts],
        )
    put_original(catalogue, shelf, now)
    filed = tuple(carry_out(catalogue, shelf, child, plan) for child, plan in planned)
    return CutUp(filed, tuple(waiting))


def put_original(catalogue: Catalogue, shelf: Shelf, stack: Accession) -> None:
    """Bring the whole original of a stack that was cut to its place. Safe to repeat."""
    place = stack_place(stack.arrived_at.year, stack.id, stack.name)
    target, source = shelf.path(place), shelf.path(stack.held_at)
    if source != target and source.exists():
        durable.move(source, target)
    durable.make_read_only(target)
    clear_reason(shelf, stack)
    with catalogue.transaction():
        accessions.advance(catalogue, stack.id, Progress.CUT, held_at=place)


def lacks(pack: RulePack, found: Recognition) -> str:
    """What filing this document would still need, in Chinese; empty if nothing."""
    if found.batch is None or found.material is None:
        missing = [("批次", found.batch), ("材料", found.material)]
        return "和".join(word for word, value in missing if value is None)
    material = pack.material(found.material)
    if len(material.subjects) > 1 and found.subject is None:
        return "科目（理论或技能）"
    if material.per == "candidate" and found.candidate is None:
        return "考生"
    return ""


def _enter(
    catalogue: Catalogue,
    pack: RulePack,
    child: Accession,
    part: Part,
    reading: Reading,
    actor: str,
) -> tuple[Filing | None, Recognition]:
    """Enter a part: with a plan if it lacks nothing, else as a question."""
    ledger.tell(
        catalogue,
        actor=actor,
        act="received",
        subject=f"accession/{child.id}",
        name=child.name,
        digest=child.digest,
        size=child.size,
        stack=child.stack,
        pages=list(part.pages),
    )
    accessions.keep_reading(catalogue, child.digest, _reading_of(reading, part.pages))
    accessions.keep_recognition(catalogue, child.id, part.found)
    found = part.found
    if not lacks(pack, found) and found.batch is not None:
        held = batches.held(catalogue, found.batch)
        if held.sealed_at is None:
            to = Destination(
                batch=found.batch,
                material=found.material,
                subject=found.subject,
                candidate=found.candidate,
            )
            plan = intend(catalogue, pack, child, to, actor)
            if actor != ACTOR:  # a person looked at the suggestion and accepted it
                teach(catalogue, pack, child, plan.material, actor)
            return plan, found
        found = replace(found, auto=False, reason=f"批次“{found.batch}”已经封存，请确认怎么归档。")
        accessions.keep_recognition(catalogue, child.id, found)
    ledger.tell(
        catalogue,
        actor=ACTOR,
        act="questioned",
        subject=f"accession/{child.id}",
        material=found.material,
        reason=found.reason,
    )
    return None, found


def _reading_of(reading: Reading, pages: Sequence[int]) -> Reading:
    """What these pages say, numbered as in the part."""
    chosen = tuple(
        replace(reading.pages[number - 1], number=place) for place, number in enumerate(pages, 1)
    )
    return replace(reading, pages=chosen, page_count=len(chosen), tables=(), signed=False)


def _name(stack: Accession, pages: Sequence[int], media: str) -> str:
    """The part's name: the stack's, and which pages it had there."""
    ending = ".pdf" if media == "pdf" else ".tif"
    return f"{PurePath(stack.name).stem} {pages_in_words(pages).replace(' ', '')}{ending}"
