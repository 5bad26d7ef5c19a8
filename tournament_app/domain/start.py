"""The first arrangement of a draw: delegations spread evenly over halves of halves, or over groups, odd ones by lot."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.sheet import drawn_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tournament_app.domain.dice import Dice
    from tournament_app.domain.draw import DrawEntry, Held
    from tournament_app.domain.plan import Plan
    from tournament_app.domain.sheet import Lines


def fill(plan: Plan, held: Held, others: Sequence[DrawEntry], dice: Dice) -> Held:
    """Every draw number → its entry, where seeds have *held* theirs and *others* are listed by strength."""
    trees = [] if plan.groups else drawn_lines(plan)
    areas = list(plan.groups.values()) or [tuple(filter(None, tree)) for tree in trees]
    inside = {number for area in areas for number in area}
    areas += [(number,) for number in range(1, plan.size + 1) if number not in inside]
    if len(areas) == len(trees) == 1:
        pools = [list(others)]
    else:
        dealt: Held = {}
        sections = [_area(numbers, held, dice) for numbers in areas]
        for name, section in zip(plan.groups, sections, strict=False):
            dealt |= _zone(section, [entry for entry in others if entry.zone == name], dice)
        dealt |= _deal(sections, [entry for entry in others if not entry.zone], dice)
        if not trees:
            return held | dealt
        pools = [[dealt[number] for number in area if number in dealt] for area in areas[: len(trees)]]
        held = held | {number: entry for number, entry in dealt.items() if number not in inside}
    for tree, pool in zip(trees, pools, strict=True):
        held = held | _knockout(tree, held, pool, dice)
    return held


@dataclass(slots=True)
class _Section:
    """A group or a knockout: its free numbers, and how many entries of each delegation it has."""

    free: list[int]
    units: Counter[int]

    def take(self, entry: DrawEntry) -> tuple[int, DrawEntry]:
        """Give *entry* the next free number."""
        self.units[entry.unit] += 1
        return self.free.pop(), entry


def _area(numbers: Iterable[int], held: Held, dice: Dice) -> _Section:
    here = list(numbers)
    free = dice.shuffled(number for number in here if number not in held)
    return _Section(free, Counter(held[number].unit for number in here if number in held))


def _knockout(tree: Lines, held: Held, pool: list[DrawEntry], dice: Dice) -> Held:
    """Draw number → entry of *pool* on the free lines of a knockout."""
    parts = [(0, pool)]
    size = len(tree)
    while size > 1:
        size //= 2
        parts = [part for low, here in parts for part in _halve(tree, held, low, size, here, dice)]
    return {number: here[0] for low, here in parts if here and (number := tree[low])}


def _halve(
    tree: Lines, held: Held, low: int, size: int, pool: list[DrawEntry], dice: Dice
) -> tuple[tuple[int, list[DrawEntry]], tuple[int, list[DrawEntry]]]:
    """Who of *pool* goes to the *size* lines from *low* and who to the next: delegations evenly, odd ones by lot.

    First whoever makes up for the seeds, then two by two, by lot who goes up; what is left of each delegation is
    shuffled and fills the upper half. If there is no room for all who should go there, lots say who changes halves.
    """
    room = 0
    lean: Counter[int] = Counter()
    for line in range(low, low + 2 * size):
        number = tree[line]
        if number in held:
            lean[held[number].unit] += 1 if line < low + size else -1
        elif number and line < low + size:
            room += 1
    upper: list[DrawEntry] = []
    lower: list[DrawEntry] = []
    odd: list[DrawEntry] = []
    for unit, mates in by_unit(pool).items():
        owed = min(abs(lean[unit]), len(mates))
        (lower if lean[unit] > 0 else upper).extend(mates[:owed])
        rest = mates[owed:]
        for one, other in zip(rest[::2], rest[1::2], strict=False):
            first = dice.below(2)
            (upper if first else lower).append(one)
            (lower if first else upper).append(other)
        odd += rest[len(rest) - len(rest) % 2 :]
    odd = dice.shuffled(odd)
    fill = max(0, room - len(upper))
    upper, lower = upper + odd[:fill], lower + odd[fill:]
    while len(upper) > room:
        lower.append(upper.pop(dice.below(len(upper))))
    while len(upper) < room:
        upper.append(lower.pop(dice.below(len(lower))))
    return (low, upper), (low + size, lower)


def _zone(section: _Section, pool: Sequence[DrawEntry], dice: Dice) -> Held:
    """Those who are bound to a zone, by lot on its free numbers."""
    return dict(section.take(entry) for entry in dice.shuffled(pool))


def _deal(sections: Sequence[_Section], pool: Sequence[DrawEntry], dice: Dice) -> Held:
    """Each delegation evenly over the sections, the emptiest first; those without mates fill what is left by lot."""
    held: Held = {}
    mates = by_unit(pool)
    alone: list[DrawEntry] = []
    for unit in sorted(dice.shuffled(mates), key=lambda unit: -len(mates[unit])):
        left = mates[unit]
        if len(left) == 1 and not any(unit in section.units for section in sections):
            alone += left
            left = []
        while left:
            order = [section for section in dice.shuffled(sections) if section.free]
            fewest = min(section.units[unit] for section in order)
            order = [section for section in order if section.units[unit] == fewest]
            order.sort(key=lambda section: -len(section.free))
            held |= (section.take(entry) for section, entry in zip(order, left, strict=False))
            left = left[len(order) :]
    free = dice.shuffled(number for section in sections for number in section.free)
    return held | dict(zip(free, alone, strict=True))


def by_unit(pool: Iterable[DrawEntry]) -> dict[int, list[DrawEntry]]:
    """The entries of each delegation, in the order given."""
    mates: defaultdict[int, list[DrawEntry]] = defaultdict(list)
    for entry in pool:
        mates[entry.unit].append(entry)
    return mates
