"""The lines of a knockout sheet, counted from 1 at the top: who is seeded where, where the byes lie, who meets whom."""

from __future__ import annotations

from functools import cache


def sheet_size(entries: int) -> int:
    """The number of lines of the sheet: the next power of two."""
    return 1 << (entries - 1).bit_length()


@cache
def line_order(size: int) -> tuple[int, ...]:
    """All lines in the order in which seeds, and then byes, take them (BWF seed lines).

    Seed 1 has the top line, seed 2 the bottom one; 3/4 the free quarters, 5/8 the free eighths and so on: the top of a
    section in the upper half, the bottom in the lower. Any beginning of the order is spread evenly over all sections.
    """
    tops = [0]
    while len(tops) < size // 2:
        tops = [2 * top for top in tops] + [2 * top + 1 for top in tops]
    return tuple(line for top in tops for line in (top + 1, size - top))


def opponent(line: int) -> int:
    """The line met in the first round."""
    return line + 1 if line % 2 else line - 1


def bye_lines(entries: int) -> frozenset[int]:
    """The lines left empty: opposite the first seed lines, so never two against each other (ITTF 3.6.1)."""
    size = sheet_size(entries)
    return frozenset(opponent(line) for line in line_order(size)[: size - entries])


def meeting(one: int, other: int) -> int:
    """The round, from 1, in which two different lines can meet."""
    return ((one - 1) ^ (other - 1)).bit_length()


def berger(entries: int) -> list[list[tuple[int, int]]]:
    """The rounds of a round robin, each pair as (first named, second): FIDE Handbook C.05, Annex 1.

    With an odd number the highest place of the next even table is the free one.
    """
    n = entries + entries % 2
    rounds = []
    for turn in range(n - 1):
        anchor = turn * (n // 2) % (n - 1)
        first = (anchor + 1, n) if turn % 2 == 0 else (n, anchor + 1)
        pairs = [first] + [((anchor + k) % (n - 1) + 1, (anchor - k) % (n - 1) + 1) for k in range(1, n // 2)]
        rounds.append([(a, b) for a, b in pairs if max(a, b) <= entries])
    return rounds
