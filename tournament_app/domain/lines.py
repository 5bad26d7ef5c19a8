"""The lines of a knockout sheet, counted from 1 at the top: who is seeded where, where the byes lie, who meets whom."""

from __future__ import annotations

from functools import cache


def sheet_size(entries: int) -> int:
    """The number of lines of the sheet: the next power of two."""
    return 1 << (entries - 1).bit_length()


@cache
def line_order(size: int, rule: str = "standard") -> tuple[int, ...]:
    """All lines in the order in which seeds, and then byes, take them; any beginning is spread over all sections.

    Seed 1 has the top line, seed 2 the bottom one; 3/4 the free quarters, 5/8 the free eighths and so on. Where in
    its free section a seed stands: BWF and ``standard`` the top in the upper half, the bottom in the lower; ITTF 3.6.2
    the end away from the seed it may meet first; ITF as BWF for 3/4, then as ITTF (the lines of a 16, 32 and 128 draw).
    ``snake`` has the lines of BWF in the order in which 1 meets the last of each tier: 4, then 8, 16 and so on.
    """
    order = [1] if size == 1 else [1, size]
    while len(order) < size:
        section = size // len(order)
        far = rule == "ittf" or (rule == "itf" and len(order) > 2)
        before = order[::-1] if rule == "snake" else order
        order = order + [_free_end(line, section, size, far=far) for line in before]
    return tuple(order)


def _free_end(line: int, section: int, size: int, *, far: bool) -> int:
    """The line of the next seed in the half without *line* of its section of *section* lines."""
    low = (line - 1) // section * section
    above = line - low > section // 2
    first, last = (low + 1, low + section // 2) if above else (low + section // 2 + 1, low + section)
    upper = above if far else low < size // 2
    return first if upper else last


def seed_count(rule: str, entries: int, ranked: int) -> int:
    """How many of *ranked* seeds are placed: the number that *rule* sets for so many entries.

    BWF: 2 up to 15 entries, 4 to 31, 8 to 63, else 16. ITF: a quarter of the sheet. ITTF: whole tiers of 2, 4, 8, 16,
    at most one to a first-round match. ``standard``, ``snake`` and ``pots``: all.
    """
    if rule == "bwf":
        return min(ranked, next((2 << k for k in range(3) if entries < 16 << k), 16))
    if rule == "itf":
        return min(ranked, max(2, sheet_size(entries) // 4))
    if rule == "ittf":
        return min(1 << ranked.bit_length() >> 1, max(1, sheet_size(entries) // 2))
    return ranked


def opponent(line: int) -> int:
    """The line met in the first round."""
    return line + 1 if line % 2 else line - 1


def bye_lines(entries: int, rule: str = "standard") -> frozenset[int]:
    """The lines left empty: opposite the first seed lines, so never two against each other (ITTF 3.6.1)."""
    size = sheet_size(entries)
    return frozenset(opponent(line) for line in line_order(size, rule)[: size - entries])


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
