"""Learning from the clerk: what was taught is known, and nothing else changes."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from archivist.archive import Archive
from archivist.intake import learning
from archivist.intake.recognise import lesson_of, recognise
from archivist.intake.recognition.learned import AGREEING, Learned
from archivist.keeping import lessons
from archivist.records.recognition import Recognition
from tests.builders import make_archive, opened
from tests.intake.papers import BATCH, BATCHES, PACK, reading

APART = Path(__file__).with_name("wordings_apart.toml")


def taught(learned: Learned, title: str, material: int, times: int, start: int = 1) -> None:
    """The clerk confirms this wording on papers of two bodies, each with other contents."""
    for turn in range(start, start + times):
        batch = BATCHES[turn % 2]
        text = f"{batch.agency}\n{title}\n编号 {turn}\n{batch.occupation} 第{turn}号 说明{turn}"
        learned.add(turn, *lesson_of(reading(text), PACK, BATCHES), material)


def look(text: str, learned: Learned | None = None, *, ocr: bool = False) -> Recognition:
    return recognise(reading(text, ocr=ocr), "SCAN.pdf", BATCH.number, PACK, BATCHES, learned)


UNKNOWN = "内部巡访实况单"


def test_fifty_corrections_are_enough_and_change_nothing_else() -> None:
    """After 50 corrections of a wording it had wrong, the wording on other paper is right, filed
    unasked, and everything that was right before still is."""
    cases = tomllib.loads(APART.read_text(encoding="utf-8"))
    papers = [str(case["text"]) for group in cases.values() for case in group if "text" in case]
    assert len(papers) > 50
    before = [look(text) for text in papers]
    learned = Learned()
    assert look(UNKNOWN).material != 8
    taught(learned, UNKNOWN, 8, 50)
    other = look(f"云港示范考点\n{UNKNOWN}\n（{BATCH.occupation}）\n巡视情况良好", learned)
    assert (other.material, other.auto) == (8, True)
    assert "人工确认 50 次" in other.reason
    after = [look(text, learned) for text in papers]
    for old, new in zip(before, after, strict=True):
        assert new.auto == old.auto
        if old.material is not None:
            assert new.material == old.material


def test_a_few_confirmations_only_suggest() -> None:
    """One confirmation fewer than the rule asks for is a suggestion with its reason."""
    learned = Learned()
    taught(learned, UNKNOWN, 8, AGREEING - 1)
    found = look(UNKNOWN, learned)
    assert (found.material, found.auto) == (8, False)
    taught(learned, UNKNOWN, 8, 1, start=AGREEING)
    assert look(UNKNOWN, learned).auto


def test_a_running_head_confirmed_for_one_item_does_not_claim_another() -> None:
    """A paper that sounds clearly like another item is not filed by its lessons."""
    learned = Learned()
    taught(learned, UNKNOWN, 8, 20)
    check = (
        "设施设备检查\n检查项目 检查标准 检查结果\n消防器材 灭火器在有效期内 合格\n"
        "水电气接口 安全可靠 正常\n工具量具 已校准 正常\n监控设备 画面清晰 正常\n"
        "疏散通道 畅通\n设备设施检查结论 具备考核条件，设备设施运行正常\n检查人签字 考评组长复核"
    )
    found = look(f"{UNKNOWN}\n批次号：{BATCH.number}\n{check}", learned)
    assert not (found.auto and found.material == 8)
    assert found.material != 8


def test_one_document_counts_once() -> None:
    """The same paper confirmed again and again is one confirmation."""
    learned = Learned()
    for _ in range(9):
        taught(learned, UNKNOWN, 8, 1)
    assert not look(UNKNOWN, learned).auto


def test_disagreement_is_asked_about() -> None:
    """A wording that was confirmed as two materials is never filed unasked."""
    learned = Learned()
    taught(learned, UNKNOWN, 8, 20)
    taught(learned, UNKNOWN, 9, 1, start=21)
    assert not look(UNKNOWN, learned).auto


def test_lookalike_characters_are_the_same_wording() -> None:
    """A scan that mistakes a character for its look-alike is known all the same."""
    learned = Learned()
    taught(learned, "考务巡视意见回执单", 8, 10)
    assert look("老务巡视意见回执单", learned, ocr=True).auto


def test_an_official_title_is_never_overruled() -> None:
    """Whatever was taught, a clear official title decides."""
    learned = Learned()
    taught(learned, "质量督导情况反馈表", 9, 50)
    found = look("质量督导情况反馈表", learned)
    assert (found.material, found.auto) == (8, True)


def test_words_of_other_affairs_are_asked_about_whatever_was_taught() -> None:
    """A title that speaks of training is at most suggested."""
    learned = Learned()
    taught(learned, "消防培训意见回执单", 8, 50)
    assert not look("消防培训意见回执单", learned).auto


def test_an_alias_that_people_always_correct_is_asked_about() -> None:
    """An unofficial wording that was always put elsewhere is no longer filed unasked."""
    alias = "参评人员签到册（理论）"
    assert look(alias).auto
    learned = Learned()
    taught(learned, alias, 11, 3)
    found = look(alias, learned)
    assert not found.auto
    assert 11 in found.others


def test_another_paper_behind_it_is_asked_about() -> None:
    """A taught wording with another paper behind it is not filed as one document."""
    learned = Learned()
    taught(learned, UNKNOWN, 8, 50)
    found = recognise(
        reading(UNKNOWN, "考评员履职情况反馈表"), "a.pdf", BATCH.number, PACK, BATCHES, learned
    )
    assert found.material is None


def test_the_model_suggests_by_characters() -> None:
    """A wording never seen, made of the characters of taught ones, is suggested."""
    learned = Learned()
    taught(learned, "内部巡视意见回执单", 8, 6)
    taught(learned, "人员派遣联络函", 9, 6, start=10)
    found = look("现场巡视意见回执", learned)
    assert (found.material, found.auto) == (8, False)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Archive]:
    with opened(make_archive(tmp_path, *BATCHES)) as archive:
        yield archive


def test_lessons_are_kept_and_learned_once(office: Archive) -> None:
    """Each archive has its own lessons; a new one is learned without learning all again."""
    row = office.catalogue
    with row.transaction():
        row.insert("object", {"digest": "d", "size": 1, "first_seen_at": "2026-01-01"})
        for number in range(1, 5):
            row.insert(
                "accession",
                {
                    **dict.fromkeys(("name", "device", "inode", "batch_hint", "held_at"), ""),
                    "raw_path": b"",
                    "mtime_ns": 0,
                    "digest": "d",
                    "size": 1,
                    "arrived_at": "2026-01-01T00:00:00+00:00",
                    "progress": "filed",
                },
            )
            lessons.add(row, number, "内部回执单", "内部回执单", 8, "王录")
    model = learning.learned(row)
    assert model.confirmed("内部回执单") == {8: 4}
    assert learning.learned(row) is model
    assert model.confirmed("内部回执单") == {8: 4}


def test_lessons_hold_no_names() -> None:
    """What is kept of a page for learning names no candidate, body or number."""
    one = BATCH.roster[0]
    _, words = lesson_of(
        reading(f"{BATCH.agency}\n考生回执单\n姓名 {one.name} {one.id_number}"), PACK, BATCHES
    )
    assert one.name not in words
    assert not any(sign.isdigit() for sign in words)
    assert BATCH.agency not in words
