"""Heats: how many, who is in which lane, who goes on, and the final places of the whole."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tournament_app.domain.dice import Dice
from tournament_app.domain.heats import (
    HeatEntry,
    HeatPlan,
    Heats,
    advance,
    circled,
    draw_heats,
    free_lane,
    heat_label,
    heat_ref,
    heat_stage,
    lanes_for,
    middle_out,
    zigzag,
)
from tournament_app.domain.judged import Judged
from tournament_app.domain.marks import Mark, Ranked
from tournament_app.domain.measured import Measured
from tournament_app.domain.meet import Meet, hold

TRACK = Heats(lanes=8, final=8, semifinals=2, by_place=2, semi_by_place=3, order="straight")
SHORT = Heats(lanes=4, final=4, by_place=1)


def entries(n: int, units: int = 5, seeds: int = 0) -> list[HeatEntry]:
    return [HeatEntry(i, i % units, i if i <= seeds else None) for i in range(1, n + 1)]


# ---------------------------------------------------------------------------------------------------------- the rounds
def test_rounds_follow_from_the_number_of_entries() -> None:
    assert TRACK.rounds(8) == (1,)
    assert TRACK.rounds(16) == (2, 1)
    assert TRACK.rounds(40) == (5, 2, 1)
    assert Heats(lanes=8).rounds(20) == (3,)
    assert Heats().rounds(99) == (1,)
    assert (TRACK.size((5, 2, 1), 1), TRACK.size((5, 2, 1), 2)) == (16, 8)
    assert (TRACK.places((5, 2, 1), 0), TRACK.places((5, 2, 1), 1)) == (2, 3)
    assert TRACK.places((12, 1), 0) == 0


def test_heats_are_called_what_they_are() -> None:
    plan = draw_heats(TRACK, entries(40), "1")
    assert [str(heat_label(plan, ref).source) for ref in ("R1H5", "R2H1", "R3H1")] == [
        "Heat {n}",
        "Semi-final {n}",
        "Final",
    ]
    assert [heat_stage(plan, ref) for ref in ("R1H5", "R2H1", "R3H1")] == ["group", "knockout", "final"]
    assert heat_label(draw_heats(Heats(lanes=8), entries(9), "1"), "R1H2").source == "Heat {n}"
    assert heat_label(draw_heats(Heats(), entries(9), "1"), "R1H1").source == "One round"
    assert plan.refs()[1:] == (("R2H1", "R2H2"), ("R3H1",))
    assert HeatPlan.of(plan.data()) == plan


@given(st.integers(1, 60), st.integers(1, 12), st.integers(0, 20), st.sampled_from(["lots", "swimming", "lap"]))
@settings(max_examples=60)
def test_everybody_runs_once_in_heats_of_one_size(n: int, units: int, seeds: int, order: str) -> None:
    rule = Heats(lanes=8, final=8, order=order)  # type: ignore[arg-type]
    plan = draw_heats(rule, entries(n, units, seeds), "hội thao")
    assert plan == draw_heats(rule, entries(n, units, seeds), "hội thao")
    runs = Counter(number for heat in plan.first for _, number in heat)
    assert runs == Counter(range(1, n + 1))
    for heat in plan.first:
        lanes = [lane for lane, _ in heat]
        assert len(set(lanes)) == len(lanes)
        assert set(lanes) <= set(range(1, 9))
    if order != "swimming":
        assert max(map(len, plan.first)) - min(map(len, plan.first)) <= 1
    elif n >= 3:
        assert min(map(len, plan.first)) >= 3


def test_a_delegation_is_spread_over_the_heats() -> None:
    plan = draw_heats(TRACK, entries(24, units=8), "x")
    for heat in plan.first:
        assert len({number % 8 for _, number in heat}) == 8


def test_the_fastest_are_apart_on_the_track_and_together_in_the_last_heats_of_the_pool() -> None:
    track = draw_heats(TRACK, entries(24, units=24, seeds=24), "x")
    rows = {number: n for n, heat in enumerate(track.first) for _, number in heat}
    assert {rows[1], rows[2], rows[3]} == {0, 1, 2}
    assert rows[1] == rows[6]
    pool = draw_heats(Heats(lanes=8, final=8, order="swimming"), entries(40, seeds=40), "x")
    assert dict(pool.first[4])[4] == 1
    assert dict(pool.first[3])[4] == 2
    assert dict(pool.first[1])[4] == 25


def test_lanes_of_a_pool_and_circled_heats() -> None:
    assert middle_out(8) == (4, 5, 3, 6, 2, 7, 1, 8)
    assert middle_out(6) == (3, 4, 2, 5, 1, 6)
    assert middle_out(10) == (5, 6, 4, 7, 3, 8, 2, 9, 1, 10)
    assert circled([1, 2, 3, 4], 2, 8) == ((2, 4), (1, 3))
    assert [len(heat) for heat in circled(range(33), 5, 8, 2)] == [3, 6, 8, 8, 8]
    assert zigzag(range(5), 2) == ((0, 3, 4), (1, 2))


@pytest.mark.parametrize(
    ("order", "lanes", "n", "first", "last"),
    [
        ("straight", 8, 8, {3, 4, 5, 6}, {1, 8}),
        ("bend", 8, 8, {5, 6, 7}, {1, 2}),
        ("lap", 9, 8, {5, 6, 7, 8}, {2, 3}),
        ("straight", 6, 6, {3, 4, 5, 6}, {1}),
        ("straight", 10, 10, {4, 5, 6, 7}, {1, 10}),
        ("lots", 8, 3, {1, 2, 3}, {1, 2, 3}),
    ],
)
def test_later_lanes_are_drawn_within_blocks(order: str, lanes: int, n: int, first: set[int], last: set[int]) -> None:
    seen: list[set[int]] = [set(), set()]
    for seed in range(40):
        given_lanes = {who: lane for lane, who in lanes_for(range(n), Heats(lanes, order=order), Dice(str(seed)))}  # type: ignore[arg-type]
        assert len(set(given_lanes.values())) == n
        seen[0].add(given_lanes[0])
        seen[1].add(given_lanes[n - 1])
    assert seen == [first, last]


# ------------------------------------------------------------------------------------------------------------- going on
def rows(*places: tuple[int, int | None]) -> list[Ranked]:
    return [Ranked(entry, place, "") for entry, place in places]


def test_level_for_the_last_place_all_go_on_while_lanes_are_free_else_lots_say_who() -> None:
    heats = [rows((1, 1), (2, 2), (3, None)), rows((4, 1), (5, 2))]
    overall = rows((1, 1), (4, 2), (2, 3), (5, 3), (3, None))
    assert advance(heats, overall, 3, 1, spare=1).codes == {1: "Q", 4: "Q", 2: "q", 5: "q"}
    open_ = advance(heats, overall, 3, 1)
    assert (open_.tied, open_.room, open_.codes) == ((2, 5), 1, {1: "Q", 4: "Q"})
    settled = advance(heats, overall, 3, 1, settled=(5, 2))
    assert (settled.order, settled.tied) == ((1, 4, 5), ())
    assert advance(heats, overall, 3, 1, settled=(9,)).tied == (2, 5)
    assert advance(heats, overall, 2, 1).codes == {1: "Q", 4: "Q"}


# ---------------------------------------------------------------------------------------------------------- the meeting
def meet(
    times: dict[str, dict[int, str]], n: int = 6, rule: Heats = SHORT, lots: dict[str, list[int]] | None = None
) -> Meet:
    """Heats by hand: 1 2 3 in the first, 4 5 6 in the second."""
    first = (tuple((i, i) for i in range(1, n // 2 + 1)), tuple((i, i + n // 2) for i in range(1, n // 2 + 1)))
    plan = HeatPlan(rule, (2, 1) if rule.final else (2,), first, "seed")
    marks = [
        Mark(entry, () if text.isalpha() else (text,), text if text.isalpha() else "", heat=ref)
        for ref, heat in times.items()
        for entry, text in heat.items()
    ]
    return hold(plan, {i: i for i in range(1, n + 1)}, marks, Measured(heats=rule), lots)


HEATS = {"R1H1": {1: "10.1", 2: "10.2", 3: "10.3"}, "R1H2": {4: "10.4", 5: "10.15", 6: "DNS"}}


def test_an_event_of_heats_from_the_draw_to_the_places() -> None:
    at = meet({})
    assert [heat.status for heat in at.heats.values()] == ["ready", "ready", "waiting"]
    assert (at.places, at.finished, at.done) == ((), False, 0)
    assert at.possible("R2H1") == frozenset(range(1, 7))
    at = meet({"R1H1": {1: "10.1"}})
    assert at.heats["R1H1"].status == "playing"
    at = meet(HEATS)
    assert at.heats["R2H1"].status == "ready"
    assert {row.entry: row.through for row in at.rounds[0]} == {1: "Q", 5: "Q", 2: "q", 3: "q", 4: "", 6: ""}
    assert at.possible("R2H1") == {1, 2, 3, 5}
    assert {row.entry: row.place for row in at.places} == {4: 5, 6: None}
    at = meet({**HEATS, "R2H1": {1: "10.3", 5: "10.1", 2: "10.3", 3: "DSQ"}})
    assert at.finished
    assert [(row.entry, row.place) for row in at.places] == [(5, 1), (1, 2), (2, 2), (3, None), (4, 5), (6, None)]


def test_a_correction_leaves_marks_that_belong_to_nobody_and_they_are_told() -> None:
    late = {**HEATS, "R2H1": {1: "10.3", 4: "10.0"}}
    at = meet(late)
    assert at.heats["R2H1"].stale == (4,)
    assert 4 not in {row.entry for row in at.heats["R2H1"].ranking}
    at = meet({"R1H1": HEATS["R1H1"], "R2H1": {1: "10.3"}})
    assert at.heats["R2H1"].stale == (1,)


def test_a_tie_for_the_last_place_waits_for_lots_or_a_swim_off() -> None:
    pool = Heats(lanes=4, final=3, by_place=0, order="swimming", level="swim_off")
    level = {"R1H1": {1: "10.1", 2: "10.2", 3: "10.4"}, "R1H2": {4: "10.3", 5: "10.3", 6: "10.5"}}
    at = meet(level, rule=pool)
    assert at.ties == {"R1": ((4, 5), 1)}
    assert at.heats["R2H1"].status == "waiting"
    assert (at.finished, at.places) == (False, ())
    at = meet(level, rule=pool, lots={"R1": [5, 4]})
    assert at.heats["R2H1"].lanes == ((1, 5), (2, 1), (3, 2))
    roomy = meet(level, rule=Heats(lanes=4, final=3))
    assert {entry for _, entry in roomy.heats["R2H1"].lanes} == {1, 2, 4, 5}


def test_marks_of_all_heats_are_one_ranking_without_a_final() -> None:
    at = meet({**HEATS}, rule=Heats(lanes=4))
    assert at.finished
    assert [(row.entry, row.place) for row in at.places] == [(1, 1), (5, 2), (2, 3), (3, 4), (4, 5), (6, None)]


def gone(marks: list[Mark], who: set[int], rule: Measured | Judged) -> Meet:
    plan = HeatPlan(Heats(), (1,), (((1, 1), (2, 2), (3, 3)),), "s")
    return hold(plan, {i: i for i in range(1, 4)}, marks, rule, gone=who)


def test_whoever_withdrew_does_not_start_and_what_was_measured_before_stands() -> None:
    sprint = gone([Mark(1, ("10.1",), heat="R1H1"), Mark(2, ("10.0",), heat="R1H1")], {2, 3}, Measured())
    assert sprint.finished
    assert [(row.entry, row.place) for row in sprint.places] == [(2, 1), (1, 2), (3, None)]
    assert sprint.heats["R1H1"].marks[3].status == "DNS"
    jump = Measured(kind="distance", attempts=3)
    thrown = [
        Mark(1, ("5.00", "5.10", "x"), heat="R1H1"),
        Mark(2, ("5.20",), heat="R1H1"),
        Mark(3, ("x",), heat="R1H1"),
    ]
    assert gone(thrown, set(), jump).heats["R1H1"].status == "playing"
    at = gone(thrown, {2, 3}, jump)
    assert at.finished
    assert [row.entry for row in at.places if row.place] == [2, 1]
    high = Measured(kind="height")
    jumped = [Mark(1, ("1.50 xxx",), heat="R1H1"), Mark(2, ("1.50 o",), heat="R1H1"), Mark(3, ("1.50 x",), heat="R1H1")]
    at = gone(jumped, {2, 3}, high)
    assert at.finished
    assert [row.entry for row in at.places if row.place] == [2]
    assert at.heats["R1H1"].marks[3].status == "DNF"
    shown = [Mark(n, ("9", "8", "9"), heat="R1H1") for n in (1, 2)] + [Mark(3, ("9",), heat="R1H1")]
    at = gone(shown, {3}, Judged(judges=3))
    assert at.finished
    assert at.heats["R1H1"].marks[3].status == "DNF"


@given(st.integers(1, 30), st.integers(1, 9), st.sampled_from(["lots", "swimming", "bend"]), st.data())
def test_a_late_entry_takes_a_free_lane_of_a_heat_still_to_be_run_and_nobody_moves(
    n: int, lanes: int, order: Literal["lots", "swimming", "bend"], data: st.DataObject
) -> None:
    plan = draw_heats(Heats(lanes=lanes, order=order), entries(n), "s")
    run = data.draw(st.sets(st.sampled_from(plan.refs()[0])))
    now = free_lane(plan, n + 1, run)
    room = [at for at, heat in enumerate(plan.first, 1) if len(heat) < lanes and heat_ref(0, at) not in run]
    if not room:
        assert now is None
        return
    assert now is not None
    joined = next(at for at, heat in enumerate(now.first, 1) if any(number == n + 1 for _, number in heat))
    assert joined in room
    assert len(plan.first[joined - 1]) == min(len(plan.first[at - 1]) for at in room)
    for before, after in zip(plan.first, now.first, strict=True):
        assert set(before) <= set(after)
        assert len({lane for lane, _ in after}) == len(after)
        assert all(1 <= lane <= lanes for lane, _ in after)


def test_a_list_takes_one_more_at_any_time() -> None:
    now = free_lane(draw_heats(Heats(), entries(3), "s"), 4, {"R1H1"})
    assert now is not None
    assert now.first[0][-1] == (4, 4)


def test_semi_finals_follow_from_the_heats_and_the_final_from_them() -> None:
    rule = Heats(lanes=2, final=2, semifinals=2, by_place=1, semi_by_place=1, order="lap")
    plan = draw_heats(rule, entries(6), "s")
    assert plan.rounds == (3, 2, 1)
    marks = [Mark(entry, (f"10.{entry}",), heat=f"R1H{n}") for n, heat in enumerate(plan.first, 1) for _, entry in heat]
    at = hold(plan, {i: i for i in range(1, 7)}, marks, Measured(heats=rule))
    assert [len(at.heats[ref].lanes) for ref in ("R2H1", "R2H2")] == [2, 2]
    assert at.possible("R3H1") == at.possible("R2H1") | at.possible("R2H2")
    assert len(at.possible("R3H1")) == 4
