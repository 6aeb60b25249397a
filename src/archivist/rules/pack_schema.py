"""The schema of a rule pack: every breach is a BadPack that names file, line and field."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archivist.errors import BadPack
from archivist.rules.pack_lines import Lines, parse
from archivist.rules.pack_values import WORDS_OF, kind_objection, meaning_objection

Table = dict[str, Any]
Fields = dict[str, tuple[str, bool]]

_TOP: Fields = {
    "name": ("text", True),
    "version": ("text", True),
    "title": ("text", True),
    "source": ("text", True),
    "extra_term": ("text", True),
    "undated_days": ("count", True),
    "unrounded": ("texts", True),
    "batch_numbers": ("texts", True),
}
_PRE_EXAM: Fields = {"materials": ("counts", True), "days": ("count", True)}
_TERM: Fields = {
    "key": ("text", True),
    "name": ("text", True),
    "folder": ("text", True),
    "code": ("text", True),
    "months": ("count", False),
}
_CLOCK: Fields = {
    "key": ("text", True),
    "title": ("text", True),
    "source": ("text", True),
    "terms": ("texts", True),
    "bases": ("texts", True),
    "materials": ("counts", False),
    "carriers": ("texts", False),
    "months": ("count", False),
    "floor": ("switch", False),
}
_MATERIAL: Fields = {
    "number": ("count", True),
    "title": ("text", True),
    "short": ("text", True),
    "wording": ("text", True),
    "section": ("text", True),
    "term": ("text", True),
    "carriers": ("texts", True),
    "per": ("text", True),
    "ready": ("text", True),
    "names": ("texts", True),
    "words": ("texts", True),
    "subjects": ("texts", False),
    "copies": ("count", False),
    "filled_by": ("text", False),
    "signed_by": ("text", False),
    "sealed": ("switch", False),
    "when": ("text", False),
    "days_before_exam": ("count", False),
    "only_categories": ("texts", False),
    "needs_workpieces": ("switch", False),
    "disposal": ("text", False),
    "must_contain": ("texts", False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundPack:
    """A pack's tables, proved to fit the schema, lists already turned into tuples."""

    top: Table
    pre_exam: Table
    terms: tuple[Table, ...]
    materials: tuple[Table, ...]
    clocks: tuple[Table, ...]


def check(path: str, data: bytes) -> SoundPack:
    """The tables of this pack file.

    Raises:
        BadPack: with file, line, field and reason, at the first breach.
    """
    raw, lines = parse(path, data)
    checker = _Checker(path, lines)
    known = {*_TOP, "pre_exam", "term", "clock", "material"}
    for key in raw:
        if key not in known:
            raise checker.bad((key,), key, "没有这个字段")
    top = checker.table({k: v for k, v in raw.items() if k in _TOP}, _TOP, (), "")
    pre_exam = checker.table(checker.single(raw, "pre_exam"), _PRE_EXAM, ("pre_exam",), "pre_exam.")
    sound = SoundPack(
        top=top,
        pre_exam=pre_exam,
        terms=tuple(checker.tables(raw, "term", _TERM)),
        materials=tuple(checker.tables(raw, "material", _MATERIAL)),
        clocks=tuple(checker.tables(raw, "clock", _CLOCK)),
    )
    checker.whole(sound)
    return sound


class _Checker:
    """Checks tables of one file; knows on which line each field stands."""

    def __init__(self, path: str, lines: Lines) -> None:
        self.path = path
        self.lines = lines

    def bad(self, spot: tuple[str | int, ...], field: str, why: str) -> BadPack:
        return BadPack(path=self.path, line=self.lines.of(spot), field=field, why=why)

    def single(self, raw: Table, key: str) -> Table:
        table = raw.get(key)
        if not isinstance(table, dict):
            raise self.bad((key,), key, f"应当有一个 [{key}] 段")
        return table

    def tables(self, raw: Table, key: str, fields: Fields) -> Iterator[Table]:
        found = raw.get(key)
        if not isinstance(found, list) or not found:
            raise self.bad((key,), key, f"应当至少有一个 [[{key}]] 段")
        for place, table in enumerate(found):
            if not isinstance(table, dict):
                raise self.bad((key,), key, f"应当写成 [[{key}]] 段")
            yield self.table(table, fields, (key, place), f"{key}[{place + 1}].")

    def table(self, table: Table, fields: Fields, spot: tuple[str | int, ...], at: str) -> Table:
        for key in table:
            if key not in fields:
                raise self.bad((*spot, key), at + key, "没有这个字段")
        for key, (_, required) in fields.items():
            if required and key not in table:
                raise self.bad(spot, at + key, "缺少这个字段")
        sound: Table = {}
        for key, value in table.items():
            why = kind_objection(fields[key][0], value) or meaning_objection(key, value)
            if why:
                raise self.bad((*spot, key), at + key, why)
            kind = WORDS_OF.get(key, lambda item: item)
            sound[key] = tuple(kind(item) for item in value) if isinstance(value, list) else value
        if fields is _TERM:
            sound.setdefault("months", None)
        return sound

    def whole(self, sound: SoundPack) -> None:
        """What no table can tell alone: order, repetition, and references to one another."""
        self._unique("term", sound.terms, ("key", "name", "folder", "code"))
        self._unique("clock", sound.clocks, ("key",))
        self._unique("material", sound.materials, ("number", "title", "short"))
        self._counted(sound)
        self._referred(sound)
        self._clocked(sound)

    def _unique(self, kind: str, tables: tuple[Table, ...], keys: tuple[str, ...]) -> None:
        for key in keys:
            seen: dict[object, int] = {}
            for place, table in enumerate(tables):
                value = table[key]
                if value in seen:
                    first = self.lines.of((kind, seen[value], key))
                    raise self.bad(
                        (kind, place, key),
                        f"{kind}[{place + 1}].{key}",
                        f"“{value}”与第 {first} 行重复",
                    )
                seen[value] = place

    def _counted(self, sound: SoundPack) -> None:
        for place, table in enumerate(sound.materials):
            if table["number"] != place + 1:
                raise self.bad(
                    ("material", place, "number"),
                    f"material[{place + 1}].number",
                    f"应当是 {place + 1}；项号从 1 起依次排列，中间不能空缺",
                )

    def _referred(self, sound: SoundPack) -> None:
        terms = {table["key"] for table in sound.terms}
        numbers = {table["number"] for table in sound.materials}
        if sound.top["extra_term"] not in terms:
            raise self._unknown(("extra_term",), "extra_term", sound.top["extra_term"], "[[term]]")
        for place, table in enumerate(sound.materials):
            if table["term"] not in terms:
                spot = ("material", place, "term")
                raise self._unknown(spot, f"material[{place + 1}].term", table["term"], "[[term]]")
        for number in sound.pre_exam["materials"]:
            if number not in numbers:
                spot_pre = ("pre_exam", "materials")
                raise self._unknown(spot_pre, "pre_exam.materials", number, "[[material]]")
        for place, table in enumerate(sound.clocks):
            for key, known, where in (
                ("terms", terms, "[[term]]"),
                ("materials", numbers, "[[material]]"),
            ):
                for value in table.get(key, ()):
                    if value not in known:
                        spot = ("clock", place, key)
                        raise self._unknown(spot, f"clock[{place + 1}].{key}", value, where)

    def _unknown(
        self, spot: tuple[str | int, ...], field: str, value: object, where: str
    ) -> BadPack:
        return self.bad(spot, field, f"{where} 里没有“{value}”")

    def _clocked(self, sound: SoundPack) -> None:
        """Each term that ends must have a rule of its own, for whatever carrier or material."""
        for place, term in enumerate(sound.terms):
            if term["months"] is None:
                continue
            if not any(
                term["key"] in clock["terms"]
                and not clock.get("floor")
                and not clock.get("carriers")
                and not clock.get("materials")
                for clock in sound.clocks
            ):
                raise self.bad(
                    ("term", place, "key"),
                    f"term[{place + 1}].key",
                    f"期限“{term['key']}”没有对应的 [[clock]]，算不出到期日",
                )
