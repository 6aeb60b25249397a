"""Addresses to pages, and the one translator from failures to answers. Starlette's one address."""

import logging
import traceback
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from archivist import __version__
from archivist.errors import ArchivistError, FileGone, NoSuchPage
from archivist.keeping import accessions
from archivist.records.arrival import Progress
from archivist.web import batch_pages, doubts, form, front, seal, stack_acts
from archivist.web.answers import Answer, Asked, Attachment, Office, Page, SeeOther, View
from archivist.web.guard import App, Guard
from archivist.web.look import STATIC_KINDS, Look
from archivist.web.status import status_of

_LOG = logging.getLogger("archivist.web")

ROUTES: tuple[tuple[str, str, View], ...] = (
    ("GET", "/", front.home),
    ("GET", "/review", doubts.waiting_list),
    ("GET", "/review/{item:int}", doubts.waiting_item),
    ("GET", "/review/{item:int}/file", doubts.original),
    ("GET", "/review/{item:int}/picture", doubts.picture),
    ("GET", "/review/{item:int}/thumbnail", doubts.thumbnail),
    ("POST", "/review/{item:int}/accept", doubts.accept),
    ("POST", "/review/{item:int}/assign", doubts.assign),
    ("POST", "/review/{item:int}/refuse", doubts.refuse),
    ("POST", "/review/{item:int}/cut", stack_acts.cut),
    ("POST", "/review/{item:int}/join", stack_acts.join),
    ("POST", "/review/{item:int}/leave-out", stack_acts.leave_out),
    ("POST", "/review/{item:int}/put-back", stack_acts.put_back),
    ("POST", "/review/{item:int}/interleave", stack_acts.interleave),
    ("POST", "/review/{item:int}/part", stack_acts.assign_part),
    ("GET", "/batches", batch_pages.batch_list),
    ("GET", "/batch", batch_pages.batch_page),
    ("POST", "/batch/seal", seal.seal),
    ("GET", "/records/{record:int}/file", batch_pages.original),
)
_SANDBOX = {"content-security-policy": "sandbox; default-src 'none'"}


def pages(office: Office, port: int) -> App:
    """All pages of an archive behind the guard, as an ASGI application."""
    look = Look()
    routes = [
        Route(path, _endpoint(office, look, view), methods=[method])
        for method, path, view in ROUTES
    ]

    async def static(request: Request) -> Response:
        name = str(request.path_params["name"])
        if name not in look.static:
            return _failed(office, look, NoSuchPage())
        kind = STATIC_KINDS[name[name.rindex(".") :]]
        return Response(look.static[name], media_type=kind)

    async def unknown(request: Request, problem: Exception) -> Response:
        del request
        assert isinstance(problem, HTTPException)
        return _failed(office, look, NoSuchPage(), problem.status_code)

    routes.append(Route("/static/{name}", static, methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: unknown})
    app.router.redirect_slashes = False
    return Guard(app, port)


def _endpoint(office: Office, look: Look, view: View) -> Any:
    async def endpoint(request: Request) -> Response:
        asked = Asked(
            ids=request.path_params,
            untrusted_query=dict(request.query_params),
            untrusted_form=_fields(await request.body()),
        )
        return await run_in_threadpool(_answered, office, look, view, asked)

    return endpoint


def _fields(body: bytes) -> dict[str, str]:
    """The fields of an ordinary form; anything else has none."""
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=50))
    except ValueError:
        return {}


def _answered(office: Office, look: Look, view: View, asked: Asked) -> Response:
    try:
        _must_be_possible(asked.ids)
        return _response(office, look, view(office, asked))
    except ArchivistError as problem:
        return _failed(office, look, problem)
    except Exception as problem:
        # Only where it happened: messages may hold names of people.
        steps = traceback.extract_tb(problem.__traceback__)[-4:]
        where = " > ".join(f"{step.filename}:{step.lineno}" for step in steps)
        _LOG.error("page failed: %s at %s", type(problem).__name__, where)
        return _failed(office, look, None)


def _must_be_possible(ids: Mapping[str, int]) -> None:
    """Raises NoSuchPage for a number no row can have."""
    if any(number > form.MOST_ID for number in ids.values()):
        raise NoSuchPage


def _response(office: Office, look: Look, answer: Answer) -> Response:
    if isinstance(answer, Page):
        facts = {**_common(office), **answer.facts}
        return HTMLResponse(look.render(answer.template, facts), answer.status)
    if isinstance(answer, SeeOther):
        return RedirectResponse(answer.path, 303)
    if isinstance(answer, Attachment):
        if not answer.path.is_file():
            raise FileGone(place=answer.path.name)
        return FileResponse(
            answer.path, 200, _SANDBOX, "application/octet-stream", filename=answer.name
        )
    return Response(answer.png, media_type="image/png")


def _common(office: Office) -> dict[str, Any]:
    """What every page shows: whose archive, who works, and what waits."""
    counts = accessions.counts(office.archive.catalogue)
    return {**_heading(office), "waiting": counts[Progress.WAITING] + counts[Progress.SET_ASIDE]}


def _heading(office: Office) -> dict[str, Any]:
    return {
        "body": office.archive.settings.body.name or "档案库",
        "actor": office.actor,
        "version": __version__,
    }


def _failed(
    office: Office, look: Look, problem: ArchivistError | None, status: int | None = None
) -> Response:
    """A page that says what went wrong; it asks nothing of an archive that may be damaged."""
    facts = {**_heading(office), "waiting": 0, "problem": problem}
    return HTMLResponse(look.render("failed.html", facts), status or status_of(problem))
