"""The code archivist printed on a form: it decides alone, unless something contradicts it."""

from collections.abc import Sequence
from dataclasses import dataclass

from archivist.records.formcode import FormCode
from archivist.records.reading import Reading
from archivist.rules.formcode import parse_form_code

CODE_WEIGHT = 0.99


@dataclass(frozen=True, slots=True)
class CodeFound:
    """What the printed codes of a document say; ``doubt`` if they do not speak for all of it."""

    code: FormCode | None
    doubt: str = ""


def announced_code(reading: Reading, separator: FormCode) -> CodeFound:
    """What a separator sheet says of the pages behind it, unless they bear codes of their own."""
    own = printed_code(reading)
    if own.code is not None or own.doubt:
        return CodeFound(own.code, own.doubt or "分隔页后面的纸上另有打印码，请核对")
    return CodeFound(separator)


def printed_code(reading: Reading) -> CodeFound:
    """The one form all codes of this document belong to; codes of others are not looked at."""
    coded = [
        (page.number, code)
        for page in reading.pages
        for text in page.codes
        if (code := parse_form_code(text)) is not None and not code.separator
    ]
    if not coded:
        return CodeFound(None)
    first = coded[0][1]
    if any(_form(code) != _form(first) for _, code in coded):
        return CodeFound(None, "一个文件里有几份材料的打印码，请分开后再收")
    return CodeFound(first, _page_doubt(reading, coded))


def _form(code: FormCode) -> tuple[object, ...]:
    return (code.batch, code.material, code.subject, code.candidate, code.pages)


def _page_doubt(reading: Reading, coded: Sequence[tuple[int, FormCode]]) -> str:
    pages = coded[0][1].pages
    missing = sorted(set(range(1, pages + 1)) - {code.page for _, code in coded})
    if missing:
        return f"打印码说共 {pages} 页，缺第 " + "、".join(map(str, missing)) + " 页"
    with_code = {number for number, _ in coded}
    bare = [
        page.number for page in reading.pages if page.number not in with_code and page.text.strip()
    ]
    if bare:
        return f"第 {bare[0]} 页没有打印码，可能夹有别的材料"
    return ""
