"""Write src/archivist/samples/locked.pdf: a one-page PDF that opens only with a password.

Run by hand when the sample must be made anew: ``python scripts/make_locked_sample.py``.
The password is "tianxia"; nothing in archivist knows or needs it.
"""

from pathlib import Path

import pikepdf

TARGET = Path(__file__).parent.parent / "src/archivist/samples/locked.pdf"


def main() -> None:
    """Make the file."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        lock = pikepdf.Encryption(user="tianxia", owner="tianxia-owner", R=6)
        pdf.save(TARGET, encryption=lock)


if __name__ == "__main__":
    main()
