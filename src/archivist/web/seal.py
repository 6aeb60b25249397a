"""Sealing a batch (封盒) from its page: one call of the desk, as ``archivist batch seal`` makes it.

It cannot be undone, so the clerk says that they know; what stands against it is shown before.
"""

from datetime import datetime
from urllib.parse import quote

from archivist.arrangement.sealing import seal_batch
from archivist.errors import BadForm, PolicyError, SettingsError
from archivist.press import printer_of
from archivist.web import batch_pages, form
from archivist.web.answers import Answer, Asked, Office, SeeOther
from archivist.web.status import status_of


def seal(office: Office, asked: Asked) -> Answer:
    """Seal the batch of the form; what is refused is told on the batch's page.

    Raises NoSuchBatch, BadForm.
    """
    archive = office.archive
    number = form.line(asked.untrusted_form, "number", "批次")
    despite = form.line(asked.untrusted_form, "despite", "理由")
    if form.line(asked.untrusted_form, "sure", "确认") != "yes":
        raise BadForm(field="确认")
    today = datetime.now().astimezone().date()
    try:
        with archive.turn:
            seal_batch(printer_of(archive, office.actor), number, today, despite)
    except (PolicyError, SettingsError) as problem:
        return batch_pages.shown(office, number, problem=problem, status=status_of(problem))
    return SeeOther(f"/batch?number={quote(number)}#seal")
