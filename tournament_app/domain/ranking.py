"""From final places to prizes and medals of an event."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.domain.rules import Prizes

Prize = Literal["first", "second", "third", "consolation"]
Medal = Literal["gold", "silver", "bronze"]
MEDALS: dict[Prize, Medal] = {"first": "gold", "second": "silver", "third": "bronze"}


@dataclass(frozen=True, slots=True)
class Award:
    """A prize won by an entry at a final *place*; a consolation prize (khuyến khích) brings no medal."""

    entry: int
    place: int
    prize: Prize

    @property
    def medal(self) -> Medal | None:
        """The medal that goes with the prize."""
        return MEDALS.get(self.prize)


def awards(places: Mapping[int, int], prizes: Prizes) -> tuple[Award, ...]:
    """The prizes of an event: *places* is entry → final place, shared ones given to each.

    A shared place takes up the prizes behind it: two firsts leave no second, two seconds no third (sports-rules 5).
    Two losing semi-finalists share place 3 and both get the third prize if two are set; where only one is set and two
    share the place both get it, because the rules do not part them. Consolation goes to the places that follow.
    """
    sharing = Counter(places.values())
    taken: dict[int, Prize] = {}
    row: list[Prize] = ["first"] * prizes.first + ["second"] * prizes.second + ["third"] * prizes.third
    podium: tuple[Prize, ...] = ("first", "second", "third")
    for place in sorted(sharing):
        ahead = sum(n for p, n in sharing.items() if p < place)
        if place <= len(podium) and ahead < len(row):
            name = podium[place - 1]
            if name in row:
                taken[place] = name
        elif ahead < len(row) and place <= len(row):
            taken[place] = row[place - 1]
        elif ahead < len(row) + prizes.consolation:
            taken[place] = "consolation"
    ordered = sorted(places.items(), key=lambda item: (item[1], item[0]))
    return tuple(Award(entry, place, taken[place]) for entry, place in ordered if place in taken)
