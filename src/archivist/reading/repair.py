"""Repair of PDF files that pdfium refuses: qpdf through pikepdf rebuilds the cross-reference."""

from io import BytesIO
from pathlib import Path

import pikepdf

from archivist.errors import Encrypted, Unreadable


def repaired(path: Path, name: str) -> bytes:
    """The same document written anew, in memory; the file itself is left as it is.

    Raises:
        Encrypted: it needs a password.
        Unreadable: nothing can be saved, or no page is left.
    """
    out = BytesIO()
    try:
        with pikepdf.open(path) as document:
            if not len(document.pages):
                raise Unreadable(name=name, why="一页也没有")
            document.save(out)
    except pikepdf.PasswordError as problem:
        raise Encrypted(name=name) from problem
    except (pikepdf.PdfError, RuntimeError, ValueError) as problem:
        raise Unreadable(name=name, why="PDF 结构不对，也修复不了") from problem
    return out.getvalue()
