"""Every breach of the pack schema names file, line and field."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from archivist.errors import BadPack
from archivist.rules.pack import load_pack, load_pack_file

GOOD = (files("archivist.rules") / "packs/lianyungang-2023/pack.toml").read_text("utf-8")


def line_of(text: str, wanted: str, nth: int = 1) -> int:
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(wanted)]
    return lines[nth - 1]


def once(old: str, new: str) -> Callable[[str], str]:
    assert old in GOOD
    return lambda text: text.replace(old, new, 1)


def without(wanted: str) -> Callable[[str], str]:
    """Take out the first line that begins so."""
    assert f"\n{wanted}" in GOOD
    start = GOOD.index(f"\n{wanted}") + 1
    return lambda text: text[:start] + text[text.index("\n", start) + 1 :]


BREACHES = [
    (
        "duplicate number",
        once("number = 2\n", "number = 1\n"),
        "number = 1",
        2,
        "material[2].number",
        "重复",
    ),
    (
        "gap",
        once("number = 3\n", "number = 23\n"),
        "number = 23",
        1,
        "material[3].number",
        "应当是 3",
    ),
    (
        "duplicate title",
        once('title = "空白样卷"', 'title = "考生签到表"'),
        'title = "考生签到表"',
        2,
        "material[15].title",
        "重复",
    ),
    (
        "unknown key",
        once("sealed = true", "seeled = true"),
        "seeled",
        1,
        "material[13].seeled",
        "没有这个字段",
    ),
    (
        "unknown top key",
        once("version =", 'edition = "x"\nversion ='),
        "edition",
        1,
        "edition",
        "没有这个字段",
    ),
    ("unknown table", once("[pre_exam]", "[preexam]"), "[preexam]", 1, "preexam", "没有这个字段"),
    ("wrong type", once("copies = 2", 'copies = "2"'), "copies", 1, "material[1].copies", "整数"),
    (
        "a truth value is no number",
        once("copies = 2", "copies = true"),
        "copies",
        1,
        "material[1].copies",
        "整数",
    ),
    (
        "wrong type in a list",
        once("materials = [1, 2, 3, 4]", "materials = [1, 0]"),
        "materials",
        1,
        "pre_exam.materials",
        "大于 0",
    ),
    (
        "list wanted",
        once("materials = [1, 2, 3, 4]", "materials = 1"),
        "materials",
        1,
        "pre_exam.materials",
        "方括号",
    ),
    ("switch wanted", once("\nfloor = true", "\nfloor = 1"), "floor", 1, "clock[2].floor", "true"),
    (
        "empty text",
        once('title = "考核工件"', 'title = " "'),
        'title = " "',
        1,
        "material[22].title",
        "不能为空",
    ),
    (
        "unknown term",
        once('term = "half_year"', 'term = "decade"'),
        'term = "decade"',
        1,
        "material[22].term",
        "decade",
    ),
    (
        "unknown subject",
        once('subjects = ["skill"]', 'subjects = ["oral"]'),
        'subjects = ["oral"]',
        1,
        "material[20].subjects",
        "oral",
    ),
    (
        "unknown carrier",
        once('carriers = ["piece"]', 'carriers = ["stone"]'),
        'carriers = ["stone"]',
        1,
        "material[22].carriers",
        "stone",
    ),
    (
        "unknown category",
        once('["third-party"]', '["guild"]'),
        "only_categories",
        1,
        "material[4].only_categories",
        "guild",
    ),
    (
        "unknown base",
        once('bases = ["exam_ended_on"]', 'bases = ["filed_on"]'),
        'bases = ["filed_on"]',
        1,
        "clock[4].bases",
        "filed_on",
    ),
    (
        "unknown step",
        once('ready = "certificates"', 'ready = "later"'),
        'ready = "later"',
        1,
        "material[16].ready",
        "later",
    ),
    (
        "said twice",
        once('subjects = ["skill"]', 'subjects = ["skill", "skill"]'),
        'subjects = ["skill", "skill"]',
        1,
        "material[20].subjects",
        "两次",
    ),
    (
        "empty list",
        once('carriers = ["piece"]', "carriers = []"),
        "carriers = []",
        1,
        "material[22].carriers",
        "至少",
    ),
    (
        "bad regex",
        once("(?P<number>[A-Z]{2,6}", "(?P<number>[A-Z{2,6}"),
        "batch_numbers",
        1,
        "batch_numbers",
        "正则",
    ),
    (
        "bad folder name",
        once('folder = "长期"', 'folder = "长/期"'),
        "folder",
        1,
        "term[1].folder",
        "文件夹名",
    ),
    (
        "missing field",
        without('short = "考核工件"'),
        "[[material]]",
        22,
        "material[22].short",
        "缺少",
    ),
    ("missing top field", without("source ="), "", 1, "source", "缺少"),
    (
        "unknown extra term",
        once('extra_term = "long"', 'extra_term = "ever"'),
        "extra_term",
        1,
        "extra_term",
        "ever",
    ),
    (
        "unknown pre-exam material",
        once("materials = [1, 2, 3, 4]", "materials = [1, 44]"),
        "materials",
        1,
        "pre_exam.materials",
        "44",
    ),
    (
        "unknown clock term",
        once('terms = ["year", "half_year"]', 'terms = ["year", "era"]'),
        'terms = ["year", "era"]',
        1,
        "clock[1].terms",
        "era",
    ),
    (
        "term without a clock",
        once('terms = ["year", "half_year"]', 'terms = ["year"]'),
        'key = "half_year"',
        1,
        "term[3].key",
        "算不出",
    ),
    (
        "unclosed string",
        once('short = "评价方案"', 'short = "评价方案'),
        'short = "评价方案',
        1,
        "short",
        "写法",
    ),
    (
        "field twice",
        once("copies = 2", "copies = 2\ncopies = 3"),
        "copies = 3",
        1,
        "copies",
        "写法",
    ),
]


@pytest.mark.parametrize(
    ("breach", "begins", "nth", "field", "why"),
    [pytest.param(*case[1:], id=case[0]) for case in BREACHES],
)
def test_a_breach_names_file_line_and_field(
    tmp_path: Path, breach: Callable[[str], str], begins: str, nth: int, field: str, why: str
) -> None:
    """A bad pack is refused; the sentence tells which file, which line, which field, and why."""
    text = breach(GOOD)
    file = tmp_path / "bad.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(BadPack) as caught:
        load_pack_file(file)

    facts = caught.value.facts
    assert facts["path"] == str(file)
    assert facts["field"] == field
    assert int(facts["line"]) == (line_of(text, begins, nth) if begins else 1)
    assert why in facts["why"]


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    """GBK bytes are named as such, with the line they stand on."""
    file = tmp_path / "gbk.toml"
    file.write_bytes('name = "x"\ntitle = "规则"\n'.encode("gbk"))
    with pytest.raises(BadPack) as caught:
        load_pack_file(file)
    assert caught.value.facts["line"] == "2"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A pack that says nothing lacks its first field."""
    file = tmp_path / "empty.toml"
    file.write_text("", encoding="utf-8")
    with pytest.raises(BadPack, match="缺少"):
        load_pack_file(file)


def test_the_same_text_loads_from_a_file(tmp_path: Path) -> None:
    """A pack loaded from a file equals the shipped one; a byte-order mark does no harm."""
    file = tmp_path / "own.toml"
    file.write_text(GOOD, encoding="utf-8-sig")
    assert load_pack_file(file) == load_pack("lianyungang-2023")
