"""The sweep: everything settled is secured, read, recognised and filed, or waits, or is set aside.

Securing feeds the reading workers one file at a time, so both go on side by side; only this
process writes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from archivist.errors import ArchivistError, DocumentError, PolicyError, StorageError, error_by_code
from archivist.intake import file_away
from archivist.intake import secure as securing
from archivist.intake.file_away import Destination
from archivist.intake.learning import learned
from archivist.intake.recognise import recognise
from archivist.intake.secure import ACTOR
from archivist.intake.set_aside import set_aside
from archivist.intake.settle import Refused, Scan
from archivist.intake.stacks import cut_up
from archivist.keeping import accessions, batches, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf, shown
from archivist.reading.reader import Reader
from archivist.records.arrival import Accession, Arrival, Progress
from archivist.records.batch import Batch
from archivist.records.reading import Reading, Unread
from archivist.records.recognition import Evidence, Recognition
from archivist.records.record import Filing, Record
from archivist.rules.pack import RulePack

Report = Callable[[str, int, int], None]
TOOL_CODES = "E4"
GROUP = 8  # files secured in one transaction


@dataclass(slots=True)
class Swept:
    """What one sweep did; ``paused`` says why it stopped early, if it did."""

    filed: list[Record] = field(default_factory=list)
    waiting: list[tuple[Accession, Recognition]] = field(default_factory=list)
    aside: list[tuple[Accession, ArchivistError]] = field(default_factory=list)
    unread: list[tuple[Accession, ArchivistError]] = field(default_factory=list)
    changed: int = 0
    paused: ArchivistError | None = None

    @property
    def count(self) -> int:
        """How many documents were dealt with."""
        return len(self.filed) + len(self.waiting) + len(self.aside)


@dataclass(slots=True, kw_only=True)
class Sweep:
    """One sweep over a scan. ``report(name, done, total)`` is called after each document, and
    ``say(sentence)`` tells at once what became of it.

    Files inside ``inbox`` are released once secured; files from elsewhere stay where they are.
    Once ``stopping()`` is true nothing more is begun. Accessions in ``later`` are left for later.
    """

    catalogue: Catalogue
    shelf: Shelf
    pack: RulePack
    reader: Reader
    inbox: Path
    free_space_mb: int
    report: Report | None = None
    say: Callable[[str], None] | None = None
    stopping: Callable[[], bool] = bool
    later: frozenset[int] = frozenset()
    _swept: Swept = field(default_factory=Swept)
    _batches: tuple[Batch, ...] = ()
    _total: int = 0

    def run(self, scan: Scan) -> Swept:
        """Deal with everything in ``scan`` and with what an earlier sweep had secured only."""
        if scan.looked:
            note_refused(self.catalogue, scan.refused)
        secured = accessions.at(self.catalogue, Progress.SECURED)
        left_over = tuple(one for one in secured if one.id not in self.later)
        self._total = len(left_over) + len(scan.settled) + len(scan.broken)
        if not self._total:
            return self._swept
        self._batches = tuple(held.batch for held in batches.every(self.catalogue))
        try:
            for accession, reading in self.reader.read_many(self._jobs(left_over, scan)):
                self._deal_with(accession, reading)
        except StorageError as problem:
            self._swept.paused = problem
        return self._swept

    def _jobs(
        self, left_over: tuple[Accession, ...], scan: Scan
    ) -> Iterator[tuple[Accession, Path, str]]:
        """Accessions to be read. What need not be read is dealt with on the way."""
        for earlier in left_over:
            if self.stopping():
                return
            yield from self._job(earlier)
        known = securing.known(self.catalogue, scan)
        try:
            for broken in scan.broken:
                if self.stopping():
                    return
                if broken.arrival.path in known:
                    continue
                for accession in self._secured((broken.arrival,)):
                    self._put_aside(accession, broken.error)
            settled = [arrival for arrival in scan.settled if arrival.path not in known]
            for at in range(0, len(settled), GROUP):
                if self.stopping() or self._swept.paused:
                    return
                for secured in self._secured(settled[at : at + GROUP]):
                    if self.stopping():  # what is secured already waits for the next sweep
                        return
                    yield from self._job(secured)
        except StorageError as problem:
            self._swept.paused = problem

    def _secured(self, group: Sequence[Arrival]) -> tuple[Accession, ...]:
        """Those of a few arrivals that could be secured, in one transaction."""
        kept: list[securing.Kept] = []
        for arrival in group:
            if self.stopping():
                break
            try:
                securing.must_have_room(self.shelf, self.free_space_mb)
                ours = arrival.path.is_relative_to(self.inbox)
                one = securing.keep(self.shelf, arrival, release=ours)
            except StorageError as problem:
                self._swept.paused = problem
                break
            if one is None:
                self._swept.changed += 1
            else:
                kept.append(one)
        return securing.enter(self.catalogue, self.shelf, kept) if kept else ()

    def _job(self, accession: Accession) -> Iterator[tuple[Accession, Path, str]]:
        reading = accessions.reading(self.catalogue, accession.digest)
        if reading is None:
            yield accession, self.shelf.path(accession.held_at), accession.name
        else:
            self._deal_with(accession, reading)

    def _deal_with(self, accession: Accession, reading: Reading | Unread) -> None:
        if isinstance(reading, Unread):
            error = error_by_code(reading.code)(**{"name": accession.name, **dict(reading.facts)})
            if reading.code.startswith(TOOL_CODES):
                self._swept.unread.append((accession, error))
                self._say(f"暂未读取：{error}")
            else:
                self._put_aside(accession, error)
            return
        recognition = _unless_twin(self.catalogue, accession, self._recognised(accession, reading))
        if recognition.auto and recognition.parts:
            self._cut(accession, reading, recognition)
            return
        with self.catalogue.transaction():
            accessions.keep_reading(self.catalogue, accession.digest, reading)
            recognition, plan = self._intended(accession, recognition)
            accessions.keep_recognition(self.catalogue, accession.id, recognition)
            if plan is None:
                self._question(accession, recognition)
        if plan is None:
            self._swept.waiting.append((accession, recognition))
            self._say(f"待确认 {accession.id}：{accession.name}：{recognition.reason}")
        else:
            record = file_away.carry_out(self.catalogue, self.shelf, accession, plan)
            self._swept.filed.append(record)
            self._say(f"已归档：{record.source_name} → {record.place}")
        self._tell(accession)

    def _cut(self, accession: Accession, reading: Reading, recognition: Recognition) -> None:
        """Cut a stack all of whose parts are certain, and file them."""
        with self.catalogue.transaction():
            accessions.keep_reading(self.catalogue, accession.digest, reading)
            accessions.keep_recognition(self.catalogue, accession.id, recognition)
        try:
            parts = recognition.parts
            done = cut_up(self.catalogue, self.shelf, self.pack, accession, reading, parts, ACTOR)
        except DocumentError as problem:
            asked = replace(recognition, auto=False, reason=str(problem))
            self._question(accession, asked)
            self._swept.waiting.append((accession, asked))
            self._say(f"待确认 {accession.id}：{accession.name}：{problem}")
        else:
            self._swept.filed += done.filed
            self._swept.waiting += done.waiting
            for record in done.filed:
                self._say(f"已归档：{record.source_name} → {record.place}")
            for part, found in done.waiting:
                self._say(f"待确认 {part.id}：{part.name}：{found.reason}")
        self._tell(accession)

    def _question(self, accession: Accession, recognition: Recognition) -> None:
        with self.catalogue.transaction():
            accessions.keep_recognition(self.catalogue, accession.id, recognition)
            accessions.advance(self.catalogue, accession.id, Progress.WAITING)
            ledger.tell(
                self.catalogue,
                actor=ACTOR,
                act="questioned",
                subject=f"accession/{accession.id}",
                material=recognition.material,
                reason=recognition.reason,
            )

    def _recognised(self, accession: Accession, reading: Reading) -> Recognition:
        """What it is held to be. A slip of ours over one odd document must not stop the loop."""
        try:
            hint, known = accession.batch_hint, learned(self.catalogue)
            return recognise(reading, accession.name, hint, self.pack, self._batches, known)
        except Exception as slip:
            return Recognition(
                material=None,
                subject=None,
                batch=None,
                candidate=None,
                candidate_name=None,
                confidence=0.0,
                auto=False,
                evidence=(),
                reason=f"识别这份文件时程序出错（{type(slip).__name__}），请人工归档。",
            )

    def _intended(
        self, accession: Accession, recognition: Recognition
    ) -> tuple[Recognition, Filing | None]:
        """Where it goes, written down in the caller's transaction; None if the clerk must say."""
        if not recognition.auto:
            return recognition, None
        assert recognition.batch is not None
        destination = Destination(
            batch=recognition.batch,
            material=recognition.material,
            subject=recognition.subject,
            candidate=recognition.candidate,
        )
        try:
            plan = file_away.intend(self.catalogue, self.pack, accession, destination, ACTOR)
        except PolicyError as problem:
            return replace(recognition, auto=False, reason=str(problem)), None
        return recognition, plan

    def _put_aside(self, accession: Accession, error: ArchivistError) -> None:
        set_aside(self.catalogue, self.shelf, accession, error, ACTOR)
        self._swept.aside.append((accession, error))
        self._say(f"已搁置 {accession.id}：{error}")
        self._tell(accession)

    def _say(self, sentence: str) -> None:
        if self.say is not None:
            self.say(sentence)

    def _tell(self, accession: Accession) -> None:
        if self.report is not None:
            self.report(accession.name, self._swept.count, self._total)


def _unless_twin(
    catalogue: Catalogue, accession: Accession, recognition: Recognition
) -> Recognition:
    """Equal bytes may be a second drop of the same paper or another person's: the clerk says."""
    twins = accessions.twins(catalogue, accession)
    if not twins:
        return recognition
    first = accessions.get(catalogue, twins[0])
    says = f"内容与先前收到的“{first.name}”（编号 {first.id}）一字不差"
    return replace(
        recognition,
        auto=False,
        evidence=(*recognition.evidence, Evidence(kind="twin", says=says, weight=1.0)),
        reason=f"{says}，请确认是重复放入，还是另一份材料。",
    )


def note_refused(catalogue: Catalogue, refused: tuple[Refused, ...]) -> None:
    """Keep the list of what lies in the inbox and cannot be taken; what is gone is dropped."""
    now = datetime.now(UTC).isoformat()
    current = {shown(str(item.path)): item.error for item in refused}
    before = {row["path"] for row in catalogue.rows("SELECT path FROM notice")}
    if before == current.keys():
        return
    with catalogue.transaction():
        for path in before - current.keys():
            catalogue.change("DELETE FROM notice WHERE path = ?", path)
        for path, error in current.items():
            catalogue.change(
                "INSERT OR IGNORE INTO notice (path, code, sentence, seen_at) VALUES (?, ?, ?, ?)",
                path,
                error.code,
                str(error),
                now,
            )
