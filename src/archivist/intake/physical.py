"""Physical pieces (实物): records that are no file, such as workpieces and discs."""

from datetime import UTC, date, datetime

from archivist.intake.file_away import keep_reason, must_be_open, title_of
from archivist.keeping import batches, fingerprint, ledger, records
from archivist.keeping.batches import Held
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.search import index
from archivist.records.batch import Subject
from archivist.records.material import Carrier
from archivist.records.record import Record
from archivist.rules.pack import RulePack


def add_piece(
    catalogue: Catalogue,
    pack: RulePack,
    held: Held,
    *,
    material: int,
    count: int,
    carrier: Carrier | str,
    location: str,
    actor: str,
    title: str = "",
    subject: Subject | None = None,
    candidate: int | None = None,
    dated_on: date | None = None,
    remark: str = "",
    reason: str = "",
) -> Record:
    """Enter a record for something that stands in a store room; ``count`` is pieces or discs.

    Raises NoSuchMaterial, or BatchSealed if the batch is sealed and no ``reason`` is given.
    """
    must_be_open(held, reason)
    kind = pack.material(material)
    with catalogue.transaction():
        record = records.add(
            catalogue,
            Record(
                id=0,
                batch=held.batch.number,
                material=material,
                subject=subject,
                candidate=candidate,
                title=title or title_of(kind, held.batch, subject, candidate),
                term=kind.term,
                carrier=Carrier(carrier),
                pages=count,
                filed_at=datetime.now(UTC),
                dated_on=dated_on or held.batch.exam_ended_on,
                responsible=held.batch.agency,
                location=location,
                remark=remark,
            ),
            None,
        )
        index(catalogue, record.id, (record.title, record.remark, record.location))
        batches.mark_stale(catalogue, held.batch.number)
        keep_reason(catalogue, held, record, reason.strip(), actor)
        ledger.tell(
            catalogue,
            actor=actor,
            act="registered",
            subject=f"record/{record.id}",
            batch=held.batch.number,
            material=material,
            count=count,
            location=location,
            reason=reason.strip(),
            fingerprint=fingerprint.of_record(record),
        )
    return record
