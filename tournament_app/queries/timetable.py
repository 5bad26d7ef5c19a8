"""The figures of the schedule: how much stands, when it ends, how short a rest gets, how full the courts are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.schedule import fixtures, schedule_clashes, schedule_load
from tournament_app.queries.tournament import court_rows, session_rows

if TYPE_CHECKING:
    from tournament_app.domain.timetable_check import Clash
    from tournament_app.domain.timetable_load import LoadReport
    from tournament_app.store.rowlog import Reading

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class ScheduleFigures:
    """*placed* of *total* matches; *ends*, *bound* (the earliest end that is possible at all) in minutes.

    *rest*: the fewest minutes any athlete who is certain to play rests between two matches, ``None`` if nobody plays
    twice. *use*: per cent of the open court time that is taken, from the first match to the last session with one.
    """

    placed: int
    total: int
    ends: int | None
    bound: int | None
    rest: int | None
    use: int | None


@dataclass(frozen=True, slots=True)
class ClashRow:
    """One thing wrong with the schedule: *hard* cannot be played; *keys* are the matches it is about."""

    kind: str
    hard: bool
    keys: tuple[Key, ...]
    clash: Clash


def playable(db: Reading) -> tuple[MatchRow, ...]:
    """The matches that need a place: those of events that are not cancelled and that will be played."""
    wanted = {(fixture.event, fixture.contest) for fixture in fixtures(db)}
    return tuple(match for match in match_rows(db) if (match.event, match.contest) in wanted)


def clash_rows(db: Reading) -> tuple[ClashRow, ...]:
    """What is wrong with the schedule, without the matches that have no place: they stand in a list of their own."""
    ids = {row["code"]: row["id"] for row in db.find("event")}
    return tuple(
        ClashRow(
            c.kind, c.severity == "hard", tuple((ids[p.event], p.contest) for p in c.placements if p.event in ids), c
        )
        for c in schedule_clashes(db)
        if c.kind != "missing"
    )


def load(db: Reading) -> LoadReport:
    """What the schedule weighs before anything is placed."""
    return db.memo("load", schedule_load)


def schedule_figures(db: Reading) -> ScheduleFigures:
    """The figures of the schedule as it stands."""
    rows = playable(db)
    placed = [row for row in rows if row.start is not None]
    ends = max((_end(row) for row in placed), default=None)
    return ScheduleFigures(len(placed), len(rows), ends, load(db).ends, _rest(db), _use(db, placed))


def _end(match: MatchRow) -> int:
    return (match.start or 0) + match.minutes


def _rest(db: Reading) -> int | None:
    """The shortest pause of one athlete between two matches that are certain."""
    slots = {match.key: match for match in match_rows(db) if match.start is not None}
    ids = {row["code"]: row["id"] for row in db.find("event")}
    of: defaultdict[int, list[MatchRow]] = defaultdict(list)
    for fixture in fixtures(db):
        match = slots.get((ids[fixture.event], fixture.contest))
        if match is not None:
            for athlete in fixture.certain:
                of[athlete].append(match)
    pauses = (
        (second.start or 0) - _end(first)
        for matches in of.values()
        for first, second in pairwise(sorted(matches, key=lambda m: m.start or 0))
    )
    return min(pauses, default=None)


def _use(db: Reading, placed: list[MatchRow]) -> int | None:
    if not placed:
        return None
    first, last = min(m.start or 0 for m in placed), max(_end(m) for m in placed)
    opened = sum(max(0, min(s.end, last) - max(s.start, first)) for s in session_rows(db))
    courts = {m.court.id for m in placed if m.court}
    busy = 0
    for court in court_rows(db):
        at = -1
        for match in sorted((m for m in placed if m.court and m.court.id == court.id), key=lambda m: m.start or 0):
            busy += max(0, _end(match) - max(at, match.start or 0))
            at = max(at, _end(match))
    return round(100 * busy / (opened * len(courts))) if opened and courts else None
