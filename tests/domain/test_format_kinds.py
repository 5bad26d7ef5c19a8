"""Every kind of format: its contests, its words, what is refused, and what comes out of it in the end."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from random import Random
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.format_cases import plans
from tests.domain.ranking_cases import GOALS, RANKING, vectors
from tests.domain.test_resolve import Row, by_id, may, numbers, won
from tournament_app.domain.across import GroupResult, compare_across
from tournament_app.domain.bracket import brackets
from tournament_app.domain.formats import (
    OPTIONS,
    check_plan,
    contest_label,
    describe,
    group_label,
    options,
    plan_for,
    side_label,
)
from tournament_app.domain.outcome import Kind
from tournament_app.domain.plan import Across, Contest, Plan
from tournament_app.domain.resolve import Resolved, resolve
from tournament_app.domain.rules import Format
from tournament_app.domain.scoring import outcome_of
from tournament_app.domain.standings import table
from tournament_app.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.standings import Standing

    Groups = Sequence[tuple[tuple[int, ...], tuple[Outcome, ...]]]

DOUBLE = Format("double_elimination")
EURO = Format(
    "groups",
    groups=6,
    best_next=4,
    crossing=("B#1 #3@B  A#1 C#2  F#1 #3@F  D#2 E#2", "E#1 #3@E  D#1 F#2  C#1 #3@C  A#2 B#2"),
)
GOING = (Kind.PLAYED, Kind.WALKOVER, Kind.RETIRED)


def first_of(one: Across, entries: tuple[int, ...], groups: Groups) -> Sequence[Row]:
    assert one.rank >= 1
    assert {entry for members, _ in groups for entry in members} >= set(entries)
    return [Row(entry, rank) for rank, entry in enumerate(sorted(entries), 1)]


def at(plan: Plan, outcomes: Mapping[str, Outcome], compare: object = first_of) -> Resolved:
    return resolve(plan, numbers(plan), outcomes, by_id, compare)  # type: ignore[arg-type]


def through(plan: Plan, *upsets: str, leave: tuple[str, ...] = ()) -> tuple[Resolved, dict[str, Outcome]]:
    """Everything played, each won by the lower entry id but for *upsets*."""
    outcomes: dict[str, Outcome] = {}
    now = at(plan, outcomes)
    while left := set(now.open).difference(leave):
        for ref in left:
            a, b = now.sides[ref]
            assert a
            assert b
            outcomes[ref] = won(a, b, max(a, b) if ref in upsets else min(a, b))
        now = at(plan, outcomes)
    return now, outcomes


# ------------------------------------------------------------------------------------------------ whatever happens
@given(plans(), st.integers(), st.sampled_from([0.0, 0.1, 0.5]))
def test_nobody_is_lost_or_doubled_in_any_format(plan: Plan, seed: int, absent: float) -> None:
    luck = Random(seed)
    outcomes: dict[str, Outcome] = {}
    seen: list[Resolved] = []
    while (now := at(plan, outcomes)).open:
        seen.append(now)
        for ref in luck.sample(now.open, luck.randint(1, len(now.open))):
            a, b = now.sides[ref]
            assert a
            assert b
            nobody = luck.random() < absent
            kind = luck.choice((Kind.BOTH_ABSENT, Kind.DISQUALIFIED) if nobody else GOING)
            outcomes[ref] = won(a, b, None if nobody else luck.choice((a, b)), kind)
    assert now.finished
    assert now.stale == ()
    assert set(now.places) == set(numbers(plan).values())
    assert all((ref in outcomes) == (None not in sides) for ref, sides in now.sides.items())
    assert all(len(set(sides)) == 2 or sides == (None, None) for sides in now.sides.values())
    if not absent:
        assert not now.empty
        assert Counter(now.places.values()) == Counter(place for place, _ in plan.places)
    for before in luck.sample(seen, min(3, len(seen))):
        for ref, sides in before.sides.items():
            for side, possible, later in zip(sides, before.possible(ref), now.sides[ref], strict=True):
                assert side is None or possible == {side}
                assert later is None or later in possible


@given(plans(24), st.integers())
def test_the_order_in_which_scores_come_in_does_not_matter(plan: Plan, seed: int) -> None:
    _, outcomes = through(plan)
    shuffled = list(outcomes.items())
    Random(seed).shuffle(shuffled)
    assert at(plan, dict(shuffled)).places == at(plan, outcomes).places


# -------------------------------------------------------------------------------------------------- double elimination
def test_the_second_final_is_played_only_if_the_first_is_lost_by_who_was_unbeaten() -> None:
    plan = plan_for(DOUBLE, 8)
    end, outcomes = through(plan)
    assert (end.places[101], end.idle, end.sides["F2"], end.finished) == (1, {"F2"}, (None, None), True)
    assert may(end, "F2") == [set(), set()]
    assert "F2" not in end.open
    upset, played = through(plan, "F")
    assert (upset.idle, upset.sides["F2"], upset.places[101]) == (set(), (102, 101), 1)
    assert upset.winners["F2"] == 101
    corrected = at(plan, played | {"F": outcomes["F"]})
    assert (corrected.stale, corrected.idle, corrected.places[101]) == (("F2",), {"F2"}, 1)


def test_one_final_without_a_reset() -> None:
    end, _ = through(plan_for(replace(DOUBLE, reset=False), 8), "F")
    assert (end.places[102], end.places[101]) == (1, 2)


@pytest.mark.parametrize("size", [2, 3, 5, 8, 13, 16, 33])
def test_who_loses_twice_is_out_and_not_before(size: int) -> None:
    plan = plan_for(DOUBLE, size)
    luck, losses = Random(size), Counter[int]()
    outcomes: dict[str, Outcome] = {}
    while (now := at(plan, outcomes)).open:
        ref = now.open[0]
        a, b = now.sides[ref]
        assert a
        assert b
        assert max(losses[a], losses[b]) < 2
        winner = luck.choice((a, b))
        losses[a + b - winner] += 1
        outcomes[ref] = won(a, b, winner)
    assert sorted(losses[entry] for entry in now.places if now.places[entry] > 1) == [2] * (size - 1)
    assert now.places[max(now.places, key=lambda entry: -now.places[entry])] == 1


@pytest.mark.parametrize("size", [8, 16, 32])
def test_who_drops_first_meets_nobody_of_the_own_part_at_once(size: int) -> None:
    start = at(plan_for(DOUBLE, size), {})
    second = [ref for ref in start.contests if ref.startswith("LB2-")]
    assert len(second) == size // 4
    assert all(start.possible(ref)[0].isdisjoint(start.possible(ref)[1]) for ref in second)


def test_an_absent_finalist_needs_no_second_final() -> None:
    plan = plan_for(DOUBLE, 4)
    _, outcomes = through(plan, leave=("WB2-1",))
    gone = {"WB2-1": won(101, 103, kind=Kind.BOTH_ABSENT)}
    end = at(plan, {ref: o for ref, o in outcomes.items() if ref[:2] == "WB" or ref == "LB1-1"} | gone)
    assert end.empty >= {("F", 0), ("LB2-1", 0), ("F2", 1)}
    assert end.finished
    assert sorted(end.places.values()) == [1, 3, 3, 4]


# ------------------------------------------------------------------------------------------- consolation, every place
def test_first_losers_play_a_consolation() -> None:
    plan = plan_for(Format("knockout", third_place=True, losers="consolation"), 8)
    sides = {contest.ref: (contest.a, contest.b) for contest in plan.contests}
    assert sides["C.SF1"] == ("L:QF1", "L:QF2")
    assert sides["C.F"] == ("W:C.SF1", "W:C.SF2")
    assert plan.places[4:] == ((5, "W:C.F"), (6, "L:C.F"), (7, "L:C.SF1"), (7, "L:C.SF2"))
    four = plan_for(Format("knockout", losers="consolation"), 4)
    assert [contest.ref for contest in four.contests] == ["SF1", "SF2", "P3", "F"]
    assert len(plan_for(Format("knockout", losers="consolation"), 5).contests) == 4  # one loser, nobody to console


def test_every_place_of_eight_is_played_for_in_twelve_matches() -> None:
    plan = plan_for(Format("knockout", losers="all_places"), 8)
    assert len(plan.contests) == 12
    assert [place for place, _ in plan.places] == list(range(1, 9))
    end, _ = through(plan)
    assert end.places == {101: 1, 105: 2, 103: 3, 107: 4, 102: 5, 106: 6, 104: 7, 108: 8}


def test_those_behind_second_groups_play_for_their_places_too() -> None:
    plan = plan_for(Format("groups", groups=4, qualifiers=3, second_groups=2, losers="all_places"), 16)
    assert [place for place, _ in plan.places] == list(range(1, 17))
    assert {"P5", "P7", "P9", "P11", "P13-16.SF1"} <= {contest.ref for contest in plan.contests}


def test_those_behind_the_groups_play_for_their_places_too() -> None:
    plan = plan_for(Format("groups", groups=4, qualifiers=2, losers="all_places"), 15)
    assert [place for place, _ in plan.places] == list(range(1, 16))
    assert {contest.ref for contest in plan.contests if contest.ref.startswith("P9-12")} == {"P9-12.SF1", "P9-12.SF2"}
    assert (15, "L:P13-15.SF2") in plan.places


# ------------------------------------------------------------------------------------------------------------- groups
@pytest.mark.parametrize("legs", [1, 2, 3])
@pytest.mark.parametrize("size", [2, 3, 6, 7])
def test_every_pair_meets_once_a_leg_with_sides_changed(legs: int, size: int) -> None:
    plan = plan_for(Format("round_robin", legs=legs), size)
    met = Counter(frozenset((contest.a, contest.b)) for contest in plan.contests)
    assert met == Counter({frozenset(map(str, pair)): legs for pair in combinations(range(1, size + 1), 2)})
    each = len(plan.contests) // legs
    for leg in range(1, legs):
        here = plan.contests[leg * each : (leg + 1) * each]
        before = plan.contests[(leg - 1) * each : leg * each]
        assert [(c.b, c.a) for c in before] == [(c.a, c.b) for c in here]
    assert all(earlier.round <= later.round for earlier, later in pairwise(plan.contests))


def test_groups_by_number_by_size_or_as_written() -> None:
    def sizes(rules: Format, entries: int) -> list[int]:
        return [len(members) for members in plan_for(rules, entries).groups.values()]

    assert sizes(Format("groups", groups=4), 14) == [4, 4, 3, 3]
    assert sizes(Format("groups", 5), 14) == [7, 7]
    assert sizes(Format("groups", sizes=(3, 5, 4), qualifiers=2), 12) == [3, 5, 4]


def test_the_best_of_unequal_groups_go_on_and_the_rest_stay_behind() -> None:
    plan = plan_for(Format("groups", groups=3, qualifiers=1, best_next=1, compare="drop_last"), 11)
    assert plan.across == (Across(2, 1, "drop_last"),)
    assert [(place, ref) for place, ref in plan.places if place > 4] == [
        *((5, "#2/2"), (5, "#2/3"), (7, "A#3"), (7, "B#3"), (7, "C#3"), (10, "A#4"), (10, "B#4"))
    ]
    heard: list[tuple[Across, tuple[int, ...]]] = []

    def listening(one: Across, entries: tuple[int, ...], groups: Groups) -> Sequence[Row]:
        heard.append((one, entries))
        assert [members[0] for members, _ in groups] == [101, 105, 109]
        assert [len(outcomes) for _, outcomes in groups] == [6, 6, 3]
        return [Row(entry, rank) for rank, entry in enumerate(reversed(entries), 1)]

    played = {c.ref: won(int(c.a) + 100, int(c.b) + 100, int(c.a) + 100) for c in plan.contests if c.group}
    now = at(plan, played, listening)
    assert heard == [(plan.across[0], (102, 106, 110))]
    assert 110 in now.sides["SF2"]
    assert now.ranks["#2/1"] == [110]
    assert now.places[102] == now.places[106] == 5
    assert [row.entry for row in now.tables["#2"]] == [110, 106, 102]
    assert {"A", "B", "C", "#2"} == now.closed
    waiting = at(plan, {ref: outcome for ref, outcome in played.items() if ref != "C-3"}, listening)
    assert "#2" not in waiting.tables
    assert waiting.possible("SF2")[0] == frozenset(range(101, 112))
    with_nobody_to_compare = resolve(plan, numbers(plan), played, by_id)
    assert "#2" not in with_nobody_to_compare.tables


def test_a_tie_across_groups_stops_only_those_it_concerns() -> None:
    plan = plan_for(Format("groups", groups=4, qualifiers=1, best_next=4), 12)
    played = {c.ref: won(int(c.a) + 100, int(c.b) + 100, int(c.a) + 100) for c in plan.contests if c.group}

    def level(_one: Across, entries: tuple[int, ...], _groups: Groups) -> Sequence[Row]:
        first, *rest = entries
        return [Row(first, 1), *(Row(entry, 2, settled=False) for entry in rest)]

    now = at(plan, played, level)
    assert now.known["#2/1"].entry == 102
    assert "#2/2" not in now.known


def test_results_between_those_of_one_first_group_are_carried() -> None:
    plan = plan_for(Format("groups", groups=4, qualifiers=3, second_groups=2, carry=True), 16)
    assert plan.later["E"] == ("A#1", "B#1", "A#2", "B#2", "A#3", "B#3")
    assert plan.carried == ("E", "F")
    assert len([contest for contest in plan.contests if contest.group == "E"]) == 9  # of fifteen pairs six have met
    tables: dict[str, Mapping[str, Outcome]] = {}

    def listening(group: str, members: tuple[int, ...], played: Mapping[str, Outcome]) -> Sequence[Row]:
        tables[group] = played
        return by_id(group, members, played)

    _, outcomes = through(plan)
    resolve(plan, numbers(plan), outcomes, listening)
    assert len(tables["E"]) == 15
    assert {ref for ref in tables["E"] if ref[0] in "AB"} == {
        ref
        for ref, o in outcomes.items()
        if ref[0] in "AB" and ({o.a, o.b} <= {101, 102, 103} or {o.a, o.b} <= {105, 106, 107})
    }
    final = plan_for(Format("groups", groups=2, second_groups=1, carry=True), 8)
    assert [contest.round for contest in final.contests if contest.group == "C"] == [4, 4, 5, 5]
    twice = plan_for(Format("groups", groups=2, second_groups=1, carry=True, legs=2), 8)
    assert {contest.round for contest in twice.contests if contest.group == "C"} == {7, 8, 9, 10}
    no_carry = plan_for(Format("groups", groups=4, qualifiers=3, second_groups=2), 16)
    assert no_carry.carried == ()
    assert len([contest for contest in no_carry.contests if contest.group == "E"]) == 15
    for members in no_carry.later.values():
        assert max(Counter(member[0] for member in members).values()) == 2


# -------------------------------------------------------------------------------------------------------------- zones
def test_zones_send_two_each_to_a_final_stage_where_the_champions_wait() -> None:
    plan = plan_for(Format("zones", groups=4, qualifiers=2, second_size=3, direct=1), 17)
    assert [len(members) for members in plan.groups.values()] == [4] * 4
    assert "17" in plan.later["E"]
    assert sorted(side for members in plan.later.values() for side in members) == sorted(
        ["17", *(f"{zone}#{rank}" for zone in "ABCD" for rank in (1, 2))]
    )
    end, outcomes = through(plan)
    assert end.finished
    assert not any({o.a, o.b} & {117} for ref, o in outcomes.items() if ref[0] in "ABCD")
    byes = plan_for(Format("zones", groups=2, qualifiers=2, direct=2), 10)
    semis = {side for contest in byes.contests if contest.ref in ("SF1", "SF2") for side in (contest.a, contest.b)}
    assert {"9", "10"} < semis
    straight = plan_for(Format("zones", groups=3, qualifiers=2, direct=2), 14)
    assert straight.later == {}
    quarters = [contest for contest in straight.contests if contest.ref.startswith("QF")]
    assert {"13", "14"} <= {side for contest in quarters for side in (contest.a, contest.b)}


# -------------------------------------------------------------------------------------------------------------- Swiss
def test_a_swiss_is_over_only_after_its_last_round() -> None:
    plan = plan_for(Format("swiss", rounds=2), 4)
    assert (plan.contests, plan.rounds) == ((), {"S": 2})
    check_plan(plan)
    start = at(plan, {})
    assert [row.entry for row in start.tables["S"]] == [101, 102, 103, 104]
    assert (start.closed, start.places) == (set(), {})
    one = replace(
        plan, contests=(Contest("S1-1", "1", "3", "group", 1, "S"), Contest("S1-2", "2", "4", "group", 1, "S"))
    )
    check_plan(one)
    first = {"S1-1": won(101, 103, 101), "S1-2": won(102, 104, 102)}
    assert at(one, first).places == {}
    last = (Contest("S2-1", "1", "2", "group", 2, "S"), Contest("S2-2", "3", "4", "group", 2, "S"))
    two = replace(one, contests=(*one.contests, *last))
    assert at(two, first | {"S2-1": won(101, 102, 101)}).places == {}
    end = at(two, first | {"S2-1": won(101, 102, 101), "S2-2": won(103, 104, 103)})
    assert (end.places, end.closed) == ({101: 1, 102: 2, 103: 3, 104: 4}, {"S"})
    assert plan_for(Format("swiss"), 20).rounds == {"S": 5}


# ------------------------------------------------------------------------------------------------ published allocations
def test_the_thirds_of_the_european_championship_are_sent_as_published(shared: Path) -> None:
    given_rows = vectors(shared, "football_uefa_euro_thirds_allocation")
    assert len(given_rows) == 15
    rows = tuple(
        f"{vector['id']} {''.join(vector['allocation'][f'1{slot}'][1] for slot in 'BCEF')}" for vector in given_rows
    )
    plan = plan_for(replace(EURO, allocation=rows), 24)
    played = {c.ref: won(int(c.a) + 100, int(c.b) + 100, int(c.a) + 100) for c in plan.contests if c.group}
    third = {name: members[2] + 100 for name, members in plan.groups.items()}
    winner = {name: members[0] + 100 for name, members in plan.groups.items()}
    for vector in given_rows:

        def best(_one: Across, entries: tuple[int, ...], _groups: Groups, on: str = vector["id"]) -> Sequence[Row]:
            going = [third[name] for name in on]
            level = [Row(entry, 1, settled=False) for entry in going]  # who goes is enough, their order is not asked
            level = level if on == "ABCD" else [Row(entry, rank) for rank, entry in enumerate(going, 1)]
            return [*level, *(Row(entry, 5) for entry in entries if entry not in going)]

        now = at(plan, played, best)
        for slot, sent in vector["allocation"].items():
            ref = next(c.ref for c in plan.contests if f"{slot[1]}#1" in (c.a, c.b))
            assert now.sides[ref] == (winner[slot[1]], third[sent[1]]), vector["id"]


def test_a_tie_for_the_last_place_of_the_thirds_sends_nobody() -> None:
    rows = tuple(f"{''.join(four)} {''.join(four)}" for four in combinations("ABCDEF", 4))
    plan = plan_for(replace(EURO, allocation=rows), 24)
    played = {c.ref: won(int(c.a) + 100, int(c.b) + 100, int(c.a) + 100) for c in plan.contests if c.group}

    def level(_one: Across, entries: tuple[int, ...], _groups: Groups) -> Sequence[Row]:
        return [*(Row(e, n) for n, e in enumerate(entries[:3], 1)), *(Row(e, 4, settled=False) for e in entries[3:])]

    assert not any(side.startswith("#3@") for side in at(plan, played, level).known)


def test_the_best_thirds_of_world_cups_go_on(shared: Path) -> None:
    """Played through the plan from the matches of the group stage, a tie for lots counted for those who went on."""
    groups = vectors(shared, "football_fifa_worldcup_groups")
    compared = 0
    for vector in vectors(shared, "football_fifa_best_thirds"):
        year = vector["id"].partition(":")[0]
        stage = [each for each in groups if each["id"].startswith(f"{year}:group_stage")]
        teams = {each["group"][-1]: sorted({m[side] for m in each["matches"] for side in "ab"}) for each in stage}
        listed = [name for letter in sorted(teams) for name in teams[letter]]
        best = len(vector["expected"]["advanced"])
        plan = plan_for(Format("groups", groups=len(teams), best_next=best), len(listed))
        rule = RANKING["fifa_2022"]
        rule = (
            replace(rule, win=Fraction(2), win_close=Fraction(2))
            if any(e["rule_set"].endswith("2pts") for e in stage)
            else rule
        )
        ids = {name: number + 100 for number, name in enumerate(listed, 1)}
        refs = {frozenset((int(c.a) + 100, int(c.b) + 100)): c.ref for c in plan.contests if c.group}
        outcomes = {
            refs[frozenset((ids[m["a"]], ids[m["b"]]))]: outcome_of(
                ids[m["a"]], ids[m["b"]], GOALS, (tuple(m["score"]),), Kind.PLAYED
            )
            for each in stage
            for m in each["matches"]
        }
        by_lots = {each["group"][-1]: tuple(ids[n] for n in each["expected"]["ranking"]) for each in stage}

        def rank(group: str, members: tuple[int, ...], played: Mapping[str, Outcome], rule=rule, lots=by_lots):  # type: ignore[no-untyped-def]
            return table(members, played.values(), rule, GOALS, lots[group])

        def across(one: Across, entries: tuple[int, ...], of: Groups, rule=rule):  # type: ignore[no-untyped-def]
            return compare_across([GroupResult(*each) for each in of], entries, rule, GOALS, one.how)

        now = resolve(plan, numbers(plan), outcomes, rank, across)
        on = {entry for n in range(1, best + 1) for entry in now.ranks.get(f"#3/{n}", ())}
        unsettled = {row.entry for row in now.tables["#3"][:best] if not row.settled}
        assert on | unsettled == {ids[name] for name in vector["expected"]["advanced"]}, vector["id"]
        compared += 1
    assert compared >= 3


def cup(
    stage: list[dict[str, Any]], plan: Plan
) -> tuple[dict[str, int], dict[str, tuple[int, ...]], dict[str, Outcome]]:
    """Names → entry ids, the published order of each group for lots, and the outcomes of the groups."""
    listed = [name for group in stage for name in sorted({m[side] for m in group["matches"] for side in "ab"})]
    ids = {name: number + 100 for number, name in enumerate(listed, 1)}
    lots = {
        letter: tuple(ids[name] for name in group["expected"]["ranking"])
        for letter, group in zip(plan.groups, stage, strict=True)
    }
    refs = {frozenset((int(c.a) + 100, int(c.b) + 100)): c.ref for c in plan.contests if c.group in plan.groups}
    outcomes = {}
    for match in (match for group in stage for match in group["matches"]):
        a, b = ids[match["a"]], ids[match["b"]]
        outcomes[refs[frozenset((a, b))]] = outcome_of(a, b, GOALS, (tuple(match["score"]),), Kind.PLAYED)
    return ids, lots, outcomes


def test_a_whole_world_cup_ends_as_it_did(shared: Path) -> None:
    """1998: eight groups, the halves as FIFA crossed them that year, a match for third; the published top four."""
    stage = [v for v in vectors(shared, "football_fifa_worldcup_groups") if v["id"].startswith("WC-1998:")]
    knockouts = next(v for v in vectors(shared, "football_fifa_worldcup_knockouts") if v["id"] == "WC-1998")
    upper, lower = "A#1 B#2  D#1 C#2  E#1 F#2  H#1 G#2", "B#1 A#2  C#1 D#2  F#1 E#2  G#1 H#2"
    plan = plan_for(Format("groups", groups=8, third_place=True, crossing=(upper, lower)), 32)
    ids, lots, outcomes = cup(sorted(stage, key=lambda group: str(group["group"])), plan)

    def rank(group: str, members: tuple[int, ...], played: Mapping[str, Outcome]) -> Sequence[Standing]:
        return table(members, played.values(), RANKING["fifa_2022"], GOALS, lots[group])

    for match in knockouts["matches"]:
        a, b = ids[match["a"]], ids[match["b"]]
        now = resolve(plan, numbers(plan), outcomes, rank)
        (ref,) = (ref for ref in now.open if set(now.sides[ref]) == {a, b})  # they meet in just this match
        outcomes[ref] = won(a, b, ids[match["winner"]])
    end = resolve(plan, numbers(plan), outcomes, rank)
    assert end.finished
    names = {entry: name for name, entry in ids.items()}
    top = sorted((place, names[entry]) for entry, place in end.places.items() if place <= 4)
    assert [name for _, name in top] == list(knockouts["expected"]["top4"])


def test_the_second_groups_of_1974_have_the_published_members(shared: Path) -> None:
    found = vectors(shared, "football_fifa_worldcup_groups")
    first = sorted((v for v in found if v["id"].startswith("WC-1974:first")), key=lambda group: str(group["group"]))
    second = [v for v in found if v["id"].startswith("WC-1974:second")]
    plan = plan_for(Format("groups", groups=4, second_groups=2, second_qualifiers=1), 16)
    ids, lots, outcomes = cup(first, plan)

    def rank(group: str, members: tuple[int, ...], played: Mapping[str, Outcome]) -> Sequence[Standing]:
        rule = replace(RANKING["fifa_2022"], win=Fraction(2), win_close=Fraction(2))
        return table(members, played.values(), rule, GOALS, lots.get(group, ()))

    now = resolve(plan, numbers(plan), outcomes, rank)
    members = {frozenset(now.known[side].entry for side in sides) for sides in plan.later.values()}
    assert members == {frozenset(ids[m[side]] for m in group["matches"] for side in "ab") for group in second}


# ------------------------------------------------------------------------------------------------------ words, data
def test_an_old_plan_still_loads() -> None:
    old = {"size": 2, "contests": [["F", "1", "2", "final", 1, ""]], "groups": {}, "places": [[1, "W:F"], [2, "L:F"]]}
    plan = Plan.of(old)
    assert plan == plan_for(Format("knockout"), 2)
    assert plan.data() == old


@given(plans())
def test_everything_has_a_name_in_both_languages(plan: Plan) -> None:
    said = set()
    for code in ("vi", "en"):
        assert describe(plan).say(code)
        names = [contest_label(plan, contest.ref).say(code) for contest in plan.contests]
        assert len(set(names)) == len(names)
        sides = {side for contest in plan.contests for side in (contest.a, contest.b)}
        assert len({side_label(plan, side).say(code) for side in sides}) == len(sides)
        assert all(group_label(plan, group).say(code) for group in plan.tables)
        said |= {drawing.title.say(code) for drawing in brackets(plan)}
    assert not any("{" in words for words in said)


@pytest.mark.parametrize(
    ("rules", "entries", "vi"),
    [
        (Format("round_robin", legs=2), 4, "Vòng tròn 2 lượt"),
        (DOUBLE, 8, "Loại kép (thua hai trận)"),
        (Format("swiss"), 20, "Hệ Thụy Sĩ, 5 vòng"),
        (Format("knockout", losers="consolation"), 8, "Loại trực tiếp, có nhánh an ủi"),
        (Format("knockout", losers="all_places"), 8, "Loại trực tiếp, tranh mọi thứ hạng"),
        (
            Format("groups", groups=2, second_groups=1, carry=True),
            8,
            "2 bảng, mỗi bảng 4, rồi 4 suất đứng đầu đấu vòng tròn",
        ),
        (
            Format("zones", groups=4, second_size=3, direct=1),
            17,
            "4 bảng, mỗi bảng 4, rồi 9 suất đứng đầu chia 3 bảng, rồi loại trực tiếp",
        ),
        (
            Format("groups", groups=2, losers="all_places"),
            10,
            "2 bảng, mỗi bảng 5, 4 suất vào vòng loại trực tiếp",
        ),
    ],
)
def test_a_format_in_words(rules: Format, entries: int, vi: str) -> None:
    assert describe(plan_for(rules, entries)).say("vi") == vi


def test_names_of_the_new_contests_and_sides() -> None:
    swiss = replace(plan_for(Format("swiss"), 4), contests=(Contest("S2-1", "1", "2", "group", 2, "S"),))
    double = plan_for(DOUBLE, 8)
    assert {ref: contest_label(double, ref).say("vi") for ref in ("WB1-2", "LB3-1", "F2")} == {
        "WB1-2": "Nhánh thắng vòng 1 · trận 2",
        "LB3-1": "Nhánh thua vòng 3 · trận 1",
        "F2": "Chung kết lượt hai",
    }
    assert contest_label(swiss, "S2-1").say("vi") == "Vòng 2 · trận 1"
    assert contest_label(swiss, "F").say("vi") == "Chung kết"
    assert group_label(swiss, "S").say("en") == "Swiss"
    assert contest_label(double, "C.QF1").say("vi") == "Nhánh an ủi: Tứ kết 1"
    assert contest_label(double, "P5-8.SF1").say("vi") == "Tranh hạng 5–8: Bán kết 1"
    assert contest_label(double, "P7").say("vi") == "Tranh hạng 7"
    assert side_label(double, "#2/1").say("vi") == "Suất hạng 2 tốt thứ 1"
    assert side_label(double, "#3@B").say("vi") == "Hạng 3 gặp nhất bảng B"
    thirds = plan_for(Format("groups", groups=4, best_next=4), 16)
    assert group_label(thirds, "#3").say("vi") == "So sánh các suất hạng 3"
    assert group_label(thirds, "A").say("en") == "Group A"
    assert group_label(plan_for(Format("round_robin"), 4), "A").say("en") == "Round robin"


# ------------------------------------------------------------------------------------------------------------ refused
@pytest.mark.parametrize(
    ("rules", "entries", "code"),
    [
        (Format("round_robin", legs=0), 4, "legs"),
        (Format("swiss", rounds=4), 4, "rounds"),
        (Format("groups", sizes=(3, 4)), 8, "impossible_groups"),
        (Format("groups", sizes=(7, 1)), 8, "impossible_groups"),
        (Format("groups", groups=5), 9, "impossible_groups"),
        (Format("groups", groups=2, qualifiers=5), 8, "impossible_groups"),
        (Format("groups", groups=4, qualifiers=2, best_next=5), 16, "best_next"),
        (Format("groups", groups=4, second_groups=5), 16, "impossible_groups"),
        (Format("groups", groups=4, second_groups=2, second_qualifiers=5), 16, "impossible_groups"),
        (Format("groups", groups=3, second_groups=2, carry=True), 12, "impossible_carry"),
        (Format("groups", groups=4, second_groups=4, carry=True), 16, "impossible_carry"),
        (Format("groups", groups=4, second_groups=2, carry=True, best_next=1), 16, "impossible_carry"),
        (Format("groups", groups=2, crossing=("A#1 B#2 B#1",)), 8, "crossing"),
        (Format("groups", groups=2, crossing=("A#1 B#2 - -",)), 8, "crossing"),
        (Format("groups", groups=2, crossing=("A#1 B#2 B#1 B#1",)), 8, "plan_reference"),
        (Format("groups", groups=2, crossing=("A#1 B#1",)), 8, "plan_unfinished"),
        (replace(EURO, allocation=("ABCD ADBC",)), 24, "allocation"),
        (EURO, 24, "allocation"),
    ],
)
def test_what_no_format_can_be_is_refused(rules: Format, entries: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        plan_for(rules, entries)
    assert refused.value.problems[0].code == code
    assert "{" not in str(refused.value)


def test_a_crossing_as_the_organiser_wrote_it() -> None:
    plan = plan_for(Format("groups", groups=3, qualifiers=2, crossing=("A#1 -  B#2 C#2", "C#1 A#2  - B#1")), 9)
    assert [(c.a, c.b) for c in plan.contests if not c.group][:4] == [
        *(("B#2", "C#2"), ("C#1", "A#2"), ("A#1", "W:QF2"), ("W:QF3", "B#1"))
    ]


TWO_STAGES = plan_for(Format("groups", groups=2, second_groups=1, carry=True), 8)
THIRDS = plan_for(Format("groups", groups=2, qualifiers=1, best_next=2), 6)
FINALS = plan_for(DOUBLE, 3)
ELSEWHERE = replace(FINALS.contests[-1], unless="WB1-2")


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(TWO_STAGES, later={"C": ("A#1", "B#1", "A#2", "A#2")}), "plan_reference"),
        (replace(TWO_STAGES, later={**TWO_STAGES.later, "D": ("A#3", "B#3")}), "plan_names"),
        (replace(TWO_STAGES, later={**TWO_STAGES.later, "A": ("A#3", "B#3")}), "plan_names"),
        (replace(TWO_STAGES, carried=("D",)), "plan_names"),
        (replace(TWO_STAGES, contests=TWO_STAGES.contests[::-1]), "plan_reference"),
        (replace(THIRDS, across=()), "plan_reference"),
        (replace(THIRDS, across=(Across(3, 2),)), "plan_reference"),
        (replace(THIRDS, across=(*THIRDS.across, *THIRDS.across)), "plan_reference"),
        (
            replace(FINALS, contests=(*FINALS.contests[:-1], replace(FINALS.contests[-1], unless="WB1-2"))),
            "plan_reference",
        ),
        (replace(FINALS, contests=FINALS.contests[:-1]), "plan_reference"),
    ],
)
def test_a_plan_of_several_stages_that_loses_somebody_is_refused(plan: Plan, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_plan(plan)
    assert refused.value.problems[0].code == code


def test_each_kind_says_what_can_be_written() -> None:
    fields = set(Format.__dataclass_fields__) - {"kind"}
    assert set(OPTIONS) == set(get_args(get_type_hints(Format)["kind"]))
    assert all(set(options(kind)) < fields for kind in OPTIONS)
    assert set().union(*map(options, OPTIONS)) == fields


def test_a_group_of_winners_goes_on_without_those_who_never_came() -> None:
    """Zones played as single matches: both of the first stay away, so two are left in the group of the winners."""
    zones = tuple(Contest(f"R8-{n}", str(2 * n - 1), str(2 * n), "knockout", 1) for n in (1, 2, 3))
    winners = tuple(f"W:{contest.ref}" for contest in zones)
    pairs = zip(("A-1", "A-2", "A-3"), combinations(winners, 2), strict=True)
    group = tuple(Contest(ref, a, b, "group", turn, "A") for turn, (ref, (a, b)) in enumerate(pairs, 1))
    lost = tuple((4, f"L:{contest.ref}") for contest in zones)
    plan = Plan(6, zones + group, {}, ((1, "A#1"), (2, "A#2"), (3, "A#3"), *lost), {"A": winners})
    check_plan(plan)
    outcomes = {
        "R8-1": won(101, 102, kind=Kind.BOTH_ABSENT),
        "R8-2": won(103, 104, 103),
        "R8-3": won(105, 106, 106),
        "A-3": won(103, 106, 103),
    }
    end = at(plan, outcomes)
    assert end.empty == {("A-1", 0), ("A-2", 0)}
    assert end.places == {103: 1, 106: 2, 101: 4, 102: 4, 104: 4, 105: 4}
    assert end.closed == {"A"}
    assert end.known["A#3"].entry is None


def test_a_format_survives_its_plain_form() -> None:
    rules = replace(EURO, allocation=("ABCD ADBC",), zone_of={"Sở Y tế": "I"}, sizes=(3, 4))
    assert Format.of(json.loads(json.dumps(rules.data()))) == rules
