"""A format as data: contests whose sides are references, and places that are references too.

A side is ``"3"`` (draw number 3), ``"W:QF1"`` (winner), ``"L:SF2"`` (loser) or ``"A#2"`` (second of group A).
A place is ``(1, "W:F")``; two entries that share a place give two rows: ``(3, "L:SF1")`` and ``(3, "L:SF2")``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Contest:
    """One match to be played. *ref* is unique in the event; *stage* is ``group``, ``knockout`` or ``final``.

    *round* counts from 1 within the stage; *group* is a letter in the group stage, ``""`` elsewhere.
    """

    ref: str
    a: str
    b: str
    stage: str
    round: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every contest of an event with *size* draw numbers, in playing order, its groups and its final places."""

    size: int
    contests: tuple[Contest, ...]
    groups: dict[str, tuple[int, ...]] = field(default_factory=dict)
    places: tuple[tuple[int, str], ...] = ()

    def data(self) -> dict[str, Any]:
        """The plan as plain JSON."""
        return {
            "size": self.size,
            "contests": [[c.ref, c.a, c.b, c.stage, c.round, c.group] for c in self.contests],
            "groups": {name: list(numbers) for name, numbers in self.groups.items()},
            "places": [list(place) for place in self.places],
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Plan:
        """The plan that :meth:`data` wrote."""
        return cls(
            data["size"],
            tuple(Contest(*row) for row in data["contests"]),
            {name: tuple(numbers) for name, numbers in data["groups"].items()},
            tuple((int(place), str(ref)) for place, ref in data["places"]),
        )
