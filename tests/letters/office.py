"""Vocabulary of the letters' tests: what clerks give, and an archive with a letters desk."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf
from archivist.letters.desk import Fill, issue
from archivist.making import word
from archivist.records.letter import Letter

TEMPLATES = Path(__file__).parents[2] / "templates"
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
CENTRE = "云港示范技师学院职业技能等级认定中心"
REQUEST: dict[str, object] = {
    "sender": "云港示范技师学院",
    "addressee": "云港市人力资源和社会保障局",
    "centre": CENTRE,
}
RECEIPT: dict[str, object] = {
    "sender": "云港市人力资源和社会保障局",
    "addressee": "云港示范技师学院",
    "centre": CENTRE,
    "filing_number": "Y000041019001",
    "city_office": "云港市人力资源社会保障局",
    "contact": "葛云深",
    "phone": "0000-8850316",
    "email": "sample@example.invalid",
    "address": "云港市示范路1号",
    "scope": [
        {"occupation": "车工", "code": "6-18-01-01", "levels": "五级", "standard": "国家职业标准"},
        {
            "occupation": "车工",
            "code": "6-18-01-01",
            "job": "数控车床",
            "levels": "四级、三级",
            "standard": "国家职业标准",
        },
    ],
}


@dataclass(frozen=True)
class Office:
    """An archive with a letters desk."""

    catalogue: Catalogue
    shelf: Shelf

    def issue(
        self,
        kind: str = "filing-request-education",
        fields: dict[str, object] | None = None,
        *,
        letter_word: str = "云示函",
        templates: Path = TEMPLATES,
        fill: Fill = word.fill,
    ) -> Letter:
        return issue(
            self.catalogue,
            self.shelf,
            templates,
            kind,
            fields if fields is not None else REQUEST,
            letter_word=letter_word,
            actor="葛云深",
            now=NOW,
            fill=fill,
        )

    def documents(self) -> list[str]:
        """Every file under 文书, hidden ones too."""
        return sorted(path.name for path in (self.shelf.root / "文书").rglob("*") if path.is_file())
