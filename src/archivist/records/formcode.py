"""FormCode: what the QR code on a printed form says, so that signed paper comes home."""

from dataclasses import dataclass

from archivist.records.batch import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCode:
    """Batch number, material, subject, candidate position (None for the batch), page x of y.

    ``pages`` 0 marks a separator sheet: what lies behind it, up to the next code, is this material.
    """

    batch: str
    material: int
    subject: Subject | None = None
    candidate: int | None = None
    page: int = 1
    pages: int = 1

    @property
    def separator(self) -> bool:
        """Whether this is the code of a separator sheet, which is no document itself."""
        return self.pages == 0
