"""Formats as plans, for any number of entries: what an organiser writes down becomes contests, groups and places."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tournament_app.domain.crossings import CROSSINGS, across, knockout_sides
from tournament_app.domain.groups import (
    dealt,
    group_contests,
    group_names,
    group_sizes,
    in_blocks,
    numbered,
    rank_refs,
    shared_places,
)
from tournament_app.domain.knockout import double_elimination, knockout, knockout_plan, places_among
from tournament_app.domain.plan import Plan
from tournament_app.domain.plan_check import check_plan
from tournament_app.domain.plan_words import ROUNDS, contest_label, describe, group_label, side_label
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.knockout import Places
    from tournament_app.domain.plan import Across, Contest
    from tournament_app.domain.rules import Format
    from tournament_app.errors import Refused

__all__ = [
    "CROSSINGS",
    "OPTIONS",
    "ROUNDS",
    "check_plan",
    "contest_label",
    "describe",
    "group_label",
    "group_names",
    "options",
    "plan_for",
    "side_label",
]

MOST_ENTRIES = 1024
MOST_LEGS = 4
ROUND_ROBIN_TO = 5

_DRAW = ("seeds", "seeding", "separation")
_KNOCKOUT = ("third_place", "losers")
_GROUPS = ("legs", "group_size", "groups", "sizes", "qualifiers", "best_next", "compare")
_SECOND = ("second_groups", "second_size", "second_qualifiers", "crossing", "allocation")
OPTIONS: dict[str, tuple[str, ...]] = {
    "auto": ("group_size", "qualifiers", *_KNOCKOUT, *_DRAW),
    "round_robin": ("legs", *_DRAW),
    "groups": (*_GROUPS, *_SECOND, "carry", *_KNOCKOUT, *_DRAW),
    "knockout": (*_KNOCKOUT, *_DRAW),
    "double_elimination": ("reset", *_DRAW),
    "zones": (*_GROUPS, *_SECOND, "direct", "zone_of", *_KNOCKOUT, *_DRAW),
    "swiss": ("rounds", "pairing", *_DRAW),
}
"""Kind of format → the fields of ``rules.Format`` that mean something for it."""


def options(kind: str) -> tuple[str, ...]:
    """The fields of a format of this *kind* that an organiser may write; the others stay as they are."""
    return OPTIONS[kind]


def plan_for(rules: Format, entries: int) -> Plan:
    """The plan of an event with *entries* entries; refuses fewer than 2, more than 1,024 and impossible formats."""
    if not 2 <= entries <= MOST_ENTRIES:
        raise refuse(
            "entries_out_of_range",
            Text("An event is played by 2 to {most} entries; this one has {n}", most=MOST_ENTRIES, n=entries),
        )
    if not 1 <= rules.legs <= MOST_LEGS:
        raise refuse("legs", Text("A pair meets 1 to {most} times, not {n}", most=MOST_LEGS, n=rules.legs), "legs")
    if rules.kind == "knockout":
        return knockout_plan(rules, entries)
    if rules.kind == "double_elimination":
        return double_elimination(rules, entries)
    if rules.kind == "swiss":
        return _swiss(rules, entries)
    if rules.kind == "round_robin" or (rules.kind == "auto" and entries <= ROUND_ROBIN_TO):
        return _round_robin(rules, numbered([entries]))
    return _staged(rules, entries)


def _round_robin(rules: Format, groups: Mapping[str, tuple[int, ...]]) -> Plan:
    contests = group_contests(groups, rules.legs)
    return Plan(sum(map(len, groups.values())), tuple(contests), dict(groups), tuple(shared_places(groups, 1, 1)))


def _swiss(rules: Format, entries: int) -> Plan:
    """One group of all; its contests are added to the plan of the draw round by round."""
    rounds = rules.rounds or (entries - 1).bit_length()
    if not 1 <= rounds < entries + entries % 2:
        text = Text("A Swiss of {n} entries has 1 to {most} rounds", n=entries, most=entries - 1 + entries % 2)
        raise refuse("rounds", text, "rounds")
    everybody = tuple(range(1, entries + 1))
    places = tuple((rank, f"S#{rank}") for rank in everybody)
    return Plan(entries, (), {"S": everybody}, places, rounds={"S": rounds})


def _staged(rules: Format, entries: int) -> Plan:
    """Groups (or zones), perhaps groups again, and a knockout; the rest by their rank."""
    groups = numbered(group_sizes(rules, entries - rules.direct))
    smallest = min(map(len, groups.values()))
    if rules.qualifiers < 1 or (rules.qualifiers > smallest and (len(groups) > 1 or rules.direct)):
        raise _impossible(smallest, rules.qualifiers)
    if len(groups) == 1 and not rules.direct:
        return _round_robin(rules, groups)
    if not 0 <= rules.best_next <= (ranked := len(rank_refs(groups, rules.qualifiers + 1))):
        text = Text("{n} groups have somebody to compare; {m} cannot go on", n=ranked, m=rules.best_next)
        raise refuse("best_next", text, "best_next")
    compared = across(rules, len(groups))
    direct = [str(number) for number in range(entries - rules.direct + 1, entries + 1)]
    best = [side for one in compared for side in one.going]
    contests = group_contests(groups, rules.legs)
    later = _second_groups(rules, tuple(groups), direct, best)
    if later:
        more, places = _second_stage(rules, later, contests[-1].round)
    else:
        more, places = knockout(knockout_sides(rules, tuple(groups), rules.qualifiers, (*direct, *best)), rules)
    before, behind = _behind(rules, groups, compared, len(places) + 1)
    contests += [*before, *more]
    carried = tuple(later) if rules.carry else ()
    plan = Plan(entries, tuple(contests), groups, (*places, *behind), later, carried, compared)
    if rules.crossing:
        check_plan(plan)
    return plan


def _impossible(size: int, qualifiers: int) -> Refused:
    text = Text("Groups of {size} cannot send {n} each to the knockout", size=size, n=qualifiers)
    return refuse("impossible_groups", text, "format")


def _second_groups(
    rules: Format, firsts: Sequence[str], direct: list[str], best: list[str]
) -> dict[str, tuple[str, ...]]:
    """The groups after the groups, by reference; none when the knockout comes next."""
    goers = len(firsts) * rules.qualifiers + len(direct) + len(best)
    number = rules.second_groups or (max(1, goers // rules.second_size) if rules.second_size else 0)
    if not number:
        return {}
    if not 0 < number <= goers // 2:
        text = Text("{n} entries do not make {groups} groups of two or more", n=goers, groups=number)
        raise refuse("impossible_groups", text, "format")
    names = tuple(islice(group_names(), len(firsts), len(firsts) + number))
    if not rules.carry:
        ranks = [[f"{group}#{rank}" for group in firsts] for rank in range(1, rules.qualifiers + 1)]
        return dealt(names, [direct, *ranks, best])
    if direct or best:
        raise refuse("impossible_carry", Text("Results can be carried only where all come from the groups"), "format")
    return in_blocks(names, firsts, rules.qualifiers)


def _second_stage(rules: Format, later: dict[str, tuple[str, ...]], before: int) -> tuple[list[Contest], Places]:
    """The contests of the second groups and of the knockout behind them, and their places."""

    def met(a: str, b: str) -> bool:
        return rules.carry and a.partition("#")[0] == b.partition("#")[0]

    contests = group_contests(later, rules.legs, before, met)
    if len(later) == 1:
        return contests, shared_places(later, 1, 1)
    smallest, qualifiers = min(map(len, later.values())), rules.second_qualifiers
    if not 1 <= qualifiers <= smallest:
        raise _impossible(smallest, qualifiers)
    more, places = knockout(knockout_sides(rules, tuple(later), qualifiers), rules)
    rest = [rank_refs(later, at) for at in range(qualifiers + 1, max(map(len, later.values())) + 1)]
    lower, behind = _by_rank(rules, rest, len(places) + 1)
    return [*contests, *lower, *more], [*places, *behind]


def _behind(
    rules: Format, groups: dict[str, tuple[int, ...]], compared: Sequence[Across], place: int
) -> tuple[list[Contest], Places]:
    """The places from *place* on of those who do not go on from the first groups."""
    rank = rules.qualifiers + 1
    left = [[f"{one.scope}/{n}" for n in range(one.best + 1, len(rank_refs(groups, one.rank)) + 1)] for one in compared]
    left += [rank_refs(groups, at) for at in range(rank + len(left), max(map(len, groups.values())) + 1)]
    return _by_rank(rules, left, place)


def _by_rank(rules: Format, ranks: Sequence[Sequence[str]], place: int) -> tuple[list[Contest], Places]:
    """The places from *place* on, those of one rank sharing or playing for theirs."""
    contests: list[Contest] = []
    places: Places = []
    for refs in filter(None, ranks):
        first = place + len(places)
        if rules.losers == "all_places":
            timed, theirs = places_among(refs, first, 0)
            contests += [contest for _, contest in sorted(timed, key=lambda one: one[0])]
            places += theirs
        else:
            places += [(first, ref) for ref in refs]
    return contests, places
