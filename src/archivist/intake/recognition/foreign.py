"""Words of a body that belong to another affair than an assessment batch.

A training class, a contest, a payroll or a purchase leaves papers on the same desk, often with the
same people and the same occupation on them. Their titles may hide that; the heads of their columns
and the offices that sign them rarely do. No word here names a material: each only says that the
paper is likely none of the list.

The words are looked for in squeezed text, so none may stand inside a common word of a batch paper
(转正 stands in 运转正常, 学分 in 化学分析), in the name of an occupation (采购员, 快递员, 维修工)
or in what some bodies do print (班级 and 学号 on the roster of a school, 入职时间 on that of a
company, 营业执照 on an application, 全宗号 in the stamp of an archive).
"""

from typing import Final

# A class that teaches: hours, teachers, lessons.
_TRAINING: Final = """
    总学时 学时安排 理论学时 实操学时 课时 课程名称 课程内容 课程安排 课程表 培训课程 培训内容
    培训班 培训时间 培训地点 培训对象 培训教师 培训讲师 培训效果 培训天数 培训目标 培训考核
    培训签到 授课 授课教师 授课内容 主讲 任课 教案 教学内容 教学目标 教学大纲 教学计划 教学方法
    课后 备课 听课 开班 学员须知 学员手册 学员评价 实训报告 实训内容 带教 上课 课堂 自习 考勤记录
"""

# A school term and what comes at its end.
_SCHOOL: Final = """
    学期 期末 期中考试 总学分 平时成绩 平时分 绩点 入学时间 入学成绩 家庭成员 住宿生 寝室 毕业设计
    毕业论文 毕业去向 实习单位 实习鉴定 实习周记 招生 录取 转学 休学 奖学金 助学金 教研室 学生处
    系主任 奖惩记录 课程代码 任课老师 卷面占 评教 学籍档案
"""

# A contest: teams, referees, places won.
_CONTEST: Final = """
    参赛 参赛选手 参赛单位 选手编号 选手签 赛位 赛项 赛场 赛题 决赛 初赛 复赛 裁判 裁判长 裁判员
    领队 名次 奖项 一等奖 获奖等级 组委会 代表队
"""

# Staff: hiring, leave, pay, appraisal.
_STAFF: Final = """
    应聘 应聘岗位 期望薪资 薪资 面试官 用人部门 试用期 转正申请 部门经理 部门主管 直接上级
    上级评分 目标值 完成率 自评分 绩效考核 绩效得分 绩效工资 岗位工资 基本工资 应发工资 奖金 KPI
    加班 调休 请假人 请假天数 请假事由 请假时间 销假 休假 事假 病假 带班领导 值班安排 交接班
    职代会 入党 评优 先进个人 职称评审 民主测评 任命 免去 社保转移
"""

# Money: bills, prices, accounts.
_MONEY: Final = """
    金额 单价 合计金额 价税合计 税额 税率 发票号 发票代码 开票日期 购买方 销售方 纳税人 报销
    报销人 借款 付款人 收款人 收款单位 开户行 出纳 会计签 财务审核 财务负责 补贴标准 补贴金额
    补贴资金 申请补贴 应发金额 实发金额 劳务费 课酬 津贴 差旅费 住宿费 个税 缴费金额 收据
"""

# Goods and machines: buying, stores, repair.
_GOODS: Final = """
    采购合同 采购数量 采购部 采购单 供应商 供货 交货 送货 收货人 寄件人 运单号 申购 请购 报价 中标
    投标 验收入库 入库单 出库单 领料 领用部门 固定资产 折旧 报修人 报修时间 维修情况 维修内容
    维修人 维修费 保修 巡检人 保养周期 保养记录 保养内容 保养单位 系统升级 租金 房屋 设备台账
"""

# Meetings, rules, reports, the archive itself.
_OFFICE: Final = """
    会议议题 会议内容 会议地点 会议时间 会议记录 主持人 参会 参会人员 列席 议题 议定 发言 纪要
    一年来 下一步工作 下半年 本制度 总则 各科室 放假 来访事由 来访人 访客 阅办 拟办意见 传阅
    调查内容 问卷 非常满意 不满意 文件题名 卷内 案卷号 销毁清册 监销 借阅
"""

# What goes before or follows a batch and is none of its papers.
_AROUND: Final = """
    代领人 领证人 签领 领证日期 领取方式 遗失声明 补办 挂失 复核科目 复核理由 查分理由 申诉人
    申诉理由 被申诉 聘为 增项 法人证书 办学地址 注册资金 经营范围 违纪处理决定
"""

# Health.
_HEALTH: Final = """
    体检 胸透 未见异常 健康证 医师签 检验科
"""

FOREIGN: Final[frozenset[str]] = frozenset(
    "".join(
        (_TRAINING, _SCHOOL, _CONTEST, _STAFF, _MONEY, _GOODS, _OFFICE, _AROUND, _HEALTH)
    ).split()
)
