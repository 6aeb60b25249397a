"""Settings: config.toml read into one frozen value; every mistake names its line."""

import difflib
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from archivist.errors import BadConfigSyntax, BadSetting, UnknownSetting, UnsafeFolders

CodeStyle = Literal["da_t_13_2022_volume", "da_t_13_2022_item", "da_t_22_2015"]
Late = Literal["next", "suffix"]
Rounding = Literal["none", "month_end", "year_end"]
StampEdition = Literal["2015", "2000"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The assessment body (评价机构) that owns the archive."""

    name: str = ""
    short_name: str = ""
    fonds: str = ""
    office: str = ""
    letter_word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where things lie, relative to the folder of config.toml or absolute."""

    inbox: str = "inbox"
    archive: str = "archive"
    templates: str = "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChoice:
    """Which rule pack, whether other regions' floors apply, and how due dates round."""

    pack: str = "lianyungang-2023"
    floors: bool = False
    round: Rounding = "year_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How a 档号 is written, and which number a record takes that comes after arranging."""

    style: CodeStyle = "da_t_13_2022_volume"
    category: str = "ZY·JN"
    late: Late = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """Seconds a file must be quiet, seconds between scans, free-space floor in MB."""

    settle_seconds: float = 3.0
    scan_seconds: float = 2.0
    free_space_mb: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """Worker count (0: by processors), memory limit in MB, seconds per document."""

    workers: int = 0
    memory_mb: int = 1024
    seconds_per_document: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The body's own fonts folder, the thickness of one sheet in mm, and label printing.

    ``offset_x_mm`` (to the right) and ``offset_y_mm`` (downwards) make good what the printer is
    off by on label sheets; ``label_paper`` and ``sticker_paper`` name sheets of labels.toml.
    ``stamp_edition`` is the edition of DA/T 22 whose sixth cell the stamp has.
    """

    fonts_dir: str = ""
    sheet_mm: float = 0.1
    offset_x_mm: float = 0.0
    offset_y_mm: float = 0.0
    label_paper: str = "L7160"
    sticker_paper: str = "4x10"
    stamp_edition: StampEdition = "2015"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The local page's TCP port; it is bound to 127.0.0.1 only."""

    port: int = 8765


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of config.toml. ``root`` is the folder it lies in."""

    root: Path
    body: Body = field(default_factory=Body)
    folders: Folders = field(default_factory=Folders)
    rules: RuleChoice = field(default_factory=RuleChoice)
    numbering: Numbering = field(default_factory=Numbering)
    intake: Intake = field(default_factory=Intake)
    reading: ReadingLimits = field(default_factory=ReadingLimits)
    print: Print = field(default_factory=Print)
    page: Page = field(default_factory=Page)

    @property
    def inbox(self) -> Path:
        """The absolute inbox folder."""
        return (self.root / self.folders.inbox).resolve()

    @property
    def archive(self) -> Path:
        """The absolute archive folder."""
        return (self.root / self.folders.archive).resolve()

    @property
    def templates(self) -> Path:
        """The absolute templates folder."""
        return (self.root / self.folders.templates).resolve()


LIMITS: dict[str, tuple[float, float]] = {
    "intake.settle_seconds": (0, 3600),
    "intake.scan_seconds": (0.2, 3600),
    "intake.free_space_mb": (0, 10_000_000),
    "reading.workers": (0, 64),
    "reading.memory_mb": (512, 65_536),
    "reading.seconds_per_document": (5, 3600),
    "print.sheet_mm": (0.05, 0.5),
    "print.offset_x_mm": (-20, 20),
    "print.offset_y_mm": (-20, 20),
    "page.port": (1, 65_535),
}


def load_settings(path: Path) -> Settings:
    """Read ``path`` (config.toml).

    Raises:
        BadConfigSyntax: it is not TOML or not UTF-8.
        UnknownSetting: a table or key is not one of ours.
        BadSetting: a value has the wrong type or is out of range.
        UnsafeFolders: inbox, archive and templates lie in one another.
    """
    text = _read(path)
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:  # not only TOMLDecodeError: numbers, depth
        line = _line_of_problem(str(problem), text)
        raise BadConfigSyntax(path=path, line=line, why=_spoken(str(problem))) from problem
    sections = {name: kind for name, kind in get_type_hints(Settings).items() if name != "root"}
    chosen: dict[str, Any] = {}
    for name, table in tables.items():
        if name not in sections or not isinstance(table, dict):
            raise UnknownSetting(
                path=path, line=_line_of(text, None, name), field=name, hint=_hint(name, sections)
            )
        chosen[name] = _section(path, text, name, sections[name], table)
    settings = Settings(root=path.resolve().parent, **chosen)
    _refuse_nested(settings)
    return settings


def _read(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise BadConfigSyntax(path=path, line=line, why="不是 UTF-8 编码") from problem


def _section(path: Path, text: str, section: str, kind: type, table: dict[str, Any]) -> Any:
    hints = get_type_hints(kind)
    for key, value in table.items():
        line = _line_of(text, section, key)
        if key not in hints:
            raise UnknownSetting(
                path=path, line=line, field=f"{section}.{key}", hint=_hint(key, hints)
            )
        why = _objection(f"{section}.{key}", hints[key], value)
        if why:
            raise BadSetting(path=path, line=line, field=f"{section}.{key}", why=why)
    return kind(**{k: float(v) if hints[k] is float else v for k, v in table.items()})


def _objection(name: str, wanted: Any, value: Any) -> str:
    """Why ``value`` may not stand for setting ``name``, or an empty string."""
    if get_origin(wanted) is Literal:
        choices = get_args(wanted)
        return "" if value in choices else f"只能是 {'、'.join(choices)} 之一"
    kinds: dict[Any, tuple[tuple[type, ...], str]] = {
        int: ((int,), "应当是整数"),
        float: ((int, float), "应当是数字"),
        bool: ((bool,), "应当是 true 或 false"),
        str: ((str,), "应当是带引号的文字"),
    }
    allowed, why = kinds[wanted]
    if not isinstance(value, allowed) or (isinstance(value, bool) and wanted is not bool):
        return why
    if isinstance(value, str) and not value.isprintable():
        return "里面有不能显示的字符"
    if isinstance(value, int | float) and name in LIMITS:
        low, high = LIMITS[name]
        if not low <= value <= high:
            return f"应当在 {low:g} 到 {high:g} 之间"
    return ""


def _hint(name: str, known: Any) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"是不是“{close[0]}”？" if close else ""


def _line_of(text: str, section: str | None, key: str) -> int:
    """The line on which ``key`` stands (in ``section``), from 1."""
    current = None
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            current = bare.strip("[]").split("#")[0].strip().rstrip("]")
            if section is None and current == key:
                return number
        elif current == section and bare.split("=")[0].strip().strip("\"'") == key:
            return number
    return 1


# What tomllib says -> what a clerk must mend; the first that fits.
_SPOKEN = (
    ("Unescaped", "路径里的反斜杠 \\ 要改成斜杠 /"),
    ("Invalid hex", "路径里的反斜杠 \\ 要改成斜杠 /"),
    ("Expected ']'", "方括号没有成对"),
    ("Expected '='", "名称后面要有等号"),
    ("Expected newline", "一行只能写一项；行末的说明前面要有井号 #"),
    ("Invalid statement", "这一行看不懂，可能少了名称或井号 #"),
    ("Cannot overwrite", "同一个名称写了两次"),
    ("Cannot declare", "同一个方括号标题写了两次"),
    ("Illegal character", "引号没有成对"),
    ("Unterminated", "引号没有成对"),
    ("Invalid value", "等号右边写得不对；文字要放在英文双引号里"),
)


def _spoken(problem: str) -> str:
    for says, spoken in _SPOKEN:
        if problem.startswith(says):
            return spoken
    return problem


def _line_of_problem(problem: str, text: str) -> int:
    """The line tomllib named, or the last line if it spoke of the end of the document."""
    _, _, rest = problem.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if digits.isdigit() else text.count("\n") + 1


def _refuse_nested(settings: Settings) -> None:
    folders = [settings.inbox, settings.archive, settings.templates]
    for one in folders:
        for other in folders:
            if one is not other and one.is_relative_to(other):
                raise UnsafeFolders(one=one, other=other)
