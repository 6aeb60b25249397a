"""The words of titles in this trade, and what each says.

A title is read as a set of meanings ("考生" + "签到"), so that 参评人员签名册 and 考生签到表
are the same thing without either being listed. A word is one of five kinds:

* a *meaning*, which takes part in the comparison with the rule pack's names;
* a *subject* (理论, 技能);
* an *anchor*, which shows that assessment is spoken of, but not which paper;
* *filler*, which says nothing;
* a *strange* word, which shows that the paper belongs to something else.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from archivist.records.batch import Subject


class Kind(Enum):
    """What a word does in a title."""

    MEANING = auto()
    SUBJECT = auto()
    ANCHOR = auto()
    EXAM = auto()
    FILLER = auto()
    STRANGE = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind, what it means, and whether it speaks of an exam as well."""

    text: str
    kind: Kind
    meanings: tuple[str, ...] = ()
    subject: Subject | None = None


# Words parted by a space say the same; a "+" in the key gives a word several meanings.
_MEANINGS = {
    "candidate": (
        "考生 参评人员 参考人员 应考人员 应试人员 参试人员 参评者 应试者 考核对象 "
        "鉴定对象 认定对象 评价对象 参加考试人员 参加考核人员 参加认定人员 参加评价人员 "
        "被考核人员 被认定人员 参评考生 报考考生 被考核人 被评价人 参评人 参加"
    ),
    "apply": "申请表 申请书 申请 请示 批次申报表 批次申报",
    "enrol": "报名 报考",
    "enrol+roster": "报名册 报名名册 报名登记册",
    "enrol+crowd": "报名人员 报考人员 报名考生 报名学员 报名参评人员",
    "declare": "申报表 申报",
    "declare+crowd": "申报人员",
    "schedule": "计划",
    "roster": "花名册 名册 名单 人员名单 一览表 名录",
    "plan": "方案 实施方案 工作方案 组织方案",
    "entrust": "委托 受托",
    "agreement": "协议 协议书 合同 合同书",
    "task": "任务 任务书 任务单",
    "dispatch": "派遣 委派 选派 指派 派出 派遣单 委派单 派遣函 委派函 派遣表 派遣书 委派书",
    "notice": "通知书 通知单 通知",
    "equipment": "设施设备 设备设施 场地设备 设备场地 设备 设施 场地 场地设施 工位设备",
    "check": "检查 核查 查验 检查表 核查表 点检 自查 自查表 检查单 核查单 查验表 查验单",
    "record": "记录 记录表 记录单 登记 登记表 情况表 实况记录",
    "paper": "试卷 试题 考卷 试题卷 卷子",
    "handover": (
        "移交 移交单 移交表 移交登记表 移交清单 保密交接 保密交接单 交接 "
        "交接单 交接表 交接登记 交接清单 交接记录 交接登记表 领交单 流转单 流转表"
    ),
    "supervise": (
        "质量督导 督导 内部质量督导 内部督导 质量监督 质量督导员 督导员 督导人员 质量督导人员 "
        "质量督察 督察"
    ),
    "feedback": (
        "反馈 反馈表 反馈单 意见反馈 意见反馈表 反馈意见表 反馈意见 反馈记录 意见表 意见书 意见单"
    ),
    "report": "报告 报告书 报告表",
    "examiner": "考评员 考评人员 考评组 考评小组",
    "duty": "履职 履行职责 履责 履职尽责 现场履职 工作情况 工作表现 现场表现 执考 执考情况",
    "duty+evaluate": "工作评价表 工作评价 工作评议表 工作考核表",
    "signin": "签到 签到表 签到册 签到簿 签到单 签名表 签名册 签名单 报到 报到表 报到册",
    "room": "考场 考试现场 考核现场",
    "room+record": "监考记录 监考记录表 监考情况 监考情况表 监考情况记录表 考场日志 考场纪实",
    "keep": "保存 保管 代存 存储 存放 留存 封存 寄存 代保管 代管",
    "score": "成绩 总成绩 考试成绩 考核成绩 评价结果 认定结果 考核结果 考试结果",
    "summary": "汇总 汇总表 总表 统计汇总表",
    "quality": "质量",
    "analyse": "分析 分析表",
    "blank": "空白",
    "blank+paper": "样卷 样题 空白卷 样题卷 试卷样本 试题样本 样本卷",
    "certificate": "证书",
    "issue": "核发",
    "hand_out": "发放 领取 颁发 制发 签发 发证 办理",
    "take_back": "回收 收取 收回",
    "approve": "审批 审批表 审批单 报批表 呈批表 核准表 报审 报审表",
    "passed": "合格 通过 合格考生 获证 获证人员 取证 取证人员",
    "failed": "不合格 未通过",
    "to_certify": "拟发证 拟取证 拟获证 拟核发 拟颁证 拟发放证书 拟颁发证书 拟授予证书 拟核发证书",
    "public": "公示 公示表 公告 公布 公布表",
    "video": "视频 监控 录像 视频监控 监控视频 监控录像 视频录像 摄像 影像 音像 音视频 监控影像",
    "disc": "光盘 刻录 刻录单 硬盘 U盘",
    "materials": "材料 资料",
    "answer": "答题卡 答题卷 答题纸 答卷 答题册 答卷纸 作答卷 作答纸 答题本",
    "key": "标准答案 参考答案 答案",
    "scoring": "评分 评分表 打分表 记分表 评分单 计分表 评分记录",
    "criteria": "评分标准 评分细则 评价标准 考核标准",
    "workpiece": "工件 考件 试件 考核作品 考核成品 考核工件实物",
    "inventory": "清单 明细 明细表",
    "photo": "照片 相片 图片",
    "personal": "个人 本人",
    "pledge": "承诺书 承诺 诚信承诺书 诚信承诺",
    "years": "工作年限 从业年限 工作经历 从业经历 工龄",
    "years+proof": "工作证明 从业证明",
    "proof": "证明 证明书 证明表",
    "qualify": "资格 申报资格 报名资格 申报条件 报考资格",
    "review": "审查 审核 核实 复审",
    "arrange": "安排 安排表",
    "onsite": "现场",
    "tell": "通知考生",
    "evaluate": "评价表 考核表 评估表 测评表 评议表 评议",
    "quality+paper": "命题质量",
    "paper+hand_out": "试卷领用 试题领用 试卷收发 试题收发",
    "score+summary": "成绩统计 成绩统计表",
    "confirm": "确认 确认表 确认单",
}

# People and things that stand in titles of neighbouring papers, but in no name of the list.
_OTHERS = (
    "监考 监考员 监考人员 考务 考务人员 工作人员 考官 专家 评委 "
    "裁判 学员 学生 座次 座位 座签 准考证 规则 守则 纪律 须知 流程 流程图 封条 密封 草稿 "
    "巡考 违纪 缺考 补考 缓考 论文 答辩 准备 保密 题库 命题 组卷 阅卷 评卷 复核 申诉 投诉 "
    "满意度 签字表 签收表 签收单 签领表 领取表 审核表 审查表 交货单 交款单 汇报表 成绩单 "
    "成绩证明 工具 材料准备 聘书 资格证 上岗证 胸牌 胸卡 台账 大纲 标准 教材"
)

_SUBJECTS = {
    Subject.THEORY: ("理论 理论知识 理论考试 理论知识考试 理论考核 理论知识考核 理论科目 笔试"),
    Subject.SKILL: (
        "技能 操作技能 技能操作 技能考核 操作技能考核 技能操作考核 技能考试 实操 实作 "
        "实操考核 实操考试 实际操作 实践操作 操作考核 操作考试 技能科目 专业能力 操作"
    ),
}

_ANCHORS = (
    "职业技能等级认定 职业技能等级评价 职业技能等级鉴定 职业技能等级 职业技能鉴定 "
    "职业技能评价 职业技能认定 职业技能 技能等级认定 技能等级评价 技能等级 等级认定 等级评价 "
    "等级鉴定 技能鉴定 技能认定 技能评价 技能人才评价 技能人才 职业资格鉴定 职业资格 认定 "
    "评价 鉴定 等级考试 等级考核 等级 认定服务 评价服务 鉴定服务"
)
_EXAM = "考试 考核 考评 应考 参考 机考"
_FILLER = (
    "关于 的 及 和 与 或 年 月 日 年度 第 批 批次 本批次 市 省 区 县 情况 状况 考前 考点 考后 "
    "认定前 评价前 人员 职业 工种 级别 级 一级 二级 三级 四级 五级 初级工 中级工 高级工 "
    "高级技师 技师 初级 中级 高级 表 单 册 书 簿 卡 一 二 三 四 五 六 七 八 九 十 内部 第三方 "
    "社会化 社会 企业自主 自主 机构 评价机构 认定机构 评价组织 组织 单位 院校 企业 学校 试行 "
    "样表 附件 附表 存根 正本 副本 复印件 扫描件 扫描 全部 盖章 签字 盖章签字 签字盖章 最终版 "
    "定稿 相关 有关 场次 专用 统一 全国 国家 印制 考场用 江苏省 及其 实施 结果 公司 本公司 "
    "我公司 集团 学院 中心 本校 本院 工作 时间 地点 A卷 甲卷 乙卷 开展 组织开展 下达 袋 "
    "运送 印刷 打印 信息 信息表 进场 入场 到场 考点 认定点 考核点 评价点 完好 运行 存档 备查"
)

# A paper that speaks of these belongs to something else, whatever else its title says.
_STRANGE = (
    "消防设施 消防设备 消防器材 安全设施 特种设备 考核评价办法 "
    "培训 会议 教学 课程 授课 课堂 讲座 教师 讲师 老师 师资 家长 员工 职工 新员工 志愿者 面试 "
    "招聘 应聘 入职 离职 劳动 劳动合同 劳务 聘用 聘任 体检 健康 发票 收据 报销 差旅 采购 投标 "
    "招标 中标 预算 财务 工资 薪酬 考勤 请假 入党 党员 党费 党课 团员 评优 先进 绩效 "
    "年度考核 年度考核表 "
    "备案 年检 检修 维修 保养 消防 演练 卫生 食堂 图书 借阅 车辆 驾驶 值班 门卫 来访 疫情 "
    "补贴 补助 奖学金 助学金 竞赛 大赛 比赛 结业 结业证书 实习 入学 招生 录取 军训 学籍 学期 "
    "开学 毕业生 普通话 英语 高考 中考 公务员 事业单位 职称 继续教育 销毁 目录 封面 备考表 "
    "归档 简历 任命 章程 制度 办法 规定 细则 总结 纪要 教案 讲义 问卷 缴费 退费 收费 学习 "
    "学时 课时 年会 活动 例会 晨会 班会 座谈 研讨 论坛 安全生产 安全教育 安全检查 隐患 事故 "
    "保险 租赁 租房 购销 采购合同 快递 领用 出库 入库 库存 物资 资产 工会 选举 捐款 献血 核酸 "
    "调查 证书数据 继续 远程 网课 夏令营 社团 合格证 考评员证书 考评员证 考评员资格 工作证 "
    "驾驶证 营业执照 户口簿 电费 水费 施工 工程 质量管理 质量检验 质检 产品"
)


def _words() -> tuple[Word, ...]:
    found: list[Word] = []
    for key, texts in _MEANINGS.items():
        meanings = tuple(key.split("+"))
        found += [Word(text, Kind.MEANING, meanings) for text in texts.split()]
    found += [Word(text, Kind.MEANING, (f"other:{text}",)) for text in _OTHERS.split()]
    for subject, texts in _SUBJECTS.items():
        found += [Word(text, Kind.SUBJECT, subject=subject) for text in texts.split()]
    found += [Word(text, Kind.ANCHOR) for text in _ANCHORS.split()]
    found += [Word(text, Kind.EXAM) for text in _EXAM.split()]
    found += [Word(text, Kind.FILLER) for text in _FILLER.split()]
    found += [Word(text, Kind.STRANGE) for text in _STRANGE.split()]
    return tuple(found)


@cache
def trade_words() -> dict[str, Word]:
    """Every word of the trade by its spelling."""
    return {word.text: word for word in _words()}
