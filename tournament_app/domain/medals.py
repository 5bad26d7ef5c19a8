"""Medal table and overall ranking of delegations (toàn đoàn), and the medals to be bought."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.rules import _Data
from tournament_app.domain.tiebreaks import number_words
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.ranking import Medal

Number = int | str | Fraction


@dataclass(frozen=True, slots=True)
class Placing:
    """What an entry of a *unit* (delegation) won in an *event*: its final *place*, *medal* and number of *athletes*."""

    unit: str
    event: str
    place: int
    medal: Medal | None = None
    athletes: int = 1


@dataclass(frozen=True, slots=True)
class Overall(_Data):
    """How delegations are ranked overall.

    *by* ``medals``: gold, then silver, then bronze. *by* ``points``: the *points* of each place from the first, times
    the weight of the event in *weights* (1 if not named), plus the *bonus* of the delegation (negative: a deduction);
    equal points go by medals. Entries that share a place each get its points (*shared* ``full``) or the mean of the
    places they take (``average``). Numbers are whole or text like ``"1/2"``. No federation fixes such a table.
    """

    code: str = "overall"
    name: str = ""
    by: Literal["medals", "points"] = "medals"
    points: tuple[Number, ...] = (7, 5, 4, 3)
    shared: Literal["full", "average"] = "full"
    weights: dict[str, Number] = field(default_factory=dict)
    bonus: dict[str, Number] = field(default_factory=dict)

    def words(self) -> Text:
        """The rule in a sentence, as it stands under the table."""
        if self.by == "medals":
            return Text("Ranked by gold medals, then silver, then bronze; equal numbers share the rank.")
        listed = "-".join(number_words(Fraction(value)) for value in self.points)
        each = (
            Text("Ranked by points, {points} from first place on, each full when a place is shared", points=listed)
            if self.shared == "full"
            else Text("Ranked by points, {points} from first place on, averaged when a place is shared", points=listed)
        )
        extra = self._extra()
        return Text("{each}{extra}; equal points by gold medals, then silver, then bronze.", each=each, extra=extra)

    def _extra(self) -> Text:
        if not self.weights:
            return Text("")
        listed = ", ".join(f"{event} ×{number_words(Fraction(value))}" for event, value in sorted(self.weights.items()))
        return Text(", times the weight of the event ({weights})", weights=listed)

    def of_places(self, place: int, holders: int) -> Fraction:
        """Points of one of *holders* entries that share *place*, before the weight."""
        table: Sequence[Number] = self.points[place - 1 :]
        if self.shared == "full":
            return Fraction(table[0]) if table else Fraction(0)
        return sum((Fraction(value) for value in table[:holders]), Fraction(0)) / holders


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A delegation in the medal table: equal ones share *rank* and the next rank skips. *points* are exact."""

    rank: int
    unit: str
    gold: int
    silver: int
    bronze: int
    points: Fraction = Fraction(0)

    @property
    def total(self) -> int:
        """All medals."""
        return self.gold + self.silver + self.bronze


def medal_table(
    placings: Iterable[Placing], overall: Overall | None = None, units: Iterable[str] = ()
) -> tuple[UnitRow, ...]:
    """The delegations in the order of *overall* (by medals without one), one medal an entry whatever its size.

    *units* are those to be listed in any case; equal ones stand in the order of their names.
    """
    overall = overall or Overall()
    won = tuple(placings)
    medals = Counter((placing.unit, placing.medal) for placing in won)
    scores: dict[str, Fraction] = defaultdict(
        Fraction, {unit: Fraction(value) for unit, value in overall.bonus.items()}
    )
    holders = Counter((placing.event, placing.place) for placing in won)
    for placing in won:
        worth = overall.of_places(placing.place, holders[placing.event, placing.place])
        scores[placing.unit] += worth * Fraction(overall.weights.get(placing.event, 1))
    rows = [
        UnitRow(0, unit, medals[unit, "gold"], medals[unit, "silver"], medals[unit, "bronze"], scores[unit])
        for unit in {*units, *overall.bonus, *(placing.unit for placing in won)}
    ]
    return ranked(rows, overall.by)


def ranked(rows: Iterable[UnitRow], by: Literal["medals", "points"]) -> tuple[UnitRow, ...]:
    """*rows* in order with their ranks: 1, 2, 2, 4."""

    def key(row: UnitRow) -> tuple[Any, ...]:
        medals = (row.gold, row.silver, row.bronze)
        return (row.points, *medals) if by == "points" else medals

    ordered = sorted(rows, key=lambda row: row.unit)
    better = {row.unit: sum(key(other) > key(row) for other in ordered) for row in ordered}
    return tuple(
        UnitRow(better[row.unit] + 1, row.unit, row.gold, row.silver, row.bronze, row.points)
        for row in sorted(ordered, key=lambda row: better[row.unit])
    )


def physical_medals(placings: Iterable[Placing]) -> Mapping[Medal, int]:
    """How many medals are to be bought: one for each athlete of an entry that won one."""
    count: dict[Medal, int] = {"gold": 0, "silver": 0, "bronze": 0}
    for placing in placings:
        if placing.medal:
            count[placing.medal] += placing.athletes
    return count
