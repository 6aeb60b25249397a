"""A waiting stack as its page shows it: every sheet in order, in the groups it would be cut to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archivist.errors import CannotSplit
from archivist.intake import laid_out, recut, review
from archivist.intake.laid_out import Duplex, Stack
from archivist.intake.recognition.stack import pages_in_words
from archivist.intake.stacks import lacks
from archivist.keeping import batches
from archivist.records.recognition import Recognition
from archivist.web import form
from archivist.web.answers import Office
from archivist.web.suggestions import paper_words
from archivist.web.suggestions import words as said

OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page: ``kind`` is blank, separator, out or empty; ``out`` if it is in no part.

    ``may_cut`` if a cut can be made before it, ``may_move`` if it can be left out or put back.
    """

    number: int
    kind: str
    out: bool
    may_cut: bool
    may_move: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What would become one document; ``first`` is its first page, ``pages`` as a form sends them.

    ``lacks`` says what filing it would still need; ``unsure`` if neither recognition is sure nor a
    person said it; ``open`` if its form is shown.
    """

    place: int
    first: int
    pages: str
    says: str
    sheets: tuple[Sheet, ...]
    found: Recognition | None
    suggestion: tuple[str, ...]
    lacks: str
    unsure: bool
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StackFacts:
    """The stack, with the batch that all its parts are of, if they are of one.

    ``cut`` if it is proposed to be cut; ``filed`` and ``waiting`` count the parts that accepting
    would file or leave to be asked about, ``unsure`` those filed that nobody is sure of.
    ``seal`` names the parts shown here.

    ``orders`` are the ways its sheets may lie, each with the page numbers it begins with.
    ``chosen`` and ``others`` are what the form of the open group starts from and offers first.
    """

    groups: tuple[Group, ...]
    pages: int
    batch: str | None
    cut: bool
    filed: int
    unsure: int
    waiting: int
    seal: str
    duplex: Duplex
    orders: tuple[tuple[Duplex, str, str], ...]
    chosen: Mapping[str, str]
    others: tuple[int, ...]


def facts_of(office: Office, number: int, untrusted: Mapping[str, str]) -> StackFacts | None:
    """What the page shows of a stack, or None if the document cannot be cut. Raises NoSuchReview.

    ``part`` in the query or form is the first page of the group whose form is to be shown.
    """
    catalogue, pack = office.archive.catalogue, office.archive.pack
    try:
        stack = laid_out.look_at(catalogue, number)
    except CannotSplit:
        return None
    wanted = form.number(untrusted, "part", "页码")
    parts = {part.pages: part.found for part in stack.parts}
    homes = {found.batch for found in parts.values() if found.batch}
    words = said if len(homes) > 1 else paper_words
    groups = []
    for place, (pages, sheets) in enumerate(_grouped(stack), 1):
        found = parts.get(pages)
        groups.append(
            Group(
                place=place,
                first=pages[0] if pages else 0,
                pages=",".join(map(str, pages)),
                says=pages_in_words(pages) if pages else "没有要归档的页",
                sheets=sheets,
                found=found,
                suggestion=words(pack, found) if found else (),
                lacks=lacks(pack, found) if found else "",
                unsure=bool(found and not (found.auto or recut.is_said(found))),
                open=bool(found and pages and pages[0] == wanted),
            )
        )
    shown = [group.found for group in groups if group.open and group.found]
    waiting = sum(1 for group in groups if group.lacks)
    return StackFacts(
        groups=tuple(groups),
        pages=len(stack.order),
        batch=homes.pop() if len(homes) == 1 else None,
        cut=bool(stack.parts),
        filed=len(groups) - waiting if stack.parts else 0,
        unsure=sum(1 for group in groups if group.unsure and not group.lacks),
        waiting=waiting,
        seal=review.seal(stack.parts),
        duplex=stack.duplex,
        orders=_orders(stack),
        chosen=_chosen(office, stack, shown[0], untrusted) if shown else {},
        others=shown[0].others if shown else (),
    )


def pages_of(untrusted: Mapping[str, str]) -> tuple[int, ...]:
    """The pages a form names. Raises BadForm."""
    words = untrusted.get("pages", "").split(",")
    found = [form.number({"pages": word}, "pages", "页码") for word in words]
    return tuple(number for number in found if number is not None)


def _grouped(stack: Stack) -> Iterable[tuple[tuple[int, ...], tuple[Sheet, ...]]]:
    """Each group with its sheets; a page in no part stands with the group before it."""
    starts = {group[0]: group for group in stack.groups}
    groups: list[tuple[tuple[int, ...], list[Sheet]]] = []
    lead: list[Sheet] = []  # what lies before the first group is shown with it
    for number in stack.order:
        sheet = _sheet(stack, number, begins=number in starts)
        if number in starts:
            groups.append((starts[number], lead))
            lead = []
        (groups[-1][1] if groups else lead).append(sheet)
    if not groups:
        groups.append(((), lead))
    return [(group, tuple(sheets)) for group, sheets in groups]


def _sheet(stack: Stack, number: int, *, begins: bool) -> Sheet:
    out = number in stack.left_out
    whole = not stack.parts and number in stack.blank  # stays in a document that is not cut
    kind = "blank" if number in stack.blank else "separator" if number in stack.separators else ""
    return Sheet(
        number=number,
        kind=kind or ("out" if out else ""),
        out=out and not whole,
        may_cut=not out and not begins,
        may_move=not whole,
    )


def _orders(stack: Stack) -> tuple[tuple[Duplex, str, str], ...]:
    """The ways to lay the sheets, in words; only a file with as many fronts as backs has them."""
    count = len(stack.order)
    if count % 2:
        return ()
    half = count // 2
    turned, same = f"1、{count}、2、{count - 1}……", f"1、{half + 1}、2、{half + 2}……"
    if count == 2:
        turned = same = "1、2"
    return (
        (Duplex.NO, "按扫描的顺序", f"1、2、3、4……{count}" if count > 4 else ""),
        (Duplex.TURNED, "先扫完正面，整叠翻转后再扫反面", turned),
        (Duplex.SAME, "先扫完正面，再按同样顺序扫反面", same),
    )


def _chosen(
    office: Office, stack: Stack, found: Recognition, untrusted: Mapping[str, str]
) -> dict[str, str]:
    """What the part's form starts from: what the clerk chose before, else what was suggested; for
    the batch, where that is open, the one that all other parts are of."""
    fields = ("batch", "material", "subject", "candidate")
    if "batch" in untrusted:
        return {field: untrusted.get(field, "") for field in fields}
    others = {part.found.batch for part in stack.parts} - {None}
    hint = stack.item.accession.batch_hint
    batch = found.batch or (others.pop() if len(others) == 1 else None) or hint
    known = batches.find(office.archive.catalogue, batch) is not None
    values = (batch if known else "", found.material, found.subject, found.candidate)
    return {
        field: "" if value is None else str(value)
        for field, value in zip(fields, values, strict=True)
    }
