"""What a match is worth in a table: what happened is stored once, the ranking rule credits each side with its part.

A :class:`Tally` adds everything up in one pass; criteria read the sums. What is not in the matches (cards, positions in
a ranking, values worked out elsewhere as the tie-breaks of a Swiss) is *given* by code and entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from tournament_app.domain.outcome import Kind
from tournament_app.domain.rubbers import credited
from tournament_app.domain.scoring import GAVE_UP, completed, score_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from fractions import Fraction

    from tournament_app.domain.outcome import Games, Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Ranking
    from tournament_app.domain.tiebreaks import Value

Pair = tuple[int, int]
NONE: Pair = (0, 0)
AdjustmentKind = Literal["points", "annulled", "conduct", "position", "weight"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What counts beside the matches, decided by the organiser for a *reason*.

    ``points`` are added (negative: deducted); ``annulled`` strikes out all results of *entry*, who stands last;
    ``conduct`` are points for cards, 0 or negative; ``position`` is that in a ranking list and ``weight`` that of a
    team, the lower the better.
    """

    entry: int
    kind: AdjustmentKind
    value: int | Fraction = 0
    reason: str = ""


class Match(NamedTuple):
    """One match as it counts, of sides *a* and *b*: each field a pair, a's first.

    *results* are 1, 0 or -1; *rubbers* the matches within a team tie; *games* games (sets) won; *scored* the points
    within them, or goals; *kicks* those from the mark, which are no goals. *b* is the side that is away or has Black.
    """

    a: int
    b: int
    results: Pair
    points: tuple[int | Fraction, int | Fraction]
    games: Pair = NONE
    scored: Pair = NONE
    rubbers: Pair = NONE
    kicks: Pair = NONE
    neutral: bool = False
    score: Games = ()
    scoring: Scoring | None = None


class Line(NamedTuple):
    """One match as one side's line of the table: *result* is 1, 0 or -1, *games* are (own points, the other's)."""

    entry: int
    opponent: int
    result: int
    points: int | Fraction
    games: Games
    match: Match

    @property
    def score(self) -> str:
        """The games in words; without them, what is known of the score."""
        match = self.match
        if self.games:
            return score_words(self.games, match.scoring)
        known = next((pair for pair in (match.rubbers, match.games, match.scored) if any(pair)), NONE)
        own, other = known if self.entry == match.a else known[::-1]
        return f"{own}-{other}"


class Sums:
    """What the matches of one entry add up to; *points* with what was added or deducted."""

    __slots__ = (
        "away_scored",
        "away_wins",
        "drawn",
        "games_lost",
        "games_won",
        "kicks",
        "lost",
        "points",
        "rubbers_lost",
        "rubbers_won",
        "scored",
        "suffered",
        "won",
    )

    def __init__(self) -> None:
        self.points: int | Fraction = 0
        self.won = self.drawn = self.lost = self.games_won = self.games_lost = self.scored = self.suffered = 0
        self.rubbers_won = self.rubbers_lost = self.kicks = self.away_scored = self.away_wins = 0

    @property
    def played(self) -> int:
        """Matches that count."""
        return self.won + self.drawn + self.lost

    def add(self, result: int, points: int | Fraction, games: Pair, scored: Pair, own: int) -> None:
        """One more match; *own* is 0 for its side a, 1 for b."""
        if result > 0:
            self.won += 1
        elif result:
            self.lost += 1
        else:
            self.drawn += 1
        self.points += points
        if own:
            self.games_lost += games[0]
            self.games_won += games[1]
            self.suffered += scored[0]
            self.scored += scored[1]
        else:
            self.games_won += games[0]
            self.games_lost += games[1]
            self.scored += scored[0]
            self.suffered += scored[1]

    def add_more(self, rubbers: Pair, kicks: Pair) -> None:
        """What few matches have, each pair the own and the other's."""
        self.rubbers_won += rubbers[0]
        self.rubbers_lost += rubbers[1]
        self.kicks += kicks[0] - kicks[1]


class Tally:
    """The matches that count of *members*, added up; *absent* are those whose results a rule deletes.

    *given*: code of a criterion → entry → value; *adjustments*: those to the points are in the sums.
    """

    def __init__(
        self,
        members: Iterable[int],
        matches: Iterable[Match],
        absent: Collection[int] = (),
        adjustments: Iterable[Adjustment] = (),
        given: Mapping[str, Mapping[int, Value]] | None = None,
    ) -> None:
        self.members = tuple(members)
        self.matches = tuple(matches)
        self.absent = frozenset(absent)
        self.adjustments = tuple(adjustments)
        self.given = given or {}
        self.above: tuple[int, ...] = ()
        self.whole: Tally = self

    @cached_property
    def sums(self) -> defaultdict[int, Sums]:
        """Entry → its sums."""
        sums: defaultdict[int, Sums] = defaultdict(Sums)
        for a, b, results, points, games, scored, rubbers, kicks, neutral, *_ in self.matches:
            home, away = sums[a], sums[b]
            home.add(results[0], points[0], games, scored, 0)
            away.add(results[1], points[1], games, scored, 1)
            if not neutral:
                away.away_scored += scored[1]
                away.away_wins += results[1] > 0
            if rubbers is not NONE or kicks is not NONE:
                home.add_more(rubbers, kicks)
                away.add_more(rubbers[::-1], kicks[::-1])
        for adjustment in self.adjustments:
            if adjustment.kind == "points":
                sums[adjustment.entry].points += adjustment.value
        return sums

    @cached_property
    def _by_entry(self) -> dict[int, list[Match]]:
        found: dict[int, list[Match]] = defaultdict(list)
        for match in self.matches:
            found[match.a].append(match)
            found[match.b].append(match)
        return found

    def of(self, entry: int) -> Sequence[Line]:
        """The matches of *entry* that count."""
        lines = []
        for match in self._by_entry.get(entry, ()):
            a, b, results, points = match[:4]
            if entry == a:
                lines.append(Line(a, b, results[0], points[0], match.score, match))
            else:
                theirs = tuple((y, x) for x, y in match.score)
                lines.append(Line(b, a, results[1], points[1], theirs, match))
        return lines

    def between(self, a: int, b: int) -> list[Match]:
        """The matches of *a* and *b* that count."""
        return [match for match in self._by_entry.get(a, ()) if b in match[:2]]

    @cached_property
    def over(self) -> bool:
        """Whether every two have met, those struck out apart."""
        present = [entry for entry in self.members if entry not in self.absent]
        met = Counter(entry for match in {frozenset(match[:2]) for match in self.matches} for entry in match)
        return all(met[entry] >= len(present) - 1 for entry in present)

    def among(self, entries: Collection[int]) -> Tally:
        """The same table if only the matches between *entries* had been played, without deductions."""
        level = frozenset(entries)
        matches = (match for match in self.matches if match.a in level and match.b in level)
        part = Tally(entries, matches, self.absent, (), self.given)
        part.whole = self.whole
        return part

    def only(self, kept: Sequence[int]) -> Tally:
        """The same without the matches against those that are not *kept*; deductions stay."""
        return Tally(kept, self.among(kept).matches, self.absent, self.adjustments, self.given)

    def adjusted(self, entry: int, kind: str) -> tuple[Adjustment, ...]:
        """What the organiser decided of one *kind* for *entry*."""
        return tuple(one for one in self.adjustments if one.entry == entry and one.kind == kind)


def tally(
    members: Sequence[int],
    outcomes: Iterable[Outcome],
    ranking: Ranking,
    scoring: Scoring,
    adjustments: Iterable[Adjustment] = (),
    given: Mapping[str, Mapping[int, Value]] | None = None,
) -> Tally:
    """The matches between *members* that are over, as *ranking* credits them."""
    known, decided = frozenset(members), tuple(adjustments)
    over = [o for o in outcomes if o.kind is not Kind.PLAYING and o.a in known and o.b in known]
    absent = {one.entry for one in decided if one.kind == "annulled"}
    if ranking.unfinished == "delete":
        absent.update(entry for o in over if o.kind is not Kind.PLAYED for entry in gave_up(o))
    counted = [o for o in over if o.a not in absent and o.b not in absent] if absent else over
    worths = ranking.worths()
    matches = [match_of(o, ranking, scoring, worths) for o in counted]
    return Tally(members, matches, absent, decided, {**values_of(decided), **(given or {})})


def values_of(adjustments: Iterable[Adjustment]) -> dict[str, dict[int, Value]]:
    """Criterion → entry → value of what is decided beside the matches; several of one kind add up."""
    given: dict[str, dict[int, Value]] = {}
    for one in adjustments:
        if one.kind in ("conduct", "position", "weight"):
            of_kind = given.setdefault(one.kind, {})
            of_kind[one.entry] = of_kind.get(one.entry, 0) + one.value  # type: ignore[operator]
    return given


def gave_up(outcome: Outcome) -> tuple[int, ...]:
    """Who did not finish this match."""
    if outcome.kind is Kind.BOTH_ABSENT:
        return outcome.a, outcome.b
    return (outcome.loser,) if outcome.kind in GAVE_UP and outcome.loser is not None else ()


def match_of(outcome: Outcome, ranking: Ranking, scoring: Scoring, worths: Mapping[str, int | Fraction]) -> Match:
    """What happened as *ranking* credits it; *worths* are the points of *ranking* by name."""
    games, winner = outcome.games, outcome.winner
    unfinished = outcome.kind in GAVE_UP and winner is not None
    if unfinished:
        games = completed(scoring, games, int(winner == outcome.b))
    elif outcome.detail.kicks and all(own == other for own, other in games):
        winner = None  # kicks from the mark are no goals (IFAB 10.3): in a table it is a draw
    won = lost = scored = suffered = 0
    for own, other in _counted(games, scoring) if scoring.tie_break else games:
        won += own > other
        lost += own < other
        scored += own
        suffered += other
    if unfinished and ranking.unfinished == "straight":
        sets, scored, suffered = scoring.best_of // 2 + 1, 0, 0
        won, lost = (sets, 0) if winner == outcome.a else (0, sets)
    rubbers = NONE
    if scoring.rubbers:
        rubbers = (won, lost)
        loser = None if not unfinished else int(winner == outcome.a)
        won, lost, scored, suffered = _in_rubbers(credited(scoring, games, outcome.detail, loser))
    close = 1 < scoring.best_of == len(games)
    if winner is None:
        drawn = outcome.kind is Kind.PLAYED
        results, worth = ((0, 0), worths["draw"]) if drawn else ((-1, -1), worths["loss_unplayed"])
        points = (worth, worth)
    else:
        gain, loss = worth_of(outcome.kind, worths, close=close)
        results, points = ((1, -1), (gain, loss)) if winner == outcome.a else ((-1, 1), (loss, gain))
    kicks = outcome.detail.kicks or NONE
    return Match(
        outcome.a,
        outcome.b,
        results,
        points,
        (won, lost),
        (scored, suffered),
        rubbers=rubbers,
        kicks=kicks,
        score=games,
        scoring=scoring,
    )


def _in_rubbers(rubbers: Iterable[tuple[Games, Scoring]]) -> tuple[int, int, int, int]:
    """Games won and lost, points won and lost in all rubbers of a tie."""
    won = lost = scored = suffered = 0
    for games, rules in rubbers:
        won += sum(own > other for own, other in games)
        lost += sum(own < other for own, other in games)
        if rules.kind != "board":
            scored += sum(own for own, _ in games)
            suffered += sum(other for _, other in games)
    return won, lost, scored, suffered


def _counted(games: Games, scoring: Scoring) -> Games:
    """The sets of tennis as they count: a match tie-break that stands for the last is one game (ATP 4.01 C.3)."""
    if scoring.decider_target is None or len(games) < scoring.best_of:
        return games
    own, other = games[-1]
    return (*games[:-1], (int(own > other), int(own < other)))


def worth_of(kind: Kind, worths: Mapping[str, int | Fraction], *, close: bool) -> tuple[int | Fraction, int | Fraction]:
    """Points of the winner and of the loser of a match that ended by *kind*; *close*: in its last possible game.

    A double absence is lost by both (a product choice: no federation says).
    """
    gain = worths["win_close" if close else "win"]
    loss = worths["loss_close" if close else "loss"]
    if kind is Kind.PLAYED:
        return gain, loss
    if kind is Kind.WALKOVER:
        return gain, worths["loss_unplayed"]
    return gain, worths.get("loss_unfinished", loss)
