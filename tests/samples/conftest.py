"""One made-up batch with its documents, made once for all tests of this room."""

import pytest

from archivist.making.fonts import Fonts, find_fonts
from archivist.records.batch import Batch
from archivist.samples.batch import made_batch
from archivist.samples.documents import SampleDocument, make_documents


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return find_fonts(None)


@pytest.fixture(scope="session")
def small() -> Batch:
    """The demo's batch with four candidates only."""
    return made_batch(candidates=4)


@pytest.fixture(scope="session")
def documents(
    small: Batch, fonts: Fonts, tmp_path_factory: pytest.TempPathFactory
) -> tuple[SampleDocument, ...]:
    return make_documents(small, tmp_path_factory.mktemp("documents"), fonts)
