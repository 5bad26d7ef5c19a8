"""A draw by hand offers exactly the places from which a best draw can still be reached: counted against all of them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.test_draw_fair import CASES, best_draws
from tournament_app.domain.balls import Ball, Urn
from tournament_app.domain.draw import DrawEntry
from tournament_app.domain.flow import SINK, SOURCE, Network
from tournament_app.domain.formats import plan_for
from tournament_app.domain.rules import Format
from tournament_app.domain.separation import measure
from tournament_app.errors import Refused


def urn(rules: Format, units: str, seeds: int = 0) -> Urn:
    entries = [DrawEntry(n, ord(unit), n if n <= seeds else None) for n, unit in enumerate(units, 1)]
    return Urn(plan_for(rules, len(units)), entries, rules)


@pytest.mark.parametrize("name", CASES)
def test_the_places_offered_are_those_of_the_best_draws(name: str) -> None:
    rules, units, seeds = CASES[name]
    made = urn(rules, units, seeds)
    for turn in range(3):
        dice = Random(turn)
        left = list(best_draws(name))
        held: dict[int, int] = {}
        while len(held) < len(units):
            entry = dice.choice(made.next(held))
            offered = made.places(held, entry)
            assert set(offered) == {order.index(entry) + 1 for order in left}
            number = dice.choice(offered)
            held[number] = entry
            left = [order for order in left if order[number - 1] == entry]


@settings(max_examples=12)
@given(st.integers(5, 24), st.integers(2, 9), st.integers(0, 6), st.randoms(use_true_random=False))
def test_every_draw_by_hand_can_be_finished_and_is_the_best(size: int, units: int, seeds: int, dice: Random) -> None:
    for rules in (Format("knockout"), Format("groups"), Format("knockout", separation="quarters")):
        entries = [DrawEntry(n, n % units, n if n <= seeds else None) for n in range(1, size + 1)]
        plan = plan_for(rules, size)
        made = Urn(plan, entries, rules)
        held: dict[int, int] = {}
        while len(held) < size:
            entry = dice.choice(made.next(held))
            held[dice.choice(made.places(held, entry))] = entry
        unit = {entry.id: entry.unit for entry in entries}
        quality = measure(plan, {number: unit[entry] for number, entry in held.items()}, rules.separation)
        assert quality.met or seeds
        assert made.replay(Ball(entry, number) for number, entry in held.items()) == held


def test_seeds_come_first_and_one_after_the_other() -> None:
    made = urn(Format("knockout"), "ABCDEFGH", 4)
    assert made.seeds == (1, 2, 3, 4)
    assert made.next({}) == (1,)
    assert made.places({}, 1) == (1,)
    assert made.places({1: 1, 8: 2}, 3) == (3, 6)
    assert made.next({1: 1, 8: 2, 3: 3, 6: 4}) == (5, 6, 7, 8)
    assert urn(Format("knockout", separation="none"), "AABB").places({1: 1}, 2) == (2, 3, 4)


def test_what_the_hall_cannot_have_drawn_is_refused() -> None:
    made = urn(Format("knockout"), "AABB")
    good = [Ball(1, 1, "Sở Y tế"), Ball(2, 3), Ball(3, 2), Ball(4, 4)]
    assert made.replay(good) == {1: 1, 3: 2, 2: 3, 4: 4}
    for wrong, code in (
        ([*good[:1], Ball(2, 2), *good[2:]], "ball"),
        ([*good[:1], Ball(1, 3)], "ball"),
        (good[:3], "balls_left"),
    ):
        with pytest.raises(Refused) as refused:
            made.replay(wrong)
        assert refused.value.problems[0].code == code


def test_places_are_none_once_the_rules_are_broken() -> None:
    made = urn(Format("knockout"), "AABB")
    assert made.places({1: 1, 2: 2}, 3) == ()


@pytest.mark.parametrize("depth", ["none", "full"])
def test_balls_keep_to_their_zone(depth: str) -> None:
    rules = Format("zones", sizes=(4, 3, 3), qualifiers=2, direct=2, separation=depth)  # type: ignore[arg-type]
    plan = plan_for(rules, 12)
    entries = [DrawEntry(n, n, n if n <= 2 else None, zone=zone.strip("-")) for n, zone in enumerate("ABAABBC-----", 1)]
    made = Urn(plan, entries, rules)
    held = {11: 1, 12: 2}
    assert made.places({}, 1) == (11,)
    for entry, zone in ((3, "A"), (4, "A"), (5, "B"), (6, "B"), (7, "C")):
        offered = made.places(held, entry)
        assert offered
        assert set(offered) <= set(plan.groups[zone])
        held[offered[-1]] = entry


def test_a_least_that_cannot_be_met_is_seen() -> None:
    network = Network()
    network.add(SOURCE, "a", 2)
    network.add("a", "b", 2, 1)
    network.add("a", "c", 2, 2)
    network.add("b", SINK, 2)
    network.add("c", SINK, 2)
    assert not network.fill(2)
