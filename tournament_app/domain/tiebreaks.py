"""The criteria that part entries: one small exact function each, with its code and its name. More is better in all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import TYPE_CHECKING

from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tournament_app.domain.credit import Tally


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """*won* to *lost*, compared exactly: with nothing lost it is above every number, with nothing at all it is 0."""

    won: int
    lost: int

    def _key(self) -> tuple[bool, Fraction]:
        infinite = self.won > 0 and not self.lost
        return infinite, Fraction(self.won, self.lost) if self.lost else Fraction(0)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ratio) and self._key() == other._key()

    def __lt__(self, other: Ratio) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return f"{self.won}:{self.lost}"


Value = int | Fraction | Ratio


@dataclass(frozen=True, slots=True)
class Criterion:
    """A way to part entries: *measure* gives the value of an entry in a table, *signed* values are said with a sign."""

    code: str
    name: Text
    measure: Callable[[Tally, int], Value]
    signed: bool = False

    def words(self, value: Value) -> str:
        """*value* as a table prints it: ``+3``, ``2½``, ``5:3``."""
        return number_words(value, signed=self.signed)


def number_words(value: Value, *, signed: bool = False) -> str:
    """A number as people write it, in any language: ``3``, ``2½``, ``-1½``, ``7/3``, ``+3`` if *signed*."""
    if not isinstance(value, Fraction) or value.denominator != 2:
        return f"{value:+d}" if signed and isinstance(value, int) else str(value)
    whole = abs(value.numerator) // 2
    sign = "-" if value < 0 else "+" if signed else ""
    return f"{sign}{whole or ''}½"


# ---------------------------------------------------------------------------------------------------- sums of one entry
def completed(tally: Tally, entry: int) -> int:
    """1, or 0 for who did not finish all matches where that deletes the results (BWF GCR 16.2.5)."""
    return int(entry not in tally.absent)


def wins(tally: Tally, entry: int) -> int:
    """Matches won."""
    return sum(line.result > 0 for line in tally.of(entry))


def points(tally: Tally, entry: int) -> Fraction:
    """Points of the table."""
    return sum((line.points for line in tally.of(entry)), Fraction(0))


def games_won(tally: Tally, entry: int) -> int:
    """Games (sets) won."""
    return sum(own > other for line in tally.of(entry) for own, other in line.games)


def games_lost(tally: Tally, entry: int) -> int:
    """Games (sets) lost."""
    return sum(own < other for line in tally.of(entry) for own, other in line.games)


def points_won(tally: Tally, entry: int) -> int:
    """Points scored within the games, or goals."""
    return sum(own for line in tally.of(entry) for own, _ in line.games)


def points_lost(tally: Tally, entry: int) -> int:
    """Points conceded within the games, or goals."""
    return sum(other for line in tally.of(entry) for _, other in line.games)


def games_difference(tally: Tally, entry: int) -> int:
    """Games won less games lost (BWF)."""
    return games_won(tally, entry) - games_lost(tally, entry)


def games_ratio(tally: Tally, entry: int) -> Ratio:
    """Games won to games lost (ITTF, FIVB set quotient)."""
    return Ratio(games_won(tally, entry), games_lost(tally, entry))


def points_difference(tally: Tally, entry: int) -> int:
    """Points scored less points conceded (BWF); goal difference."""
    return points_won(tally, entry) - points_lost(tally, entry)


def points_ratio(tally: Tally, entry: int) -> Ratio:
    """Points scored to points conceded (ITTF, FIVB point quotient)."""
    return Ratio(points_won(tally, entry), points_lost(tally, entry))


# ------------------------------------------------------------------------------------------------ sums of the opponents
def buchholz(tally: Tally, entry: int) -> Fraction:
    """Points of all opponents; for Swiss only, where all have played as many rounds (FIDE C.07 8: no round robin)."""
    return sum((points(tally, line.opponent) for line in tally.of(entry)), Fraction(0))


def sonneborn_berger(tally: Tally, entry: int) -> Fraction:
    """Points of the opponents beaten and half of those drawn with, by final points (round robin)."""
    return sum((Fraction(line.result + 1, 2) * points(tally, line.opponent) for line in tally.of(entry)), Fraction(0))


CRITERIA = {
    criterion.code: criterion
    for criterion in (
        Criterion("completed", Text("matches completed"), completed),
        Criterion("wins", Text("wins"), wins),
        Criterion("points", Text("points"), points),
        Criterion("games_difference", Text("games difference"), games_difference, signed=True),
        Criterion("games_ratio", Text("games ratio"), games_ratio),
        Criterion("games_won", Text("games won"), games_won),
        Criterion("points_difference", Text("difference of points within games"), points_difference, signed=True),
        Criterion("points_ratio", Text("ratio of points within games"), points_ratio),
        Criterion("points_won", Text("points within games"), points_won),
        Criterion("goal_difference", Text("goal difference"), points_difference, signed=True),
        Criterion("goals", Text("goals"), points_won),
        Criterion("buchholz", Text("Buchholz"), buchholz),
        Criterion("sonneborn_berger", Text("Sonneborn-Berger"), sonneborn_berger),
    )
}
