"""Whatever happens, nobody is invented, doubled or lost on the way to the places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tournament_app.domain.formats import plan_for
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.resolve import Resolved, resolve
from tournament_app.domain.rules import Format

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.plan import Plan

FORMATS = st.builds(
    Format,
    kind=st.sampled_from(["auto", "round_robin", "groups", "knockout"]),
    group_size=st.integers(3, 5),
    qualifiers=st.integers(1, 3),
    third_place=st.booleans(),
)


@dataclass(frozen=True)
class Row:
    entry: int
    rank: int
    settled: bool = True


def by_id(_group: str, members: tuple[int, ...], _played: Mapping[str, Outcome]) -> Sequence[Row]:
    return [Row(entry, rank) for rank, entry in enumerate(sorted(members), 1)]


def tied(*ranks: int, settled: bool = True) -> object:
    def rank(_group: str, members: tuple[int, ...], _played: Mapping[str, Outcome]) -> Sequence[Row]:
        return [
            Row(entry, place, settled or ranks.count(place) == 1)
            for entry, place in zip(sorted(members), ranks, strict=True)
        ]

    return rank


def numbers(plan: Plan) -> dict[int, int]:
    """Entry ids are draw numbers plus 100."""
    return {number: number + 100 for number in range(1, plan.size + 1)}


def won(a: int, b: int, winner: int | None = None, kind: Kind = Kind.PLAYED) -> Outcome:
    return Outcome(a, b, kind, (), winner)


def state(plan: Plan, outcomes: Mapping[str, Outcome], rank: object = by_id) -> Resolved:
    return resolve(plan, numbers(plan), outcomes, rank)  # type: ignore[arg-type]


def may(now: Resolved, ref: str) -> list[set[int]]:
    return [set(side) for side in now.possible(ref)]


def play(plan: Plan, luck: Random, absent: float = 0.0) -> tuple[Resolved, dict[str, Outcome]]:
    outcomes: dict[str, Outcome] = {}
    while (now := state(plan, outcomes)).open:
        ref = luck.choice(now.open)
        a, b = now.sides[ref]
        assert a
        assert b
        nobody = luck.random() < absent
        outcomes[ref] = won(a, b, None if nobody else luck.choice((a, b)), Kind.BOTH_ABSENT if nobody else Kind.PLAYED)
    return now, outcomes


@given(FORMATS, st.integers(2, 64), st.integers(), st.sampled_from([0.0, 0.1, 0.5]))
def test_every_event_ends_with_a_place_for_everybody(rules: Format, size: int, seed: int, absent: float) -> None:
    if rules.kind == "round_robin":
        size = min(size, 12)
    plan = plan_for(rules, size)
    end, outcomes = play(plan, Random(seed), absent)
    assert end.finished
    assert end.stale == ()
    assert set(end.places) == set(numbers(plan).values())
    for ref, contest_sides in end.sides.items():
        assert (ref in outcomes) == (None not in contest_sides)
        assert len(set(contest_sides)) == 2 or contest_sides == (None, None)
    if not absent:
        assert not end.empty
        taken = Counter(end.places.values())
        assert taken == Counter(place for place, _ in plan.places)
        assert all(place == 1 + sum(n for other, n in taken.items() if other < place) for place in taken)


@given(FORMATS, st.integers(2, 24), st.integers(), st.data())
def test_who_appears_was_always_possible(rules: Format, size: int, seed: int, data: st.DataObject) -> None:
    plan = plan_for(rules, size)
    end, outcomes = play(plan, Random(seed), 0.1)
    kept = {ref: outcomes[ref] for ref in data.draw(st.sets(st.sampled_from(sorted(outcomes))))}
    before = state(plan, kept)
    for ref, now in before.sides.items():
        possible = before.possible(ref)
        for side in (0, 1):
            assert now[side] is None or possible[side] == {now[side]}
            assert end.sides[ref][side] is None or end.sides[ref][side] in possible[side]


def test_the_way_of_a_knockout_of_six() -> None:
    plan = plan_for(Format("knockout", third_place=True), 6)
    start = state(plan, {})
    assert start.open == ("QF2", "QF3")
    assert start.sides["SF1"] == (101, None)
    assert may(start, "SF1") == [{101}, {102, 103}]
    assert may(start, "P3") == [{101, 102, 103}, {104, 105, 106}]
    assert start.places == {}
    later = state(plan, {"QF2": won(103, 102, 103), "SF1": won(101, 103, 101)})
    assert later.open == ("QF3",)
    assert later.winners == {"QF2": 103, "SF1": 101}
    assert later.places == {102: 5}
    assert later.sides["P3"] == (103, None)
    assert not later.finished


def test_a_match_being_played_is_open_and_moves_nobody() -> None:
    plan = plan_for(Format("knockout"), 4)
    now = state(plan, {"SF1": won(101, 102, kind=Kind.PLAYING)})
    assert now.open == ("SF1", "SF2")
    assert now.sides["F"] == (None, None)
    assert now.stale == ()


def test_a_drawn_knockout_match_is_not_decided() -> None:
    plan = plan_for(Format("knockout"), 4)
    now = state(plan, {"SF1": won(101, 102)})
    assert now.sides["F"] == (None, None)
    assert now.winners == {}


def test_a_correction_never_hands_a_result_to_the_newcomer() -> None:
    plan = plan_for(Format("knockout"), 4)
    outcomes = {"SF1": won(101, 102, 101), "SF2": won(103, 104, 103), "F": won(101, 103, 103)}
    assert state(plan, outcomes).places == {103: 1, 101: 2, 102: 3, 104: 3}
    corrected = state(plan, outcomes | {"SF1": won(101, 102, 102)})
    assert corrected.stale == ("F",)
    assert corrected.sides["F"] == (102, 103)
    assert corrected.open == ("F",)
    assert corrected.places == {101: 3, 104: 3}
    reopened = state(plan, outcomes | {"SF1": won(101, 102, kind=Kind.PLAYING)})
    assert reopened.stale == ("F",)
    assert reopened.open == ("SF1",)


def test_an_outcome_without_a_contest_is_stale() -> None:
    plan = plan_for(Format("round_robin"), 3)
    now = state(plan, {"A-9": won(101, 102, 101), "A-1": won(101, 102, 101)})
    assert set(now.stale) == {"A-9", "A-1"}  # A-1 is 2 against 3


def test_both_absent_in_a_semifinal_let_the_other_finalist_through() -> None:
    absent = {"SF1": won(101, 102, kind=Kind.BOTH_ABSENT), "SF2": won(103, 104, 104)}
    two_thirds = state(plan_for(Format("knockout"), 4), absent)
    assert two_thirds.places == {104: 1, 101: 3, 102: 3, 103: 3}
    assert two_thirds.winners == {"SF2": 104, "F": 104}
    assert two_thirds.empty == {("F", 0)}
    assert may(two_thirds, "F") == [set(), {104}]
    assert two_thirds.finished
    match_for_third = state(plan_for(Format("knockout", third_place=True), 4), absent)
    assert match_for_third.places == {104: 1, 103: 3, 101: 4, 102: 4}


def test_both_disqualified_in_the_final_share_second_place() -> None:
    end = state(plan_for(Format("knockout"), 2), {"F": won(101, 102, kind=Kind.DISQUALIFIED)})
    assert end.places == {101: 2, 102: 2}
    assert end.winners == {}


def test_an_empty_final_takes_a_result_from_before_as_stale() -> None:
    plan = plan_for(Format("knockout"), 4)
    absent = {ref: won(a, a + 1, kind=Kind.BOTH_ABSENT) for ref, a in (("SF1", 101), ("SF2", 103))}
    end = state(plan, absent | {"F": won(101, 103, 101)})
    assert end.stale == ("F",)
    assert end.places == dict.fromkeys((101, 102, 103, 104), 3)
    assert end.empty == {("F", 0), ("F", 1)}


def group_outcomes(plan: Plan, *, leave: tuple[str, ...] = ()) -> dict[str, Outcome]:
    sides = {c.ref: (int(c.a) + 100, int(c.b) + 100) for c in plan.contests if c.group and c.ref not in leave}
    return {ref: won(a, b, a) for ref, (a, b) in sides.items()}


def test_a_group_sends_nobody_before_it_is_over() -> None:
    plan = plan_for(Format(), 6)
    now = state(plan, group_outcomes(plan, leave=("B-2",)))
    assert now.sides["SF1"] == (101, None)
    assert may(now, "SF1") == [{101}, {104, 105, 106}]
    assert now.places == {103: 5}
    assert [row.entry for row in now.tables["B"]] == [104, 105, 106]
    assert now.open == ("B-2",)


def test_a_tie_for_a_place_stops_the_way_up_until_it_is_settled() -> None:
    plan = plan_for(Format(), 6)
    outcomes = group_outcomes(plan)
    tie = state(plan, outcomes, tied(1, 2, 2, settled=False))
    assert tie.sides["SF1"] == (101, None)
    assert tie.open == ()
    assert tie.places == {}
    assert state(plan, outcomes, tied(1, 2, 3)).sides["SF1"] == (101, 105)


def test_a_settled_tie_of_a_round_robin_shares_the_place() -> None:
    plan = plan_for(Format("round_robin"), 4)
    outcomes = group_outcomes(plan)
    assert state(plan, outcomes, tied(1, 2, 2, 4)).places == {101: 1, 102: 2, 103: 2, 104: 4}
    assert state(plan, outcomes, tied(1, 2, 2, 4, settled=False)).places == {101: 1, 104: 4}


def test_a_draw_that_is_not_finished_leaves_sides_open() -> None:
    plan = plan_for(Format("round_robin"), 3)
    now = resolve(plan, {1: 101, 2: 102}, {}, by_id)
    assert now.open == ("A-2",)
    assert [row.entry for row in now.tables["A"]] == [101, 102]
    knockout = resolve(plan_for(Format("knockout"), 2), {1: 101}, {}, by_id)
    assert may(knockout, "F") == [{101}, set()]
