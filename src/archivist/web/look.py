"""How pages look: Jinja2 with autoescape on, and the words values are shown in."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from archivist.records.batch import CATEGORY_NAMES, LEVEL_NAMES, SUBJECT_NAMES
from archivist.records.checklist import PRESENCE_NAMES
from archivist.records.material import CARRIER_NAMES

STATIC_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

EVIDENCE_NAMES = {
    "code": "二维码",
    "folder": "所在文件夹",
    "name": "文件名",
    "title": "标题",
    "body": "正文",
    "roster": "名册",
    "date": "日期",
    "twin": "相同内容",
    "clerk": "人工指定",
}
PAGE_KINDS = {"blank": "空白页", "separator": "分隔页", "out": "不要"}
MEDIA_NAMES = {
    "pdf": "PDF",
    "image": "图片",
    "docx": "Word",
    "xlsx": "Excel",
    "ofd": "OFD",
    "video": "视频",
    "text": "文本",
}


class Look:
    """Templates and static files of the page, read once."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("archivist.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(when=when, size=size, day=day)
        self._templates.globals.update(
            CATEGORY_NAMES=CATEGORY_NAMES,
            LEVEL_NAMES=LEVEL_NAMES,
            SUBJECT_NAMES=SUBJECT_NAMES,
            PRESENCE_NAMES=PRESENCE_NAMES,
            CARRIER_NAMES=CARRIER_NAMES,
            EVIDENCE_NAMES=EVIDENCE_NAMES,
            MEDIA_NAMES=MEDIA_NAMES,
            PAGE_KINDS=PAGE_KINDS,
        )
        self.static = {
            entry.name: entry.read_bytes()
            for entry in (files("archivist.web") / "static").iterdir()
        }

    def render(self, template: str, facts: Mapping[str, Any]) -> str:
        """The HTML of a page; every value in it is escaped."""
        return self._templates.get_template(template).render(facts)


def when(instant: datetime) -> str:
    """An instant as the clerk's clock shows it: day and minute."""
    return instant.astimezone().strftime("%Y-%m-%d %H:%M")


def day(value: object) -> str:
    """A calendar day, or a dash where nobody has entered one."""
    return str(value) if value else "未登记"


def size(count: int) -> str:
    """A number of bytes in the unit people use."""
    if count < 1 << 10:
        return f"{count} 字节"
    if count < 1 << 20:
        return f"{count / (1 << 10):.0f} KB"
    if count < 1 << 30:
        return f"{count / (1 << 20):.1f} MB"
    return f"{count / (1 << 30):.1f} GB"
