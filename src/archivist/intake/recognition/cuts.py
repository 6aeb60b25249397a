"""Where one document of a stack ends and the next begins.

Codes and separator sheets decide; without them a clean title of another material, another
candidate's name or number, a batch number of its own, or a page numbered 1 begins a document.
What is not sure stays together and is asked about.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from archivist.intake.recognition.knowledge import core
from archivist.intake.recognition.page import Page
from archivist.intake.recognition.phrasing import CLEAR, UNLIKE, Phrasing
from archivist.intake.recognition.plain import plain, squeeze
from archivist.intake.recognition.title_doubts import begins_another
from archivist.intake.recognition.titles import TOP_LINES, Heading
from archivist.records.formcode import FormCode
from archivist.records.reading import PageText
from archivist.rules.formcode import parse_form_code

# Of a page's picture: less is dust and halves of punched holes, more may be a signature or stamp.
BLANK_INK = 0.0006
# A blank side of a scan may still give a stray character or two.
STRAY_CHARACTERS = 3
# Engines read the same title twice with a character or two of difference.
SAME_TITLE = 0.8
# A stack scanned fronts first, then backs, is told from at least so many sheets, so many of them
# with a title.
FEWEST_FRONTS, TITLED_FRONTS = 3, 2 / 3
# So clearly like none of the list a page begins another paper; so little like its document's item
# it is asked about.
SOUNDS_STRANGE, SOUNDS_STRAY = 0.95, 0.02
_PAGE_NUMBER = re.compile(
    r"第\s*(\d{1,3})\s*页(?:[,，、/\s(]*共\s*(\d{1,3})\s*页)?|(?:^|\n)\s*-?\s*(\d{1,3})\s*/\s*(\d{1,3})\s*-?\s*(?:$|\n)"
)
_ANNEX = re.compile(r"^附件\s?[\d一二三四五六七八九十]{0,2}\s*[:、.]?")
_ANNEX_LINES = 3
_LONG_PAPERS, _NOTICES = frozenset({"plan", "agreement"}), frozenset({"notice", "report"})


@dataclass(frozen=True, slots=True)
class Look:
    """What one page shows that may begin a document.

    ``sounds`` is how it sounds if it has a title of its own, ``alone`` however it begins; None
    where there is too little text, or it goes on with a list.
    """

    page: PageText
    heading: Heading | None
    code: FormCode | None
    blank: bool
    person: int | None = None
    batch: int | None = None
    sheet: tuple[int, int] | None = None
    annex: bool = False
    letterhead: bool = False
    sounds: Phrasing | None = None
    alone: Phrasing | None = None


@dataclass(slots=True)
class Group:
    """Pages that belong together; ``separator`` is the sheet that announced them, if any."""

    looks: list[Look] = field(default_factory=list)
    separator: FormCode | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """Their page numbers, in order."""
        return tuple(look.page.number for look in self.looks)

    @property
    def heading(self) -> Heading | None:
        """The title they stand under."""
        return next((look.heading for look in self.looks if look.heading), None)

    @property
    def person(self) -> int | None:
        """The candidate they speak of."""
        return next((look.person for look in self.looks if look.person is not None), None)

    @property
    def batch(self) -> int | None:
        """The batch they name."""
        return next((look.batch for look in self.looks if look.batch is not None), None)

    @property
    def codes(self) -> list[FormCode]:
        """The codes printed on them."""
        return [look.code for look in self.looks if look.code]


def form_code_on(page: PageText) -> FormCode | None:
    """The first of our codes on this page, or None."""
    return next((code for text in page.codes if (code := parse_form_code(text))), None)


def is_blank(page: PageText) -> bool:
    """Whether nothing stands on this page. A page without text that was not looked at may bear a
    picture, so it is not called blank."""
    if page.codes or page.ink is None or page.ink >= BLANK_INK:
        return False
    return len(squeeze(page.text)) <= STRAY_CHARACTERS


def sheet_number(text: str) -> tuple[int, int] | None:
    """ "第 2 页 共 5 页" as (2, 5); the second is 0 where it is not said. None without it."""
    found = _PAGE_NUMBER.findall(plain(text))
    if len(found) != 1:
        return None
    page, of, other, other_of = found[0]
    numbers = int(page or other), int(of or other_of or 0)
    return numbers if numbers[0] > 0 and (not numbers[1] or numbers[0] <= numbers[1]) else None


def is_annex(page: Page) -> bool:
    """Whether the page calls itself an annex of what stands before it."""
    return any(_ANNEX.match(line) for line in page.lines[:_ANNEX_LINES])


def fronts_then_backs(looks: Sequence[Look]) -> list[Look] | None:
    """The pages front by back, if the fronts seem to have been scanned first, then the backs in the
    same order: nearly every page of the first half has a title (a long document goes on upon a
    second sheet), none of the second has one, and some of those are blank and some are not. None
    otherwise."""
    half = len(looks) // 2
    fronts, backs = looks[:half], looks[half:]
    if len(looks) % 2 or half < FEWEST_FRONTS or any(look.code for look in looks):
        return None
    titled = sum(look.heading is not None for look in fronts)
    if not fronts[0].heading or titled < TITLED_FRONTS * half:
        return None
    if any(look.heading for look in backs):
        return None
    if len({look.blank for look in backs}) < 2:
        return None
    return [look for pair in zip(fronts, backs, strict=True) for look in pair]


def cut(looks: Sequence[Look]) -> list[Group]:
    """The documents these pages make; separator sheets and blank pages are in none."""
    groups: list[Group] = []
    announced: FormCode | None = None
    fresh = True
    for look in looks:
        if look.code is not None and look.code.separator:
            announced, fresh = look.code, True
            continue
        if look.blank:
            continue
        if look.code is not None:
            announced = None
        if fresh or begins(groups[-1], look):
            groups.append(Group(separator=announced))
        fresh = False
        groups[-1].looks.append(look)
    return [part for group in groups for part in _at_letterheads(group)] if groups[1:] else groups


def _at_letterheads(group: Group) -> list[Group]:
    """Within a stack, a page under a body's name is a first page even if its title was not read."""
    parts = [Group(separator=group.separator)]
    for look in group.looks:
        alone = look.letterhead and look.heading is None and look.sheet is None
        if alone and parts[-1].looks and not group.codes:
            parts.append(Group())
        parts[-1].looks.append(look)
    return parts


def begins(group: Group, look: Look) -> bool:
    """Whether this page is the first of another document than ``group``."""
    if look.code is not None:
        return _other_form(group, look.code)
    if group.codes:
        whole = {code.page for code in group.codes} >= set(range(1, group.codes[0].pages + 1))
        return whole and look.heading is not None and look.heading.clean
    other_person = look.person is not None and group.person not in (None, look.person)
    if group.separator is not None:
        return other_person
    if (look.annex and _has_annexes(group, look)) or _goes_on(group, look):
        return False
    rules: tuple[Callable[[Group, Look], bool], ...] = (
        lambda _, __: other_person,
        _other_batch,
        _other_title,
        _starts_anew,
        _numbered_again,
        _sounds_other,
    )
    return any(rule(group, look) for rule in rules)


def _numbered_again(group: Group, look: Look) -> bool:
    """Whether a page without title bears the batch number again, as first pages do."""
    return look.heading is None and look.batch is not None and group.looks[0].batch is not None


def _sounds_other(group: Group, look: Look) -> bool:
    """Whether a page under a title line of its own sounds clearly like another paper than the page
    the group begins with: another item, or none of the list."""
    return _unlike(group.looks[0].sounds, look.sounds)


def strays(groups: Sequence[Group]) -> list[int]:
    """Pages within documents of a stack that sound like another paper, though nothing shows that
    one begins there. An agreement's second page does so, too: it is asked about."""
    return [
        look.page.number
        for group in groups
        if not group.codes and group.separator is None
        for look in group.looks[1:]
        if _strays(group.looks[0].sounds, look.alone)
    ]


def _strays(first: Phrasing | None, here: Phrasing | None) -> bool:
    item = _clear_item(first)
    return item is not None and here is not None and here.chance(item) < SOUNDS_STRAY


def _unlike(first: Phrasing | None, here: Phrasing | None) -> bool:
    item = _clear_item(first)
    if item is None or here is None:
        return False
    strange = here.stranger >= SOUNDS_STRANGE and here.chance(item) < UNLIKE
    return strange or here.other_than(item)


def _clear_item(heard: Phrasing | None) -> int | None:
    """The item a page sounds clearly like."""
    best = None if heard is None else heard.best
    return None if heard is None or best is None or heard.chance(best) < CLEAR else best


def _has_annexes(group: Group, look: Look) -> bool:
    """Whether this page may be annexed to these pages: those are of a kind that forms are annexed
    to; elsewhere "附件3" is the number of a form, as it is where a notice is followed by a page
    that names another item in full and sounds like it."""
    before = group.heading
    if before is None or not core(before.phrase.meanings):
        return True
    if before.phrase.meanings & _LONG_PAPERS:
        return True
    named = look.heading is not None and bool(look.heading.fits)
    return bool(before.phrase.meanings & _NOTICES) and not (named and _sounds_other(group, look))


def _other_form(group: Group, code: FormCode) -> bool:
    if not group.codes:
        return True
    first = group.codes[0]
    same = (first.batch, first.material, first.subject, first.candidate, first.pages) == (
        code.batch,
        code.material,
        code.subject,
        code.candidate,
        code.pages,
    )
    return not same or code.page in {one.page for one in group.codes}


def _goes_on(group: Group, look: Look) -> bool:
    """Whether the page is numbered as the next of the same document."""
    last = next((one.sheet for one in reversed(group.looks) if one.sheet), None)
    if last is None or look.sheet is None:
        return False
    return bool(look.sheet[1]) and look.sheet == (last[0] + 1, last[1])


def _other_batch(group: Group, look: Look) -> bool:
    here, there = look.batch, group.batch
    return look.heading is not None and here is not None and there is not None and here != there


def _other_title(group: Group, look: Look) -> bool:
    if look.heading is None:
        return False
    before = group.heading
    if before is None or not before.fits:
        same = before is not None and _same_title(before, look.heading)
        return look.heading.rank < TOP_LINES and not same
    return bool(begins_another(before, look.heading, before.fits[0][0]))


def _same_title(one: Heading, other: Heading) -> bool:
    """Whether a page bears its document's title again, be it read a little differently."""
    ratio = SequenceMatcher(None, one.phrase.text, other.phrase.text).ratio()
    return ratio >= SAME_TITLE


def _starts_anew(group: Group, look: Look) -> bool:
    """Whether a page under the same title is another copy: a page 1 again, or for a paper of one
    candidate the title itself, unless the page names the same candidate."""
    before, title = group.heading, look.heading
    if title is None or before is None or not title.fits or not before.fits:
        return False
    if look.sheet is not None and look.sheet[0] == 1 and any(one.sheet for one in group.looks):
        return True
    same = core(title.phrase.meanings) == core(before.phrase.meanings)
    per_candidate = any(named.material.per == "candidate" for named, _ in title.fits)
    return same and per_candidate and (look.person is None or look.person != group.person)
