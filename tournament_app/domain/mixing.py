"""Exchanges by lot that make every draw as good as the first one equally likely, and a better one where there is one.

Two draw numbers are picked by lot and their entries exchanged unless that makes a part of the sheet worse. Each such
exchange is as likely as the one that takes it back, so in the long run all draws of the best level that can be reached
are equally likely (Metropolis 1953; for draws Roberts & Rosenthal 2022). ``tests/domain/test_draw_fair.py`` counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.dice import Dice
    from tournament_app.domain.draw import Held
    from tournament_app.domain.sheet import Part


@dataclass(slots=True)
class _Count:
    """One part of the sheet: the section of each number, and how many of each delegation are in each section.

    An entry whose delegation is ``None`` does not count here.
    """

    of: dict[int, int]
    unit: dict[int, int | None]
    held: dict[int | None, list[int]]

    def change(self, one: int, other: int, first: int, second: int) -> int:
        """How many more pairs there are once the entries *first* and *second* have exchanged *one* and *other*."""
        here, there = self.of.get(one, -1), self.of.get(other, -1)
        mine, yours = self.unit[first], self.unit[second]
        if here == there or mine == yours:
            return 0
        more = 0
        if mine is not None:
            more = self.held[mine][there] - self.held[mine][here] + 1
        if yours is not None:
            more += self.held[yours][here] - self.held[yours][there] + 1
        return more

    def exchange(self, one: int, other: int, first: int, second: int) -> None:
        here, there = self.of.get(one, -1), self.of.get(other, -1)
        for unit, start, end in ((self.unit[first], here, there), (self.unit[second], there, here)):
            if unit is not None:
                self.held[unit][start] -= 1
                self.held[unit][end] += 1


def mix(
    held: Held,
    found: Sequence[Part],
    pools: Sequence[Sequence[int]],
    seeds: Mapping[int, int],
    ranks: Mapping[int, int],
    dice: Dice,
) -> None:
    """Exchange the entries of *held* (draw number → entry) by lot, within the *pools* of draw numbers.

    The parts *found* must not get worse, the first of them first. *seeds*: entry id → its pool, which it does not leave
    (-1: it stays). *ranks*: entry id → how strong it is in its delegation, for the parts of the strongest only.
    A number outside every section stands in one more of its own.
    """
    counts = [_count(part, held, ranks) for part in found]
    places = [(number, at) for at, pool in enumerate(pools) for number in pool]
    for _ in range(steps(len(held)) if places else 0):
        one, at = places[dice.below(len(places))]
        pool = pools[at]
        other = pool[dice.below(len(pool))]
        first, second = held[one], held[other]
        if seeds.get(first.id, at) != at or seeds.get(second.id, at) != at or one == other:
            continue
        for count in counts:
            if more := count.change(one, other, first.id, second.id):
                break
        else:
            more = 0
        if more <= 0:
            held[one], held[other] = second, first
            for count in counts:
                count.exchange(one, other, first.id, second.id)


def steps(entries: int) -> int:
    """How many exchanges are tried: 64 for each entry, fewer above 64 entries, at least 8."""
    return entries * max(8, min(64, 4096 // entries))


def _count(part: Part, held: Held, ranks: Mapping[int, int]) -> _Count:
    unit: dict[int, int | None] = {
        entry.id: None if part.top and ranks.get(entry.id, part.top + 1) > part.top else entry.unit
        for entry in held.values()
    }
    counted: dict[int | None, list[int]] = {each: [0] * (part.sections + 1) for each in unit.values()}
    of = dict(part.of)
    for number, entry in held.items():
        counted[unit[entry.id]][of.get(number, -1)] += 1
    return _Count(of, unit, counted)
