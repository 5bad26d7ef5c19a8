"""Plans in words: the format, the name of every contest and group, and who is waited for on a side."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.plan import Plan

ROUNDS = {
    2: Text("Final"),
    4: Text("Semi-finals"),
    8: Text("Quarter-finals"),
    16: Text("Round of 16"),
    32: Text("Round of 32"),
    64: Text("Round of 64"),
    128: Text("Round of 128"),
    256: Text("Round of 256"),
    512: Text("Round of 512"),
    1024: Text("Round of 1024"),
}
PARTS = {
    "": Text("Main bracket"),
    "F": ROUNDS[2],
    "WB": Text("Winners' bracket"),
    "LB": Text("Losers' bracket"),
    "C": Text("Consolation bracket"),
}
_BRACKET = re.compile(r"([WL]B)(\d+)-(\d+)")
_PLAY_OFF = re.compile(r"P(\d+)(?:-(\d+)\.(.+))?")


def part_of(ref: str) -> str:
    """The part of a format a knockout contest belongs to: ``""`` the main one, ``WB``, ``LB``, ``C``, or ``P5-8``."""
    if found := _BRACKET.fullmatch(ref):
        return found[1]
    return ref.partition(".")[0] if "." in ref else ref if _PLAY_OFF.fullmatch(ref) else ""


def part_label(part: str) -> Text:
    """The name of a part: "Losers' bracket", "Places 5–8", "Match for place 5"."""
    if part in PARTS:
        return PARTS[part]
    first, _, last = part[1:].partition("-")
    return Text("Places {first}–{last}", first=first, last=last) if last else contest_label_of(part)


def describe(plan: Plan) -> Text:
    """The format in a few words; the number of entries stands elsewhere."""
    if plan.rounds:
        return Text("Swiss, {n} rounds", n=max(plan.rounds.values()))
    if not plan.groups:
        return _knockout_words(plan)
    first = next(iter(plan.groups.values()))
    if len(plan.tables) == 1:
        once = len(plan.contests) == len(first) * (len(first) - 1) // 2
        return Text("Round robin") if once else Text("Round robin, {n} legs", n=_legs(plan))
    sizes = "-".join(map(str, sorted({len(members) for members in plan.groups.values()})))
    start = Text("{groups} groups of {sizes}", groups=len(plan.groups), sizes=sizes)
    if not plan.later:
        sides = (s for c in plan.contests if not (c.group or part_of(c.ref)) for s in (c.a, c.b))
        n = sum(not side.startswith(("W:", "L:")) for side in sides)
        return Text("{groups} groups of {sizes}, {n} qualify for the knockout", **start.values, n=n)
    second = sum(map(len, plan.later.values()))
    if len(plan.later) == 1:
        return Text("{start}, then a round robin of the best {n}", start=start, n=second)
    later = len(plan.later)
    return Text("{start}, then {groups} groups of the best {n}, then a knockout", start=start, groups=later, n=second)


def _legs(plan: Plan) -> int:
    return max(Counter(frozenset((contest.a, contest.b)) for contest in plan.contests).values())


def _knockout_words(plan: Plan) -> Text:
    parts = {part_of(contest.ref) for contest in plan.contests}
    if "WB" in parts:
        return Text("Double elimination")
    if "C" in parts:
        return Text("Knockout with consolation")
    return Text("Knockout, every place played") if parts - {"", "P3"} else Text("Knockout")


def group_label(plan: Plan, group: str) -> Text:
    """The name of a table: "Group A", "Round robin", or the comparison of the thirds."""
    if group.startswith("#"):
        return Text("Comparison of the entries ranked {rank}", rank=group[1:])
    if group in plan.rounds:
        return Text("Swiss")
    return Text("Group {group}", group=group) if len(plan.tables) > 1 else Text("Round robin")


def contest_label(plan: Plan, ref: str) -> Text:
    """The name of a contest as it is called out: "Group A, match 2", "Quarter-final 1", "Final"."""
    group, _, match = ref.rpartition("-")
    if group in plan.groups or group in plan.later:
        return Text("Group {group}, match {n}", group=group, n=match)
    for swiss in plan.rounds:
        if (turn := group.removeprefix(swiss)) != group and turn.isdigit():
            return Text("Round {round}, match {n}", round=turn, n=match)
    return contest_label_of(ref)


def contest_label_of(ref: str) -> Text:
    """The name of a contest of no group."""
    if ref in _NAMED:
        return _NAMED[ref]
    if found := _BRACKET.fullmatch(ref):
        return Text("{part}, round {round}, match {n}", part=PARTS[found[1]], round=found[2], n=found[3])
    part, dot, own = ref.partition(".")
    if dot:
        return Text("{part}: {contest}", part=part_label(part), contest=contest_label_of(own))
    if ref.startswith("P"):
        return Text("Match for place {place}", place=ref[1:])
    if ref.startswith("SF"):
        return Text("Semi-final {n}", n=ref[2:])
    if ref.startswith("QF"):
        return Text("Quarter-final {n}", n=ref[2:])
    size, _, match = ref[1:].partition("-")
    return Text("{round}, match {n}", round=ROUNDS[int(size)], n=match)


_NAMED = {"F": ROUNDS[2], "F2": Text("Second final"), "P3": Text("Third-place match")}


def side_label(plan: Plan, side: str) -> Text:
    """Who will stand on a side that nobody has reached yet: "Winner of Quarter-final 1", "Second of group A"."""
    if side.isdigit():
        return Text("Draw number {n}", n=side)
    if side.startswith("W:"):
        return Text("Winner of {contest}", contest=contest_label(plan, side[2:]))
    if side.startswith("L:"):
        return Text("Loser of {contest}", contest=contest_label(plan, side[2:]))
    group, _, rank = side.partition("#")
    if not group:
        return _across_label(rank)
    if rank == "1":
        return Text("First of group {group}", group=group)
    if rank == "2":
        return Text("Second of group {group}", group=group)
    return Text("No. {rank} of group {group}", rank=rank, group=group)


def _across_label(side: str) -> Text:
    """``3/2``: the second-best third; ``3@B``: the third that meets the winner of group B."""
    rank, meets, group = side.partition("@")
    if meets:
        return Text("Ranked {rank}, against group {group}", rank=rank, group=group)
    rank, _, best = side.partition("/")
    return Text("No. {best} of those ranked {rank}", best=best, rank=rank)
