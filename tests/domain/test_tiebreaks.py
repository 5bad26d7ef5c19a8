"""Each criterion by itself, exact to the last third."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import BADMINTON, BOARD, RANKING, played
from tournament_app.domain.credit import Line, Match, Tally, _in_rubbers, tally
from tournament_app.domain.swiss_criteria import SWISS_ONLY
from tournament_app.domain.tiebreaks import CRITERIA, UNKNOWN, Ratio, number_words

RATIOS = st.builds(Ratio, st.integers(0, 60), st.integers(0, 60))


@given(RATIOS, RATIOS)
def test_ratios_compare_as_fractions_do(a: Ratio, b: Ratio) -> None:
    if a.lost and b.lost:
        assert (a < b) == (Fraction(a.won, a.lost) < Fraction(b.won, b.lost))
        assert (a == b) == (Fraction(a.won, a.lost) == Fraction(b.won, b.lost))
    assert (a < b) + (a == b) + (a > b) == 1
    assert a != b or hash(a) == hash(b)


def test_nothing_lost_is_above_everything_and_nothing_at_all_is_nothing() -> None:
    assert Ratio(1, 0) > Ratio(1000, 1)
    assert Ratio(1, 0) == Ratio(9, 0)
    assert Ratio(0, 0) == Ratio(0, 5)
    assert Ratio(44, 84) > Ratio(45, 88) > Ratio(44, 87)  # the third decimal decides places
    assert Ratio(1, 2) != Fraction(1, 2)
    assert str(Ratio(4, 3)) == "4:3"


@pytest.mark.parametrize(
    ("value", "signed", "words"),
    [
        (3, False, "3"),
        (3, True, "+3"),
        (-3, True, "-3"),
        (0, True, "+0"),
        (Fraction(6), False, "6"),
        (Fraction(5, 2), False, "2½"),
        (Fraction(1, 2), False, "½"),
        (Fraction(-3, 2), False, "-1½"),
        (Fraction(3, 2), True, "+1½"),
        (Fraction(7, 3), False, "7/3"),
        (Fraction(-25, 4), False, "-6¼"),
        (Fraction(3, 4), True, "+¾"),
        (Ratio(5, 3), False, "5:3"),
    ],
)
def test_numbers_as_people_write_them(value: int | Fraction | Ratio, signed: bool, words: str) -> None:
    assert number_words(value, signed=signed) == words


def test_every_criterion_of_a_small_group() -> None:
    """1 beat 2 in three games and 3 in two, 2 beat 3 in two."""
    outcomes = played(BADMINTON, (1, 2, "21-17 19-21 21-15"), (3, 1, "10-21 12-21"), (2, 3, "21-18 22-20"))
    counted = tally((1, 2, 3), outcomes, RANKING["bwf"], BADMINTON)
    values = {code: [CRITERIA[code].measure(counted, entry) for entry in (1, 2, 3)] for code in CRITERIA}
    assert values == {
        **{code: [0, 0, 0] for code in SWISS_ONLY},
        "completed": [1, 1, 1],
        "played": [2, 2, 2],
        "rubbers_difference": [0, 0, 0],
        "rubbers_ratio": [Ratio(0, 0)] * 3,
        "games_share": [Fraction(4, 5), Fraction(3, 5), 0],
        "points_share": [Fraction(103, 178), Fraction(96, 195), Fraction(60, 145)],
        "points_difference_above": [0, 0, 0],
        "away_goals": [42, 53, 38],
        "away_wins": [1, 0, 0],
        "black_wins": [1, 0, 0],
        "kicks": [0, 0, 0],
        "koya": [1, 0, 0],
        "opponents_points": [1, 2, 3],
        "opponents_difference": [-28, 3, 25],
        "opponents_goals": [156, 163, 199],
        "conduct": [0, 0, 0],
        "position": [UNKNOWN] * 3,
        "weight": [UNKNOWN] * 3,
        "wins": [2, 1, 0],
        "points": [2, 1, 0],
        "games_difference": [3, 1, -4],
        "games_ratio": [Ratio(4, 1), Ratio(3, 2), Ratio(0, 4)],
        "games_won": [4, 3, 0],
        "points_difference": [28, -3, -25],
        "points_ratio": [Ratio(103, 75), Ratio(96, 99), Ratio(60, 85)],
        "points_won": [103, 96, 60],
        "goal_difference": [28, -3, -25],
        "goals": [103, 96, 60],
        "buchholz": [1, 2, 3],
        "sonneborn_berger": [1, 0, 0],
    }


def test_half_points_of_a_board() -> None:
    counted = tally((1, 2, 3), played(BOARD, (1, 2, "1-1"), (1, 3, "2-0"), (2, 3, "1-1")), RANKING["points"], BOARD)
    half = Fraction(1, 2)
    assert [CRITERIA["points"].measure(counted, entry) for entry in (1, 2, 3)] == [3 * half, 1, half]
    assert [CRITERIA["sonneborn_berger"].measure(counted, entry) for entry in (1, 2, 3)] == [1, 1, half]
    assert [CRITERIA["buchholz"].measure(counted, entry) for entry in (1, 2, 3)] == [3 * half, 2, 5 * half]


@given(st.lists(st.integers(0, 29), min_size=6, max_size=6))
def test_what_one_wins_another_loses(lost: list[int]) -> None:
    matches = [
        (a, b, f"{max(21, min(n + 2, 30))}-{n}" if n % 2 else f"{n}-{max(21, min(n + 2, 30))}")
        for (a, b), n in zip(combinations((1, 2, 3, 4), 2), lost, strict=True)
    ]
    counted = tally((1, 2, 3, 4), played(BADMINTON, *matches), RANKING["bwf"], BADMINTON)
    for code in ("games_difference", "points_difference"):
        assert sum(CRITERIA[code].measure(counted, entry) for entry in counted.members) == 0  # type: ignore[misc]
    assert sum(CRITERIA["wins"].measure(counted, entry) for entry in counted.members) == len(matches)  # type: ignore[misc]


def test_figures_of_team_ties_and_matches_without_games() -> None:
    """Given as totals: matches within the tie, games, points; a neutral place makes nobody away."""
    matches = (
        Match(1, 2, (1, -1), (2, 0), (10, 7), (98, 90), (3, 1)),
        Match(2, 1, (0, 0), (1, 1), scored=(2, 2), kicks=(3, 4), neutral=True),
    )
    counted = Tally((1, 2), matches, given={"conduct": {1: -1}, "position": {1: 4, 2: Ratio(1, 1)}})
    values = {
        code: [CRITERIA[code].measure(counted, entry) for entry in (1, 2)]
        for code in ("rubbers_difference", "rubbers_ratio", "games_difference", "kicks", "away_goals", "away_wins")
    }
    assert values == {
        "rubbers_difference": [2, -2],
        "rubbers_ratio": [Ratio(3, 1), Ratio(1, 3)],
        "games_difference": [3, -3],
        "kicks": [1, -1],
        "away_goals": [0, 90],
        "away_wins": [0, 0],
    }
    assert [CRITERIA["position"].measure(counted, entry) for entry in (1, 2)] == [-4, UNKNOWN]
    assert CRITERIA["position"].words(-4) == "4"
    assert CRITERIA["position"].words(UNKNOWN) == "–"
    counted.above = (2,)
    assert CRITERIA["points_difference_above"].measure(counted, 1) == 8
    assert [line.score for line in counted.of(1)] == ["3-1", "2-2"]
    assert [line.score for line in counted.of(2)] == ["1-3", "2-2"]
    assert Line(1, 2, 1, 1, (), Match(1, 2, (1, -1), (1, 0))).score == "0-0"
    assert counted.over
    assert counted.between(1, 2) == list(matches)


def test_koya_of_nobody_and_a_share_of_nothing() -> None:
    empty = Tally((1,), ())
    assert [CRITERIA[code].measure(empty, 1) for code in ("koya", "games_share", "points_share")] == [0, 0, 0]


def test_a_board_within_a_team_tie_is_a_game_without_points() -> None:
    rubbers = [(((2, 0),), BOARD), (((21, 5), (5, 21), (21, 9)), BADMINTON)]
    assert _in_rubbers(rubbers) == (3, 1, 47, 35)
