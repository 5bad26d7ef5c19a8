"""Whether so many can go through a network of places with least and most on every way: integer flow, exact.

Used where a draw by hand must stay completable. Ways are added one by one, then filled along shortest paths
(Edmonds & Karp 1972); a least is met by a way round over a second source and sink (Hoffman's theorem).
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

SOURCE, SINK = "source", "sink"
_FROM, _TO = "least from", "least to"
PLENTY = 1 << 30


class Network:
    """Ways between named nodes; everything starts at :data:`SOURCE` and ends at :data:`SINK`."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._room: list[int] = []
        self._ways: list[list[int]] = []
        self._node: dict[Hashable, int] = {}
        self._owed: defaultdict[Hashable, int] = defaultdict(int)

    def add(self, start: Hashable, end: Hashable, most: int, least: int = 0) -> None:
        """A way from *start* to *end* for *least* to *most*; the most must not be below the least."""
        self._way(start, end, most - least)
        if least:
            self._owed[end] += least
            self._owed[start] -= least

    def fill(self, wanted: int) -> bool:
        """Whether *wanted* can go from the source to the sink, every least met; leaves the flow in the network."""
        self.add(SINK, SOURCE, wanted, wanted)
        total = 0
        for node, owed in self._owed.items():
            if owed > 0:
                self._way(_FROM, node, owed)
                total += owed
            elif owed < 0:
                self._way(node, _TO, -owed)
        return self._push(_FROM, _TO) == total

    def takes(self, start: Hashable, end: Hashable) -> bool:
        """Whether, once filled, the way from *start* to *end* is used or could be, with all else still fitting."""
        way = next(way for way in self._ways[self._node[start]] if self._ends[way] == self._node[end] and not way % 2)
        if self._room[way ^ 1]:
            return True
        return bool(self._room[way]) and self._path(self._node[end], self._node[start]) is not None

    def _at(self, node: Hashable) -> int:
        if node not in self._node:
            self._node[node] = len(self._ways)
            self._ways.append([])
        return self._node[node]

    def _way(self, start: Hashable, end: Hashable, room: int) -> None:
        for a, b, free in ((self._at(start), self._at(end), room), (self._at(end), self._at(start), 0)):
            self._ways[a].append(len(self._ends))
            self._ends.append(b)
            self._room.append(free)

    def _push(self, start: Hashable, end: Hashable) -> int:
        pushed = 0
        while (path := self._path(self._at(start), self._at(end))) is not None:
            least = min(self._room[way] for way in path)
            for way in path:
                self._room[way] -= least
                self._room[way ^ 1] += least
            pushed += least
        return pushed

    def _path(self, start: int, end: int) -> list[int] | None:
        """The ways of a shortest path with room, ``None`` when there is none."""
        came: dict[int, int] = {start: -1}
        waiting = deque([start])
        while waiting and end not in came:
            here = waiting.popleft()
            for way in self._ways[here]:
                if self._room[way] and self._ends[way] not in came:
                    came[self._ends[way]] = way
                    waiting.append(self._ends[way])
        if end not in came:
            return None
        path = []
        here = end
        while here != start:
            path.append(came[here])
            here = self._ends[came[here] ^ 1]
        return path
