"""What a timetable of the size of the XXV costs, against plainly sorting and hashing as many things in the same run."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from statistics import median
from time import perf_counter

import pytest

from tests.domain.timetable_cases import COURTS, REST, SESSIONS, xxv
from tournament_app.domain.timetable import place
from tournament_app.domain.timetable_check import check


def seconds(work, times=5):
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)


def yardstick():
    """A few milliseconds of Python: 10,000 hashes, sorted."""
    return sorted(sha256(str(n).encode()).digest() for n in range(10_000))


@pytest.mark.benchmark
def test_placing_and_checking_are_fast_enough_for_every_edit(shared):
    known = [replace(f, possible=frozenset()) for f in xxv(shared)]
    timetable = place(known, COURTS, SESSIONS, rest=REST)
    base = seconds(yardstick)
    placing = seconds(lambda: place(known, COURTS, SESSIONS, rest=REST))
    checking = seconds(lambda: check(timetable.placements, known, COURTS, SESSIONS, REST))
    print(f"yardstick {base * 1e3:.1f} ms, place {placing / base:.1f}, check {checking / base:.1f} of it")
    assert placing <= 4 * base
    assert checking <= 2 * base


@pytest.mark.benchmark
def test_the_search_for_room_in_a_full_tournament_ends_soon(shared):
    fixtures = xxv(shared)
    base = seconds(yardstick)
    searching = seconds(lambda: place(fixtures, COURTS, SESSIONS, rest=REST), 1)
    print(f"yardstick {base * 1e3:.1f} ms, {len(fixtures)} matches in a full tournament {searching / base:.0f} of it")
    assert searching <= 400 * base
