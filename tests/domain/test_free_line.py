"""A late entry: everybody else meets whom they met before, or the plan has no free line for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tournament_app.domain.formats import plan_for
from tournament_app.domain.free_line import place_for
from tournament_app.domain.plan import Contest, Plan
from tournament_app.domain.rules import Format


@pytest.mark.parametrize(("entries", "free"), [(3, True), (5, True), (6, True), (7, True), (8, False)])
def test_a_knockout_has_as_many_free_lines_as_byes(entries: int, free: bool) -> None:
    form = Format(kind="knockout")
    assert (place_for(plan_for(form, entries), plan_for(form, entries + 1)) is not None) == free


@pytest.mark.parametrize(("entries", "free"), [(6, True), (7, True), (8, False), (9, True)])
def test_a_group_takes_one_more_as_long_as_no_other_group_is_needed(entries: int, free: bool) -> None:
    form = Format(kind="groups", group_size=3)
    assert (place_for(plan_for(form, entries), plan_for(form, entries + 1)) is not None) == free


@given(
    kind=st.sampled_from(["knockout", "round_robin", "groups", "double_elimination"]),
    entries=st.integers(2, 30),
    third_place=st.booleans(),
    legs=st.integers(1, 2),
)
def test_everybody_else_meets_whom_they_met(kind: str, entries: int, third_place: bool, legs: int) -> None:
    form = Format(kind=kind, third_place=third_place, legs=legs)  # type: ignore[arg-type]
    if entries < 4:
        return
    old, new = plan_for(form, entries), plan_for(form, entries + 1)
    free = place_for(old, new)
    if free is None:
        return
    assert sorted([*free.numbers.values(), free.number]) == list(range(1, entries + 2))
    assert len(set(free.contests.values())) == len(old.contests)
    assert set(free.contests) == {contest.ref for contest in old.contests}
    late = str(free.number)
    to = {contest.ref: contest for contest in new.contests}
    for contest in old.contests:
        now = to[free.contests[contest.ref]]
        assert now.group == contest.group
        for side in (contest.a, contest.b):
            if side.isdigit():
                known = str(free.numbers[int(side)])
                through = {now.a, now.b} | {
                    s for ref in (now.a[2:], now.b[2:]) if ref in to for s in (to[ref].a, to[ref].b)
                }
                assert known in through
    for ref in to.keys() - set(free.contests.values()):
        assert late in (to[ref].a, to[ref].b), "a match neither of old nor of the late entry"


def test_a_plan_of_other_matches_is_no_place() -> None:
    old = Plan(2, (Contest("F", "1", "2", "final", 1),), {}, ((1, "W:F"), (2, "L:F")))
    other = Plan(
        3,
        (Contest("X", "1", "2", "knockout", 1), Contest("Y", "W:X", "3", "knockout", 2)),
        {},
        ((1, "W:Y"), (2, "L:Y"), (3, "L:X")),
    )
    assert place_for(old, other) is None
