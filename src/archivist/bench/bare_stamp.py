"""The floor of stamping: open, lay one form XObject over page 1, save."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf


def overlay(request: dict[str, Any]) -> Callable[[], None]:
    """A loop over ``files``; the form is the first one on page 1 of ``stamp``."""
    files = [Path(path) for path in request["files"]]

    def work() -> None:
        stamp = pikepdf.open(request["stamp"])
        forms = stamp.pages[0].resources[pikepdf.Name.XObject]
        form = forms[next(iter(forms.keys()))]
        for path in files:
            with pikepdf.open(path) as copy:
                page = copy.pages[0]
                name = page.add_resource(copy.copy_foreign(form), pikepdf.Name.XObject)
                page.contents_add(b"q\n", prepend=True)
                page.contents_add(f"\nQ\nq 2.83465 0 0 2.83465 233 780 cm {name} Do Q\n".encode())
                copy.save(BytesIO())

    return work
