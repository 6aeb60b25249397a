"""Materials 1, 3, 6 and 7: what a body writes before the assessment."""

from archivist.records.batch import Batch
from archivist.samples import staff
from archivist.samples.paper import (
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
from archivist.samples.staff import after, day, hand

_FOUR = (1.1, 2.4, 1.1, 2.0)
_ALWAYS = (
    ("视频监控", "8 路", "画面清晰，存储正常"),
    ("计时器、广播", "2 套", "完好"),
    ("灭火器、疏散标识", "12 处", "在有效期内"),
    ("急救箱", "1 只", "药品齐全"),
)
_THINGS = {
    "4-10-01-05": (
        ("护理床（含床旁桌）", "6 张", "完好"),
        ("轮椅", "4 辆", "完好，其中 1 辆备用"),
        ("考试用计算机", "20 台", "完好，已断外网"),
    ),
    "6-18-01-01": (
        ("普通车床", "8 台", "完好，已试车"),
        ("量具（卡尺、千分尺）", "10 套", "在检定有效期内"),
        ("毛坯料", "12 件", "齐备，备料多于人数"),
    ),
    "4-10-01-03": (
        ("仿真婴儿模型", "6 个", "完好"),
        ("保育室桌椅床", "12 套", "完好，已消毒"),
        ("教玩具", "4 箱", "齐备"),
    ),
}


def application(batch: Batch, code: str = "") -> Paper:
    """1 职业技能等级认定申请表, signed and returned by the authority."""
    count = len(batch.roster)
    return Paper(
        title="职业技能等级认定申请表",
        code=code,
        blocks=(
            Line(f"填报单位：{batch.agency}", f"填报日期：{day(batch.registration_on)}"),
            Table(
                widths=_FOUR,
                height=10,
                rows=(
                    *staff.basics(batch),
                    ("职业编码", batch.occupation_code, "评价类别", staff.body_kind(batch)),
                    ("报名人数", f"{count} 人", "联系人", hand(staff.OFFICER)),
                    ("评价方式", "理论知识考试、操作技能考核", "联系电话", hand("0000-8850316")),
                ),
            ),
            Table(
                widths=(1.1, 5.5),
                height=42,
                left=(1,),
                rows=(
                    (
                        "申请机构意见",
                        (
                            "本机构已按国家职业技能标准完成报名审核，考点、设备、考评人员和试卷均已落实，"
                            "申请开展本批次认定，并对所报材料的真实性负责。"
                        ),
                    ),
                    (
                        "技能鉴定部门意见",
                        "经核对，报名资料齐全，同意按评价方案组织实施。",
                    ),
                ),
            ),
            Signs(
                (
                    staff.signed(
                        "申请机构负责人",
                        staff.PRINCIPAL,
                        batch.registration_on,
                        staff.body_seal(batch),
                    ),
                    staff.signed(
                        "技能鉴定部门（签字）",
                        staff.OFFICIAL,
                        after(batch.registration_on, 6),
                        staff.official_seal(),
                    ),
                )
            ),
            Gap(26),
            Prose(("注：本表一式两份，技能鉴定部门签字后返还机构一份存档。",), indent=False),
        ),
    )


def scheme(batch: Batch) -> Paper:
    """3 评价方案."""
    return Paper(
        title="职业技能等级认定评价方案",
        subtitle=f"（{batch.agency}　批次号 {batch.number}）",
        blocks=(
            Heading("一、基本信息"),
            Table(
                widths=_FOUR,
                rows=(
                    *staff.basics(batch),
                    ("评价方式", "机考、实操", "评价人数", f"{len(batch.roster)} 人"),
                ),
            ),
            Heading("二、组织分工"),
            Prose(
                (
                    (
                        f"由{staff.PRINCIPAL}任总负责人，{staff.OFFICER}负责考务，"
                        f"{staff.KEEPER}负责题库与试卷，{staff.SUPERVISOR}任内部质量督导员，"
                        f"{staff.CHIEF_EXAMINER}任考评组长。"
                    ),
                    "考评人员与内部质量督导人员不得由同一人兼任，近亲属应当回避。",
                )
            ),
            Heading("三、时间安排"),
            Prose(
                (
                    (
                        f"{day(batch.theory_on)} 9:00—10:30 理论知识考试，考试时间 90 分钟，"
                        "满分 100 分，"
                        "60 分以上为合格。"
                    ),
                    (
                        f"{day(batch.skill_on)} 8:30 起操作技能考核，按抽签顺序进行，满分 100 分，"
                        "60 分以上为合格。"
                    ),
                )
            ),
            Heading("四、考场与安全"),
            Prose(
                (
                    "考场全程视频监控，监控资料按批次保存。发生突发情况时按应急预案处置，并如实记入考场情况记录。",
                )
            ),
            Heading("五、成绩与证书"),
            Prose(
                (
                    (
                        "两科成绩均合格者确定为合格，名单公示 5 个工作日无异议后按规定办理证书。"
                        "对成绩有异议的，"
                        "可在成绩公布后申请复核。"
                    ),
                )
            ),
        ),
    )


def facilities_check(batch: Batch) -> Paper:
    """6 设施设备状况检查记录表."""
    checked_on = after(batch.registration_on, 24)
    things = _THINGS.get(batch.occupation_code, ()) + _ALWAYS
    return Paper(
        title="连云港市技能等级认定前设施设备状况检查记录表",
        style=Style(title_size=16),
        blocks=(
            Table(widths=_FOUR, rows=staff.basics(batch)),
            Table(
                header=("序号", "设施设备名称", "数量", "检查情况", "复核"),
                widths=(0.6, 2.4, 1, 2.6, 0.8),
                rows=tuple(
                    (str(at), name, count, hand(state, height=4.6), hand("√", height=6))
                    for at, (name, count, state) in enumerate(things, 1)
                ),
                height=10,
            ),
            Table(
                widths=(1, 6),
                rows=(("结论", hand("设施设备满足本批次认定要求。")),),
                height=14,
            ),
            Signs(
                (
                    staff.signed("认定机构检查人", staff.OFFICER, checked_on),
                    staff.signed("考评组复核人", staff.CHIEF_EXAMINER, checked_on),
                )
            ),
        ),
    )


def papers_handover(batch: Batch, code: str = "") -> Paper:
    """7 试卷交接单."""
    count = len(batch.roster)
    return Paper(
        title="职业技能等级认定试卷交接单",
        code=code,
        blocks=(
            Table(widths=_FOUR, rows=staff.basics(batch)),
            Table(
                header=("科目", "试卷编号", "份数", "袋数", "密封情况", "交接时间"),
                widths=(0.8, 1.8, 0.8, 0.8, 1.4, 2),
                rows=(
                    (
                        "理论",
                        "T4-0316-A",
                        hand(f"{count + 1}"),
                        hand("1"),
                        hand("完好"),
                        hand("3月16日8时10分", height=4.4),
                    ),
                    (
                        "技能",
                        "S4-0316-B",
                        hand(f"{count + 1}"),
                        hand("1"),
                        hand("完好"),
                        hand("3月17日7时50分", height=4.4),
                    ),
                    (Span(content="备用卷各 1 份，考后一并收回清点。", columns=6),),
                ),
                height=12,
            ),
            Signs(
                (
                    Sign(label="题库管理人员", hand=hand(staff.KEEPER, height=7)),
                    Sign(label="印制人员", hand=hand(staff.PRINTER, height=7)),
                )
            ),
            Signs(
                (
                    Sign(label="领卷人", hand=hand(staff.INVIGILATORS[0], height=7)),
                    Sign(label="回收清点人", hand=hand(staff.OFFICER, height=7)),
                )
            ),
            Prose(("说明：本单由题库管理人员或试卷印制人员填写，随试卷流转。",), indent=False),
        ),
    )
