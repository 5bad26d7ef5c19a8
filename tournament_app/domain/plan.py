"""A format as data: contests whose sides are references, and places that are references too.

A side is one of

==========  ===================================================================================================
``3``       draw number 3
``W:QF1``   the winner of the contest QF1, ``L:QF1`` its loser
``A#2``     the second of group A
``#3/1``    the best of the thirds of all first groups, ``#3/2`` the next best
``#3@B``    the third that the table of allocation sends against the winner of group B
==========  ===================================================================================================

A place is ``(1, "W:F")``; two entries that share a place give two rows: ``(3, "L:SF1")`` and ``(3, "L:SF2")``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

How = Literal["plain", "normalised", "drop_last"]


@dataclass(frozen=True, slots=True)
class Contest:
    """One match to be played. *ref* is unique in the event; *stage* is ``group``, ``knockout`` or ``final``.

    *round* counts from 1 within the stage; *group* names the group in a group stage, ``""`` elsewhere. It is not to be
    played when the first side of the contest *unless* has won that (the second final of a double elimination).
    """

    ref: str
    a: str
    b: str
    stage: str
    round: int
    group: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Across:
    """The comparison of those ranked *rank* in their groups; *how* makes groups of unequal size comparable.

    *best* of them go on. With a *table* they go where it says: it has, for each possible set of their groups (letters
    in order, ``ABCD``), the group whose entry meets the winner of each group of *slots*.
    """

    rank: int
    best: int
    how: How = "normalised"
    slots: tuple[str, ...] = ()
    table: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        """The name of its table: ``#3``."""
        return f"#{self.rank}"

    @property
    def going(self) -> tuple[str, ...]:
        """The references of those who go on."""
        if self.slots:
            return tuple(f"{self.scope}@{slot}" for slot in self.slots)
        return tuple(f"{self.scope}/{n}" for n in range(1, self.best + 1))


@dataclass(frozen=True, slots=True)
class Plan:
    """Every contest of an event with *size* draw numbers, in playing order, its groups and its final places.

    *groups*: those of draw numbers. *later*: those of entries that come from earlier stages, by reference; in one of
    *carried* the earlier results between its members count too. *rounds*: the groups that are paired round by round
    (Swiss): the number of rounds, whether or not their contests are here yet.
    """

    size: int
    contests: tuple[Contest, ...]
    groups: dict[str, tuple[int, ...]] = field(default_factory=dict)
    places: tuple[tuple[int, str], ...] = ()
    later: dict[str, tuple[str, ...]] = field(default_factory=dict)
    carried: tuple[str, ...] = ()
    across: tuple[Across, ...] = ()
    rounds: dict[str, int] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all groups, in playing order."""
        return (*self.groups, *self.later)

    def members(self, group: str) -> tuple[str, ...]:
        """The members of a group of any stage, by reference."""
        return self.later[group] if group in self.later else tuple(map(str, self.groups[group]))

    def data(self) -> dict[str, Any]:
        """The plan as plain JSON; what a simple plan does not have is left out."""
        more = {
            "later": {name: list(members) for name, members in self.later.items()},
            "carried": list(self.carried),
            "across": [asdict(one) for one in self.across],
            "rounds": dict(self.rounds),
        }
        return {
            "size": self.size,
            "contests": [_row(contest) for contest in self.contests],
            "groups": {name: list(numbers) for name, numbers in self.groups.items()},
            "places": [list(place) for place in self.places],
            **{key: value for key, value in more.items() if value},
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> Plan:
        """The plan that :meth:`data` wrote."""
        return cls(
            data["size"],
            tuple(Contest(*row) for row in data["contests"]),
            {name: tuple(numbers) for name, numbers in data["groups"].items()},
            tuple((int(place), str(ref)) for place, ref in data["places"]),
            {name: tuple(members) for name, members in data.get("later", {}).items()},
            tuple(data.get("carried", ())),
            tuple(_across(one) for one in data.get("across", ())),
            dict(data.get("rounds", {})),
        )


def _row(contest: Contest) -> list[object]:
    row: list[object] = [contest.ref, contest.a, contest.b, contest.stage, contest.round, contest.group]
    return [*row, contest.unless] if contest.unless else row


def _across(one: dict[str, Any]) -> Across:
    table = {groups: tuple(order) for groups, order in one["table"].items()}
    return Across(one["rank"], one["best"], one["how"], tuple(one["slots"]), table)
