"""Materials 13 to 17: results, certificates and the blank papers."""

from archivist.records.batch import LEVEL_SHORT, SUBJECT_NAMES, Batch, Subject
from archivist.rules.identifiers import mask_id
from archivist.samples import staff
from archivist.samples.paper import Gap, Heading, Line, Paper, Prose, Sign, Signs, Style, Table
from archivist.samples.questions import skill_tasks, theory_questions
from archivist.samples.staff import after, day, hand, mark

_FOUR = (1.1, 2.4, 1.1, 2.0)


def scores(batch: Batch) -> Paper:
    """13 成绩花名册汇总表, sealed and signed."""
    passed = sum(one.passed is True for one in batch.roster)
    return Paper(
        title="职业技能等级认定成绩花名册汇总表",
        style=Style(wide=True),
        blocks=(
            Line(f"评价机构（盖章）：{batch.agency}", f"批次号：{batch.number}"),
            Line(
                f"职业等级：{staff.trade_and_level(batch)}", f"成绩确定日期：{day(batch.scores_on)}"
            ),
            Table(
                header=(
                    "序号",
                    "姓名",
                    "证件号码",
                    "准考证号",
                    "理论成绩",
                    "技能成绩",
                    "评定结果",
                    "备注",
                ),
                widths=(0.6, 1.1, 2.6, 2, 1, 1, 1, 1.2),
                rows=tuple(
                    (
                        str(one.position),
                        one.name,
                        one.id_number,
                        one.ticket_number,
                        mark(one.theory_score),
                        mark(one.skill_score),
                        "合格" if one.passed else "不合格",
                        "" if one.passed else "技能可补考",
                    )
                    for one in batch.roster
                ),
                height=9,
            ),
            Line(
                f"合计 {len(batch.roster)} 人，合格 {passed} 人，"
                f"不合格 {len(batch.roster) - passed} 人"
            ),
            Signs(
                (
                    staff.signed("登分人", staff.OFFICER, None),
                    staff.signed("复核人", staff.KEEPER, None),
                    staff.signed(
                        "负责人", staff.PRINCIPAL, batch.scores_on, staff.body_seal(batch)
                    ),
                )
            ),
        ),
    )


def papers_feedback(batch: Batch) -> Paper:
    """14 试卷质量反馈表."""
    points = ("题量", "难易程度", "知识点覆盖", "题意表述", "评分标准", "与国家标准的符合程度")
    return Paper(
        title="职业技能等级认定试卷质量反馈表",
        blocks=(
            Table(widths=_FOUR, rows=staff.basics(batch)),
            Table(
                header=("项目", "理论试卷 T4-0316-A", "技能试卷 S4-0316-B"),
                widths=(1.6, 2, 2),
                rows=tuple(
                    (point, "适中" if at < 2 else "好", "适中" if at < 2 else "好")
                    for at, point in enumerate(points)
                ),
            ),
            Table(
                widths=(1, 5),
                left=(1,),
                rows=(("存在问题与修改建议", "第 14 题选项 C 的表述可以再简短些，其余无意见。"),),
                height=26,
            ),
            Signs((Sign(label="考评组长", hand=hand(staff.CHIEF_EXAMINER)),)),
            Line(right=day(batch.skill_on)),
        ),
    )


def blank_paper(batch: Batch, subject: Subject) -> Paper:
    """15 空白样卷 of one subject."""
    name = SUBJECT_NAMES[subject]
    kind = "理论知识" if subject is Subject.THEORY else "操作技能考核"
    head = Table(
        widths=(1, 2, 1, 2),
        rows=(("姓名", "", "准考证号", ""), ("得分", "", "阅卷人", "")),
    )
    if subject is Subject.THEORY:
        body = (
            Heading("一、单项选择题（每题 2 分，共 80 分）"),
            Prose(theory_questions(batch), indent=False),
            Heading("二、判断题（每题 1 分，共 20 分）"),
            Prose(
                (
                    "（　　）41. 操作前应当核对任务要求。",
                    "（　　）42. 发现设备异常可以先使用后报告。",
                    "（　　）43. 服务记录应当及时、真实、完整。",
                ),
                indent=False,
            ),
        )
    else:
        body = (
            Heading("考核要求"),
            Prose(("按抽到的试题在规定时间内独立完成，注意安全。考核时间 30 分钟。",)),
            Heading("试题"),
            Prose(tuple(f"{at}. {task}。" for at, (task, _) in enumerate(skill_tasks(batch), 1))),
        )
    return Paper(
        title=f"{staff.trade_and_level(batch)}{kind}试卷",
        subtitle=f"（空白样卷　{name}）",
        style=Style(footer=f"{batch.number}　样卷　考试结束后随批次存档"),
        blocks=(
            Line(
                f"试卷编号：{'T4-0316-A' if subject is Subject.THEORY else 'S4-0316-B'}",
                "考试时间：90 分钟",
            ),
            head,
            *body,
        ),
    )


def certificates(batch: Batch) -> Paper:
    """16 核发证书审批表, sealed and signed."""
    passed = [one for one in batch.roster if one.passed]
    first, last = (passed[0], passed[-1]) if passed else (None, None)
    return Paper(
        title="核发职业技能等级证书审批表",
        blocks=(
            Table(
                widths=_FOUR,
                height=10,
                rows=(
                    *staff.basics(batch),
                    ("参加人数", f"{len(batch.roster)} 人", "合格人数", f"{len(passed)} 人"),
                    (
                        "证书编号起",
                        first.certificate if first else "",
                        "证书编号止",
                        last.certificate if last else "",
                    ),
                ),
            ),
            Table(
                widths=(1, 5),
                left=(1,),
                rows=(
                    ("评价机构意见", "成绩已公示，无异议，申请核发证书。"),
                    ("主管部门意见", "经审核，同意核发。"),
                ),
                height=34,
            ),
            Signs(
                (
                    staff.signed(
                        "机构负责人",
                        staff.PRINCIPAL,
                        after(batch.scores_on, 12),
                        staff.body_seal(batch),
                    ),
                    staff.signed(
                        "审批人", staff.OFFICIAL, batch.certificates_on, staff.official_seal()
                    ),
                )
            ),
        ),
    )


def public_list(batch: Batch) -> Paper:
    """17 合格人员公示名册, with identity numbers half hidden."""
    passed = [one for one in batch.roster if one.passed]
    return Paper(
        title="职业技能等级认定合格人员公示名册",
        blocks=(
            Line(f"{batch.agency}", f"批次号：{batch.number}"),
            Prose(
                (
                    (
                        f"{day(batch.theory_on)}至{day(batch.skill_on)}组织的{staff.trade_and_level(batch)}"
                        f"职业技能等级认定，下列 {len(passed)} 名考生成绩合格，现予公示。"
                        "公示期 5 个工作日，"
                        "如有异议，请书面反映。"
                    ),
                )
            ),
            Table(
                header=("序号", "姓名", "证件号码", "职业", "等级", "理论", "技能"),
                widths=(0.6, 1.2, 2.4, 1.6, 1, 0.8, 0.8),
                rows=tuple(
                    (
                        str(at),
                        one.name,
                        mask_id(one.id_number),
                        batch.occupation,
                        LEVEL_SHORT[batch.level],
                        mark(one.theory_score),
                        mark(one.skill_score),
                    )
                    for at, one in enumerate(passed, 1)
                ),
            ),
            Gap(8),
            Line(right=batch.agency),
            Line(right=day(after(batch.scores_on, 1))),
        ),
    )
