"""Kicks from the mark (luân lưu): which scores they can end at (IFAB Law 10.3)."""

from __future__ import annotations

from functools import cache


def possible_kicks(a: int, b: int, each: int) -> bool:
    """Whether kicks can end *a* to *b* when each side takes *each* and then, if level, one more pair at a time.

    They end as soon as one side cannot be caught; beyond the first *each*, by one.
    """
    return min(a, b) >= 0 and (abs(a - b) == 1 or (a, b) in _ends(each))


@cache
def _ends(each: int) -> frozenset[tuple[int, int]]:
    """Every score at which the first *each* kicks of both sides can end, played kick by kick by either side first."""
    ended: set[tuple[int, int]] = set()
    todo = {(0, 0, 0, 0)}
    while todo:
        first, second, took_first, took_second = todo.pop()
        if first > second + each - took_second or second > first + each - took_first:
            ended |= {(first, second), (second, first)}
        elif took_first == took_second < each:
            todo |= {(first + goal, second, took_first + 1, took_second) for goal in (0, 1)}
        elif took_second < took_first:
            todo |= {(first, second + goal, took_first, took_second + 1) for goal in (0, 1)}
    return frozenset(ended)
