"""Which scores may be, what referees write, and what both come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import SCORING
from tournament_app.domain.outcome import Games, Kind
from tournament_app.domain.rules import Scoring
from tournament_app.domain.scoring import (
    check_score,
    completed,
    finished,
    is_complete,
    outcome_of,
    score_words,
    under_way,
    winner_side,
)
from tournament_app.domain.written_score import read_score

if TYPE_CHECKING:
    from collections.abc import Iterator

ONE, THREE, TABLE_TENNIS = SCORING["badminton_1x21"], SCORING["badminton_3x21"], SCORING["table_tennis_5"]
VOLLEYBALL, BOARD = SCORING["volleyball_3"], SCORING["board"]
GAMES = [scoring for scoring in SCORING.values() if scoring.kind == "games"]
TWO_BOARDS = Scoring("boards", "two boards", "board", 2)


def wrong(scoring: Scoring, games: Games, kind: Kind = Kind.PLAYED, *, draw: bool = False) -> list[str]:
    return [problem.code for problem in check_score(scoring, games, kind=kind, draw_allowed=draw)]


# ------------------------------------------------------------------------------------------------------ one game
def play(target: int, lead: int, cap: int | None, most: int) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Every score rally by rally: those at which the game ends, and those at which it goes on."""
    ended, going, todo = set(), set(), [(0, 0)]
    while todo:
        a, b = todo.pop()
        high, low = max(a, b), min(a, b)
        if (high >= target and high - low >= lead) or high == cap:
            ended.add((a, b))
        elif (a, b) not in going and high <= most:
            going.add((a, b))
            todo += [(a + 1, b), (a, b + 1)]
    return ended, going


@pytest.mark.parametrize(
    ("target", "lead", "cap"),
    [
        (21, 2, 30),
        (31, 1, None),
        (15, 2, 21),
        (11, 2, None),
        (25, 2, None),
        (15, 2, 15),
        (11, 2, 12),
        (9, 3, 15),
        (2, 1, 2),
    ],
)
def test_a_game_ends_where_playing_it_point_by_point_ends(target: int, lead: int, cap: int | None) -> None:
    scoring = Scoring("any", "any", "games", 1, target, lead, cap)
    ended, going = play(target, lead, cap, 45)
    for a in range(-1, 42):
        for b in range(-1, 42):
            assert finished(scoring, 0, (a, b)) == ((a, b) in ended), (a, b)
            assert under_way(scoring, 0, (a, b)) == ((a, b) in going), (a, b)


@pytest.mark.parametrize("score", [(21, 0), (19, 21), (22, 20), (29, 27), (30, 28), (29, 30)])
def test_badminton_ends(score: tuple[int, int]) -> None:
    assert wrong(ONE, (score,)) == []


@pytest.mark.parametrize("score", [(31, 29), (22, 19), (21, 20), (29, 28), (20, 18), (30, 27), (-1, 21)])
def test_badminton_does_not_end(score: tuple[int, int]) -> None:
    assert wrong(ONE, (score,)) == ["game_not_finished"]


@pytest.mark.parametrize(
    ("code", "game", "says"),
    [
        ("badminton_1x21", (21, 20), "21-20 is not a finished game: 21 points with a lead of 2, or 22-20 … 30-29."),
        ("table_tennis_3", (12, 11), "12-11 is not a finished game: 11 points with a lead of 2, or 12-10, 13-11 …."),
        ("badminton_1x31", (32, 30), "32-30 is not a finished game: who has 31 points first wins."),
    ],
)
def test_a_refusal_says_what_would_be_valid(code: str, game: tuple[int, int], says: str) -> None:
    (problem,) = check_score(SCORING[code], (game,), kind=Kind.PLAYED, draw_allowed=False)
    said = problem.text.say("en")
    assert said.removeprefix("Game 1: ") == says
    assert said.startswith("Game 1: ") == (SCORING[code].best_of > 1)


# ----------------------------------------------------------------------------------------------------- one match
def test_a_match_is_over_when_it_is_won() -> None:
    two = ((21, 17), (21, 3))
    assert wrong(THREE, two) == []
    assert wrong(THREE, (*two, (21, 2))) == ["extra_game"]
    assert wrong(THREE, ((21, 17), (19, 21))) == ["match_not_over"]
    assert wrong(THREE, ()) == ["no_score"]
    assert wrong(THREE, ((21, 20), (21, 3))) == ["game_not_finished"]
    assert wrong(ONE, ((21, 3), (3, 21))) == ["extra_game"]


def test_the_decider_has_its_own_target() -> None:
    assert wrong(VOLLEYBALL, ((25, 20), (20, 25), (15, 13))) == []
    assert wrong(VOLLEYBALL, ((25, 20), (20, 25), (25, 20))) == ["game_not_finished"]
    assert wrong(VOLLEYBALL, ((15, 13), (15, 9))) == ["game_not_finished", "game_not_finished"]
    assert wrong(VOLLEYBALL, ((25, 20), (20, 25), (41, 39))) == []


def test_a_board_may_be_drawn_where_a_draw_will_do() -> None:
    assert wrong(BOARD, ((1, 1),), draw=True) == []
    assert wrong(BOARD, ((1, 1),)) == ["draw_not_allowed"]
    assert wrong(BOARD, ((2, 1),), draw=True) == ["bad_board"]
    assert wrong(BOARD, ((2, 0),)) == []
    assert wrong(TWO_BOARDS, ((2, 0), (1, 1))) == []
    assert wrong(TWO_BOARDS, ((2, 0),)) == ["match_not_over"]
    assert wrong(BOARD, ((1, 0),), Kind.PLAYING) == ["bad_board"]


def test_what_was_broken_off() -> None:
    part = ((21, 17), (5, 3))
    for kind in (Kind.PLAYING, Kind.RETIRED, Kind.DISQUALIFIED):
        assert wrong(THREE, part, kind) == []
        assert wrong(THREE, (), kind) == []
        assert wrong(THREE, ((5, 3), (21, 17)), kind) == ["game_not_finished"]
    assert wrong(THREE, ((21, 17), (21, 17)), Kind.RETIRED) == ["already_over"]
    assert wrong(THREE, ((21, 17), (21, 17)), Kind.DISQUALIFIED) == []
    assert wrong(ONE, ((21, 20),), Kind.PLAYING) == []
    for kind in (Kind.WALKOVER, Kind.BOTH_ABSENT):
        assert wrong(THREE, (), kind) == []
        assert wrong(THREE, part, kind) == ["points_without_play"]


def test_the_winner_is_who_is_ahead_when_play_ends() -> None:
    assert winner_side(THREE, ((21, 17), (19, 21), (21, 15))) == 0
    assert winner_side(ONE, ((15, 21),)) == 1
    assert winner_side(ONE, ((15, 12),)) == 0  # time was up: accepted by override
    assert winner_side(BOARD, ((1, 1),)) is None
    assert winner_side(BOARD, ((0, 2),)) == 1
    assert is_complete(TWO_BOARDS, ((1, 1), (1, 1)))
    assert not is_complete(THREE, ((21, 17), (21, 9)[::-1]))
    assert not is_complete(THREE, ())


def test_the_outcome_names_the_entry_that_won() -> None:
    assert outcome_of(7, 9, ONE, ((15, 21),), Kind.PLAYED).winner == 9
    assert outcome_of(7, 9, BOARD, ((1, 1),), Kind.PLAYED).winner is None
    assert outcome_of(7, 9, ONE, (), Kind.WALKOVER, 1).winner == 7
    assert outcome_of(7, 9, ONE, (), Kind.WALKOVER).winner is None
    assert outcome_of(7, 9, ONE, ((3, 2),), Kind.PLAYING).winner is None
    assert outcome_of(7, 9, ONE, (), Kind.BOTH_ABSENT, 0).winner is None


# ------------------------------------------------------------------------------- what is credited after breaking off
@pytest.mark.parametrize(
    ("scoring", "games", "winner", "credited"),
    [
        (TABLE_TENNIS, (), 0, "11-0, 11-0, 11-0"),
        (TABLE_TENNIS, ((11, 9), (9, 11), (11, 2), (5, 11), (3, 5)), 0, "11-9, 9-11, 11-2, 5-11, 11-5"),
        (TABLE_TENNIS, ((10, 12), (19, 18)), 1, "10-12, 19-21, 0-11"),
        (VOLLEYBALL, ((25, 20), (3, 4)), 1, "25-20, 3-25, 0-15"),
        (ONE, ((29, 29),), 1, "29-30"),
        (THREE, ((21, 17), (21, 17)), 1, "21-17, 21-17"),
        (THREE, ((22, 19), (40, 39)), 0, "22-19, 40-39"),
        (BOARD, (), 1, "0-1"),
    ],
)
def test_the_other_side_gets_what_it_needed(scoring: Scoring, games: Games, winner: int, credited: str) -> None:
    assert score_words(completed(scoring, games, winner), scoring) == credited


@st.composite
def broken_off(draw: st.DrawFn) -> tuple[Scoring, Games]:
    """A match played to some point."""
    scoring = draw(st.sampled_from(GAMES))
    games: list[tuple[int, int]] = [(0, 0)]
    for side in draw(st.lists(st.integers(0, 1), max_size=200)):
        a, b = games[-1]
        games[-1] = (a + 1, b) if side == 0 else (a, b + 1)
        if is_complete(scoring, tuple(games)):
            break
        if finished(scoring, len(games) - 1, games[-1]):
            games.append((0, 0))
    return scoring, tuple(games)


@given(broken_off(), st.integers(0, 1))
def test_what_was_played_stays_and_the_match_becomes_whole(match: tuple[Scoring, Games], winner: int) -> None:
    scoring, games = match
    assert wrong(scoring, games, Kind.PLAYING) == []
    whole = completed(scoring, games, winner)
    if not is_complete(scoring, games):
        level = scoring.best_of % 2 == 0  # of two pulls the other side may have one already
        assert wrong(scoring, whole, draw=level) == []
        assert winner_side(scoring, whole) in ((winner, None) if level else (winner,))
        assert [g[1 - winner] for g in whole[: len(games)]] == [g[1 - winner] for g in games]
    assert whole[: len(games) - 1] == games[:-1]


# -------------------------------------------------------------------------------------------- what referees write
@pytest.mark.parametrize(
    ("scoring", "text", "kind", "score", "loser"),
    [
        (THREE, "21-17 19-21 21-15", Kind.PLAYED, "21-17, 19-21, 21-15", None),
        (THREE, "21–17, 19 - 21; 21:15", Kind.PLAYED, "21-17, 19-21, 21-15", None),
        (THREE, "17 -19 15", Kind.PLAYED, "21-17, 19-21, 21-15", None),
        (THREE, "17 −21 +28", Kind.PLAYED, "21-17, 21-23, 30-28", None),
        (THREE, "21171921 2115", Kind.PLAYED, "21-17, 19-21, 21-15", None),
        (ONE, "2117", Kind.PLAYED, "21-17", None),
        (ONE, "-12", Kind.PLAYED, "12-21", None),
        (ONE, "29", Kind.PLAYED, "30-29", None),
        (ONE, "11-8", Kind.PLAYING, "11-8", None),
        (ONE, "20-20 *", Kind.PLAYING, "20-20", None),
        (ONE, "21-20...", Kind.PLAYING, "21-20", None),
        (THREE, "2117", Kind.PLAYING, "21-17", None),
        (THREE, "21-17 5-3", Kind.PLAYING, "21-17, 5-3", None),
        (TABLE_TENNIS, "119 911 1210 110", Kind.PLAYED, "11-9, 9-11, 12-10, 11-0", None),
        (VOLLEYBALL, "20 -20 13", Kind.PLAYED, "25-20, 20-25, 15-13", None),
        (ONE, "wo1", Kind.WALKOVER, "", 0),
        (ONE, "W/O 2", Kind.WALKOVER, "", 1),
        (ONE, "vắng 2", Kind.WALKOVER, "", 1),
        (ONE, "vắng cả hai", Kind.BOTH_ABSENT, "", None),
        (ONE, "wo12", Kind.BOTH_ABSENT, "", None),
        (THREE, "21-17 5-3 ret2", Kind.RETIRED, "21-17, 5-3", 1),
        (THREE, "21-17 5-3 (bỏ cuộc 1)", Kind.RETIRED, "21-17, 5-3", 0),
        (THREE, "21-17 dsq1", Kind.DISQUALIFIED, "21-17", 0),
        (ONE, "truất quyền 2", Kind.DISQUALIFIED, "", 1),
        (BOARD, "1-0", Kind.PLAYED, "1-0", None),
        (BOARD, "0:1", Kind.PLAYED, "0-1", None),
        (BOARD, "1", Kind.PLAYED, "1-0", None),
        (BOARD, "1/2", Kind.PLAYED, "½-½", None),
        (BOARD, "½-½", Kind.PLAYED, "½-½", None),
        (BOARD, "1/2 - 1/2", Kind.PLAYED, "½-½", None),
        (BOARD, "0,5-0.5", Kind.PLAYED, "½-½", None),
        (BOARD, "Hoà", Kind.PLAYED, "½-½", None),
        (BOARD, "wo2", Kind.WALKOVER, "", 1),
        (TWO_BOARDS, "1-0 hòa", Kind.PLAYED, "1-0, ½-½", None),
    ],
)
def test_what_referees_write(scoring: Scoring, text: str, kind: Kind, score: str, loser: int | None) -> None:
    read = read_score(text, scoring)
    assert (read.kind, score_words(read.games, scoring), read.loser, read.problems) == (kind, score, loser, ())


@pytest.mark.parametrize(
    ("scoring", "text", "kind", "codes"),
    [
        (ONE, "21-20", Kind.PLAYED, ["game_not_finished"]),
        (ONE, "25-19", Kind.PLAYED, ["game_not_finished"]),
        (ONE, "21-17 21-17", Kind.PLAYED, ["extra_game"]),
        (ONE, "wo", Kind.WALKOVER, ["no_loser"]),
        (ONE, "21-20 ret", Kind.RETIRED, ["no_loser"]),
        (ONE, "21-17 wo2", Kind.WALKOVER, ["points_without_play"]),
        (ONE, "hello", Kind.PLAYED, ["unreadable_score"]),
        (ONE, "30", Kind.PLAYED, ["unreadable_score"]),
        (ONE, "-31", Kind.PLAYED, ["unreadable_score"]),
        (ONE, "2120", Kind.PLAYED, ["unreadable_score"]),
        (ONE, "0" * 100, Kind.PLAYED, ["unreadable_score"]),
        (ONE, "٣٤٥", Kind.PLAYED, ["unreadable_score"]),
        (ONE, "", Kind.PLAYED, ["no_score"]),
        (BOARD, "2-0", Kind.PLAYED, ["unreadable_score"]),
        (BOARD, "21-17", Kind.PLAYED, ["unreadable_score"]),
        (BOARD, "1-0 1-0", Kind.PLAYED, ["extra_game"]),
    ],
)
def test_what_is_no_score(scoring: Scoring, text: str, kind: Kind, codes: list[str]) -> None:
    read = read_score(text, scoring)
    assert (read.kind, [problem.code for problem in read.problems]) == (kind, codes)


def legal_games(scoring: Scoring) -> Iterator[tuple[int, int]]:
    return ((a, b) for a in range(45) for b in range(45) if finished(scoring, 0, (a, b)))


@pytest.mark.parametrize("scoring", GAMES, ids=lambda scoring: scoring.code)
def test_every_way_to_write_a_game_reads_the_same(scoring: Scoring) -> None:
    for a, b in legal_games(scoring):
        short = f"-{a}" if a < b else str(b)
        for text in (f"{a}-{b}", f"{a}/{b}", f" {a} – {b}", short):
            assert read_score(text, scoring).games == ((a, b),), text


@given(broken_off())
def test_a_score_as_printed_is_read_back(match: tuple[Scoring, Games]) -> None:
    scoring, games = match
    assert read_score(score_words(games), scoring).games == games


@given(st.text(alphabet="0123456789-*/ ,.½wortdsqh", max_size=20), st.sampled_from([*SCORING.values()]))
def test_whatever_is_typed_is_legal_or_a_problem(text: str, scoring: Scoring) -> None:
    read = read_score(text, scoring)
    if not read.problems:
        assert wrong(scoring, read.games, read.kind, draw=True) == []


def test_a_score_the_pad_cannot_name_is_still_printed() -> None:
    assert score_words(((3, 0),), BOARD) == "3-0"
