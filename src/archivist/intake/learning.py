"""Learning: each decision of a person is a lesson, and each archive keeps its own."""

from weakref import WeakKeyDictionary

from archivist.intake.recognise import lesson_of
from archivist.intake.recognition.learned import Learned
from archivist.keeping import accessions, batches, lessons
from archivist.keeping.catalogue import Catalogue
from archivist.records.arrival import Accession
from archivist.rules.pack import RulePack

_known: WeakKeyDictionary[Catalogue, tuple[int, Learned]] = WeakKeyDictionary()


def learned(catalogue: Catalogue) -> Learned:
    """Everything taught in this archive; only lessons that are new since the last call are
    learned again."""
    last, model = _known.get(catalogue, (0, Learned()))
    for lesson in lessons.since(catalogue, last):
        model.add(lesson.accession, lesson.title, lesson.words, lesson.material)
        last = lesson.id
    _known[catalogue] = (last, model)
    return model


def teach(
    catalogue: Catalogue, pack: RulePack, accession: Accession, material: int, actor: str
) -> None:
    """Enter that a person held this document to be ``material``. Inside that transaction."""
    reading = accessions.reading(catalogue, accession.digest)
    if reading is None or not reading.text.strip():
        return
    known = tuple(held.batch for held in batches.every(catalogue))
    title, words = lesson_of(reading, pack, known)
    if title or words:
        lessons.add(catalogue, accession.id, title, words, material, actor)
