"""Fonts by role: what is chosen, what stands in, what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from archivist.errors import MissingGlyph, NoFont
from archivist.making import fonts as room
from archivist.making.fontfile import faces_in, subset
from archivist.making.fonts import ROLE_NAMES, ROLES, Fonts, bundled_font, find_fonts
from archivist.making.typeset import Typesetter
from tests.making.measuring import picture


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without any font of its own."""
    monkeypatch.setattr(room, "system_folders", list)
    room._found.cache_clear()
    yield
    room._found.cache_clear()


def own_font(folder: Path, name: str, family: str, characters: str = "档案归盒") -> Path:
    path = bundled_font()
    assert path is not None
    folder.mkdir(exist_ok=True)
    made = folder / name
    made.write_bytes(subset(path, 2, frozenset(characters), family).program)
    return made


@pytest.mark.usefixtures("bare_machine")
def test_bundled_font_prints_everything() -> None:
    """On a machine without fonts the bundled one plays every role and the note says so."""
    found = find_fonts(None)
    assert {found.face(role).path for role in ROLES} == {bundled_font()}
    assert found.song.family.endswith("SC")
    assert "仿宋以" in found.note


@pytest.mark.usefixtures("bare_machine")
def test_own_folder_comes_first(tmp_path: Path) -> None:
    """A body's own font plays the role its file or family name tells, the rest stay."""
    path = own_font(tmp_path / "f", "simfang.ttf", "FangSong")
    kai = own_font(tmp_path / "f", "anything.ttf", "Our Kai Hand")
    found = find_fonts(tmp_path / "f")
    assert found.fang.path == path
    assert found.kai.path == kai
    assert not found.fang.stands_in
    assert found.hei.path == bundled_font()


@pytest.mark.usefixtures("bare_machine")
def test_spare_font_fills_gaps(tmp_path: Path) -> None:
    """A character the role's own font lacks is drawn by the spare one, so it is not missing."""
    own_font(tmp_path / "f", "simsun.ttc".replace("ttc", "ttf"), "SimSun Song")
    found = find_fonts(tmp_path / "f")
    assert found.lacking("档䶮", "song") == ""


@pytest.mark.usefixtures("bare_machine")
def test_no_font_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any Chinese font there is an error, not a page of boxes."""
    monkeypatch.setattr(room, "BUNDLED", ("no_such_package_here", "x.ttc"))
    with pytest.raises(NoFont):
        find_fonts(None)


@pytest.mark.usefixtures("bare_machine")
def test_files_that_are_no_fonts_are_passed_over(tmp_path: Path) -> None:
    """A damaged or Latin-only file in the fonts folder does no harm."""
    (tmp_path / "simsun.ttc").write_bytes(b"ttcf nonsense")
    (tmp_path / "simhei.ttf").write_bytes(b"")
    own_font(tmp_path, "simkai.ttf", "KaiTi", "abc")
    assert find_fonts(tmp_path).song.path == bundled_font()
    assert faces_in(tmp_path / "simsun.ttc") == ()


def test_missing_characters_are_all_named(fonts: Fonts) -> None:
    """All characters no font has are named once, those that cannot be shown by their number."""
    with pytest.raises(MissingGlyph) as missing:
        fonts.check("好\ue001\x07\ue001\u200b\n", "song", "题名")
    assert missing.value.facts["glyphs"] == "U+E001、U+0007"


def test_rare_names_are_covered(fonts: Fonts) -> None:
    """Rare characters of names are there in every role."""
    for role in ROLES:
        fonts.check("䶮堃㛃喆昇赟〔2024〕·—", role, "姓名")


def test_subset_is_true_type_and_repeatable(fonts: Fonts, tmp_path: Path) -> None:
    """A subset is a TrueType font of just the characters, with a half-wide dot, always the same."""
    face = fonts.hei
    made = subset(face.path, face.index, frozenset("档·1"), "A")
    path = tmp_path / "a.ttf"
    path.write_bytes(made.program)
    with TTFont(path) as font:
        assert set(font.getBestCmap()) == {ord(character) for character in "档·1"}
        assert "glyf" in font
    assert made.widths["·"] == 500
    assert len(made.program) < 3000
    subset.cache_clear()
    assert subset(face.path, face.index, frozenset("档·1"), "A").program == made.program


def test_rare_names_are_never_a_box(typesetter: Typesetter, tmp_path: Path) -> None:
    """Each rare character is drawn in every role, unlike the others and unlike a missing glyph."""
    rare = "䶮堃㛃喆"
    common = typesetter.templates / "common.typ"
    (tmp_path / "common.typ").write_bytes(common.read_bytes())
    (tmp_path / "rare.typ").write_text(
        '#import "common.typ": *\n#show: body => sheet("x", width: 50mm, height: 50mm, margin: 0mm,'
        " body)\n#for (y, role) in (song, fang, hei, kai).enumerate() {\n"
        "  for (x, one) in data.words.clusters().enumerate() {\n"
        "    place(top + left, dx: x * 12mm, dy: y * 12mm, text(font: role, size: 28pt, one)) } }",
        encoding="utf-8",
    )
    with Typesetter(tmp_path, typesetter.fonts) as own:
        page = picture(own.pdf("rare", {"words": rare}), 100).convert("L")
    step = 12 / 25.4 * 100
    for row in range(4):
        cells = [
            page.crop(
                (
                    round(at * step),
                    round(row * step),
                    round((at + 1) * step),
                    round((row + 1) * step),
                )
            )
            for at in range(len(rare))
        ]
        assert all(sum(cell.histogram()[:128]) > 100 for cell in cells)
        assert len({cell.tobytes() for cell in cells}) == len(rare)


def test_note_names_what_stands_in(fonts: Fonts) -> None:
    """The note names each role played by another face, and nothing else."""
    replaced = [role for role in ROLES if fonts.face(role).stands_in]
    for role in ROLES:
        said = f"{ROLE_NAMES[role]}以 {fonts.face(role).family} 代替"
        assert (said in fonts.note) == (role in replaced)
