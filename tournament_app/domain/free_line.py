"""A free line for a late entry: where a plan for one more entry is the old one with somebody added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tournament_app.domain.plan import Contest, Plan


@dataclass(frozen=True, slots=True)
class FreeLine:
    """The *number* of the late entry in *plan*; *numbers* and *contests*: old → new of all that were there."""

    number: int
    plan: Plan
    numbers: dict[int, int]
    contests: dict[str, str]


def place_for(old: Plan, new: Plan) -> FreeLine | None:
    """Where the plan *new*, of one entry more, has *old* in it unchanged; ``None`` if everything would be drawn anew.

    A bye of a knockout is filled (its neighbour then comes from the match played there), or a group gets one more (its
    rounds are others, but each two that meet met before or are met by the late entry).
    """
    for number in range(1, new.size + 1):
        numbers = {n: n + (n >= number) for n in range(1, old.size + 1)}
        if (contests := _same(old, new, number, numbers)) is not None:
            return FreeLine(number, new, numbers, contests)
    return None


def joined(plan: Plan) -> FreeLine:
    """A Swiss takes one more at any time: the next number, absent in the rounds that are paired."""
    number = plan.size + 1
    groups = {name: (*members, number) for name, members in plan.groups.items()}
    places = (*plan.places, *((number, f"{name}#{number}") for name in plan.groups))
    numbers = {n: n for n in range(1, number)}
    more = replace(plan, size=number, groups=groups, places=places)
    return FreeLine(number, more, numbers, {contest.ref: contest.ref for contest in plan.contests})


def _same(old: Plan, new: Plan, number: int, numbers: dict[int, int]) -> dict[str, str] | None:
    """Old contest → new one if the late entry with *number* is all that is new; ``None`` if it is not."""
    if old.groups.keys() != new.groups.keys() or old.data().keys() != new.data().keys():
        return None
    if any({numbers[n] for n in members} != {*new.groups[name]} - {number} for name, members in old.groups.items()):
        return None
    late = str(number)
    filled = {c.ref: c for c in new.contests if not c.group and late in (c.a, c.b)}
    meetings = _Meetings(new)
    contests = {contest.ref: meetings.same(contest, numbers, filled) for contest in old.contests}
    added = {contest.ref: contest for contest in new.contests if contest.ref not in contests.values()}
    if None in contests.values() or any(late not in (contest.a, contest.b) for contest in added.values()):
        return None
    return {ref: to for ref, to in contests.items() if to is not None}


class _Meetings:
    """The contests of a plan by who meets there: those of a group by its pairs, the others by name."""

    def __init__(self, plan: Plan) -> None:
        self.knockout = {contest.ref: contest for contest in plan.contests if not contest.group}
        self.pairs: dict[tuple[str, frozenset[str]], list[str]] = {}
        for contest in plan.contests:
            if contest.group:
                self.pairs.setdefault((contest.group, frozenset((contest.a, contest.b))), []).append(contest.ref)

    def same(self, contest: Contest, numbers: dict[int, int], filled: dict[str, Contest]) -> str | None:
        """The contest in which those of an old *contest* meet, each of several meetings once."""
        a, b = _renumbered(contest.a, numbers), _renumbered(contest.b, numbers)
        if contest.group:
            left = self.pairs.get((contest.group, frozenset((a, b))))
            return left.pop(0) if left else None
        new = self.knockout.get(contest.ref)
        if new is None or new.round != contest.round:  # a round before the first is no free line
            return None
        return contest.ref if _stays(a, new.a, filled) and _stays(b, new.b, filled) else None


def _stays(side: str, now: str, filled: dict[str, Contest]) -> bool:
    """Whether the same entry comes to a side, be it through the match against the late entry."""
    match = filled.get(now[2:]) if now.startswith("W:") else None
    return side == now or (match is not None and side in (match.a, match.b))


def _renumbered(side: str, numbers: dict[int, int]) -> str:
    return str(numbers[int(side)]) if side.isdigit() else side
