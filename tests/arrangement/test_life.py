"""The life of two batches: whatever happens in whatever order, numbers and boxes stay true."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from archivist import rounds
from archivist.archive import Archive
from archivist.arrangement.sealing import seal_batch
from archivist.errors import AlreadyThere, BatchSealed, NothingToPrint
from archivist.intake.file_away import Destination, file_away
from archivist.intake.moving import refile
from archivist.intake.physical import add_piece
from archivist.intake.secure import secure
from archivist.intake.settle import arrival_of, ident_of
from archivist.keeping import batches, codes, manifest, records
from archivist.records.batch import Subject
from archivist.records.box import BoxKind
from archivist.records.material import Carrier
from archivist.settings import Late
from tests.arrangement.desk import CLERK, ONE, OTHER, TODAY, arranged, desk, printed, printer
from tests.builders import paper

BATCHES = st.sampled_from([ONE.number, OTHER.number])
LISTED = st.sampled_from([1, 5, 9, 20])
REASONS = st.sampled_from(["", "漏扫"])


class Life(RuleBasedStateMachine):
    """Add, move, copy, arrange, print and seal, by chance."""

    ids: Bundle[int] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.ever: dict[str, int] = {}
        self.count = 0
        self.archive: Archive

    @initialize(late=st.sampled_from(["next", "suffix"]))
    def open(self, late: Late) -> None:
        folder = self.stack.enter_context(tempfile.TemporaryDirectory())
        self.archive = self.stack.enter_context(desk(Path(folder) / "库", late=late))

    def sealed(self, batch: str) -> bool:
        return batches.held(self.archive.catalogue, batch).sealed_at is not None

    @rule(target=ids, batch=BATCHES, material=LISTED, reason=REASONS)
    def add(self, batch: str, material: int, reason: str) -> Any:
        """A paper comes in and is filed; into a sealed batch only with a reason."""
        self.count += 1
        path = self.archive.settings.inbox / f"{self.count}.pdf"
        path.write_bytes(paper(f"paper {self.count}", pages=1 + self.count % 3))
        arrival = arrival_of(self.archive.settings.inbox, path, ident_of(path.lstat()))
        accession = secure(self.archive.catalogue, self.archive.shelf, arrival, release=True)
        assert accession is not None
        to = Destination(
            batch=batch,
            material=material,
            subject=Subject.SKILL if material == 20 else None,
            candidate=1 if material == 20 else None,
            reason=reason,
        )
        desks = self.archive.catalogue, self.archive.shelf, self.archive.pack
        try:
            record = file_away(*desks, accession, to, CLERK)
        except BatchSealed:
            assert self.sealed(batch)
            assert not reason
            with self.archive.catalogue.transaction():
                self.archive.catalogue.change(
                    "UPDATE accession SET progress = 'waiting' WHERE id = ?", accession.id
                )
            return multiple()
        assert reason or not self.sealed(batch)
        return record.id

    @rule(target=ids, batch=BATCHES)
    def add_piece(self, batch: str) -> int:
        """A workpiece is registered."""
        return add_piece(
            self.archive.catalogue,
            self.archive.pack,
            batches.held(self.archive.catalogue, batch),
            material=22,
            count=2,
            carrier=Carrier.PIECE,
            location="工件库",
            actor=CLERK,
            reason="补交",
        ).id

    @rule(record=ids, batch=BATCHES, material=LISTED)
    def move(self, record: int, batch: str, material: int) -> None:
        """A record goes to another batch or material, or is there already."""
        self.refiled(record, batch, material, copy=False)

    @rule(target=ids, record=consumes(ids), batch=BATCHES, material=LISTED)
    def copy(self, record: int, batch: str, material: int) -> Any:
        """A paper is copied; a piece cannot be."""
        if not records.get(self.archive.catalogue, record).place:
            return record
        made = self.refiled(record, batch, material, copy=True)
        return multiple(record, made) if made else record

    def refiled(self, record: int, batch: str, material: int, *, copy: bool) -> int | None:
        to = Destination(
            batch=batch,
            material=material,
            subject=Subject.SKILL if material == 20 else None,
            candidate=2 if material == 20 else None,
            reason="放错了",
        )
        desks = self.archive.catalogue, self.archive.shelf, self.archive.pack
        try:
            return refile(*desks, record, to, CLERK, copy=copy).id
        except AlreadyThere:
            return None

    @rule(batch=BATCHES)
    def arrange(self, batch: str) -> None:
        """Everything of a batch is numbered and boxed, and printed."""
        arranged(self.archive, batch)
        if any(records.boxes(self.archive.catalogue, batch)):
            printed(self.archive, batch)

    @rule(batch=BATCHES)
    def seal(self, batch: str) -> None:
        """A batch is closed as it is; once."""
        was = self.sealed(batch)
        try:
            seal_batch(printer(self.archive), batch, TODAY, "到期封盒")
        except BatchSealed:
            assert was
        except NothingToPrint:
            assert not was
        else:
            assert not was

    @invariant()
    def numbers_are_never_used_again(self) -> None:
        """A number once seen belongs to one record for ever, borne or void."""
        if not hasattr(self, "archive"):
            return
        for code in codes.every(self.archive.catalogue):
            assert self.ever.setdefault(code.code, code.record) == code.record
        known = {code.code for code in codes.every(self.archive.catalogue)}
        assert self.ever.keys() == known
        borne = [r.code for r in records.every(self.archive.catalogue) if r.code]
        assert len(borne) == len(set(borne))

    @invariant()
    def boxes_are_never_mixed(self) -> None:
        """One batch, year, office, term and kind to a box; every numbered record in one."""
        if not hasattr(self, "archive"):
            return
        boxes = {box.number: box for box in records.every_box(self.archive.catalogue)}
        for record in records.every(self.archive.catalogue):
            if record.box is not None:
                box = boxes[record.box]
                assert (box.batch, box.term) == (record.batch, record.term)
                assert (box.kind is BoxKind.PIECE) == (record.carrier is Carrier.PIECE)

    def teardown(self) -> None:
        """Once all is arranged and printed, verify has nothing to say."""
        with self.stack:
            if not hasattr(self, "archive"):
                return
            for batch in (ONE.number, OTHER.number):
                self.arrange(batch)
            manifest.write_stale(self.archive.catalogue, self.archive.shelf)
            assert rounds.inspect(self.archive) == ()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
