"""A register's three files say what its frozen items say, and can be checked by a stranger."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest

from archivist.custody.verify import verify
from archivist.destruction.export import Exporter
from archivist.destruction.register import cancel, propose
from archivist.errors import NoSuchRegister, RegisterClosed, TemplateFieldUnknown
from archivist.keeping import registers
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import MANIFEST, Shelf
from archivist.making.fonts import find_fonts
from archivist.making.typeset import Typesetter
from archivist.records.batch import Batch
from archivist.records.record import Record
from archivist.records.register import Register
from archivist.rules.pack import RulePack
from archivist.settings import Body, Folders, RuleChoice, Settings

Enrol = Callable[..., Batch]
Shelve = Callable[..., Record]
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TODAY = date(2026, 11, 20)
SIGNERS = ("鉴定小组负责人", "批准人", "监销人（一）", "监销人（二）")
NAMES = ("2026Q4-01 销毁清册.docx", "2026Q4-01 销毁清册.xlsx", "2026Q4-01 销毁清册.pdf")


@pytest.fixture(scope="module")
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(TEMPLATES / "typst", find_fonts(None)) as opened:
        yield opened


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "archive")


@pytest.fixture
def exporter(
    catalogue: Catalogue, shelf: Shelf, tmp_path: Path, typesetter: Typesetter
) -> Exporter:
    return Exporter(
        catalogue=catalogue,
        shelf=shelf,
        settings=Settings(
            root=tmp_path,
            body=Body(name="示例职业培训学校", fonds="L001"),
            folders=Folders(templates=str(TEMPLATES)),
        ),
        typesetter=typesetter,
        actor="档案员",
    )


@pytest.fixture
def register(catalogue: Catalogue, pack: RulePack, enrol: Enrol, shelve: Shelve) -> Register:
    enrol(has_workpieces=True)
    shelve(19, title="考生试卷 <甲&乙>", code="L001-ZY·JN·2024·D1-001-0001", digest="ab" * 32)
    shelve(20, title="=1+1 评分表")
    shelve(22, title="阶梯轴", pages=4)
    return propose(catalogue, pack, RuleChoice(), quarter="2026Q4", actor="档案员", today=TODAY)


def folder(shelf: Shelf) -> Path:
    return shelf.root / "销毁" / "2026Q4"


def word_rows(path: Path) -> list[list[str]]:
    table = docx.Document(str(path)).tables[1]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_all_three_files_are_written_and_named(
    exporter: Exporter, register: Register, shelf: Shelf
) -> None:
    """Word, Excel and PDF lie in the quarter's folder and nothing else does but the manifest."""
    places = exporter.export(register.number)
    assert places == tuple(f"销毁/2026Q4/{name}" for name in NAMES)
    assert {path.name for path in folder(shelf).iterdir()} == {*NAMES, MANIFEST}


def test_the_word_file_has_every_item(exporter: Exporter, register: Register, shelf: Shelf) -> None:
    """Each item is a row under the head, its text as it is, and four persons have their blanks."""
    exporter.export(register.number)
    head, *rows = word_rows(folder(shelf) / NAMES[0])
    assert head[:4] == ["序号", "文件题名", "所属年度", "档号"]
    assert [row[1] for row in rows] == ["考生试卷 <甲&乙>", "=1+1 评分表", "阶梯轴"]
    assert rows[0][3] == "L001-ZY·JN·2024·D1-001-0001"
    assert rows[0][4:8] == ["至少一年", "2年6个月", "3", "1"]
    assert rows[2][6:11] == ["", "4", "TST-SP-2024-0001", "22", "实物"]
    cover = docx.Document(str(folder(shelf) / NAMES[0])).tables[0]
    texts = [cell.text for row in cover.rows for cell in row.cells]
    assert set(SIGNERS) <= set(texts)
    assert "L001（示例职业培训学校）" in texts
    assert "3 件，6 页，实物 4 件" in texts


def test_the_spreadsheet_has_every_item_and_its_rule(
    exporter: Exporter, register: Register, shelf: Shelf
) -> None:
    """Rows carry dates as dates, the rule and the digest; no text became a formula."""
    exporter.export(register.number)
    page: Any = openpyxl.load_workbook(folder(shelf) / NAMES[1]).active
    lines = [[cell.value for cell in row] for row in page.iter_rows()]
    at = next(n for n, line in enumerate(lines) if line[0] == "序号")
    rows = [dict(zip(lines[at], line, strict=True)) for line in lines[at + 1 :]]
    assert [row["文件题名"] for row in rows] == [item.title for item in register.items]
    assert rows[0]["到期日"].date() == date(2026, 1, 1)
    assert rows[0]["SHA-256"] == "ab" * 32
    assert "发证日期 2024-05-20" in rows[0]["销毁依据"]
    assert (rows[2]["文件页数"], rows[2]["份数"]) == (None, 4)
    above = " ".join(str(cell) for line in lines[:at] for cell in line if cell)
    assert all(signer in above for signer in SIGNERS)


def test_the_pdf_has_every_item(exporter: Exporter, register: Register, shelf: Shelf) -> None:
    """The PDF is A4 landscape, begins with the cover to be signed, and lists every item."""
    exporter.export(register.number)
    with pdfplumber.open(folder(shelf) / NAMES[2]) as opened:
        first, second = (page.extract_text() or "" for page in opened.pages)
        width = float(opened.pages[0].width)
    assert width == pytest.approx(297 / 25.4 * 72, abs=0.5)
    assert all(signer in first for signer in SIGNERS)
    assert register.digest[:32] in first
    assert "=1+1" in second
    assert "阶梯轴" in second


def test_the_manifest_and_the_ledger_tell_the_digests(
    exporter: Exporter, catalogue: Catalogue, register: Register, shelf: Shelf
) -> None:
    """Every file has the digest the manifest and the ledger give; a changed file is found out."""
    exporter.export(register.number)
    told = registers.exported(catalogue, register.number)
    for place, digest in told.items():
        assert hashlib.sha256(shelf.path(place).read_bytes()).hexdigest() == digest
    lines = (folder(shelf) / MANIFEST).read_text("utf-8").splitlines()
    assert {tuple(line.split("  ", 1)) for line in lines} == {
        (digest, place.rpartition("/")[2]) for place, digest in told.items()
    }


def test_verify_finds_a_changed_or_lost_file(
    exporter: Exporter, catalogue: Catalogue, register: Register, shelf: Shelf
) -> None:
    """A register's files belong to the archive: verify misses none and sees any change."""
    exporter.export(register.number)
    assert verify(catalogue, shelf) == ()
    (folder(shelf) / NAMES[1]).unlink()
    with (folder(shelf) / NAMES[2]).open("ab") as file:
        file.write(b"%")
    found = {(finding.code, finding.where) for finding in verify(catalogue, shelf)}
    assert {where for _, where in found} == {f"销毁/2026Q4/{name}" for name in NAMES[1:]}
    assert len(found) == 2


def test_exporting_again_gives_the_same_bytes_from_the_frozen_items(
    exporter: Exporter, catalogue: Catalogue, register: Register, shelf: Shelf
) -> None:
    """What happens to the records afterwards changes nothing in the register's files."""
    exporter.export(register.number)
    before = registers.exported(catalogue, register.number)
    with catalogue.transaction():
        catalogue.change("UPDATE record SET title = '改过的题名', pages = 99")
    exporter.export(register.number)
    assert registers.exported(catalogue, register.number) == before


def test_a_template_a_clerk_changed_is_followed(
    exporter: Exporter, register: Register, shelf: Shelf, tmp_path: Path
) -> None:
    """A column taken out of the Word template is out of every row."""
    own = own_templates(tmp_path)
    edited = docx.Document(str(own / "word" / "register.docx"))
    table = edited.tables[1]
    for row in table.rows:
        if len(row.cells) == 15:
            cell = row.cells[3]._tc
            row._tr.remove(cell)
    edited.save(str(own / "word" / "register.docx"))
    with_templates(exporter, own).export(register.number)
    rows = word_rows(folder(shelf) / NAMES[0])
    assert all("L001-ZY" not in cell for row in rows for cell in row)
    assert [row[1] for row in rows[1:]] == [item.title for item in register.items]


def test_a_template_with_an_unknown_field_writes_nothing(
    exporter: Exporter, register: Register, shelf: Shelf, tmp_path: Path
) -> None:
    """A field nobody fills is named, and no file of the register is written."""
    own = own_templates(tmp_path)
    edited = docx.Document(str(own / "word" / "register.docx"))
    edited.add_paragraph("{{ nobody_knows }}")
    edited.save(str(own / "word" / "register.docx"))
    with pytest.raises(TemplateFieldUnknown, match="nobody_knows"):
        with_templates(exporter, own).export(register.number)
    assert not folder(shelf).exists()


def test_a_cancelled_register_is_marked_and_not_exported(
    exporter: Exporter, catalogue: Catalogue, register: Register, shelf: Shelf
) -> None:
    """Its files stay, a note says it is void, and it cannot be exported again."""
    exporter.export(register.number)
    cancel(catalogue, shelf, register.number, "漏列一件", "批准人")
    note = (folder(shelf) / "2026Q4-01 销毁清册 已撤销.txt").read_text("utf-8-sig")
    assert "已撤销" in note
    assert "漏列一件" in note
    with pytest.raises(RegisterClosed, match="不能导出"):
        exporter.export(register.number)
    with pytest.raises(NoSuchRegister):
        exporter.export("2026Q4-09")


def own_templates(tmp_path: Path) -> Path:
    own = tmp_path / "own"
    for file in (TEMPLATES / "word" / "register.docx", *(TEMPLATES / "typst").iterdir()):
        target = own / file.parent.name / file.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    return own


def with_templates(exporter: Exporter, folder: Path) -> Exporter:
    settings = Settings(
        root=exporter.settings.root,
        body=exporter.settings.body,
        folders=Folders(templates=str(folder)),
    )
    return Exporter(
        catalogue=exporter.catalogue,
        shelf=exporter.shelf,
        settings=settings,
        typesetter=exporter.typesetter,
        actor=exporter.actor,
    )
