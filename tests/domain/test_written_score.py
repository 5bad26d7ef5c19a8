"""What referees of every sport write, and what is refused with which rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import SCORING
from tournament_app.domain.outcome import NO_DETAIL, Detail, Games, Kind
from tournament_app.domain.rules import Scoring
from tournament_app.domain.scoring import (
    check_score,
    completed,
    finished,
    is_complete,
    outcome_of,
    score_words,
    winner_side,
)
from tournament_app.domain.written_score import read_score

TENNIS, FAST4, FOOTBALL = SCORING["tennis_3"], SCORING["tennis_fast4"], SCORING["football_11"]


@pytest.mark.parametrize(
    ("code", "written", "said", "winner"),
    [
        ("tennis_3", "7-6(3) 4-6 6-2", "7-6(3), 4-6, 6-2", 0),
        ("tennis_3", "76(3), 46 62", "7-6(3), 4-6, 6-2", 0),
        ("tennis_3", "6-7 (12) 5-7", "6-7(12), 5-7", 1),
        ("tennis_3_match_tie_break", "6-4 3-6 [10-8]", "6-4, 3-6, 10-8", 0),
        ("tennis_short", "5-3 4-5(5) 4-0", "5-3, 4-5(5), 4-0", 0),
        ("tennis_fast4", "4-3(4) 4-2", "4-3(4), 4-2", 0),
        ("tennis_pro", "9-8(5)", "9-8(5)", 0),
        ("tennis_advantage", "6-4 8-10 15-13", "6-4, 8-10, 15-13", 0),
        ("pickleball_3x11", "11-9 10-12 13-11", "11-9, 10-12, 13-11", 0),
        ("football_11", "2-1", "2-1", 0),
        ("football_11", "0:3", "0-3", 1),
        ("football_11", "1-1 (4-3)", "1-1 (4-3)", 0),
        ("football_11", "1-1 hp (luân lưu 3-4)", "1-1 (3-4)", 1),
        ("football_11", "2 - 2 aet pen 11-10", "2-2 (11-10)", 0),
        ("football_11", "2-2 11m: 4-2", "2-2 (4-2)", 0),
        ("football_5", "3-3 luân lưu (3-1)", "3-3 (3-1)", 0),
        ("tug_of_war_3", "2-1", "0-1, 1-0, 1-0", 0),
        ("tug_of_war_3", "0-2", "0-1, 0-1", 1),
        ("tug_of_war_3", "1-0 0-1 1-0", "1-0, 0-1, 1-0", 0),
        ("tug_of_war_2", "1-1", "0-1, 1-0", None),
        ("stick_pushing_3", "1-2", "1-0, 0-1, 0-1", 1),
        ("beach_volleyball", "21-19 19-21 15-13", "21-19, 19-21, 15-13", 0),
        ("shuttlecock_kicking_3", "21-4 25-24", "21-4, 25-24", 0),
        ("board_2", "1-0 ½-½", "1-0, ½-½", 0),
    ],
)
def test_scores_as_each_sport_writes_them(code: str, written: str, said: str, winner: int | None) -> None:
    rule = SCORING[code]
    read = read_score(written, rule)
    assert (read.kind, read.problems) == (Kind.PLAYED, ())
    assert score_words(read.games, rule, read.detail) == said
    assert winner_side(rule, read.games, read.detail) == winner
    again = read_score(said, rule)
    assert (again.games, again.detail.tie_breaks, again.detail.kicks) == (
        read.games,
        read.detail.tie_breaks,
        read.detail.kicks,
    )


@pytest.mark.parametrize(
    ("code", "written", "problem"),
    [
        ("tennis_fast4", "5-3 4-0", "game_not_finished"),  # the tie-break is at 3-3
        ("tennis_fast4", "4-3(5) 4-0", "wrong_tie_break"),  # deciding point at 4-4
        ("tennis_3", "6-4(3) 6-4", "wrong_tie_break"),
        ("tennis_3", "8-6 6-4", "game_not_finished"),
        ("tennis_advantage", "7-6 6-4", "game_not_finished"),
        ("tennis_3_match_tie_break", "6-4 3-6 10-9", "game_not_finished"),
        ("football_11", "2-1 (4-3)", "kicks_not_due"),
        ("football_11", "1-1 (5-2)", "impossible_kicks"),
        ("football_11", "1-1 (3-3)", "impossible_kicks"),
        ("football_11", "2-1 1-0", "extra_game"),
        ("football_7", "2-1 hp", "no_extra_time"),
        ("football_11", "ba không", "unreadable_score"),
        ("football_11", "21", "unreadable_score"),
        ("tug_of_war_3", "3-0", "extra_game"),
        ("tug_of_war_2", "2-1", "game_not_finished"),
        ("board_2", "1-0 1-0 1-0", "extra_game"),
        ("tennis_3", "x", "unreadable_score"),
        ("pickleball_1x11", "x", "unreadable_score"),
        ("tug_of_war_3", "x", "unreadable_score"),
        ("football_5", "-", "unreadable_score"),
    ],
)
def test_scores_that_cannot_be(code: str, written: str, problem: str) -> None:
    assert [each.code for each in read_score(written, SCORING[code]).problems] == [problem]


@pytest.mark.parametrize(
    ("code", "written", "kind"),
    [
        ("board", "½-½", Kind.PLAYING),  # a knockout goes on
        ("board", "½-½ 1-0", Kind.PLAYED),
        ("board", "½-½ ½-½ 0-1", Kind.PLAYED),
        ("board_2", "1-0 0-1", Kind.PLAYING),
        ("board_2", "1-0 ½-½", Kind.PLAYED),
        ("football_11", "1-1", Kind.PLAYING),
        ("football_11", "1-1 (5-4)", Kind.PLAYED),
        ("football_11", "2-1 *", Kind.PLAYING),
        ("tennis_3", "6-4 6-5", Kind.PLAYING),
        ("tennis_3", "6-4 3-3", Kind.PLAYING),
        ("tug_of_war_3", "1-0", Kind.PLAYING),
    ],
)
def test_a_knockout_match_that_is_level_goes_on(code: str, written: str, kind: Kind) -> None:
    read = read_score(written, SCORING[code], draw_allowed=False)
    assert (read.kind, read.problems) == (kind, ())


@pytest.mark.parametrize("code", ["board", "football_11", "football_7", "tug_of_war_2"])
def test_a_level_match_sends_nobody_on_without_a_reason(code: str) -> None:
    rule = SCORING[code]
    read = read_score({"board": "½-½", "tug_of_war_2": "1-1"}.get(code, "0-0") + " qua2", rule, draw_allowed=False)
    assert [each.code for each in read.problems] == ["sent_through"]
    assert read.detail.through == 1
    assert outcome_of(7, 9, rule, read.games, read.kind, None, read.detail).winner == 9
    level = Detail(through=None)
    (problem,) = check_score(rule, read.games, kind=Kind.PLAYED, draw_allowed=False, detail=level)
    assert problem.code == "draw_not_allowed"


def test_nobody_plays_on_after_a_draw_of_the_group() -> None:
    assert [p.code for p in read_score("½-½ 1-0", SCORING["board"]).problems] == ["extra_game"]


def test_every_game_is_played_where_the_rules_say_so() -> None:
    four = Scoring("four", "four games", "games", 4, 11, play_all=True)
    three = ((11, 3), (11, 4), (11, 5))
    assert not is_complete(four, three)
    assert is_complete(four, (*three, (2, 11)))
    assert completed(four, ((11, 3),), 0) == ((11, 3), (11, 0), (11, 0), (11, 0))


def test_a_golden_point_ends_every_game_at_its_target() -> None:
    golden = Scoring("golden", "golden point", "games", 3, 21, decider_target=15, golden_point=True)
    assert finished(golden, 0, (21, 20))
    assert not finished(golden, 0, (22, 20))
    assert finished(golden, 2, (14, 15))


@pytest.mark.parametrize(
    ("code", "stood", "winner", "credited"),
    [
        ("football_11", (), 0, ((3, 0),)),
        ("football_11", ((1, 1),), 1, ((0, 3),)),
        ("football_11", ((5, 1),), 0, ((5, 1),)),
        ("football_11", ((1, 5),), 0, ((3, 0),)),
        ("football_5", (), 1, ((0, 5),)),
        ("tug_of_war_3", ((0, 1),), 0, ((0, 1), (1, 0), (1, 0))),
        ("tennis_3", ((6, 4), (2, 3)), 1, ((6, 4), (2, 6), (0, 6))),
    ],
)
def test_who_gives_up_loses_by_what_the_rules_say(code: str, stood: Games, winner: int, credited: Games) -> None:
    assert completed(SCORING[code], stood, winner) == credited


def test_a_match_abandoned_at_a_score_may_be_retired_from_in_football() -> None:
    assert check_score(FOOTBALL, ((1, 2),), kind=Kind.RETIRED, draw_allowed=False) == ()
    assert [p.code for p in check_score(FOOTBALL, ((1, -2),), kind=Kind.PLAYED, draw_allowed=True)] == ["bad_goals"]


details = st.builds(
    Detail,
    st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
    st.booleans(),
    st.lists(st.none() | st.integers(0, 20), max_size=5).map(tuple),
    st.none() | st.integers(0, 1),
)


@given(details)
def test_detail_is_kept_as_json_and_turns_round(detail: Detail) -> None:
    assert Detail.of(detail.data()) == detail
    assert detail.turned().turned() == detail
    assert NO_DETAIL.data() == {}
