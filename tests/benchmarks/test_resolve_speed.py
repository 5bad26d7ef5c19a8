"""What it costs to move everybody through a plan, against a plain loop that fills the same dictionaries."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tournament_app.domain.formats import plan_for
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.resolve import resolve
from tournament_app.domain.rules import Format

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tournament_app.domain.plan import Plan
    from tournament_app.domain.resolve import Resolved

MOST_TIMES_THE_LOOP = 8


def micros(work: Callable[[], object], times: int = 200) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken) * 1e6


def plain_loop(plan: Plan, numbers: Mapping[int, int], outcomes: Mapping[str, Outcome]) -> dict[int, int]:
    """Sides, winners, losers and places with nothing that can go wrong: no absence, no correction, no group."""
    known = {str(number): entry for number, entry in numbers.items()}
    sides: dict[str, tuple[int | None, int | None]] = {}
    winners: dict[str, int] = {}
    for contest in plan.contests:
        sides[contest.ref] = known.get(contest.a), known.get(contest.b)
        outcome = outcomes.get(contest.ref)
        if outcome and outcome.winner and outcome.loser:
            known[f"W:{contest.ref}"] = winners[contest.ref] = outcome.winner
            known[f"L:{contest.ref}"] = outcome.loser
    return {known[ref]: place for place, ref in plan.places if ref in known}


def played(plan: Plan, numbers: Mapping[int, int]) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    while (now := state(plan, numbers, outcomes)).open:
        for ref in now.open:
            a, b = now.sides[ref]
            assert a
            assert b
            outcomes[ref] = Outcome(a, b, Kind.PLAYED, (), a)
    return outcomes


def state(plan: Plan, numbers: Mapping[int, int], outcomes: Mapping[str, Outcome]) -> Resolved:
    return resolve(plan, numbers, outcomes, lambda *_: [])


@pytest.mark.benchmark
@pytest.mark.parametrize("kind", ["knockout", "double_elimination"])
def test_to_resolve_128_costs_at_most_eight_plain_loops(kind: str) -> None:
    plan = plan_for(Format.of({"kind": kind}), 128)
    numbers = {number: number + 100 for number in range(1, 129)}
    outcomes = played(plan, numbers)
    assert state(plan, numbers, outcomes).places == plain_loop(plan, numbers, outcomes) or kind != "knockout"
    start = micros(lambda: state(plan, numbers, {}))
    base = micros(lambda: plain_loop(plan, numbers, outcomes))
    cost = micros(lambda: state(plan, numbers, outcomes))
    print(f"{kind} of 128: loop {base:.0f} µs, nothing played {start:.0f}, all {cost:.0f}, ratio {cost / base:.1f}")
    assert cost / base <= MOST_TIMES_THE_LOOP
