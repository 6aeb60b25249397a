"""The date of a document (日期), for the catalogue: the last full date it bears."""

import re
from datetime import date

from archivist.records.batch import Batch, Subject
from archivist.records.reading import Reading

_DATE = re.compile(
    r"((?:19|20)\d{2})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?!\d)\s*日?"
)
YEARS_ASTRAY = 2


def dated_on(reading: Reading | None, batch: Batch, subject: Subject | None) -> date | None:
    """The last full date in the text near the batch's year, else the subject's day, else None.

    Forms are signed and dated at their foot, so the last date is the document's own.
    """
    year = batch.year
    for text in reversed(_DATE.findall(reading.text if reading else "")):
        try:
            found = date(*(int(part) for part in text))
        except ValueError:
            continue
        if year is None or abs(found.year - year) <= YEARS_ASTRAY:
            return found
    days = {Subject.THEORY: batch.theory_on, Subject.SKILL: batch.skill_on}
    return days.get(subject) if subject else None
