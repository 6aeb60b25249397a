"""Making the corpus: the plan becomes files in a folder, with their truth beside them."""

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import Image

from archivist.making.fonts import Fonts
from archivist.making.pages import join
from archivist.making.typeset import Typesetter
from archivist.reading.pdfium import opened
from archivist.records.formcode import FormCode
from archivist.rules.formcode import form_code_text
from archivist.samples.corpus.layouts import laid_out
from archivist.samples.corpus.plan import SCANNERS, Amount, Sheet, sheet, single_sheets
from archivist.samples.corpus.stacks import MOST_PAGES, Feeding, Pile, feeding, piles, scanner_of
from archivist.samples.corpus.truth import Kind, Part, Truth
from archivist.samples.corpus.wordings import PartName, alphabet, wordings
from archivist.samples.documents import sample_typesetter
from archivist.samples.paper import Paper
from archivist.samples.press import Press
from archivist.samples.scanner import Scanner, save_scan, scan
from archivist.samples.wordfile import word_file

Progress = Callable[[int, int], None]
Plan = list[Callable[["Maker"], Truth]]


class Maker:
    """Makes papers of one part into one folder; equal plans give equal files."""

    def __init__(self, part: PartName, folder: Path, typesetter: Typesetter, fonts: Fonts) -> None:
        self.part = part
        self.folder = folder
        self._typesetter = typesetter
        self._fonts = fonts
        self._alphabet = alphabet(part)

    def single(self, one: Sheet, number: int, kind: Kind) -> Truth:
        """A document as a file of its own."""
        chance = random.Random(one.key)
        paper = _paper(one, chance)
        press = self._press(chance)
        scanner = one.scanner
        if scanner is None:
            name, pages = self._digital(paper, press, number, chance)
        else:
            drawn = press.pages(paper, scanner.dpi)
            name = self._scan_name(number, len(drawn), scanner)
            seen = [scan(page, scanner, chance) for page in drawn]
            save_scan(seen, self._place(name), scanner)
            pages = len(drawn)
        return self._truth(one, kind, name, pages, paper)

    def stack(self, pile: Pile, number: int) -> Truth:
        """A stack; documents that would make it longer than the feeder takes are left out."""
        chance = random.Random(pile.key)
        press = self._press(chance)
        scanned = pile.sheets[0].scanner is not None
        name = f"stack-{number:03d}.pdf"
        if not scanned:
            return self._digital_stack(pile, name, press, chance)
        scanner = dict(SCANNERS)[scanner_of(pile)]
        papers = [_paper(one, chance) for one in pile.sheets]
        drawn: list[list[Image.Image]] = []
        for paper in papers:
            pages = press.pages(paper, scanner.dpi)
            if sum(map(len, drawn)) + len(pages) > MOST_PAGES:
                break
            drawn.append(pages)
        order = feeding(pile, tuple(map(len, drawn)))
        blank = Image.new("RGB", drawn[0][0].size, (255, 255, 255))
        seen = [
            scan(drawn[place][page] if place >= 0 else blank, scanner, chance)
            for place, page in order
        ]
        save_scan(seen, self.folder / name, scanner)
        return _stack_truth(pile, name, order, len(drawn))

    def coded(self, number: int, scanner_name: str, scanner: Scanner) -> Truth:
        """A scanned form with a printed code, upon which nothing else need be legible."""
        chance = random.Random(f"code {self.part} {number}")
        forms = wordings(self.part).forms
        form = forms[number % len(forms)]
        one = sheet(self.part, form, number % len(form.titles), turn=number, scanned=True)
        setting = one.setting
        code = FormCode(
            batch=setting.batch.number,
            material=form.material or 0,
            subject=setting.subject,
            candidate=setting.candidate.position if setting.candidate else None,
        )
        paper = _paper(one, chance, form_code_text(code))
        drawn = self._press(chance).pages(paper, scanner.dpi)[:1]
        name = f"coded-{number:03d}.pdf"
        save_scan([scan(page, scanner, chance) for page in drawn], self.folder / name, scanner)
        truth = self._truth(one, "code", name, 1, paper)
        return replace(truth, how=f"{one.layout.key} {scanner_name}")

    def _press(self, chance: random.Random) -> Press:
        return Press(
            self._typesetter, self._fonts, chance, template="form", alphabet=self._alphabet
        )

    def _digital(
        self, paper: Paper, press: Press, number: int, chance: random.Random
    ) -> tuple[str, int]:
        title = re.sub(r"[\s　/]", "", paper.title)
        pattern = chance.choice(wordings(self.part).digital_names)
        name = f"{number:04d}/" + pattern.format(n=f"{number:04d}", title=title)
        path = self._place(name)
        if path.suffix == ".docx":
            path.write_bytes(word_file(_plain_titled(paper)))
            return name, 1
        data = press.pdf(paper)
        path.write_bytes(data)
        with opened(data) as document:
            return name, len(document)

    def _digital_stack(self, pile: Pile, name: str, press: Press, chance: random.Random) -> Truth:
        files: list[bytes] = []
        lengths: list[int] = []
        for one in pile.sheets:
            data = press.pdf(_paper(one, chance))
            with opened(data) as document:
                pages = len(document)
            if sum(lengths) + pages > MOST_PAGES:
                break
            files.append(data)
            lengths.append(pages)
        (self.folder / name).write_bytes(join(files))
        order = tuple((place, page) for place, many in enumerate(lengths) for page in range(many))
        return _stack_truth(pile, name, order, len(files))

    def _scan_name(self, number: int, pages: int, scanner: Scanner) -> str:
        names = [
            name
            for name in wordings(self.part).scan_names
            if name.endswith((".pdf", ".tif")) or (pages == 1 and scanner.mode != "black")
        ]
        return f"{number:04d}/" + names[number % len(names)].format(n=f"{number:04d}")

    def _place(self, name: str) -> Path:
        """Where the file goes; each has a folder of its own, as names may be equal."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        return path

    def _truth(self, one: Sheet, kind: Kind, name: str, pages: int, paper: Paper) -> Truth:
        setting = one.setting
        stranger = one.material is None
        # Clerks lay strangers into the folder of a batch as well.
        laid = int(name[:4]) % 3 == 0 if stranger else one.batch_by == "folder"
        folder = setting.batch.number if laid else ""
        return Truth(
            name=name,
            kind=kind,
            material=one.material,
            subject=None if stranger else setting.subject,
            batch="" if stranger else setting.batch.number,
            candidate=setting.candidate.position if setting.candidate and not stranger else None,
            batch_by=one.batch_by,
            folder=folder,
            pages=pages,
            wording=re.sub(r"[\s　]", "", paper.title),
            how=f"{one.layout.key} {one.scanned_by}".strip(),
            scanned=one.scanner is not None,
            at=one.form.titles.index(one.title),
        )


@contextmanager
def maker(part: PartName, folder: Path, fonts: Fonts) -> Iterator[Maker]:
    """A maker, open until the end of the block."""
    with sample_typesetter(fonts) as typesetter:
        yield Maker(part, folder, typesetter, fonts)


def plan(part: PartName, amount: Amount) -> Plan:
    """One call for every file of the corpus, each independent of all others."""
    todo: Plan = []
    for number, one in enumerate(single_sheets(part, amount)):
        kind: Kind = "stranger" if one.material is None else "scan" if one.scanner else "digital"
        todo.append(partial(Maker.single, one=one, number=number, kind=kind))
    for number, pile in enumerate(piles(part, amount.stacks)):
        todo.append(partial(Maker.stack, pile=pile, number=number))
    for number in range(amount.codes):
        name, scanner = _CODE_SCANNERS[number % len(_CODE_SCANNERS)]
        todo.append(partial(Maker.coded, number=number, scanner_name=name, scanner=scanner))
    return todo


# A code must survive 200 dpi with every damage; coarser and finer scans are measured elsewhere.
_CODE_SCANNERS = tuple((name, scanner) for name, scanner in SCANNERS if scanner.dpi == 200)


def make_corpus(
    part: PartName,
    amount: Amount,
    folder: Path,
    fonts: Fonts,
    *,
    share: tuple[int, int] = (0, 1),
    progress: Progress | None = None,
) -> tuple[Truth, ...]:
    """Write every file of this part into ``folder``, which must exist, and tell what they are.

    ``share`` (k, n) makes only every n-th file from the k-th on; the files are the same however
    the work is shared. ``progress`` is called with the files made and their number.
    """
    todo = plan(part, amount)[share[0] :: share[1]]
    made = []
    with maker(part, folder, fonts) as work:
        for count, one in enumerate(todo, 1):
            made.append(one(work))
            if progress:
                progress(count, len(todo))
    return tuple(made)


def _paper(one: Sheet, chance: random.Random, code: str = "") -> Paper:
    paper = laid_out(one.form, one.title, one.text, one.layout, one.setting, chance)
    return replace(paper, code=code) if code else paper


def _plain_titled(paper: Paper) -> Paper:
    return replace(paper, title=paper.title.replace("\n", ""))


def _stack_truth(pile: Pile, name: str, order: Feeding, count: int) -> Truth:
    places: dict[int, list[tuple[int, int]]] = {at: [] for at in range(count)}
    for place, (document, page) in enumerate(order, 1):
        if document >= 0:
            places[document].append((page, place))
    parts = []
    for at, one in enumerate(pile.sheets[:count]):
        setting = one.setting
        stranger = one.material is None
        parts.append(
            Part(
                pages=tuple(place for _, place in sorted(places[at])),
                material=one.material,
                subject=None if stranger else setting.subject,
                batch="" if stranger else setting.batch.number,
                candidate=setting.candidate.position
                if setting.candidate and not stranger
                else None,
            )
        )
    first = pile.sheets[0]
    numbers = {part.batch for part in parts if part.batch}
    unseen = any(one.batch_by == "folder" for one in pile.sheets[:count])
    return Truth(
        name=name,
        kind="stack",
        material=None,
        subject=None,
        batch="",
        candidate=None,
        batch_by="folder" if unseen else "number",
        folder=next(iter(numbers)) if unseen and len(numbers) == 1 else "",
        pages=len(order),
        wording=pile.sort,
        how=f"{first.layout.key} {scanner_of(pile) if first.scanner else 'digital'}",
        scanned=first.scanner is not None,
        duplex=pile.duplex,
        parts=tuple(parts),
    )
