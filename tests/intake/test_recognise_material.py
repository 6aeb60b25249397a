"""Which material: titles in several wordings and states of damage, look-alikes and strangers."""

import pytest

from archivist.records.batch import Subject
from tests.intake.papers import BATCH, seen

ONE = BATCH.roster[0]
OWN = f"姓名：{ONE.name} 准考证号：{ONE.ticket_number}"

TITLES = [
    (1, "", "职业技能等级认定申请表\n申报单位：云港示范职业培训学校 人数 4"),
    (1, "", "云港示范职业培训学校\n职业技能等级认定\n申请表\n拟认定人数 4"),
    (2, "", "职业技能等级认定报名人员花名册\n序号 姓名 文化程度 申报条件"),
    (2, "", "养老护理员（四级）技能等级认定报考人员名册"),
    (3, "", "职业技能等级认定评价方案\n评价批次号 LYG-SP-2024-0316\n一、组织领导"),
    (3, "", "云港示范职业培训学校养老护理员四级\n职业技能等级认定实施方案"),
    (4, "", "职业技能等级认定委托协议\n甲方： 乙方："),
    (4, "", "委托评价协议书"),
    (5, "", "职业技能等级认定任务通知书"),
    (5, "", "考评任务通知单"),
    (6, "", "连云港市技能等级认定前设施设备\n状况检查记录表"),
    (6, "", "认定考点场地设备检查表\n批次 LYG-SP-2024-0316"),
    (7, "", "职业技能等级认定试卷交接单"),
    (7, "", "试卷交接登记表"),
    (8, "", "质量督导情况反馈表"),
    (8, "", "职业技能等级认定内部督导反馈意见表"),
    (9, "", "考评员履职情况反馈表"),
    (9, "", "考评人员履行职责情况反馈单"),
    (10, "theory", "考生签到表（理论）"),
    (10, "skill", "参评人员签名册\n科目：操作技能考核"),
    (10, "skill", "职业技能等级认定\n考 生 签 到 表\n（技能）"),
    (10, "theory", "理论知识考试签到表"),
    (11, "theory", "考场情况记录表\n考试科目：理论知识"),
    (11, "skill", "技能考场情况登记表"),
    (12, "", "委托保存通知书"),
    (12, "", "考核工件委托保管通知书"),
    (13, "", "成绩花名册汇总表\n姓名 理论成绩 技能成绩"),
    (13, "", "养老护理员四级考生成绩汇总表"),
    (14, "", "职业技能等级认定试卷质量反馈表"),
    (14, "", "试题质量反馈表"),
    (15, "theory", "空白样卷\n（理论）"),
    (15, "theory", "养老护理员四级理论知识试卷（样卷）\n姓名______ 准考证号______"),
    (16, "", "核发职业技能等级证书审批表"),
    (16, "", "职业技能等级证书核发审批单"),
    (17, "", "合格人员公示名册"),
    (17, "", "职业技能等级认定合格人员名单公示"),
    (18, "", "理论和技能考场的视频监控材料"),
    (18, "", "考场监控录像光盘"),
    (19, "theory", f"养老护理员四级理论知识试卷\n{OWN}"),
    (19, "theory", f"理论考试答题卡\n{OWN}"),
    (20, "skill", f"考生技能评分记录表\n{OWN}"),
    (20, "skill", f"操作技能考核评分表\n{OWN}"),
    (21, "", f"考生报名表\n{OWN}"),
    (21, "", f"职业技能等级认定个人申报表\n{OWN}"),
    (21, "", f"考生承诺书\n本人承诺所填属实。\n{OWN}"),
    (22, "", "考核工件清单\n工件编号 数量"),
    (22, "", "考核工件照片登记表"),
]


@pytest.mark.parametrize(("material", "subject", "text"), TITLES)
def test_a_clear_title_files_itself(material: int, subject: str, text: str) -> None:
    """A title in the words of the trade names its material and subject with nobody asked."""
    found = seen(text)
    assert (found.material, found.subject or "", found.auto) == (material, subject, True)
    assert found.reason.endswith("。")


DAMAGED = [
    (2, "职业技能等极认定报名人员花各册"),
    (6, "连云港市技能等级认定前设施没备\n状况捡查记录表"),
    (7, "职业枝能等级认定试巻交接单"),
    (9, "考评员屦职情况反馈表"),
    (10, "老生签到表（理沦）"),
    (13, "成绩花名珊汇总表"),
    (16, "核发职业技能等级征书审批表"),
    (17, "合格人贞公示名册"),
]


@pytest.mark.parametrize(("material", "text"), DAMAGED)
def test_look_alike_characters_of_a_scan_are_forgiven(material: int, text: str) -> None:
    """A title read by OCR with characters mistaken for look-alikes is still known."""
    assert (seen(text, ocr=True).material, seen(text, ocr=True).auto) == (material, True)


@pytest.mark.parametrize(("material", "text"), DAMAGED)
def test_typed_text_is_taken_at_its_word(material: int, text: str) -> None:
    """What was typed is not corrected: another word may be meant."""
    assert not seen(text).auto


def test_one_wrong_character_may_be_another_person() -> None:
    """考官签到表 is one character from 考生签到表 and no sign-in sheet of candidates."""
    for ocr in (False, True):
        assert not seen("考官签到表（理论）", ocr=ocr).auto


STRANGERS = [
    "消防安全培训签到表\n理论",
    "培训签到表",
    "会议签到表\n会议名称：认定工作会",
    "职业技能等级认定考评人员签到表\n技能",
    "监考人员签到表\n理论考试",
    "考评员证书",
    "培训合格名册",
    "职业技能培训合格人员名册",
    "教学计划",
    "增值税专用发票",
    "员工体检表",
    "劳动合同",
    "归档文件目录\n考生签到表（理论）\n考场情况记录表",
    "2024年普通话水平测试\n考生签到表（理论）",
    "春季数控技术邀请赛\n考生签到表（理论）",
    "职业技能等级认定机构备案申请表",
    "年度绩效考核工作方案",
    "成绩复核申请表",
    "证书发放登记表",
    "社会化评价现场督导表",
    "关于填写《考场情况记录表》的说明",
    "讲师签到表",
    "食堂菜单\n考生签到表（理论）",
    "职业技能等级认定报名人数及考场安排表\n理论",
    "考生须知\n理论知识考试",
    "退役军人技能培训考生签到表\n理论",
    "高技能人才培养委托协议",
    "考评员聘用委托协议",
    "职业技能等级认定证书领取登记表",
    "职业技能等级证书遗失补办申请表",
    "考生违纪情况记录表\n理论",
    "模拟考试考生签到表\n理论",
    "会计从业资格考试考生签到表\n理论",
    "学校教学质量督导情况反馈表",
    "试讲评分记录表",
    "考评员花名册",
    "拟评优人员公示名册",
    "养老机构消防设施设备状况检查记录表",
]


@pytest.mark.parametrize("text", STRANGERS)
@pytest.mark.parametrize("ocr", [False, True])
def test_a_stranger_is_never_filed(text: str, ocr: bool) -> None:
    """A near miss waits for the clerk, even in a batch's folder and with its number on it."""
    found = seen(f"{text}\n批次号：{BATCH.number}\n{ONE.name} {ONE.id_number}", ocr=ocr)
    assert not found.auto
    assert found.reason


def test_a_stranger_says_which_word_gave_it_away() -> None:
    """The reason names the word that does not belong to a batch paper."""
    found = seen("消防安全培训签到表")
    assert found.material is None
    assert "培训" in found.reason


def test_words_of_the_body_never_decide() -> None:
    """However many words of a material a text holds, without a title it waits."""
    found = seen("试卷袋 交接时间 移交人 接收人 密封完好 印制份数 试卷份数 领取人 回收")
    assert not found.auto
    assert found.material == 7
    assert "不能断定" in found.reason


def test_a_file_name_alone_does_not_decide_a_paper() -> None:
    """A scan without a title is offered under the name the clerk gave it, not filed."""
    found = seen("无题名的一页", name="试卷交接单.pdf")
    assert (found.material, found.auto) == (7, False)


def test_a_file_name_that_contradicts_the_title_stops() -> None:
    """A title and a file name that name two materials are settled by the clerk."""
    found = seen("考场情况记录表（理论）", name="考生签到表.pdf")
    assert not found.auto
    assert "文件名" in found.reason


def test_a_later_page_with_another_title_stops() -> None:
    """A file that holds several papers is not filed as one of them."""
    found = seen("质量督导情况反馈表", "考评员履职情况反馈表")
    assert found.material is None
    assert [(part.pages, part.found.material) for part in found.parts] == [((1,), 8), ((2,), 9)]
    assert "第 2 页" in found.reason


def test_a_stranger_behind_a_paper_stops() -> None:
    """A page of another affair scanned behind a paper is not filed with it."""
    assert not seen("质量督导情况反馈表", "消防安全培训签到表").auto
    assert not seen("质量督导情况反馈表", "食堂一周菜单").auto


def test_a_specimen_behind_a_filled_paper_stops() -> None:
    """A candidate's paper and an empty one in one file are two papers."""
    found = seen(f"理论知识试卷\n{OWN}", "理论知识试卷（空白样卷）")
    assert [part.found.material for part in found.parts] == [19, 15]


def test_certificates_behind_an_application_belong_to_it() -> None:
    """What a candidate hands in with the form is part of it, and so are pages without a title."""
    assert seen(f"考生报名表\n{OWN}", "中华人民共和国\n居民身份证", "毕业证书\n准予毕业").auto
    assert seen("质量督导情况反馈表", "二、督导意见\n执行规定情况良好").auto


def test_a_later_page_with_another_subject_stops() -> None:
    """Sign-in sheets of both subjects in one file are not filed as one subject."""
    found = seen("考生签到表（理论）", "考生签到表（技能）")
    assert [part.found.subject for part in found.parts] == [Subject.THEORY, Subject.SKILL]
    assert seen("考生签到表（理论）", "考生签到表（理论）").auto


class TestLookAlikes:
    """The classic confusions, each with the sign that tells them apart."""

    def test_an_application_about_one_person_is_doubted(self) -> None:
        """Item 1 is the body's application; a person's particulars point to item 21."""
        found = seen("职业技能等级认定申请表\n姓名 性别 出生年月 民族\n文化程度 身份证号")
        assert not found.auto
        assert 21 in found.others or found.material == 21

    def test_a_candidates_application_is_not_the_bodys(self) -> None:
        """考生申请表 belongs to the registration papers, not to item 1."""
        for title in ("职业技能鉴定考生申请表", "职业技能等级认定报名申请表"):
            assert (seen(f"{title}\n{OWN}").material, seen(f"{title}\n{OWN}").auto) == (21, True)

    def test_a_roster_with_scores_is_doubted(self) -> None:
        """A roster of applicants has no score columns."""
        found = seen("职业技能等级认定报名人员花名册\n姓名 理论成绩 技能成绩 总评")
        assert not found.auto
        assert "成绩" in found.reason

    def test_scores_put_up_for_the_public_are_doubted(self) -> None:
        """A list of scores with a notice to object may be the public list."""
        assert not seen("考生成绩汇总表\n公示期五个工作日，如有异议请来电").auto

    def test_a_paper_neither_blank_nor_filled_is_doubted(self) -> None:
        """Without 样卷 and without a candidate an exam paper is item 15 or 19."""
        found = seen("养老护理员四级理论知识试卷\n一、单项选择题")
        assert not found.auto
        assert "样卷" in found.reason

    def test_a_specimen_with_a_candidate_is_doubted(self) -> None:
        """A specimen that a candidate has filled in is a contradiction."""
        assert not seen(f"理论空白样卷\n{OWN}").auto

    def test_a_bare_word_is_too_little(self) -> None:
        """签到表, 申请表 and 方案 alone may be anybody's."""
        for text in ("签到表", "申请表", "方案", "评分表\n" + OWN, "报名表\n" + OWN):
            assert not seen(text).auto

    def test_a_material_the_batch_does_not_need_is_doubted(self) -> None:
        """An agreement in a batch of an enterprise, which needs none, is asked about."""
        from tests.intake.papers import OTHER

        found = seen("职业技能等级认定委托协议", hint=OTHER.number)
        assert (found.material, found.auto) == (4, False)
        assert "不需要" in found.reason


def test_a_video_is_told_by_what_it_is() -> None:
    """A recording in a batch folder is filed if its name or its exam-day stamp says so."""
    from archivist.intake.recognise import recognise
    from archivist.records.reading import Reading
    from tests.intake.papers import BATCHES, PACK

    video = Reading(media="video", seconds=3600.0)
    named = recognise(video, "理论考场监控.mp4", BATCH.number, PACK, BATCHES)
    dated = recognise(video, "CH03_20240316090000.mp4", BATCH.number, PACK, BATCHES)
    bare = recognise(video, "VID_7.mp4", BATCH.number, PACK, BATCHES)
    homeless = recognise(video, "理论考场监控.mp4", "", PACK, BATCHES)
    assert [one.auto for one in (named, dated, bare, homeless)] == [True, True, False, False]
    assert bare.material == 18


def test_what_could_not_be_read_waits_under_its_name() -> None:
    """An unread file is offered under its name and never filed."""
    from archivist.intake.recognise import recognise
    from archivist.records.reading import Unread
    from tests.intake.papers import BATCHES, PACK

    found = recognise(Unread(code="E500"), "试卷交接单.pdf", BATCH.number, PACK, BATCHES)
    assert (found.material, found.auto) == (7, False)
