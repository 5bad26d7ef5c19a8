"""What becomes of the matches of who withdrew, by policy."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.reasons import NOTHING
from tournament_app.domain.standings import Standing
from tournament_app.domain.withdrawal import LEFT, NOBODY_LEFT, Policy, Withdrawn

PLAYED = Outcome(1, 2, Kind.PLAYED, ((21, 3),), 1)
UNDER_WAY = Outcome(1, 2, Kind.PLAYING, ((5, 3),))


def row(entry: int, rank: int, *, settled: bool = True) -> Standing:
    return Standing(entry, rank, settled, 0, 0, 0, 0, Fraction(0), 0, 0, 0, 0, NOTHING)


def test_nothing_changes_for_those_who_stay() -> None:
    assert NOBODY_LEFT.counts(1, 2, None) is None
    assert NOBODY_LEFT.counts(1, 2, UNDER_WAY) == UNDER_WAY
    assert Withdrawn(frozenset({3})).counts(1, 2, None) is None


def test_what_was_over_stands_and_the_rest_is_won_by_who_stays() -> None:
    gone = Withdrawn(frozenset({1}))
    assert gone.counts(1, 2, PLAYED) == PLAYED
    assert gone.counts(1, 2, None) == Outcome(1, 2, Kind.WALKOVER, (), 2)
    assert gone.counts(2, 1, None) == Outcome(2, 1, Kind.WALKOVER, (), 2)
    assert gone.counts(1, 2, UNDER_WAY) == Outcome(1, 2, Kind.RETIRED, ((5, 3),), 2)
    assert Withdrawn(frozenset({1, 2})).counts(1, 2, None) == Outcome(1, 2, Kind.BOTH_ABSENT)


def test_only_who_left_a_match_open_left_early() -> None:
    gone = Withdrawn(frozenset({1, 3}))
    assert gone.early([((1, 2), PLAYED), ((3, 2), None), ((None, 4), None)]) == {3}
    assert gone.early([((1, 2), UNDER_WAY)]) == {1}


@pytest.mark.parametrize(
    ("policy", "unplayed", "under_way", "played"),
    [("walkover", False, False, False), ("stand", True, False, False), ("delete", True, True, True)],
)
def test_what_counts_for_nobody(policy: Policy, unplayed: bool, under_way: bool, played: bool) -> None:
    gone, early = Withdrawn(frozenset({1}), policy), frozenset({1})
    assert gone.strikes(1, 2, None, early) is unplayed
    assert gone.strikes(1, 2, UNDER_WAY, early) is under_way
    assert gone.strikes(1, 2, PLAYED, early) is played
    assert gone.strikes(2, 3, PLAYED, early) is False
    assert gone.strikes(1, 2, PLAYED, frozenset()) is False, "who played the group to its end keeps its results"


def test_who_left_early_is_behind_all_others_and_a_tie_with_it_is_none() -> None:
    rows = (row(1, 1), row(2, 2, settled=False), row(3, 2, settled=False), row(4, 4))
    gone = Withdrawn(frozenset({1, 3}), "stand")
    ranked = gone.ranked(rows, frozenset({1, 3}))
    assert [(r.entry, r.rank, r.settled) for r in ranked] == [(2, 1, True), (4, 2, True), (1, 3, True), (3, 4, True)]
    assert ranked[-1].reason == LEFT
    assert gone.ranked(rows, frozenset()) == rows
    assert Withdrawn(frozenset({1}), "walkover").ranked(rows, frozenset({1})) == rows
