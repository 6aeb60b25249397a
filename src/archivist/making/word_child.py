"""The child that fills Word templates: docxtpl in a sandbox that cannot reach out."""

import base64
import json
import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from archivist.errors import BadTemplate, TemplateFieldUnknown
from archivist.making.child import answer

IMAGE_MM = 18.0
# Filters that end soon whatever they are given; "indent", "center", "wordwrap" and the like can
# blow a text up without bound.
FILTERS = ("default", "e", "escape", "first", "int", "join", "last", "length", "list", "lower")
FILTERS_MORE = ("replace", "round", "string", "title", "trim", "upper")


class _Sandbox(ImmutableSandboxedEnvironment):
    """No attribute of Python's own, no functions, a few filters, and no products or powers.

    Products and powers are held because Jinja works out constant ones while it reads a template.
    """

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, _context: object, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers; anything else could grow without bound. Raises SecurityError."""
        if operator == "*" and all(isinstance(side, int | float) for side in (left, right)):
            return left * right
        raise SecurityError(operator)


def _sandbox() -> ImmutableSandboxedEnvironment:
    sandbox = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_blank_for_none)
    sandbox.globals.clear()
    kept = {name: sandbox.filters[name] for name in (*FILTERS, *FILTERS_MORE)}
    sandbox.filters.clear()
    sandbox.filters.update(kept)
    sandbox.filters["date_cn"] = date_cn
    return sandbox


def _blank_for_none(value: object) -> object:
    return "" if value is None else value


def date_cn(value: str | None) -> str:
    """An ISO date in Chinese, 2024年3月16日; anything else comes back as it is, None as nothing."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value or "")
    if match is None:
        return value or ""
    year, month, day = (int(part) for part in match.groups())
    return f"{year}年{month}月{day}日"


def _opened(path: Path) -> tuple[DocxTemplate, set[str]]:
    """The template and the fields it uses."""
    try:
        document = DocxTemplate(path)
        wanted = set(document.get_undeclared_template_variables(_sandbox()))
    except TemplateSyntaxError as problem:
        why = f"花括号里的写法有误（{problem.message}）"
        raise BadTemplate(template=path.name, why=why) from problem
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, OSError) as problem:
        raise BadTemplate(template=path.name, why="不是 Word 文档（docx）") from problem
    return document, wanted


def _filled(request: Mapping[str, Any]) -> bytes:
    """The child's work: render, and write the zip without clock or order of its own."""
    path = Path(request["template"])
    document, wanted = _opened(path)
    unknown = sorted(wanted - set(request["fields"]) - set(request["images"]))
    if unknown:
        raise TemplateFieldUnknown(template=path.name, fields="、".join(unknown))
    context = dict(request["fields"])
    for name, png in request["images"].items():
        picture = BytesIO(base64.b64decode(png))
        context[name] = InlineImage(document, picture, width=Mm(IMAGE_MM))
    try:
        document.render(context, jinja_env=_sandbox(), autoescape=True)
    except SecurityError as problem:
        raise BadTemplate(template=path.name, why="用了不允许的写法") from problem
    except UndefinedError as problem:
        raise TemplateFieldUnknown(template=path.name, fields=_name_in(str(problem))) from problem
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as problem:
        raise BadTemplate(template=path.name, why=f"填写时出错（{problem}）") from problem
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _name_in(message: str) -> str:
    """The field a message of Jinja speaks of: "'x' is undefined", "… has no attribute 'y'"."""
    names = re.findall(r"'([^']+)'", message)
    return names[-1] if names else message


def _without_clock(docx: bytes) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(docx)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for entry in before.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(fixed, before.read(entry))
    return out.getvalue()


def _answered(request: Mapping[str, Any]) -> bytes:
    if request["wish"] == "fields":
        _, wanted = _opened(Path(request["template"]))
        return json.dumps(sorted(wanted)).encode("utf-8")
    return _filled(request)


if __name__ == "__main__":
    answer(_answered)
