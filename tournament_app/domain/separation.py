"""How far apart the entries of one delegation stand, against the least that is possible at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from tournament_app.domain.bracket import knockout_lines
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.plan import Plan

WHERE = {"group": Text("group"), "half": Text("half"), "quarter": Text("quarter"), "first": Text("first round")}


@dataclass(frozen=True, slots=True)
class Level:
    """Pairs of one delegation within one section (a group, or *lines* neighbouring lines of the sheet).

    *bound*: the fewest there can be, each delegation being spread evenly over all sections; *reached*: those there are.
    A level that is only *wished* does not count against the draw.
    """

    where: Text
    lines: int
    bound: int
    reached: int
    wished: bool = False

    @property
    def excess(self) -> int:
        """Pairs above the bound."""
        return self.reached - self.bound


@dataclass(frozen=True, slots=True)
class Separation:
    """How well a draw keeps delegations apart: *levels* from the widest section to the narrowest.

    *clashes* are the pairs of draw numbers of one delegation that share a group or a first-round match.
    """

    levels: tuple[Level, ...]
    clashes: tuple[tuple[int, int], ...]
    reason: Text

    @property
    def met(self) -> bool:
        """Whether no draw at all could keep them further apart on any level asked for."""
        return all(level.wished or not level.excess for level in self.levels)

    @property
    def cost(self) -> tuple[int, ...]:
        """Excess of each level, the narrowest section first: the smaller the better."""
        return tuple(level.excess for level in reversed(self.levels))


def measure(plan: Plan, units: Mapping[int, int], depth: str) -> Separation:
    """The separation of the draw numbers of *plan* held by delegations *units*, to the *depth* of the format."""
    if plan.groups:
        return _measure_groups(plan, units, depth)
    lines = [int(side) if side else None for side in knockout_lines(plan)]
    teams = [None if number is None else units[number] for number in lines]
    levels = [
        Level(_name(size, len(lines)), size, *_pairs([teams[i : i + size] for i in range(0, len(lines), size)]))
        for size in asked(len(lines), depth)
    ]
    first = [(a, b) for a, b in zip(lines[::2], lines[1::2], strict=True) if a and b and units[a] == units[b]]
    return _judge(levels, first if levels else [])


def asked(size: int, depth: str) -> list[int]:
    """The sizes of the sections that are kept clear of mates on a sheet of *size* lines, widest first."""
    sizes = [size >> halvings for halvings in range(1, size.bit_length() - 1)]
    wanted = {"none": [], "first_round": sizes[-1:], "quarters": [*sizes[:2], *sizes[2:][-1:]], "full": sizes}
    return wanted[depth]


def group_halves(plan: Plan) -> dict[str, int]:
    """The half of the knockout, 0 or 1, that the winner of each group goes to; empty when none go on."""
    lines = knockout_lines(plan)
    return {side[:-2]: 2 * line // len(lines) for line, side in enumerate(lines) if side and side.endswith("#1")}


def _measure_groups(plan: Plan, units: Mapping[int, int], depth: str) -> Separation:
    if len(plan.groups) == 1 or depth == "none":
        return _judge([], [])
    levels = [Level(WHERE["group"], 0, *_pairs([[units[n] for n in group] for group in plan.groups.values()]))]
    if depth != "first_round" and (halves := group_halves(plan)):
        sides: tuple[list[int], list[int]] = ([], [])
        for name, half in halves.items():
            sides[half].extend(units[number] for number in plan.groups[name])
        levels.insert(0, Level(WHERE["half"], 0, *_pairs(sides), wished=True))
    pairs = (pair for group in plan.groups.values() for pair in combinations(group, 2))
    clashes = [(one, other) for one, other in pairs if units[one] == units[other]]
    return _judge(levels, clashes)


def _pairs(sections: Sequence[Sequence[int | None]]) -> tuple[int, int]:
    """The fewest pairs of one delegation that can share a section, and how many do."""
    held = [Counter(unit for unit in section if unit is not None) for section in sections]
    return _spread(sum(held, Counter()).values(), len(sections)), sum(comb(k, 2) for one in held for k in one.values())


def _spread(sizes: Iterable[int], sections: int) -> int:
    total = 0
    for size in sizes:
        each, more = divmod(size, sections)
        total += more * comb(each + 1, 2) + (sections - more) * comb(each, 2)
    return total


def _name(size: int, lines: int) -> Text:
    if size == 2:
        return WHERE["first"]
    part = {2: "half", 4: "quarter"}.get(lines // size)
    return WHERE[part] if part else Text("section of {n} lines", n=size)


def _judge(levels: list[Level], clashes: list[tuple[int, int]]) -> Separation:
    worst = next((level for level in reversed(levels) if level.excess and not level.wished), None)
    if not levels:
        reason = Text("Delegations are not kept apart in this event")
    elif worst:
        reason = Text(
            "{n} more pairs of one delegation than the fewest possible share a {where}: seeds and byes in the way",
            n=worst.excess,
            where=worst.where,
        )
    elif clashes:
        reason = Text(
            "{n} pairs of one delegation share a {where}: it has too many entries for fewer",
            n=len(clashes),
            where=levels[-1].where,
        )
    else:
        reason = Text("Entries of one delegation are as far apart as possible")
    return Separation(tuple(levels), tuple(clashes), reason)
