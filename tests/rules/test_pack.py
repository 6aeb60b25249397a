"""The rule pack lianyungang-2023 says what the official list says."""

import re

import pytest

from archivist.errors import NoSuchMaterial, NoSuchPack, NoSuchTerm
from archivist.records.batch import Category, Subject
from archivist.records.material import Carrier
from archivist.rules.pack import RulePack, known_packs, load_pack

OFFICIAL = {
    1: "职业技能等级认定申请表",
    2: "职业技能等级认定报名人员花名册",
    3: "职业技能等级认定评价方案",
    4: "职业技能等级认定委托协议",
    5: "职业技能等级认定任务通知书",
    6: "连云港市技能等级认定前设施设备状况检查记录表",
    7: "职业技能等级认定试卷交接单",
    8: "质量督导情况反馈表",
    9: "考评员履职情况反馈表",
    10: "考生签到表",
    11: "考场情况记录表",
    12: "委托保存通知书",
    13: "成绩花名册汇总表",
    14: "职业技能等级认定试卷质量反馈表",
    15: "空白样卷",
    16: "核发职业技能等级证书审批表",
    17: "合格人员公示名册",
    18: "理论和技能考场的视频监控材料",
    19: "考生试卷及答题卡",
    20: "考生技能评分记录表",
    21: "报名资料",
    22: "考核工件",
}


@pytest.fixture(scope="module")
def pack() -> RulePack:
    return load_pack("lianyungang-2023")


def test_the_22_titles_stand_in_the_official_order(pack: RulePack) -> None:
    """Every official title is there, under its number, and its wording begins with it."""
    assert {m.number: m.title for m in pack.materials} == OFFICIAL
    assert all(m.wording.startswith(m.title) for m in pack.materials)


def test_terms_follow_the_three_groups(pack: RulePack) -> None:
    """1–18 are long-term, 19–21 at least a year, 22 at least six months."""
    terms = {m.number: m.term for m in pack.materials}
    assert {n for n, key in terms.items() if key == "long"} == set(range(1, 19))
    assert {n for n, key in terms.items() if key == "year"} == {19, 20, 21}
    assert terms[22] == "half_year"
    assert [(t.name, t.folder, t.code, t.months) for t in pack.terms] == [
        ("长期", "长期", "C", None),
        ("至少一年", "一年", "D1", 12),
        ("至少六个月", "六个月", "M6", 6),
    ]


def test_conditions_are_those_of_the_list(pack: RulePack) -> None:
    """Agreement for third parties only, 12 and 22 with workpieces only, and the subjects."""
    assert [m.number for m in pack.materials if m.only_categories] == [4]
    assert pack.material(4).only_categories == (Category.THIRD_PARTY,)
    assert [m.number for m in pack.materials if m.needs_workpieces] == [12, 22]
    both = (Subject.THEORY, Subject.SKILL)
    subjects = {m.number: m.subjects for m in pack.materials if m.subjects}
    assert subjects == {10: both, 11: both, 15: both, 19: both, 20: (Subject.SKILL,)}
    assert [m.number for m in pack.materials if m.per == "candidate"] == [19, 20, 21]
    assert [m.number for m in pack.materials if m.sealed] == [13, 16]


def test_the_pre_examination_set(pack: RulePack) -> None:
    """1 (in two copies), 2, 3 and 4 are due 15 days before; 3 must name nine things."""
    assert (pack.pre_exam, pack.pre_exam_days) == ((1, 2, 3, 4), 15)
    assert [m.number for m in pack.materials if m.days_before_exam == 15] == [1, 2, 3, 4]
    assert [m.copies for m in pack.materials[:4]] == [2, 1, 1, 1]
    assert len(pack.material(3).must_contain) == 9


def test_carriers_and_disposal(pack: RulePack) -> None:
    """Video lies on disc or server, workpieces are pieces, 19–22 go to the secrecy bureau."""
    assert pack.material(18).carriers == (Carrier.DISC, Carrier.SERVER)
    assert pack.material(22).carriers == (Carrier.PIECE,)
    assert [m.number for m in pack.materials if "保密局" in m.disposal] == [19, 20, 21, 22]


def test_names_and_words_point_at_one_material_each(pack: RulePack) -> None:
    """No alias and no body word is claimed by two materials."""
    for field in ("names", "words"):
        said = [word for m in pack.materials for word in getattr(m, field)]
        assert len(said) == len(set(said))
    assert all(m.title in m.names for m in pack.materials)


def test_batch_number_patterns_find_numbers_in_text(pack: RulePack) -> None:
    """A number is found alone in a file name and after its label, and nothing in plain prose."""

    def found(text: str) -> list[str]:
        hits = (m for p in pack.batch_numbers for m in re.finditer(p, text))
        return [m["number"] for m in hits]

    assert set(found("LYG-SP-2024-0316 养老护理员.pdf")) == {"LYG-SP-2024-0316"}
    assert set(found("评价批次号：LYG2024031601 考点：一号楼")) == {"LYG2024031601"}
    assert found("本批次共有考生 30 人，2024年3月16日考试") == []


def test_asking_for_what_is_not_there(pack: RulePack) -> None:
    """Unknown material, term and pack are refused with the names that were asked for."""
    with pytest.raises(NoSuchMaterial, match="第 23 项"):
        pack.material(23)
    with pytest.raises(NoSuchTerm, match="decade"):
        pack.term("decade")
    with pytest.raises(NoSuchPack, match="lianyungang-2023"):
        load_pack("../lianyungang-2023")
    assert known_packs() == ("lianyungang-2023",)
