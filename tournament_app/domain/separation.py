"""How far apart the entries of one delegation stand, against the least that is possible at all, and why not farther."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from tournament_app.domain.sheet import Part, parts
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from tournament_app.domain.plan import Plan

MOST_SECTIONS = 32
"""Beyond these a proof by exchanging would keep the hall waiting."""


@dataclass(frozen=True, slots=True)
class Level:
    """Pairs of one delegation within one section (a group, or *lines* neighbouring lines of the sheet).

    *bound*: the fewest there can be, each delegation by itself being spread evenly over the room of all sections;
    *reached*: those there are; *least*: the fewest while the seeds stay where they are, proved by exchanging where
    there are more than the bound (``None``: too many sections). One only *wished* does not count against the draw.
    """

    where: Text
    lines: int
    bound: int
    reached: int
    wished: bool = False
    least: int | None = None

    @property
    def excess(self) -> int:
        """Pairs above the bound."""
        return self.reached - self.bound


@dataclass(frozen=True, slots=True)
class Crowded:
    """A proof by counting: *unit* has *entries* for the *sections* of a level, so *pairs* of them must share one."""

    unit: int
    entries: int
    sections: int
    where: Text
    pairs: int

    def words(self, name: str) -> Text:
        """The proof for everybody in the hall."""
        return Text(
            "{name} has {entries} entries for only {sections} sections ({where}): {pairs} pairs or more must share",
            name=name,
            entries=self.entries,
            sections=self.sections,
            where=self.where,
            pairs=self.pairs,
        )


@dataclass(frozen=True, slots=True)
class Separation:
    """How well a draw keeps delegations apart: *levels* from the widest section to the narrowest.

    *clashes* are the pairs of draw numbers of one delegation that share a group or a first-round match; *crowded* are
    the delegations that cannot do without.
    """

    levels: tuple[Level, ...]
    clashes: tuple[tuple[int, int], ...]
    reason: Text
    crowded: tuple[Crowded, ...] = ()

    @property
    def met(self) -> bool:
        """Whether no draw at all could keep them further apart on any level asked for."""
        return all(level.wished or not level.excess for level in self.levels)

    @property
    def cost(self) -> tuple[int, ...]:
        """Excess of each level, the narrowest section first: the smaller the better."""
        return tuple(level.excess for level in reversed(self.levels))


def measure(plan: Plan, units: Mapping[int, int], depth: str, seeded: Collection[int] = ()) -> Separation:
    """The separation of the draw numbers of *plan* held by delegations *units*, to the *depth* of the format.

    *seeded* are the numbers held by seeds, who would not move.
    """
    found = parts(plan, depth)
    levels = tuple(_level(part, units, seeded) for part in found)
    if not found:
        return Separation((), (), Text("Delegations are not kept apart in this event"))
    narrowest = found[-1]
    together: dict[tuple[int, int], list[int]] = {}
    for number, section in narrowest.of.items():
        together.setdefault((section, units[number]), []).append(number)
    clashes = tuple(sorted(pair for mates in together.values() for pair in combinations(sorted(mates), 2)))
    return Separation(levels, clashes, _reason(levels, clashes), _crowded(found, units))


def _level(part: Part, units: Mapping[int, int], seeded: Collection[int]) -> Level:
    held = Counter((section, units[number]) for number, section in part.of.items())
    reached = sum(comb(k, 2) for k in held.values())
    room = list(Counter(part.of.values()).values())
    sizes = Counter(units[number] for number in part.of)
    bound = sum(fewest(size, room) for size in sizes.values() if size > 1)
    least: int | None = reached
    if reached != bound:
        least = fewest_with_seeds(part, units, seeded) if part.sections <= MOST_SECTIONS else None
    return Level(part.where, part.lines, bound, reached, part.wished, least)


def fewest(entries: int, room: Sequence[int]) -> int:
    """The fewest pairs that share a section when *entries* of one delegation stand in sections with so much *room*."""
    each = 0
    while entries > (places := sum(min(free, each + 1) for free in room)):
        each += 1
    full = sum(min(free, each) for free in room)
    over = entries - full
    assert over <= places - full
    return sum(comb(min(free, each), 2) for free in room) + over * each


def _crowded(found: Sequence[Part], units: Mapping[int, int]) -> tuple[Crowded, ...]:
    """The delegations with more entries than the narrowest level has sections, the most crowded first."""
    part = found[-1]
    room = list(Counter(part.of.values()).values())
    sizes = Counter(units[number] for number in part.of)
    crowds = [Crowded(unit, n, len(room), part.where, fewest(n, room)) for unit, n in sizes.items()]
    return tuple(sorted((one for one in crowds if one.pairs), key=lambda one: (-one.pairs, one.unit)))


def fewest_with_seeds(part: Part, units: Mapping[int, int], seeded: Collection[int]) -> int:
    """The fewest pairs sharing a section of *part* while the numbers *seeded* keep their entries: exact.

    As long as a round of moves from section to section lowers the number of pairs, it is made; when there is none, it
    is the least, pairs being convex in how many of a delegation share a section (Klein 1967, negative cycles).
    """
    sections = sorted(set(part.of.values()))
    held = {section: Counter[int]() for section in sections}
    loose = {section: Counter[int]() for section in sections}
    for number, section in part.of.items():
        held[section][units[number]] += 1
        if number not in seeded:
            loose[section][units[number]] += 1
    while cycle := _lowering(sections, held, loose):
        for start, end, unit in cycle:
            held[start][unit] -= 1
            loose[start][unit] -= 1
            held[end][unit] += 1
            loose[end][unit] += 1
    return sum(comb(k, 2) for here in held.values() for k in here.values())


Move = tuple[int, int, int]


def _lowering(
    sections: Sequence[int], held: Mapping[int, Counter[int]], loose: Mapping[int, Counter[int]]
) -> list[Move]:
    """A round of moves (from, to, unit) that lowers the number of pairs; empty when there is none (Bellman-Ford)."""
    moves = []
    for start, end in ((a, b) for a in sections for b in sections if a != b):
        costs = [(held[end][unit] - held[start][unit] + 1, unit) for unit, n in loose[start].items() if n]
        if costs:
            cost, unit = min(costs)
            moves.append((cost, (start, end, unit)))
    far = dict.fromkeys(sections, 0)
    came: dict[int, Move] = {}
    last = None
    for _ in sections:
        last = None
        for cost, move in moves:
            start, end, _ = move
            if far[start] + cost < far[end]:
                far[end], came[end], last = far[start] + cost, move, end
    if last is None:
        return []
    for _ in sections:
        last = came[last][0]
    cycle = [came[last]]
    while cycle[-1][0] != last:
        cycle.append(came[cycle[-1][0]])
    return cycle


def _reason(levels: Sequence[Level], clashes: Sequence[tuple[int, int]]) -> Text:
    worst = next((level for level in reversed(levels) if level.excess and not level.wished), None)
    if worst is None and not clashes:
        return Text("Entries of one delegation are as far apart as possible")
    if worst is None:
        return Text(
            "{n} pairs of one delegation share a {where}: it has too many entries for fewer",
            n=len(clashes),
            where=levels[-1].where,
        )
    if worst.least == worst.reached:
        return Text(
            "{n} more pairs of one delegation than the fewest possible share a {where}: seeds and byes in the way",
            n=worst.excess,
            where=worst.where,
        )
    return Text(
        "{n} more pairs of one delegation than the fewest possible share a {where}: to part them would bring others"
        " together earlier",
        n=worst.excess,
        where=worst.where,
    )
