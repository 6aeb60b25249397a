"""Event: one act in the chained ledger, written in the same transaction as the act."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``act`` is past tense ("filed"); ``actor`` is copied by value; ``facts`` is JSON text."""

    seq: int
    at: datetime
    actor: str
    act: str
    subject: str
    facts: str
    hash: str


ACT_NAMES = {
    "received": "接收",
    "questioned": "转待确认",
    "set aside": "搁置",
    "filed": "归档",
    "registered": "登记实物",
    "assigned": "人工确认",
    "refused": "退回",
    "split": "改拆分",
    "part assigned": "指定拆分的一份",
    "cut": "拆分",
    "enrolled": "登记批次",
    "corrected": "更正批次",
    "numbered": "编号",
    "boxed": "装盒",
    "stamped": "盖归档章",
    "printed": "打印",
    "inserted": "补充归档",
    "moved": "移动",
    "copied": "复制",
    "placed": "上架",
    "sealed": "封盒",
    "held": "暂缓销毁",
    "released": "解除暂缓",
    "proposed": "造册",
    "exported": "导出清册",
    "cancelled": "撤销清册",
    "issued": "发文",
}
