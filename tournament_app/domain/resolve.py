"""Who stands where: plan, draw and what happened so far give every side, table and place. Nothing of it is stored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol, cast

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.withdrawal import NOBODY_LEFT, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain import standings
    from tournament_app.domain.plan import Contest, Plan

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


NOBODY = (Kind.BOTH_ABSENT, Kind.DISQUALIFIED)


@dataclass(frozen=True, slots=True)
class Coming:
    """What a reference leads to once it is known: an entry or nobody, and those *out* together who share its place."""

    entry: int | None = None
    out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The state of an event.

    *sides*: entry ids of each contest; ``None`` is not known yet or, if *empty* has (contest, 0 or 1), nobody any more.
    *tables*: the rows of each group, best first. *places*: entry id → final place as far as decided; a shared place is
    given to each. *winners*: of decided knockout contests, also those won without play (a side is *empty*).
    *stale*: outcomes whose entries do not belong there (any more); they count as not played and pass to nobody.
    *open*: contests between two known entries that are not over, whether being played or not yet. *counted*: contest →
    the outcome that counts there, as stored or as it follows from a withdrawal. *struck*: contests of a group that
    count for nobody because a side withdrew.
    *ranks*: settled group ranks ("A#2") → those who hold them. *known*: what each reference leads to.
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
    counted: dict[str, Outcome] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    known: dict[str, Coming] = field(default_factory=dict, repr=False)
    contests: dict[str, Contest] = field(default_factory=dict, repr=False)

    @property
    def finished(self) -> bool:
        """Whether every entry has its final place."""
        return len(self.places) == self.plan.size

    def possible(self, ref: str) -> tuple[frozenset[int], frozenset[int]]:
        """The entries that may still stand on either side of the contest *ref*."""
        contest = self.contests[ref]
        return self._reachable(contest.a), self._reachable(contest.b)

    def _reachable(self, side: str) -> frozenset[int]:
        if side in self.known:
            entry = self.known[side].entry
            return frozenset() if entry is None else frozenset((entry,))
        group, is_rank, _ = side.partition("#")
        if is_rank:
            return frozenset(self.numbers[number] for number in self.plan.groups[group] if number in self.numbers)
        return frozenset() if side.isdigit() else frozenset().union(*self.possible(side[2:]))


def resolve(
    plan: Plan,
    numbers: Mapping[int, int],
    outcomes: Mapping[str, Outcome],
    rank: Rank,
    gone: Withdrawn = NOBODY_LEFT,
    pins: Mapping[str, tuple[int, int]] | None = None,
) -> Resolved:
    """Move everybody through *plan*: *numbers* is draw number → entry id, *outcomes* is contest → what happened.

    *rank* orders a group: its name, its members and the outcomes that count → rows, best first. When both sides of a
    knockout contest are absent or disqualified nobody goes on: the next opponent passes without play, and the two share
    the loser's place. A place of a group is taken only when the group is over and its rank settled. *gone* are those
    who withdrew. *pins*: contest → the two entries the organiser lets meet there whatever the results say.
    """
    known = {str(number): Coming(entry) for number, entry in numbers.items()}
    left = Counter(contest.group for contest in plan.contests)
    at = Resolved(plan, numbers, known=known, contests={contest.ref: contest for contest in plan.contests})
    stale = [ref for ref in outcomes if ref not in at.contests]
    taken = {side for contest in plan.contests if contest.group for side in (contest.a, contest.b)}
    for contest in plan.contests:
        _pin(at, pins or {}, taken)
        ref, a, b = contest.ref, known.get(contest.a), known.get(contest.b)
        sides = at.sides[ref] = a.entry if a else None, b.entry if b else None
        outcome = outcomes.get(ref)
        if outcome and {outcome.a, outcome.b} != set(sides):
            stale.append(ref)
            outcome = None
        if sides[0] is not None and sides[1] is not None and not contest.group:
            outcome = gone.counts(sides[0], sides[1], outcome)
        if outcome:
            at.counted[ref] = outcome
        if contest.group:
            left[contest.group] -= 1
            if not left[contest.group]:
                _close_group(at, contest.group, rank, gone)
        elif a and b:
            at.empty.update((ref, side) for side in (0, 1) if sides[side] is None)
            known |= _after(ref, a, b, outcome)
        taken |= {contest.a, contest.b}
    _give_places(at)
    at.winners.update((ref, to.entry) for ref in at.sides if (to := known.get(f"W:{ref}")) and to.entry is not None)
    return replace(at, stale=tuple(stale), open=tuple(ref for ref in at.sides if _is_open(at, ref)))


def _is_open(at: Resolved, ref: str) -> bool:
    outcome = at.counted.get(ref)
    return None not in at.sides[ref] and ref not in at.struck and not (outcome and outcome.over)


def _pin(at: Resolved, pins: Mapping[str, tuple[int, int]], taken: set[str]) -> None:
    """Let the organiser's sides meet: they change places with those the results bring there, so nobody is doubled.

    An entry that waits nowhere (it is in a contest not decided, or plays on elsewhere already) cannot be put anywhere.
    """
    for ref, entries in pins.items():
        contest = at.contests.get(ref)
        for side, entry in zip((contest.a, contest.b), entries, strict=True) if contest else ():
            here = at.known.get(side)
            there = next((one for one, to in at.known.items() if to.entry == entry and one not in taken), None)
            if side in taken or here is None or here.entry in (None, entry) or there is None:
                continue
            for at_ref, other in ((side, entry), (there, here.entry)):
                at.known[at_ref] = replace(at.known[at_ref], entry=other)
                if at_ref in at.ranks:
                    at.ranks[at_ref] = [other]


def _close_group(at: Resolved, group: str, rank: Rank, gone: Withdrawn) -> None:
    """The table of *group*; once its contests are over, each settled rank that is one entry's alone is known."""
    refs = [contest.ref for contest in at.plan.contests if contest.group == group]
    early = gone.early([(at.sides[ref], at.counted.get(ref)) for ref in refs])
    over: dict[str, Outcome] = {}
    for ref in refs:
        a, b = at.sides[ref]
        if a is None or b is None:
            continue
        if gone.strikes(a, b, at.counted.get(ref), early):
            at.struck.add(ref)
        elif (outcome := gone.counts(a, b, at.counted.get(ref))) is not None:
            at.counted[ref] = outcome
            if outcome.over:
                over[ref] = outcome
    members = tuple(at.numbers[number] for number in at.plan.groups[group] if number in at.numbers)
    table = at.tables[group] = gone.ranked(cast("Sequence[standings.Standing]", rank(group, members, over)), early)
    if len(over) < sum(ref not in at.struck for ref in refs):
        return
    holders = Counter(row.rank for row in table)
    for row in table:
        if row.settled:
            at.ranks.setdefault(f"{group}#{row.rank}", []).append(row.entry)
            if holders[row.rank] == 1:
                at.known[f"{group}#{row.rank}"] = Coming(row.entry)


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
