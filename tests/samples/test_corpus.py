"""The corpus says what it is, no part shares with the measured one, equal plans equal files."""

import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from archivist.making.fonts import Fonts
from archivist.reading.codes import find_codes
from archivist.reading.pdfium import Page, opened
from archivist.reading.render import render_page
from archivist.records.batch import Category
from archivist.rules.formcode import parse_form_code
from archivist.samples.corpus.bodies import batches
from archivist.samples.corpus.making import make_corpus, maker
from archivist.samples.corpus.plan import Amount, Sheet, sheet, single_sheets
from archivist.samples.corpus.stacks import MOST_PAGES, SORTS, Pile, feeding, piles
from archivist.samples.corpus.truth import Truth, read_truth, write_truth
from archivist.samples.corpus.wordings import (
    PARTS,
    PRIMERS,
    TUNING,
    Form,
    PartName,
    Wordings,
    forms_of_primer,
    wordings,
)
from archivist.samples.scanner import PHONE, THIN, TYPICAL, Scanner, scan

MEASURED = wordings("measured")
FEW = Amount(digital=1, scans=1, strangers=1, stacks=2, codes=2)
LONG = 10  # shorter than this and any two bodies may well say the same


def _forms(said: Wordings) -> tuple[Form, ...]:
    return (*said.forms, *said.strangers)


def _sentences(forms: tuple[Form, ...]) -> set[str]:
    found: set[str] = set()
    for form in forms:
        for text in form.texts:
            whole = ("|".join(text.items), "|".join(text.columns))
            lines = (*text.prose, *text.prompts, *text.more, *text.signs, text.tail, *whole)
            found |= {line for line in lines if len(line.split("=")[0]) >= LONG}
    return found


def _titles(forms: tuple[Form, ...]) -> set[str]:
    return {title for form in forms for title in form.titles}


def _names_of_fields(said: Wordings) -> set[str]:
    named = ("number", "agency", "trade", "date", "ticket")
    return {house.labels[key] for house in said.houses for key in named}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_words_every_material_in_eight_ways(part: PartName) -> None:
    """All 22 materials have eight titles of their own and texts that differ."""
    said = wordings(part)
    assert [form.material for form in said.forms] == list(range(1, 23))
    for form in said.forms:
        assert len(set(form.titles)) >= 8, form.material
        assert len(set(form.texts)) >= 2, form.material


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_three_kinds_of_bodies_layouts_and_strangers(part: PartName) -> None:
    """Third parties, enterprises and schools, at least four layouts, thirty kinds of strangers."""
    said = wordings(part)
    assert {house.category for house in said.houses} == set(Category)
    assert len({layout.ways for layout in said.layouts}) >= 4
    assert len({form.kind for form in said.strangers}) >= 30


def test_every_part_but_the_measured_one_is_for_tuning() -> None:
    """The measured part is the last of all and no tuning part; each has a file of its own."""
    assert (*TUNING, "measured") == PARTS
    assert "measured" not in TUNING
    assert len(set(PARTS)) == len(PARTS) >= 2


@pytest.mark.parametrize("part", TUNING)
def test_no_title_of_the_measured_part_is_in_a_tuning_part(part: PartName) -> None:
    """A title of the measured part never occurs in a tuning part."""
    assert not _titles(_forms(wordings(part))) & _titles(_forms(MEASURED))


@pytest.mark.parametrize("part", TUNING)
def test_no_sentence_or_table_of_the_measured_part_is_in_a_tuning_part(part: PartName) -> None:
    """Neither do sentences, fixed tables and sets of columns."""
    assert not _sentences(_forms(wordings(part))) & _sentences(_forms(MEASURED))


@pytest.mark.parametrize("name", PRIMERS)
def test_primers_share_no_wording_with_the_measured_part(name: str) -> None:
    """Every item in order, strangers besides, and no title, sentence or table of the measured."""
    forms = forms_of_primer(name)
    assert [form.material for form in forms[:22]] == list(range(1, 23))
    assert {form.material for form in forms[22:]} == {None}
    assert not _titles(forms) & _titles(_forms(MEASURED))
    assert not _sentences(forms) & _sentences(_forms(MEASURED))


@pytest.mark.parametrize("part", TUNING)
def test_no_layout_house_or_number_style_is_in_a_tuning_part(part: PartName) -> None:
    """Layouts, bodies, names of their fields and styles of batch numbers are apart as well."""
    tuned = wordings(part)
    assert not {one.ways for one in tuned.layouts} & {one.ways for one in MEASURED.layouts}
    assert not {one.agency for one in tuned.houses} & {one.agency for one in MEASURED.houses}
    assert not {one.number for one in tuned.houses} & {one.number for one in MEASURED.houses}
    assert not _names_of_fields(tuned) & _names_of_fields(MEASURED)


def test_recognition_knows_nothing_of_the_measured_part() -> None:
    """No body, and no data file, of the measured part is named where recognition is made."""
    root = Path(__file__).parents[2]
    folders = (root / "src/archivist/intake", root / "src/archivist/rules", root / "tests/intake")
    sources = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in sources if path.suffix in {".py", ".toml"}
    )
    assert "measured.toml" not in text
    assert not [house.agency for house in MEASURED.houses if house.agency in text]


@pytest.mark.parametrize("part", PARTS)
def test_batches_of_a_house_are_easily_mistaken(part: PartName) -> None:
    """Nine batches with numbers of their own; two of each house share occupation and a person."""
    known = batches(part)
    assert len({batch.number for batch in known}) == len(known) == 9
    for at in range(0, 9, 3):
        first, second = known[at], known[at + 1]
        assert (first.occupation, first.level) == (second.occupation, second.level)
        people = {one.id_number for one in first.roster}
        assert len(people & {one.id_number for one in second.roster}) == 1
        assert first.theory_on != second.theory_on


@pytest.mark.parametrize("part", PARTS)
def test_every_file_is_planned_once(part: PartName) -> None:
    """The plan names no paper twice, and shows every layout and many scanners."""
    amount = Amount(digital=8, scans=8, strangers=2, stacks=0, codes=0)
    sheets = list(single_sheets(part, amount))
    assert len({(one.key, one.title) for one in sheets}) == len(sheets)
    assert sum(one.material is None for one in sheets) >= 60
    assert {one.layout.key for one in sheets} == {one.key for one in wordings(part).layouts}
    assert len({one.scanned_by for one in sheets}) > 8


@pytest.fixture(scope="module")
def few(fonts: Fonts, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Truth, ...]]:
    """A third of a very small corpus of the measured part."""
    folder = tmp_path_factory.mktemp("few")
    return folder, make_corpus("measured", FEW, folder, fonts, share=(1, 4))


def test_files_are_where_the_truth_says_and_as_long(few: tuple[Path, tuple[Truth, ...]]) -> None:
    """Every file exists, and a PDF has as many pages as its truth tells."""
    folder, truths = few
    for truth in truths:
        data = (folder / truth.name).read_bytes()
        if truth.name.endswith(".pdf"):
            with opened(data) as document:
                assert len(document) == truth.pages


def test_the_number_stands_on_a_page_only_if_the_truth_says_so(
    few: tuple[Path, tuple[Truth, ...]],
) -> None:
    """Digital papers whose batch is known by number show it; the others do not."""
    folder, truths = few
    seen = 0
    for truth in truths:
        if truth.kind == "digital" and truth.name.endswith(".pdf"):
            with opened(folder / truth.name) as document:
                texts = []
                for index in range(len(document)):
                    with Page(document, index) as page:
                        texts += [line.text for line in page.lines()]
            squeezed = "".join("".join(texts).split())
            assert (truth.batch in squeezed) == (truth.batch_by == "number"), truth.name
            seen += 1
    assert seen > 2


def test_the_truth_outlives_its_listing(
    few: tuple[Path, tuple[Truth, ...]], tmp_path: Path
) -> None:
    """What is written into the listing is read back unchanged."""
    write_truth(tmp_path, few[1])
    assert read_truth(tmp_path) == few[1]


def _first(part: PartName, *, scanned: bool) -> Sheet:
    return sheet(part, wordings(part).forms[9], 1, turn=2, scanned=scanned)


def test_the_same_paper_is_made_the_same(fonts: Fonts, tmp_path: Path) -> None:
    """A scanned paper made twice, in other company, has the same bytes."""
    one, another = tmp_path / "one", tmp_path / "another"
    one.mkdir()
    another.mkdir()
    paper = _first(TUNING[0], scanned=True)
    with maker(TUNING[0], one, fonts) as work:
        first = work.single(paper, 3, "scan")
    with maker(TUNING[0], another, fonts) as work:
        work.single(_first(TUNING[0], scanned=False), 2, "digital")
        second = work.single(paper, 3, "scan")
    assert first == second
    assert (one / first.name).read_bytes() == (another / second.name).read_bytes()


@pytest.mark.parametrize("part", PARTS)
def test_stacks_hold_several_documents(part: PartName) -> None:
    """Every sort of stack occurs, with two documents or more and one scanner for all."""
    made = list(piles(part, 24))
    assert {pile.sort for pile in made} == set(SORTS)
    for pile in made:
        assert len(pile.sheets) >= 2, pile.key
        assert len({one.scanner is None for one in pile.sheets}) == 1


def test_feeding_puts_blank_backs_and_turns_the_stack() -> None:
    """A blank back follows an odd document; duplex stacks give all fronts, then all backs."""
    pile = next(pile for pile in piles(TUNING[0], 24) if pile.sort == "blanks")
    assert feeding(pile, (1, 2)) == ((0, 0), (-1, 0), (1, 0), (1, 1))
    turned = Pile(key="pile x 0", sort="duplex", sheets=pile.sheets, blanks=False, duplex=True)
    assert feeding(turned, (2, 1)) == ((0, 0), (1, 0), (0, 1), (-1, 0))


def test_a_stack_tells_its_true_pages(fonts: Fonts, tmp_path: Path) -> None:
    """The parts of a stack are pages of the file, each in one part at most, within the limit."""
    pile = next(pile for pile in piles("measured", 24) if pile.sort == "blanks")
    with maker("measured", tmp_path, fonts) as work:
        truth = work.stack(pile, 1)
    pages = [page for part in truth.parts for page in part.pages]
    assert len(pages) == len(set(pages))
    assert set(pages) <= set(range(1, truth.pages + 1))
    assert len(pages) <= MOST_PAGES


def test_a_coded_form_says_what_it_is(fonts: Fonts, tmp_path: Path) -> None:
    """The code printed on a form is that of its truth, and is read from the clean page."""
    with maker("measured", tmp_path, fonts) as work:
        truth = work.coded(9, "typical", TYPICAL)
    found = find_codes(render_page(tmp_path / truth.name, 1, 200))
    said = [parse_form_code(code.text) for code in found]
    assert [(one.batch, one.material) for one in said if one] == [(truth.batch, truth.material)]


@pytest.mark.parametrize(
    "scanner", [PHONE, THIN, Scanner(turn=90), Scanner(turn=180)], ids=lambda one: str(one)[-60:]
)
def test_damages_change_the_page_and_are_repeatable(scanner: Scanner) -> None:
    """Each damage alters the picture, in the same way for the same chance."""
    page = Image.new("RGB", (300, 420), "white")
    page.paste((20, 20, 20), (60, 60, 200, 90))
    once = scan(page, scanner, random.Random(5))
    again = scan(page, scanner, random.Random(5))
    plain = scan(page, Scanner(), random.Random(5))
    assert once.tobytes() == again.tobytes()
    assert once.size != plain.size or ImageChops.difference(once, plain).getbbox() is not None
