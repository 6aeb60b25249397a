"""What the tests of the making room share: fonts, a typesetter, and ways to measure a page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from archivist.making.fonts import Fonts, find_fonts
from archivist.making.typeset import Typesetter

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "typst"


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return find_fonts(None)


@pytest.fixture(scope="session")
def typesetter(fonts: Fonts) -> Iterator[Typesetter]:
    with Typesetter(TEMPLATES, fonts) as made:
        yield made


@pytest.fixture
def blank_pdf() -> bytes:
    """One empty A4 page."""
    import pikepdf

    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(595.276, 841.89))
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()
