"""Lines of a page as titles: what of a line may be one, and whether it stands as one."""

import re

from archivist.intake.recognition.page import title_text

# A title is short; a longer line is a sentence. Official names reach 30 characters with a place.
LONGEST_TITLE = 48

_BRACKETS = str.maketrans("【】[]〔〕「」", "()()()()")
_SENTENCE = re.compile(r"[。;!?]|,.*,")
# A book quoted in a sentence; 《安全教育》期末试卷 is a title.
_QUOTING = re.compile(
    r"^(?:根据|依据|按照?|为|参照|遵照|结合|现将|经).*《|《.+》.{4,}(?<!卷)(?<!表)(?<!单)$"
)
_LISTED = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,3}[)、.](?!\d))")
_PREFIX = re.compile(
    r"^(?:评价|评审|考评|认定|鉴定|记录)?(?:用表|表样|表式|表单|样表)"
    r"\s*[A-Z]*\s?-?\d{1,3}(?!\d)\s*[:、.-]?\s*"
    r"|^(?:附表|表)\s?\d{1,2}[-.]\d{1,2}(?!\d)\s*"
    r"|^(?:附件|附表|附录|表)\s?[\d一二三四五六七八九十]{0,2}\s*[:、.-]?\s+"
    r"|^附[件表录]?(?:之?[\d一二三四五六七八九十]{1,3}(?![月日年级场卷]))?[:、]?"
)
# The running head of a manual whose forms these are, or of an article.
_RUNNING = re.compile(
    r"(?:手册|汇编|体系文件|程序文件|管理文件|作业文件)(?:第[\d一二三四五六七八九十]{1,3}[章节篇部])?"
    r"(?:附?表[单格]|附录|附件|表样|格式|记录)?$|^第[\d一二三四五六七八九十]{1,3}[章节篇条款]\S{0,8}$"
)
_ANNEX_NUMBER = re.compile(r"(?:附件|附表|附录|表)\s?[\d一二三四五六七八九十-]{0,4}\s*[:、.]?")
_LABEL = re.compile(r"(?:(?<=[\s)])|^)[\u4e00-\u9fff()/]{1,10}:.*$")
# "公示: 合格人员" is a title with its kind in front, "导出: 成绩明细" one with its origin; neither
# is a label with a value.
_ANNOUNCED = re.compile(r"^(?:(公示)|(?:系统)?导出|打印|表名|题名|标题):\s*(?=\S)")
_TITLED = re.compile(r"^[^:\s]{2,12}:\s*([^:\s]{4,24})$")
# Which room, turn or copy it is of.
_COUNTED = re.compile(r"第\s?[\d一二三四五六七八九十]{1,3}\s?(?:场|考场|组|联|次)\s*$")
_MARKS = re.compile(
    r"第\s?\d+\s?页|共\s?\d+\s?页|[A-Z]{1,6}[-\dA-Z.]*\d|[A-Z]{1,6}(?:-[A-Z0-9.]+)+|\bNO\.?\s?\d+",
    re.IGNORECASE,
)
_COLUMN_WORDS = (
    "序号 姓名 性别 单位 备注 签名 签字 日期 编号 身份证号 身份证号码 证件号码 准考证号 成绩 "
    "得分 项目 职业 工种 级别 等级 年龄 电话 学历 时间 地点 数量 名称 题号 座位号 考号 批次号 "
    "科目 单位名称 联系电话 合计 总分"
)
_COLUMNS = frozenset(_COLUMN_WORDS.split())
_ENDS = (
    "表|册|单|书|卡|卷|纸|证|簿|函|目录|方案|计划|协议|合同|通知|公示|公告|公布|报告|总结|说明|声明|请示|"
    "明细|台账|清册|名单|汇总|一览|记录|日志|登记|签到|纪实|实录|纪要|反馈|承诺|决定|办法|规定|制度|"
    "守则|须知|样张|样卷|样题|样本|试题|空白|粘贴页|封面|标签|发票|收据|证明|简历|材料|资料|工件|光盘|"
    "录像|视频|监控|照片"
)
_DOCUMENT = re.compile(rf"(?:{_ENDS})(?:\([^()]*\)|[A-Z0-9-]|卷)*$")
_NAMED_FIRST = re.compile(r"^(?:空白)?(?:样卷|试卷|答卷|答题卡|答题纸)[-:]")
_PLAINLY_DOCUMENT = re.compile(
    r"(?:表|册|单|书|簿|证|合同|协议|通知|发票|方案|日志|记录)(?:\([^()]*\))?$"
)
_EVENT = re.compile(
    r"(?:考试|测试|测验|竞赛|大赛|比赛|选拔|培训|会议|活动|班|招聘|面试|演练|论坛|课程|比武|评选)(?:\([^()]*\))?$"
)
_NESTED = re.compile(r"\(([^()]*)\([^()]*\)([^()]*)")
_YEAR = re.compile(r"\d{4}年度?|\d{1,2}月|\([^()]*\)")
_LABEL_WORDS = re.compile(
    r"^(?:身份证|准考证|学历证书|资格证书|毕业证|照片|证明|通知|说明|备考表|记录)$"
)


def title_in(line: str) -> str:
    """The part of a line that may be a title, or an empty string."""
    if _ANNEX_NUMBER.fullmatch(line):
        return ""
    line = _ANNOUNCED.sub(r"\1", _MARKS.sub(" ", _PREFIX.sub("", line)))
    line = _COUNTED.sub("", line)
    line = _LABEL.sub("", line).strip(" -:.·")
    words = line.split()
    if len(words) > 1 and sum(word in _COLUMNS for word in words) > 1:
        return ""
    text = title_text(line).translate(_BRACKETS).replace("()", "")
    text = _NESTED.sub(r"(\1\2", text)
    if text.startswith("《") and text.endswith("》"):
        text = text[1:-1]
    if len(text) > LONGEST_TITLE or _SENTENCE.search(text) or _LISTED.match(text):
        return ""
    if _RUNNING.search(text) or _QUOTING.search(text):
        return ""
    return "" if text in _COLUMNS else text


def titled_in(line: str) -> str:
    """The document named behind a colon ("本批怎么考: 实施方案"), or an empty string."""
    found = _TITLED.match(line)
    return title_text(found[1]) if found and plainly_names_document(found[1]) else ""


def stands_as_title(text: str) -> bool:
    """Whether a line stands as a title, whatever it names."""
    return len(text) > 2 and names_document(text) and not _LABEL_WORDS.match(text)


def names_document(text: str) -> bool:
    """Whether a text ends as names of documents do."""
    return bool(_DOCUMENT.search(text))


def plainly_names_document(text: str) -> bool:
    """Whether it ends in the word for a form, a contract, a notice."""
    return bool(_PLAINLY_DOCUMENT.search(text))


def names_event(text: str) -> bool:
    """Whether it ends as names of events do."""
    return bool(_EVENT.search(text))


def holds_numbers(text: str) -> bool:
    """Whether digits stand in it, but for a year, a month or a remark in brackets."""
    return any(sign.isdigit() for sign in _YEAR.sub("", text))


def closes(text: str, line: str) -> bool:
    """Whether the title ends with this line: in a document's name, or in a remark in brackets."""
    return names_document(text) or bool(_NAMED_FIRST.match(text)) or line.startswith("(")
