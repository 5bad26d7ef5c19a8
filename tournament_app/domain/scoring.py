"""What a score may be: a game to *target* points with a *lead* and perhaps a *cap*, a match of *best_of* such games.

One predicate stands for badminton (Laws 7), table tennis (ITTF 2.11), volleyball (FIVB 6), the sets of tennis (ITF 6,
7), pickleball, the pulls of a tug of war and their local forms. A board game is kept in half points: 1-0 is ``(2, 0)``,
a draw ``(1, 1)``. Goals are one score (IFAB 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.kicks import possible_kicks
from tournament_app.domain.outcome import NO_DETAIL, Detail, Games, Kind, Outcome
from tournament_app.errors import Problem
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.rules import Scoring

Game = tuple[int, int]
GAVE_UP = (Kind.WALKOVER, Kind.RETIRED, Kind.DISQUALIFIED)
NOT_PLAYED = (Kind.WALKOVER, Kind.BOTH_ABSENT)
BOARD = ((2, 0), (1, 1), (0, 2))
HALVES = {0: "0", 1: "½", 2: "1"}


def limits(scoring: Scoring, index: int) -> tuple[int, int | None]:
    """Target and cap of game *index* (from 0): the last possible game may have its own."""
    if scoring.decider_target is not None and scoring.best_of > 1 and index == scoring.best_of - 1:
        return scoring.decider_target, scoring.decider_cap
    return scoring.target, scoring.cap


def finished(scoring: Scoring, index: int, game: Game) -> bool:
    """Whether game *index* may end with these points."""
    if scoring.kind == "board":
        return game in BOARD
    low, high = sorted(game)
    if scoring.kind == "goals":
        return low >= 0
    return low >= 0 and high == winning_points(scoring, index, low)


def winning_points(scoring: Scoring, index: int, lost: int) -> int | None:
    """The points that win game *index* against *lost*; ``None`` if nobody loses with that many."""
    target, cap = limits(scoring, index)
    if lost <= target - scoring.lead:
        return target
    won = lost + scoring.lead if cap is None else min(lost + scoring.lead, cap)
    return won if won > lost and (scoring.lead > 1 or won <= target) else None


def under_way(scoring: Scoring, index: int, game: Game) -> bool:
    """Whether game *index* can stand at these points without being over."""
    low, high = sorted(game)
    won = winning_points(scoring, index, low)
    return scoring.kind == "games" and low >= 0 and won is not None and high < won


def halves(scoring: Scoring, games: Games) -> tuple[int, int]:
    """What the two sides have of the match: two for a game won, on a board the half points themselves."""
    if scoring.kind == "board":
        return sum(a for a, _ in games), sum(b for _, b in games)
    return 2 * sum(a > b for a, b in games), 2 * sum(b > a for a, b in games)


def is_complete(scoring: Scoring, games: Games) -> bool:
    """Whether the match is over: one side cannot be caught, or every game has been played. The games must be legal."""
    if not games or not finished(scoring, len(games) - 1, games[-1]):
        return False
    if scoring.play_all:
        return len(games) >= scoring.best_of
    return max(halves(scoring, games)) > scoring.best_of or len(games) >= scoring.best_of


def winner_side(scoring: Scoring, games: Games, detail: Detail = NO_DETAIL) -> int | None:
    """The side (0, 1) that has won when play ends at this score, ``None`` when level; legal or accepted by override.

    After a level score the kicks decide, and then who was sent through.
    """
    a, b = halves(scoring, games)
    if a == b and detail.kicks:
        a, b = detail.kicks
    return detail.through if a == b else int(b > a)


def outcome_of(
    a: int,
    b: int,
    scoring: Scoring,
    games: Games,
    kind: Kind,
    loser: int | None = None,
    detail: Detail = NO_DETAIL,
) -> Outcome:
    """What happened between the entries *a* and *b*; *loser* is the side (0, 1) that gave up or was put out."""
    side = None
    if kind is Kind.PLAYED:
        side = winner_side(scoring, games, detail)
    elif kind in GAVE_UP and loser is not None:
        side = 1 - loser
    return Outcome(a, b, kind, games, None if side is None else (a, b)[side], "", detail)


def completed(scoring: Scoring, games: Games, winner: int) -> Games:
    """*games* with what side *winner* still needs: the other keeps its points (FIVB 6.4.3, ITTF Handbook 2.3.7).

    Goals: won 3-0 (*forfeit*) unless what stood was worse for the other (FIFA Disciplinary Code 2025, 28.1).
    """
    if scoring.kind == "goals":
        stood = next(((a, b) if winner == 0 else (b, a) for a, b in games), (0, 0))
        return (_sided(*max((scoring.forfeit, 0), stood, key=lambda goals: goals[0] - goals[1]), winner),)
    done = list(games)
    if done and under_way(scoring, len(done) - 1, done[-1]):
        lost = done[-1][1 - winner]
        won = winning_points(scoring, len(done) - 1, lost) or lost  # there is one while a game is under way
        done[-1] = _sided(won, lost, winner)
    while len(done) < scoring.best_of and (scoring.play_all or max(halves(scoring, tuple(done))) <= scoring.best_of):
        done.append(_sided(2 if scoring.kind == "board" else limits(scoring, len(done))[0], 0, winner))
    return tuple(done)


def _sided(won: int, lost: int, winner: int) -> tuple[int, int]:
    return (won, lost) if winner == 0 else (lost, won)


# ------------------------------------------------------------------------------------------------------------- legality
def check_score(
    scoring: Scoring, games: Games, *, kind: Kind, draw_allowed: bool, detail: Detail = NO_DETAIL
) -> tuple[Problem, ...]:
    """What is wrong with the score: which game, by which rule, and what would be valid. Empty when it is legal."""
    if kind in NOT_PLAYED:
        text = Text("A match that was not played has no points.")
        return (Problem("points_without_play", text, "games"),) if games else ()
    problems = _wrong_games(scoring, games, broken_off=kind is not Kind.PLAYED, draw_allowed=draw_allowed)
    problems += _wrong_detail(scoring, games, detail)
    if problems:
        return tuple(problems)
    complete = is_complete(scoring, games)
    if kind is Kind.RETIRED and complete and scoring.kind != "goals":
        return (Problem("already_over", Text("The match was over at this score: enter it as played."), "games"),)
    if kind is not Kind.PLAYED:
        return ()
    if not complete:
        return (_not_over(scoring, games),)
    if winner_side(scoring, games, detail) is None and not draw_allowed:
        return (Problem("draw_not_allowed", _how_to_part(scoring), "games"),)
    if detail.through is not None:
        text = Text("No rule of the sport sends a side on from here: say why it goes through.")
        return (Problem("sent_through", text, "games"),)
    return ()


def _how_to_part(scoring: Scoring) -> Text:
    if scoring.kicks:
        return Text("This match needs a winner: write the kicks behind the goals, as in 1-1 (4-3).")
    if scoring.kind == "board":
        return Text("This match needs a winner: play another game and write it behind, as in ½-½ 1-0.")
    return Text("This match needs a winner: play on.")


def _wrong_games(scoring: Scoring, games: Games, *, broken_off: bool, draw_allowed: bool) -> list[Problem]:
    """The games that cannot have been: with bad points, or after the match was over.

    A knockout on the board that is level goes on, game by game, until somebody leads.
    """
    problems: list[Problem] = []
    for index, game in enumerate(games):
        last = index == len(games) - 1
        goes_on = scoring.kind == "board" and not draw_allowed and winner_side(scoring, games[:index]) is None
        if index and is_complete(scoring, games[:index]) and not goes_on:
            text = Text("Game {n} cannot have been: the match was over after game {m}.", n=index + 1, m=index)
            return [*problems, Problem("extra_game", text, f"game{index + 1}")]
        if not finished(scoring, index, game) and not (broken_off and last and under_way(scoring, index, game)):
            problems.append(_bad_game(scoring, index, game))
    return problems


def _wrong_detail(scoring: Scoring, games: Games, detail: Detail) -> list[Problem]:
    """Kicks, extra time or tie-breaks that cannot have been."""
    problems = []
    if detail.kicks and (not scoring.kicks or winner_side(scoring, games) is not None):
        text = Text("Kicks from the mark follow only goals that are level, where the rules have them.")
        problems.append(Problem("kicks_not_due", text, "kicks"))
    elif detail.kicks and not possible_kicks(*detail.kicks, scoring.kicks):
        score = f"{detail.kicks[0]}-{detail.kicks[1]}"
        text = Text("Kicks cannot end {score}: {n} each, then in pairs until one leads.", score=score, n=scoring.kicks)
        problems.append(Problem("impossible_kicks", text, "kicks"))
    if detail.extra_time and not scoring.extra_time:
        problems.append(Problem("no_extra_time", Text("These rules have no extra time."), "extra_time"))
    wrong = (_wrong_tie_break(scoring, games, n, lost) for n, lost in enumerate(detail.tie_breaks) if lost is not None)
    return [*problems, *(Problem("wrong_tie_break", text, "games") for text in wrong if text)]


def _wrong_tie_break(scoring: Scoring, games: Games, index: int, lost: int) -> Text | None:
    cap = limits(scoring, index)[1]
    if not scoring.tie_break or cap is None or index >= len(games) or sorted(games[index]) != [cap - 1, cap]:
        return Text("Set {n} ended without a tie-break: write no points in brackets.", n=index + 1)
    if scoring.tie_break_cap is None or lost < scoring.tie_break_cap:
        return None
    return Text(
        "Set {n}: nobody loses a tie-break to {to} with {lost}.", n=index + 1, to=scoring.tie_break_cap, lost=lost
    )


def _bad_game(scoring: Scoring, index: int, game: Game) -> Problem:
    score = f"{game[0]}-{game[1]}"
    if scoring.kind == "board":
        return Problem("bad_board", Text("A board game ends 1-0, ½-½ or 0-1."), f"game{index + 1}")
    if scoring.kind == "goals":
        return Problem("bad_goals", Text("{score} are no goals.", score=score), "games")
    rule = game_rule(scoring, index)
    if scoring.best_of == 1:
        text = Text("{score} is not a finished game: {rule}.", score=score, rule=rule)
    else:
        text = Text("Game {n}: {score} is not a finished game: {rule}.", n=index + 1, score=score, rule=rule)
    return Problem("game_not_finished", text, f"game{index + 1}")


def game_rule(scoring: Scoring, index: int) -> Text:
    """How game *index* may end, as the second half of a sentence."""
    target, cap = limits(scoring, index)
    lead = scoring.lead
    if lead == 1 or (cap is not None and cap <= target):
        return Text("who has {target} points first wins", target=target)
    first = f"{target + 1}-{target + 1 - lead}"
    if cap is None:
        second = f"{target + 2}-{target + 2 - lead}"
        return Text(
            "{target} points with a lead of {lead}, or {first}, {second} …",
            target=target,
            lead=lead,
            first=first,
            second=second,
        )
    last = f"{cap}-{cap - 1}"
    return Text(
        "{target} points with a lead of {lead}, or {first} … {last}", target=target, lead=lead, first=first, last=last
    )


def _not_over(scoring: Scoring, games: Games) -> Problem:
    if not games:
        return Problem("no_score", Text("There is no score yet."), "games")
    need = scoring.best_of // 2 + 1
    text = Text(
        "The match is not over after {score}: it is won with {need} games.",
        score=score_words(games, scoring),
        need=need,
    )
    return Problem("match_not_over", text, "games")


# ---------------------------------------------------------------------------------------------------------------- words
def _halves_words(number: int) -> str:
    whole, half = divmod(number, 2)
    return ("½" if not whole else f"{whole}½") if half else str(whole)


def score_words(games: Games, scoring: Scoring | None = None, detail: Detail = NO_DETAIL) -> str:
    """The games as they are printed: ``21-17, 19-21, 21-15``, ``7-6(3), 6-4``, ``1-1 (4-3)`` after kicks.

    With the scoring of a board ``1-0`` or ``½-½``, of a team tie the rubbers won, ``3-1``.
    """
    if scoring is not None and scoring.rubbers and games:
        return "-".join(_halves_words(side) for side in halves(scoring, games))
    if scoring is not None and scoring.kind == "board":
        return ", ".join(f"{HALVES.get(a, a)}-{HALVES.get(b, b)}" for a, b in games)
    lost = (*detail.tie_breaks, *[None] * len(games))
    words = ", ".join(f"{a}-{b}" + ("" if t is None else f"({t})") for (a, b), t in zip(games, lost, strict=False))
    return f"{words} ({detail.kicks[0]}-{detail.kicks[1]})" if detail.kicks else words
