"""Team ties (trận đồng đội): a match whose games are rubbers, each a match of its own between players of the teams.

The tie keeps a pair for each rubber, (1, 0) to the side that won it; on boards its half points. What happened in the
rubbers stands in ``Detail.rubbers``; it may be missing when only the sum (3-1) was written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.outcome import Kind, RubberScore
from tournament_app.domain.scoring import GAVE_UP, check_score, completed, score_words, winner_side
from tournament_app.errors import Problem
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.outcome import Detail, Games
    from tournament_app.domain.rules import Scoring

Pair = tuple[int, int]
ENDINGS = {Kind.WALKOVER: "wo", Kind.RETIRED: "ret", Kind.DISQUALIFIED: "dsq", Kind.BOTH_ABSENT: "wo"}


def rules_of(tie: Scoring, index: int) -> Scoring:
    """How rubber *index* (from 0) is scored; in a tie of level teams the last one is played again."""
    rules = tie.rubbers[min(index, len(tie.rubbers) - 1)].rules
    if rules is None:
        raise ValueError(f"the rubbers of {tie.code} have not been joined to their rules")
    return rules


def rubber_winner(rules: Scoring, score: RubberScore) -> int | None:
    """The side (0, 1) that won a rubber; ``None`` while it is played, after a draw, or when nobody came."""
    if score.kind is Kind.PLAYED:
        return winner_side(rules, score.games)
    return 1 - score.loser if score.kind in GAVE_UP and score.loser is not None else None


def rubber_pairs(tie: Scoring, scores: tuple[RubberScore, ...]) -> Games:
    """What each rubber gives the two sides."""
    whole = 2 if tie.kind == "board" else 1
    pairs = []
    for index, score in enumerate(scores):
        won = rubber_winner(rules_of(tie, index), score)
        if tie.kind == "board" and score.kind is Kind.PLAYED and score.games:
            pairs.append(score.games[0])
        else:
            pairs.append((0, 0) if won is None else (whole, 0) if won == 0 else (0, whole))
    return tuple(pairs)


def check_match(
    scoring: Scoring, games: Games, *, kind: Kind, draw_allowed: bool, detail: Detail
) -> tuple[Problem, ...]:
    """What is wrong with the score of a match, or of a tie and its rubbers; empty when all is legal."""
    wrong = _wrong_rubbers(scoring, games, detail, kind) if detail.rubbers else []
    return tuple(wrong) or check_score(scoring, games, kind=kind, draw_allowed=draw_allowed, detail=detail)


def _wrong_rubbers(tie: Scoring, games: Games, detail: Detail, kind: Kind) -> list[Problem]:
    """What cannot have been in the rubbers of a tie, each with its number and name."""
    if not tie.rubbers:
        return [Problem("no_tie", Text("This event is not played in team ties."), "games")]
    problems = []
    for index, score in enumerate(detail.rubbers):
        last = index == len(detail.rubbers) - 1
        if score.kind is Kind.PLAYING and (kind is Kind.PLAYED or not last):
            text = Text("it is not over yet")
            problems.append(_in_rubber(tie, index, text))
        draw = tie.kind == "board"
        found = check_score(rules_of(tie, index), score.games, kind=score.kind, draw_allowed=draw)
        problems += [_in_rubber(tie, index, problem.text) for problem in found]
    if not problems and rubber_pairs(tie, detail.rubbers) != games:
        problems.append(Problem("rubbers_differ", Text("The rubbers do not add up to the score of the tie."), "games"))
    return problems


def _in_rubber(tie: Scoring, index: int, why: Text) -> Problem:
    name = tie.rubbers[min(index, len(tie.rubbers) - 1)].name
    return Problem("bad_rubber", Text("Rubber {n} ({name}): {why}", n=index + 1, name=name, why=why), "games")


def credited(tie: Scoring, games: Games, detail: Detail, loser: int | None) -> Iterator[tuple[Games, Scoring]]:
    """The games of each rubber as a table counts them, with its rules.

    A rubber somebody gave up is completed for the other side, and so are those a side that gave up the tie (*loser*)
    did not play: as if it had scored no more (BWF GCR 16.3.8).
    """
    for index in range(len(games)):
        rules = rules_of(tie, index)
        if index < len(detail.rubbers):
            score = detail.rubbers[index]
            won = rubber_winner(rules, score)
            given_up = score.kind in GAVE_UP or (score.kind is Kind.PLAYING and loser is not None)
            winner = won if won is not None else None if loser is None else 1 - loser
            yield (completed(rules, score.games, winner) if given_up and winner is not None else score.games), rules
        elif loser is not None:
            yield completed(rules, (), 1 - loser), rules


def tie_words(tie: Scoring, detail: Detail) -> str:
    """The rubbers as they are printed and typed: ``21-17, 21-15; 12-21, 3-5 ret1``."""
    words = []
    for index, score in enumerate(detail.rubbers):
        said = score_words(score.games, rules_of(tie, index))
        ending = ENDINGS.get(score.kind, "")
        who = "12" if score.kind is Kind.BOTH_ABSENT else "" if score.loser is None else str(score.loser + 1)
        words.append(f"{said} {ending}{who}".strip() if ending else said)
    return "; ".join(words)
