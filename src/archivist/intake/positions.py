"""Positions in a corrected roster: records name people by them, so nobody's may change."""

from collections.abc import Sequence
from dataclasses import replace

from archivist.records.batch import Candidate


def same_places(
    old: Sequence[Candidate], new: Sequence[Candidate], highest: int
) -> tuple[Candidate, ...]:
    """The new roster, in its own order, with the positions people had before.

    People are known again by identity number, else by ticket number, else by name, so that a
    misspelt name can be corrected. ``highest`` is the highest position ever used.
    """
    free = list(old)
    places: dict[int, int] = {}
    for field in ("id_number", "ticket_number", "name"):
        for row, person in enumerate(new):
            said = getattr(person, field)
            same = [one for one in free if said and getattr(one, field) == said]
            if row not in places and same:
                places[row] = same[0].position
                free.remove(same[0])
    for row in range(len(new)):
        if row not in places:
            places[row] = highest = highest + 1
    return tuple(replace(person, position=places[row]) for row, person in enumerate(new))
