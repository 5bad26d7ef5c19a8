"""What a match is worth in a table: what happened is stored once, the ranking rule credits each side with its part."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.outcome import Kind
from tournament_app.domain.scoring import GAVE_UP, completed, score_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from fractions import Fraction

    from tournament_app.domain.outcome import Games, Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Ranking


@dataclass(frozen=True, slots=True)
class Line:
    """One match as one side's line of the table: *result* is 1, 0 or -1, *games* are (own points, the other's).

    *score* is the games in words.
    """

    entry: int
    opponent: int
    result: int
    points: Fraction
    games: Games
    score: str = ""


class Tally:
    """The lines of every entry; *absent* are those who did not finish and whose results a rule deletes."""

    def __init__(self, members: Iterable[int], lines: Iterable[Line], absent: Collection[int] = ()) -> None:
        self.members = tuple(members)
        self.absent = frozenset(absent)
        self.lines: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            self.lines[line.entry].append(line)

    def of(self, entry: int) -> Sequence[Line]:
        """The matches of *entry* that count."""
        return self.lines[entry]

    def among(self, entries: Collection[int]) -> Tally:
        """The same table if only the matches between *entries* had been played."""
        level = frozenset(entries)
        lines = (line for entry in entries for line in self.of(entry) if line.opponent in level)
        return Tally(entries, lines, self.absent)


def tally(members: Sequence[int], outcomes: Iterable[Outcome], ranking: Ranking, scoring: Scoring) -> Tally:
    """The matches between *members* that are over, as *ranking* credits them."""
    over = [o for o in outcomes if o.over and {o.a, o.b} <= set(members)]
    absent = {entry for o in over for entry in _gave_up(o)} if ranking.unfinished == "delete" else set()
    counted = (o for o in over if not {o.a, o.b} & absent)
    return Tally(members, (line for o in counted for line in _lines(o, ranking, scoring)), absent)


def _gave_up(outcome: Outcome) -> tuple[int, ...]:
    if outcome.kind is Kind.BOTH_ABSENT:
        return outcome.a, outcome.b
    return (outcome.loser,) if outcome.kind in GAVE_UP and outcome.loser is not None else ()


def _lines(outcome: Outcome, ranking: Ranking, scoring: Scoring) -> tuple[Line, Line]:
    games = outcome.games
    if outcome.kind in GAVE_UP and outcome.winner is not None:
        games = completed(scoring, games, int(outcome.winner == outcome.b))
    close = 1 < scoring.best_of == len(games)
    theirs = tuple((b, a) for a, b in games)
    a, b = (_worth(outcome, entry, ranking, close=close) for entry in (outcome.a, outcome.b))
    return (
        Line(outcome.a, outcome.b, *a, games, score_words(games, scoring)),
        Line(outcome.b, outcome.a, *b, theirs, score_words(theirs, scoring)),
    )


def _worth(outcome: Outcome, entry: int, ranking: Ranking, *, close: bool) -> tuple[int, Fraction]:
    """Result and points of *entry*; a double absence is lost by both (a product choice: no federation says)."""
    if outcome.winner == entry:
        return 1, ranking.win_close if close else ranking.win
    if outcome.kind is Kind.PLAYED and outcome.winner is None:
        return 0, ranking.draw
    if outcome.kind is Kind.PLAYED:
        return -1, ranking.loss_close if close else ranking.loss
    if outcome.kind in (Kind.RETIRED, Kind.DISQUALIFIED):
        unfinished = ranking.loss_unfinished
        return -1, unfinished if unfinished is not None else ranking.loss_close if close else ranking.loss
    return -1, ranking.loss_unplayed
