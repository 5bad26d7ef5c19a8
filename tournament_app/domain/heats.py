"""Heats (đợt) of an event in which many compete at once: how many there are, who runs in which lane, who goes on.

The first round is drawn; a later one follows from the marks. World Athletics TR 20: first rounds in zig-zag by seed,
a delegation spread over the heats, lanes by lot; later rounds in zig-zag, lanes by lot within blocks. World Aquatics
SW 3.1: the fastest together in the last heats (circled), the middle lanes for the fastest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.dice import Dice
from tournament_app.domain.rules import _Data
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tournament_app.domain.marks import Ranked

Lanes = tuple[tuple[int, int], ...]
"""(lane, who), by lane; *who* is a draw number in the first round, an entry in what follows from it."""

BLOCKS: dict[str, tuple[tuple[int, ...], ...]] = {
    "straight": ((3, 4, 5, 6), (2, 7), (1, 8)),
    "bend": ((5, 6, 7), (3, 4, 8), (1, 2)),
    "lap": ((4, 5, 6, 7), (3, 8), (1, 2)),
}
"""Lanes of a track with eight for the first, the next and the last in rank (TR 20.4); with nine each is one more."""


@dataclass(frozen=True, slots=True)
class Heats(_Data):
    """How an event is parted into heats and rounds.

    *lanes*: how many fit in a heat (0: all at once). *final*: how many reach the final (0: the marks of all heats are
    one ranking). *semifinals*: heats of a round between, if all are needed. *by_place* and *semi_by_place*: how many of
    each heat go on by place (Q); the rest by mark (q). *order*: the lanes of those who are better: ``lots``, athletics'
    ``straight`` (100 m), ``bend`` (200 m) or ``lap`` (400 m and more), or ``swimming``. *circled*: how many of the last
    heats swimmers are spread over by rank, 2 from 400 m on. *level*: who goes on where a last place is level: ``room``:
    all of them if lanes are free, else lots (TR 21); ``swim_off``: they swim again.
    """

    lanes: int = 0
    final: int = 0
    semifinals: int = 0
    by_place: int = 0
    semi_by_place: int = 0
    order: Literal["lots", "straight", "bend", "lap", "swimming"] = "lots"
    circled: int = 3
    level: Literal["room", "swim_off"] = "room"

    def __post_init__(self) -> None:
        numbers = (self.lanes, self.final, self.semifinals, self.by_place, self.semi_by_place)
        if not all(0 <= number <= 100 for number in numbers):
            raise refuse("heats", Text("Lanes, places and heats are numbers from 0 to 100."), "marks.heats.lanes")
        if self.lanes and self.final > self.lanes:
            text = Text("{final} cannot run in a final of {lanes} lanes.", final=self.final, lanes=self.lanes)
            raise refuse("final_lanes", text, "marks.heats.final")

    def rounds(self, entries: int) -> tuple[int, ...]:
        """The number of heats in each round for so many *entries*: (5, 2, 1)."""
        if not self.lanes or entries <= self.lanes:
            return (1,)
        first = -(-entries // self.lanes)
        if not self.final:
            return (first,)
        return (first, self.semifinals, 1) if 0 < self.semifinals < first else (first, 1)

    def size(self, rounds: Sequence[int], at: int) -> int:
        """How many compete in round *at* (from 0, not the first) of *rounds*."""
        return self.final if at == len(rounds) - 1 else rounds[at] * self.lanes

    def places(self, rounds: Sequence[int], at: int) -> int:
        """How many of each heat of round *at* go on by place, at most as many as there is room for."""
        wanted = self.by_place if at == 0 else self.semi_by_place
        return min(wanted, self.size(rounds, at + 1) // rounds[at])


@dataclass(frozen=True, slots=True)
class HeatPlan:
    """What the draw of such an event fixes: its *rule*, the heats of each round, the first round's lanes, the lots."""

    rule: Heats
    rounds: tuple[int, ...]
    first: tuple[Lanes, ...]
    seed: str = ""

    def data(self) -> dict[str, Any]:
        """The plan as plain JSON."""
        first = [[list(lane) for lane in heat] for heat in self.first]
        return {"rule": self.rule.data(), "rounds": list(self.rounds), "first": first, "seed": self.seed}

    @classmethod
    def of(cls, data: dict[str, Any]) -> HeatPlan:
        """The plan that :meth:`data` wrote."""
        first = tuple(tuple((int(lane), int(number)) for lane, number in heat) for heat in data["first"])
        return cls(Heats.of(data["rule"]), tuple(data["rounds"]), first, data["seed"])

    def refs(self) -> tuple[tuple[str, ...], ...]:
        """The references of the heats of each round: ``R1H2`` is the second heat of the first round."""
        return tuple(tuple(heat_ref(at, n) for n in range(1, count + 1)) for at, count in enumerate(self.rounds))


def heat_ref(at: int, number: int) -> str:
    """The reference of heat *number* (from 1) in round *at* (from 0)."""
    return f"R{at + 1}H{number}"


def heat_place(ref: str) -> tuple[int, int]:
    """Round (from 0) and number (from 1) of a heat's reference."""
    at, number = ref[1:].split("H")
    return int(at) - 1, int(number)


def heat_stage(plan: HeatPlan, ref: str) -> str:
    """The stage a heat counts as: the last round is the ``final``, one before it ``knockout``, the first ``group``."""
    at, _ = heat_place(ref)
    return "final" if at == len(plan.rounds) - 1 else "knockout" if at else "group"


def heat_label(plan: HeatPlan, ref: str) -> Text:
    """What people call a heat: ``Heat 3``, ``Semi-final 1``, ``Final``, ``One round`` of all."""
    at, number = heat_place(ref)
    if plan.rounds == (1,) and not plan.rule.lanes:
        return Text("One round")
    if at == len(plan.rounds) - 1 and plan.rounds[at] == 1:
        return Text("Final")
    return Text("Semi-final {n}", n=number) if at else Text("Heat {n}", n=number)


# ------------------------------------------------------------------------------------------------------ the first round
@dataclass(frozen=True, slots=True)
class HeatEntry:
    """An entry before the draw: its *number* on the list, its delegation's *unit*, its rank by best mark if known."""

    number: int
    unit: int
    seed: int | None = None


def draw_heats(rule: Heats, entries: Sequence[HeatEntry], seed: str) -> HeatPlan:
    """The first round drawn; the same *seed* gives the same heats on every machine."""
    dice = Dice(seed)
    rounds = rule.rounds(len(entries))
    order = _listed(entries, dice)
    if rule.order == "swimming":
        heats = circled([entry.number for entry in order], rounds[0], rule.lanes, rule.circled)
        lanes = middle_out(rule.lanes or len(order))
        first = tuple(tuple(sorted(zip(lanes, heat, strict=False))) for heat in heats)
    else:
        spread = _spread(order, rounds[0])
        first = tuple(tuple(enumerate(dice.shuffled(heat), 1)) for heat in dice.shuffled(spread))
    return HeatPlan(rule, rounds, first, seed)


def _listed(entries: Sequence[HeatEntry], dice: Dice) -> list[HeatEntry]:
    """Those with a seed by seed, the others by lot, delegation by delegation so that dealing spreads them."""
    seeded = sorted((e for e in dice.shuffled(entries) if e.seed is not None), key=lambda e: e.seed or 0)
    rest = dice.shuffled(entry for entry in entries if entry.seed is None)
    units = {unit: at for at, unit in enumerate(dice.shuffled(sorted({entry.unit for entry in rest})))}
    return [*seeded, *sorted(rest, key=lambda entry: units[entry.unit])]


def _spread(order: Sequence[HeatEntry], count: int) -> list[list[int]]:
    """*order* dealt in zig-zag: always to a heat with the fewest, there to one with the fewest of that delegation."""
    heats: list[list[HeatEntry]] = [[] for _ in range(count)]
    for at, entry in enumerate(order):
        row, column = divmod(at, count)
        turn = column if row % 2 == 0 else count - 1 - column

        def key(n: int, unit: int = entry.unit, turn: int = turn) -> tuple[int, int, int]:
            return len(heats[n]), sum(other.unit == unit for other in heats[n]), abs(n - turn)

        heats[min(range(count), key=key)].append(entry)
    return [[entry.number for entry in heat] for heat in heats]


def free_lane(plan: HeatPlan, number: int, run: Collection[str]) -> HeatPlan | None:
    """*plan* with the late entry of draw *number* on a free lane of the first round; ``None`` if there is none.

    It joins the heat with the fewest of those that have not been *run*; where all compete at once, their list.
    """
    lanes = plan.rule.lanes
    best = middle_out(lanes) if plan.rule.order == "swimming" else range(1, lanes + 1)
    open_ = [
        n for n, heat in enumerate(plan.first) if not lanes or (len(heat) < lanes and heat_ref(0, n + 1) not in run)
    ]
    if not open_:
        return None
    at = min(open_, key=lambda n: len(plan.first[n]))
    taken = {lane for lane, _ in plan.first[at]}
    lane = next(lane for lane in best if lane not in taken) if lanes else max(taken, default=0) + 1
    heats = list(plan.first)
    heats[at] = tuple(sorted((*heats[at], (lane, number))))
    return replace(plan, first=tuple(heats))


# --------------------------------------------------------------------------------------------------------- later rounds
def circled(order: Sequence[int], count: int, lanes: int, last: int = 3) -> tuple[tuple[int, ...], ...]:
    """*order*, fastest first, in *count* heats: the fastest over the *last* heats in turn, the others block by block.

    World Aquatics SW 3.1.1: in two or three heats all are circled; no heat has fewer than three.
    """
    turning = count if count <= 3 else min(last, count)
    heats: list[list[int]] = [[] for _ in range(count)]
    full = turning * lanes if count > turning else len(order)
    for at, who in enumerate(order[:full]):
        heats[count - 1 - at % turning].append(who)
    left = list(order[full:])
    for heat in reversed(heats[: count - turning]):
        heat[:], left = left[:lanes], left[lanes:]
    for heat, above in pairwise(heats):
        while 0 < len(heat) < 3 < len(above):
            heat.insert(0, above.pop())
    return tuple(map(tuple, heats))


def zigzag(order: Sequence[int], count: int) -> tuple[tuple[int, ...], ...]:
    """*order*, best first, dealt to *count* heats forth and back (TR 20.3)."""
    heats: list[list[int]] = [[] for _ in range(count)]
    for at, who in enumerate(order):
        row, column = divmod(at, count)
        heats[column if row % 2 == 0 else count - 1 - column].append(who)
    return tuple(map(tuple, heats))


def middle_out(lanes: int) -> tuple[int, ...]:
    """The lanes of a pool for the fastest, the next and so on: 4, 5, 3, 6, 2, 7, 1, 8 (SW 3.1.2)."""
    middle = (lanes + 1) // 2
    found = [middle]
    for step in range(1, lanes):
        found += [lane for lane in (middle + step, middle - step) if 1 <= lane <= lanes]
    return tuple(found[:lanes])


def lanes_for(order: Sequence[int], rule: Heats, dice: Dice) -> Lanes:
    """The lanes of one heat of a later round, *order* best first."""
    lanes = max(rule.lanes, len(order))
    if rule.order == "swimming":
        return tuple(sorted(zip(middle_out(lanes), order, strict=False)))
    if rule.order == "lots":
        return tuple(enumerate(dice.shuffled(order), 1))
    given: list[tuple[int, int]] = []
    rest = list(order)
    for block in _blocks(rule.order, lanes):
        free = dice.shuffled(block)
        given += zip(free, rest, strict=False)
        rest = rest[len(free) :]
    return tuple(sorted(given))


def _blocks(order: str, lanes: int) -> list[tuple[int, ...]]:
    """The blocks for a track of *lanes*; one with nine is used from lane 2, one with fewer lacks the outer ones."""
    more = int(lanes >= 9)
    blocks = [tuple(lane + more for lane in block if lane + more <= lanes) for block in BLOCKS[order]]
    inner = (1,) if more else ()
    return [*filter(None, blocks), *filter(None, [(*inner, *range(9 + more, lanes + 1))])]


@dataclass(frozen=True, slots=True)
class Advanced:
    """Who goes on from a round: *codes* entry → ``Q`` or ``q``, *order* best first.

    *tied*: those level for the last of *room* places, which lots or a swim-off must give; empty if all is clear.
    """

    codes: dict[int, str]
    order: tuple[int, ...]
    tied: tuple[int, ...] = ()
    room: int = 0


def advance(
    heats: Sequence[Sequence[Ranked]],
    overall: Sequence[Ranked],
    size: int,
    by_place: int,
    *,
    spare: int = 0,
    settled: Sequence[int] = (),
) -> Advanced:
    """Who of the *heats* goes on: the first *by_place* of each (Q), then by mark (q) up to *size* (TR 20.3, 21).

    *overall* is the ranking of all heats together. Those level for a last place all go on while *spare* lanes are free;
    else *settled*, the order of lots or of a swim-off, says who, and without it nobody of them does yet.
    """
    codes: dict[int, str] = {}
    place = {row.entry: row.place for heat in heats for row in heat if row.place}
    for heat in heats:
        codes |= {row.entry: "Q" for row in heat if row.place and row.place <= by_place}
    rank = {row.entry: row.place for row in overall if row.place}
    tied: tuple[int, ...] = ()
    room = size - len(codes)
    waiting = sorted((e for e in rank if e not in codes), key=rank.__getitem__)
    while waiting and room > 0:
        level = [entry for entry in waiting if rank[entry] == rank[waiting[0]]]
        waiting = waiting[len(level) :]
        if len(level) > room + spare:
            chosen = [entry for entry in settled if entry in level][:room]
            if len(chosen) < room:
                tied = tuple(level)
                break
            level = chosen
        codes |= dict.fromkeys(level, "q")
        room -= len(level)
    by_rule = [e for e in place if codes.get(e) == "Q"]
    order = sorted(by_rule, key=lambda e: (place[e], rank[e]))
    order += [e for e in sorted(rank, key=rank.__getitem__) if codes.get(e) == "q"]
    return Advanced(codes, tuple(order), tied, room if tied else 0)
