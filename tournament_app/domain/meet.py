"""An event of heats as it stands: its plan, draw and marks give who runs where, who goes on and the final places."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from tournament_app.domain.dice import Dice
from tournament_app.domain.heats import Advanced, HeatPlan, Lanes, advance, circled, heat_ref, lanes_for, zigzag
from tournament_app.domain.marks import Mark, Ranked, through

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tournament_app.domain.marks import MarkRule

Status = Literal["waiting", "ready", "playing", "done"]


@dataclass(frozen=True, slots=True)
class Heat:
    """One heat: who is in which lane (entries), what they did, and how they stand.

    *status*: ``waiting`` for the round before, ``ready``, ``playing`` while marks are still to come, ``done``.
    *stale*: entries with a mark here that do not belong here any more, after a correction of an earlier heat.
    """

    ref: str
    round: int
    number: int
    lanes: Lanes = ()
    marks: Mapping[int, Mark] = field(default_factory=dict)
    ranking: tuple[Ranked, ...] = ()
    status: Status = "waiting"
    stale: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Meet:
    """All heats by reference, each round's ranking (with Q and q), and the final *places* as far as decided.

    *ties*: scope (``R1``) → the entries level for the last of so many places in the next round, for lots or a swim-off.
    """

    plan: HeatPlan
    rule: MarkRule
    heats: dict[str, Heat] = field(default_factory=dict)
    rounds: tuple[tuple[Ranked, ...], ...] = ()
    places: tuple[Ranked, ...] = ()
    ties: dict[str, tuple[tuple[int, ...], int]] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether every heat is over and nothing is to be settled."""
        return not self.ties and all(heat.status == "done" for heat in self.heats.values())

    @property
    def done(self) -> int:
        """How many heats are over."""
        return sum(heat.status == "done" for heat in self.heats.values())

    def possible(self, ref: str) -> frozenset[int]:
        """The entries that may still be in the heat *ref*."""
        heat = self.heats[ref]
        if heat.status != "waiting":
            return frozenset(entry for _, entry in heat.lanes)
        before = (heat_ref(heat.round - 1, n) for n in range(1, self.plan.rounds[heat.round - 1] + 1))
        return frozenset[int]().union(*map(self.possible, before))


def round_scope(at: int) -> str:
    """What the lots for the last places out of round *at* (from 0) are kept under."""
    return f"R{at + 1}"


def hold(
    plan: HeatPlan,
    numbers: Mapping[int, int],
    marks: Sequence[Mark],
    rule: MarkRule,
    lots: Mapping[str, Sequence[int]] | None = None,
    gone: Collection[int] = (),
) -> Meet:
    """The event as its *marks* leave it: *numbers* is draw number → entry, *lots* scope → entries in order.

    Those *gone* withdrew: they do not start where they have no mark yet; what was measured of them before stands.
    """
    of: dict[str, dict[int, Mark]] = {}
    for mark in marks:
        of.setdefault(mark.heat, {})[mark.entry] = mark
    lanes: tuple[Lanes, ...] | None = tuple(
        tuple((lane, numbers[number]) for lane, number in heat if number in numbers) for heat in plan.first
    )
    at = Meet(plan, rule)
    advanced: list[Advanced] = []
    for index, count in enumerate(plan.rounds):
        heats = [_heat(index, n, lanes[n - 1] if lanes else None, of, rule, gone) for n in range(1, count + 1)]
        at.heats.update((heat.ref, heat) for heat in heats)
        ranking = rule.rank([mark for heat in heats for mark in heat.marks.values()]) if count > 1 else heats[0].ranking
        last = index == len(plan.rounds) - 1
        over = all(heat.status == "done" for heat in heats)
        if over and not last:
            scope = round_scope(index)
            on = _advance(plan, index, heats, ranking, tuple((lots or {}).get(scope, ())))
            advanced.append(on)
            ranking = through(ranking, on.codes)
            at.heats.update((h.ref, replace(h, ranking=through(h.ranking, on.codes))) for h in heats)
            if on.tied:
                at.ties[scope] = on.tied, on.room
            lanes = None if on.tied else _next(plan, index + 1, on.order)
        elif not over:
            lanes = None
        at = replace(at, rounds=(*at.rounds, ranking))
    return replace(at, places=_places(at, advanced))


def _heat(
    index: int,
    n: int,
    lanes: Lanes | None,
    of: Mapping[str, Mapping[int, Mark]],
    rule: MarkRule,
    gone: Collection[int],
) -> Heat:
    ref = heat_ref(index, n)
    given = of.get(ref, {})
    if lanes is None:
        return Heat(ref, index, n, stale=tuple(given))
    here = [entry for _, entry in lanes]
    marks = {entry: given.get(entry, Mark(entry, heat=ref)) for entry in here}
    marks |= {entry: _left(mark, rule) for entry, mark in marks.items() if entry in gone}
    listed = list(marks.values())
    done = bool(here) and all(mark.entry in gone or rule.complete(mark, listed) for mark in listed)
    status: Status = "done" if done else "playing" if any(entry in given for entry in here) else "ready"
    stale = tuple(entry for entry in given if entry not in marks)
    return Heat(ref, index, n, lanes, marks, rule.rank(listed), status, stale)


def _left(mark: Mark, rule: MarkRule) -> Mark:
    """The *mark* of one who withdrew: none is DNS; one begun stands with what it has so far, else it is DNF."""
    if not mark.attempts and not mark.status:
        return replace(mark, status="DNS")
    retired = replace(mark, attempts=(*mark.attempts, "r"))
    if rule.complete(mark, [mark]) or not rule.complete(retired, [retired]):
        return mark if rule.rank([mark])[0].place else replace(mark, status=mark.status or "DNF")
    return retired


def _advance(
    plan: HeatPlan, index: int, heats: Sequence[Heat], ranking: Sequence[Ranked], settled: tuple[int, ...]
) -> Advanced:
    size = plan.rule.size(plan.rounds, index + 1)
    spare = plan.rounds[index + 1] * plan.rule.lanes - size if plan.rule.level == "room" else 0
    by_place = plan.rule.places(plan.rounds, index)
    return advance([heat.ranking for heat in heats], ranking, size, by_place, spare=spare, settled=settled)


def _next(plan: HeatPlan, index: int, order: Sequence[int]) -> tuple[Lanes, ...]:
    """The lanes of round *index*: swimmers circled, runners in zig-zag; the lots repeat from the seed of the draw."""
    count, rule = plan.rounds[index], plan.rule
    heats = circled(order, count, rule.lanes, count) if rule.order == "swimming" else zigzag(order, count)
    return tuple(lanes_for(heat, rule, Dice(f"{plan.seed} {heat_ref(index, n)}")) for n, heat in enumerate(heats, 1))


def _places(at: Meet, advanced: Sequence[Advanced]) -> tuple[Ranked, ...]:
    """Final places: the last round's, behind it those who went out in the round before, and so on back.

    Whoever reached a round keeps those who did not behind, also without a mark there.
    """
    found: list[Ranked] = []
    last = len(at.rounds) - 1
    if all(heat.status == "done" for heat in at.heats.values() if heat.round == last):
        found += at.rounds[last]
    for index in range(len(advanced) - 1, -1, -1):
        gone = advanced[index]
        if gone.tied:
            continue
        out = [row for row in at.rounds[index] if row.entry not in gone.codes]
        marked = [row for row in out if row.place]
        ahead = {row.entry: sum((o.place or 0) < (row.place or 0) for o in marked) for row in marked}
        found += [replace(row, place=len(gone.codes) + ahead[row.entry] + 1) for row in marked]
        found += [row for row in out if not row.place]
    return tuple(found)
