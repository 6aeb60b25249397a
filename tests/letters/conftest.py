"""A small archive for the letters desk's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from tests.letters.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    shelf = Shelf(tmp_path / "archive")
    shelf.own.mkdir(parents=True)
    catalogue = Catalogue(shelf.catalogue)
    yield Office(catalogue, shelf)
    catalogue.close()
