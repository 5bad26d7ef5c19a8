"""The medal table of delegations and the overall ranking (toàn đoàn), by medals or by points."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PODIUM = ("gold", "silver", "bronze")


@dataclass(frozen=True, slots=True)
class Won:
    """What a delegation got in one event: a *place*, perhaps a *medal*; *athletes* each get a physical one."""

    unit: int
    event: str
    place: int
    medal: str | None
    athletes: int = 1


@dataclass(frozen=True, slots=True)
class Overall:
    """The rule of the overall ranking.

    ``medals``: more gold, then silver, then bronze. ``points``: each place is worth what *table* says (place 1 first),
    times the event's *weights* (default 1), plus bonus, minus deduction; equal points are parted by medals.
    """

    mode: Literal["medals", "points"] = "medals"
    table: tuple[Fraction, ...] = (Fraction(7), Fraction(5), Fraction(4))
    weights: Mapping[str, Fraction] = field(default_factory=dict)

    @classmethod
    def of(cls, data: dict[str, Any]) -> Overall:
        """The rule a TOML table stands for; refuses a mode it does not know."""
        mode = data.get("mode", "medals")
        if mode not in ("medals", "points"):
            raise refuse("unknown_mode", Text("{mode} is no overall ranking; write medals or points.", mode=mode))
        table = tuple(Fraction(str(value)) for value in data.get("table", (7, 5, 4)))
        return cls(mode, table, {event: Fraction(str(w)) for event, w in data.get("weights", {}).items()})

    def points(self, won: Won) -> Fraction:
        """What one result is worth."""
        if won.place > len(self.table):
            return Fraction(0)
        return self.table[won.place - 1] * self.weights.get(won.event, Fraction(1))

    def words(self) -> Text:
        """The rule as it stands under the table."""
        if self.mode == "medals":
            return Text("Ranked by gold, then silver, then bronze; equal medals share the rank. One medal per event.")
        return Text(
            "Ranked by points: places are worth {table}; equal points by gold, silver, bronze.",
            table=" - ".join(str(value) for value in self.table),
        )


@dataclass(frozen=True, slots=True)
class MedalLine:
    """A delegation in the table; equal lines share *rank*, and the next rank skips (1, 2, 2, 4)."""

    unit: int
    rank: int
    gold: int
    silver: int
    bronze: int
    points: Fraction

    @property
    def total(self) -> int:
        """All medals together."""
        return self.gold + self.silver + self.bronze


def medal_table(
    results: Iterable[Won], overall: Overall, extra: Mapping[int, Fraction] | None = None
) -> tuple[MedalLine, ...]:
    """The table, best first. *extra*: bonus (or deduction, negative) of a delegation, counted in points only."""
    medals: dict[int, list[int]] = {}
    points: dict[int, Fraction] = dict(extra or {})
    for won in results:
        count = medals.setdefault(won.unit, [0, 0, 0])
        if won.medal is not None:
            count[PODIUM.index(won.medal)] += 1
        points[won.unit] = points.get(won.unit, Fraction(0)) + overall.points(won)

    def key(unit: int) -> tuple[Fraction | int, ...]:
        count = tuple(-n for n in medals.get(unit, (0, 0, 0)))
        return count if overall.mode == "medals" else (-points.get(unit, Fraction(0)), *count)

    units = sorted(set(medals) | set(points), key=lambda unit: (key(unit), unit))
    keys = [key(unit) for unit in units]
    return tuple(
        MedalLine(unit, keys.index(key(unit)) + 1, *medals.get(unit, [0, 0, 0]), points.get(unit, Fraction(0)))
        for unit in units
    )


def medals_to_buy(results: Iterable[Won]) -> dict[str, int]:
    """How many medals of each kind must lie on the table: one for every athlete of a winning entry."""
    counts = dict.fromkeys(PODIUM, 0)
    for won in results:
        if won.medal is not None:
            counts[won.medal] += won.athletes
    return counts
