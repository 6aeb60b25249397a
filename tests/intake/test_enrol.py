"""Enrolling: a batch from JSON or tables, every mistake named, nothing entered by half."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.archive import Archive
from archivist.errors import ArchivistError, BadImport, BatchExists, UnknownImportField
from archivist.intake.enrol import enrol, from_json, from_tables
from archivist.intake.positions import same_places
from archivist.keeping import batches, ledger
from archivist.records.batch import Batch, Candidate, Category
from tests.builders import small_batch

ENTRY: dict[str, Any] = {
    "number": "SF-2024-01",
    "agency": "示范技工院校",
    "category": "school",
    "occupation": "车工",
    "level": 4,
    "theory_on": "2024-03-16",
    "has_workpieces": True,
    "roster": [
        {"name": "林翀", "ticket_number": "01", "theory_score": 81.5, "passed": "合格"},
        {"name": "顾明堃", "ticket_number": "02"},
    ],
}
HEAD = ["批次号", "评价机构", "机构类别", "职业", "级别", "理论考试日期", "有工件"]
ROW = ["SF-2024-01", "示范技工院校", "院校", "车工", "四级", "2024年3月16日", "是"]
ROSTER = [["序号", "姓名", "准考证号", "备注"], ["1", "林翀", "01", ""], ["2", "顾明堃", "02", ""]]


def written(tmp_path: Path, data: object) -> Path:
    path = tmp_path / "批次.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def entered(archive: Archive, batch: Batch, *, correct: bool = False) -> batches.Held:
    return enrol(archive.catalogue, archive.pack, batch, "测试员", correct=correct)


def test_json_gives_the_batch_with_its_roster(tmp_path: Path) -> None:
    """Every field gets its type; the roster counts its own positions."""
    (batch,) = from_json(written(tmp_path, ENTRY))
    assert (batch.category, batch.level, batch.theory_on) == (Category.SCHOOL, 4, date(2024, 3, 16))
    assert batch.has_workpieces
    first, second = batch.roster
    assert (first.position, first.name, first.theory_score, first.passed) == (1, "林翀", 81.5, True)
    assert (second.position, second.theory_score, second.passed) == (2, None, None)


def test_a_list_gives_several_and_a_windows_mark_does_no_harm(tmp_path: Path) -> None:
    """A list of entries is read in order, also with the byte mark Windows editors write."""
    path = tmp_path / "批次.json"
    data = json.dumps([ENTRY, {**ENTRY, "number": "SF-2024-02"}])
    path.write_text(data, encoding="utf-8-sig")
    assert [batch.number for batch in from_json(path)] == ["SF-2024-01", "SF-2024-02"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"occuption": "车工"}, ("1", "occuption")),
        ({"roster": [{"name": "林翀", "scores": 1}]}, ("1", "名册第 1 人的 scores")),
    ],
)
def test_unknown_fields_are_named(
    tmp_path: Path, change: dict[str, Any], named: tuple[str, str]
) -> None:
    """A field nobody knows is an error that says which, and in which entry."""
    with pytest.raises(UnknownImportField) as wrong:
        from_json(written(tmp_path, {**ENTRY, **change}))
    assert (wrong.value.facts["row"], wrong.value.facts["fields"]) == named


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"number": ""}, "批次号", "没有填写"),
        ({"agency": None}, "评价机构", "没有填写"),
        ({"number": True}, "批次号", "文字"),
        ({"number": "a\x00b"}, "批次号", "字符"),
        ({"number": "\ud800"}, "批次号", "字符"),
        ({"category": "学校"}, "机构类别", "third-party"),
        ({"level": 6}, "级别", "1 到 5"),
        ({"level": 0}, "级别", "1 到 5"),
        ({"level": "²"}, "级别", "1 到 5"),
        ({"level": "四十"}, "级别", "1 到 5"),
        ({"level": 4.5}, "级别", "1 到 5"),
        ({"theory_on": "2024-02-30"}, "理论考试日期", "没有这一天"),
        ({"theory_on": "16/3/2024"}, "理论考试日期", "2024-03-16"),
        ({"theory_on": 20240316}, "理论考试日期", "不是日期"),
        ({"has_workpieces": "也许"}, "有工件", "是 或 否"),
        ({"roster": "林翀"}, "名册", "方括号"),
        ({"roster": ["林翀"]}, "名册第 1 人", "花括号"),
        ({"roster": [{"name": ""}]}, "名册第 1 人", "没有姓名"),
        ({"roster": [{"name": "林翀", "theory_score": "NaN"}]}, "名册第 1 人的理论成绩", "成绩"),
        ({"roster": [{"name": "林翀", "skill_score": -1}]}, "名册第 1 人的技能成绩", "成绩"),
        ({"roster": [{"name": "林翀", "passed": "?"}]}, "名册第 1 人的是否合格", "是 或 否"),
        ({"roster": [{"name": ["林翀"]}]}, "名册第 1 人的姓名", "文字"),
    ],
)
def test_wrong_values_are_named(
    tmp_path: Path, change: dict[str, Any], field: str, why: str
) -> None:
    """A wrong value is an error with entry, field and reason, in Chinese."""
    with pytest.raises(BadImport) as wrong:
        from_json(written(tmp_path, [ENTRY, {**ENTRY, **change}]))
    assert (wrong.value.facts["row"], wrong.value.facts["field"]) == ("2", field)
    assert why in wrong.value.facts["why"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '"x"', "[" * 100_000, "\x00", "{}"])
def test_what_is_no_json_of_ours_is_said(tmp_path: Path, text: str) -> None:
    """Broken, empty, too deep or other JSON is an import error, never a traceback."""
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(BadImport):
        from_json(path)


def test_tables_give_the_batch_with_its_roster(tmp_path: Path) -> None:
    """A batch table and a roster table, with a title above, give the same as JSON."""
    table = [["批次登记表", "", "", "", "", "", ""], HEAD, ROW]
    (batch,) = from_tables(tmp_path / "x.xlsx", [table, ROSTER])
    assert (batch.number, batch.category, batch.level) == ("SF-2024-01", Category.SCHOOL, 4)
    assert [person.name for person in batch.roster] == ["林翀", "顾明堃"]


def test_tables_of_several_batches_say_whose_a_candidate_is(tmp_path: Path) -> None:
    """With more than one batch the roster's column decides; without it the import is refused."""
    path = tmp_path / "x.xlsx"
    table = [HEAD, ROW, ["SF-2024-02", *ROW[1:]]]
    roster = [["批次号", "姓名"], ["SF-2024-02", "林翀"]]
    first, second = from_tables(path, [table, roster])
    assert (len(first.roster), len(second.roster)) == (0, 1)
    with pytest.raises(BadImport, match="林翀"):
        from_tables(path, [table, ROSTER])


@pytest.mark.parametrize(
    ("tables", "error"),
    [
        ([], BadImport),
        ([ROSTER], BadImport),
        ([[["甲", "乙"], ["1", "2"]]], BadImport),
        ([[[*HEAD, "班主任"], [*ROW, "x"]]], UnknownImportField),
        ([[HEAD, ["", *ROW[1:]]], ROSTER], BadImport),
    ],
)
def test_tables_that_lack_something_are_refused(
    tmp_path: Path, tables: list[list[list[str]]], error: type[ArchivistError]
) -> None:
    """No batch, no number, or a column nobody knows: an import error, never a traceback."""
    with pytest.raises(error):
        from_tables(tmp_path / "x.xlsx", tables)


def test_the_same_batch_again_changes_nothing(archive: Archive, made: Batch) -> None:
    """Importing twice leaves row and ledger as they were."""
    before = ledger.head(archive.catalogue)
    assert entered(archive, made) == batches.held(archive.catalogue, made.number)
    assert ledger.head(archive.catalogue) == before


def test_another_content_is_refused_until_it_is_called_a_correction(
    archive: Archive, made: Batch
) -> None:
    """Different facts under a known number are an error that names them; a correction replaces
    them, keeps folder and volume, and is told."""
    other = replace(made, site="别的考点", level=3)
    with pytest.raises(BatchExists) as refused:
        entered(archive, other)
    assert refused.value.facts["fields"] == "级别、考点"
    before = batches.held(archive.catalogue, made.number)
    after = entered(archive, other, correct=True)
    assert after.batch == other
    assert (after.folder, after.volume, after.year) == (before.folder, before.volume, before.year)
    assert ledger.events(archive.catalogue)[-1].act == "corrected"
    assert entered(archive, other) == after


def test_a_corrected_roster_keeps_everybodys_position(archive: Archive, made: Batch) -> None:
    """Records name people by position: one who is put on top, or whose name is corrected, moves
    nobody, and a position that was used is never given to another."""
    first, second, third = made.roster
    newcomer = Candidate(position=1, name="新来的", ticket_number="99")
    roster = (newcomer, replace(second, position=2, name="顾明坤"), replace(first, position=3))
    held = entered(archive, replace(made, roster=roster), correct=True)
    assert [(p.name, p.position) for p in held.batch.roster] == [
        ("新来的", 4),
        ("顾明坤", second.position),
        (first.name, first.position),
    ]
    assert third.position not in {p.position for p in held.batch.roster}
    assert entered(archive, replace(made, roster=roster)) == held


PEOPLE = st.lists(
    st.builds(
        Candidate,
        position=st.just(0),
        name=st.sampled_from("甲乙丙"),
        id_number=st.sampled_from(["", "1", "2"]),
        ticket_number=st.sampled_from(["", "a", "b"]),
    ),
    max_size=6,
).map(lambda people: [replace(p, position=n) for n, p in enumerate(people, 1)])


@given(PEOPLE)
def test_the_same_roster_keeps_its_positions(roster: list[Candidate]) -> None:
    """However alike the people are, the same roster again is the same roster."""
    assert list(same_places(roster, roster, len(roster))) == roster


@given(PEOPLE, PEOPLE)
def test_positions_are_never_shared(old: list[Candidate], new: list[Candidate]) -> None:
    """Whatever is corrected, no two people of a roster have one position, none is made up twice."""
    placed = same_places(old, new, len(old))
    positions = [person.position for person in placed]
    assert len(set(positions)) == len(new)
    assert same_places(placed, new, max([*positions, len(old)])) == placed


def test_volumes_run_by_year(archive: Archive) -> None:
    """Each year counts its own batches from one; the archive's first batch has number one."""
    later = replace(small_batch(seed=2), number="B")
    next_year = replace(later, number="C", theory_on=None, skill_on=date(2025, 1, 5))
    assert entered(archive, later).volume == 2
    held = entered(archive, next_year)
    assert (held.year, held.volume) == (2025, 1)


def test_two_batches_never_share_a_folder(archive: Archive, made: Batch) -> None:
    """Numbers that give the same folder name, also on a disk that ignores case, get two folders."""
    numbers = ("X/1", "X_1", "x_1", "X?1")
    folders = [entered(archive, replace(made, number=n)).folder for n in numbers]
    assert len({folder.casefold() for folder in folders}) == len(numbers)
