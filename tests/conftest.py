"""Shared values of all rooms' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from archivist.archive import Archive
from archivist.records.batch import Batch
from tests.builders import make_archive, opened, small_batch


@pytest.fixture
def made() -> Batch:
    """The made-up batch of three people."""
    return small_batch()


@pytest.fixture
def root(tmp_path: Path, made: Batch) -> Path:
    """An archive with the made-up batch enrolled, closed."""
    return make_archive(tmp_path / "库", made)


@pytest.fixture
def archive(root: Path) -> Iterator[Archive]:
    """The same archive, open to write, with a canned reader."""
    with opened(root) as one:
        yield one


# A busy machine is no fault of ours, and a fixture shared by examples is meant to be.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")
