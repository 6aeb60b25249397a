"""A title in other words counts if the body, read without it, says the same."""

from datetime import date

import pytest

from archivist.intake.recognise import recognise
from archivist.records.batch import Subject
from archivist.records.reading import PageText, Reading, TextSource
from tests.intake.papers import BATCH, BATCHES, OTHER, PACK, batch, seen

NUMBER = f"批次号：{BATCH.number}"
# A title no rule knows: 巡查 and 回音 are no words of the trade.
NEAR = "考评人员到岗与打分回音反馈单"
BODY = (
    f"{NUMBER}\n履职情况 认真\n独立评分 是\n廉洁自律 好\n职业道德 好\n考评纪律 遵守\n继续聘用 同意"
)


class TestBorneOut:
    """What a title that only comes near needs besides."""

    def test_with_a_body_that_says_the_same_it_is_filed(self) -> None:
        """Title and body are named as the reasons, each with its words."""
        found = seen(f"{NEAR}\n{BODY}", hint="")
        assert (found.material, found.auto) == (9, True)
        kinds = [item.kind for item in found.evidence]
        assert {"title", "body"} <= set(kinds)
        assert "独立评分" in found.reason

    def test_without_one_it_is_asked_about(self) -> None:
        """The title alone is a suggestion."""
        found = seen(f"{NEAR}\n{NUMBER}", hint="")
        assert (found.material, found.auto) == (9, False)

    def test_a_body_alone_is_asked_about(self) -> None:
        """So are words of the body, however many."""
        assert not seen(f"第 1 页\n{BODY}", hint="").auto

    def test_words_of_other_affairs_outweigh_it(self) -> None:
        """A body that also speaks of lessons and teachers is no batch paper's for sure."""
        other = "授课教师 甲\n课程名称 乙\n总学时 40\n培训地点 丙"
        assert not seen(f"{NEAR}\n{BODY}\n{other}", hint="").auto

    def test_a_word_of_other_affairs_in_the_title_always_stops(self) -> None:
        """Whatever the body says."""
        assert not seen(f"考评人员培训反馈单\n{BODY}", hint="").auto

    def test_a_title_does_not_bear_itself_out(self) -> None:
        """Words of the body that stand in the title only are no second witness."""
        found = seen(f"考评人员独立评分与廉洁自律回音反馈单\n{NUMBER}", hint="")
        assert not found.auto


class TestContradicted:
    """A title that fits, over a body that does not."""

    def test_a_body_of_another_material_is_told(self) -> None:
        """The reason names both materials and the words."""
        body = (
            "灭火器 有效\n设备名称 车床\n规格型号 CA6140\n检查结论 正常\n"
            "运行正常 是\n通道畅通 是\n接地 良好\n插座 完好"
        )
        found = seen(f"质量督导情况反馈表\n{NUMBER}\n{body}")
        assert (found.material, found.auto) == (8, False)
        assert "正文却像" in found.reason
        assert 6 in found.others

    def test_a_sound_paper_is_not_asked_about(self) -> None:
        """A few words of a neighbour do not contradict."""
        assert seen(f"质量督导情况反馈表\n{NUMBER}\n灭火器 有效\n督导意见 好").auto


@pytest.mark.parametrize("remark", ["（两个人签）", "（盖章后拿回一份）", "【存根】"])
def test_a_remark_in_brackets_is_an_aside(remark: str) -> None:
    """What clerks add behind a title does not hide it, if the body agrees."""
    found = seen(f"试卷交接单{remark}\n{NUMBER}\n试卷袋 3\n密封完好\n移交人 甲\n接收人 乙")
    assert (found.material, found.auto) == (7, True)


class TestNumbers:
    """Batch numbers as scans and narrow cells spell them."""

    LOCAL = batch("云示评〔2024〕011号")
    NEXT = batch("云示评〔2024〕012号", theory_on=date(2024, 4, 6), skill_on=date(2024, 4, 7))

    @pytest.mark.parametrize(
        "written",
        [
            "云示评〔2024〕011 号",
            "云示评（2024）011号",
            "云示评[2024]011号",
            "云示评 〔2024） 011号",
            "云示评〔2024〕\n011号",
            "云示评〔2024〕 考点：一号楼\n011号",
        ],
    )
    def test_brackets_blanks_and_breaks(self, written: str) -> None:
        """The same number, and not its neighbour's."""
        known = (self.LOCAL, self.NEXT)
        found = seen(f"质量督导情况反馈表\n计划编号：{written}", hint="", ocr=True, batches=known)
        assert (found.batch, found.auto) == (self.LOCAL.number, True)

    def test_half_a_number_is_nobodys(self) -> None:
        """The common beginning of two numbers decides nothing."""
        known = (self.LOCAL, self.NEXT)
        found = seen("质量督导情况反馈表\n计划编号：云示评〔2024〕", hint="", batches=known)
        assert not found.auto


class TestSigns:
    """The batch without its number."""

    def test_both_exam_days_and_the_body_decide(self) -> None:
        """Two batches of one body and occupation are told apart by their days."""
        later = batch("LYG-SP-2024-0317", theory_on=date(2024, 4, 6), skill_on=date(2024, 4, 7))
        text = (
            "质量督导情况反馈表\n云港示范职业培训学校\n职业：养老护理员\n"
            "认定时间：2024年4月6日至2024年4月7日"
        )
        found = seen(text, hint="", batches=(BATCH, later))
        assert (found.batch, found.auto) == (later.number, True)

    def test_another_body_is_out(self) -> None:
        """An exam day shared with another body's batch does not confuse."""
        same_day = batch("LYG-QY-2024-0316", agency="云港正和机械制造有限公司", occupation="车工")
        text = "质量督导情况反馈表\n云港示范职业培训学校\n认定时间：2024年3月16日"
        found = seen(text, hint="", batches=(BATCH, same_day))
        assert found.batch == BATCH.number


class TestSubject:
    """Theory or skill where neither title nor field says it."""

    def test_the_exam_day_says_it(self) -> None:
        """A sign-in sheet dated on the skill day is that of skill."""
        found = seen(f"考生签到表\n{NUMBER}\n考试日期：2024年3月17日")
        assert (found.subject, found.auto) == (Subject.SKILL, True)

    def test_who_signs_only_suggests_it(self) -> None:
        """Invigilators sign for theory, but not only."""
        found = seen(f"考生签到表\n{NUMBER}\n监考人员签名：")
        assert (found.subject, found.auto) == (Subject.THEORY, False)


def test_the_task_of_a_practical_exam_is_a_specimen() -> None:
    """It has no place for a name: what a candidate did is marked elsewhere."""
    tasks = "\n".join(f"试题{at}、按照考核要求完成规定作业，工具准备齐全。" for at in "一二三四")
    found = seen(f"养老护理员操作技能考核试题\n{NUMBER}\n{tasks}")
    assert (found.material, found.subject, found.auto) == (15, Subject.SKILL, True)


def _page(number: int, text: str, ink: float) -> PageText:
    return PageText(number=number, text=text, source=TextSource.OCR, ink=ink)


def test_fronts_then_backs_are_paired_and_asked_about() -> None:
    """Three sheets scanned on both sides, fronts first: each back goes to its front."""
    titles = ("质量督导情况反馈表", "试卷交接单", "考评员履职情况反馈表")
    fronts = [_page(at, f"{title}\n{NUMBER}", 0.05) for at, title in enumerate(titles, 1)]
    backs = [_page(4, "", 0.0), _page(5, "领取人 甲 回收人 乙", 0.02), _page(6, "", 0.0)]
    stack = Reading(media="pdf", page_count=6, pages=(*fronts, *backs))
    found = recognise(stack, "SCAN.pdf", "", PACK, BATCHES)
    assert [part.pages for part in found.parts] == [(1,), (2, 5), (3,)]
    assert not found.auto
    assert "反面" in found.reason


def test_a_page_that_bears_the_number_again_is_a_first_page() -> None:
    """Even if its title was not read."""
    found = seen(
        f"质量督导情况反馈表\n{NUMBER}\n督导意见 好",
        f"（字迹不清）\n{NUMBER}\n移交人 甲",
        hint="",
        ocr=True,
        batches=(BATCH, OTHER),
    )
    assert [part.pages for part in found.parts] == [(1,), (2,)]
