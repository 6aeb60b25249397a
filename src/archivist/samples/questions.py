"""What made-up examination papers ask, and how made-up score sheets weigh it."""

from archivist.records.batch import Batch

_CARE_QUESTIONS = (
    "1. 为卧床者翻身的间隔一般不超过（　　）。　A. 1 小时　B. 2 小时　C. 5 小时　D. 8 小时",
    "2. 洗手时揉搓双手的时间不少于（　　）。　A. 3 秒　B. 5 秒　C. 15 秒　D. 60 秒",
    "3. 协助用餐前应先确认（　　）。　A. 天气　B. 有无禁忌　C. 衣着　D. 电视音量",
    "4. 测量体温前 30 分钟内不宜（　　）。　A. 静坐　B. 交谈　C. 饮热水　D. 看书",
    "5. 轮椅下坡时护理人员应当（　　）。　A. 快推　B. 倒行　C. 放手　D. 侧行",
    "6. 发现老年人跌倒后首先应当（　　）。　A. 立即扶起　B. 判断伤情　C. 离开　D. 喂水",
    "7. 服务记录中写错的内容应当（　　）。　A. 涂黑　B. 撕页　C. 划线更正　D. 重抄",
    "8. 室内适宜的相对湿度约为（　　）。　A. 10%　B. 20%　C. 50%　D. 90%",
    "9. 下列做法符合职业守则的是（　　）。　A. 隐瞒　B. 收礼　C. 尊重隐私　D. 议论",
    "10. 使用灭火器时应对准火焰的（　　）。　A. 顶部　B. 中部　C. 根部　D. 外围",
    "11. 约束带使用前应当（　　）。　A. 经评估同意　B. 随意　C. 口头说明　D. 不必说明",
    "12. 口腔护理时棉球应当（　　）。　A. 滴水　B. 拧干　C. 干燥　D. 冰冻",
)
_GENERAL_QUESTIONS = (
    "1. 职业道德的核心是（　　）。　A. 服务群众　B. 谋利　C. 攀比　D. 应付",
    "2. 进入操作区前应当（　　）。　A. 聊天　B. 穿戴防护用品　C. 饮酒　D. 奔跑",
    "3. 发现设备异响应当（　　）。　A. 继续　B. 离开　C. 停机检查　D. 加速",
    "4. 交接班记录应当（　　）。　A. 事后补　B. 真实及时　C. 代签　D. 不写",
    "5. 灭火器应放在（　　）。　A. 取用方便处　B. 锁柜里　C. 门外　D. 顶棚",
    "6. 触电急救首先应当（　　）。　A. 拉人　B. 切断电源　C. 泼水　D. 呼喊",
    "7. 记录写错时应当（　　）。　A. 涂黑　B. 撕页　C. 划线更正　D. 重抄",
    "8. 工作结束后应当（　　）。　A. 直接离开　B. 关窗　C. 清理现场　D. 休息",
)
_TASKS = {
    "4-10-01-05": (
        ("为卧床老年人更换床单", 30),
        ("协助老年人从床上转移到轮椅", 30),
        ("组织老年人手工活动，完成作品一件", 40),
    ),
    "6-18-01-01": (
        ("车削台阶轴一件", 90),
        ("车削锥面轴一件", 90),
        ("车削三角螺纹轴一件", 120),
    ),
    "4-10-01-03": (
        ("组织婴幼儿进餐", 20),
        ("消毒餐具和玩具", 20),
        ("处理擦伤一例", 15),
    ),
}


def theory_questions(batch: Batch) -> tuple[str, ...]:
    """The single-choice questions of the batch's theory paper."""
    return _CARE_QUESTIONS if batch.occupation_code == "4-10-01-05" else _GENERAL_QUESTIONS


def skill_tasks(batch: Batch) -> tuple[tuple[str, int], ...]:
    """The tasks candidates draw from, each with its minutes."""
    return _TASKS.get(batch.occupation_code, (("按图完成指定任务一件", 60),))


SKILL_POINTS = (
    ("准备", "着装整洁，用物齐全，核对要求", 10),
    ("程序", "步骤完整，先后得当", 15),
    ("操作", "动作规范，方法正确", 35),
    ("安全", "检查到位，无风险动作", 15),
    ("成果", "符合任务要求", 15),
    ("整理", "归位、清洁、记录", 10),
)
