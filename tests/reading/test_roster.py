"""Rosters out of tables, in the wordings that offices use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.errors import RosterNotFound
from archivist.reading.roster import roster_from_tables

ID = "990000199001011234"


@pytest.mark.parametrize(
    "header",
    [
        ("序号", "姓名", "身份证号", "准考证号", "理论成绩", "技能成绩", "是否合格", "证书编号"),
        ("序号", "姓 名", "证件号码", "准考证号码", "理论", "实操", "评定结果", "证书号"),
        ("序号", "考生姓名", "身份证号码", "考号", "理论知识成绩", "操作技能成绩", "结果",
         "证书编号"),
        ("No.", "参评人员姓名", "身份证件号码", "准考证", "理论分数", "实操成绩(分)", "合格情况",
         "职业技能等级证书编号"),
        ("序 号", "姓名（签字）", "公民身份号码", "准考证编号", "理论知识考试成绩",
         "操作技能考核成绩", "成绩评定", "证书号码"),
    ],
)  # fmt: skip
def test_header_wordings(header: tuple[str, ...]) -> None:
    """The same candidate comes out under every wording of the header."""
    row = ("1", "李 国明", ID, "24031601", "88", "79.5", "合格", "Y000099990000234000001")
    (found,) = roster_from_tables([[("某批次考生名册",), header, row]])
    assert (found.position, found.name, found.id_number) == (1, "李国明", ID)
    assert (found.ticket_number, found.theory_score, found.skill_score) == ("24031601", 88, 79.5)
    assert (found.passed, found.certificate) == (True, "Y000099990000234000001")


def test_header_of_two_rows() -> None:
    """Scores that stand under a common heading are found in the second header row."""
    table: list[tuple[str, ...]] = [
        ("序号", "姓名", "证件号码", "成绩", ""),
        ("", "", "", "理论", "技能"),
        ("1", "李国明", ID, "60", "缺考"),
    ]
    (found,) = roster_from_tables([table])
    assert (found.theory_score, found.skill_score) == (60, None)


def test_next_page_without_header() -> None:
    """A table that goes on without a header belongs to the list; another table does not."""
    tables: list[list[tuple[str, ...]]] = [
        [("序号", "姓名", "成绩评定"), ("1", "李国明", "合格"), ("2", "王建军", "不合格")],
        [("3", "赵小兰", "合格"), ("合计", "3人", "")],
        [("制表人", "王建军")],
    ]
    roster = roster_from_tables(tables)
    assert [(one.position, one.name, one.passed) for one in roster] == [
        (1, "李国明", True),
        (2, "王建军", False),
        (3, "赵小兰", True),
    ]


def test_positions_are_made_when_the_list_has_none() -> None:
    """Without usable numbers the candidates are numbered in order."""
    table = [("姓名", "证件号码"), ("李国明", ID), ("王建军", ID[:-1] + "X"), ("", "")]
    roster = roster_from_tables([table])
    assert [one.position for one in roster] == [1, 2]
    assert roster[1].id_number.endswith("X")


def test_sign_in_sheet_with_names_only() -> None:
    """A sheet of numbers and names is a roster too."""
    table = [("序号", "姓名", "签名"), ("1", "李国明", ""), ("2", "欧阳小兰", "")]
    assert [one.name for one in roster_from_tables([table])] == ["李国明", "欧阳小兰"]


@pytest.mark.parametrize(
    "tables", [[], [[("科目", "份数"), ("理论", "30")]], [[("姓名：李国明", "性别：男")]]]
)
def test_no_roster(tables: list[list[tuple[str, ...]]]) -> None:
    """Tables without a column of names are refused, naming the file."""
    with pytest.raises(RosterNotFound) as caught:
        roster_from_tables(tables, "名册.pdf")
    assert "名册.pdf" in str(caught.value)


CELLS = st.text(st.sampled_from("姓名序号成绩理论合格12.分 李"), max_size=6)


@given(st.lists(st.lists(st.lists(CELLS, max_size=5), max_size=6), max_size=3))
def test_any_tables_give_sound_rosters(tables: list[list[list[str]]]) -> None:
    """Whatever the cells say, positions are different and names are not empty."""
    try:
        roster = roster_from_tables(tables)
    except RosterNotFound:
        return
    assert len({one.position for one in roster}) == len(roster)
    assert all(one.name.strip() for one in roster)
