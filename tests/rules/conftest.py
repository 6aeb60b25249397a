"""Shared values of the rules' tests."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archivist.records.batch import Batch, Category
from archivist.records.material import Carrier
from archivist.records.record import Record
from archivist.rules.pack import RulePack, load_pack

Make = Callable[..., Record]


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return load_pack("lianyungang-2023")


@pytest.fixture
def batch() -> Batch:
    return Batch(
        number="TST-SP-2024-0001",
        agency="示例职业培训学校",
        category=Category.THIRD_PARTY,
        occupation="车工",
        level=4,
        theory_on=date(2024, 3, 14),
        skill_on=date(2024, 3, 15),
        certificates_on=date(2024, 5, 20),
    )


@pytest.fixture
def record(pack: RulePack) -> Make:
    def make(material: int = 19, **facts: object) -> Record:
        known = material <= len(pack.materials)
        term = pack.material(material).term if known else pack.extra_term
        base = Record(
            id=1,
            batch="TST-SP-2024-0001",
            material=material,
            subject=None,
            candidate=None,
            title="某件",
            term=term,
            carrier=Carrier.PAPER,
            pages=1,
            filed_at=datetime(2024, 6, 1, tzinfo=UTC),
        )
        return replace(base, **facts)  # type: ignore[arg-type]

    return make
