"""What must hold after any crash (I1, I2), and after one clean round on top of it (I3)."""

from collections import Counter
from pathlib import Path

from archivist.custody.verify import verify
from archivist.keeping import accessions, durable, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.records.arrival import Progress
from tests.builders import sha256


def broken_after_crash(root: Path, dropped: dict[str, bytes]) -> list[str]:
    """I1 and I2: what is lost, and which rows have no bytes. Looks read-only."""
    catalogue = Catalogue(root / "archive/.archivist/catalogue.db", read_only=True)
    try:
        return [*_lost(root, catalogue, dropped), *_hollow(root, catalogue)]
    finally:
        catalogue.close()


def _lost(root: Path, catalogue: Catalogue, dropped: dict[str, bytes]) -> list[str]:
    """I1: each input is in the inbox unchanged, or kept and catalogued with equal digest."""
    safe = Counter(
        durable.digest_of(path) for path in (root / "inbox").rglob("*") if path.is_file()
    )
    safe += Counter(
        row["digest"] for row in catalogue.rows("SELECT digest FROM accession WHERE released = 1")
    )
    waiting = Counter(
        row["digest"] for row in catalogue.rows("SELECT digest FROM accession WHERE released = 0")
    )
    wanted = Counter(sha256(data) for data in dropped.values())
    return [
        f"I1 lost {digest[:8]}: {count} dropped, {safe[digest]} + {waiting[digest]} safe"
        for digest, count in wanted.items()
        if safe[digest] + waiting[digest] < count
    ]


def _hollow(root: Path, catalogue: Catalogue) -> list[str]:
    """I2: every row has its bytes, with the digest it names."""
    shelf = Shelf(root / "archive")
    found = []
    for row in catalogue.rows("SELECT id, digest, held_at FROM accession"):
        plan = accessions.plan(catalogue, row["id"])
        aside = shelf.quarantine / f"{row['id']:06d}"
        places = [shelf.path(row["held_at"]), *(aside.glob("*") if aside.is_dir() else ())]
        if plan is not None:
            places.append(shelf.path(plan.place))
        digests = [durable.digest_of(path) for path in places if path.is_file()]
        if row["digest"] not in digests:
            found.append(f"I2 accession {row['id']} has no bytes")
    for row in catalogue.rows("SELECT id, place, digest FROM record WHERE place <> ''"):
        path = shelf.path(row["place"])
        if not path.is_file() or durable.digest_of(path) != row["digest"]:
            found.append(f"I2 record {row['id']} has no bytes")
    return found


def broken_after_round(root: Path, dropped: dict[str, bytes]) -> list[str]:
    """I3: one document per file, nothing half-way, inbox and work area clear, verify clean."""
    catalogue = Catalogue(root / "archive/.archivist/catalogue.db", read_only=True)
    shelf = Shelf(root / "archive")
    try:
        found = [*_lost(root, catalogue, dropped), *_hollow(root, catalogue)]
        rows = catalogue.rows("SELECT * FROM accession")
        kept = Counter(row["digest"] for row in rows)
        wanted = Counter(sha256(data) for data in dropped.values())
        if kept != wanted:
            found.append(f"I3 {kept.total()} documents of {wanted.total()} files: {kept - wanted}")
        found += [f"I3 left in the inbox: {p}" for p in (root / "inbox").rglob("*") if p.is_file()]
        half = {Progress.SECURED, Progress.FILING}
        found += [f"I3 half-way: {row['name']}" for row in rows if row["progress"] in half]
        found += [f"I3 not released: {row['name']}" for row in rows if not row["released"]]
        held = {row["held_at"] for row in rows if row["progress"] == Progress.WAITING}
        litter = {shelf.place(path) for path in shelf.work.iterdir()} - held
        found += [f"I3 litter: {place}" for place in litter]
        found += [f"I3 part: {p}" for p in shelf.root.rglob("*.part")]
        filed = Counter(row["accession"] for row in catalogue.rows("SELECT accession FROM record"))
        found += [f"I3 filed twice: {number}" for number, count in filed.items() if count > 1]
        events = Counter(
            (event.act, event.subject)
            for event in ledger.events(catalogue)
            if event.act in ("received", "filed", "set aside", "questioned")
        )
        found += [f"I3 told twice: {event}" for event, count in events.items() if count > 1]
        untold = {("received", f"accession/{row['id']}") for row in rows}
        untold |= {
            ("filed", f"record/{row['id']}") for row in catalogue.rows("SELECT id FROM record")
        }
        found += [f"I3 not told: {event}" for event in untold - events.keys()]
        found += [f"I3 {f.code}: {f.sentence}" for f in verify(catalogue, shelf)]
        return found
    finally:
        catalogue.close()
