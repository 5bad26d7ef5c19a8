"""Prizes and medals of an event, from the final places."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tournament_app.domain.rules import Prizes

Prize = Literal["first", "second", "third", "consolation"]
Medal = Literal["gold", "silver", "bronze"]
PRIZES: tuple[Prize, ...] = ("first", "second", "third", "consolation")
MEDALS: Mapping[Prize, Medal] = {"first": "gold", "second": "silver", "third": "bronze"}


@dataclass(frozen=True, slots=True)
class Award:
    """A prize of an event: which entry won it, with which *place* and *medal* (none for a consolation)."""

    entry: int
    prize: Prize
    medal: Medal | None
    place: int = 0


def awards(
    places: Mapping[int, int], prizes: Prizes, *, third_match: bool = False, left: Collection[int] = ()
) -> tuple[Award, ...]:
    """The awards for *places* (entry → final place, shared ones equal and the next skipped), best first.

    The first *prizes.first* places win first prizes, the next *prizes.second* second ones, and so on; a place is shared
    with all it brings, and what follows it skips: two firsts leave no second, two seconds no single third. With a
    match for third (*third_match*) there is one third prize at most, whatever *prizes* says. *prizes.consolation* below
    0 is a consolation prize for everybody else.

    Entries that *left* the event before their last match keep their place and win no prize, and nobody is moved up to
    it: the organiser may give a special award instead.
    """
    thirds = min(prizes.third, 1) if third_match else prizes.third
    others = prizes.consolation if prizes.consolation >= 0 else len(places)
    last = list(accumulate((prizes.first, prizes.second, thirds, others)))
    won = []
    for entry, place in sorted(places.items(), key=lambda item: (item[1], item[0])):
        prize = next((prize for prize, limit in zip(PRIZES, last, strict=True) if place <= limit), None)
        if prize and entry not in left:
            won.append(Award(entry, prize, MEDALS.get(prize), place))
    return tuple(won)
