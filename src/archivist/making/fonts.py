"""Fonts by role: 宋 (song), 仿宋 (fang), 黑 (hei), 楷 (kai), as this machine has them."""

import importlib.util
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from archivist.errors import MissingGlyph, NoFont
from archivist.making.fontfile import FaceName, coverage, faces_in

Role = Literal["song", "fang", "hei", "kai"]
ROLES: tuple[Role, ...] = ("song", "fang", "hei", "kai")
ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {"song": "宋体", "fang": "仿宋", "hei": "黑体", "kai": "楷体"}
)

# File names in lower case, best first: Windows, macOS, then the free fonts of Linux.
CANDIDATES: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        "song": (
            "simsun.ttc",
            "songti.ttc",
            "notoserifcjk-regular.ttc",
            "notoserifcjksc-regular.otf",
            "sourcehanserifsc-regular.otf",
            "fandolsong-regular.otf",
            "uming.ttc",
        ),
        "fang": (
            "simfang.ttf",
            "仿宋_gb2312.ttf",
            "simfang_gb2312.ttf",
            "stfangsong.ttf",
            "stfangso.ttf",
            "zhuquefangsong-regular.ttf",
            "fandolfang-regular.otf",
        ),
        "hei": (
            "simhei.ttf",
            "stheiti medium.ttc",
            "stheiti light.ttc",
            "hiragino sans gb.ttc",
            "msyh.ttc",
            "notosanscjk-regular.ttc",
            "notosanscjksc-regular.otf",
            "sourcehansanssc-regular.otf",
            "wqy-zenhei.ttc",
            "wqy-microhei.ttc",
            "fandolhei-regular.otf",
        ),
        "kai": (
            "simkai.ttf",
            "楷体_gb2312.ttf",
            "kaiti.ttc",
            "stkaiti.ttf",
            "lxgwwenkai-regular.ttf",
            "fandolkai-regular.otf",
            "ukai.ttc",
        ),
    }
)
# Which role a body's own font plays, told by words in its family name; order matters (仿宋 < 宋).
WORDS: tuple[tuple[Role, tuple[str, ...]], ...] = (
    ("fang", ("fang", "仿宋")),
    ("kai", ("kai", "楷")),
    ("hei", ("hei", "sans", "gothic", "黑")),
    ("song", ("song", "serif", "ming", "sun", "宋")),
)
SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
BUNDLED = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
SPACES = frozenset("\n\r\t\u200b\u00a0\u3000\ufeff ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face to print with; ``index`` is its place in a collection, else 0.

    ``stands_in`` is true when the role's own style was not found on this machine.
    """

    role: Role
    family: str
    path: Path
    index: int
    stands_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """A face for each role, and one that draws what a role's own face lacks (``spare``)."""

    song: Face
    fang: Face
    hei: Face
    kai: Face
    spare: Face

    def face(self, role: Role) -> Face:
        """The face that plays ``role``."""
        faces: dict[Role, Face] = {
            "song": self.song,
            "fang": self.fang,
            "hei": self.hei,
            "kai": self.kai,
        }
        return faces[role]

    def chain(self, role: Role) -> tuple[Face, ...]:
        """The faces tried in turn for a character of ``role``: its own, then the spare one."""
        own = self.face(role)
        return (own,) if _same(own, self.spare) else (own, self.spare)

    @property
    def note(self) -> str:
        """Which roles are played by another face, as a Chinese sentence; empty if none is."""
        replaced = [
            f"{ROLE_NAMES[role]}以 {self.face(role).family} 代替"
            for role in ROLES
            if self.face(role).stands_in
        ]
        return "，".join(replaced) + "。" if replaced else ""

    def lacking(self, text: str, role: Role) -> str:
        """The characters of ``text``, each once, that no face of the role's chain can draw."""
        known = [coverage(face.path, face.index) for face in self.chain(role)]
        wanted = dict.fromkeys(text)
        return "".join(
            character
            for character in wanted
            if character not in SPACES and not any(ord(character) in cmap for cmap in known)
        )

    def check(self, text: str, role: Role, where: str) -> None:
        """Make sure ``text`` can be printed in ``role``.

        Raises:
            MissingGlyph: naming the characters no font has, and ``where`` they stand.
        """
        lacking = self.lacking(text, role)
        if lacking:
            raise MissingGlyph(glyphs=_spelled(lacking), where=where)


def _same(one: Face, other: Face) -> bool:
    return (one.path, one.index) == (other.path, other.index)


def _spelled(characters: Iterable[str]) -> str:
    """Characters for people: what cannot be shown is written as its code point."""
    return "、".join(
        f"U+{ord(c):04X}" if unicodedata.category(c)[0] in "CZM" else f"{c}(U+{ord(c):04X})"
        for c in characters
    )


def find_fonts(fonts_dir: Path | None) -> Fonts:
    """The best faces on this machine: the body's own folder, the system's, the bundled one.

    Raises:
        NoFont: none of them has a Chinese font.
    """
    return _found(fonts_dir.resolve() if fonts_dir is not None else None)


@lru_cache(maxsize=8)
def _found(fonts_dir: Path | None) -> Fonts:
    own = _files([fonts_dir]) if fonts_dir is not None else {}
    system = _files(system_folders())
    bundled = bundled_font()
    spare = _faced("hei", bundled) if bundled is not None else None
    chosen: dict[Role, Face] = {}
    for role in ROLES:
        face = _first(role, own) or _named_like(role, own) or _first(role, system)
        if face is not None:
            chosen[role] = face
    spare = spare or chosen.get("hei") or chosen.get("song") or next(iter(chosen.values()), None)
    if spare is None:
        raise NoFont()
    full = {role: chosen.get(role) or _standing_in(role, chosen, spare) for role in ROLES}
    return Fonts(
        song=full["song"], fang=full["fang"], hei=full["hei"], kai=full["kai"], spare=spare
    )


def _standing_in(role: Role, chosen: Mapping[Role, Face], spare: Face) -> Face:
    """仿宋 and 楷 fall back to 宋, everything else to the spare face."""
    face = chosen.get("song", spare) if role in ("fang", "kai") else spare
    return Face(
        role=role,
        family=face.family,
        path=face.path,
        index=face.index,
        stands_in=role != "hei",
    )


def _first(role: Role, files: Mapping[str, Path]) -> Face | None:
    for name in CANDIDATES[role]:
        face = _faced(role, files[name]) if name in files else None
        if face is not None:
            return face
    return None


def _named_like(role: Role, files: Mapping[str, Path]) -> Face | None:
    for path in files.values():
        face = _faced(role, path)
        if face is not None and _role_of(face.family) == role:
            return face
    return None


def _role_of(family: str) -> Role | None:
    bare = family.lower()
    for role, words in WORDS:
        if any(word in bare for word in words):
            return role
    return None


def _faced(role: Role, path: Path) -> Face | None:
    """The Simplified Chinese face in ``path``, or None if the file is no Chinese font."""
    faces = sorted(faces_in(path), key=_simplified_first)
    if not faces or ord("档") not in coverage(path, faces[0].index):
        return None
    best = faces[0]
    return Face(role=role, family=best.family, path=path, index=best.index)


def _simplified_first(face: FaceName) -> tuple[bool, bool, bool, int]:
    words = face.family.split()
    return ("Mono" in words, "SC" not in words, face.style not in ("Regular", ""), face.index)


def bundled_font() -> Path | None:
    """The font file that comes with a dependency, found without importing it, or None."""
    package, file_name = BUNDLED
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or []) if spec is not None else []:
        path = Path(folder) / file_name
        if path.is_file():
            return path
    return None


def system_folders() -> list[Path]:
    """Where this system keeps its fonts; folders that are not there are left out."""
    home = Path.home()
    if sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
        local = os.environ.get("LOCALAPPDATA")
        folders += [Path(local) / "Microsoft/Windows/Fonts"] if local else []
    elif sys.platform == "darwin":
        folders = [
            Path("/System/Library/Fonts"),
            *Path("/System/Library/AssetsV2").glob("com_apple_MobileAsset_Font*"),
            Path("/Library/Fonts"),
            home / "Library/Fonts",
        ]
    else:
        folders = [
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
            Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"),
            home / ".local/share/fonts",
            home / ".fonts",
        ]
    return [folder for folder in folders if folder.is_dir()]


def _files(folders: Iterable[Path]) -> dict[str, Path]:
    """Font files under ``folders`` by lower-case name; the first of a name wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES:
                found.setdefault(path.name.lower(), path)
    return found
