"""What a format comes to, against formulas and against many ways it may be played."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.format_cases import plans
from tournament_app.domain.formats import plan_for
from tournament_app.domain.plan_facts import PlanFacts, plan_facts
from tournament_app.domain.rules import Format

if TYPE_CHECKING:
    from random import Random

    from tournament_app.domain.plan import Plan


def played(plan: Plan, dice: Random) -> list[int]:
    """How often each entry played when winners and ranks are left to chance, written out by hand."""
    at = {str(n): n for n in range(1, plan.size + 1)}
    times = dict.fromkeys(at.values(), 0)
    open_ = {name: sum(c.group == name for c in plan.contests) for name in plan.tables}

    def rank(name: str) -> None:
        order = dice.sample(plan.members(name), len(plan.members(name)))
        at.update({f"{name}#{place}": at[member] for place, member in enumerate(order, 1)})
        del open_[name]
        for one in plan.across if not set(open_) & set(plan.groups) and name in plan.groups else ():
            ranked = [at[f"{g}#{one.rank}"] for g, members in plan.groups.items() if len(members) >= one.rank]
            dice.shuffle(ranked)
            refs = [*one.going, *(f"{one.scope}/{n}" for n in range(one.best + 1, len(ranked) + 1))]
            at.update(zip(refs, ranked, strict=True))

    for contest in plan.contests:
        sides = at[contest.a], at[contest.b]
        if contest.unless and dice.random() < 0.5:
            continue
        for side in sides:
            times[side] += 1
        if contest.group:
            open_[contest.group] -= 1
            if not open_[contest.group]:
                rank(contest.group)
        else:
            won, lost = dice.sample(sides, 2)
            at |= {f"W:{contest.ref}": won, f"L:{contest.ref}": lost}
    return list(times.values())


@given(plan=plans(24), dice=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_nobody_plays_less_or_more_than_is_said(plan: Plan, dice: Random) -> None:
    facts = plan_facts(plan)
    for _ in range(5):
        times = played(plan, dice)
        assert facts.least <= min(times)
        assert max(times) <= facts.most


@pytest.mark.parametrize(
    ("rules", "entries", "facts"),
    [
        (Format(kind="round_robin"), 5, PlanFacts(10, 5, 4, 4)),
        (Format(kind="round_robin", legs=2), 4, PlanFacts(12, 6, 6, 6)),
        (Format(kind="knockout"), 8, PlanFacts(7, 3, 1, 3)),
        (Format(kind="knockout", third_place=True), 6, PlanFacts(6, 3, 1, 3)),
        (Format(kind="knockout", losers="all_places"), 8, PlanFacts(12, 3, 3, 3)),
        (Format(kind="double_elimination"), 4, PlanFacts(7, 5, 2, 5)),
        (Format(kind="groups", groups=2, qualifiers=2), 8, PlanFacts(15, 5, 3, 5)),
        (Format(kind="groups", groups=3, qualifiers=1, best_next=1), 9, PlanFacts(12, 5, 2, 4)),
        (Format(kind="groups", groups=2, qualifiers=2, second_groups=1, carry=True), 8, PlanFacts(16, 5, 3, 5)),
        (Format(kind="swiss", rounds=5), 9, PlanFacts(20, 5, 4, 5)),
    ],
)
def test_the_facts_of_formats_counted_by_hand(rules: Format, entries: int, facts: PlanFacts) -> None:
    assert plan_facts(plan_for(rules, entries)) == facts
