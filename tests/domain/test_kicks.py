"""Kicks from the mark: every way to take them, and the published shoot-outs."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.domain.ranking_cases import SCORING, vectors
from tournament_app.domain.kicks import possible_kicks
from tournament_app.domain.outcome import Detail, Kind
from tournament_app.domain.scoring import check_score, winner_side

if TYPE_CHECKING:
    from pathlib import Path


def shoot(each: int) -> set[tuple[int, int]]:
    """Where kicks end if every goal is written down one after the other: the plain reading of Law 10.3."""
    ends = set()
    for goals in product((0, 1), repeat=2 * each):
        for first in (0, 1):
            score = [0, 0]
            for n, goal in enumerate(goals):
                side = (n + first) % 2
                score[side] += goal
                left = [each - (n + 1 + (side == s)) // 2 if s == side else each - (n + 1) // 2 for s in (0, 1)]
                if score[0] > score[1] + left[1] or score[1] > score[0] + left[0]:
                    ends.add((score[0], score[1]))
                    break
    return ends


@pytest.mark.parametrize("each", [1, 2, 3, 5])
def test_kicks_end_where_taking_them_ends(each: int) -> None:
    ends = shoot(each)
    for a in range(each + 4):
        for b in range(each + 4):
            assert possible_kicks(a, b, each) == ((a, b) in ends or abs(a - b) == 1), (a, b)


@pytest.mark.parametrize("score", [(4, 3), (3, 0), (2, 4), (11, 10), (1, 0), (5, 3)])
def test_kicks_that_can_be(score: tuple[int, int]) -> None:
    assert possible_kicks(*score, 5)


@pytest.mark.parametrize("score", [(3, 3), (5, 2), (6, 4), (2, -1), (5, 0), (0, 0)])
def test_kicks_that_cannot_be(score: tuple[int, int]) -> None:
    assert not possible_kicks(*score, 5)


def test_the_world_cups_were_won_as_published(shared: Path) -> None:
    rule, kicked = SCORING["football_11"], 0
    for vector in vectors(shared, "football_fifa_worldcup_knockouts"):
        for match in vector["matches"]:
            goals = (tuple(match["score"]),)
            kicks = match.get("penalties")
            detail = Detail(kicks and (kicks[0], kicks[1]), bool(match.get("extra_time")))
            if winner_side(rule, goals, detail) is None:
                continue  # replayed, as until 1938
            kicked += bool(kicks)
            assert not check_score(rule, goals, kind=Kind.PLAYED, draw_allowed=False, detail=detail), match
            assert (match["a"], match["b"])[winner_side(rule, goals, detail) or 0] == match["winner"], match
    assert kicked == 14
