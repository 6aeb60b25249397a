"""A small catalogue with batches and records, for the desks that only look at records."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archivist.keeping import batches, codes, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.archival_code import GivenCode
from archivist.records.batch import Batch, Category
from archivist.records.material import Carrier
from archivist.records.record import Record
from archivist.rules.pack import RulePack, load_pack

BATCH = Batch(
    number="TST-SP-2024-0001",
    agency="示例职业培训学校",
    category=Category.THIRD_PARTY,
    occupation="车工",
    level=4,
    theory_on=date(2024, 3, 14),
    skill_on=date(2024, 3, 15),
    certificates_on=date(2024, 5, 20),
)


def given(record: Record) -> GivenCode:
    """The entry of the number a record bears."""
    return GivenCode(
        code=record.code,
        code_class=record.code.rsplit("-", 1)[0],
        serial=record.serial or 0,
        suffix=record.suffix,
        batch=record.batch,
        term=record.term,
        office="",
        record=record.id,
        late=False,
        reason="",
        given_by="测试员",
        given_at=record.filed_at,
    )


Enrol = Callable[..., Batch]
Shelve = Callable[..., Record]


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return load_pack("lianyungang-2023")


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.db")
    yield opened
    opened.close()


@pytest.fixture
def enrol(catalogue: Catalogue) -> Enrol:
    def add(number: str = BATCH.number, **facts: object) -> Batch:
        batch = replace(BATCH, number=number, **facts)  # type: ignore[arg-type]
        with catalogue.transaction():
            batches.add(catalogue, batch, "lianyungang-2023@2023.1")
        return batch

    return add


@pytest.fixture
def shelve(catalogue: Catalogue, pack: RulePack) -> Shelve:
    def add(material: int = 19, batch: str = BATCH.number, **facts: object) -> Record:
        known = material <= len(pack.materials)
        record = Record(
            id=0,
            batch=batch,
            material=material,
            subject=None,
            candidate=None,
            title=f"材料 {material}",
            term=pack.material(material).term if known else pack.extra_term,
            carrier=Carrier.PIECE if material == 22 else Carrier.PAPER,
            pages=3,
            filed_at=datetime(2024, 6, 1, tzinfo=UTC),
        )
        with catalogue.transaction():
            if facts.get("code"):
                facts["serial"] = int(str(facts["code"]).rsplit("-", 1)[1])
                catalogue.next_number(f"serial/{str(facts['code']).rsplit('-', 1)[0]}")
            added = records.add(catalogue, replace(record, **facts), None)  # type: ignore[arg-type]
            if added.code:
                codes.give(catalogue, given(added))
            return added

    return add
