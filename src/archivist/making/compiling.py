"""Compiling a template with typst: any error or warning becomes a sentence with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typst

from archivist.errors import BadTemplate, ValueTooLong

PLACE = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+")
# What common.typ says, by panic, when a value does not fit into its cell at the least size.
TOO_LONG = re.compile(
    r"(?s)panicked with: too-long\|(?P<field>.*?)\|(?P<where>.*?)\|(?P<room>.*?)\|(?P<value>.*)"
)
PLAIN = (
    (re.compile(r'dictionary does not contain key "(.+)"'), "没有名为“{}”的字段"),
    (re.compile(r"unknown variable: (.+)"), "没有名为“{}”的变量"),
    (re.compile(r"unknown font family: (.+)"), "没有字体“{}”"),
    (re.compile(r"unclosed delimiter"), "括号没有成对"),
    (re.compile(r"file not found \(searched at (.+)\)"), "找不到文件“{}”"),
    (re.compile(r"expected (.+)"), "此处应为 {}"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One compile, ready for any process: inputs are JSON texts, ``fonts_at`` are folders."""

    source: Path
    inputs: Mapping[str, str]
    fonts_at: tuple[Path, ...]
    timestamp: int


def compile_job(job: Job) -> bytes:
    """Run one compile. Raises BadTemplate, naming the line, on any error or warning of typst."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path) for path in job.fonts_at],
    )
    compiler = typst.Compiler(root=str(job.source.parent), font_paths=fonts)
    try:
        made, warnings = compiler.compile_with_warnings(
            input=str(job.source),
            format="pdf",
            sys_inputs=dict(job.inputs),
            timestamp=job.timestamp,
        )
    except typst.TypstError as problem:
        raise _bad(job.source, problem.message, problem.diagnostic) from problem
    if warnings:
        raise _bad(job.source, warnings[0].message, warnings[0].diagnostic)
    assert isinstance(made, bytes)
    return made


def _bad(source: Path, message: str, diagnostic: str) -> BadTemplate | ValueTooLong:
    """The error for what typst said, with file and line, in Chinese where we know the words."""
    too_long = TOO_LONG.fullmatch(message)
    if too_long:
        return ValueTooLong(**too_long.groupdict())
    said = f"typst 报告：{message}"
    for pattern, sentence in PLAIN:
        match = pattern.fullmatch(message)
        if match:
            said = sentence.format(*match.groups())
            break
    place = PLACE.search(diagnostic)
    template = Path(place["file"]).name if place else source.name
    where = f"第 {place['line']} 行，" if place else ""
    return BadTemplate(template=template, why=f"{where}{said}")
