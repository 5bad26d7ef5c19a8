"""Medal table and overall ranking of delegations (toàn đoàn), and the medals to be bought."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.rules import _Data
from tournament_app.domain.tiebreaks import number_words
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tournament_app.domain.ranking import Medal

Number = int | str | Fraction
Ways = Literal["medals", "points", "placing"]


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
    equal points go by medals. *by* ``placing``: more first places, then second, and so on to the last. Entries that
    share a place each get its points (*shared* ``full``) or the mean of the places they take (``average``). Numbers
    are whole or text like ``"1/2"``. No federation fixes such a table.

    A delegation in fewer than *min_events* events is listed without a rank. *guests* ``count`` like others or are
    ``left_out``. *composite*: a combined delegation (liên quân) → the delegations it is made of; what it wins counts
    for itself (*combined* ``own``), for ``each`` of them in full, or ``split``: medals for each, points in equal parts.
    """

    code: str = "overall"
    name: str = ""
    by: Ways = "medals"
    points: tuple[Number, ...] = (7, 5, 4, 3)
    shared: Literal["full", "average"] = "full"
    weights: dict[str, Number] = field(default_factory=dict)
    bonus: dict[str, Number] = field(default_factory=dict)
    min_events: int = 0
    guests: Literal["count", "left_out"] = "count"
    composite: dict[str, list[str]] = field(default_factory=dict)
    combined: Literal["own", "each", "split"] = "own"

    def words(self) -> Text:
        """The rule in a sentence, as it stands under the table."""
        rule = self._order()
        for extra in self._exceptions():
            rule = Text("{rule} {extra}", rule=rule, extra=extra)
        return rule

    def _order(self) -> Text:
        if self.by == "medals":
            return Text("Ranked by gold medals, then silver, then bronze; equal numbers share the rank.")
        if self.by == "placing":
            return Text("Ranked by first places, then second places, and so on; equal numbers share the rank.")
        listed = "-".join(number_words(Fraction(value)) for value in self.points)
        each = (
            Text("Ranked by points, {points} from first place on, each full when a place is shared", points=listed)
            if self.shared == "full"
            else Text("Ranked by points, {points} from first place on, averaged when a place is shared", points=listed)
        )
        extra = self._extra()
        return Text("{each}{extra}; equal points by gold medals, then silver, then bronze.", each=each, extra=extra)

    def _exceptions(self) -> list[Text]:
        """What else holds, a sentence each."""
        said = []
        if self.by == "points" and self.bonus:
            listed = ", ".join(
                f"{unit} {number_words(Fraction(n), signed=True)}" for unit, n in sorted(self.bonus.items())
            )
            said.append(Text("Added or deducted: {bonus}.", bonus=listed))
        if self.min_events:
            said.append(Text("A delegation in fewer than {n} events has no rank.", n=self.min_events))
        if self.guests == "left_out":
            said.append(Text("Guests are left out."))
        if self.composite and self.combined != "own":
            said.append(
                Text("What a combined delegation wins counts for each of its delegations.")
                if self.combined == "each"
                else Text("A medal of a combined delegation counts for each of its delegations, points in equal parts.")
            )
        return said

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
    """A delegation in the medal table: equal ones share *rank* and the next rank skips. *points* are exact.

    *places*: how many first, second … places it has. *rank* 0 is none: too few events.
    """

    rank: int
    unit: str
    gold: int
    silver: int
    bronze: int
    points: Fraction = Fraction(0)
    places: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """All medals."""
        return self.gold + self.silver + self.bronze


def medal_table(
    placings: Iterable[Placing],
    overall: Overall | None = None,
    units: Iterable[str] = (),
    *,
    guests: Collection[str] = (),
    entered: Mapping[str, int] | None = None,
) -> tuple[UnitRow, ...]:
    """The delegations in the order of *overall* (by medals without one), one medal an entry whatever its size.

    *units* are those to be listed in any case; equal ones stand in the order of their names. *guests* are the guest
    delegations, *entered* is the number of events each delegation takes part in.
    """
    overall = overall or Overall()
    every = tuple(placings)
    holders = Counter((placing.event, placing.place) for placing in every)
    out = set(guests) if overall.guests == "left_out" else set()
    found: dict[str, _Account] = {unit: _Account() for unit in {*units, *overall.bonus}}
    for placing in every:
        worth = overall.of_places(placing.place, holders[placing.event, placing.place])
        worth *= Fraction(overall.weights.get(placing.event, 1))
        own = overall.composite.get(placing.unit, ()) if overall.combined != "own" else ()
        share = Fraction(1, len(own)) if own and overall.combined == "split" else Fraction(1)
        for unit in own or (placing.unit,):
            found.setdefault(unit, _Account()).add(placing, worth * share)
    rows = [
        account.row(unit, Fraction(overall.bonus.get(unit, 0))) for unit, account in found.items() if unit not in out
    ]
    few = {row.unit for row in rows if (entered or {}).get(row.unit, overall.min_events) < overall.min_events}
    counted = ranked((row for row in rows if row.unit not in few), overall.by)
    return (*counted, *(row for row in sorted(rows, key=lambda row: row.unit) if row.unit in few))


class _Account:
    """What a delegation has won so far."""

    def __init__(self) -> None:
        self.medals: Counter[Medal] = Counter()
        self.places: Counter[int] = Counter()
        self.points = Fraction(0)

    def add(self, placing: Placing, points: Fraction) -> None:
        if placing.medal:
            self.medals[placing.medal] += 1
        self.places[placing.place] += 1
        self.points += points

    def row(self, unit: str, bonus: Fraction) -> UnitRow:
        places = tuple(self.places[place] for place in range(1, max(self.places, default=0) + 1))
        medals = (self.medals["gold"], self.medals["silver"], self.medals["bronze"])
        return UnitRow(0, unit, *medals, self.points + bonus, places)


def ranked(rows: Iterable[UnitRow], by: Ways) -> tuple[UnitRow, ...]:
    """*rows* in order with their ranks: 1, 2, 2, 4."""

    def key(row: UnitRow) -> tuple[Any, ...]:
        medals = (row.gold, row.silver, row.bronze)
        if by == "placing":
            return row.places
        return (row.points, *medals) if by == "points" else medals

    ordered = sorted(sorted(rows, key=lambda row: row.unit), key=key, reverse=True)
    firsts = {key(row): n for n, row in reversed(list(enumerate(ordered, 1)))}
    return tuple(replace(row, rank=firsts[key(row)]) for row in ordered)


def physical_medals(placings: Iterable[Placing]) -> Mapping[Medal, int]:
    """How many medals are to be bought: one for each athlete of an entry that won one."""
    count: dict[Medal, int] = {"gold": 0, "silver": 0, "bronze": 0}
    for placing in placings:
        if placing.medal:
            count[placing.medal] += placing.athletes
    return count
