"""Every best draw is equally likely: drawn again and again, against all draws there are, counted one by one."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import permutations, product
from math import comb, sqrt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tournament_app.domain.bracket import knockout_lines
from tournament_app.domain.draw import DrawEntry, draw
from tournament_app.domain.formats import plan_for
from tournament_app.domain.rules import Format
from tournament_app.domain.separation import fewest, fewest_with_seeds
from tournament_app.domain.sheet import parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tournament_app.domain.plan import Plan

CASES = {
    "knockout": (Format("knockout"), "AABBCCD", 1),
    "knockout to the first round": (Format("knockout", separation="first_round"), "AAABBCD", 0),
    "knockout to the quarters": (Format("knockout", separation="quarters"), "AABBC", 1),
    "byes": (Format("knockout"), "AAABBC", 0),
    "seeds": (Format("knockout"), "ABACBCDD", 4),
    "seeds and byes": (Format("knockout"), "AABABC", 3),
    "a crowded delegation": (Format("knockout"), "AAAAAB", 0),
    "ITF": (Format("knockout", seeding="itf"), "ABCAABC", 2),
    "groups": (Format("groups"), "AABBBCD", 0),
    "seeds in groups": (Format("groups"), "ABABAC", 2),
    "pots": (Format("groups", seeding="pots"), "ABBACC", 4),
    "seeds of one delegation": (Format("groups"), "AAABBC", 4),
}


def sections(plan: Plan, depth: str) -> list[list[list[int]]]:
    """The sections of each level that counts, in the order it counts; written down anew for these small plans."""
    if plan.groups:
        return [[list(group) for group in plan.groups.values()]]  # of two groups each feeds both halves: no wish there
    lines = [int(side) if side else 0 for side in knockout_lines(plan)]
    sizes = {"full": [2, 4], "first_round": [2], "quarters": [2, 4]}[depth]
    return [[[n for n in lines[at : at + size] if n] for at in range(0, len(lines), size)] for size in sizes]


def all_draws(rules: Format, units: str, seeds: int) -> Iterator[tuple[int, ...]]:
    """Every draw that leaves the seeds where the rule allows them: the entry of each number, from 1."""
    plan = plan_for(rules, len(units))
    for order in permutations(range(1, len(units) + 1)):
        at = {entry: number for number, entry in enumerate(order, 1)}
        if _seeds_stand(plan, rules, [at[seed] for seed in range(1, seeds + 1)], units):
            yield order


def _seeds_stand(plan: Plan, rules: Format, at: list[int], units: str) -> bool:
    if plan.groups:
        one, two = plan.groups.values()
        if rules.seeding == "pots":
            return set(at) == {one[0], one[1], two[0], two[1]} and set(at[:2]) == {one[0], two[0]}
        snake = [one[0], two[0], two[1], one[1]][: len(at)]
        if units[:2] == "AA":  # 1 and 2 stand; of 3 and 4, the one of A cannot help sharing a group
            return at[:2] == snake[:2] and set(at[2:]) == set(snake[2:])
        return at == snake
    lines = [int(side) if side else 0 for side in knockout_lines(plan)]
    line = [lines.index(number) for number in at]
    if line[:1] not in ([], [0]) or line[1:2] not in ([], [7]):
        return False
    free = [place for place in (2, 3) if lines[place]], [place for place in (4, 5) if lines[place]]
    thirds = {2 if 2 in free[0] else 3, 5 if 5 in free[1] else 4}
    beside_bye = {place for place in thirds if not lines[place ^ 1]}
    return set(line[2:]) <= (beside_bye or thirds)


def cost(plan: Plan, depth: str, order: Sequence[int], units: str) -> list[int]:
    """Pairs of one delegation that share a section, level by level."""
    return [
        sum(comb(k, 2) for section in level for k in Counter(units[order[n - 1] - 1] for n in section).values())
        for level in sections(plan, depth)
    ]


@cache
def best_draws(name: str) -> frozenset[tuple[int, ...]]:
    rules, units, seeds = CASES[name]
    plan = plan_for(rules, len(units))
    found = {order: cost(plan, rules.separation, order, units) for order in all_draws(rules, units, seeds)}
    best = min(found.values())
    return frozenset(order for order, spent in found.items() if spent == best)


def pattern(order: Sequence[int], units: str, seeds: int) -> tuple[str, ...]:
    """Which seed or which delegation each number has: draws that differ in more are counted apart."""
    return tuple(f"{units[entry - 1]}{entry if entry <= seeds else ''}" for entry in order)


@pytest.mark.parametrize("name", CASES)
def test_every_best_draw_is_equally_likely(name: str) -> None:
    rules, units, seeds = CASES[name]
    expected = Counter(pattern(order, units, seeds) for order in best_draws(name))
    plan = plan_for(rules, len(units))
    entries = [DrawEntry(n, ord(unit), n if n <= seeds else None) for n, unit in enumerate(units, 1)]
    times = min(700, max(300, 6 * len(expected)))
    seen = Counter[tuple[str, ...]]()
    for turn in range(times):
        numbers = draw(plan, entries, rules, f"{name} {turn}").numbers
        seen[pattern(list(numbers.values()), units, seeds)] += 1
    assert set(seen) <= set(expected)
    share = times / sum(expected.values())
    chi = sum((seen[one] - n * share) ** 2 / (n * share) for one, n in expected.items())
    degrees = len(expected) - 1
    print(name, degrees, round(chi, 1))
    limit = degrees * (1 - 2 / (9 * degrees) + 2.33 * sqrt(2 / (9 * degrees))) ** 3 if degrees else 0  # 99 %
    assert chi <= limit


@given(st.integers(0, 6), st.lists(st.integers(0, 3), min_size=1, max_size=4))
def test_the_fewest_pairs_of_one_delegation(entries: int, room: list[int]) -> None:
    spread = [counts for counts in product(*(range(free + 1) for free in room)) if sum(counts) == entries]
    if spread:
        assert fewest(entries, room) == min(sum(comb(k, 2) for k in counts) for counts in spread)


@settings(max_examples=40)
@given(
    st.sampled_from([Format("knockout"), Format("groups"), Format("knockout", separation="first_round")]),
    st.lists(st.sampled_from("AAABBC"), min_size=6, max_size=7),
    st.sets(st.integers(1, 6), max_size=4),
)
def test_the_fewest_pairs_while_the_seeds_stay(rules: Format, units: list[str], stay: set[int]) -> None:
    plan = plan_for(rules, len(units))
    loose = [number for number in range(1, len(units) + 1) if number not in stay]
    for part in parts(plan, rules.separation):
        least = len(units) ** 2
        for order in set(permutations([units[number - 1] for number in loose])):
            held = dict(enumerate(units, 1)) | dict(zip(loose, order, strict=True))
            count = Counter((section, held[number]) for number, section in part.of.items())
            least = min(least, sum(comb(k, 2) for k in count.values()))
        assert fewest_with_seeds(part, {n: ord(unit) for n, unit in enumerate(units, 1)}, stay) == least
