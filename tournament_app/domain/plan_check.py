"""A plan holds together: nobody is doubled or lost in it, whatever happens."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from tournament_app.errors import Refused, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.plan import Contest, Plan


def check_plan(plan: Plan) -> None:
    """Refuse a plan in which somebody would be doubled or lost.

    Each draw number starts once; each winner, loser, group rank and rank across the groups goes on to exactly one side,
    group or place; references point backwards only; places count as in 1, 2, 3, 3, 5.
    """
    _Check(plan).run()


class _Check:
    """*waiting* are the references known so far that nobody has used yet."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.waiting = Counter(map(str, range(1, plan.size + 1)))
        self.left = Counter(contest.group for contest in plan.contests)
        self.open = set(plan.groups)
        self.entered: set[str] = set()

    def run(self) -> None:
        self.names()
        for name in self.plan.groups:
            self.enter(name)
            if not self.left[name]:
                self.close(name)
        for contest in self.plan.contests:
            if contest.group:
                self.group_contest(contest)
            else:
                self.contest(contest)
        places = sorted(place for place, _ in self.plan.places)
        for place, ref in self.plan.places:
            self.take(ref, str(place))
            if place != 1 + bisect_left(places, place):
                raise _flaw(str(place), ref)
        for ref in self.waiting.elements():
            raise refuse("plan_unfinished", Text("The format has no place for {ref}", ref=ref), "format")

    def names(self) -> None:
        """Every contest has a name of its own, and every group contests, at once or round by round."""
        plan = self.plan
        played = self.left.keys() | plan.rounds.keys()
        double = len({contest.ref for contest in plan.contests}) < len(plan.contests)
        if (
            double
            or not played >= {*plan.tables}
            or {*plan.groups} & {*plan.later}
            or not {*plan.carried} <= {*plan.later}
        ):
            raise refuse("plan_names", Text("Matches of the format share a name, or a group has none"), "format")

    def enter(self, group: str) -> None:
        self.entered.add(group)
        for member in self.plan.members(group):
            self.take(member, group)

    def group_contest(self, contest: Contest) -> None:
        group = contest.group
        if group not in self.plan.tables:
            raise _flaw(contest.ref, contest.b)
        members = self.plan.members(group)
        if group in self.plan.later and group not in self.entered:
            self.enter(group)
        if contest.a == contest.b or not {contest.a, contest.b} <= set(members):
            raise _flaw(contest.ref, contest.b)
        self.left[group] -= 1
        if not self.left[group]:
            self.close(group)

    def contest(self, contest: Contest) -> None:
        """A contest that may not be needed is between the two sides of the one that decides it."""
        ref, unless = contest.ref, contest.unless
        if unless and (contest.a, contest.b) != (f"W:{unless}", f"L:{unless}"):
            raise _flaw(ref, unless)
        self.take(contest.a, ref)
        self.take(contest.b, ref)
        self.waiting.update((f"W:{ref}", f"L:{ref}"))

    def close(self, group: str) -> None:
        """The ranks of *group* are there; after the last first group those compared across are too."""
        self.waiting.update(f"{group}#{rank + 1}" for rank in range(len(self.plan.members(group))))
        if group not in self.open:
            return
        self.open.remove(group)
        for one in () if self.open else self.plan.across:
            ranked = [f"{name}#{one.rank}" for name, members in self.plan.groups.items() if len(members) >= one.rank]
            for ref in ranked:
                self.take(ref, one.scope)
            self.waiting.update(one.going)
            self.waiting.update(f"{one.scope}/{n}" for n in range(one.best + 1, len(ranked) + 1))

    def take(self, ref: str, where: str) -> None:
        if not self.waiting[ref]:
            raise _flaw(where, ref)
        self.waiting[ref] -= 1


def _flaw(where: str, ref: str) -> Refused:
    text = Text("The format is wrong at {where}: {ref} is not free to be used there", where=where, ref=ref)
    return refuse("plan_reference", text, "format")
