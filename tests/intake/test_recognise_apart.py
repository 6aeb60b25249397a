"""Recognition on wordings it was not tuned to, whole and damaged; nothing may be filed wrongly."""

import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archivist.intake.recognition.lexicon import Kind, trade_words
from archivist.intake.recognition.lookalikes import GROUPS, fold
from archivist.intake.recognition.segment import segment
from archivist.records.recognition import Recognition
from tests.intake.papers import BATCH, PACK, seen

WORDINGS = tomllib.loads(
    (Path(__file__).parent / "wordings_apart.toml").read_text(encoding="utf-8")
)
ONE, OTHER_ONE = BATCH.roster[0], BATCH.roster[3]
FACTS = {
    "n": BATCH.number,
    "a": BATCH.agency,
    "o": BATCH.occupation,
    "d": f"{BATCH.theory_on:%Y年%m月%d日}",
    "e": f"{BATCH.skill_on:%Y年%m月%d日}",
    "p": ONE.name,
    "i": ONE.id_number,
    "t": ONE.ticket_number,
    "q": OTHER_ONE.name,
}
PAPERS: list[dict[str, Any]] = WORDINGS["paper"]
STRANGERS = [stranger["text"].format(**FACTS) for stranger in WORDINGS["stranger"]]
HAN = sorted({c for paper in PAPERS for c in paper["text"] if "\u4e00" <= c <= "\u9fff"})
LOOKALIKES = {c: group for group in GROUPS for c in group}


def right(paper: dict[str, Any], found: Recognition) -> bool:
    """Whether everything the verdict says about a paper is so."""
    own = PACK.material(paper["material"]).per == "candidate"
    return (
        found.material == paper["material"]
        and (found.subject or "") == paper["subject"]
        and found.batch == BATCH.number
        and found.candidate == (ONE.position if own else None)
    )


def damaged(text: str, chance: random.Random, share: float) -> str:
    """``text`` as a bad scan is read: characters mistaken, lost and added."""
    out = []
    for character in text:
        if character == "\n" or chance.random() >= share:
            out.append(character)
            continue
        kind = chance.random()
        if kind < 0.4 and character in LOOKALIKES:
            out.append(chance.choice(LOOKALIKES[character]))
        elif kind < 0.8:
            out.append(chance.choice(HAN))
        elif kind < 0.9:
            out.append(character + chance.choice(HAN))
    return "".join(out)


@pytest.mark.parametrize("hint", ["", BATCH.number])
def test_other_wordings_are_filed_rightly_or_asked_about(hint: str) -> None:
    """Of wordings not tuned to, none is filed wrongly, most are filed, nearly all are known."""
    found = [(paper, seen(paper["text"].format(**FACTS), hint=hint)) for paper in PAPERS]
    wrong = [paper["text"] for paper, one in found if one.auto and not right(paper, one)]
    assert wrong == []
    assert sum(one.auto for _, one in found) >= 0.85 * len(found)
    assert sum(one.material == paper["material"] for paper, one in found) >= 0.95 * len(found)


@pytest.mark.parametrize("text", STRANGERS)
@pytest.mark.parametrize("ocr", [False, True])
def test_no_stranger_is_filed(text: str, ocr: bool) -> None:
    """A paper that belongs to no batch waits, even in a batch's folder with its number on it."""
    assert not seen(text, ocr=ocr).auto


@pytest.mark.parametrize("share", [0.02, 0.05])
def test_damage_makes_questions_not_mistakes(share: float) -> None:
    """Text read with errors is filed less often, but never wrongly, and no stranger is filed."""
    chance = random.Random(f"damage {share}")
    filed = 0
    for _ in range(5):
        for paper in PAPERS:
            found = seen(damaged(paper["text"].format(**FACTS), chance, share), ocr=True)
            assert not found.auto or right(paper, found), found.reason
            filed += found.auto
        for text in STRANGERS:
            assert not seen(damaged(text, chance, share), ocr=True).auto
    assert filed >= 0.5 * 5 * len(PAPERS)


# A stray line that is the title of an item would make the paper that item.
NOISE = st.text(alphabet=st.sampled_from([*HAN, " ", "1", "9", "-", "A"]), max_size=20).filter(
    lambda line: seen(line).material is None
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STRANGERS), st.lists(NOISE, max_size=4), st.integers(0, 3))
def test_noise_never_files_a_stranger(text: str, noise: list[str], at: int) -> None:
    """Stray lines above, in and below a stranger do not make it a batch paper."""
    lines = text.splitlines()
    mixed = "\n".join([*lines[:at], *noise, *lines[at:]])
    assert not seen(mixed, ocr=True).auto


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=20))
def test_any_text_gets_an_answer(text: str, name: str, hint: str) -> None:
    """Whatever a file says and is called, there is a verdict with a reason, and none is filed."""
    found = seen(text, name=name, hint=hint)
    assert found.reason
    assert not found.auto
    assert 0.0 <= found.confidence <= 1.0


def test_look_alikes_join_no_two_words() -> None:
    """Folding shapes never makes one word of the trade out of another."""
    meant: dict[str, tuple[object, ...]] = {}
    for text, word in trade_words().items():
        if len(text) > 1:
            said = (word.kind, word.meanings, word.subject)
            assert meant.setdefault(fold(text), said) == said


def test_every_name_of_the_pack_is_understood() -> None:
    """The lexicon knows each word of the shipped list's names, and no two items share a name."""
    for material in PACK.materials:
        for name in (material.title, material.short, *material.names):
            phrase = segment(name)
            assert phrase.understood, name
            assert phrase.meanings, name
    assert any(word.kind is Kind.STRANGE for word in trade_words().values())


def test_a_name_of_another_list_is_learned_as_it_stands() -> None:
    """A pack of another region may use words the lexicon lacks; its names still file."""
    from dataclasses import replace

    from archivist.intake.recognise import recognise
    from tests.intake.papers import BATCHES, reading

    item = PACK.material(8)
    changed = replace(item, title="鼎峙督阅巡察往来函件册", short="巡察函册", names=())
    pack = replace(PACK, materials=(*(m for m in PACK.materials if m.number != 8), changed))
    found = recognise(reading("鼎峙督阅巡察往来函件册"), "a.pdf", BATCH.number, pack, BATCHES)
    assert (found.material, found.auto) == (8, True)
