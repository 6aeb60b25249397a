"""Hints on the paper itself: said where something is conspicuous, and never a verdict."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.intake.recognise import recognise
from archivist.intake.recognition.quality import hints
from archivist.records.reading import PageText, Reading, Scan, TextSource
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


SCAN = Scan(dpi=200, paper=0.97, skew=0.4, seals=1)
LINES = tuple((20.0, 20.0 + 10 * row, 120.0, 26.0 + 10 * row, "考生") for row in range(9))


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
        ({"confidence": 0.6}, "没有读清"),
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


def test_a_sound_scan_has_no_hint() -> None:
    """As good as scans are, and at the edge of what they are."""
    for scan in (SCAN, Scan(dpi=150, paper=0.55, skew=-3.5, edge_ink_mm=(0, 40, 0, 0), seals=0)):
        assert said(replace(GOOD, scan=scan, boxes=LINES)) == ""


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"dpi": 96.0}, "第 1 页分辨率太低，建议用 200 dpi 以上重扫"),
        ({"paper": 0.3}, "第 1 页太暗，建议重扫"),
        ({"skew": -6.8}, "第 1 页歪斜约 7 度，建议放正重扫"),
        ({"edge_ink_mm": (0.0, 0.0, 60.0, 0.0)}, "第 1 页下边的字到了纸边，可能没有扫全"),
    ],
)
def test_how_a_scan_was_taken_is_said(facts: dict[str, object], words: str) -> None:
    """Each fault of the scan in one remark that names the page."""
    scan = replace(SCAN, **facts)  # type: ignore[arg-type]
    assert said(replace(GOOD, scan=scan, boxes=LINES)) == words


def test_pages_with_one_fault_share_a_remark() -> None:
    """Several pages askew are one remark with the least and the most degrees."""
    pages = [replace(GOOD, number=n, text="考生签到表", scan=SCAN) for n in (1, 2, 3, 4)]
    for place, skew in ((0, 5.2), (2, -8.1), (3, 6.0)):
        pages[place] = replace(pages[place], scan=replace(SCAN, skew=skew))
    assert said(*pages) == "第 1、3-4 页歪斜约 5-8 度，建议放正重扫"


def test_a_copied_card_is_no_torn_paper() -> None:
    """A card scanned by itself is as small as a card is; a scrap of that length is not."""
    assert said(replace(GOOD, width_mm=86, height_mm=54)) == ""
    assert "没有扫全" in said(replace(GOOD, width_mm=86, height_mm=75))


@pytest.mark.parametrize(
    ("seals", "hint"),
    [
        ((0,), True), ((1,), False), ((None,), False), ((0, 0), True), ((1, 0), False),
        ((None, 0), True), ((0, None), False), ((None, 1), False),
    ],
)  # fmt: skip
def test_a_missing_seal_is_said_where_colour_tells(
    seals: tuple[int | None, ...], hint: bool
) -> None:
    """Only of materials to be sealed, only if the last page has colour and none has a seal."""
    pages = [
        replace(GOOD, number=place, text="核发证书审批表", scan=replace(SCAN, seals=count))
        for place, count in enumerate(seals, 1)
    ]
    assert ("漏盖" in said(*pages, material=16)) == hint
    assert "漏盖" not in said(*pages, material=2)


def test_a_digital_page_tells_nothing_of_seals() -> None:
    """What was never a picture, or is signed digitally, is not asked about."""
    typed = replace(GOOD, source=TextSource.LAYER, ink=None)
    scan = replace(GOOD, scan=replace(SCAN, seals=0))
    assert "漏盖" not in said(typed, material=16)
    assert "漏盖" not in said(scan, replace(typed, number=2), material=16)
    signed = Reading(media="pdf", pages=(scan,), page_count=1, signed=True)
    assert not any("漏盖" in hint for hint in hints(signed, PACK.material(16)))


def test_ink_beside_the_words_is_a_signature() -> None:
    """Ink that nobody can read is enough; where whom the pack wants is named, there it must be."""
    label = "技能鉴定部门（签字）："
    page = replace(GOOD, text="职业技能等级认定申请表\n负责人签字：")
    both = replace(page, scan=replace(SCAN, signed=2))
    none = replace(page, scan=replace(SCAN, unsigned=("负责人签字：", label)))
    other = replace(page, scan=replace(SCAN, signed=1, unsigned=("负责人签字：",)))
    wanted = replace(page, scan=replace(SCAN, signed=1, unsigned=(label,)))
    assert said(both, material=1) == ""
    assert said(other, material=1) == ""
    text = "第 1 页“负责人签字”“技能鉴定部门(签字)”旁边没有笔迹，请看是否漏签"
    assert said(none, material=1) == text
    assert "技能鉴定部门" in said(wanted, material=1)
    assert said(none, material=2) == ""


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


SCANS = st.builds(
    Scan,
    dpi=st.none() | st.floats(10, 1200),
    paper=st.floats(0, 1),
    skew=st.none() | st.floats(-45, 45),
    edge_ink_mm=st.tuples(*[st.floats(0, 300)] * 4),
    seals=st.none() | st.integers(0, 5),
    unsigned=st.lists(st.sampled_from(["负责人签字：", "技能鉴定部门（签字）："])).map(tuple),
    signed=st.integers(0, 3),
)
TEXTS = st.sampled_from(
    [
        TEXT,
        "职业技能等级认定申请表\n负责人签字：",
        "核发职业技能等级证书审批表\n批次号：LYG-SP-2024-0316",
        "食堂菜单\n周一",
    ]
)


@given(scan=SCANS, text=TEXTS, folder=st.sampled_from(["", BATCH.number]))
def test_hints_never_change_what_is_decided(scan: Scan, text: str, folder: str) -> None:
    """Whatever the scan looks like, everything but the hints is what it is without looking."""
    page = replace(GOOD, text=text, boxes=LINES)
    plain = Reading(media="pdf", pages=(page,), page_count=1)
    looked = replace(plain, pages=(replace(page, scan=scan),))
    without = recognise(plain, "a.pdf", folder, PACK, BATCHES)
    with_scan = recognise(looked, "a.pdf", folder, PACK, BATCHES)
    assert replace(with_scan, hints=()) == replace(without, hints=())
