"""Materials 8 to 12 and 22: what is written in and around the rooms."""

from archivist.records.batch import SUBJECT_NAMES, Batch, Subject
from archivist.samples import staff
from archivist.samples.paper import Cell, Gap, Ink, Line, Paper, Prose, Sign, Signs, Style, Table
from archivist.samples.staff import day, hand

_FOUR = (1.1, 2.4, 1.1, 2.0)


def quality_feedback(batch: Batch) -> Paper:
    """8 质量督导情况反馈表."""
    points = (
        ("试卷印制、流转、保密", "交接手续齐全，密封完好。"),
        ("考场布置与监控", "座位间距符合要求，监控运行正常。"),
        ("考生身份核验与签到", "逐人核验身份证，签到规范。"),
        ("监考、考评人员履职", "按时到岗，纪律良好。"),
        ("过程材料填写", "填写及时，个别栏目已当场补正。"),
    )
    return Paper(
        title="质量督导情况反馈表",
        subtitle="（内部质量督导人员填写）",
        blocks=(
            Table(widths=_FOUR, rows=staff.basics(batch)),
            Table(
                header=("督导内容", "督导情况", "评价"),
                widths=(2, 4, 1),
                rows=tuple((point, found, "良好") for point, found in points),
                left=(0, 1),
                height=11,
            ),
            Table(
                widths=(1, 6),
                left=(1,),
                rows=(("意见建议", "建议下一批次增加一名机动考务人员。总体评价：符合规定。"),),
                height=24,
            ),
            Signs((Sign(label="内部质量督导员", hand=hand(staff.SUPERVISOR)),)),
            Line(right=day(batch.skill_on)),
        ),
    )


def examiners_feedback(batch: Batch) -> Paper:
    """9 考评员履职情况反馈表."""
    return Paper(
        title="考评员履职情况反馈表",
        style=Style(rule=0.8, margin=22),
        blocks=(
            Line(f"机构：{batch.agency}", f"批次：{batch.number}"),
            Line(f"职业等级：{staff.trade_and_level(batch)}", f"日期：{day(batch.skill_on)}"),
            Table(
                header=("考评员", "到岗", "执行评分标准", "廉洁自律", "填写记录", "综合评价"),
                widths=(1.2, 1, 1.6, 1.2, 1.2, 1.2),
                rows=tuple(
                    (name, "准时", "严格", "好", "规范", "优秀" if at == 0 else "合格")
                    for at, name in enumerate(staff.EXAMINERS)
                ),
                height=11,
            ),
            Table(
                widths=(1, 6),
                left=(1,),
                rows=(
                    ("存在问题及处理", "无。三名考评员各自独立评分，未发现应回避而未回避的情形。"),
                ),
                height=26,
            ),
            Signs((Sign(label="内部督导人员签字", hand=hand(staff.SUPERVISOR)),)),
        ),
    )


def sign_in(batch: Batch, subject: Subject, code: str = "") -> Paper:
    """10 考生签到表 of one subject; every candidate has signed."""
    on = batch.theory_on if subject is Subject.THEORY else batch.skill_on
    minutes = ("8:41", "8:43", "8:43", "8:45", "8:46", "8:48", "8:49", "8:51", "8:52", "8:55")
    place = "201 室" if subject is Subject.THEORY else "实操室"
    return Paper(
        title="职业技能等级认定考生签到表",
        subtitle=f"（{SUBJECT_NAMES[subject]}）",
        code=code,
        blocks=(
            Line(f"评价机构：{batch.agency}", f"批次号：{batch.number}"),
            Line(f"职业等级：{staff.trade_and_level(batch)}", f"时间：{day(on)}　考场：{place}"),
            Table(
                header=("序号", "姓名", "准考证号", "证件号码", "考生签名", "签到时间"),
                widths=(0.6, 1.1, 1.8, 2.4, 1.5, 1.1),
                rows=tuple(
                    (
                        str(one.position),
                        one.name,
                        one.ticket_number,
                        one.id_number,
                        hand(one.name, height=6),
                        hand(minutes[at % len(minutes)], height=4.6),
                    )
                    for at, one in enumerate(batch.roster)
                ),
                height=10,
            ),
            Line(f"应到 {len(batch.roster)} 人　实到 {len(batch.roster)} 人　缺考 0 人"),
            Signs(
                tuple(
                    Sign(label="监考人员" if subject is Subject.THEORY else "考评员", hand=hand(n))
                    for n in (
                        staff.INVIGILATORS if subject is Subject.THEORY else staff.EXAMINERS[:2]
                    )
                )
            ),
        ),
    )


def theory_room(batch: Batch) -> Paper:
    """11 考场情况记录表, theory."""
    count = len(batch.roster)
    return Paper(
        title="理论知识考试考场情况记录表",
        style=Style(size=11),
        blocks=(
            Table(
                widths=_FOUR,
                rows=(
                    *staff.basics(batch),
                    ("考场", "201 室", "考试起止", hand("9:00—10:30")),
                    ("应考人数", f"{count}", "实考人数", hand(f"{count}")),
                ),
            ),
            Table(
                widths=(1, 5),
                rows=(
                    ("缺考考生", hand("无")),
                    ("违纪情况", hand("无")),
                    ("考场秩序", hand("秩序良好，设备正常，按时收卷。")),
                    ("异常情况及处理", hand("10:05 一名考生举手换笔，已处理。")),
                ),
                height=24,
            ),
            Signs(
                tuple(
                    staff.signed("监考人员签名", name, batch.theory_on)
                    for name in staff.INVIGILATORS
                )
            ),
        ),
    )


def skill_room(batch: Batch) -> Paper:
    """11 考场情况记录表, skill."""
    return Paper(
        title="考场情况记录表",
        subtitle="（操作技能考核）",
        style=Style(rule=0.9, title_size=20),
        blocks=(
            Line(f"批次号 {batch.number}", f"考核日期 {day(batch.skill_on)}"),
            Line(f"{batch.agency}　{staff.trade_and_level(batch)}", f"考点 {batch.site}"),
            Table(
                header=("时段", "工位", "考生人数", "设备运行", "考场纪律", "备注"),
                widths=(1.4, 0.8, 1, 1.2, 1.2, 2),
                rows=(
                    ("8:30—10:00", "1—3", hand("3"), hand("正常"), hand("好"), ""),
                    (
                        "10:10—11:40",
                        "1—3",
                        hand("3"),
                        hand("正常"),
                        hand("好"),
                        hand("补发用物一次"),
                    ),
                    ("13:30—15:00", "1—2", hand("2"), hand("正常"), hand("好"), ""),
                ),
                height=14,
            ),
            Table(
                widths=(1, 5),
                rows=(("考评组意见", hand("考核过程规范，无违纪。")),),
                height=30,
            ),
            Signs(
                (
                    staff.signed("考评组长", staff.CHIEF_EXAMINER, batch.skill_on),
                    Sign(label="考评员", hand=hand(staff.EXAMINERS[1], height=7)),
                )
            ),
        ),
    )


def custody_notice(batch: Batch) -> Paper:
    """12 委托保存通知书."""
    return Paper(
        title="委托保存通知书",
        style=Style(size=12, margin=26),
        blocks=(
            Line(right=f"批次号：{batch.number}"),
            Prose((f"{batch.site}：",), indent=False),
            Prose(
                (
                    (
                        f"{batch.agency}于{day(batch.skill_on)}组织的{staff.trade_and_level(batch)}"
                        f"操作技能考核已经结束，共有考核工件 {len(batch.roster)} 件。"
                        "现委托你单位代为保存，"
                        "请专柜存放、专人管理，防止丢失和损坏。"
                    ),
                    (
                        "保存期限自考核结束之日起不少于 6 个月。期满后由我机构登记造册，"
                        "按规定处置，"
                        "在此之前任何人不得擅自取走或销毁。"
                    ),
                )
            ),
            Table(
                header=("工件名称", "数量", "编号", "存放位置", "保管人"),
                widths=(2, 1, 2, 1.4, 1),
                rows=(
                    (
                        "考核作品" if batch.occupation_code == "4-10-01-05" else "考核工件",
                        f"{len(batch.roster)} 件",
                        f"GJ01—GJ{len(batch.roster):02d}",
                        "实操室 3 号柜",
                        staff.KEEPER,
                    ),
                ),
                height=12,
            ),
            Gap(14),
            Line(right=batch.agency),
            Line(right=day(batch.skill_on)),
        ),
    )


def workpieces(batch: Batch) -> Paper:
    """22 考核工件: the sheet of photographs that goes with the pieces."""
    shown = batch.roster[:8]
    rows: list[tuple[Cell, ...]] = []
    for start in range(0, len(shown), 4):
        group = shown[start : start + 4]
        rows.append(tuple(Ink(text=one.name, kind="photo", height=36) for one in group))
        rows.append(tuple(f"GJ{one.position:02d} {one.name}" for one in group))
    return Paper(
        title="考核工件照片登记表",
        blocks=(
            Line(f"{batch.agency}　{staff.trade_and_level(batch)}", f"批次号：{batch.number}"),
            Line(f"拍摄日期：{day(batch.skill_on)}", f"拍摄人：{staff.OFFICER}"),
            *(
                Table(rows=(row,), widths=(1,) * len(row), height=44 if at % 2 == 0 else 8)
                for at, row in enumerate(rows)
            ),
            Table(
                widths=(1, 5),
                left=(1,),
                rows=(
                    (
                        "说明",
                        f"共 {len(batch.roster)} 件，存实操室 3 号柜，至少保存 6 个月，期满处置。",
                    ),
                ),
                height=12,
            ),
        ),
    )
