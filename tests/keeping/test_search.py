"""Search: Chinese words of any length, also where OCR put spaces, and Latin and digits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist.keeping.catalogue import Catalogue
from archivist.keeping.search import find, index

TEXTS = {
    1: ("考生签到表（理论）", "评价机构：云港示范职业培训学校 养 老 护 理 员 四级"),
    2: ("考生签到表（技能）", "姓名：王建军 准考证号 2024031601002"),
    3: ("评分记录表 林翀", "SCAN_0012.pdf ＬＹＧ－ＳＰ－２０２４ 总分 87.5"),
    4: ("公示名册", "二〇二四年五月 车工 Excel 表"),
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    one = Catalogue(tmp_path / "catalogue.db")
    with one.transaction():
        for number, texts in TEXTS.items():
            index(one, number, texts)
    yield one
    one.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("签", (1, 2)),
        ("表", (1, 2, 3, 4)),
        ("翀", (3,)),
        ("车工", (4,)),
        ("签到", (1, 2)),
        ("签到表", (1, 2)),
        ("护理员", (1,)),
        ("养老护理员", (1,)),
        ("养 老 护 理 员", (1,)),
        ("签到 理论", (1,)),
        ("签到表 王建军", (2,)),
        ("签 到 表", (1, 2)),
        ("王", (2,)),
        ("王军", ()),
        ("表到", ()),
        ("2024031601002", (2,)),
        ("20240316", (2,)),
        ("scan", (3,)),
        ("SCAN_0012", (3,)),
        ("lyg-sp-2024", (3,)),
        ("87.5", (3,)),
        ("excel", (4,)),
        ("二〇二四年", (4,)),
        ("", ()),
        ("，。！", ()),
        ('" OR words : * NEAR(', ()),
        ("签到*", (1, 2)),
    ],
)
def test_what_is_found(catalogue: Catalogue, text: str, found: tuple[int, ...]) -> None:
    """Words of one, two, three and more characters, parts in any order, and odd input."""
    assert find(catalogue, text) == found


def test_a_record_indexed_again_loses_its_old_words(catalogue: Catalogue) -> None:
    """Only the last texts of a record are found."""
    with catalogue.transaction():
        index(catalogue, 1, ("空白样卷",))
    assert find(catalogue, "签到表") == (2,)
    assert find(catalogue, "样卷") == (1,)


@given(text=st.text(max_size=60))
def test_any_question_is_answered(catalogue: Catalogue, text: str) -> None:
    """No input of a clerk makes the search fail."""
    assert set(find(catalogue, text)) <= set(TEXTS)


@given(
    words=st.text(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12
    ),
    data=st.data(),
)
def test_any_part_of_a_chinese_text_finds_it(
    catalogue: Catalogue, words: str, data: st.DataObject
) -> None:
    """Every substring of an indexed run of characters finds the record."""
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    with catalogue.transaction():
        index(catalogue, 99, (words,))
    assert 99 in find(catalogue, words[start:end])
