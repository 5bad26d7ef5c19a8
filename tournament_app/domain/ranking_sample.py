"""A small table to try a ranking rule on: three entries beat each other in a circle, and each of them the fourth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.scoring import outcome_of, winning_points

if TYPE_CHECKING:
    from tournament_app.domain.outcome import Games
    from tournament_app.domain.rules import Scoring

MEMBERS = (1, 2, 3, 4)
PAIRS = ((1, 2), (2, 3), (3, 1), (1, 4), (2, 4), (3, 4))
"""Who beats whom."""
GOALS = ((2, 0), (3, 2), (1, 0), (2, 1), (1, 0), (3, 0))
CLOSE = (False, True, True, False, True, False)
"""Which of the matches went to the last game."""


def sample_outcomes(scoring: Scoring) -> tuple[Outcome, ...]:
    """The matches of the sample, each a legal score of *scoring*; the last one is drawn where draws are written."""
    return tuple(outcome_of(a, b, scoring, _games(scoring, at), Kind.PLAYED) for at, (a, b) in enumerate(PAIRS))


def _games(scoring: Scoring, at: int) -> Games:
    if scoring.kind == "goals":
        return (GOALS[at],)
    if scoring.kind == "board":
        whole = (2, 0)
        return (whole,) * (scoring.best_of - 1) + ((1, 1) if at == len(PAIRS) - 1 else whole,)
    need = scoring.best_of if scoring.play_all else scoring.best_of // 2 + 1
    lost = (scoring.best_of - 1) // 2 if CLOSE[at] else 0
    won = need - lost if scoring.play_all else need
    sides = [1] * lost + [0] * won
    return tuple(_game(scoring, index, side, at) for index, side in enumerate(sides))


def _game(scoring: Scoring, index: int, side: int, at: int) -> tuple[int, int]:
    """Game *index* won by *side*, against more points the later the match *at* stands."""
    low = min(2 * at + index, max(0, scoring.target - scoring.lead))
    high = winning_points(scoring, index, low) or scoring.target
    return (high, low) if side == 0 else (low, high)
