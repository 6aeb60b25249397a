"""Which batch, which subject, which candidate: what is certain, and what is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.intake.recognise import recognise
from archivist.records.batch import Subject
from archivist.records.formcode import FormCode
from archivist.rules.formcode import form_code_text
from tests.intake.papers import BATCH, BATCHES, OTHER, PACK, batch, reading, seen

ONE, TWO = BATCH.roster[0], BATCH.roster[1]
SHEET = "操作技能考核评分记录表\n"


class TestBatch:
    """The batch by folder, number, or several signs together."""

    @pytest.mark.parametrize(
        "written",
        [
            "批次号：LYG-SP-2024-0316",
            "批次号 ＬＹＧ－ＳＰ－２０２４－０３１６",
            "认定批次：LYG - SP - 2024 - 0316",
            "LYG—SP—2024—0316",
            "批次号：LYG-SP-2O24-O316",
        ],
    )
    def test_a_number_is_read_in_any_writing(self, written: str) -> None:
        """Full-width digits, spaced or long dashes and O for 0 are the same number."""
        found = seen(f"质量督导情况反馈表\n{written}", hint="")
        assert (found.batch, found.auto) == (BATCH.number, True)

    def test_a_number_in_words_is_read(self) -> None:
        """第三批次 and 第3批 are the same."""
        third = batch("2024年第3批", occupation="保育师")
        found = seen("质量督导情况反馈表\n2024年第三批次", hint="", batches=(third, OTHER))
        assert found.batch == third.number

    def test_a_longer_number_is_another_number(self) -> None:
        """LYG-SP-2024-0316-2 and LYG-SP-2024-03165 are not LYG-SP-2024-0316."""
        for written in ("LYG-SP-2024-03165", "LYG-SP-2024-0316-2"):
            assert not seen(f"质量督导情况反馈表\n批次号：{written}", hint="").auto

    def test_an_unknown_number_stops(self) -> None:
        """A paper with the number of a batch nobody registered waits, wherever it lies."""
        for hint in ("", BATCH.number):
            found = seen("质量督导情况反馈表\n批次号：LYG-SP-2024-0999", hint=hint)
            assert not found.auto
            assert "没有登记" in found.reason

    def test_a_folder_and_a_number_that_differ_stop(self) -> None:
        """A paper of one batch in the folder of another waits."""
        found = seen(f"质量督导情况反馈表\n批次号：{OTHER.number}")
        assert not found.auto
        assert OTHER.number in found.reason

    def test_two_numbers_stop(self) -> None:
        """A paper that names two batches belongs to neither by itself."""
        text = f"质量督导情况反馈表\n{BATCH.number}\n{OTHER.number}"
        assert seen(text, hint="").batch is None

    def test_a_shelf_style_folder_is_understood(self) -> None:
        """A folder named by number, occupation and level is the batch's folder."""
        assert seen("质量督导情况反馈表", hint=f"{BATCH.number} 养老护理员 四级").auto

    def test_a_folder_of_no_batch_is_no_sign(self) -> None:
        """Any other folder name says nothing."""
        assert not seen("质量督导情况反馈表", hint="周三扫描").auto

    def test_agency_occupation_and_day_together_are_enough(self) -> None:
        """Without a number, agency, occupation with level and an exam day are certain."""
        text = "质量督导情况反馈表\n云港示范职业培训学校 养老护理员 四级\n2024年3月16日"
        found = seen(text, hint="")
        assert (found.batch, found.auto) == (BATCH.number, True)

    @pytest.mark.parametrize(
        "text",
        [
            "云港示范职业培训学校",
            "养老护理员四级",
            "2024年3月16日",
            "云港示范职业培训学校 养老护理员四级",
        ],
    )
    def test_less_is_a_suggestion(self, text: str) -> None:
        """One sign, or signs that every batch of the body shares, are not certain."""
        assert not seen(f"质量督导情况反馈表\n{text}", hint="").auto

    def test_two_batches_of_the_same_day_decide_nothing(self) -> None:
        """Signs that fit two batches are asked about."""
        twin = batch("LYG-SP-2024-0317", ("孟昀", "裴砚秋"))
        text = "质量督导情况反馈表\n云港示范职业培训学校 养老护理员 四级\n2024年3月16日"
        found = seen(text, hint="", batches=(BATCH, twin))
        assert (found.batch, found.auto) == (None, False)

    def test_a_name_in_two_batches_decides_nothing(self) -> None:
        """People who stand in two rosters are no sign of either."""
        twin = batch("LYG-SP-2023-0101", theory_on=date(2023, 1, 7), skill_on=date(2023, 1, 8))
        text = f"考生签到表（理论）\n{ONE.name}\n{TWO.name}"
        assert not seen(text, hint="", batches=(BATCH, twin)).auto

    @pytest.mark.parametrize(
        "line",
        [
            "职业：美容师",
            "职业 美容师 级别",
            "等级：三级",
            "考试日期：2023年5月6日",
            "云港示范机械制造有限公司",
            "云港示范机械制造有限公司 养老护理员",
        ],
    )
    def test_a_contradiction_in_the_folder_stops(self, line: str) -> None:
        """Another occupation, level, exam day or body than the folder's batch is asked about."""
        assert not seen(f"{line}\n质量督导情况反馈表\n{line}").auto

    def test_a_column_heading_is_no_contradiction(self) -> None:
        """The heading beside 职业 in a table is not an occupation."""
        assert seen("职业技能等级认定报名人员花名册\n序号 姓名 职业 申报等级 工种").auto

    @pytest.mark.parametrize(
        "title", ["美容师考生签到表（理论）", "养老护理员三级考生签到表（理论）"]
    )
    def test_a_title_of_another_occupation_or_level_stops(self, title: str) -> None:
        """A title that names another occupation or level than the batch's is asked about."""
        assert not seen(title).auto


def test_a_plan_that_names_no_batch_is_asked_about() -> None:
    """A plan of the whole year lying in a batch's folder is not filed as the batch's plan."""
    assert not seen("职业技能等级认定工作方案\n一、总体要求").auto
    assert seen("职业技能等级认定工作方案\n职业：养老护理员").auto


class TestSubject:
    """Theory or skill."""

    @pytest.mark.parametrize(
        ("text", "subject"),
        [
            ("考生签到表\n科目：理论知识", Subject.THEORY),
            ("考生签到表\n考试科目 操作技能", Subject.SKILL),
            ("考生签到表\n□理论　☑技能", Subject.SKILL),
            ("考生签到表\n理论√　技能□", Subject.THEORY),
            ("考生签到表\n实操考核考场 2 号工位", Subject.SKILL),
        ],
    )
    def test_a_subject_near_the_title_is_read(self, text: str, subject: Subject) -> None:
        """Field, tick and words near the title tell the subject."""
        assert (seen(text).subject, seen(text).auto) == (subject, True)

    @pytest.mark.parametrize(
        "text",
        [
            "考生签到表",
            "考生签到表\n□理论　□技能",
            "考生签到表（理论、技能）",
            "考生签到表\n职业技能等级认定",
            "考生签到表\n理论考试 技能考核",
            "考生签到表（理论）\n科目：操作技能",
        ],
    )
    def test_no_or_two_subjects_are_asked_about(self, text: str) -> None:
        """职业技能 is no subject, and both subjects are none."""
        found = seen(text)
        assert (found.material, found.auto) == (10, False)
        assert "请选择" in found.reason

    def test_the_file_name_may_tell_and_may_contradict(self) -> None:
        """A subject in the file name counts, unless the title says otherwise."""
        assert seen("考生签到表", name="签到-理论.pdf").subject is Subject.THEORY
        assert not seen("考生签到表（技能）", name="理论.pdf").auto

    def test_a_material_of_one_subject_has_it(self) -> None:
        """Score sheets are always of skill; a title that says theory is asked about."""
        own = f"\n姓名：{ONE.name}"
        assert seen(SHEET + own).subject is Subject.SKILL
        assert not seen(f"理论考试评分记录表{own}").auto


class TestCandidate:
    """Whose paper it is."""

    def test_name_and_number_that_agree(self) -> None:
        """Name and admission number of one person are that person."""
        found = seen(f"{SHEET}姓名：{ONE.name} 准考证号：{ONE.ticket_number}")
        assert (found.candidate, found.candidate_name, found.auto) == (1, ONE.name, True)

    def test_name_and_number_that_differ_stop(self) -> None:
        """One person's name beside another's number is asked about."""
        found = seen(f"{SHEET}姓名：{ONE.name} 准考证号：{TWO.ticket_number}")
        assert not found.auto
        assert ONE.name in found.reason

    def test_one_wrong_character_is_forgiven_to_a_scan(self) -> None:
        """A name of three with one character misread is its only neighbour on the roster."""
        found = seen(f"{SHEET}姓名：林知运", ocr=True)
        assert (found.candidate, found.auto) == (1, True)
        assert not seen(f"{SHEET}姓名：林知运").auto

    def test_a_wrong_character_that_fits_two_is_not_forgiven(self) -> None:
        """Between two names one character away nothing is guessed."""
        twins = batch(names=("林知远", "林知夏"))
        assert not seen(f"{SHEET}姓名：林知运", ocr=True, batches=(twins, OTHER)).auto

    def test_a_longer_name_is_another_person(self) -> None:
        """林知远航 is not 林知远, but what follows in the next field is no part of the name."""
        assert not seen(f"{SHEET}姓名：林知远航").auto
        for text in ("姓名林知远性别男", "姓 名 林 知 远", "姓名 林知远 养老护理员"):
            assert seen(SHEET + text).candidate == 1

    def test_namesakes_need_a_number(self) -> None:
        """Of two people of one name neither is guessed; a number tells them apart."""
        twins = batch(names=("林知远", "林知远"))
        by_name = seen(f"{SHEET}姓名：林知远", batches=(twins, OTHER))
        assert (by_name.candidate, by_name.auto) == (None, False)
        number = twins.roster[1].id_number
        by_number = seen(f"{SHEET}姓名：林知远 {number}", batches=(twins, OTHER))
        assert (by_number.candidate, by_number.auto) == (2, True)

    def test_an_identity_number_with_one_wrong_digit_is_forgiven(self) -> None:
        """Its check digit shows that it was misread, and it fits one person only."""
        number = ONE.id_number
        misread = number[:10] + str((int(number[10]) + 1) % 10) + number[11:]
        assert seen(f"{SHEET}姓名： 身份证号：{misread}").candidate == 1

    def test_another_persons_sound_number_stops(self) -> None:
        """A name of the roster beside a sound number nobody there has is another person."""
        stranger = (
            batch(names=("甲乙丙", "丁戊己", "庚辛壬", "子丑寅", "卯辰巳")).roster[4].id_number
        )
        assert not seen(f"{SHEET}姓名：{ONE.name} 身份证号：{stranger}").auto

    def test_several_people_on_a_paper_of_one_stop(self) -> None:
        """A stack of several people's papers is not filed as one person's."""
        pages = [f"{SHEET}姓名：{one.name} {one.ticket_number}" for one in (ONE, TWO)]
        found = seen(*pages)
        assert found.material is None
        assert found.candidate is None
        assert [(part.pages, part.found.candidate) for part in found.parts] == [
            ((1,), ONE.position),
            ((2,), TWO.position),
        ]

    def test_an_admission_number_alone_is_not_trusted_to_ocr(self) -> None:
        """Neighbours' numbers differ in one digit, and OCR mistakes one digit."""
        assert not seen(f"{SHEET}准考证号：{ONE.ticket_number}", ocr=True).auto
        assert seen(f"{SHEET}准考证号：{ONE.ticket_number}").auto

    def test_a_name_in_the_file_name_counts_whole(self) -> None:
        """林知远 in the file name is the candidate; 顾明 is not in 顾明堃."""
        assert seen(SHEET, name=f"{ONE.name}-评分表.pdf").candidate == 1
        short = batch(names=("顾明", "沈喆"))
        assert not seen(SHEET, name="顾明堃-评分表.pdf", batches=(short, OTHER)).auto

    def test_a_roster_has_no_candidate(self) -> None:
        """Papers of the whole batch carry nobody's position."""
        assert seen(f"考生签到表（理论）\n{ONE.name}").candidate is None


class TestPrintedCode:
    """The code on a form archivist printed."""

    @staticmethod
    def code(**changed: object) -> str:
        facts = {"batch": BATCH.number, "material": 20, "subject": Subject.SKILL, "candidate": 2}
        return form_code_text(FormCode(**{**facts, **changed}))  # type: ignore[arg-type]

    def test_a_code_decides_alone(self) -> None:
        """With a code neither title nor folder is needed."""
        found = seen("污损不清", hint="", ocr=True, codes=(self.code(),))
        have = (found.material, found.subject, found.batch, found.candidate, found.auto)
        assert have == (20, Subject.SKILL, BATCH.number, 2, True)
        assert found.evidence[0].kind == "code"

    @pytest.mark.parametrize(
        ("text", "hint", "changed"),
        [
            ("考场情况记录表（理论）", "", {}),
            ("", "", {"batch": "LYG-SP-2030-0001"}),
            ("", OTHER.number, {}),
            ("", "", {"material": 77}),
            ("", "", {"candidate": 99}),
            ("", "", {"pages": 2}),
            (f"操作技能考核评分记录表\n姓名：{ONE.name} {ONE.id_number}", "", {}),
        ],
    )
    def test_a_code_that_is_contradicted_stops(
        self, text: str, hint: str, changed: dict[str, object]
    ) -> None:
        """Title, folder, roster, list or page count against the code: the clerk decides."""
        found = seen(text, hint=hint, codes=(self.code(**changed),))
        assert not found.auto
        assert found.reason

    def test_codes_of_two_forms_stop(self) -> None:
        """A file with the codes of two people's forms is a stack."""
        assert not seen("", codes=(self.code(), self.code(candidate=1))).auto

    def test_a_code_of_others_says_nothing(self) -> None:
        """A web address or an invoice's code does not disturb."""
        assert seen("质量督导情况反馈表", codes=("https://example.org/x", "01,10,3200")).auto


@given(st.permutations(BATCHES), st.sampled_from(["", BATCH.number]))
def test_the_order_of_batches_changes_nothing(order: list[object], hint: str) -> None:
    """The verdict is the same however the batches are listed."""
    paper = reading(f"考生签到表（理论）\n{ONE.name}\n{TWO.name}\n养老护理员 四级")
    told = recognise(paper, "a.pdf", hint, PACK, BATCHES)
    assert recognise(paper, "a.pdf", hint, PACK, tuple(order)) == told  # type: ignore[arg-type]


@given(
    st.lists(
        st.sampled_from(["考生签到表（理论）", "培训签到表", "质量督导情况反馈表"]), max_size=4
    )
)
def test_what_came_before_changes_nothing(earlier: list[str]) -> None:
    """The verdict on a paper does not depend on the papers seen before it."""
    told = seen("考场情况记录表（技能）")
    for text in earlier:
        seen(text)
    assert seen("考场情况记录表（技能）") == told
