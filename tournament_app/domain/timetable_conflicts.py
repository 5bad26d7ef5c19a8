"""Which matches must be kept apart because an athlete of one plays, or may play, the other.

A set of matches is an integer whose bits are their numbers: a set operation on 700 matches is one step.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tournament_app.domain.timetable import Fixture, Key


def conflicts(fixtures: Sequence[Fixture], chance: float) -> list[int]:
    """Per match, the set of those that it may neither overlap nor follow without rest.

    Two that may need the same athlete with less than this *chance* (expected athletes) are left out.
    """
    surely: defaultdict[int, int] = defaultdict(int)
    perhaps: defaultdict[int, int] = defaultdict(int)
    events: defaultdict[str, int] = defaultdict(int)
    sides: defaultdict[Key, int] = defaultdict(int)
    for i, fixture in enumerate(fixtures):
        events[fixture.event] |= 1 << i
        for side in fixture.sides:
            sides[fixture.event, side] |= 1 << i
        for athlete in fixture.certain:
            surely[athlete] |= 1 << i
        for athlete in fixture.possible:
            perhaps[athlete] |= 1 << i
    likely = _likely(fixtures, chance)
    against = []
    for i, fixture in enumerate(fixtures):
        certain = possible = shared = 0
        for athlete in fixture.certain:
            certain |= surely[athlete] | perhaps.get(athlete, 0)
        for athlete in fixture.possible:
            certain |= surely.get(athlete, 0)
            possible |= perhaps[athlete]
        for side in fixture.sides:
            shared |= sides[fixture.event, side]
        possible &= ~(events[fixture.event] & ~shared)
        if chance:
            possible = sum(1 << j for j in members(possible & ~certain) if likely(i, j))
        against.append((certain | possible) & ~(1 << i))
    return against


def _likely(fixtures: Sequence[Fixture], chance: float) -> Callable[[int, int], bool]:
    """Whether two matches are expected to need at least *chance* athletes in common, all sides being equally strong."""
    team: defaultdict[str, int] = defaultdict(lambda: 1)
    for fixture in fixtures:
        team[fixture.event] = max(team[fixture.event], len(fixture.certain))
    odds = [min(1, team[f.event] / max(len(f.possible), 1)) for f in fixtures]
    return lambda i, j: len(fixtures[i].possible & fixtures[j].possible) * odds[i] * odds[j] >= chance


def members(bits: int) -> Iterator[int]:
    """The numbers whose bits are set, ascending."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
