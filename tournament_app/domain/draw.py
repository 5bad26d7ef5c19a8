"""The draw: who gets which number of a plan, by lot, seeds and delegations apart, repeatable from the seed text.

1. The entries are listed by id, shuffled, and sorted by seed and strength. Seeds take the places of ``seed_rows``, row
   by row: the places of a row are shuffled if it is drawn by lot. The rows of a snake are drawn by lot from the
   one on that would put two of one delegation into one group.
2. Each knockout is halved again and again and each delegation spread evenly over the halves (:mod:`.start`); groups are
   filled delegation by delegation. That draw is good, but not all such draws are equally likely.
3. So entries are exchanged by lot wherever that makes nothing worse (:func:`.mix`).

What falls short of the bound is drawn again from 1, and the best draw is kept. All lots are those of :class:`Dice`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from tournament_app.domain.dice import Dice
from tournament_app.domain.groups import group_names
from tournament_app.domain.lines import seed_count
from tournament_app.domain.mixing import mix
from tournament_app.domain.separation import Separation, measure
from tournament_app.domain.sheet import parts, seed_rows
from tournament_app.domain.start import by_unit, fill
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.plan import Plan
    from tournament_app.domain.rules import Format
    from tournament_app.domain.sheet import Part, Row

Held = dict[int, "DrawEntry"]
LAST = 1 << 31


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """An entry as the draw sees it: delegation *unit*, *seed*, and *strength* among its own (1 is the strongest).

    An entry that has a *zone* is drawn into that group, and is not kept apart from its own there.
    """

    id: int
    unit: int
    seed: int | None = None
    strength: int | None = None
    zone: str = ""


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
            "levels": [
                [each.where.source, each.lines, each.bound, each.reached, each.least] for each in self.quality.levels
            ],
            "tries": self.tries,
        }


def draw(plan: Plan, entries: Sequence[DrawEntry], rules: Format, seed: str) -> Draw:
    """Give every entry a number of *plan*; the order of *entries* does not matter, the text *seed* decides.

    Refuses when the plan is for another number of entries, or its zones for other entries.
    """
    entries = placeable(plan, entries)
    dice = Dice(seed)
    rows = rows_of(plan, rules, entries)
    drawn: list[tuple[Separation, Held, list[DrawEntry]]] = []
    for _ in range(min(20, max(3, 2000 // plan.size))):
        listed = sorted(dice.shuffled(sorted(entries, key=lambda entry: entry.id)), key=_strength)
        seeds = [entry for entry in listed if entry.seed is not None and not entry.zone]
        seeds = seeds[: sum(row.seeds for row in rows)]
        held = _one(plan, rows, seeds, listed, rules.separation, dice)
        units = {number: entry.unit for number, entry in held.items()}
        seeded = {entry.id for entry in seeds}
        quality = measure(plan, units, rules.separation, [n for n, entry in held.items() if entry.id in seeded])
        drawn.append((quality, held, seeds))
        if not any(quality.cost):
            break
    quality, held, seeds = min(drawn, key=lambda each: each[0].cost)
    numbers = {number: held[number].id for number in sorted(held)}
    number_of = {entry: number for number, entry in numbers.items()}
    steps = [Step("seed", entry.id, number_of.pop(entry.id)) for entry in seeds]
    steps += [Step("lot", entry, number) for entry, number in number_of.items()]
    return Draw(seed, draw_code(seed, entries), numbers, quality, tuple(steps), len(drawn))


def _one(
    plan: Plan, rows: Sequence[Row], seeds: Sequence[DrawEntry], listed: Sequence[DrawEntry], depth: str, dice: Dice
) -> Held:
    """One draw: seeds, then the others, then exchanged by lot."""
    found = parts(plan, depth)
    held: Held = {}
    pools: list[Sequence[int]] = [()]
    pool_of: dict[int, int] = {}
    fixed: set[int] = set()
    for row in rows:
        here = seeds[len(held) : len(held) + row.seeds]
        places = dice.shuffled(row.places) if row.lot else row.places
        held |= zip(places, here, strict=False)
        pool_of |= dict.fromkeys((entry.id for entry in here), len(pools) if row.lot else -1)
        if row.lot:
            pools.append(row.places)
        if not row.lot or len(here) == len(row.places):
            fixed |= set(places[: len(here)])
    for zone in sorted({entry.zone for entry in listed} - {""}):
        pool_of |= dict.fromkeys((entry.id for entry in listed if entry.zone == zone), len(pools))
        pools.append(plan.groups[zone])
    seeded = {entry.id for entry in seeds}
    held = fill(plan, held, [entry for entry in listed if entry.id not in seeded], dice)
    if found:
        pools[0] = [number for number in sorted(held) if number not in fixed]
        mix(held, _counted(found, listed), pools, pool_of, ranks_of(listed), dice)
    return held


def placeable(plan: Plan, entries: Sequence[DrawEntry]) -> list[DrawEntry]:
    """The entries as *plan* draws them; the champions who skip their zone have none. Refuses when they do not fit."""
    if len(entries) != plan.size:
        text = Text("The format is made for {size} entries, but there are {n}", size=plan.size, n=len(entries))
        raise refuse("draw_size", text)
    direct = plan.size - sum(map(len, plan.groups.values())) if plan.groups else 0
    champions = {entry.id for entry in _seeds(entries)[:direct]}
    placed = [
        replace(entry, unit=-entry.id) if entry.zone and entry.id not in champions else replace(entry, zone="")
        for entry in entries
    ]
    for zone, n in Counter(entry.zone for entry in placed if entry.zone).items():
        if n > (room := len(plan.groups.get(zone, ()))):
            raise refuse(
                "zone_size",
                Text("Zone {zone} has room for {room} entries, but {n} are in it", zone=zone, room=room, n=n),
            )
    return placed


def zoned(rules: Format, entries: Sequence[DrawEntry]) -> Format:
    """*rules* with zones as large as those bound to them fill; who is bound to none goes where there are fewest."""
    if rules.kind != "zones" or rules.sizes or not rules.zone_of:
        return rules
    champions = {entry.id for entry in _seeds(entries)[: rules.direct]}
    bound = [entry.zone for entry in entries if entry.id not in champions]
    names = islice(group_names(), rules.groups or len(set(rules.zone_of.values())))
    sizes = [bound.count(name) for name in names]
    for _ in range(len(entries) - rules.direct - sum(sizes)):
        sizes[sizes.index(min(sizes))] += 1
    return replace(rules, sizes=tuple(sizes))


def _seeds(entries: Iterable[DrawEntry]) -> list[DrawEntry]:
    """The seeds of *entries* in order."""
    seeds = (entry for entry in entries if entry.seed is not None)
    return sorted(seeds, key=lambda entry: (entry.seed or 0, entry.id))


def rows_of(plan: Plan, rules: Format, entries: Iterable[DrawEntry]) -> list[Row]:
    """The places of the seeds of *entries*, row by row, with those of a snake that must be drawn by lot after all."""
    seeds = _seeds(entry for entry in entries if not entry.zone)
    count = seed_count(rules.seeding, plan.size, len(seeds))
    rows = seed_rows(plan, rules.seeding, count if rules.seeds is None else min(count, rules.seeds))
    found = parts(plan, rules.separation) if plan.groups else []
    taken: set[tuple[int | None, int]] = set()
    lot = False
    for at, row in enumerate(rows):
        here, seeds = seeds[: row.seeds], seeds[row.seeds :]
        standing = {(found[-1].of.get(n), e.unit) for n, e in zip(row.places, here, strict=False)} if found else set()
        lot = lot or bool(taken & standing)
        taken |= standing
        rows[at] = replace(row, lot=row.lot or lot)
    return rows


def _counted(found: Sequence[Part], listed: Sequence[DrawEntry]) -> list[Part]:
    """The parts in the order they count: the narrowest first, a half only wished after all, then the strongest."""
    most = max(ranks_of(listed).values(), default=0)
    strongest = [replace(part, top=part.sections) for part in found if part.sections < most]
    return [*found[::-1], *strongest]


def ranks_of(listed: Iterable[DrawEntry]) -> dict[int, int]:
    """Entry id → its place among its own delegation, of those whose strength is known; *listed* is by strength."""
    ranks: dict[int, int] = {}
    for mates in by_unit(entry for entry in listed if entry.seed or entry.strength).values():
        ranks |= {entry.id: rank for rank, entry in enumerate(mates, 1)}
    return ranks


def swap(numbers: Mapping[int, int], one: int, other: int) -> dict[int, int]:
    """The same draw with the entries *one* and *other* in each other's place."""
    change = {one: other, other: one}
    return {number: change.get(entry, entry) for number, entry in numbers.items()}


def draw_code(seed: str, entries: Iterable[DrawEntry]) -> str:
    """The short code to print: 32 bits of SHA-256 over the seed and the list of entries by id, such as 7F3A-92C1."""
    rows = [f"{e.id} {e.unit} {e.seed or '-'} {e.strength or '-'} {e.zone}".rstrip() for e in entries]
    digest = sha256("\n".join([seed, *sorted(rows)]).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"


def verify(plan: Plan, entries: Sequence[DrawEntry], rules: Format, seed: str, numbers: Mapping[int, int]) -> bool:
    """Whether *numbers* is what *seed* draws for these entries; a draw changed by hand is not."""
    return draw(plan, entries, rules, seed).numbers == dict(numbers)


def _strength(entry: DrawEntry) -> tuple[int, int]:
    return entry.seed or LAST, entry.strength or LAST
