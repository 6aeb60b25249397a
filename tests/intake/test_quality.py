"""Hints on the paper itself: said where something is conspicuous, and never a verdict."""

from dataclasses import replace

import pytest

from archivist.intake.recognise import recognise
from archivist.intake.recognition.quality import hints
from archivist.records.reading import PageText, Reading, TextSource
from tests.intake.papers import BATCH, BATCHES, PACK

TEXT = "考生签到表（理论）\n序号 姓名 准考证号 考生签名\n1 林知远 202403160001\n第 1 页 共 1 页"
GOOD = PageText(
    number=1,
    text=TEXT,
    source=TextSource.OCR,
    confidence=0.97,
    width_mm=210,
    height_mm=297,
    ink=0.04,
)


def said(*pages: PageText, material: int = 2) -> str:
    reading = Reading(media="pdf", pages=pages, page_count=len(pages))
    return "".join(hints(reading, PACK.material(material)))


def test_a_sound_page_has_no_hint() -> None:
    """Nothing is said of a page that is as it should be, nor of a digital one."""
    assert said(GOOD) == ""
    assert said(replace(GOOD, source=TextSource.LAYER, confidence=0.5, ink=None)) == ""


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"confidence": 0.6}, "字迹不清"),
        ({"ink": 0.6}, "太暗"),
        ({"height_mm": 90.0, "width_mm": 60.0}, "没有扫全"),
        ({"text": "", "ink": 0.0}, "空白页"),
    ],
)
def test_what_is_conspicuous_is_said(facts: dict[str, object], word: str) -> None:
    """Each fault of a page has its own words and its page number."""
    told = said(replace(GOOD, **facts))  # type: ignore[arg-type]
    assert word in told
    assert "第 1 页" in told


def test_missing_pages_are_said() -> None:
    """Printed page numbers that promise more pages than there are."""
    first = replace(GOOD, text="考生签到表\n第 1 页 共 3 页")
    last = replace(GOOD, number=2, text="考生签到表\n第 3 页 共 3 页")
    assert "缺第 2 页" in said(first, last)


def test_an_empty_place_for_a_signature_is_said_where_one_is_asked_for() -> None:
    """Only of materials that the rule pack wants signed, and only if no place bears a word."""
    empty = replace(GOOD, text="职业技能等级认定申请表\n负责人签字：    年  月  日")
    signed = replace(GOOD, text="职业技能等级认定申请表\n负责人签字：林知远 2024年3月1日")
    assert "漏签" in said(empty, material=1)
    assert "漏签" not in said(signed, material=1)
    assert "漏签" not in said(empty, material=2)


def test_hints_decide_nothing() -> None:
    """The same paper is filed or asked about alike, with and without a hint."""
    good = Reading(media="pdf", pages=(GOOD,), page_count=1)
    dark = replace(good, pages=(replace(GOOD, ink=0.6),))
    found = [recognise(one, "a.pdf", BATCH.number, PACK, BATCHES) for one in (good, dark)]
    assert [one.auto for one in found] == [True, True]
    assert [bool(one.hints) for one in found] == [False, True]
