"""Layouts: one text of a form set the way one body sets its forms."""

import random
from collections.abc import Iterator, Mapping

from archivist.records.batch import Candidate
from archivist.samples.corpus.filling import Said, Setting, facts, ink, parted, person, said
from archivist.samples.corpus.wordings import Form, Layout, Text
from archivist.samples.paper import (
    Block,
    Break,
    Bubbles,
    Cell,
    Gap,
    Heading,
    Ink,
    Line,
    Paper,
    Prose,
    Sign,
    Signs,
    Span,
    Style,
    Table,
)

Pairs = list[tuple[str, Said]]
_NARROW = {"序号": 0.6, "性别": 0.6, "i": 0.6}


def laid_out(
    form: Form, title: str, text: Text, layout: Layout, setting: Setting, chance: random.Random
) -> Paper:
    """The paper: ``text`` of ``form`` under ``title``, about ``setting``, in ``layout``."""
    known = facts(setting, chance)
    heading = title.format_map(known)
    pairs = _pairs(
        text, setting, known, subject_named=bool(known["subject"]) and known["subject"] in heading
    )
    parts: dict[str, list[Block]] = {
        "fields": [*_fields(pairs, layout)],
        "columns": [*_roster(text, layout, setting, known)],
        "items": [_items(text.items, known)] if text.items else [],
        "prompts": [*_prompts([_pair(one, known) for one in text.prompts], layout)],
        "bubbles": [Bubbles(_marks(chance))] if text.bubbles else [],
        "prose": [*_prose(text.prose, known)],
        "more": [*_questions(text.more, chance)],
        "tail": [Line(text.tail.format_map(known))] if text.tail else [],
    }
    blocks = [block for name in text.order for block in parts.get(name, ())]
    signs = [*text.signs, *_place_of(form, setting)]
    blocks += _signs([_pair(one, known) for one in signs], layout)
    return Paper(
        title=_title(heading, layout),
        blocks=tuple(blocks),
        style=_style(layout, text, setting, len(text.columns)),
    )


def _marks(chance: random.Random) -> str:
    return "".join(chance.choice("ABCD") for _ in range(50))


def _place_of(form: Form, setting: Setting) -> list[str]:
    """Who signs for this subject, where that depends on it."""
    place = form.places.get(setting.subject.value) if setting.subject else None
    return [place] if place else []


def _pair(spec: str, known: Mapping[str, str]) -> tuple[str, Said]:
    label, value = parted(spec)
    return label.format_map(known), said(value, known)


def _pairs(text: Text, setting: Setting, known: Mapping[str, str], *, subject_named: bool) -> Pairs:
    """The fields asked for, but for a number not shown and a subject the title names."""
    made = []
    for spec in text.fields:
        key, _, value = spec.partition("=")
        if key == "number" and not setting.show_number:
            continue
        if key == "subject" and subject_named:
            continue
        label = setting.house.labels.get(key, key)
        made.append((label, said(value or _OF.get(key, f"{{{key}}}"), known)))
    return made


_OF = {"trade": "{trade}", "count": "{count}人"}


def _title(title: str, layout: Layout) -> str:
    if layout.spread and len(title) <= 8:
        return "　".join(title)
    if layout.title_at == "two_lines" and len(title) > 9:
        at = _break_at(title)
        return f"{title[:at]}\n{title[at:]}"
    return title


def _break_at(title: str) -> int:
    for word in (
        "等级证书",
        "等级认定",
        "技能评价",
        "等级评价",
        "技能鉴定",
        "技能认定",
        "人才评价",
    ):
        place = title.find(word)
        if 0 <= place < len(title) - len(word) - 2:
            return place + len(word)
    return (len(title) + 1) // 2


def _style(layout: Layout, text: Text, setting: Setting, columns: int) -> Style:
    agency = setting.batch.agency
    heads = {"": "", "small": agency, "big": agency, "red": agency}
    return Style(
        size=layout.size,
        rule=layout.rule,
        margin=layout.margin,
        wide=layout.wide and columns > 0,
        title_size=layout.title_size,
        red_head=f"{agency}文件" if text.red else "",
        footer=layout.footer,
        title_at="top" if text.red else layout.title_at,
        letterhead="" if text.red else heads[layout.letterhead],
        letterhead_look=layout.letterhead,
        form_number=layout.form_number,
    )


def _fields(pairs: Pairs, layout: Layout) -> Iterator[Block]:
    if not pairs:
        return
    ways = {"grid4": 2, "grid2": 1, "grid6": 3}
    if layout.fields_as in ways:
        yield _grid(pairs, ways[layout.fields_as])
    elif layout.fields_as == "bar":
        cells = [_joined(label, value) for label, value in pairs]
        rows = [cells[at : at + 3] for at in range(0, len(cells), 3)]
        rows[-1] += [""] * (3 - len(rows[-1]))
        yield Table(rows=tuple(map(tuple, rows)), widths=(1, 1, 1), left=(0, 1, 2), height=9)
    elif layout.fields_as == "lines":
        texts = [_joined(label, value) for label, value in pairs]
        for at in range(0, len(texts), 2):
            yield Line(texts[at], texts[at + 1] if at + 1 < len(texts) else "")
    elif layout.fields_as == "stack":
        for label, value in pairs:
            yield Line(_joined(label, value))
    elif layout.fields_as == "unruled":
        cells = [_joined(label, value) for label, value in pairs]
        if len(cells) % 2:
            cells.append("")
        pairs_of = tuple((cells[at], cells[at + 1]) for at in range(0, len(cells), 2))
        yield Table(rows=pairs_of, widths=(1, 1), left=(0, 1), height=7, ruled=False)
    elif layout.fields_as == "over":
        yield from _labels_over(pairs)
    elif layout.fields_as == "foot":
        yield Line("　".join(_joined(label, value) for label, value in pairs))


def _labels_over(pairs: Pairs) -> Iterator[Table]:
    """Labels in a row and their values in the row below, four at a time, as systems export."""
    for at in range(0, len(pairs), 4):
        some = pairs[at : at + 4]
        yield Table(
            header=tuple(label for label, _ in some),
            rows=(tuple(ink(value) for _, value in some),),
            widths=(1.0,) * len(some),
            height=9,
        )


def _joined(label: str, value: Said) -> str:
    return f"{label}：{value.text}"


def _grid(pairs: Pairs, across: int) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for at in range(0, len(pairs), across):
        row: list[Cell] = []
        for label, value in pairs[at : at + across]:
            row += [label, ink(value)]
        missing = across * 2 - len(row)
        if missing:
            row[-1] = Span(content=_content(row[-1]), columns=missing + 1)
        rows.append(tuple(row))
    widths = {1: (1.1, 4.2), 2: (1.1, 2.2, 1.1, 2.2), 3: (1, 1.7, 1, 1.7, 1, 1.7)}[across]
    return Table(rows=tuple(rows), widths=widths, height=9)


def _content(cell: Cell) -> str | Ink:
    return cell.content if isinstance(cell, Span) else cell


def _roster(
    text: Text, layout: Layout, setting: Setting, known: Mapping[str, str]
) -> Iterator[Block]:
    if not text.columns:
        return
    people = [one for one in setting.batch.roster if one.passed or not text.passed_only]
    heads = [parted(column)[0] for column in text.columns]
    by_hand = any(parted(column)[1].startswith("~") for column in text.columns)
    height = 9.5 if by_hand else 7.5
    rows = [_row(text.columns, at, one, known) for at, one in enumerate(people, 1)]
    widths = tuple(_width(column) for column in text.columns)
    if layout.roster_as == "two_up" and len(heads) <= 4 and max(widths) < 2:
        half = (len(rows) + 1) // 2
        empty: tuple[Cell, ...] = ("",) * len(heads)
        right = [*rows[half:], empty][:half] if len(rows) % 2 else rows[half:]
        rows = [left + other for left, other in zip(rows[:half], right, strict=True)]
        heads, widths = heads * 2, widths * 2
    yield Table(header=tuple(heads), widths=widths, rows=tuple(rows), height=height)


def _row(
    columns: tuple[str, ...], at: int, one: Candidate, known: Mapping[str, str]
) -> tuple[Cell, ...]:
    words = {**known, **person(one), "i": str(at)}
    return tuple(ink(said(parted(column)[1], words)) for column in columns)


def _width(column: str) -> float:
    label, value = parted(column)
    if "{id}" in value or "{cert}" in value:
        return 2.3
    if "{ticket}" in value:
        return 1.5
    if value == "{i}" or "{sex}" in value:
        return 0.6
    return max(1.0, len(label) * 0.24)


def _items(items: tuple[str, ...], known: Mapping[str, str]) -> Table:
    """A fixed table: the first row is its header."""
    first, *rest = (one.split("|") for one in items)
    header = [cell.format_map(known) for cell in first]
    rows = tuple(tuple(ink(said(cell, known), 5.2) for cell in row) for row in rest)
    lengths = [max(len(row[at]) for row in (header, *rest)) for at in range(len(header))]
    widths = tuple(max(1.0, min(4.5, length / 5)) for length in lengths)
    left = tuple(at for at, length in enumerate(lengths) if length > 12)
    return Table(header=tuple(header), widths=widths, rows=rows, left=left, height=9)


def _prompts(pairs: Pairs, layout: Layout) -> Iterator[Block]:
    if not pairs:
        return
    if layout.prompts_as == "tall":
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (label, ink(value, 5.2)) for label, value in pairs
        )
        yield Table(rows=rows, widths=(1, 4.6), left=(1,), height=18)
    elif layout.prompts_as == "boxed":
        for label, value in pairs:
            yield Table(
                rows=((f"{label}：",), (ink(value, 5.2),)), widths=(1,), left=(0,), height=9
            )
    elif layout.prompts_as == "third":
        rows = tuple(
            (str(at), label, ink(value, 5.2), "") for at, (label, value) in enumerate(pairs, 1)
        )
        head = ("序号", "项目", "情况", "备注")
        yield Table(header=head, rows=rows, widths=(0.6, 1.6, 3.6, 0.8), left=(1, 2), height=12)
    elif layout.prompts_as == "numbered":
        rows = tuple(
            (f"{_CHINESE[at]}、{label}：", ink(value, 5.2))
            for at, (label, value) in enumerate(pairs)
        )
        yield Table(rows=rows, widths=(1.4, 3), left=(0, 1), height=12, ruled=False)
    elif layout.prompts_as == "open":
        # No rules at all: each label on a line of its own, what is written below it.
        lines = [cell for label, value in pairs for cell in (f"{label}：", ink(value, 5.2))]
        yield Table(
            rows=tuple((line,) for line in lines), widths=(1,), left=(0,), height=9, ruled=False
        )
    elif layout.prompts_as == "columns":
        cells: list[tuple[Cell, ...]] = []
        for at in range(0, len(pairs), 2):
            row: list[Cell] = []
            for label, value in pairs[at : at + 2]:
                row += [label, ink(value, 5.2)]
            cells.append((*row, *[""] * (4 - len(row))))
        yield Table(rows=tuple(cells), widths=(1, 2, 1, 2), left=(1, 3), height=20)


_CHINESE = "一二三四五六七八九十"


def _prose(lines: tuple[str, ...], known: Mapping[str, str]) -> Iterator[Block]:
    for line in lines:
        if line == "---":
            yield Break()
        elif line.startswith("## "):
            yield Heading(line[3:].format_map(known))
        else:
            filled = line.format_map(known)
            yield Prose((filled.removeprefix("< "),), indent=not line.startswith("< "))


def _questions(asked: tuple[str, ...], chance: random.Random) -> Iterator[Block]:
    if not asked:
        return
    wanted = min(len(asked), 6 + chance.randrange(5))
    picked = sorted(chance.sample(range(len(asked)), wanted))
    yield Prose(tuple(f"{at}. {asked[place]}" for at, place in enumerate(picked, 1)), indent=False)


def _signs(pairs: Pairs, layout: Layout) -> Iterator[Block]:
    if not pairs:
        return
    if layout.signs_as == "cells" and not any(value.seal for _, value in pairs):
        row: list[Cell] = []
        for label, value in pairs:
            row += [label, ink(value, 7)]
        yield Table(rows=(tuple(row),), widths=(1.1, 1.4) * len(pairs), height=13)
        return
    places = tuple(_sign(label, value) for label, value in pairs)
    if layout.signs_as == "right":
        for place in places:
            yield Gap(3)
            yield Signs((Sign(label="　"), place) if len(place.label) < 14 else (place,))
    else:
        for at in range(0, len(places), 2):
            yield Signs(places[at : at + 2])


def _sign(label: str, value: Said) -> Sign:
    name, _, on = value.text.partition("，")
    return Sign(
        label=label,
        hand=Ink(text=name, height=7) if name else None,
        day=on,
        seal=Ink(text=value.seal, kind="seal", height=40) if value.seal else None,
    )
