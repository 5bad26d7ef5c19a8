"""What a format comes to: matches, rounds one after the other, and how often an entry plays at least and at most."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tournament_app.domain.plan import Contest, Plan

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """*matches* in all, *rounds* in which they are played; an entry plays *least* to *most* of them, byes not counted.

    A match that may not be needed (the second final of a double elimination) counts as a match and as played at most.
    """

    matches: int
    rounds: int
    least: int
    most: int


def plan_facts(plan: Plan) -> PlanFacts:
    """The facts of a checked plan; of a Swiss those of all its rounds."""
    if plan.rounds:
        rounds = max(plan.rounds.values())
        return PlanFacts(rounds * (plan.size // 2), rounds, rounds - plan.size % 2, rounds)
    least, most = _span(_Ways(plan).ahead(str(number)) for number in range(1, plan.size + 1))
    return PlanFacts(len(plan.contests), _rounds(plan), least, most)


def _span(spans: Iterable[Span]) -> Span:
    lows, highs = zip(*spans, strict=True)
    return min(lows), max(highs)


class _Ways:
    """Where everybody goes from each reference, and how many matches are ahead there."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.known: dict[str, Span] = {}
        self.contest = {side: c for c in plan.contests if not c.group for side in (c.a, c.b)}
        self.group = {member: name for name in plan.tables for member in plan.members(name)}
        self.across = {f"{name}#{one.rank}": one for one in plan.across for name in plan.groups}
        self.meetings = Counter((c.group, side) for c in plan.contests if c.group for side in (c.a, c.b))

    def ahead(self, ref: str) -> Span:
        """The fewest and most matches of whoever stands at *ref*."""
        if ref not in self.known:
            self.known[ref] = self._ahead(ref)
        return self.known[ref]

    def _ahead(self, ref: str) -> Span:
        if contest := self.contest.get(ref):
            least, most = _span(map(self.ahead, (f"W:{contest.ref}", f"L:{contest.ref}")))
            return (0 if contest.unless else 1 + least), 1 + most
        if group := self.group.get(ref):
            own, (least, most) = self.meetings[group, ref], self._behind(group)
            return own + least, own + most
        if one := self.across.get(ref):
            ranked = sum(len(members) >= one.rank for members in self.plan.groups.values())
            rest = [f"{one.scope}/{n}" for n in range(one.best + 1, ranked + 1)]
            return _span(map(self.ahead, (*one.going, *rest)))
        return 0, 0

    def _behind(self, group: str) -> Span:
        """The fewest and most matches of those who have played in *group*."""
        scope = f"{group}#"
        if scope not in self.known:
            size = len(self.plan.members(group))
            self.known[scope] = _span(self.ahead(f"{scope}{rank}") for rank in range(1, size + 1))
        return self.known[scope]


def _rounds(plan: Plan) -> int:
    """The longest way through the plan, a match after the other."""
    over: dict[str, int] = {}
    groups: dict[str, int] = defaultdict(int)
    begun: dict[str, Span] = {}

    def known(side: str) -> int:
        """The rounds before somebody can stand on *side*."""
        if side.startswith(("W:", "L:")):
            return over[side[2:]]
        name = side.partition("#")[0]
        return 0 if side.isdigit() else groups[name] if name else max(groups[first] for first in plan.groups)

    def ends(contest: Contest) -> int:
        if not contest.group:
            return 1 + max(known(contest.a), known(contest.b))
        if contest.group not in begun:
            begun[contest.group] = max(map(known, plan.members(contest.group))), contest.round
        before, first = begun[contest.group]
        return before + contest.round - first + 1

    for contest in plan.contests:
        over[contest.ref] = ends(contest)
        groups[contest.group] = max(groups[contest.group], over[contest.ref])
    return max(over.values())
