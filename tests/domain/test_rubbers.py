"""Team ties: rubbers read, judged, added up and credited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import RANKING, SCORING
from tournament_app.domain.credit import tally
from tournament_app.domain.outcome import NO_DETAIL, Detail, Kind, RubberScore
from tournament_app.domain.rubbers import check_match, rules_of, tie_words
from tournament_app.domain.rules import Rubber, Scoring, joined
from tournament_app.domain.scoring import outcome_of, score_words
from tournament_app.domain.standings import table
from tournament_app.domain.written_score import read_score
from tournament_app.errors import Refused

Pair = tuple[int, int]
THREE, FIVE, BOARDS = (SCORING[name] for name in ("badminton_team_3", "table_tennis_team_5", "board_team_4"))


@pytest.mark.parametrize(
    ("tie", "written", "total", "said", "kind"),
    [
        (THREE, "21-17 21-15; 12-21 14-21; 21-9, 21-9", "2-1", "21-17, 21-15; 12-21, 14-21; 21-9, 21-9", Kind.PLAYED),
        (THREE, "21-17 21-15; wo2", "2-0", "21-17, 21-15; wo2", Kind.PLAYED),
        (THREE, "21-17 21-15;", "1-0", "21-17, 21-15", Kind.PLAYING),
        (THREE, "21-17 21-15; 12-21 14-21; 11-4", "1-1", "21-17, 21-15; 12-21, 14-21; 11-4", Kind.PLAYING),
        (THREE, "21-17 4-3 ret2 | dsq1", "1-1", "21-17, 4-3 ret2; dsq1", Kind.PLAYING),
        (BOARDS, "1-0; ½-½; 0-1; hòa", "2-2", "1-0; ½-½; 0-1; ½-½", Kind.PLAYED),
        (BOARDS, "1-0; ½-½; ½-½; wo1", "2-2", "1-0; ½-½; ½-½; wo1", Kind.PLAYED),
        (BOARDS, "1-0; ½-½; 1-0; 1-0", "3½-½", "1-0; ½-½; 1-0; 1-0", Kind.PLAYED),
        (FIVE, "3-1", "3-1", "", Kind.PLAYED),
        (FIVE, "2-1", "2-1", "", Kind.PLAYING),
    ],
)
def test_a_tie_as_it_is_written(tie: Scoring, written: str, total: str, said: str, kind: Kind) -> None:
    read = read_score(written, tie)
    assert (read.kind, read.problems) == (kind, ())
    assert score_words(read.games, tie, read.detail) == total
    assert tie_words(tie, read.detail) == said


@pytest.mark.parametrize(
    ("written", "problems", "says"),
    [
        ("21-17 21-20; 21-4 21-3", ["bad_rubber"], "Rubber 1 (Đôi nam): Game 2: 21-20 is not a finished"),
        ("21-17; 21-4 21-3", ["bad_rubber"], "Rubber 1 (Đôi nam): it is not over yet"),
        ("21-17 21-3; 21-4 21-3; 21-2 21-2", ["extra_game"], "Game 3 cannot have been"),
        ("21-1 21-1; 1-21 1-21; 21-2 21-2; 21-2 21-2", ["extra_game"], "Game 4 cannot have been"),
        ("21-17 21-3; what", ["unreadable_score"], "“what” is no score"),
        ("21-17 21-3; wo", ["no_loser"], "Say which side it was"),
        ("wo12; 21-4 21-3; 21-2 21-2", ["game_not_finished"], "Game 1: 0-0 is not a finished game"),
    ],
)
def test_what_is_wrong_is_said_of_the_rubber(written: str, problems: list[str], says: str) -> None:
    found = read_score(written, THREE).problems
    assert [problem.code for problem in found] == problems
    assert found[0].text.say("en").startswith(says)


def test_rubbers_must_make_the_score() -> None:
    won = RubberScore(Kind.PLAYED, ((21, 3), (21, 3)))
    (problem,) = check_match(THREE, ((0, 1),), kind=Kind.PLAYING, draw_allowed=True, detail=Detail(rubbers=(won,)))
    assert problem.code == "rubbers_differ"
    single = SCORING["badminton_1x21"]
    (problem,) = check_match(single, ((21, 3),), kind=Kind.PLAYED, draw_allowed=True, detail=Detail(rubbers=(won,)))
    assert problem.code == "no_tie"
    assert check_match(single, ((21, 3),), kind=Kind.PLAYED, draw_allowed=True, detail=NO_DETAIL) == ()


def test_rubbers_and_their_games_decide_a_table() -> None:
    """BWF 16.3: three teams with a tie won each; rubbers 3-3 each, then the difference of games."""
    outcomes = []
    for a, b, written in (
        (1, 2, "21-9 21-9; 9-21 9-21; 21-9 21-9"),
        (2, 3, "21-9 21-9; 9-21 9-21; 21-9 9-21 21-9"),
        (3, 1, "21-9 21-9; 9-21 9-21; 21-9 21-9"),
    ):
        read = read_score(written, THREE)
        assert not read.problems
        outcomes.append(outcome_of(a, b, THREE, read.games, read.kind, None, read.detail))
    rows = table((1, 2, 3), outcomes, RANKING["bwf_team"], THREE)
    assert [row.entry for row in rows] == [3, 1, 2]
    assert "rubbers_difference" not in {row.reason.code for row in rows}


@pytest.mark.parametrize(
    ("written", "kind", "loser", "rubbers", "games", "scored"),
    [
        ("", Kind.WALKOVER, 1, (2, 0), (4, 0), (84, 0)),
        ("21-9 21-9; 5-3", Kind.RETIRED, 1, (2, 0), (4, 0), (84, 21)),
        ("9-21 9-21; 5-3 ret2; 21-4 21-4", Kind.PLAYED, None, (2, 1), (4, 2), (102, 53)),
        ("wo2; wo2", Kind.PLAYED, None, (2, 0), (4, 0), (84, 0)),
    ],
)
def test_what_is_given_up_counts_as_if_no_more_was_scored(
    written: str, kind: Kind, loser: int | None, rubbers: Pair, games: Pair, scored: Pair
) -> None:
    read = read_score(written, THREE)
    outcome = outcome_of(1, 2, THREE, read.games, kind, loser, read.detail)
    (match,) = tally((1, 2), [outcome], RANKING["bwf_team"], THREE).matches
    assert (match.rubbers, match.games, match.scored) == (rubbers, games, scored)


def test_points_of_a_board_are_no_points_of_a_game() -> None:
    read = read_score("1-0; ½-½; 0-1; ½-½", BOARDS)
    outcome = outcome_of(1, 2, BOARDS, read.games, read.kind, None, read.detail)
    (match,) = tally((1, 2), [outcome], RANKING["points"], BOARDS).matches
    assert (match.rubbers, match.scored) == ((1, 1), (0, 0))


def test_a_sum_without_rubbers_is_credited_as_one() -> None:
    read = read_score("3-1", FIVE)
    outcome = outcome_of(1, 2, FIVE, read.games, read.kind)
    (match,) = tally((1, 2), [outcome], RANKING["ittf_team"], FIVE).matches
    assert (match.rubbers, match.games) == ((3, 1), (0, 0))


def test_a_rubber_is_no_tie_and_has_rules() -> None:
    tie = Scoring("t", "tie", rubbers=(Rubber("one", "badminton_team_3"),))
    for rules in ({"t": tie}, {"t": tie, "badminton_team_3": THREE}):
        with pytest.raises(Refused, match="badminton_team_3"):
            joined(rules)
    with pytest.raises(ValueError, match="not been joined"):
        rules_of(tie, 0)
    assert Scoring.of(tie.data()) == tie


scores = st.builds(
    RubberScore,
    st.sampled_from(Kind),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=3).map(tuple),
    st.none() | st.integers(0, 1),
)


@given(st.lists(scores, max_size=5).map(tuple))
def test_rubbers_are_kept_as_json_and_turn_round(rubbers: tuple[RubberScore, ...]) -> None:
    detail = Detail(rubbers=rubbers)
    assert Detail.of(detail.data()) == detail
    assert detail.turned().turned() == detail
