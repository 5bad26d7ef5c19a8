"""The criteria that part entries of one table: one small pure function each, exact, with its code and its name.

A criterion takes the *level* entries (those still equal) and the matches it may look at, and gives each a value; the
greater value ranks higher. Quotients are exact fractions; nothing lost counts as infinitely good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import Any

from tournament_app.words import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One entry's side of one match, as the rule set counts it. *points* are table points; *decided* false for a draw."""

    entry: int
    rival: int
    points: Fraction
    won: bool
    lost: bool
    games_for: int = 0
    games_against: int = 0
    points_for: int = 0
    points_against: int = 0


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Quotient:
    """*won* to *lost*, compared without dividing; 0 to 0 ranks below every quotient, *won* to 0 above."""

    won: int
    lost: int

    def _key(self) -> tuple[int, Fraction]:
        if self.lost:
            return 1, Fraction(self.won, self.lost)
        return (2, Fraction(0)) if self.won else (0, Fraction(0))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quotient) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __lt__(self, other: Quotient) -> bool:
        return self._key() < other._key()

    def __str__(self) -> str:
        return f"{self.won}/{self.lost}"


Value = Any
Measure = Callable[[Sequence[int], Sequence[Line]], Mapping[int, Value]]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion by its *code* in the rule files, its *name* for people and how it is measured."""

    code: str
    name: Text
    measure: Measure


def _summed(value: Callable[[Line], Fraction | int]) -> Measure:
    def measure(level: Sequence[int], lines: Sequence[Line]) -> Mapping[int, Value]:
        totals: dict[int, Fraction | int] = dict.fromkeys(level, 0)
        for line in lines:
            if line.entry in totals:
                totals[line.entry] += value(line)
        return totals

    return measure


def _quotient(won: Callable[[Line], int], lost: Callable[[Line], int]) -> Measure:
    def measure(level: Sequence[int], lines: Sequence[Line]) -> Mapping[int, Value]:
        up, down = _summed(won)(level, lines), _summed(lost)(level, lines)
        return {entry: Quotient(int(up[entry]), int(down[entry])) for entry in level}

    return measure


def _points_of_rivals(*, weighed: bool) -> Measure:
    """Buchholz, the sum of the rivals' points, or Sonneborn-Berger, the same weighed by the points taken from each."""

    def measure(level: Sequence[int], lines: Sequence[Line]) -> Mapping[int, Value]:
        points: dict[int, Fraction] = {}
        most = max((line.points for line in lines), default=Fraction(1)) or Fraction(1)
        for line in lines:
            points[line.entry] = points.get(line.entry, Fraction(0)) + line.points
        totals = dict.fromkeys(level, Fraction(0))
        for line in lines:
            if line.entry in totals:
                totals[line.entry] += points.get(line.rival, Fraction(0)) * (line.points / most if weighed else 1)
        return totals

    return measure


_ALL = (
    Criterion("points", Text("points"), _summed(lambda line: line.points)),
    Criterion("wins", Text("matches won"), _summed(lambda line: int(line.won))),
    Criterion("played", Text("matches played"), _summed(lambda _: 1)),
    Criterion("losses", Text("fewest losses"), _summed(lambda line: -int(line.lost))),
    Criterion("game_difference", Text("game difference"), _summed(lambda line: line.games_for - line.games_against)),
    Criterion("games_for", Text("games won"), _summed(lambda line: line.games_for)),
    Criterion(
        "game_quotient",
        Text("game quotient"),
        _quotient(lambda line: line.games_for, lambda line: line.games_against),
    ),
    Criterion("point_difference", Text("point difference"), _summed(lambda line: line.points_for - line.points_against)),
    Criterion("points_for", Text("points scored"), _summed(lambda line: line.points_for)),
    Criterion(
        "point_quotient",
        Text("point quotient"),
        _quotient(lambda line: line.points_for, lambda line: line.points_against),
    ),
    Criterion("buchholz", Text("Buchholz"), _points_of_rivals(weighed=False)),
    Criterion("sonneborn_berger", Text("Sonneborn-Berger"), _points_of_rivals(weighed=True)),
)
CRITERIA = {criterion.code: criterion for criterion in _ALL}
