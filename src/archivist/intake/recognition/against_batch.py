"""What in a document contradicts a batch: another occupation, level, exam day or body."""

import re
from datetime import date
from difflib import SequenceMatcher

from archivist.intake.recognition.knowledge import BatchKnowledge
from archivist.intake.recognition.page import Document
from archivist.intake.recognition.plain import dates_in, plain, squeeze
from archivist.records.batch import Batch

# OCR may damage a third of a short occupation name; half of it is another occupation.
SAME_TRADE = 0.6

# Without a colon the next word may be the next column's heading, so it must look like a trade.
_OCCUPATION = re.compile(
    r"(?:^|\s)(?:申报|鉴定|认定|评价|报考)?职业(?:名称|\(工种\)|/工种|\(等级\))*"
    r"(?:\s?:\s*([\u4e00-\u9fff]{2,12})|\s+([\u4e00-\u9fff]{1,8}[师员工手](?=[\s(]|$)))"
)
_LABELLED_LEVEL = re.compile(r"(?:级别|等级):?\s*\(?([一二三四五])级")
_LEVEL = re.compile(r"([一二三四五])级|(高级技师|技师|高级工|中级工|初级工)(?!学|院)")
_LEVEL_OF = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
_GRADE_OF = {"高级技师": 1, "技师": 2, "高级工": 3, "中级工": 4, "初级工": 5}
_EXAM_DAY = re.compile(
    r"(?:考试|考核|认定|评价|鉴定|签到)(?:日期|时间):?\s*((?:19|20)\d{2}[^:]{4,14})"
)


def levels_in(text: str) -> frozenset[int]:
    """Every level of skill a text speaks of."""
    return frozenset(
        _LEVEL_OF[number] if number else _GRADE_OF[grade] for number, grade in _LEVEL.findall(text)
    )


def is_day(parts: tuple[int, int, int]) -> bool:
    """Whether year, month and day make a date."""
    try:
        date(*parts)
    except ValueError:
        return False
    return True


def against_batch(document: Document, batch: Batch, known: BatchKnowledge) -> str:
    """What on the first page contradicts this batch, in Chinese; empty if nothing does."""
    lines = document.pages[0].lines if document.pages else ()
    for line in lines:
        doubt = _field_against(line, batch)
        if doubt:
            return doubt
    head = squeeze("".join(lines[:3]))
    bodies = [squeeze(plain(t)) for t in (batch.agency, batch.site) if t]
    trades = [squeeze(plain(t)) for t in (batch.occupation, batch.job) if t]
    for text in known.said:
        own = bodies if text in known.agencies else [*bodies, *trades]
        if text in head and not any(text in one or one in head for one in own):
            return f"写着“{text}”，与批次“{batch.number}”不符"
    return ""


def _field_against(line: str, batch: Batch) -> str:
    for trade in (one or other for one, other in _OCCUPATION.findall(line)):
        if not same_trade(trade, batch):
            return f"职业写的是“{trade}”，与批次“{batch.number}”的“{batch.occupation}”不符"
    close = squeeze(line)
    level = _LABELLED_LEVEL.search(close)
    if level and _LEVEL_OF[level[1]] != batch.level:
        return f"等级写的是“{level[1]}级”，与批次“{batch.number}”不符"
    exam = _EXAM_DAY.search(close)
    days = {date(*d) for d in dates_in(exam[1]) if is_day(d)} if exam else set()
    own = {day for day in (batch.theory_on, batch.skill_on) if day}
    if days and own and not any(min(own) <= day <= max(own) for day in days):
        return f"考试日期写的是 {min(days):%Y-%m-%d}，与批次“{batch.number}”不符"
    return ""


def same_trade(said: str, batch: Batch) -> bool:
    """Whether this is the batch's occupation or job, or no occupation at all."""
    if re.match(r"技能|等级|资格|名称|工种|道德|编码|代码|方向|标准|培训|认定|评价|素", said):
        return True
    for own in (batch.occupation, batch.job):
        if own and (
            own in said or said in own or SequenceMatcher(None, own, said).ratio() >= SAME_TRADE
        ):
            return True
    return False
