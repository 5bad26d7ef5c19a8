"""What the table of a large group costs, against a plain loop that adds up the same figures in the same run."""

from __future__ import annotations

from itertools import combinations
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tests.domain.ranking_cases import BADMINTON, RANKING, played
from tournament_app.domain.standings import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from tournament_app.domain.outcome import Outcome

SIZE = 20


def seconds(work: Callable[[], object], times: int = 40) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)


def group() -> list[Outcome]:
    """Everybody against everybody, 190 matches of two or three games."""
    dice = Random(1)
    ways = ("21-15 21-17", "21-15 17-21 21-19", "15-21 21-17 18-21", "12-21 19-21")
    return played(BADMINTON, *((a, b, dice.choice(ways)) for a, b in combinations(range(1, SIZE + 1), 2)))


def add_up(outcomes: list[Outcome]) -> list[tuple[int, ...]]:
    """Wins, games and points of everybody, in order: what no table can do without."""
    sums = {entry: [0] * 6 for entry in range(1, SIZE + 1)}
    for outcome in outcomes:
        for entry, own in ((outcome.a, 0), (outcome.b, 1)):
            row = sums[entry]
            row[0] += outcome.winner == entry
            row[1] += 1
            for game in outcome.games:
                row[2] += game[own] > game[1 - own]
                row[3] += game[own] < game[1 - own]
                row[4] += game[own]
                row[5] += game[1 - own]
    return sorted((tuple(row) for row in sums.values()), reverse=True)


@pytest.mark.benchmark
@pytest.mark.parametrize("rules", ["bwf", "volleyball_wins", "ittf", "uefa", "points"])
def test_a_table_of_twenty_costs_a_few_plain_additions(rules: str) -> None:
    outcomes = group()
    base = seconds(lambda: add_up(outcomes))
    cost = seconds(lambda: table(range(1, SIZE + 1), outcomes, RANKING[rules], BADMINTON))
    print(f"{rules}: adding up {base * 1e3:.2f} ms, table {cost * 1e3:.2f} ms, ratio {cost / base:.1f}")
    assert cost / base <= 6
