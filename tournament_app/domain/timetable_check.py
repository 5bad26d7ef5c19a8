"""What is wrong with a timetable, whoever made it: a person, the placer or a day of delays.

It shares no code with the placer, only the nouns. A *hard* clash cannot be played as it stands; a *soft* one can, if
the organiser accepts it knowingly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tournament_app.domain.timetable import Court, Fixture, Placement, Session

Severity = Literal["hard", "soft"]


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing wrong: its *kind*, the *placements* it is about, *who* is hit (athletes), and a sentence.

    Hard kinds: ``unknown_court``, ``unknown_match``, ``wrong_sport``, ``duplicate``, ``court_twice``, ``two_places``,
    ``too_early`` (before its feeders are over). Soft kinds: ``outside_session``, ``possible_two_places`` (an athlete
    who only may play one of them), ``short_rest``, ``missing``.
    """

    kind: str
    severity: Severity
    placements: tuple[Placement, ...]
    who: tuple[int, ...]
    text: Text


def check(
    placements: Sequence[Placement],
    fixtures: Sequence[Fixture],
    courts: Sequence[Court],
    sessions: Sequence[Session],
    rest: int,
) -> tuple[Clash, ...]:
    """Everything wrong with *placements*, the hard clashes first, each sort in order of time."""
    known = {fixture.key: fixture for fixture in fixtures}
    by_court = {court.id: court for court in courts}
    found = [
        *_one_by_one(placements, known, by_court, sessions),
        *_duplicates(placements),
        *_courts(placements, by_court),
        *_order(placements, known),
        *_athletes([p for p in placements if p.key in known], known, rest),
        *_missing(placements, fixtures),
    ]
    return tuple(sorted(found, key=lambda c: (c.severity, c.placements[0].start if c.placements else 0)))


def _one_by_one(
    placements: Sequence[Placement],
    known: dict[tuple[str, str], Fixture],
    courts: dict[int, Court],
    sessions: Sequence[Session],
) -> Iterator[Clash]:
    """What is wrong with one placement by itself."""
    for p in placements:
        fixture, court, match = known.get(p.key), courts.get(p.court), _name(p, known)
        if fixture is None:
            text = Text("{match} has a place, but is not a match of this tournament", match=match)
            yield Clash("unknown_match", "hard", (p,), (), text)
        if court is None:
            text = Text("{match} is on a court that does not exist", match=match)
            yield Clash("unknown_court", "hard", (p,), (), text)
        elif fixture and court.sport != fixture.sport:
            text = Text("{match} is on {court}, which is for another sport", match=match, court=court.name)
            yield Clash("wrong_sport", "hard", (p,), (), text)
        if not any(s.start <= p.start and p.start + p.minutes <= s.end for s in sessions):
            text = Text("{match} at {time} is not inside one session", match=match, time=_time(p.start))
            yield Clash("outside_session", "soft", (p,), (), text)


def _duplicates(placements: Sequence[Placement]) -> Iterator[Clash]:
    for key, times in Counter(p.key for p in placements).items():
        if times > 1:
            text = Text("{match} has {n} places", match=" ".join(key), n=times)
            yield Clash("duplicate", "hard", tuple(p for p in placements if p.key == key), (), text)


def _courts(placements: Sequence[Placement], courts: dict[int, Court]) -> Iterator[Clash]:
    """Each moment at which one more match starts on a court than it has boards."""
    by_court: defaultdict[int, list[Placement]] = defaultdict(list)
    for p in placements:
        if p.court in courts:
            by_court[p.court].append(p)
    for number, on_court in by_court.items():
        court = courts[number]
        running: list[Placement] = []
        for p in sorted(on_court, key=lambda p: p.start):
            running = [r for r in running if r.start + r.minutes > p.start]
            running.append(p)
            if len(running) > court.boards:
                text = Text(
                    "{court} at {time} has {n} matches, room for {boards}",
                    court=court.name,
                    time=_time(p.start),
                    n=len(running),
                    boards=court.boards,
                )
                yield Clash("court_twice", "hard", tuple(running), (), text)


def _order(placements: Sequence[Placement], known: dict[tuple[str, str], Fixture]) -> Iterator[Clash]:
    """Matches that start before one that decides who plays them is over."""
    placed = {p.key: p for p in placements}
    for p in placements:
        for key in known[p.key].after if p.key in known else ():
            feeder = placed.get(key)
            if feeder and feeder.start + feeder.minutes > p.start:
                text = Text(
                    "{match} starts at {time}, before {feeder} is over",
                    match=_name(p, known),
                    time=_time(p.start),
                    feeder=_name(feeder, known),
                )
                yield Clash("too_early", "hard", (feeder, p), (), text)


def _athletes(placements: Sequence[Placement], known: dict[tuple[str, str], Fixture], rest: int) -> Iterator[Clash]:
    """Pairs of matches that are too close for an athlete of both, each pair once with everybody it hits."""
    matches_of: defaultdict[int, list[Placement]] = defaultdict(list)
    for p in sorted(placements, key=lambda p: p.start):
        for athlete in known[p.key].certain | known[p.key].possible:
            matches_of[athlete].append(p)
    hit: defaultdict[tuple[Placement, Placement], set[int]] = defaultdict(set)
    for athlete, matches in matches_of.items():
        for n, first in enumerate(matches):
            for second in matches[n + 1 :]:
                if second.start >= first.start + first.minutes + rest:
                    break
                if first.key != second.key and not _alternatives(known[first.key], known[second.key], athlete):
                    hit[first, second].add(athlete)
    for (first, second), who in hit.items():
        yield _too_close(first, second, who, known, rest)


def _too_close(
    first: Placement,
    second: Placement,
    who: set[int],
    known: dict[tuple[str, str], Fixture],
    rest: int,
) -> Clash:
    names = {"first": _name(first, known), "second": _name(second, known)}
    pause, both, people = second.start - first.start - first.minutes, (first, second), tuple(sorted(who))
    if pause >= 0:
        text = Text("{first} and {second}: an athlete rests {n} minutes, needs {rest}", n=pause, rest=rest, **names)
        return Clash("short_rest", "soft", both, people, text)
    if who & known[first.key].certain & known[second.key].certain:
        return Clash("two_places", "hard", both, people, Text("{first} and {second} need the same athlete", **names))
    text = Text("{first} and {second} may need the same athlete", **names)
    return Clash("possible_two_places", "soft", both, people, text)


def _alternatives(one: Fixture, other: Fixture, athlete: int) -> bool:
    """Whether *athlete* can play only one of two matches of one event: he is certain in neither, they share no side."""
    if one.event != other.event or athlete in one.certain or athlete in other.certain:
        return False
    return not any(a == b for a in one.sides for b in other.sides)


def _missing(placements: Sequence[Placement], fixtures: Sequence[Fixture]) -> Iterator[Clash]:
    placed = {p.key for p in placements}
    for fixture in fixtures:
        if fixture.key not in placed:
            text = Text("{match} has no place in the timetable", match=fixture.label or " ".join(fixture.key))
            yield Clash("missing", "soft", (), (), text)


def _name(p: Placement, known: dict[tuple[str, str], Fixture]) -> str:
    return (p.key in known and known[p.key].label) or f"{p.event} {p.contest}"


def _time(minute: int) -> str:
    """*minute* as a time of day, with the number of the day in front: ``2 · 07:30``."""
    return f"{minute // 1440 + 1} · {minute // 60 % 24:02}:{minute % 60:02}"
