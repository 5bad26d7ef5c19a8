"""Whatever is corrected in whatever format, nobody is invented, doubled or lost; results left behind get a choice."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tournament_app.domain.formats import options, plan_for
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.plan import Contest
from tournament_app.domain.rules import EventRules, Format, Scoring
from tournament_app.domain.standings import Ranking
from tournament_app.domain.swiss import Mark
from tournament_app.errors import Refused
from tournament_app.queries.event_state import EventState, settle
from tournament_app.queries.later import settle_later

ONE = Scoring("one", "one game", best_of=1, target=21, lead=1)
RANKING = Ranking("wins", "wins", criteria=("wins", "points_difference"))
KINDS = get_args(get_type_hints(Format)["kind"])
"""Every kind of format. Events of marks are not here: they have no matches whose sides could change; what a corrected
mark leaves behind is refused or told heat by heat (tests/commands/test_marks.py)."""
CHOICES: dict[str, tuple[object, ...]] = {
    "third_place": (False, True),
    "losers": ("out", "consolation", "all_places"),
    "legs": (1, 2),
    "qualifiers": (1, 2, 3),
    "best_next": (0, 1, 2),
    "compare": ("normalised", "drop_last"),
    "second_groups": (0, 2),
    "carry": (False, True),
    "reset": (False, True),
    "direct": (0, 1),
    "rounds": (0, 2),
}
"""What an organiser may say of a format; each kind takes those that mean something for it."""
SEATED = 100  # entry ids are not draw numbers


def begun(kind: str, entries: int, policy: str = "walkover", **options: object) -> EventState:
    """An event of *entries* entries, nothing played."""
    form = Format(kind=kind, **options)  # type: ignore[arg-type]
    rules = EventRules("X", "x", "X", format=form, withdrawal=policy)  # type: ignore[arg-type]
    numbers = {number: SEATED + number for number in range(1, entries + 1)}
    scoring = dict.fromkeys(("group", "knockout", "final"), ONE)
    return settle(EventState(1, rules, "open", scoring, RANKING, plan_for(form, entries), numbers))


def won(a: int, b: int, dice: random.Random) -> Outcome:
    points = dice.randrange(20)
    return dice.choice(
        (
            Outcome(a, b, Kind.PLAYED, ((21, points),), a),
            Outcome(a, b, Kind.PLAYED, ((points, 21),), b),
        )
    )


def lots_drawn(state: EventState, dice: random.Random) -> EventState:
    """Every tie that no rule breaks is broken by lot."""
    assert state.resolved is not None
    for scope, rows in state.tables.items():
        order = [row.entry for row in rows]
        if not all(row.settled for row in rows) and set(state.lots.get(scope, ())) != set(order):
            dice.shuffle(order)
            state = settle(replace(state, lots={**state.lots, scope: tuple(order)}))
    return state


def next_round(state: EventState) -> EventState:
    """A Swiss with its next round paired, from the top of the table down; any other event as it is."""
    plan = state.plan
    assert plan is not None
    if not plan.rounds:
        return state
    ((group, last),) = plan.rounds.items()
    number = max((contest.round for contest in plan.contests), default=0) + 1
    drawn = {entry: at for at, entry in state.numbers.items()}
    there = [row.entry for row in state.tables[group] if row.entry not in state.gone]
    if number > last or len(there) < 2:
        return state
    pairs = list(zip(there[::2], there[1::2], strict=False))
    boards = tuple(
        Contest(f"{group}{number}-{at}", str(drawn[a]), str(drawn[b]), "group", number, group)
        for at, (a, b) in enumerate(pairs, 1)
    )
    byes = {(there[-1], number): Mark.PAIRING_BYE} if len(there) % 2 else {}
    return settle(replace(state, plan=replace(plan, contests=plan.contests + boards), byes={**state.byes, **byes}))


def played_on(state: EventState, dice: random.Random, most: int = 10_000) -> EventState:
    for _ in range(most):
        assert state.resolved is not None
        if not state.resolved.open:
            if (paired := next_round(state)) is not state:
                state = paired
                continue
            drawn = lots_drawn(state, dice)
            if drawn is state:
                return state
            state = drawn
            continue
        ref = dice.choice(state.resolved.open)
        a, b = state.sides(ref)
        assert a is not None
        assert b is not None
        state = state.with_outcomes({**state.outcomes, ref: won(a, b, dice)})
    return state


def corrected(state: EventState, dice: random.Random) -> EventState:
    """Something done that may leave results behind."""
    over = [ref for ref in state.outcomes if state.live(ref) is not None]
    act = dice.choice(("turn", "turn", "turn", "clear", "walkover", "both", "withdraw", "return", "lots"))
    if act == "withdraw":
        return settle(replace(state, gone=state.gone | {dice.choice(list(state.numbers.values()))}))
    if act == "return":
        return settle(replace(state, gone=frozenset()))
    if act == "lots":
        return settle(replace(state, lots={scope: tuple(reversed(lot)) for scope, lot in state.lots.items()}))
    if not over:
        return state
    ref = dice.choice(over)
    was, outcomes = state.outcomes[ref], dict(state.outcomes)
    if act == "clear":
        del outcomes[ref]
        state = replace(state, pins={one: pair for one, pair in state.pins.items() if one != ref})
    elif act == "turn":
        outcomes[ref] = replace(was, games=tuple((b, a) for a, b in was.games), winner=was.loser)
    elif act == "walkover":
        outcomes[ref] = Outcome(was.a, was.b, Kind.WALKOVER, (), was.b)
    else:
        outcomes[ref] = Outcome(was.a, was.b, Kind.BOTH_ABSENT)
    return state.with_outcomes(outcomes)


def nobody_doubled_or_invented(state: EventState) -> None:
    assert state.resolved is not None
    assert state.plan is not None
    entries = set(state.numbers.values())
    knockout = {c.ref for c in state.plan.contests if not c.group}
    waiting = Counter(side for ref in state.resolved.open if ref in knockout for side in state.sides(ref))
    assert max(waiting.values(), default=1) == 1, "in two open matches of the knockout"
    assert not set(waiting) & set(state.resolved.places), "has a final place and is still to play"
    for ref, sides in state.resolved.sides.items():
        assert {*sides} - {None} <= entries, ref
        assert sides[0] is None or sides[0] != sides[1], ref
    for ref, outcome in state.resolved.counted.items():
        assert {outcome.a, outcome.b} == {*state.sides(ref)}, "a result counts for somebody who did not play it"
    for group, rows in state.tables.items():
        assert len({row.entry for row in rows}) == len(rows), group


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 10_000_000), entries=st.integers(4, 14))
@settings(max_examples=40)
def test_nobody_is_invented_doubled_or_lost_by_any_corrections(kind: str, seed: int, entries: int) -> None:
    dice = random.Random(seed)
    policy = dice.choice(("walkover", "stand", "delete"))
    try:
        said = {name: dice.choice(values) for name, values in CHOICES.items() if name in options(kind)}
        state = begun(kind, entries, policy, **{name: said[name] for name in said if dice.random() < 0.5})
    except Refused:
        return
    for _ in range(6):
        state = played_on(state, dice, dice.randrange(20))
        after = corrected(state, dice)
        choices = {ref: dice.choice(("void", "keep", "move")) for ref in state.outcomes}
        state = settle_later(state, after, choices, otherwise=dice.choice(("void", "safe"))).state
        assert state.resolved is not None
        assert state.resolved.stale == (), "a result is left behind without a choice"
        assert set(state.outcomes) <= {c.ref for c in state.plan.contests}  # type: ignore[union-attr]
        nobody_doubled_or_invented(state)
    kept = {ref: pair for ref, pair in state.pins.items() if state.live(ref) is not None}
    for ref, pair in kept.items():
        assert set(state.sides(ref)) == set(pair)
    gone_kinds = {o.kind for o in state.resolved.counted.values()}  # type: ignore[union-attr]
    state = played_on(state, dice)
    nobody_doubled_or_invented(state)
    assert state.resolved is not None
    assert state.plan is not None
    assert set(state.resolved.places) == set(state.numbers.values()), "somebody is lost"
    if not gone_kinds & {Kind.BOTH_ABSENT} and not state.gone:
        assert Counter(state.resolved.places.values()) == Counter(place for place, _ in state.plan.places)
