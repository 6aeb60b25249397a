"""The clerk's acts on a stack before it is cut, each one call of the desk that moves cuts."""

from collections.abc import Callable, Mapping

from archivist.errors import BadForm, NoSuchReview, PolicyError, RequestError
from archivist.intake import recut
from archivist.intake.file_away import Destination
from archivist.intake.laid_out import Duplex
from archivist.intake.review import ReviewItem
from archivist.keeping.catalogue import Catalogue
from archivist.rules.pack import RulePack
from archivist.web import doubts, form
from archivist.web.answers import Answer, Asked, Office, SeeOther
from archivist.web.stack_facts import OPEN, pages_of

PageAct = Callable[[Catalogue, RulePack, int, int, str], ReviewItem]
# Where the page goes on from: the button between two pages, or the one under a page.
BETWEEN, UNDER = "p", "d"


def cut(office: Office, asked: Asked) -> Answer:
    """A document begins at this page."""
    return _moved(office, asked, recut.cut_before, BETWEEN)


def join(office: Office, asked: Asked) -> Answer:
    """What begins at this page goes on from what lies before it."""
    return _moved(office, asked, recut.join_before, BETWEEN)


def leave_out(office: Office, asked: Asked) -> Answer:
    """This page is in no part."""
    return _moved(office, asked, recut.leave_out, UNDER)


def put_back(office: Office, asked: Asked) -> Answer:
    """This page is in a part again."""
    return _moved(office, asked, recut.put_back, UNDER)


def interleave(office: Office, asked: Asked) -> Answer:
    """The second half of the pages are backs, or are not."""
    archive = office.archive

    def act(number: int) -> str:
        backs = form.line(asked.untrusted_form, "backs", "反面的顺序")
        if backs not in list(Duplex):
            raise BadForm(field="反面的顺序")
        recut.interleave(archive.catalogue, archive.pack, number, Duplex(backs), office.actor)
        return "pages"

    return _done(office, asked, act)


def assign_part(office: Office, asked: Asked) -> Answer:
    """Say what one part is, or that it is to be asked about once it is cut."""
    archive = office.archive

    def act(number: int) -> str:
        pages = pages_of(asked.untrusted_form)
        to = _destination(office, number, asked.untrusted_form)
        recut.assign_part(archive.catalogue, archive.pack, number, pages, to, office.actor)
        return f"e{pages[0]}"

    return _done(office, asked, act)


def _moved(office: Office, asked: Asked, act: PageAct, anchor: str) -> Answer:
    archive = office.archive

    def moved(number: int) -> str:
        page = form.number(asked.untrusted_form, "page", "页码")
        if page is None:
            raise BadForm(field="页码")
        act(archive.catalogue, archive.pack, number, page, office.actor)
        return f"{anchor}{page}"

    return _done(office, asked, moved)


def _done(office: Office, asked: Asked, act: Callable[[int], str]) -> Answer:
    """Carry an act out and show the stack as it is now, at the place the act names."""
    number = asked.ids["item"]
    try:
        with office.archive.turn:
            anchor = act(number)
    except NoSuchReview:
        raise
    except (RequestError, PolicyError) as problem:
        return doubts.item_page(office, number, asked.untrusted_form, problem)
    return SeeOther(f"/review/{number}#{anchor}")


def _destination(office: Office, item: int, untrusted: Mapping[str, str]) -> Destination | None:
    if form.line(untrusted, "material", "材料") == OPEN:
        return None
    return doubts.destination(office, item, untrusted)
