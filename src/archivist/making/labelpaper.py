"""Label sheets (标签纸): where each label lies, as templates/labels.toml says."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from archivist.errors import BadStart, BadTemplate, NoSuchLabelPaper, NoSuchTemplate

FILE = "labels.toml"
STAMP_MM = (45.5, 16.5)  # a sticker must hold the stamp with its outer line
LEAST, MOST = 0.0, 1000.0
MOST_CELLS = 1000
Kind = Literal["label", "sticker", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelPaper:
    """One kind of label sheet; all lengths in mm, from the sheet's upper left corner."""

    name: str
    title: str
    paper_width: float
    paper_height: float
    columns: int
    rows: int
    label_width: float
    label_height: float
    left: float
    top: float
    gap_x: float = 0.0
    gap_y: float = 0.0
    kind: Kind = "both"

    @property
    def per_sheet(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def takes(self, kind: str) -> bool:
        """Whether it may bear this kind of label: "label" or "sticker"."""
        return self.kind in (kind, "both")

    def data(self, start: int, offset: tuple[float, float]) -> dict[str, object]:
        """What the templates are told of it; ``start`` is the first free label, from 1.

        Raises BadStart if the sheet has no such label.
        """
        if not 1 <= start <= self.per_sheet:
            raise BadStart(start=start, most=self.per_sheet, paper=self.name)
        return {
            "width": self.paper_width,
            "height": self.paper_height,
            "columns": self.columns,
            "rows": self.rows,
            "label_width": self.label_width,
            "label_height": self.label_height,
            "left": self.left,
            "top": self.top,
            "gap_x": self.gap_x,
            "gap_y": self.gap_y,
            "start": start,
            "offset_x": offset[0],
            "offset_y": offset[1],
        }


def label_papers(templates: Path) -> dict[str, LabelPaper]:
    """The label sheets of ``templates``/labels.toml by name.

    Raises:
        NoSuchTemplate: there is no such file.
        BadTemplate: it is no TOML, or a sheet is impossible; names the sheet and the field.
    """
    path = templates / FILE
    if not path.is_file():
        raise NoSuchTemplate(template=FILE)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadTemplate(template=FILE, why=f"写法有误（{problem}）") from problem
    return {name: _paper(name, table) for name, table in tables.items()}


def label_paper(templates: Path, name: str, kind: str) -> LabelPaper:
    """The sheet of this name for "label" or "sticker".

    Raises:
        NoSuchLabelPaper: there is none, or not for this.
        NoSuchTemplate, BadTemplate: see :func:`label_papers`.
    """
    known = label_papers(templates)
    fit = [one.name for one in known.values() if one.takes(kind)]
    if name not in fit:
        raise NoSuchLabelPaper(paper=name, known="、".join(fit))
    return known[name]


def _paper(name: str, table: object) -> LabelPaper:
    if not isinstance(table, dict):
        raise BadTemplate(template=FILE, why=f"“{name}”应当是一节，写成 [{name}]")
    kinds = {field.name: field.type for field in fields(LabelPaper) if field.name != "name"}
    for key, value in table.items():
        why = _objection(key, value, kinds)
        if why:
            raise BadTemplate(template=FILE, why=f"[{name}] 的 {key} {why}")
    needed = {"title", *(key for key in kinds if key not in ("gap_x", "gap_y", "kind"))}
    missing = sorted(needed - set(table))
    if missing:
        raise BadTemplate(template=FILE, why=f"[{name}] 少了 {'、'.join(missing)}")
    paper = LabelPaper(name=name, **table)
    why = _misfit(paper)
    if why:
        raise BadTemplate(template=FILE, why=f"[{name}] {why}")
    return paper


def _objection(key: str, value: object, kinds: dict[str, object]) -> str:
    """Why a value may not stand for a field, or an empty string."""
    if key not in kinds:
        return "不是这里的字段"
    if key == "title":
        return "" if isinstance(value, str) else "应当是带引号的文字"
    if key == "kind":
        return "" if value in get_args(Kind) else "只能是 label、sticker、both 之一"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "应当是数字"
    if key in ("columns", "rows"):
        return "" if isinstance(value, int) and 1 <= value <= MOST_CELLS else "应当是正整数"
    return "" if LEAST <= value <= MOST else f"应当在 {LEAST:g} 到 {MOST:g} 之间"


def _misfit(paper: LabelPaper) -> str:
    """Why the labels do not lie on the paper, or an empty string."""
    wide = paper.left + paper.columns * (paper.label_width + paper.gap_x) - paper.gap_x
    high = paper.top + paper.rows * (paper.label_height + paper.gap_y) - paper.gap_y
    if min(paper.label_width, paper.label_height) < 10:
        return "的标签太小，宽和高都应当不小于 10 毫米"
    if wide > paper.paper_width + 0.1:
        return f"的标签排到 {wide:g} 毫米，超出纸宽 {paper.paper_width:g} 毫米"
    if high > paper.paper_height + 0.1:
        return f"的标签排到 {high:g} 毫米，超出纸高 {paper.paper_height:g} 毫米"
    narrow = paper.label_width < STAMP_MM[0] or paper.label_height < STAMP_MM[1]
    if paper.takes("sticker") and narrow:
        return f"放不下归档章（要 {STAMP_MM[0]:g} × {STAMP_MM[1]:g} 毫米），kind 只能是 label"
    return ""
