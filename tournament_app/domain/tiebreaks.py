"""The criteria that part entries: one small exact function each, with its code and its name. More is better in all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from typing import TYPE_CHECKING

from tournament_app.domain.swiss_criteria import SWISS_ONLY
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tournament_app.domain.credit import Line, Tally


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """*won* to *lost*, compared exactly: with nothing lost it is above every number, with nothing at all it is 0."""

    won: int
    lost: int

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ratio):
            return NotImplemented
        return self._infinite == other._infinite and (
            self._infinite or self.won * (other.lost or 1) == other.won * (self.lost or 1)
        )

    def __lt__(self, other: Ratio) -> bool:
        if self._infinite or other._infinite:
            return other._infinite and not self._infinite
        return self.won * (other.lost or 1) < other.won * (self.lost or 1)

    def __hash__(self) -> int:
        return hash(self._infinite or Fraction(self.won, self.lost or 1))

    @property
    def _infinite(self) -> bool:
        return self.won > 0 and not self.lost

    def __str__(self) -> str:
        return f"{self.won}:{self.lost}"


Value = int | Fraction | Ratio
UNKNOWN = -(10**9)  # of who has no place in a ranking list: behind everybody who has one


@dataclass(frozen=True, slots=True)
class Criterion:
    """A way to part entries: *measure* gives the value of an entry in a table, *signed* values are said with a sign.

    *less*: the rule prefers the lower figure; the measure is its negative. *per_match*: the value grows with every
    match, so that groups of unequal size are compared by it per match.
    """

    code: str
    name: Text
    measure: Callable[[Tally, int], Value]
    signed: bool = False
    less: bool = False
    per_match: bool = True

    def words(self, value: Value) -> str:
        """*value* as a table prints it: ``+3``, ``2½``, ``5:3``; a dash where there is none."""
        if self.less and not isinstance(value, Ratio):
            return "–" if value == UNKNOWN else number_words(-value)
        return number_words(value, signed=self.signed)


def number_words(value: Value, *, signed: bool = False) -> str:
    """A number as people write it, in any language: ``3``, ``2½``, ``-1¼``, ``7/3``, ``+3`` if *signed*."""
    if isinstance(value, int):
        return f"{value:+d}" if signed else str(value)
    if isinstance(value, Ratio) or value.denominator not in (2, 4):
        whole = isinstance(value, Fraction) and value.denominator == 1
        return f"{int(value):+d}" if signed and whole else str(value)  # type: ignore[arg-type]
    whole_part, part = divmod(abs(value), 1)
    sign = "-" if value < 0 else "+" if signed else ""
    return f"{sign}{whole_part or ''}{'¼½¾'[int(4 * part) - 1]}"


# ---------------------------------------------------------------------------------------------------- sums of one entry
def completed(tally: Tally, entry: int) -> int:
    """1, or 0 for who did not finish all matches where that deletes the results (BWF GCR 16.2.5)."""
    return int(entry not in tally.absent)


def played(tally: Tally, entry: int) -> int:
    """Matches played (ATP 4.01 C.3: 2-1 comes before 2-0 with a match not played)."""
    return tally.sums[entry].played


def wins(tally: Tally, entry: int) -> int:
    """Matches won."""
    return tally.sums[entry].won


def points(tally: Tally, entry: int) -> int | Fraction:
    """Points of the table, with what was added or deducted."""
    return tally.sums[entry].points


def rubbers_difference(tally: Tally, entry: int) -> int:
    """Matches won less matches lost within team ties (BWF 16.3, table tennis leagues)."""
    return tally.sums[entry].rubbers_won - tally.sums[entry].rubbers_lost


def rubbers_ratio(tally: Tally, entry: int) -> Ratio:
    """Matches won to matches lost within team ties (ITTF 3.7.5.2)."""
    return Ratio(tally.sums[entry].rubbers_won, tally.sums[entry].rubbers_lost)


def games_won(tally: Tally, entry: int) -> int:
    """Games (sets) won."""
    return tally.sums[entry].games_won


def points_won(tally: Tally, entry: int) -> int:
    """Points scored within the games, or goals."""
    return tally.sums[entry].scored


def games_difference(tally: Tally, entry: int) -> int:
    """Games won less games lost (BWF)."""
    return tally.sums[entry].games_won - tally.sums[entry].games_lost


def games_ratio(tally: Tally, entry: int) -> Ratio:
    """Games won to games lost (ITTF, FIVB set quotient)."""
    return Ratio(tally.sums[entry].games_won, tally.sums[entry].games_lost)


def games_share(tally: Tally, entry: int) -> Fraction:
    """Games (sets) won of those played (ATP percentage of sets)."""
    return _share(tally.sums[entry].games_won, tally.sums[entry].games_lost)


def points_difference(tally: Tally, entry: int) -> int:
    """Points scored less points conceded (BWF); goal difference."""
    return tally.sums[entry].scored - tally.sums[entry].suffered


def points_ratio(tally: Tally, entry: int) -> Ratio:
    """Points scored to points conceded (ITTF, FIVB point quotient)."""
    return Ratio(tally.sums[entry].scored, tally.sums[entry].suffered)


def points_share(tally: Tally, entry: int) -> Fraction:
    """Points won of those played within the games: in tennis the percentage of games (ATP)."""
    return _share(tally.sums[entry].scored, tally.sums[entry].suffered)


def _share(won: int, lost: int) -> Fraction:
    return Fraction(won, won + lost) if won + lost else Fraction(0)


def away_goals(tally: Tally, entry: int) -> int:
    """Goals scored away (UEFA clubs to 2020/21 between those level, European Qualifiers in all matches)."""
    return tally.sums[entry].away_scored


def away_wins(tally: Tally, entry: int) -> int:
    """Wins away; on a board wins with Black."""
    return tally.sums[entry].away_wins


def kicks(tally: Tally, entry: int) -> int:
    """Kicks from the mark between exactly two that were level in their last match (UEFA Euro Article 20.01 g)."""
    return tally.sums[entry].kicks if len(tally.members) == 2 else 0


def points_difference_above(tally: Tally, entry: int) -> int:
    """Point differential against the team (those that share the place) just above those level (USA Pickleball 12)."""
    return sum(
        sum(own - other for own, other in (line.games or (_scored(line),)))
        for line in tally.whole.of(entry)
        if line.opponent in tally.above
    )


def _scored(line: Line) -> tuple[int, int]:
    a, b = line.match.scored
    return (a, b) if line.entry == line.match.a else (b, a)


# ------------------------------------------------------------------------------------------------ sums of the opponents
def buchholz(tally: Tally, entry: int) -> Fraction:
    """Points of all opponents; for Swiss only, where all have played as many rounds (FIDE C.07 8: no round robin)."""
    return Fraction(sum(points(tally, line.opponent) for line in tally.of(entry)))


def sonneborn_berger(tally: Tally, entry: int) -> Fraction:
    """Points of the opponents beaten and half of those drawn with, by final points (round robin)."""
    return Fraction(sum((line.result + 1) * points(tally, line.opponent) for line in tally.of(entry))) / 2


def koya(tally: Tally, entry: int) -> Fraction:
    """Points made against those who have half of the possible points or more (FIDE C.07, Koya)."""
    best = max((max(match.points) for match in tally.matches), default=0)
    strong = {other for other in tally.sums if 2 * points(tally, other) >= best * tally.sums[other].played}
    return Fraction(sum(line.points for line in tally.of(entry) if line.opponent in strong))


def opponents_points(tally: Tally, entry: int) -> int | Fraction:
    """Points of the opponents together (UEFA league phase)."""
    return sum(tally.sums[line.opponent].points for line in tally.of(entry))


def opponents_difference(tally: Tally, entry: int) -> int:
    """Goal difference of the opponents together (UEFA league phase)."""
    return sum(points_difference(tally, line.opponent) for line in tally.of(entry))


def opponents_goals(tally: Tally, entry: int) -> int:
    """Goals of the opponents together (UEFA league phase)."""
    return sum(points_won(tally, line.opponent) for line in tally.of(entry))


# ------------------------------------------------------------------------------------------------ given from elsewhere
def given(code: str) -> Callable[[Tally, int], Value]:
    """The measure of a criterion whose values come with the tally, 0 where there is none (see ``Tally.given``)."""
    return lambda tally, entry: tally.given.get(code, {}).get(entry, 0)


def _lower(code: str) -> Callable[[Tally, int], Value]:
    def measure(tally: Tally, entry: int) -> Value:
        value = tally.given.get(code, {}).get(entry)
        return UNKNOWN if value is None or isinstance(value, Ratio) else -value

    return measure


CRITERIA = {
    criterion.code: criterion
    for criterion in (
        Criterion("completed", Text("matches completed"), completed, per_match=False),
        Criterion("wins", Text("wins"), wins),
        Criterion("played", Text("matches played"), played, per_match=False),
        Criterion("points", Text("points"), points),
        Criterion("rubbers_difference", Text("difference of matches"), rubbers_difference, signed=True),
        Criterion("rubbers_ratio", Text("ratio of matches"), rubbers_ratio, per_match=False),
        Criterion("games_difference", Text("games difference"), games_difference, signed=True),
        Criterion("games_ratio", Text("games ratio"), games_ratio, per_match=False),
        Criterion("games_share", Text("share of games won"), games_share, per_match=False),
        Criterion("games_won", Text("games won"), games_won),
        Criterion("points_difference", Text("difference of points within games"), points_difference, signed=True),
        Criterion("points_ratio", Text("ratio of points within games"), points_ratio, per_match=False),
        Criterion("points_share", Text("share of points within games"), points_share, per_match=False),
        Criterion("points_won", Text("points within games"), points_won),
        Criterion(
            "points_difference_above",
            Text("difference of points against the team above"),
            points_difference_above,
            signed=True,
            per_match=False,
        ),
        Criterion("goal_difference", Text("goal difference"), points_difference, signed=True),
        Criterion("goals", Text("goals"), points_won),
        Criterion("away_goals", Text("goals away"), away_goals),
        Criterion("away_wins", Text("wins away"), away_wins),
        Criterion("black_wins", Text("wins with Black"), away_wins),
        Criterion("kicks", Text("kicks from the mark"), kicks, signed=True, per_match=False),
        Criterion("buchholz", Text("Buchholz"), buchholz),
        Criterion("sonneborn_berger", Text("Sonneborn-Berger"), sonneborn_berger),
        Criterion("koya", Text("Koya"), koya),
        Criterion("opponents_points", Text("points of the opponents"), opponents_points),
        Criterion("opponents_difference", Text("goal difference of the opponents"), opponents_difference, signed=True),
        Criterion("opponents_goals", Text("goals of the opponents"), opponents_goals),
        Criterion("conduct", Text("conduct points"), given("conduct")),
        Criterion("position", Text("position in the ranking list"), _lower("position"), less=True, per_match=False),
        Criterion("weight", Text("weight of the team"), _lower("weight"), less=True, per_match=False),
        *(Criterion(code, name, given(code), per_match=False) for code, name in SWISS_ONLY.items()),
    )
}
