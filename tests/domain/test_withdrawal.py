"""What becomes of the matches of who withdrew, by policy."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from tournament_app.domain.formats import plan_for
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.reasons import NOTHING
from tournament_app.domain.resolve import Resolved, resolve
from tournament_app.domain.rules import Format
from tournament_app.domain.standings import Standing
from tournament_app.domain.withdrawal import LEFT, NOBODY_LEFT, Policy, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def ranked(_: str, members: tuple[int, ...], played: Mapping[str, Outcome]) -> list[Standing]:
    """By wins, then by entry."""
    wins = Counter(o.winner for o in played.values())
    order = sorted(members, key=lambda entry: (-wins[entry], entry))
    return [row(entry, rank) for rank, entry in enumerate(order, 1)]


def moved(
    form: Format, entries: int, outcomes: dict[str, Outcome], gone: Withdrawn = NOBODY_LEFT, **pins: tuple[int, int]
) -> Resolved:
    numbers = {number: 10 + number for number in range(1, entries + 1)}
    return resolve(plan_for(form, entries), numbers, outcomes, ranked, gone=gone, pins=pins)


def beat(winner: int, loser: int) -> Outcome:
    return Outcome(winner, loser, Kind.PLAYED, ((21, 3),), winner)


KNOCKOUT, GROUP = Format(kind="knockout"), Format(kind="round_robin")


def test_the_opponent_goes_on_without_play_and_a_group_closes_without_the_struck_matches() -> None:
    at = moved(KNOCKOUT, 4, {}, Withdrawn(frozenset({11})))
    assert at.known["W:SF1"].entry == 12
    assert at.counted["SF1"].kind is Kind.WALKOVER
    assert at.open == ("SF2",)
    group = moved(GROUP, 3, {}, Withdrawn(frozenset({11, 12}), "stand"))
    assert len(group.struck) == 3
    assert [r.entry for r in group.tables["A"]] == [13, 11, 12]
    assert group.places == {13: 1, 11: 2, 12: 3}
    lost = moved(GROUP, 3, {}, Withdrawn(frozenset({11})))
    assert lost.struck == set()
    assert {ref: o.winner for ref, o in lost.counted.items()} == {
        ref: next(s for s in sides if s != 11) for ref, sides in lost.sides.items() if 11 in sides
    }


def test_pinned_sides_change_places_with_those_the_results_bring() -> None:
    played = {"SF1": beat(12, 11), "SF2": beat(13, 14), "F": beat(11, 13)}
    assert moved(KNOCKOUT, 4, played).stale == ("F",)
    at = moved(KNOCKOUT, 4, played, F=(11, 13))
    assert at.stale == ()
    assert at.sides["F"] == (11, 13)
    assert at.places == {11: 1, 13: 2, 12: 3, 14: 3}
    assert moved(KNOCKOUT, 4, {"F": beat(11, 13)}, F=(11, 13)).stale == ("F",), "nobody has come so far yet"
    assert moved(KNOCKOUT, 4, played, X=(11, 13)).stale == ("F",), "no such match"


def test_a_group_rank_given_to_another_by_decision_is_its_place_too() -> None:
    form = Format(kind="groups", group_size=3, qualifiers=1)
    plan = plan_for(form, 6)
    numbers = {number: 10 + number for number in range(1, 7)}
    played = {c.ref: beat(*sorted((numbers[int(c.a)], numbers[int(c.b)]))) for c in plan.contests if c.group}
    at = resolve(plan, numbers, played, ranked, pins={"F": (12, 14)})
    assert at.sides["F"] == (12, 14)
    assert at.ranks["A#1"] == [12]
    assert at.ranks["A#2"] == [11]
    assert at.places[11] == 3


def test_the_best_seconds_of_the_groups_change_places_where_they_go_and_nobody_is_in_two_matches() -> None:
    plan = plan_for(Format(kind="groups", group_size=3, qualifiers=1, best_next=2), 7)
    numbers = {number: 10 + number for number in range(1, 8)}
    played = {c.ref: beat(*sorted((numbers[int(c.a)], numbers[int(c.b)]))) for c in plan.contests if c.group}

    def compare(_one: object, entries: tuple[int, ...], _groups: object) -> list[Standing]:
        return [row(entry, rank) for rank, entry in enumerate(sorted(entries), 1)]

    at = resolve(plan, numbers, played, ranked, compare)
    (winner, second), (other, last) = at.sides["SF1"], at.sides["SF2"]
    assert winner is not None
    assert other is not None
    now = resolve(plan, numbers, played, ranked, compare, pins={"SF1": (winner, other)})
    assert now.sides["SF1"] == (winner, other)
    assert now.sides["SF2"] == (second, last)
