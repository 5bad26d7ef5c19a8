"""The draw: who gets which number of a plan, by lot, seeds and delegations apart, repeatable from the seed text.

Knockout: seeds on the BWF seed lines (3/4, 5/8 … by lot within their tier, byes to the better ones), then every section
is halved and each delegation spread evenly over the halves, odd ones by lot. Groups: seeds by snake, then delegations
evenly over the groups. What falls short of the bound is drawn again, and the best draw is kept.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tournament_app.domain.bracket import knockout_lines
from tournament_app.domain.dice import Dice
from tournament_app.domain.lines import line_order, opponent
from tournament_app.domain.separation import Separation, group_halves, measure
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.plan import Plan
    from tournament_app.domain.rules import Format

Held = dict[int, "DrawEntry"]
LAST = 1 << 31
SEED_SHUFFLES = 50


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """An entry as the draw sees it: delegation *unit*, *seed*, and *strength* among its own (1 is the strongest)."""

    id: int
    unit: int
    seed: int | None = None
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One placement to call out: the entry *entry* takes draw number *number*, as a ``seed`` or by ``lot``."""

    how: str
    entry: int
    number: int


@dataclass(frozen=True, slots=True)
class Draw:
    """A finished draw: *numbers* is draw number → entry id, *steps* in calling order, the best of *tries* draws."""

    seed: str
    code: str
    numbers: dict[int, int]
    quality: Separation
    steps: tuple[Step, ...]
    tries: int

    def data(self) -> dict[str, Any]:
        """The record of the draw as plain JSON."""
        return {
            "seed": self.seed,
            "code": self.code,
            "numbers": [[number, entry] for number, entry in self.numbers.items()],
            "steps": [[step.how, step.entry, step.number] for step in self.steps],
            "met": self.quality.met,
            "levels": [[level.where.source, level.lines, level.bound, level.reached] for level in self.quality.levels],
            "tries": self.tries,
        }


def draw(plan: Plan, entries: Sequence[DrawEntry], rules: Format, seed: str) -> Draw:
    """Give every entry a number of *plan*; the order of *entries* does not matter, the text *seed* decides.

    Refuses when the plan is for another number of entries.
    """
    if len(entries) != plan.size:
        text = Text("The format is made for {size} entries, but there are {n}", size=plan.size, n=len(entries))
        raise refuse("draw_size", text)
    dice = Dice(seed)
    place = _groups if plan.groups else _knockout
    most = min(100, max(5, 20_000 // plan.size))
    draws: list[tuple[Separation, Held, list[DrawEntry]]] = []
    for _ in range(most):
        listed = sorted(dice.shuffled(sorted(entries, key=lambda entry: entry.id)), key=_strength)
        seeds = [entry for entry in listed if entry.seed is not None][: rules.seeds]
        held = place(plan, seeds, listed[len(seeds) :], rules.separation, dice)
        quality = measure(plan, {number: entry.unit for number, entry in held.items()}, rules.separation)
        draws.append((quality, held, seeds))
        if not any(quality.cost):
            break
    quality, held, seeds = min(draws, key=lambda drawn: drawn[0].cost)
    numbers = {number: held[number].id for number in sorted(held)}
    number_of = {entry: number for number, entry in numbers.items()}
    steps = [Step("seed", entry.id, number_of.pop(entry.id)) for entry in seeds]
    steps += [Step("lot", entry, number) for entry, number in number_of.items()]
    return Draw(seed, draw_code(seed, entries), numbers, quality, tuple(steps), len(draws))


def swap(numbers: Mapping[int, int], one: int, other: int) -> dict[int, int]:
    """The same draw with the entries *one* and *other* in each other's place."""
    change = {one: other, other: one}
    return {number: change.get(entry, entry) for number, entry in numbers.items()}


def draw_code(seed: str, entries: Iterable[DrawEntry]) -> str:
    """The short code to print: 32 bits of SHA-256 over the seed and the list of entries by id, such as 7F3A-92C1."""
    rows = [f"{entry.id} {entry.unit} {entry.seed or '-'} {entry.strength or '-'}" for entry in entries]
    digest = sha256("\n".join([seed, *sorted(rows)]).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def verify(plan: Plan, entries: Sequence[DrawEntry], rules: Format, seed: str, numbers: Mapping[int, int]) -> bool:
    """Whether *numbers* is what *seed* draws for these entries; a draw changed by hand is not."""
    return draw(plan, entries, rules, seed).numbers == dict(numbers)


def _strength(entry: DrawEntry) -> tuple[int, int]:
    return entry.seed or LAST, entry.strength or LAST


@dataclass(slots=True)
class _Section:
    """A group or neighbouring lines: its free numbers or lines and how many entries of each delegation it has."""

    free: list[int]
    units: Counter[int]
    half: int = -1

    def take(self, entry: DrawEntry) -> tuple[int, DrawEntry]:
        """Give *entry* the next free place."""
        self.units[entry.unit] += 1
        return self.free.pop(), entry


def _knockout(plan: Plan, seeds: list[DrawEntry], others: list[DrawEntry], depth: str, dice: Dice) -> Held:
    """Draw number → entry of a knockout."""
    lines = [int(side) if side else None for side in knockout_lines(plan)]
    held = _seed_lines(lines, seeds, dice)
    size = len(lines)
    smallest = {"quarters": max(1, size // 4), "full": 1}.get(depth, size)
    parts = [(0, others)]
    while size > smallest:
        size //= 2
        parts = [part for low, pool in parts for part in _halve(lines, held, low, size, pool, dice)]
    step = size if depth == "none" else min(2, size)
    for low, pool in parts:
        sections = [_section(lines, held, at, step, dice) for at in range(low, low + size, step)]
        held |= _deal(sections, pool, dice)
    return {number: held[line] for line, number in enumerate(lines) if number}


def _section(lines: list[int | None], held: Held, low: int, size: int, dice: Dice) -> _Section:
    here = range(low, low + size)
    free = dice.shuffled(line for line in here if lines[line] and line not in held)
    return _Section(free, Counter(held[line].unit for line in here if line in held))


def _seed_lines(lines: list[int | None], seeds: list[DrawEntry], dice: Dice) -> Held:
    """Line (from 0) → seed: 1, 2, then tiers 3/4, 5/8 … by lot, the better ones where a bye is."""
    order = [line - 1 for line in line_order(len(lines))]
    held: Held = {}
    low, high = 0, 1
    while low < len(seeds):
        tier = dice.shuffled(line for line in order[low:high] if lines[line])
        tier.sort(key=lambda line: lines[opponent(line + 1) - 1] is not None)
        held |= zip(tier, seeds[low:high], strict=False)
        low, high = high, 2 * high
    return held


def _halve(
    lines: list[int | None], held: Held, low: int, size: int, pool: list[DrawEntry], dice: Dice
) -> tuple[tuple[int, list[DrawEntry]], tuple[int, list[DrawEntry]]]:
    """Who of *pool* goes to the *size* lines from *low* and who to the next: delegations evenly, odd ones by lot."""
    room = 0
    lean: Counter[int] = Counter()
    for line in range(low, low + 2 * size):
        if line in held:
            lean[held[line].unit] += 1 if line < low + size else -1
        elif line < low + size and lines[line]:
            room += 1
    upper: list[DrawEntry] = []
    lower: list[DrawEntry] = []
    odd: list[DrawEntry] = []
    for unit, mates in _by_unit(pool).items():
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


def _groups(plan: Plan, seeds: list[DrawEntry], others: list[DrawEntry], depth: str, dice: Dice) -> Held:
    """Draw number → entry of a group stage: seeds by snake, then the delegations evenly."""
    halves = group_halves(plan) if dice.below(2) else {}
    sections = [
        _Section(list(reversed(numbers)), Counter(), halves.get(name, -1)) for name, numbers in plan.groups.items()
    ]
    held: Held = {}
    for row in range(0, len(seeds), len(sections)):
        snake = [section for section in (sections if row // len(sections) % 2 == 0 else sections[::-1]) if section.free]
        here = seeds[row : row + len(sections)]
        orders = [snake] + [dice.shuffled(snake) for _ in range(SEED_SHUFFLES if depth != "none" else 0)]
        best = min(orders, key=lambda order: sum(s.units[e.unit] for s, e in zip(order, here, strict=False)))
        held |= (section.take(entry) for section, entry in zip(best, here, strict=False))
    for section in sections:
        section.free = dice.shuffled(section.free)
    if depth == "none":
        sections = [_Section([number for section in sections for number in section.free], Counter())]
        sections[0].free = dice.shuffled(sections[0].free)
    return held | _deal(sections, others, dice)


def _deal(sections: list[_Section], pool: list[DrawEntry], dice: Dice) -> Held:
    """Each delegation evenly over the sections, the emptiest first; those without mates fill what is left by lot."""
    held: Held = {}
    mates = _by_unit(pool)
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
            chosen = _alternate(order, sections, unit)[: len(left)]
            held |= (section.take(entry) for section, entry in zip(chosen, left, strict=False))
            left = left[len(chosen) :]
    free = dice.shuffled(place for section in sections for place in section.free)
    return held | dict(zip(free, alone, strict=True))


def _alternate(order: list[_Section], sections: list[_Section], unit: int) -> list[_Section]:
    """The same sections, those first in whose half of the knockout the delegation has fewer entries."""
    turn = Counter({half: sum(s.units[unit] for s in sections if s.half == half) for half in (0, 1)})
    turns = []
    for section in order:
        turns.append(turn[section.half])
        turn[section.half] += section.half >= 0
    return [section for _, section in sorted(zip(turns, order, strict=True), key=lambda pair: pair[0])]


def _by_unit(pool: Iterable[DrawEntry]) -> dict[int, list[DrawEntry]]:
    mates: defaultdict[int, list[DrawEntry]] = defaultdict(list)
    for entry in pool:
        mates[entry.unit].append(entry)
    return mates
