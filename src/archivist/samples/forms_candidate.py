"""Materials 19 to 21: what each candidate leaves behind."""

import random

from archivist.records.batch import Batch, Candidate
from archivist.samples import staff
from archivist.samples.paper import (
    Break,
    Bubbles,
    Gap,
    Heading,
    Line,
    Paper,
    Prose,
    Sign,
    Signs,
    Span,
    Style,
    Table,
)
from archivist.samples.questions import SKILL_POINTS, skill_tasks, theory_questions
from archivist.samples.staff import day, hand, mark


def theory_answers(batch: Batch, one: Candidate) -> Paper:
    """19 考生试卷及答题卡, theory: the paper and, on a second page, the answer card."""
    chance = random.Random(f"answers {one.ticket_number}")
    chosen = "".join(chance.choice("ABCD") for _ in range(40))
    answered = tuple(
        question.replace("（　　）", f"（ {letter} ）")
        for question, letter in zip(theory_questions(batch), chosen, strict=False)
    )
    return Paper(
        title=f"{staff.trade_and_level(batch)}理论知识试卷",
        style=Style(footer=f"{batch.number}　{one.ticket_number}"),
        blocks=(
            _who(batch, one, "理论"),
            Heading("一、单项选择题（每题 2 分，共 80 分）"),
            Prose(answered, indent=False),
            Break(),
            Heading("理论知识考试答题卡"),
            _who(batch, one, "理论"),
            Gap(4),
            Bubbles(chosen),
            Gap(6),
            Line(f"得分：{mark(one.theory_score)}", f"阅卷人：{staff.KEEPER}"),
        ),
    )


def skill_answers(batch: Batch, one: Candidate) -> Paper:
    """19 考生试卷及答题卡, skill."""
    task, minutes = _task(batch, one)
    return Paper(
        title="操作技能考核试卷",
        subtitle="（考生作答）",
        blocks=(
            _who(batch, one, "技能"),
            Heading("试题"),
            Prose((f"{task}。考核时间 {minutes} 分钟，由考生抽签确定。",)),
            Heading("考生作答（操作步骤简述）"),
            Prose(
                (
                    "1. 核对任务要求，检查用物和设备，确认安全。",
                    "2. 按顺序操作，边做边检查，发现异常立即停止。",
                    "3. 自查结果，请考评员确认。",
                    "4. 整理场地和用物，记录时间和情况。",
                ),
                indent=False,
            ),
            Gap(8),
            Table(
                widths=(1, 2, 1, 2),
                rows=(("开始时间", _time(one, 0), "结束时间", _time(one, minutes)),),
            ),
            Signs((Sign(label="考生签名", hand=hand(one.name)),)),
        ),
    )


def score_sheet(batch: Batch, one: Candidate, code: str = "") -> Paper:
    """20 考生技能评分记录表."""
    return Paper(
        title="考生技能评分记录表",
        code=code,
        blocks=(
            _who(batch, one, "技能"),
            Table(
                header=("序号", "考核内容", "评分标准", "配分", "得分"),
                widths=(0.6, 1, 3.4, 0.8, 0.8),
                left=(2,),
                rows=(
                    *(
                        (str(at), name, standard, str(full), hand(points))
                        for at, ((name, standard, full), points) in enumerate(
                            zip(SKILL_POINTS, _shared(one), strict=True), 1
                        )
                    ),
                    (Span(content="合计", columns=3), "100", hand(mark(one.skill_score))),
                ),
                height=11,
            ),
            Signs(
                tuple(Sign(label="考评员", hand=hand(name, height=7)) for name in staff.EXAMINERS)
            ),
            Line(right=day(batch.skill_on)),
        ),
    )


def registration(batch: Batch, one: Candidate) -> Paper:
    """21 报名资料: form, pledge and proof of eligibility, three pages."""
    born = f"{one.id_number[6:10]}年{int(one.id_number[10:12])}月"
    sex = "男" if int(one.id_number[16]) % 2 else "女"
    return Paper(
        title="职业技能等级认定报名表",
        blocks=(
            Line(f"评价机构：{batch.agency}", f"批次号：{batch.number}"),
            Table(
                widths=(1, 1.6, 1, 1.6),
                height=10,
                rows=(
                    ("姓名", one.name, "性别", sex),
                    ("证件号码", one.id_number, "出生年月", born),
                    ("申报职业", staff.trade(batch), "申报等级", staff.level(batch)),
                    ("文化程度", "高中", "从业年限", f"{4 + one.position % 7} 年"),
                    ("工作单位", Span(content=staff.employer(batch), columns=3)),
                    ("准考证号", one.ticket_number, "联系电话", f"000-0000{one.position:04d}"),
                ),
            ),
            Table(
                widths=(1, 4.2),
                left=(1,),
                rows=(("资格审核意见", "符合申报条件，同意报名。"),),
                height=26,
            ),
            Signs(
                (
                    Sign(label="申请人", hand=hand(one.name, height=7)),
                    Sign(label="审核人", hand=hand(staff.OFFICER, height=7)),
                )
            ),
            Break(),
            Heading("考生承诺书"),
            Prose(
                (
                    (
                        f"本人{one.name}，证件号码{one.id_number}，自愿报名参加{staff.trade_and_level(batch)}"
                        "职业技能等级认定，郑重承诺："
                    ),
                    "一、所提交的身份、学历、从业年限等材料真实有效。",
                    "二、遵守考场纪律，服从考务人员安排。",
                    "三、如有弄虚作假，自愿接受取消成绩等处理。",
                )
            ),
            Gap(8),
            Signs((Sign(label="承诺人", hand=hand(one.name), day=day(batch.registration_on)),)),
            Break(),
            Heading("工作年限证明"),
            Prose(
                (
                    (
                        f"兹证明{one.name}同志在我单位从事{batch.occupation}工作"
                        f"满 {4 + one.position % 7} 年，"
                        "特此证明。"
                    ),
                )
            ),
            Gap(12),
            Line(right=staff.employer(batch)),
            Line(right=day(batch.registration_on)),
        ),
    )


def _who(batch: Batch, one: Candidate, subject: str) -> Table:
    return Table(
        widths=(1, 1.6, 1, 2, 0.8, 0.8),
        rows=(
            ("姓名", one.name, "准考证号", one.ticket_number, "科目", subject),
            (
                "批次号",
                Span(content=batch.number, columns=2),
                "职业等级",
                Span(content=staff.trade_and_level(batch), columns=2),
            ),
        ),
    )


def _task(batch: Batch, one: Candidate) -> tuple[str, int]:
    tasks = skill_tasks(batch)
    return tasks[one.position % len(tasks)]


def _time(one: Candidate, minutes: int) -> str:
    start = 8 * 60 + 30 + (one.position - 1) * 35 + minutes
    return f"{start // 60 % 24}:{start % 60:02d}"


def _shared(one: Candidate) -> tuple[str, ...]:
    """The points of each part, adding up to the candidate's score."""
    total = one.skill_score or 0.0
    parts = [int(full * total / 100) for _, _, full in SKILL_POINTS]
    rest = total - sum(parts)
    return tuple(mark(part + (rest if at == 2 else 0)) for at, part in enumerate(parts))
