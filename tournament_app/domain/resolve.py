"""Who stands where: plan, draw and what happened so far give every side, table and place. Nothing of it is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.withdrawal import NOBODY_LEFT, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain import standings
    from tournament_app.domain.plan import Across, Contest, Plan

Sides = tuple[int | None, int | None]


class Standing(Protocol):
    """A row of a group's table: *rank* is shared by those the rules cannot part, *settled* when no lot is due."""

    @property
    def entry(self) -> int:
        """Its entry id."""

    @property
    def rank(self) -> int:
        """Its place in the group, from 1."""

    @property
    def settled(self) -> bool:
        """Whether the place is final once the group is over."""


class Rank(Protocol):
    """A ranking rule: the name of a group, its members and the outcomes that count → its rows, best first."""

    def __call__(self, group: str, members: tuple[int, ...], played: Mapping[str, Outcome], /) -> Sequence[Standing]:
        """Order *members* by the contests *played*."""


class Compare(Protocol):
    """A comparison across groups: what is compared, who, and each group's members, best first, with its outcomes."""

    def __call__(
        self, across: Across, entries: tuple[int, ...], groups: Sequence[tuple[tuple[int, ...], tuple[Outcome, ...]]], /
    ) -> Sequence[Standing]:
        """Order *entries*, each of another group."""


NOBODY = (Kind.BOTH_ABSENT, Kind.DISQUALIFIED)


class Coming(NamedTuple):
    """What a reference leads to once it is known: an entry or nobody, and those *out* together who share its place."""

    entry: int | None = None
    out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The state of an event.

    *sides*: entry ids of each contest; ``None`` is not known yet or, if *empty* has (contest, 0 or 1), nobody any more.
    *idle*: contests that are not needed (a second final). *tables*: the rows of each group, best first, and under
    ``#3`` those of a comparison across groups. *closed*: the groups and comparisons that are over.
    *places*: entry id → final place as far as decided; a shared place is given to each.
    *winners*: of decided knockout contests, also those won without play (a side is *empty*).
    *stale*: outcomes whose entries do not belong there (any more); they count as not played and pass to nobody.
    *open*: contests between two known entries that are not over, whether being played or not yet.
    *ranks*: settled group ranks ("A#2") → those who hold them. *known*: what each reference leads to.
    *counted*: contest → the outcome that counts there, as stored or as it follows from a withdrawal. *struck*: contests
    of a group that count for nobody because a side withdrew.
    """

    plan: Plan
    numbers: Mapping[int, int]
    sides: dict[str, Sides] = field(default_factory=dict)
    tables: dict[str, tuple[Standing, ...]] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)
    winners: dict[str, int] = field(default_factory=dict)
    empty: set[tuple[str, int]] = field(default_factory=set)
    stale: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    ranks: dict[str, list[int]] = field(default_factory=dict)
    known: dict[str, Coming] = field(default_factory=dict, repr=False)
    contests: dict[str, Contest] = field(default_factory=dict, repr=False)
    idle: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    counted: dict[str, Outcome] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)

    @property
    def finished(self) -> bool:
        """Whether every entry has its final place."""
        return len(self.places) == self.plan.size

    def possible(self, ref: str) -> tuple[frozenset[int], frozenset[int]]:
        """The entries that may still stand on either side of the contest *ref*."""
        contest = self.contests[ref]
        if ref in self.idle:
            return frozenset(), frozenset()
        return self._reachable(contest.a), self._reachable(contest.b)

    def _reachable(self, side: str) -> frozenset[int]:
        if side in self.known:
            entry = self.known[side].entry
            return frozenset() if entry is None else frozenset((entry,))
        group, is_rank, _ = side.partition("#")
        if is_rank:
            groups = (group,) if group else self.plan.groups
            return frozenset().union(*(self._reachable(m) for name in groups for m in self.plan.members(name)))
        return frozenset() if side.isdigit() else frozenset().union(*self.possible(side[2:]))


def resolve(
    plan: Plan,
    numbers: Mapping[int, int],
    outcomes: Mapping[str, Outcome],
    rank: Rank,
    compare: Compare | None = None,
    *,
    gone: Withdrawn = NOBODY_LEFT,
    pins: Mapping[str, tuple[int, int]] | None = None,
) -> Resolved:
    """Move everybody through *plan*: *numbers* is draw number → entry id, *outcomes* is contest → what happened.

    *rank* orders a group: its name, its members and the outcomes that count → rows, best first; *compare* orders those
    of equal rank in different groups (needed where the plan has ``across``). When both sides of a knockout contest are
    absent or disqualified nobody goes on: the next opponent passes without play, and the two share the loser's place.
    A place of a group is taken only when the group is over and its rank settled. *gone* are those who withdrew. *pins*:
    contest → the two entries the organiser lets meet there whatever the results say.
    """
    known = {str(number): Coming(entry) for number, entry in numbers.items()}
    at = Resolved(plan, numbers, known=known, contests={contest.ref: contest for contest in plan.contests})
    groups = _Groups(at, outcomes, rank, compare, gone) if plan.groups or plan.later else None
    stale = [ref for ref in outcomes if ref not in at.contests]
    free = _awaited(plan) if pins else set()
    for contest in plan.contests:
        if pins:
            _pin(at, pins, free)
            free -= {contest.a, contest.b}
        ref, a, b = contest.ref, known.get(contest.a), known.get(contest.b)
        one, other = sides = a.entry if a else None, b.entry if b else None
        if contest.unless and _needless(at, contest, one):
            one, other = sides = None, None
        at.sides[ref] = sides
        outcome = outcomes.get(ref)
        if outcome and {outcome.a, outcome.b} != set(sides):
            stale.append(ref)
            outcome = None
        if one is not None and other is not None and not contest.group:
            outcome = gone.counts(one, other, outcome)
        if outcome:
            at.counted[ref] = outcome
        if groups and contest.group:
            groups.played(contest, outcome, over=bool(a and b) and (None in sides or bool(outcome and outcome.over)))
        elif a and b:
            known |= {f"W:{ref}": a, f"L:{ref}": b} if ref in at.idle else _after(ref, a, b, outcome)
        if None in sides and ref not in at.idle and a and b:
            at.empty.update((ref, side) for side in (0, 1) if sides[side] is None)
    _give_places(at)
    at.winners.update((ref, to.entry) for ref in at.sides if (to := known.get(f"W:{ref}")) and to.entry is not None)
    return replace(at, stale=tuple(stale), open=tuple(ref for ref in at.sides if _is_open(at, ref)))


def _needless(at: Resolved, contest: Contest, winner: int | None) -> bool:
    """Whether *contest* is not to be played, the first side of the contest it depends on having won that."""
    if winner is None or winner != at.sides[contest.unless][0]:
        return False
    at.idle.add(contest.ref)
    return True


def _awaited(plan: Plan) -> set[str]:
    """The references by which somebody comes to a match or a final place, but not into a group."""
    sides = {side for contest in plan.contests for side in (contest.a, contest.b)}
    return (sides | {ref for _, ref in plan.places}) - {m for group in plan.tables for m in plan.members(group)}


def _is_open(at: Resolved, ref: str) -> bool:
    outcome = at.counted.get(ref)
    return None not in at.sides[ref] and ref not in at.struck and not (outcome and outcome.over)


def _pin(at: Resolved, pins: Mapping[str, tuple[int, int]], free: set[str]) -> None:
    """Let the organiser's sides meet: they change places with those the results bring there, so nobody is doubled.

    An entry that waits nowhere (it is in a contest not decided, or plays on elsewhere already) cannot be put anywhere.
    *free*: the references nobody has gone by yet.
    """
    for ref, entries in pins.items():
        contest = at.contests.get(ref)
        for side, entry in zip((contest.a, contest.b), entries, strict=True) if contest else ():
            here = at.known.get(side)
            there = next((one for one, to in at.known.items() if to.entry == entry and one in free), None)
            if side not in free or here is None or here.entry in (None, entry) or there is None:
                continue
            for at_ref, other in ((side, entry), (there, here.entry)):
                at.known[at_ref] = at.known[at_ref]._replace(entry=other)
                if at_ref in at.ranks:
                    at.ranks[at_ref] = [other]


def _after(ref: str, a: Coming, b: Coming, outcome: Outcome | None) -> dict[str, Coming]:
    """Where the two sides of a knockout contest go; empty while it is not decided."""
    won, lost, out = f"W:{ref}", f"L:{ref}", a.out + b.out
    if a.entry is None or b.entry is None:
        return {won: Coming(b.entry if a.entry is None else a.entry), lost: Coming(None, out)}
    if outcome and outcome.winner is not None and outcome.over:
        return {won: Coming(outcome.winner), lost: Coming(outcome.loser, out)}
    if outcome and outcome.kind in NOBODY:
        return {won: Coming(), lost: Coming(None, (*out, a.entry, b.entry))}
    return {}


def _give_places(at: Resolved) -> None:
    for place, ref in at.plan.places:
        to = at.known.get(ref, Coming())
        holders = at.ranks.get(ref, to.out if to.entry is None else (to.entry, *to.out))
        at.places.update((entry, place) for entry in holders)


class _Groups:
    """The groups of an event while its contests go by: what counts in each, and how many are still to come."""

    def __init__(
        self, at: Resolved, outcomes: Mapping[str, Outcome], rank: Rank, compare: Compare | None, gone: Withdrawn
    ) -> None:
        self.at, self.plan, self.outcomes, self.rank, self.compare = at, at.plan, outcomes, rank, compare
        self.gone = gone
        self.passing: dict[str, list[tuple[Contest, Outcome | None, bool]]] = {name: [] for name in at.plan.tables}
        self.counted: dict[str, dict[str, Outcome]] = {name: {} for name in at.plan.tables}
        self.left = Counter(contest.group for contest in at.plan.contests)
        self.waiting = {group for group, rounds in at.plan.rounds.items() if self._rounds(group) < rounds}
        for group in at.plan.rounds:
            if not self.left[group]:
                self._table(group)

    def _rounds(self, group: str) -> int:
        return max((contest.round for contest in self.plan.contests if contest.group == group), default=0)

    def played(self, contest: Contest, outcome: Outcome | None, *, over: bool) -> None:
        """*contest* goes by: it counts if it has an *outcome*, and is *over* even without one if a side is nobody."""
        group = contest.group
        self.left[group] -= 1
        self.passing[group].append((contest, outcome, over))
        if not self.left[group]:
            self._table(group, self._count(group))

    def _count(self, group: str) -> frozenset[int]:
        """Say what counts of the contests of *group* now that all have gone by; who left it before its last match."""
        at, gone = self.at, self.gone
        early = gone.early([(at.sides[contest.ref], outcome) for contest, outcome, _ in self.passing[group]])
        for contest, outcome, done in self.passing[group]:
            (a, b), counts, over = at.sides[contest.ref], outcome, done
            if early and a is not None and b is not None:
                if gone.strikes(a, b, outcome, early):
                    at.struck.add(contest.ref)
                    continue
                counts = gone.counts(a, b, outcome)
                over = bool(counts and counts.over)
            if counts:
                at.counted[contest.ref] = counts
            if not over:
                self.waiting.add(group)
            elif counts:
                self.counted[group][contest.ref] = counts
        return early

    def _table(self, group: str, early: frozenset[int] = frozenset()) -> None:
        """The table of *group*; once it is over, each settled rank that is one entry's alone is known."""
        at = self.at
        comings = [coming for member in self.plan.members(group) if (coming := at.known.get(member))]
        members = tuple(coming.entry for coming in comings if coming.entry is not None)
        counted = self._carried(group, members) | self.counted[group]
        rows = cast("Sequence[standings.Standing]", self.rank(group, members, counted))
        table = at.tables[group] = self.gone.ranked(rows, early)
        if group in self.waiting:
            return
        self._settle(group, f"{group}#", table)
        nobody = [coming for coming in comings if coming.entry is None]
        at.known.update((f"{group}#{n}", coming) for n, coming in enumerate(nobody, len(members) + 1))
        if self.plan.across and at.closed >= self.plan.groups.keys():
            for one in self.plan.across if group in self.plan.groups else ():
                self._across(one)

    def _carried(self, group: str, members: tuple[int, ...]) -> dict[str, Outcome]:
        """What the members of a later group played against each other before, where that counts."""
        if group not in self.plan.carried:
            return {}
        here = set(members)
        return {r: o for name in self.plan.groups for r, o in self.counted[name].items() if {o.a, o.b} <= here}

    def _settle(self, scope: str, prefix: str, table: tuple[Standing, ...]) -> None:
        self.at.closed.add(scope)
        holders = Counter(row.rank for row in table)
        for row in table:
            if row.settled:
                self.at.ranks.setdefault(f"{prefix}{row.rank}", []).append(row.entry)
                if holders[row.rank] == 1:
                    self.at.known[f"{prefix}{row.rank}"] = Coming(row.entry)

    def _across(self, one: Across) -> None:
        """Those of equal rank compared; a table of allocation needs no more than the set of their groups."""
        at, names = self.at, [n for n, members in self.plan.groups.items() if len(members) >= one.rank]
        ranked = {coming.entry: n for n in names if (coming := at.known.get(f"{n}#{one.rank}")) and coming.entry}
        if len(ranked) < len(names) or self.compare is None:
            return
        groups = [
            (tuple(row.entry for row in at.tables[name]), tuple(self.counted[name].values()))
            for name in self.plan.groups
        ]
        table = at.tables[one.scope] = tuple(self.compare(one, tuple(ranked), groups))
        self._settle(one.scope, f"{one.scope}/", table)
        best = [row.entry for row in table if row.rank <= one.best]
        if one.slots and len(best) == one.best:
            of_group = {ranked[entry]: entry for entry in best}
            sent = one.table["".join(sorted(of_group))]
            at.known.update((side, Coming(of_group[group])) for side, group in zip(one.going, sent, strict=True))
