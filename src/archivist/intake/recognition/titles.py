"""The title of a page: which line it is, and which material it names."""

import re
from dataclasses import dataclass, field, replace

from archivist.intake.recognition.knowledge import BatchKnowledge, Named, PackKnowledge, core
from archivist.intake.recognition.page import Page
from archivist.intake.recognition.segment import Phrase, segment
from archivist.intake.recognition.title_lines import (
    LONGEST_TITLE,
    closes,
    holds_numbers,
    names_document,
    names_event,
    plainly_names_document,
    stands_as_title,
    title_in,
    titled_in,
)

# A title stands so close below the running head of a manual.
LINES_BELOW_HEAD = 2
# Scans break a title into at most three lines.
WRAPPED_LINES = 3
# A paper that begins on a later page of a stack has its title at the very top.
LATER_LINES = 8
TOP_LINES = 3
SHORTEST_TITLE = 4
# A line without the form of a document's name must share this much with a material's name.
WEAK_TITLE = 0.5
# On a later page it must stand at the very top.
WEAK_LINES = 2
LONGEST_WEAK = 24
LINES_BELOW_WEAK = 3
# A title in words nobody listed, at the very top of a first page: shorter than a sentence.
SHORTEST_TOP, LONGEST_TOP = 2, 30
# More words apart are the labels or columns of a form.
MOST_WORDS = 3
_LABELLED = re.compile(r":|\s\S+\s")
# A longer line that ends as documents' names do is a title even if it ends in 登记 or 封面.
LONGER = 6
# Damage that may be forgiven, in characters per character of the title: one wrong character in
# eight is a bad scan, more is another title.
DAMAGE_PER_CHARACTER = 0.13
# Fewer unknown characters above a title are a name or a stray mark, more are an event's name.
UNKNOWN_ABOVE = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """The title found on a page.

    ``fits`` are the materials it names in full (with whether officially); empty if the title is
    another paper's or not understood. ``before`` are lines above it that speak of other affairs.
    ``rank`` counts the lines above it that are more than a body's name or the number of a form.
    """

    page: int
    line: int
    phrase: Phrase
    fits: tuple[tuple[Named, bool], ...] = ()
    before: tuple[Phrase, ...] = ()
    anchored: bool = False
    exam: bool = False
    rank: int = 0

    @property
    def strange(self) -> tuple[str, ...]:
        """Words of other affairs in the title or above it."""
        words = [*self.phrase.strange, *(word for one in self.before for word in one.strange)]
        return tuple(dict.fromkeys(words))

    @property
    def clean(self) -> bool:
        """Names a material in full, with nothing left over and little forgiven."""
        limit = DAMAGE_PER_CHARACTER * len(self.phrase.text)
        return (
            bool(self.fits)
            and self.phrase.understood
            and not self.before
            and self.phrase.damage <= limit
        )


@dataclass(frozen=True, slots=True)
class TitleReader:
    """Reads titles with what is known of pack and batches."""

    pack: PackKnowledge
    said: tuple[str, ...]
    _seen: dict[tuple[str, bool], Phrase] = field(default_factory=dict)

    def phrase(self, text: str, *, forgive: bool) -> Phrase:
        """``text`` as a phrase; the same text is read once only."""
        key = (text, forgive)
        if key not in self._seen:
            self._seen[key] = segment(
                text, forgive=forgive, known=self.pack.known, agencies=self.said
            )
        return self._seen[key]


def reader_for(pack: PackKnowledge, batches: BatchKnowledge, text: str) -> TitleReader:
    """A reader that sets aside the names of bodies, sites and occupations found in ``text``."""
    return TitleReader(pack, tuple(name for name in batches.said if name in text))


def heading(page: Page, reader: TitleReader, *, forgive: bool | None = None) -> Heading | None:
    """The title of this page: the first line or lines that stand as one. None if there is none.

    A title that names no material is a title all the same: what stands below it is its contents.
    A line high up that only comes near a material's name is the title if no other follows at once.
    """
    allow = page.by_ocr if forgive is None else forgive
    candidates = [title_in(line) for line in page.head]
    if page.by_ocr:
        candidates = [
            _without_noise(line, text, reader)
            for line, text in zip(page.head, candidates, strict=True)
        ]
    above: list[Phrase] = []
    weak: Heading | None = None
    for start, text in enumerate(candidates):
        if weak is not None and start > weak.line + LINES_BELOW_WEAK:
            break
        if not text:
            continue
        best = _best_window(candidates, start, reader, forgive=allow)
        whole = (
            None if best is None else _with_above(candidates, start, best, reader, forgive=allow)
        )
        if whole is not None:
            return _with_context(whole, page.number, start, above)
        phrase = reader.phrase(text, forgive=allow)
        if stands_as_title(text) and _says_something(phrase):
            phrase = _joined(candidates, start, phrase, reader, forgive=allow)
            phrase = _with_below(candidates, start, phrase, reader, forgive=allow)
            return _unnamed(phrase, page.number, start, above)
        if weak is None and _rank(above) < TOP_LINES and _near_a_name(phrase, reader):
            title = _joined(candidates, start, phrase, reader, forgive=allow)
            weak = _unnamed(title, page.number, start, above)
        above.append(phrase)
    return weak


def first_heading(page: Page, reader: TitleReader) -> Heading | None:
    """The title of a first page: as ``heading`` finds it or, if that found none that stands as one,
    the uppermost line that is more than a body's name or the number of a form.

    Whatever stands at the very top of a paper is its title, in whatever words.
    """
    found = heading(page, reader)
    if found is not None and (found.fits or not found.rank or stands_as_title(found.phrase.text)):
        return found
    candidates = [title_in(line) or titled_in(line) for line in page.head[:LATER_LINES]]
    for start, text in enumerate(candidates):
        phrase = reader.phrase(text, forgive=page.by_ocr)
        listed = len(page.head[start].split()) > MOST_WORDS
        if listed or (not text and _LABELLED.search(page.head[start])):
            return found
        if not _says_something(phrase):
            continue
        if not SHORTEST_TOP <= len(phrase.text) <= LONGEST_TOP or holds_numbers(phrase.text):
            return found
        below = candidates[start + 1] if start + 1 < len(candidates) else ""
        if names_document(below) and not names_document(text):
            phrase = reader.phrase(text + below, forgive=page.by_ocr)
        return _unnamed(phrase, page.number, start, [])
    return found


def below_head(page: Page, reader: TitleReader, head: Heading) -> Heading | None:
    """The title that stands right below ``head``, should that be a running head: the head names
    nothing and speaks of no other affairs, the line below comes near an item's name."""
    if head.fits or head.strange or head.rank:
        return None
    start = head.line + 1
    found = heading(Page(page.number, page.lines[start:], page.by_ocr), reader)
    if found is None or found.strange or found.line >= LINES_BELOW_HEAD:
        return None
    if not found.fits and _nearness(found.phrase.text, reader) < WEAK_TITLE:
        return None
    return replace(found, line=found.line + start)


def _without_noise(line: str, text: str, reader: TitleReader) -> str:
    """A scanned line as a title, without what shines through beside it, if a part of the line is
    a title that the whole is not."""
    parts = line.split()
    if not text or len(parts) < 2 or reader.phrase(text, forgive=True).understood:
        return text
    alone = [part for part in map(title_in, parts) if len(part) >= SHORTEST_TITLE]
    whole = _nearness(text, reader)
    fits = [part for part in alone if _nearness(part, reader) >= max(WEAK_TITLE, whole)]
    cleaner = [part for part in fits if reader.phrase(part, forgive=True).understood]
    return cleaner[0] if len(cleaner) == 1 else text


def _nearness(text: str, reader: TitleReader) -> float:
    meanings = reader.phrase(text, forgive=True).meanings
    return max(reader.pack.near(meanings).values(), default=0.0)


def _rank(above: list[Phrase]) -> int:
    return sum(map(_says_something, above))


def _says_something(phrase: Phrase) -> bool:
    """Whether more than filler stands in it (not "一式两份 共 1 册")."""
    return bool(phrase.words or phrase.trades) or sum(map(len, phrase.unknown)) > 1


def _near_a_name(phrase: Phrase, reader: TitleReader) -> bool:
    return (
        SHORTEST_TITLE <= len(phrase.text) <= LONGEST_WEAK
        and not holds_numbers(phrase.text)
        and not phrase.strange
        and max(reader.pack.near(phrase.meanings).values(), default=0.0) >= WEAK_TITLE
    )


def _with_above(
    candidates: list[str],
    start: int,
    best: tuple[Phrase, tuple[tuple[Named, bool], ...]],
    reader: TitleReader,
    *,
    forgive: bool,
) -> tuple[Phrase, tuple[tuple[Named, bool], ...]] | None:
    """What fits, with the line above if that is the beginning of the same title; None if the
    whole then names nothing."""
    joined = _joined(candidates, start, best[0], reader, forgive=forgive)
    if joined is best[0]:
        return best
    fits = reader.pack.fitting(joined)
    return (joined, fits) if fits and joined.understood else None


def _joined(
    candidates: list[str], start: int, phrase: Phrase, reader: TitleReader, *, forgive: bool
) -> Phrase:
    """``phrase`` with the line above it, if that speaks of the matter and is no title itself."""
    above = candidates[start - 1] if start else ""
    if not above or names_document(above) or len(above) + len(phrase.text) > LONGEST_TITLE:
        return phrase
    first = reader.phrase(above, forgive=forgive)
    whole = reader.phrase(above + phrase.text, forgive=forgive)
    mended = _unknown(whole) < _unknown(first) + _unknown(phrase)
    speaks = bool(core(first.meanings)) and not first.strange
    return whole if mended or speaks else phrase


def _with_below(
    candidates: list[str], start: int, phrase: Phrase, reader: TitleReader, *, forgive: bool
) -> Phrase:
    """``phrase`` with the line below it, if both together come nearer to a material's name
    (取得职业技能等级证书 and, below, 人员公示名单)."""
    below = candidates[start + 1] if start + 1 < len(candidates) else ""
    if not below or not names_document(below):
        return phrase
    if len(phrase.text) + len(below) > LONGEST_TITLE:
        return phrase
    whole = reader.phrase(phrase.text + below, forgive=forgive)
    nearer = _nearness(whole.text, reader) > _nearness(phrase.text, reader)
    return whole if nearer and _unknown(whole) <= _unknown(phrase) else phrase


def _unknown(phrase: Phrase) -> int:
    return sum(map(len, phrase.unknown))


def later_heading(page: Page, reader: TitleReader) -> Heading | None:
    """The title of a page that is not the first, looked for in its uppermost lines only.

    A title that names no material counts only at the very top and in the form of a document's
    name: further down it is a line of the text.
    """
    lines = page.lines[:LATER_LINES]
    found = heading(Page(page.number, lines, page.by_ocr), reader)
    if found is None or found.fits:
        return found
    text = found.phrase.text
    if not names_document(text):
        row = any(sign.isdigit() for sign in lines[found.line])  # of a list that goes on
        return found if found.rank < WEAK_LINES and len(text) >= LONGER and not row else None
    if found.rank >= TOP_LINES or len(text) < SHORTEST_TITLE:
        return None
    plainly = len(text) >= LONGER or plainly_names_document(text)
    return found if found.strange or plainly else None


def _best_window(
    candidates: list[str], start: int, reader: TitleReader, *, forgive: bool
) -> tuple[Phrase, tuple[tuple[Named, bool], ...]] | None:
    """The longest run of lines from ``start`` that names a material with nothing left over."""
    best = None
    text = ""
    for line in candidates[start : start + WRAPPED_LINES]:
        if not line:
            break
        text += line
        if len(text) > LONGEST_TITLE:
            break
        phrase = reader.phrase(text, forgive=forgive)
        fits = reader.pack.fitting(phrase)
        if fits and phrase.understood and closes(text, line):
            best = (phrase, fits)
    return best


def _unnamed(phrase: Phrase, page: int, line: int, above: list[Phrase]) -> Heading:
    """A title that names no material."""
    return Heading(
        page,
        line,
        phrase,
        before=tuple(_speaking(above, anchored=True)),
        anchored=phrase.anchored or any(one.anchored for one in above),
        exam=phrase.exam or any(one.exam for one in above),
        rank=_rank(above),
    )


def _with_context(
    best: tuple[Phrase, tuple[tuple[Named, bool], ...]],
    page: int,
    line: int,
    above: list[Phrase],
) -> Heading:
    phrase, fits = best
    return Heading(
        page,
        line,
        phrase,
        fits,
        before=tuple(_speaking(above, anchored=phrase.anchored)),
        anchored=phrase.anchored or any(one.anchored for one in above),
        exam=phrase.exam or any(one.exam for one in above),
        rank=_rank(above),
    )


def _speaking(above: list[Phrase], *, anchored: bool) -> list[Phrase]:
    """Lines above a title that make it another affair's: strange words, or an unknown event.

    Above a title that does not itself speak of assessment, any unknown words do.
    """
    return [
        one
        for one in above
        if one.strange
        or ((one.unknown or one.trades) and names_event(one.text))
        or (not anchored and sum(map(len, one.unknown)) >= UNKNOWN_ABOVE)
    ]
