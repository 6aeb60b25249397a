"""Where a stack is to be cut: the clerk looks at its pages, moves the cuts, says what a part is.

Nothing is cut here. The parts that recognition proposed (``recognition.parts``) are changed, kept
and told; ``review.accept_stack`` cuts. Pages are named by their number in the file. Each page is
in one part or in none (blank, a separator sheet, or left out), never in two. A part that a change
does not touch stays as it was shown, above all what a person said of it.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from archivist.errors import BatchSealed, CannotSplit
from archivist.intake.file_away import Destination, candidate_name
from archivist.intake.laid_out import Duplex, Pages, Stack, in_order, look_at
from archivist.intake.learning import learned
from archivist.intake.recognise import recognise, recognise_pages
from archivist.intake.recognition.stack import TOLD, as_stack, pages_in_words
from archivist.intake.review import ReviewItem, item, must_say_all
from archivist.keeping import accessions, batches, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.records.batch import Batch
from archivist.records.recognition import Evidence, Part, Recognition
from archivist.rules.pack import RulePack

BY_CLERK = "clerk"  # the evidence of what a person said of a part


def split(
    catalogue: Catalogue,
    pack: RulePack,
    accession: int,
    starts: Sequence[int],
    actor: str,
    *,
    dropped: Sequence[int] = (),
    duplex: Duplex = Duplex.NO,
) -> ReviewItem:
    """Say anew where a stack is cut: a document begins at its first page and at each of ``starts``.

    Blank pages, separator sheets and ``dropped`` pages are in no part. With ``duplex`` the second
    half of the pages are the backs of the first half.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it is no scan or PDF of several pages, or has no such page.
    """
    stack = look_at(catalogue, accession)
    order = in_order(stack.reading, duplex, accession)
    for number in sorted({*starts, *dropped}):
        _must_have(stack, number)
    groups = _groups(order, {*starts}, stack.blank | stack.separators | {*dropped})
    return _change(catalogue, pack, replace(stack, duplex=duplex, order=order), groups, actor)


def merge(
    catalogue: Catalogue, pack: RulePack, accession: int, numbers: Sequence[int], actor: str
) -> ReviewItem:
    """Join parts of a stack (counted from 1) into one; without ``numbers`` all of them.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it is no stack, or there are no such parts, or they are not neighbours.
    """
    stack = look_at(catalogue, accession)
    _must_be_cut(stack)
    count = len(stack.groups)
    chosen = sorted(set(numbers)) or list(range(1, count + 1))
    if chosen[0] < 1 or chosen[-1] > count:
        raise CannotSplit(item=accession, why=f"只有 {count} 份")
    if chosen != list(range(chosen[0], chosen[-1] + 1)):
        raise CannotSplit(item=accession, why="只有相邻的几份才能合并")
    joined = [page for group in stack.groups[chosen[0] - 1 : chosen[-1]] for page in group]
    groups = [*stack.groups[: chosen[0] - 1], joined, *stack.groups[chosen[-1] :]]
    return _change(catalogue, pack, stack, groups, actor)


def cut_before(
    catalogue: Catalogue, pack: RulePack, accession: int, page: int, actor: str
) -> ReviewItem:
    """A document begins at ``page``; nothing changes if one does already.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it cannot be cut, has no such page, or the page is in no part.
    """
    stack = look_at(catalogue, accession)
    place = _group_of(stack, page)
    group = stack.groups[place]
    at = group.index(page)
    groups = [*stack.groups[:place], group[:at], group[at:], *stack.groups[place + 1 :]]
    return _change(catalogue, pack, stack, groups, actor)


def join_before(
    catalogue: Catalogue, pack: RulePack, accession: int, page: int, actor: str
) -> ReviewItem:
    """The part that begins at ``page`` goes on from the part before it; nothing changes if no
    part begins there.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it cannot be cut, has no such page, or nothing lies before it.
    """
    stack = look_at(catalogue, accession)
    place = _group_of(stack, page)
    if stack.groups[place][0] != page:
        return stack.item
    if place == 0:
        raise CannotSplit(item=accession, why=f"第 {page} 页前面没有别的一份")
    joined = (*stack.groups[place - 1], *stack.groups[place])
    groups = [*stack.groups[: place - 1], joined, *stack.groups[place + 1 :]]
    return _change(catalogue, pack, stack, groups, actor)


def leave_out(
    catalogue: Catalogue, pack: RulePack, accession: int, page: int, actor: str
) -> ReviewItem:
    """``page`` is to be in no part; the whole original keeps it. Nothing changes if it is in none.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it cannot be cut, has no such page, or no page would be left.
    """
    stack = look_at(catalogue, accession)
    _must_have(stack, page)
    groups = [[one for one in group if one != page] for group in stack.groups]
    return _change(catalogue, pack, stack, groups, actor, same_parts=True)


def put_back(
    catalogue: Catalogue, pack: RulePack, accession: int, page: int, actor: str
) -> ReviewItem:
    """``page`` joins the part of the page before it, or else of the page after it. Nothing changes
    if it is in one.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it cannot be cut, or has no such page.
    """
    stack = look_at(catalogue, accession)
    _must_have(stack, page)
    if page not in stack.left_out or (page in stack.blank and not stack.parts):
        return stack.item  # a document that is not cut has its blank pages anyway
    at = stack.order.index(page)
    before = [one for one in stack.order[:at] if one not in stack.left_out]
    groups = [list(group) for group in stack.groups] or [[]]
    home = groups[_group_of(stack, before[-1])] if before else groups[0]
    home.append(page)
    home.sort(key=stack.order.index)
    return _change(catalogue, pack, stack, groups, actor, same_parts=True)


def interleave(
    catalogue: Catalogue, pack: RulePack, accession: int, duplex: Duplex, actor: str
) -> ReviewItem:
    """Say that the second half of the pages are the backs of the first half, or that they are not.

    The stack is recognised anew in that order, so its cuts are proposed anew; pages that a person
    left out stay out.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it cannot be cut, or has an odd number of pages.
    """
    stack = look_at(catalogue, accession)
    if duplex is stack.duplex:
        return stack.item
    order = in_order(stack.reading, duplex, accession)
    dropped = stack.left_out - stack.blank - stack.separators
    pages = [stack.reading.pages[number - 1] for number in order if number not in dropped]
    renumbered = tuple(replace(page, number=place) for place, page in enumerate(pages, 1))
    said = stack.item.accession
    proposed = recognise(
        replace(stack.reading, pages=renumbered, page_count=len(pages), tables=()),
        said.name,
        said.batch_hint,
        pack,
        _known(catalogue),
        learned(catalogue),
    )
    # Where documents begin is asked, not in which order: recognition may pair the sheets itself.
    starts = {pages[part.pages[0] - 1].number for part in proposed.parts}
    groups = _groups(order, starts, dropped | stack.blank | stack.separators)
    turned = replace(stack, duplex=duplex, order=order)
    return _change(catalogue, pack, turned, groups, actor)


def assign_part(
    catalogue: Catalogue,
    pack: RulePack,
    accession: int,
    pages: Iterable[int],
    destination: Destination | None,
    actor: str,
) -> ReviewItem:
    """Say what one part is before it is cut; without ``destination`` it is left open, so that it
    waits as a document of its own once the stack is cut.

    ``pages`` are those of the part; pages that are in no part may be named with them.

    Raises:
        NoSuchReview: it does not wait.
        CannotSplit: it is no stack, these pages are no part, or a material outside the list is
            meant, which can only be said of a document of its own.
        NoSuchBatch, NoSuchMaterial, BatchSealed: nothing was changed.
        ReviewIncomplete: the material needs a subject or a candidate that was not given.
    """
    stack = look_at(catalogue, accession)
    _must_be_cut(stack)
    wanted = frozenset(pages)
    place = _part_of(stack, wanted)
    before = stack.parts[place].found
    if destination is None:
        others = (before.material, *before.others) if before.material else before.others
        said = _said(actor, before, reason=f"由“{actor}”定为拆开以后再确认。")
        said = replace(said, batch=before.batch, others=tuple(dict.fromkeys(others)))
    else:
        said = _as_destined(catalogue, pack, stack, destination, before, actor)
    parts = list(stack.parts)
    parts[place] = replace(parts[place], found=said)
    with catalogue.transaction():
        _must_be_as_seen(catalogue, stack)
        shown = _kept(catalogue, pack, stack, parts)
        ledger.tell(
            catalogue,
            actor=actor,
            act="part assigned",
            subject=f"accession/{accession}",
            pages=list(parts[place].pages),
            suggested=before.material,
            batch=said.batch,
            material=said.material,
            subject_of=said.subject,
            candidate=said.candidate,
        )
    return shown


def is_said(found: Recognition) -> bool:
    """Whether a person said what this part is."""
    return any(one.kind == BY_CLERK for one in found.evidence)


def _as_destined(
    catalogue: Catalogue,
    pack: RulePack,
    stack: Stack,
    destination: Destination,
    before: Recognition,
    actor: str,
) -> Recognition:
    accession = stack.item.accession.id
    if destination.extra_title:
        why = "清单以外的材料要先拆开，再逐份改归"
        raise CannotSplit(item=accession, why=why)
    must_say_all(pack, accession, destination)
    held = batches.held(catalogue, destination.batch)
    if held.sealed_at is not None:
        raise BatchSealed(batch=held.batch.number)
    return replace(
        _said(actor, before, reason=f"由“{actor}”指定。"),
        material=destination.material,
        subject=destination.subject,
        batch=destination.batch,
        candidate=destination.candidate,
        candidate_name=candidate_name(held.batch, destination.candidate) or None,
    )


def _said(actor: str, before: Recognition, *, reason: str) -> Recognition:
    """What a person said of a part, still without saying what it is."""
    return Recognition(
        material=None,
        subject=None,
        batch=None,
        candidate=None,
        candidate_name=None,
        confidence=1.0,
        auto=False,
        evidence=(Evidence(kind=BY_CLERK, says=f"由“{actor}”指定", weight=1.0),),
        reason=reason,
        hints=before.hints,
    )


def _change(
    catalogue: Catalogue,
    pack: RulePack,
    stack: Stack,
    groups: Sequence[Sequence[int]],
    actor: str,
    *,
    same_parts: bool = False,
) -> ReviewItem:
    """Keep these groups as the parts. What is as it was before is not told.

    With ``same_parts`` the groups are the parts there were, with a page more or less: then what a
    person said of one still holds.
    """
    accession = stack.item.accession.id
    wanted = tuple(tuple(group) for group in groups if group)
    if not wanted:
        raise CannotSplit(item=accession, why="一页也没有留下")
    now = look_at(catalogue, accession)
    if (wanted, stack.duplex) == (now.groups, now.duplex):
        return now.item
    known = {part.pages: part for part in stack.parts}
    if same_parts:
        for part, group in zip(stack.parts, map(tuple, groups), strict=bool(stack.parts)):
            if is_said(part.found):
                known[group] = replace(part, pages=group)
    fresh = _recognised(catalogue, pack, stack, [one for one in wanted if one not in known])
    parts = [known.get(group) or fresh[group] for group in wanted]
    with catalogue.transaction():
        _must_be_as_seen(catalogue, stack)
        shown = _kept(catalogue, pack, stack, parts)
        ledger.tell(
            catalogue,
            actor=actor,
            act="split",
            subject=f"accession/{accession}",
            parts=[list(group) for group in wanted],
            duplex=stack.duplex.value,
        )
    return shown


def _groups(order: Pages, starts: Set[int], left_out: Set[int]) -> list[list[int]]:
    """The pages in this order, cut before each of ``starts``."""
    groups: list[list[int]] = [[]]
    for number in order:
        if number in starts:
            groups.append([])
        if number not in left_out:
            groups[-1].append(number)
    return groups


def _recognised(
    catalogue: Catalogue, pack: RulePack, stack: Stack, groups: Sequence[Pages]
) -> dict[Pages, Part]:
    """What each of these groups is held to be by itself."""
    if not groups:
        return {}
    said = stack.item.accession
    lying = tuple(stack.reading.pages[number - 1] for number in stack.order)
    places = {number: place for place, number in enumerate(stack.order, 1)}
    found = recognise_pages(
        replace(stack.reading, pages=lying),
        [[places[number] for number in group] for group in groups],
        said.name,
        said.batch_hint,
        pack,
        _known(catalogue),
        learned(catalogue),
    )
    return {
        group: Part(pages=group, found=part.found)
        for group, part in zip(groups, found.parts, strict=True)
    }


def _kept(catalogue: Catalogue, pack: RulePack, stack: Stack, parts: Sequence[Part]) -> ReviewItem:
    """Enter these parts as what is proposed. One part that is the whole file is no stack."""
    before = stack.item.recognition
    twins = tuple(one for one in before.evidence if one.kind == "twin") if before else ()
    ask = "；".join(one.says for one in twins)
    if _is_whole(stack, parts):
        found = parts[0].found
        reason = f"{ask}。{found.reason}" if ask else found.reason
        asked = replace(found, auto=False, evidence=(*found.evidence, *twins), reason=reason)
    else:
        asked = replace(as_stack(parts, pack, ask=ask), auto=False, evidence=twins)
    accessions.keep_recognition(catalogue, stack.item.accession.id, asked)
    return replace(stack.item, recognition=asked)


def _is_whole(stack: Stack, parts: Sequence[Part]) -> bool:
    """Whether nothing would be cut but blank pages, which stay in a document that is no stack."""
    if len(parts) > 1 or stack.separators or stack.duplex is not Duplex.NO:
        return False
    return {*parts[0].pages} >= {*stack.order} - stack.blank


def _must_be_as_seen(catalogue: Catalogue, stack: Stack) -> None:
    """Inside the transaction that changes it: nobody else has, meanwhile."""
    accession = stack.item.accession.id
    if item(catalogue, accession).recognition != stack.item.recognition:
        raise CannotSplit(item=accession, why="它刚才已经改动，请看过现在的样子再改")


def _must_be_cut(stack: Stack) -> None:
    if not stack.parts:
        why = "它还没有拆分，请先用 archivist review split"
        raise CannotSplit(item=stack.item.accession.id, why=why)


def _must_have(stack: Stack, page: int) -> None:
    if page not in stack.order:
        raise CannotSplit(item=stack.item.accession.id, why=f"没有第 {page} 页")


def _group_of(stack: Stack, page: int) -> int:
    """Which group this page is in, from 0."""
    _must_have(stack, page)
    for place, group in enumerate(stack.groups):
        if page in group:
            return place
    raise CannotSplit(item=stack.item.accession.id, why=f"第 {page} 页不在任何一份里")


def _part_of(stack: Stack, pages: frozenset[int]) -> int:
    """Which part has just these pages, besides some that are in none, from 0."""
    for number in sorted(pages):
        _must_have(stack, number)
    for place, group in enumerate(stack.groups):
        if pages - stack.left_out == {*group}:
            return place
    said = "；".join(pages_in_words(group) for group in stack.groups[:TOLD])
    rest = "；……" if len(stack.groups) > TOLD else ""
    why = f"{pages_in_words(sorted(pages))}不是现在的一份（各份是：{said}{rest}）"
    raise CannotSplit(item=stack.item.accession.id, why=why)


def _known(catalogue: Catalogue) -> tuple[Batch, ...]:
    return tuple(held.batch for held in batches.every(catalogue))
