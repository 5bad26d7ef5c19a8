"""What a large draw costs, against hashing and sorting as many entries in the same run."""

from __future__ import annotations

from hashlib import sha256
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tournament_app.domain.draw import DrawEntry, draw
from tournament_app.domain.formats import plan_for
from tournament_app.domain.resolve import resolve
from tournament_app.domain.rules import Format

if TYPE_CHECKING:
    from collections.abc import Callable

RULES = Format("knockout")


def seconds(work: Callable[[], object], times: int = 5) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)


def hash_and_sort() -> list[bytes]:
    """A lot by hash for each of 1,024 entries at each of the ten halvings, and the order of the lots."""
    return [min(sorted(sha256(f"{level} {entry}".encode()).digest() for entry in range(1024))) for level in range(10)]


@pytest.mark.benchmark
def test_a_draw_of_1024_costs_at_most_twelve_times_its_hashes() -> None:
    """Halved, then 8,192 exchanges tried: two lots each, so the halving alone (26 ms of a prototype) is not all."""
    plan = plan_for(RULES, 1024)
    entries = [DrawEntry(i, i * i % 60, i if i <= 64 else None) for i in range(1, 1025)]
    drawn = draw(plan, entries, RULES, "1")
    base, cost = seconds(hash_and_sort), seconds(lambda: draw(plan, entries, RULES, "1"))
    print(
        f"hash and sort {base * 1e3:.1f} ms, draw {cost * 1e3:.1f} ms in {drawn.tries} tries, ratio {cost / base:.1f}"
    )
    assert drawn.quality.met
    assert cost / base / drawn.tries <= 12


@pytest.mark.benchmark
def test_to_resolve_128_costs_less_than_to_draw_them() -> None:
    plan = plan_for(RULES, 128)
    entries = [DrawEntry(i, i % 30) for i in range(1, 129)]
    numbers = draw(plan, entries, RULES, "1").numbers
    base = seconds(lambda: draw(plan, entries, RULES, "1"))
    cost = seconds(lambda: resolve(plan, numbers, {}, lambda *_: []), 50)
    print(f"draw {base * 1e3:.2f} ms, resolve {cost * 1e3:.3f} ms, ratio {cost / base:.2f}")
    assert cost <= base
