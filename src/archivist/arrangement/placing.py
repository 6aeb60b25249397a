"""Placing (上架): in which room, cabinet and shelf a container stands."""

from dataclasses import replace

from archivist.keeping import ledger, records
from archivist.keeping.catalogue import Catalogue
from archivist.records.box import Box


def place_box(
    catalogue: Catalogue, number: int, *, room: str, cabinet: str, shelf: str, actor: str
) -> Box:
    """Note where a container stands; where it stood before stays in the ledger.

    Raises NoSuchBox.
    """
    with catalogue.transaction():
        was = records.box(catalogue, number)
        now = replace(was, room=room.strip(), cabinet=cabinet.strip(), shelf=shelf.strip())
        if now == was:
            return was
        records.change_box(catalogue, now)
        ledger.tell(
            catalogue,
            actor=actor,
            act="placed",
            subject=f"box/{number}",
            batch=now.batch,
            room=now.room,
            cabinet=now.cabinet,
            shelf=now.shelf,
            before=[was.room, was.cabinet, was.shelf],
        )
    return now
