"""Tables: what federations published, what their texts say, and what must hold of any table."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.ranking_cases import (
    BADMINTON,
    BOARD,
    GOALS,
    RANKING,
    SCORING,
    TABLE_TENNIS,
    bodies,
    ended,
    order,
    played,
    ranked,
    ranks,
)
from tournament_app.domain.across import flattened
from tournament_app.domain.credit import Adjustment
from tournament_app.domain.outcome import Detail, Kind, Outcome
from tournament_app.domain.rules import Scoring
from tournament_app.domain.scoring import outcome_of
from tournament_app.domain.standings import Ranking, table
from tournament_app.errors import Refused

NAMES = {n: f"E{n}" for n in range(1, 10)}
VOLLEYBALL = SCORING["volleyball_3"]
FOOTBALL = Scoring("goals", "goals", "goals")
SWISS = {code for code, rule in RANKING.items() if {"direct_encounter", "buchholz"} & set(flattened(rule))}
# Every rule set of groups with the scoring it is played with; those of a Swiss have their own tests.
PLAYED_WITH = {
    code: VOLLEYBALL if code == "volleyball_wins" else SCORING.get(rule.scoring, FOOTBALL)
    for code, rule in RANKING.items()
    if code not in SWISS
}
# Who is second or plays Black counts there: the sides of a match must not be turned.
SIDED = {code for code, rule in RANKING.items() if {"away_goals", "away_wins", "black_wins"} & set(flattened(rule))}


def said(rule: str, scoring: Scoring, outcomes: list[Outcome], size: int, lots: tuple[int, ...] = ()) -> list[str]:
    return [row.reason.say(NAMES) for row in table(range(1, size + 1), outcomes, RANKING[rule], scoring, lots)]


# ----------------------------------------------------------------------------------------- what the texts ask for
def test_bwf_takes_the_difference_and_the_match_when_two_remain() -> None:
    """Three with two wins: games 4-2, 4-4, 5-3. Two have +2; 3 beat 1. The ratio would put 1 first."""
    outcomes = played(
        BADMINTON,
        (1, 2, "21-10 21-10"),
        (2, 3, "21-10 10-21 21-10"),
        (3, 1, "21-10 21-10"),
        (1, 4, "21-10 21-10"),
        (2, 4, "21-10 10-21 21-10"),
        (3, 4, "21-10 10-21 21-10"),
    )
    assert ranked("bwf", BADMINTON, outcomes) == [3, 1, 2, 4]
    assert said("bwf", BADMINTON, outcomes, 4) == [
        "Above E1: level on wins (2), won their match 21-10, 21-10",
        "Above E2: 3 level on wins (2); games difference +2 to +0",
        "Above E4: wins 2 to 0",
        "Below E2: wins 0 to 2",
    ]


def test_bwf_takes_points_when_games_part_nobody() -> None:
    outcomes = played(BADMINTON, (1, 2, "21-10 21-10"), (2, 3, "21-12 21-10"), (3, 1, "21-19 21-19"))
    assert ranked("bwf", BADMINTON, outcomes, 3) == [1, 2, 3]
    assert said("bwf", BADMINTON, outcomes, 3) == [
        "Above E2: 3 level on wins (1); difference of points within games +18 to -2",
        "Above E3: 3 level on wins (1); difference of points within games -2 to -16",
        "Below E2: 3 level on wins (1); difference of points within games -16 to -2",
    ]


def test_bwf_deletes_all_results_of_who_does_not_finish() -> None:
    """With 4's results kept, 2 and 3 would have two wins each, and 1 would be behind them."""
    outcomes = [
        *played(
            BADMINTON, (1, 2, "21-9 21-9"), (2, 3, "21-9 9-21 21-9"), (3, 1, "21-9 9-21 21-9"), (4, 1, "21-9 21-9")
        ),
        *played(BADMINTON, (2, 4, "21-9 21-9")),
        ended(3, 4, Kind.RETIRED, 4, "21-9 3-2"),
    ]
    assert ranked("bwf", BADMINTON, outcomes) == [1, 3, 2, 4]
    rows = table((1, 2, 3, 4), outcomes, RANKING["bwf"], BADMINTON)
    assert [(r.played, r.won, r.settled) for r in rows] == [(2, 1, True), (2, 1, True), (2, 1, True), (0, 0, True)]
    assert [r.reason.say(NAMES) for r in rows][2:] == [
        "Above E4, who did not finish every match",
        "Did not finish every match: results struck out",
    ]
    kept = replace(RANKING["bwf"], unfinished="complete")
    assert order(table((1, 2, 3, 4), outcomes, kept, BADMINTON))[0] == 2


@pytest.mark.parametrize("kind", [Kind.WALKOVER, Kind.DISQUALIFIED, Kind.BOTH_ABSENT])
def test_bwf_puts_those_who_did_not_finish_last_until_lots(kind: Kind) -> None:
    absent = Outcome(2, 3, kind, (), None if kind is Kind.BOTH_ABSENT else 2)
    outcomes = [*played(BADMINTON, (1, 2, "21-9 21-9"), (1, 3, "9-21 9-21"), (1, 4, "9-21 9-21")), absent]
    outcomes += played(BADMINTON, (2, 4, "9-21 9-21"), (3, 4, "9-21 9-21"))
    got = ranks(table((1, 2, 3, 4), outcomes, RANKING["bwf"], BADMINTON))
    assert got == ({4: 1, 1: 2, 2: 3, 3: 3} if kind is Kind.BOTH_ABSENT else {4: 1, 2: 3, 1: 2, 3: 4})


def test_ittf_starts_anew_with_the_matches_of_those_left() -> None:
    """1 wins the mini-league of four; what 2, 3 and 4 played against 1 then counts no more (it would put 3 first)."""
    three = {"0": "11-9 11-9 11-9", "1": "11-9 9-11 11-9 11-9", "2": "11-9 9-11 11-9 9-11 11-9"}
    results = ["1 2 0", "1 3 2", "1 4 0", "2 3 0", "3 4 1", "4 2 1", "5 1 0", "6 1 0", "5 6 0"]
    results += [f"{strong} {weak} 0" for strong in (2, 3, 4) for weak in (5, 6)]
    outcomes = played(TABLE_TENNIS, *((int(r[0]), int(r[2]), three[r[4]]) for r in results))
    assert ranked("ittf", TABLE_TENNIS, outcomes, 6) == [1, 2, 4, 3, 5, 6]
    once = replace(RANKING["ittf"], tied="once")
    assert order(table(range(1, 7), outcomes, once, TABLE_TENNIS)) == [1, 3, 2, 4, 5, 6]
    assert said("ittf", TABLE_TENNIS, outcomes, 6)[:3] == [
        "Above E2: 4 level on points (8); points in the matches between them 6 to 4",
        "Above E4: 3 level on points (8); games ratio in the matches between them 4:3 to 4:4",
        "Above E3: 3 level on points (8); games ratio in the matches between them 4:4 to 3:4",
    ]


def test_ittf_credits_what_was_not_played() -> None:
    outcomes = [
        ended(1, 2, Kind.WALKOVER, 2),
        ended(1, 3, Kind.RETIRED, 3, "11-9 9-11 11-2 5-11 3-5"),
        *played(TABLE_TENNIS, (3, 2, "11-9 11-9 11-9")),
    ]
    rows = {row.entry: row for row in table((1, 2, 3), outcomes, RANKING["ittf"], TABLE_TENNIS)}
    assert {n: row.points for n, row in rows.items()} == {1: 4, 2: 1, 3: 2}
    assert (rows[1].games_for, rows[1].games_against, rows[1].points_for, rows[1].points_against) == (6, 2, 80, 38)
    assert (rows[3].played, rows[3].won, rows[3].lost, rows[3].drawn) == (2, 1, 1, 0)


def test_volleyball_points_for_a_close_match_and_what_a_team_short_of_players_keeps() -> None:
    outcomes = [
        *played(VOLLEYBALL, (1, 2, "25-20 20-25 15-13"), (2, 3, "25-20 25-20")),
        ended(3, 1, Kind.RETIRED, 1, "20-25 10-8"),
        ended(4, 1, Kind.WALKOVER, 4),
        Outcome(2, 4, Kind.BOTH_ABSENT),
        Outcome(3, 4, Kind.PLAYING, ((3, 2),)),
    ]
    rows = {row.entry: row for row in table((1, 2, 3, 4), outcomes, RANKING["volleyball_points"], VOLLEYBALL)}
    assert {n: row.points for n, row in rows.items()} == {1: 2 + 1 + 3, 2: 1 + 3, 3: 2, 4: 0}
    assert (rows[1].games_for, rows[1].games_against, rows[1].points_for) == (2 + 1 + 2, 1 + 2, 60 + 33 + 50)
    assert (rows[2].played, rows[2].lost, rows[4].played) == (3, 2, 2)


def test_volleyball_wins_come_before_points_only_by_that_rule() -> None:
    """1 wins twice 2-1 and loses 0-2 (4 points), 2 wins once 2-0 and loses twice 1-2 (5 points)."""
    outcomes = played(
        VOLLEYBALL,
        (1, 2, "25-20 20-25 15-13"),
        (1, 3, "25-20 20-25 15-13"),
        (4, 1, "25-20 25-20"),
        (2, 3, "25-20 25-20"),
        (4, 2, "25-20 20-25 15-13"),
        (3, 4, "25-20 25-20"),
    )
    assert ranked("volleyball_wins", VOLLEYBALL, outcomes) == [4, 1, 2, 3]
    assert ranked("volleyball_points", VOLLEYBALL, outcomes) == [4, 2, 1, 3]


def test_uefa_applies_the_matches_between_them_again() -> None:
    """Three with six points; the mini-table parts 1 only. Again: 2 beat 3. Applied once: 3 by the difference."""
    outcomes = played(GOALS, (1, 2, "3-0"), (2, 3, "2-0"), (3, 1, "2-1"), (1, 4, "1-0"), (2, 4, "1-0"), (3, 4, "5-0"))
    assert ranked("uefa", GOALS, outcomes) == [1, 2, 3, 4]
    assert order(table((1, 2, 3, 4), outcomes, replace(RANKING["uefa"], tied="once"), GOALS)) == [1, 3, 2, 4]
    assert said("uefa", GOALS, outcomes, 4)[1] == "Above E3: level on points (6), won their match 2-0"


def test_two_level_that_met_twice_have_no_single_match_to_name() -> None:
    outcomes = played(GOALS, (1, 2, "1-0"), (2, 1, "2-0"))
    assert (
        said("uefa", GOALS, outcomes, 2)[0]
        == "Above E1: level on points (3); goal difference in the matches between them +1 to -1"
    )


def test_two_level_after_a_draw_are_parted_by_what_follows() -> None:
    outcomes = played(GOALS, (1, 2, "1-1"), (1, 3, "1-0"), (2, 3, "2-0"))
    assert said("uefa", GOALS, outcomes, 3)[0] == "Above E1: level on points (4); goal difference +2 to +1"


def test_boards_take_the_opponents_points() -> None:
    outcomes = played(BOARD, (1, 2, "2-0"), (2, 3, "2-0"), (3, 4, "2-0"), (4, 1, "1-1"), (1, 3, "1-1"), (2, 4, "0-2"))
    rows = table((1, 2, 3, 4), outcomes, RANKING["points"], BOARD)
    assert [(row.entry, str(row.points)) for row in rows] == [(1, "2"), (3, "3/2"), (4, "3/2"), (2, "1")]
    assert rows[1].reason.say(NAMES) == "Above E4: level on points (1½); Sonneborn-Berger 2½ to 2"
    assert rows[1].reason.say(NAMES, "vi").startswith("Trên E4: cùng 1½ điểm")
    assert [row.drawn for row in rows] == [2, 1, 1, 0]


def test_a_board_that_decided_is_named_as_a_board() -> None:
    rule = Ranking.of({"code": "direct", "name": "direct", "draw": 0.5, "criteria": ["points", ["points"]]})
    outcomes = played(BOARD, (1, 2, "0-2"), (1, 3, "2-0"), (2, 3, "0-2"), (1, 4, "2-0"), (2, 4, "2-0"), (3, 4, "1-1"))
    reasons = [row.reason.say(NAMES) for row in table((1, 2, 3, 4), outcomes, rule, BOARD)]
    assert reasons[0] == "Above E1: level on points (2), won their match 1-0"


# ------------------------------------------------------------------------------------------------------------ lots
CYCLE = [(1, 2, "21-10 21-10"), (2, 3, "21-10 21-10"), (3, 1, "21-10 21-10")]


def test_what_no_rule_parts_shares_the_rank_until_lots_are_drawn() -> None:
    outcomes = played(BADMINTON, *CYCLE, *((n, 4, "21-10 21-10") for n in (1, 2, 3)))
    rows = table((4, 3, 2, 1), outcomes, RANKING["bwf"], BADMINTON)
    assert [(r.rank, r.settled) for r in rows] == [(1, False), (1, False), (1, False), (4, True)]
    assert rows[0].reason.say(NAMES) == "Level with E2, E3 by every rule: lots decide"
    assert rows[0].reason.code == "lots"
    drawn = table((1, 2, 3, 4), outcomes, RANKING["bwf"], BADMINTON, lots=(2, 1, 3))
    assert [(r.entry, r.rank, r.settled) for r in drawn] == [(2, 1, True), (1, 2, True), (3, 3, True), (4, 4, True)]
    assert [r.reason.say(NAMES) for r in drawn][:2] == ["Above E1 by lots", "Above E3 by lots"]
    assert not table((1, 2, 3, 4), outcomes, RANKING["bwf"], BADMINTON, lots=(2, 1))[0].settled


def test_the_last_below_by_lots() -> None:
    outcomes = played(BADMINTON, *CYCLE)
    assert said("bwf", BADMINTON, outcomes, 3, (1, 2, 3))[-1] == "Below E2 by lots"


def test_lots_never_go_before_a_rule() -> None:
    outcomes = played(BADMINTON, (1, 2, "21-10 21-10"))
    assert order(table((1, 2), outcomes, RANKING["bwf"], BADMINTON, lots=(2, 1))) == [1, 2]


def test_an_unfinished_group_says_so_far() -> None:
    assert said("bwf", BADMINTON, [], 3) == ["", "", ""]
    outcomes = played(BADMINTON, (1, 2, "21-10 21-10"), (3, 4, "21-10 21-10"))
    assert said("bwf", BADMINTON, outcomes, 4)[0] == "Level with E3 so far"
    rows = table((1, 2, 3, 4), outcomes, RANKING["bwf"], BADMINTON)
    assert ranks(rows) == {1: 1, 3: 1, 2: 3, 4: 3}


def test_an_empty_group_and_one_of_one() -> None:
    assert table((), (), RANKING["bwf"], BADMINTON) == ()
    assert table((), (), RANKING["ittf"], TABLE_TENNIS) == ()
    (row,) = table((7,), (), RANKING["uefa"], GOALS)
    assert (row.entry, row.rank, row.settled) == (7, 1, True)
    (row,) = table((1,), [Outcome(1, 2, Kind.PLAYED, ((21, 0), (21, 0)), 1)], RANKING["ittf"], TABLE_TENNIS)
    assert row.played == 0


def test_one_who_is_alone_with_struck_out_results_needs_no_reason() -> None:
    rows = table((1, 2), [ended(1, 2, Kind.WALKOVER, 2)], RANKING["bwf"], BADMINTON)
    assert [r.reason.say(NAMES) for r in rows] == [
        "Above E2, who did not finish every match",
        "Did not finish every match: results struck out",
    ]


# ---------------------------------------------------------------------------------------------- rule sets as data
@pytest.mark.parametrize("code", list(RANKING))
def test_a_rule_set_survives_its_own_plain_form(code: str) -> None:
    assert Ranking.of(RANKING[code].data()) == RANKING[code]
    assert RANKING[code].code == code
    assert bodies("ranking")[code]["name"] == RANKING[code].name


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"criteria": ["luck"]}, "unknown_criterion"),
        ({"criteria": ["wins", ["points", "luck"]]}, "unknown_criterion"),
        ({"criteria": []}, "no_criterion"),
        ({"criteria": ["wins"], "luck": 1}, "unknown_key"),
        ({}, "missing_key"),
    ],
)
def test_a_rule_set_that_makes_no_sense_is_refused(body: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        Ranking.of({"code": "x", "name": "x", **body})
    assert refused.value.problems[0].code == code


# ------------------------------------------------------------------------------------------------------ properties
def some_games(scoring: Scoring) -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    if scoring.kind == "board":
        return st.sampled_from([((2, 0),), ((1, 1),), ((0, 2),)])
    if scoring.kind == "goals":
        return st.sampled_from([((a, b),) for a, b in product(range(3), repeat=2)])
    if scoring.play_all:
        return st.sampled_from([((1, 0), (1, 0)), ((1, 0), (0, 1)), ((0, 1), (0, 1))])
    need, target = scoring.best_of // 2 + 1, scoring.target
    won, lost = [(target, 5)] * need, [(5, target)] * (need - 1)
    ways = [tuple(lost[:n] + won) for n in range(need)]
    return st.sampled_from([*ways, *(tuple((b, a) for a, b in way) for way in ways)])


@st.composite
def groups(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind)) -> tuple[str, int, list[Outcome]]:
    """A rule set, the size of a group, and some of its matches."""
    rule = draw(st.sampled_from(list(PLAYED_WITH)))
    size = draw(st.integers(2, 6))
    outcomes = []
    for a, b in combinations(range(1, size + 1), 2):
        kind = draw(st.sampled_from((Kind.PLAYED, Kind.PLAYED, Kind.PLAYED, *kinds)))
        games = draw(some_games(PLAYED_WITH[rule]))
        games = games if kind is Kind.PLAYED else ()
        outcomes.append(outcome_of(a, b, PLAYED_WITH[rule], games, kind, draw(st.integers(0, 1))))
    return rule, size, outcomes


@given(groups(), st.randoms(use_true_random=False))
def test_the_order_of_input_does_not_matter(group: tuple[str, int, list[Outcome]], dice: Any) -> None:
    rule, size, outcomes = group
    members = list(range(1, size + 1))
    before = table(members, outcomes, RANKING[rule], PLAYED_WITH[rule])
    dice.shuffle(members)
    turned = [
        Outcome(o.b, o.a, o.kind, tuple((b, a) for a, b in o.games), o.winner)
        if rule not in SIDED and dice.random() < 0.5
        else o
        for o in sorted(outcomes, key=lambda _: dice.random())
    ]
    assert table(members, turned, RANKING[rule], PLAYED_WITH[rule]) == before


@given(groups(), st.randoms(use_true_random=False))
def test_nobody_is_ranked_by_his_number(group: tuple[str, int, list[Outcome]], dice: Any) -> None:
    rule, size, outcomes = group
    new = dict(zip(range(1, size + 1), dice.sample(range(1, size + 1), size), strict=True))
    renamed = [replace(o, a=new[o.a], b=new[o.b], winner=o.winner and new[o.winner]) for o in outcomes]
    before = table(range(1, size + 1), outcomes, RANKING[rule], PLAYED_WITH[rule])
    after = ranks(table(range(1, size + 1), renamed, RANKING[rule], PLAYED_WITH[rule]))
    assert {new[row.entry]: row.rank for row in before} == after


@given(groups(), st.booleans())
def test_ranks_share_and_skip_and_reasons_can_be_said(group: tuple[str, int, list[Outcome]], lots: bool) -> None:
    rule, size, outcomes = group
    members = range(1, size + 1)
    rows = table(members, outcomes, RANKING[rule], PLAYED_WITH[rule], tuple(members) if lots else ())
    assert sorted(order(rows)) == list(members)
    for row in rows:
        assert row.rank == 1 + sum(other.rank < row.rank for other in rows)
        assert row.settled == (sum(other.rank == row.rank for other in rows) == 1)
        assert row.played == row.won + row.drawn + row.lost
        for language in ("vi", "en"):
            assert "{" not in row.reason.say(NAMES, language)
    if lots:
        assert all(row.settled for row in rows)


@given(groups(kinds=()), st.data())
def test_a_loss_turned_into_a_win_never_lowers_a_rank(
    group: tuple[str, int, list[Outcome]], data: st.DataObject
) -> None:
    rule, size, outcomes = group
    lost = [n for n, o in enumerate(outcomes) if o.winner is not None]
    if not lost:
        return
    at = data.draw(st.sampled_from(lost))
    entry = outcomes[at].loser
    assert entry is not None
    turned = tuple((b, a) for a, b in outcomes[at].games)
    better = [*outcomes[:at], replace(outcomes[at], games=turned, winner=entry), *outcomes[at + 1 :]]
    before = ranks(table(range(1, size + 1), outcomes, RANKING[rule], PLAYED_WITH[rule]))
    after = ranks(table(range(1, size + 1), better, RANKING[rule], PLAYED_WITH[rule]))
    assert after[entry] <= before[entry]


# --------------------------------------------------------------------------------------- what counts beside the matches
DRAWS = [(1, 2, "1-1"), (2, 3, "1-1"), (3, 1, "1-1")]


def decided(rule: str, *adjustments: Adjustment, lots: tuple[int, ...] = ()) -> list[tuple[int, str]]:
    rows = table((1, 2, 3), played(FOOTBALL, *DRAWS), RANKING[rule], FOOTBALL, lots, adjustments)
    return [(row.entry, row.reason.say(NAMES)) for row in rows]


def test_deducted_points_are_said_with_their_reason() -> None:
    assert decided("uefa", Adjustment(1, "points", -3, "ineligible player"), Adjustment(2, "points", 1)) == [
        (2, "Above E3: points 3 to 2 (after +1 points)"),
        (3, "Above E1: points 2 to -1"),
        (1, "Below E3: points -1 to 2 (-3 points: ineligible player)"),
    ]
    assert decided("uefa", Adjustment(1, "points", -3, "x"))[2][0] == 1
    rows = table((1,), (), RANKING["uefa"], FOOTBALL, adjustments=[Adjustment(1, "points", -3, "x")])
    assert (rows[0].points, rows[0].reason.code) == (-3, "")


def test_a_deduction_counts_in_the_table_but_not_in_the_matches_between_those_level() -> None:
    outcomes = played(FOOTBALL, (1, 2, "1-0"), (1, 3, "1-0"), (2, 3, "1-0"))
    rows = table((1, 2, 3), outcomes, RANKING["uefa"], FOOTBALL, (), [Adjustment(1, "points", -3, "x")])
    assert [(row.entry, row.reason.code) for row in rows][:2] == [(1, "match"), (2, "points")]


def test_annulled_results_are_struck_out_for_everybody() -> None:
    for reason, words in (("age", "All results annulled: age"), ("", "All results annulled")):
        rows = decided("uefa", Adjustment(1, "annulled", 0, reason), lots=(3, 2))
        assert rows == [(3, "Above E2 by lots"), (2, "Above E1, whose results are annulled"), (1, words)]


def test_cards_positions_and_weights_end_a_rule() -> None:
    cards = [Adjustment(1, "conduct", -1), Adjustment(1, "conduct", -4), Adjustment(2, "conduct", -1)]
    assert decided("fifa_2026", *cards) == [
        (3, "Above E2: 3 level on points (2); conduct points 0 to -1"),
        (2, "Above E1: 3 level on points (2); conduct points -1 to -5"),
        (1, "Below E2: 3 level on points (2); conduct points -5 to -1"),
    ]
    places = [Adjustment(1, "position", 12), Adjustment(3, "position", 3)]
    assert decided("fifa_2026", *places) == [
        (3, "Above E1: 3 level on points (2); position in the ranking list 3 to 12"),
        (1, "Above E2: 3 level on points (2); position in the ranking list 12 to –"),
        (2, "Below E1: 3 level on points (2); position in the ranking list – to 12"),
    ]


def test_kicks_part_two_that_drew_their_last_match_and_are_no_goals() -> None:
    """UEFA Article 20.01 g; where a match was not level there are none."""
    outcomes = [
        outcome_of(1, 2, FOOTBALL, ((1, 1),), Kind.PLAYED, detail=Detail(kicks=(3, 4))),
        outcome_of(3, 4, FOOTBALL, ((2, 1),), Kind.PLAYED, detail=Detail(kicks=(3, 4))),
    ]
    rows = table((1, 2), outcomes, RANKING["uefa"], FOOTBALL)
    assert [(row.entry, row.drawn, row.points_for) for row in rows] == [(2, 1, 1), (1, 1, 1)]
    assert rows[0].reason.say(NAMES).endswith("kicks from the mark in the matches between them +1 to -1")
    assert [row.won for row in table((3, 4), outcomes, RANKING["uefa"], FOOTBALL)] == [1, 0]


def test_a_retirement_at_tennis_is_a_win_in_straight_sets_whose_games_do_not_count() -> None:
    tennis = SCORING["tennis_3_match_tie_break"]
    outcomes = [
        ended(1, 2, Kind.RETIRED, 1, "6-0 2-1"),
        outcome_of(2, 3, tennis, ((6, 4), (4, 6), (10, 8)), Kind.PLAYED),
    ]
    rows = {row.entry: row for row in table((1, 2, 3), outcomes, RANKING["atp"], tennis)}
    figures = {n: (row.games_for, row.games_against, row.points_for, row.points_against) for n, row in rows.items()}
    assert figures == {1: (0, 2, 0, 0), 2: (4, 1, 11, 10), 3: (1, 2, 10, 11)}


def test_the_team_above_parts_those_level_at_pickleball() -> None:
    """2, 3 and 4 level in all; the team above beat 3 by most. Started anew, 4 beat 2."""
    rule = RANKING["pickleball"]
    scoring = SCORING["pickleball_1x11"]
    outcomes = played(
        scoring,
        (1, 2, "11-6"), (1, 3, "11-4"), (1, 4, "11-6"), (1, 5, "11-0"),
        (2, 3, "11-9"), (3, 4, "11-9"), (4, 2, "11-9"),
        (2, 5, "11-6"), (3, 5, "11-4"), (4, 5, "11-6"),
    )  # fmt: skip
    rows = table(range(1, 6), outcomes, rule, scoring)
    assert order(rows) == [1, 4, 2, 3, 5]
    assert (
        rows[2].reason.say(NAMES)
        == "Above E3: 3 level on wins (2); difference of points against the team above -5 to -7"
    )
