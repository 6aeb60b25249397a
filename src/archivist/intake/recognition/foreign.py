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
    培训签到 授课 主讲 任课 教案 教学内容 教学目标 教学大纲 教学计划 教学方法 课后 备课 听课
    学员须知 学员手册 学员评价 实训报告 实训内容 带教 上课 考勤记录 培训学时 培训课题 培训费
    培训方 培训项目 培训日期 结业情况 结业考试 不予结业 准予结业 缺课 短训班 书本费 教研组
    开班日期 开班时间
"""

# A school term and what comes at its end.
_SCHOOL: Final = """
    学期 期末 期中考试 总学分 平时成绩 入学时间 入学成绩 住宿生 寝室 毕业设计 毕业论文 毕业去向
    实习单位 实习鉴定 实习周记 招生 休学 奖学金 助学金 教研室 学生处 课程代码 学籍档案
    三好学生 家庭情况 入学年月
"""

# A contest: teams, referees, places won.
_CONTEST: Final = """
    参赛 选手编号 选手签 赛位 赛项 赛场 赛题 决赛 初赛 复赛 裁判 领队 名次 奖项 一等奖 获奖等级
    组委会 代表队 比武 大赛组委 评分模块 选手姓名
"""

# Staff: hiring, leave, pay, appraisal.
_STAFF: Final = """
    应聘 薪资 面试官 用人部门 转正申请 部门经理 部门主管 直接上级 上级评分 目标值 完成率 自评分
    绩效考核 绩效得分 绩效工资 岗位工资 基本工资 应发工资 奖金 KPI 加班 调休 请假人 请假天数
    请假事由 请假时间 销假 休假 事假 病假 带班领导 值班安排 职代会 入党 评优 先进个人 职称评审
    民主测评 任命 免去 绩效系数 期望月薪 面试评语 婚否 新员工 劳动报酬 代班 徒弟 带徒 兹聘
    聘任单位 年度等次 执考次数
"""

# Money: bills, prices, accounts.
_MONEY: Final = """
    金额 单价 价税合计 税额 税率 发票号 发票代码 开票日期 销售方 纳税人 报销 借款 付款人 收款人
    收款单位 开户行 出纳 会计签 财务审核 补贴标准 补贴资金 申请补贴 劳务费 课酬 差旅费 住宿费 个税
    收据 银行卡号 付款单位 交款单位 开票人 领款 货款 卖方 买方 补助标准 补贴项目 补贴类别 就业补助
    命题费 监考费
"""

# Goods and machines: buying, stores, repair.
_GOODS: Final = """
    采购合同 采购数量 采购部 采购单 供应商 供货 送货 收货人 运单号 申购 请购 报价 投标 验收入库
    入库单 出库单 领用部门 固定资产 折旧 报修人 报修时间 维修情况 维修内容 维修费 保修 巡检人
    保养周期 保养单位 租金 购销 领用用途 报修部门 维修过程 更换配件 维保单位 维保人 领料人 寄件
    派车 设备原值
"""

# Meetings, rules, reports, the archive itself.
_OFFICE: Final = """
    会议内容 会议地点 会议时间 会议记录 主持人 参会 列席 议题 议定 发言 纪要 一年来 下一步工作
    下半年 本制度 总则 各科室 放假 来访事由 来访人 访客 阅办 拟办意见 传阅 调查内容 问卷 非常满意
    不满意 文件题名 案卷号 销毁清册 监销 借阅 会议主题 第一章 主要做法 下一年 案卷题名 卷内目录
    已保管期限 接洽 兹介绍
"""

# What goes before or follows a batch and is none of its papers.
_AROUND: Final = """
    领证人 签领 领证日期 遗失声明 补办 挂失 复核科目 复核理由 查分理由 申诉人 申诉理由 被申诉 聘为
    增项 法人证书 办学地址 注册资金 经营范围 代领 凭本证 复核过程 申辩 被告知人 特发此证 表明持证
    遗失补 缺考率 缺考原因 拟备案 备案机关 补考时间 命题专家 专家组长 涉考 政纪 调阅事由
    外部质量督导 维持原成绩 自我估分
"""

# Health.
_HEALTH: Final = """
    体检 胸透 未见异常 医师签 检验科 受检者
"""

FOREIGN: Final[frozenset[str]] = frozenset(
    "".join(
        (_TRAINING, _SCHOOL, _CONTEST, _STAFF, _MONEY, _GOODS, _OFFICE, _AROUND, _HEALTH)
    ).split()
)
