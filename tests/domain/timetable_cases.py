"""Tournaments to be put on courts: groups and knockout, in the shape of the XXV or made up."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from tournament_app.domain.timetable import Court, Fixture, Session

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.domain.timetable import Key

REST = 20
MINUTES = {"CL": (18, 18, 40), "BCH": (45, 45, 45), "BB": (20, 20, 20), "CT": (60, 60, 60)}
BOARDS = [("CL", 1)] * 6 + [("BCH", 1)] * 2 + [("BB", 1)] * 4 + [("CT", 40)]
COURTS = tuple(Court(n, f"{sport} {n}", sport, boards) for n, (sport, boards) in enumerate(BOARDS, start=1))
HOURS = ((450, 690), (810, 1050), (1110, 1260))
SESSIONS = tuple(
    Session(day * 1440 + start, day * 1440 + end) for day in range(3) for start, end in HOURS[: 2 if day == 2 else 3]
)


class Side(NamedTuple):
    """Somebody in a knockout: the reference, the matches that decide who it is, and who it may be."""

    ref: str
    after: tuple[Key, ...]
    people: frozenset[int]


def event_fixtures(code, sport, entries, minutes, *, third=False):
    """A round robin of up to five entries; else groups of three or four, two of each into a knockout with byes."""
    count = 1 if len(entries) <= 5 else len(entries) // 3
    fixtures, sides = [], []
    for g in range(count):
        group = range(g, len(entries), count)
        pool = [
            Fixture(
                code,
                f"G{g}-{a}-{b}",
                minutes[0],
                sport,
                certain=entries[a] | entries[b],
                sides=(str(a + 1), str(b + 1)),
            )
            for a, b in combinations(group, 2)
        ]
        fixtures += pool
        people = frozenset().union(*(entries[i] for i in group))
        sides += [(rank, g, Side(f"{g}#{rank}", tuple(f.key for f in pool), people)) for rank in (1, 2)]
    if count > 1:
        fixtures += knockout(code, sport, [side for _, _, side in sorted(sides)], minutes, third=third)
    return fixtures


def knockout(code, sport, sides, minutes, *, third):
    slots = 1 << (len(sides) - 1).bit_length()
    field = [*sides, *[None] * (slots - len(sides))]
    left = [side for i in range(slots // 2) for side in (field[i], field[slots - 1 - i])]
    fixtures = []
    while len(left) > 1:
        winners = []
        for n in range(0, len(left), 2):
            a, b = left[n : n + 2]
            if b is None:
                winners.append(a)
                continue
            final, ref = len(left) == 2, f"K{len(left)}-{n // 2}"
            after, people = tuple(dict.fromkeys((*a.after, *b.after))), a.people | b.people
            if final and third:
                losers = tuple(side.ref.replace("W:", "L:") for side in (a, b))
                fixtures.append(Fixture(code, "third", minutes[1], sport, after, possible=people, sides=losers))
            length = minutes[2] if final else minutes[1]
            fixtures.append(Fixture(code, ref, length, sport, after, possible=people, sides=(a.ref, b.ref)))
            winners.append(Side(f"W:{ref}", ((code, ref),), people))
        left = winners
    return fixtures


def xxv(shared: Path) -> list[Fixture]:
    """All matches of the XXV: groups in order of entry, with the athletes the correct import finds."""
    truth = json.loads((shared / "data/registration/truth.json").read_text(encoding="utf-8"))
    numbers: dict[tuple[str, str], int] = {}
    entries: dict[str, list[frozenset[int]]] = {code: [] for code in truth["events"]}
    for unit in truth["units"]:
        for entry in unit["entries"]:
            people = frozenset(numbers.setdefault((unit["name"], name), len(numbers)) for name in entry["members"])
            entries[entry["event"]].append(people)
    assert {code: len(teams) for code, teams in entries.items()} == truth["events"]
    fixtures: list[Fixture] = []
    for code, teams in entries.items():
        sport = code.split("-")[0]
        fixtures += event_fixtures(code, sport, teams, MINUTES[sport])
    return fixtures
