"""Stack originals a register concerns: destroying a record leaves its pages in the whole scan.

What stood in the originals when the register was made is told in its event and never reckoned
again, like its items. See docs/decisions/0015-stack-originals.md.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archivist.keeping import ledger, originals
from archivist.keeping.catalogue import Catalogue
from archivist.records.record import Standing
from archivist.records.register import Register, RegisterItem

TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """A stack original that holds pages of records on a register.

    ``listed`` are these records with their pages in it; ``others`` the titles of documents in it
    that are neither on the register nor destroyed, so that it cannot go with the register.
    """

    place: str
    listed: tuple[tuple[int, tuple[int, ...]], ...]
    others: tuple[str, ...]

    @property
    def may_go(self) -> bool:
        """Whether everything in it is on the register or destroyed."""
        return not self.others


def concerned(catalogue: Catalogue, items: Sequence[RegisterItem]) -> tuple[Concerned, ...]:
    """The originals that hold pages of these items, as they are now."""
    listed = {item.record for item in items}
    return tuple(
        Concerned(
            place=original.place,
            listed=tuple(
                (one.record, one.pages)
                for one in original.holds
                if one.record is not None and one.record in listed
            ),
            others=tuple(
                one.title
                for one in original.holds
                if one.record not in listed and one.standing is not Standing.DESTROYED
            ),
        )
        for original in originals.with_records(catalogue, listed)
    )


def told(catalogue: Catalogue, number: str) -> tuple[Concerned, ...]:
    """The originals of a register as they were when it was made; none for an older register."""
    for event in ledger.events(catalogue, f"register/{number}"):
        if event.act == "proposed" and event.facts:
            return tuple(
                Concerned(
                    place=one["place"],
                    listed=tuple((record, tuple(pages)) for record, pages in one["listed"]),
                    others=tuple(one["others"]),
                )
                for one in json.loads(event.facts).get("originals", ())
            )
    return ()


def facts(found: Sequence[Concerned]) -> list[Mapping[str, object]]:
    """The same as an event tells it."""
    return [{"place": one.place, "listed": one.listed, "others": one.others} for one in found]


def text(register: Register, found: Sequence[Concerned]) -> str:
    """What lies beside the register's files for the people who destroy, in Chinese."""
    return "\r\n".join(_lines(register, found)) + "\r\n"


def sentence(one: Concerned) -> str:
    """What is to be done about an original, in Chinese."""
    if one.may_go:
        return "里面的材料都在本册或已销毁，这份整份原件应与本册一并销毁。"
    shown = "、".join(one.others[:TOLD])
    more = f"等 {len(one.others)} 份" if len(one.others) > TOLD else f"共 {len(one.others)} 份"
    return (
        f"里面还有不在本册的材料（{shown}，{more}），不能随本册销毁；"
        "本册这些页仍留在里面，由鉴定小组决定怎样处理并记录。"
    )


def _lines(register: Register, found: Sequence[Concerned]) -> Iterator[str]:
    by_record = {item.record: item for item in register.items}
    count = len({record for one in found for record, _ in one.listed})
    yield f"销毁清册 {register.number}：整份原件说明"
    yield ""
    yield f"本册有 {count} 件是从 {len(found)} 份整份扫描件里拆出来的。"
    yield "这些件销毁以后，整份原件里仍有同样的页。整份原件在档案库的“原件”文件夹里；"
    yield "本程序不删除任何文件。"
    for place, one in enumerate(found, 1):
        yield ""
        yield f"{place}. {one.place}"
        for record, pages in one.listed:
            item = by_record[record]
            yield f"   序号 {item.position}　{item.title}　第 {_pages(pages)} 页"
        yield f"   {sentence(one)}"


def _pages(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages))
