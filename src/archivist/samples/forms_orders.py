"""Materials 4 and 5: agreement and orders."""

from archivist.records.batch import Batch
from archivist.samples import staff
from archivist.samples.paper import (
    Break,
    Gap,
    Heading,
    Ink,
    Line,
    Paper,
    Prose,
    Signs,
    Style,
    Table,
)
from archivist.samples.staff import after, day


def agreement(batch: Batch) -> Paper:
    """4 委托协议, two pages."""
    return Paper(
        title="职业技能等级认定委托协议",
        style=Style(size=12),
        blocks=(
            Prose(
                (
                    "甲方（委托方）：云港示范养老服务有限公司",
                    f"乙方（受托方）：{batch.agency}",
                ),
                indent=False,
            ),
            Prose(
                (
                    (
                        f"甲方委托乙方对其员工开展{staff.trade_and_level(batch)}职业技能等级认定，"
                        f"批次号为 {batch.number}。经双方协商，达成如下协议。"
                    ),
                )
            ),
            Heading("第一条　委托事项"),
            Prose(
                (
                    (
                        "乙方按照国家职业技能标准组织理论知识考试和操作技能考核，"
                        f"参评人员 {len(batch.roster)} 人，"
                        f"考点设在{batch.site}。"
                    ),
                )
            ),
            Heading("第二条　甲方责任"),
            Prose(
                (
                    "1. 如实提供参评人员的报名资料，对资料的真实性负责。",
                    "2. 为参评人员参加认定提供必要的时间保障。",
                    "3. 配合乙方做好考务组织和安全管理。",
                )
            ),
            Heading("第三条　乙方责任"),
            Prose(
                (
                    "1. 按规定配备考评人员、内部质量督导人员和考务人员。",
                    "2. 对试卷和参评人员信息保密，过程材料按规定期限保存。",
                    "3. 接受主管部门的监督检查和社会监督。",
                )
            ),
            Break(),
            Heading("第四条　费用"),
            Prose(("认定费用按备案标准收取，由甲方在认定前一次付清。",)),
            Heading("第五条　违约与争议"),
            Prose(("任何一方违反约定的，应当承担相应责任；争议由双方协商解决。",)),
            Heading("第六条　其他"),
            Prose(("本协议一式两份，双方各执一份，自签字盖章之日起生效。",)),
            Gap(20),
            Signs(
                (
                    staff.signed(
                        "甲方代表（签字）",
                        "岳听澜",
                        after(batch.registration_on, -20),
                        Ink(text="云港示范养老服务有限公司", kind="seal", height=40),
                    ),
                    staff.signed(
                        "乙方代表（签字）",
                        staff.PRINCIPAL,
                        after(batch.registration_on, -20),
                        staff.body_seal(batch),
                    ),
                )
            ),
        ),
    )


def task_notice(batch: Batch) -> Paper:
    """5 任务通知书."""
    return Paper(
        title="职业技能等级认定任务通知书",
        style=Style(size=12, red_head=batch.agency),
        blocks=(
            Line(right=f"批次号：{batch.number}"),
            Prose(("考评组、内部质量督导组、考务组：",), indent=False),
            Prose(
                (
                    (
                        f"根据评价方案，现将{staff.trade_and_level(batch)}认定任务通知如下，"
                        "请按时到岗，认真履行职责。"
                    ),
                )
            ),
            Table(
                header=("任务", "到岗时间", "地点", "人员"),
                widths=(1.2, 2, 1.6, 2),
                rows=(
                    (
                        "理论考试监考",
                        f"{day(batch.theory_on)} 8:20",
                        f"{batch.site} 201 室",
                        "、".join(staff.INVIGILATORS),
                    ),
                    (
                        "技能考核考评",
                        f"{day(batch.skill_on)} 8:00",
                        f"{batch.site} 实操室",
                        "、".join(staff.EXAMINERS),
                    ),
                    ("质量督导", "两场全程", batch.site, staff.SUPERVISOR),
                ),
                height=11,
            ),
            Prose(("接到本通知后，如有应当回避的情形，请立即报告。",)),
            Gap(10),
            Line(right=batch.agency),
            Line(right=day(after(batch.registration_on, 18))),
        ),
    )
