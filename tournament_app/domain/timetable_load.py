"""What is known about a timetable before any match is placed: load of the courts, longest chain, busiest athlete.

These three explain most timetables that do not fit, in the organiser's words and at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tournament_app.domain.timetable import Court, Fixture, Key, Session


@dataclass(frozen=True, slots=True)
class CourtLoad:
    """The courts of one *sport*: minutes *needed* by all its matches, minutes *available* in all and in each session.

    *ends* is the earliest minute by which this work can be over, ``None`` when it cannot.
    """

    sport: str
    courts: int
    matches: int
    needed: int
    available: int
    sessions: tuple[int, ...]
    ends: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """The matches that must follow one another and take longest, rest between them included; *ends* as in the load."""

    matches: tuple[Key, ...]
    minutes: int
    ends: int | None


@dataclass(frozen=True, slots=True)
class AthleteLoad:
    """One athlete: how many matches he plays for sure and at most; *minutes* of the most with rest after each."""

    athlete: int
    certain: int
    most: int
    minutes: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """The rows of each kind, the heaviest first, and a sentence for everything that cannot fit or is nearly full."""

    courts: tuple[CourtLoad, ...]
    chains: tuple[Chain, ...]
    athletes: tuple[AthleteLoad, ...]
    open: int
    warnings: tuple[Text, ...]

    @property
    def ends(self) -> int | None:
        """The earliest minute by which the tournament can be over as far as courts and chains go."""
        ends = [row.ends for row in self.courts] + [chain.ends for chain in self.chains]
        known = [end for end in ends if end is not None]
        return max(known, default=None) if len(known) == len(ends) else None


def load_report(
    fixtures: Sequence[Fixture], courts: Sequence[Court], sessions: Sequence[Session], rest: int, *, most: int = 5
) -> LoadReport:
    """The load of *fixtures* on *courts* in *sessions*; of chains (one an event) and athletes the *most* loaded."""
    sessions = sorted(sessions, key=lambda s: s.start)
    rows = sorted(_court_loads(fixtures, courts, sessions), key=lambda r: -r.needed / max(r.available, 1))
    known = {f.key: f for f in fixtures}
    tails = _tails(known, rest)
    chains = sorted(_chains(known, tails, sessions, rest), key=lambda c: -c.minutes)[:most]
    athletes = sorted(_athlete_loads(known, tails, rest), key=lambda a: (-a.minutes, a.athlete))[:most]
    open_minutes = sum(s.end - s.start for s in sessions)
    warnings = _warnings(rows, chains, athletes, open_minutes, known)
    return LoadReport(tuple(rows), tuple(chains), tuple(athletes), open_minutes, warnings)


def _court_loads(fixtures: Sequence[Fixture], courts: Sequence[Court], sessions: Sequence[Session]) -> list[CourtLoad]:
    minutes: defaultdict[str, list[int]] = defaultdict(list)
    for fixture in fixtures:
        minutes[fixture.sport].append(fixture.minutes)
    rows = []
    for sport, each in minutes.items():
        kind = [court for court in courts if court.sport == sport]
        boards, shortest = sum(court.boards for court in kind), min(each)
        usable = [(s.end - s.start) // shortest * shortest for s in sessions]
        ends, left = None, sum(each)
        for session, length in zip(sessions, usable, strict=True):
            if boards and left <= length * boards:
                ends = session.start + -(-left // boards)
                break
            left -= length * boards
        room = tuple(length * boards for length in usable)
        rows.append(CourtLoad(sport, len(kind), len(each), sum(each), sum(room), room, ends))
    return rows


def _tails(known: dict[Key, Fixture], rest: int) -> dict[Key, tuple[int, Key | None]]:
    """Per match: the minutes of the longest chain of feeders up to its end, and the feeder it comes by.

    A match in a circle of feeders has no tail; the placer says so.
    """
    tails: dict[Key, tuple[int, Key | None]] = {}
    left = list(known.values())
    while left:
        waiting = []
        for f in left:
            before = [key for key in f.after if key in known]
            if all(key in tails for key in before):
                best = max(((tails[key][0] + rest, key) for key in before), default=(0, None))
                tails[f.key] = best[0] + f.minutes, best[1]
            else:
                waiting.append(f)
        if len(waiting) == len(left):
            break
        left = waiting
    return tails


def _chains(
    known: dict[Key, Fixture], tails: dict[Key, tuple[int, Key | None]], sessions: Sequence[Session], rest: int
) -> list[Chain]:
    longest: dict[str, Key] = {}
    for key, (minutes, _) in tails.items():
        if key[0] not in longest or minutes > tails[longest[key[0]]][0]:
            longest[key[0]] = key
    chains = []
    for last in longest.values():
        keys = list(_back(last, tails))[::-1]
        ends = _earliest([known[key].minutes for key in keys], sessions, rest)
        chains.append(Chain(tuple(keys), tails[last][0], ends))
    return chains


def _back(last: Key, tails: dict[Key, tuple[int, Key | None]]) -> Iterator[Key]:
    """The longest chain that ends in *last*, from its end."""
    at: Key | None = last
    while at is not None:
        yield at
        at = tails[at][1]


def _earliest(chain: Sequence[int], sessions: Sequence[Session], rest: int) -> int | None:
    """When matches of these minutes, one after the other with *rest* between, are over at the earliest."""
    now = -rest
    for minutes in chain:
        fits = (max(s.start, now + rest) for s in sessions if max(s.start, now + rest) + minutes <= s.end)
        start = next(fits, None)
        if start is None:
            return None
        now = start + minutes
    return now


def _athlete_loads(known: dict[Key, Fixture], tails: dict[Key, tuple[int, Key | None]], rest: int) -> list[AthleteLoad]:
    """All certain matches count; of the possible ones of an event, the longest way through them."""
    certain: defaultdict[int, list[Fixture]] = defaultdict(list)
    ways: defaultdict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for key in sorted(tails, key=lambda key: tails[key][0]):
        fixture = known[key]
        for athlete in fixture.certain:
            certain[athlete].append(fixture)
        for athlete in fixture.possible - fixture.certain:
            minutes, count = _way(key, athlete, known, tails, rest)
            ways[athlete][key[0]] = max(ways[athlete].get(key[0], (0, 0)), (minutes, count))
    loads = []
    for athlete in certain.keys() | ways.keys():
        sure = certain[athlete]
        minutes = sum(f.minutes + rest for f in sure) + sum(way[0] for way in ways[athlete].values())
        most = len(sure) + sum(way[1] for way in ways[athlete].values())
        loads.append(AthleteLoad(athlete, len(sure), most, minutes))
    return loads


def _way(
    key: Key, athlete: int, known: dict[Key, Fixture], tails: dict[Key, tuple[int, Key | None]], rest: int
) -> tuple[int, int]:
    """Minutes and number of the matches an athlete may play up to *key*, back along the longest chain of feeders."""
    minutes = count = 0
    for at in _back(key, tails):
        if athlete not in known[at].possible - known[at].certain:
            break
        minutes, count = minutes + known[at].minutes + rest, count + 1
    return minutes, count


def _warnings(
    rows: Sequence[CourtLoad],
    chains: Sequence[Chain],
    athletes: Sequence[AthleteLoad],
    open_minutes: int,
    known: dict[Key, Fixture],
) -> tuple[Text, ...]:
    """A sentence for each row that cannot fit, and for courts more than nine tenths full."""
    texts = []
    for row in rows:
        figures = {"sport": row.sport, "needed": row.needed, "available": row.available}
        if not row.courts:
            texts.append(Text("{sport}: {n} matches and no court", sport=row.sport, n=row.matches))
        elif row.ends is None:
            texts.append(Text("{sport} needs {needed} court minutes, only {available} are open", **figures))
        elif row.needed * 10 > row.available * 9:
            texts.append(Text("{sport} is nearly full: {needed} of {available} court minutes", **figures))
    for chain in chains:
        if chain.ends is None:
            first, last = known[chain.matches[0]].name, known[chain.matches[-1]].name
            n = len(chain.matches)
            texts.append(
                Text("from {first} to {last}, {n} matches one after the other do not fit", first=first, last=last, n=n)
            )
    texts += [
        Text("an athlete may play {n} matches: with rest they take longer than all sessions", n=load.most)
        for load in athletes
        if load.minutes > open_minutes
    ]
    return tuple(texts)
