"""A draw by hand: for every ball taken out of the urn, the places that leave the draw completable.

Seeds first, row by row, then the others in whatever order their balls come. A place is offered if, with the entry
there, all who still wait can be placed with every delegation spread as evenly as the best draw spreads it, on every
level of the separation asked for. That is decided exactly, by a flow of delegations into sections (:mod:`.flow`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.draw import draw, placeable, rows_of
from tournament_app.domain.flow import PLENTY, SINK, SOURCE, Network
from tournament_app.domain.sheet import parts
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from tournament_app.domain.draw import DrawEntry
    from tournament_app.domain.plan import Plan
    from tournament_app.domain.rules import Format
    from tournament_app.domain.sheet import Part


@dataclass(frozen=True, slots=True)
class Ball:
    """The entry *entry* was drawn by *by* (a name, or nothing) and took draw number *number*."""

    entry: int
    number: int
    by: str = ""


class Urn:
    """The balls of one event: which may be drawn next, and where each may go. *held* is draw number → entry id."""

    def __init__(self, plan: Plan, entries: Sequence[DrawEntry], rules: Format) -> None:
        self.size = plan.size
        entries = placeable(plan, entries)
        self._zone = {entry.unit: plan.groups[entry.zone][0] for entry in entries if entry.zone}
        self.entries = {entry.id: entry for entry in entries}
        depth = "first_round" if self._zone and rules.separation == "none" else rules.separation
        self._parts = [part for part in parts(plan, depth) if not part.wished]
        free = (entry for entry in entries if entry.seed is not None and not entry.zone)
        left = iter(sorted(free, key=lambda entry: (entry.seed or 0, entry.id)))
        self._home: dict[int, tuple[int, ...]] = {}
        for row in rows_of(plan, rules, entries):
            for place in row.places[: row.seeds]:
                self._home[next(left).id] = row.places if row.lot else (place,)
        best = draw(plan, entries, rules, "balls").numbers
        self._spread = [self._range(part, best) for part in self._parts]

    @property
    def seeds(self) -> tuple[int, ...]:
        """The entries that are drawn as seeds, in their order."""
        return tuple(self._home)

    def next(self, held: Mapping[int, int]) -> tuple[int, ...]:
        """The entries whose ball may be in the urn now: the next seed alone, or all that are not placed yet."""
        placed = set(held.values())
        seeds = [entry for entry in self._home if entry not in placed]
        return tuple(seeds[:1]) or tuple(entry for entry in self.entries if entry not in placed)

    def places(self, held: Mapping[int, int], entry: int) -> tuple[int, ...]:
        """The draw numbers *entry* may take; never empty while the draw is completable."""
        free = [number for number in range(1, self.size + 1) if number not in held]
        if entry in self._home or any(seed not in held.values() for seed in self._home):
            free = [number for number in free if number in self._home.get(entry, free)]
            return tuple(number for number in free if self._completable({**held, number: entry}))
        if not self._parts:
            return tuple(free)
        network = Network()
        if not self._fits(held, network):
            return ()
        unit = self.entries[entry].unit
        last = len(self._parts) - 1
        of = self._parts[last].of
        open_ = {at: network.takes((last, at, unit), (last, at)) for at in {of.get(number, -1) for number in free}}
        return tuple(number for number in free if open_[of.get(number, -1)])

    def replay(self, balls: Iterable[Ball]) -> dict[int, int]:
        """Draw number → entry after *balls*; refuses a ball that could not come next or has not kept the rules."""
        held: dict[int, int] = {}
        for turn, ball in enumerate(balls, 1):
            if ball.entry not in self.next(held) or ball.number not in self.places(held, ball.entry):
                raise refuse("ball", Text("Ball {n} could not go to place {number}.", n=turn, number=ball.number))
            held[ball.number] = ball.entry
        if len(held) < self.size:
            raise refuse("balls_left", Text("{n} balls are still in the urn.", n=self.size - len(held)))
        return held

    def _range(self, part: Part, best: Mapping[int, int]) -> dict[int, tuple[int, int]]:
        """Delegation → the fewest and most of its entries in one section: spread evenly, or as the best draw has it."""
        held = Counter((self.entries[best[number]].unit, section) for number, section in part.of.items())
        sizes = Counter(self.entries[best[number]].unit for number in part.of)
        spread = {}
        for unit, size in sizes.items():
            counts = [held[unit, section] for section in set(part.of.values())]
            spread[unit] = min(*counts, size // len(counts)), max(*counts, -(-size // len(counts)))
        return spread

    def _completable(self, held: Mapping[int, int]) -> bool:
        """Whether all who wait can still be placed; seeds are tried in turn, each only while the rest would fit."""
        if not self._fits(held, Network()):
            return False
        placed = set(held.values())
        seed = next((entry for entry in self._home if entry not in placed), None)
        if seed is None:
            return True
        return any(self._completable({**held, place: seed}) for place in self._home[seed] if place not in held)

    def _fits(self, held: Mapping[int, int], network: Network) -> bool:
        """Whether all who wait fit: a flow through *network*, delegation → wider section → narrower → free places."""
        mates: defaultdict[int, list[int]] = defaultdict(list)
        for number, entry in held.items():
            mates[self.entries[entry].unit].append(number)
        for unit, count in Counter(entry.unit for entry in self.entries.values()).items():
            waiting = count - len(mates[unit])
            network.add(SOURCE, unit, waiting, waiting)
            if not self._ways_of(network, unit, mates[unit]):
                return False
        last = len(self._parts) - 1
        of = self._parts[last].of if self._parts else {}
        room = Counter(of.get(number, -1) for number in range(1, self.size + 1) if number not in held)
        for section, free in room.items():
            network.add((last, section), SINK, free)
        return network.fill(self.size - len(held))

    def _ways_of(self, network: Network, unit: int, mates: Sequence[int]) -> bool:
        """The ways of one delegation, with the fewest and most that may still go; not if too many are there already."""
        above: dict[int, Hashable] = dict.fromkeys(range(1, self.size + 1), unit)
        for at, part in enumerate(self._parts):
            here = Counter(part.of.get(number, -1) for number in mates)
            ways = dict.fromkeys((node, part.of.get(number, -1)) for number, node in above.items())
            for node, section in ways:
                fewest, most = self._spread[at].get(unit, (0, PLENTY)) if section >= 0 else (0, PLENTY)
                if unit in self._zone and section != part.of[self._zone[unit]]:
                    most = 0
                if here[section] > most:
                    return False
                network.add(node, (at, section, unit), most - here[section], max(0, fewest - here[section]))
            above = {number: (at, part.of.get(number, -1), unit) for number in above}
        last = len(self._parts) - 1
        ends: dict[Hashable, Hashable] = {}
        for number, node in above.items():
            section = self._parts[last].of.get(number, -1) if self._parts else -1
            ends[node] = (last, section)
        for node, end in ends.items():
            network.add(node, end, PLENTY)
        return True
