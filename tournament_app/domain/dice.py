"""The lots of a draw: random numbers that a second program, on any platform and in any year, can repeat from the seed.

Block *i* is SHA-256 of the seed's UTF-8 text followed by *i* as 8 big-endian bytes; it gives eight 32-bit big-endian
words, used in order. ``tests/domain/test_dice.py`` freezes the numbers: changing them would falsify printed records.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
WORD = 1 << 32


def _words(seed: bytes) -> Iterator[int]:
    block = 0
    while True:
        yield from struct.unpack(">8I", sha256(seed + block.to_bytes(8, "big")).digest())
        block += 1


class Dice:
    """A stream of lots that depends on nothing but the text *seed*."""

    def __init__(self, seed: str) -> None:
        self._next = _words(seed.encode()).__next__

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1, all equally likely: words past the last multiple of *n* are thrown away."""
        fair = WORD - WORD % n
        while (word := self._next()) >= fair:
            pass
        return word % n

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The items in an order drawn by lot (Fisher-Yates, from the last place down)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            pick = self.below(last + 1)
            order[last], order[pick] = order[pick], order[last]
        return order
