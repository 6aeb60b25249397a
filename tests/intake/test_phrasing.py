"""How a paper is phrased, heard as a third witness: what it may settle, and what it may not."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.bench.papers_to_learn import texts_digest
from archivist.intake.recognise import recognise
from archivist.intake.recognition.phrasing import (
    STRANGER,
    TOLD,
    UNHEARD,
    model,
    phrasing,
    telling,
)
from archivist.records.reading import PageText, Reading, TextSource
from tests.intake.papers import BATCH, BATCHES, PACK, batch, seen

NUMBER = f"批次号：{BATCH.number}"
TITLES = {one.title: one.number for one in PACK.materials}
# No word of it is in the lexicon.
ODD = "诸君风采录"
DUTY = (
    f"{NUMBER}\n被反馈人姓名 甲\n考评职业 养老护理员\n是否遵守考评纪律 是\n评分是否客观公正 是\n"
    "有无迟到早退擅离岗位 无\n业务能力 熟练\n廉洁自律情况 良好\n服务态度 良好\n综合评价 称职\n"
    "是否同意继续聘任 同意\n反馈意见 该考评员能够认真履行职责，独立评分，遵守考评守则\n督导员签字"
)
CHECK = (
    f"{NUMBER}\n检查项目 检查标准 检查结果\n操作工位 数量充足 完好\n"
    "消防器材 灭火器在有效期内 合格\n水电气接口 安全可靠 正常\n工具量具 已校准 正常\n"
    "监控设备 画面清晰 正常\n疏散通道 畅通\n整改情况 无\n"
    "检查结论 具备考核条件，设备设施运行正常\n检查人签字 考评组长复核签字"
)
APPLY = (
    f"{NUMBER}\n单位 云港示范职业培训学校\n拟开考职业 养老护理员 等级 四级 人数 二十\n"
    "拟定考试时间 三月十六日 考试地点 示范考点\n考评人员安排 三人 设备设施 具备\n"
    "本机构已具备开考条件，特此上报，请予核准\n主管部门核准意见 同意按期开考 盖章 经办人 审核人"
)
LESSONS = (
    f"{NUMBER}\n授课教师 甲\n课程名称 乙\n学员到课情况 良好\n课堂纪律 良好\n教学效果 优\n"
    "作业批改 及时\n学员满意度 百分之九十\n培训课时 四十\n教室卫生 良好\n"
    "班主任意见 同意结业\n培训部盖章"
)


class TestModel:
    """The weights that come with the program."""

    def test_they_were_learned_from_the_texts_as_they_are(self) -> None:
        """Changed wordings ask for scripts/learn_phrasing.py."""
        assert model().learned_from == texts_digest()

    def test_they_know_the_items_of_the_pack(self) -> None:
        """All of them, and papers of none."""
        assert set(model().items) == {*TITLES, STRANGER}

    def test_they_are_numbers(self) -> None:
        """One row for each gram, one column for each item, nothing infinite."""
        known = model()
        for side in (known.title, known.body):
            assert side.weights.shape == (len(side.place), len(known.items))
            assert len(side.rarity) == len(side.place)
        assert all(map(math.isfinite, known.bias.tolist()))


class TestPhrasing:
    """What is heard."""

    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=40), st.text(max_size=400))
    def test_chances_are_shares_of_one(self, title: str, text: str) -> None:
        """Whatever the text; without Chinese nothing is heard."""
        heard = phrasing(title, text, text, TITLES)
        if heard is UNHEARD:
            assert heard.best is None
            return
        assert set(heard.chances) == set(TITLES.values())
        assert sum(heard.chances.values()) + heard.stranger == pytest.approx(1, abs=1e-4)
        assert all(0 <= chance <= 1 for chance in heard.chances.values())

    def test_a_body_is_heard_without_its_title(self) -> None:
        """And a few words are no body."""
        assert phrasing("", CHECK, CHECK, TITLES).by_body == 6
        assert phrasing("", CHECK, "检查人签字", TITLES).by_body is None

    def test_a_pack_with_other_items_does_without(self) -> None:
        """Weights of these items say nothing of others."""
        others = {f"{title}其他": number for title, number in TITLES.items()}
        assert phrasing("", CHECK, CHECK, others) is UNHEARD

    def test_the_words_told_stand_in_the_text(self) -> None:
        """A few of its labels, the clearest first."""
        item = next(title for title, number in TITLES.items() if number == 6)
        words = CHECK.split()
        told = telling(words, item)
        assert 0 < len(told) <= TOLD
        assert set(told) <= set(words)


class TestWitness:
    """What the third witness may settle."""

    def test_a_title_of_its_own_is_filed(self) -> None:
        """The lexicon does not know 申办, but the whole paper sounds like one item."""
        found = seen(f"开考申办件\n{APPLY}", hint="")
        assert (found.material, found.auto) == (1, True)
        assert "通篇的用语像" in found.reason
        assert "phrasing" in {item.kind for item in found.evidence}

    def test_a_title_that_says_nothing_is_asked_about(self) -> None:
        """However clear the rest: the title is one of the witnesses."""
        found = seen(f"{ODD}\n{DUTY}", hint="")
        assert (found.material, found.auto) == (9, False)

    def test_with_little_below_it_is_asked_about(self) -> None:
        """A name alone sounds like anything."""
        assert not seen(f"{ODD}\n{NUMBER}\n被反馈人姓名 甲", hint="").auto

    def test_other_affairs_are_asked_about(self) -> None:
        """Words of lessons and teachers, in the title or below."""
        assert not seen(f"{ODD}\n{LESSONS}", hint="").auto
        assert not seen(f"教师{ODD}\n{DUTY}\n{LESSONS}", hint="").auto

    def test_a_paper_that_shows_no_batch_is_asked_about(self) -> None:
        """An odd title in a batch's folder proves nothing of assessment."""
        assert not seen(f"{ODD}\n{DUTY.replace(NUMBER, '')}").auto

    def test_a_title_over_the_body_of_another_item_is_asked_about(self) -> None:
        """Title and sound must agree."""
        found = seen(f"考评员履职情况反馈表\n{CHECK}", hint="")
        assert not found.auto

    def test_a_body_without_a_title_is_asked_about(self) -> None:
        """A page that begins with a field is a later page."""
        assert not seen(DUTY, hint="").auto


class TestCuts:
    """Pages of a stack that sound like another paper."""

    def test_an_odd_title_over_another_matter_begins_a_document(self) -> None:
        """No word of its title is known."""
        found = seen(f"设施设备状况检查记录表\n{CHECK}", f"{ODD}\n{DUTY}", hint="")
        assert [part.pages for part in found.parts] == [(1,), (2,)]

    @pytest.mark.parametrize("top", ["第四条　费用", "四、费用", "费用的支付"])
    def test_an_agreement_goes_on(self, top: str) -> None:
        """Its second page sounds like nothing, and is no paper of its own."""
        first = (
            f"职业技能等级认定委托协议\n{NUMBER}\n甲方 云港示范养老服务中心\n"
            "乙方 云港示范职业培训学校\n"
            "为做好职工职业技能等级认定工作，经双方协商一致，订立本协议\n"
            "第一条 甲方委托乙方对其职工进行职业技能等级认定\n第二条 乙方按照国家职业标准组织考核"
        )
        second = (
            f"{top}\n甲方在认定前将款项汇入乙方账户，逾期每日加收千分之一\n"
            "因不可抗力不能履行的，双方互不承担责任，已经发生的支出各自负担\n"
            "甲方（盖章） 法定代表人 乙方（盖章） 法定代表人 签订日期"
        )
        assert not seen(first, second, hint="").parts

    def test_a_page_of_another_matter_without_a_title_is_asked_about(self) -> None:
        """Nothing shows that a paper begins there, but it sounds like another."""
        other = DUTY.replace(NUMBER, "（续表，见背面说明）：甲 乙 丙 丁 戊")
        found = seen(
            f"试卷交接单\n{NUMBER}\n试卷袋 3\n密封完好\n移交人 甲\n接收人 乙",
            f"设施设备状况检查记录表\n{CHECK}",
            other,
            hint="",
        )
        assert [part.pages for part in found.parts] == [(1,), (2, 3)]
        assert not found.auto
        assert "第 3 页的用语不像" in found.reason

    def test_a_list_goes_on(self) -> None:
        """Rows on a second page sound like nothing, and begin nothing."""
        rows = "\n".join(f"{at} 工位{at} 完好 正常 合格 设备编号{at} 无" for at in range(20, 40))
        found = seen(f"设施设备状况检查记录表\n{CHECK}", rows, hint="")
        assert not found.parts


class TestTopLine:
    """Titles in words nobody listed."""

    @pytest.mark.parametrize(
        ("lines", "title"),
        [
            (f"{ODD}", ODD),
            (f"云港示范职业培训学校\n{ODD}", ODD),
            (f"评价表样 CY-07\n{ODD}", ODD),
            (f"导出：{ODD}", ODD),
            (f"附件3\n{ODD}", ODD),
        ],
    )
    def test_it_stands_at_the_top(self, lines: str, title: str) -> None:
        """Below the body's name and the number of the form."""
        assert f"题名“{title}”" in seen(f"{lines}\n{DUTY}", hint="").reason

    def test_below_a_running_head_it_needs_the_whole_paper(self) -> None:
        """A line nobody understands above the title is outweighed by title and body together."""
        head = "诸君风采记录"
        title = "设施设备状况检查记录表"
        assert seen(f"{head}\n{title}\n{CHECK}", hint="").auto
        assert not seen(f"{head}\n{title}\n{NUMBER}", hint="").auto
        assert not seen(f"{head}\n{title}\n{DUTY}", hint="").auto

    def test_the_turn_of_a_list_is_no_part_of_its_title(self) -> None:
        """签到表第1场 is a 签到表."""
        found = seen(f"考生签到表　第 1 场\n理论知识考试\n{NUMBER}\n序号 姓名 签名")
        assert found.material == 10


class TestNumbers:
    """Batch numbers as other programs give them."""

    @pytest.mark.parametrize(
        "written",
        [
            "云示评〔2024〕第 026 批",
            "云示评〔2024〕第\n026 批",
            "云示评〔2024〕第 考点：一号楼\n026批",
            "云示评〔2024〕第026 考点：一号楼\n批",
        ],
    )
    def test_blanks_and_breaks_within_an_ordinal(self, written: str) -> None:
        """The number, and not its neighbour's."""
        known = (
            batch("云示评〔2024〕第026批"),
            batch("云示评〔2024〕第027批", theory_on=date(2024, 4, 6), skill_on=date(2024, 4, 7)),
        )
        found = seen(f"质量督导情况反馈表\n计划：{written}", hint="", batches=known)
        assert (found.batch, found.auto) == ("云示评〔2024〕第026批", True)

    def test_a_hyphen_at_the_end_of_a_line(self) -> None:
        """As pdfium gives it."""
        found = seen("质量督导情况反馈表\n批次号：LYG\ufffeSP\ufffe2024-0316", hint="")
        assert found.batch == BATCH.number


def test_backs_are_paired_if_a_long_paper_has_two_sheets() -> None:
    """One front page in four has no title, as it goes on from the sheet before."""
    rows = "\n".join(f"{at} 工位{at} 完好" for at in range(20, 30))
    texts = (
        f"质量督导情况反馈表\n{NUMBER}",
        f"设施设备状况检查记录表\n{CHECK}",
        rows,
        f"试卷交接单\n{NUMBER}\n试卷袋 3\n密封完好",
        "督导员签字",
        "",
        "",
        "",
    )
    pages = tuple(
        PageText(number=at, text=text, source=TextSource.OCR, ink=0.05 if text else 0.0)
        for at, text in enumerate(texts, 1)
    )
    stack = Reading(media="pdf", page_count=len(pages), pages=pages)
    found = recognise(stack, "SCAN.pdf", "", PACK, BATCHES)
    assert [part.pages for part in found.parts] == [(1, 5), (2, 3), (4,)]
    assert not found.auto
