"""The timetable (lịch thi đấu): every match on a court at a time, and what is known about the load before any placing.

Time is minutes from midnight of the tournament's first day. The placer goes forward in time;
at each tick the match with the longest remaining chain takes the next free court. The checker is in
:mod:`tournament_app.domain.timetable_check`, what is known beforehand in :mod:`tournament_app.domain.timetable_load`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from tournament_app.domain.timetable_conflicts import conflicts, members
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    Fill = Callable[[Sequence["Placement"], float, Mapping[str, float]], "_Board"]

Key = tuple[str, str]
"""A match: the code of its event and its reference in the event's plan."""

DAY = 1440
_NEVER = 10**9
_TRIES = 12
"""How often the whole is placed anew at each chance, the events that found no room being put forward."""
_FORWARD = 120
"""The most minutes an event is put forward from one try to the next."""
_CHANCES = (0.01, 0.02, 0.05, 100)
"""The chance below which two matches may overlap that are both merely possible; at last only athletes who surely play
count."""
_LEFT_OVER = 0.2
"""The same chance for the few matches left in the end, around what has a place by then."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A match that needs a court for *minutes*.

    *after* are its feeders, which must be over. *certain* athletes surely play, *possible* ones may. *sides* are the
    two references of the plan (``"W:QF1"``): matches of one event that share no side are alternatives for an athlete
    who is only possible in both, like the final and the match for third, and may run side by side.
    """

    event: str
    contest: str
    minutes: int
    sport: str
    after: tuple[Key, ...] = ()
    certain: frozenset[int] = frozenset()
    possible: frozenset[int] = frozenset()
    label: str = ""
    sides: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What names this match in the tournament."""
        return self.event, self.contest

    @property
    def name(self) -> str:
        """What people call it: its label, or its event and reference."""
        return self.label or f"{self.event} {self.contest}"


@dataclass(frozen=True, slots=True)
class Court:
    """A court, table or hall for one *sport* where *boards* matches can be played at once."""

    id: int
    name: str
    sport: str
    boards: int = 1
    venue: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """An open time (buổi) of the tournament; no match runs from one into the next."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A match on a court from *start*; *pinned* by the organiser, or already played, it stays where it is."""

    event: str
    contest: str
    court: int
    start: int
    minutes: int
    pinned: bool = False

    @property
    def key(self) -> Key:
        """What names this match in the tournament."""
        return self.event, self.contest

    @property
    def end(self) -> int:
        """The first minute the court is free again."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Timetable:
    """What was placed, in order of time, and what was not, with the reason of each.

    *careful*: every possible participant counted as one. Otherwise the days were too full for that, and some matches
    overlap that hardly need the same athlete; the checker names them, and placing again, when names are known, ends it.
    """

    placements: tuple[Placement, ...]
    unplaced: tuple[tuple[Fixture, Text], ...] = ()
    careful: bool = True


def clock(minute: int) -> Text:
    """*minute* as people say it: the time of day and the day of the tournament, counted from 1."""
    day, of_day = divmod(minute, DAY)
    return Text("{clock} on day {day}", clock=f"{of_day // 60:02}:{of_day % 60:02}", day=day + 1)


def shift(placements: Iterable[Placement], minute: int, by: int, courts: Collection[int]) -> tuple[Placement, ...]:
    """The same timetable with the rest of the day of *minute* moved *by* minutes on *courts*, pinned matches too.

    What started before *minute* stays.
    """
    end = (minute // DAY + 1) * DAY
    return tuple(
        replace(p, start=p.start + by) if p.court in courts and minute <= p.start < end else p for p in placements
    )


def place(  # noqa: PLR0913 - one keyword each
    fixtures: Sequence[Fixture],
    courts: Sequence[Court],
    sessions: Sequence[Session],
    *,
    rest: int,
    fixed: Sequence[Placement] = (),
    not_before: int = 0,
    grid: int = 5,
    tries: int = _TRIES,
) -> Timetable:
    """A timetable of all *fixtures* that fit, around the *fixed* placements, which are kept as they are.

    Every athlete who may play counts as playing and has *rest* minutes after each match. Only where some match would
    find no place for that reason are two that are both merely possible, and unlikely to meet in one athlete, let go.
    Nothing new starts before *not_before*; starts lie on a *grid* of minutes from the start of each session. The same
    input gives the same timetable. Where not everything fits at once, up to *tries* (at least 1) whole timetables are
    made at each of a few chances, and the fullest is taken; 1 is enough for a preview at every edit.
    """
    ticks = list(_ticks(sessions, not_before, grid))

    def fill(fixed: Sequence[Placement], chance: float, forward: Mapping[str, float]) -> _Board:
        board = _Board(fixtures, courts, rest, fixed, chance, forward)
        for now, close in ticks:
            board.tick(now, close)
        return board

    board = strict = fill(fixed, 0, {})
    if strict.athletes_busy:  # else only courts, sessions and feeders stand in the way: trying again cannot help
        for chance in _CHANCES:
            if not board.done:
                board = max(board, _squeaky(fill, fixed, chance, tries), key=lambda b: len(b.ends))
    placements = sorted(board.placements, key=lambda p: (p.start, p.court, p.event, p.contest))
    unplaced = tuple((fixtures[i], board.reason(i, sessions)) for i in range(len(fixtures)) if i not in board.ends)
    return Timetable(tuple(placements), unplaced, board is strict)


def _squeaky(fill: Fill, fixed: Sequence[Placement], chance: float, tries: int) -> _Board:
    """The first board with room for all, or the fullest of several.

    Matches left over are placed around the others with less care; if that does not do, their events are put forward in
    the next try, by amounts that never fall into step (squeaky wheel: who complains is served earlier next time).
    """
    boards: list[_Board] = []
    forward: defaultdict[str, float] = defaultdict(float)
    for turn in range(1, tries + 1):
        first = fill(fixed, chance, forward)
        board = first if first.done else fill(first.placements, max(chance, _LEFT_OVER), forward)
        boards.append(board)
        if board.done:
            break
        for n, event in enumerate(sorted({f.event for i, f in enumerate(first.fixtures) if i not in first.ends})):
            forward[event] += (turn + n) * 0.618 % 1 * _FORWARD
    return max(boards, key=lambda board: len(board.ends))


def _ticks(sessions: Iterable[Session], not_before: int, grid: int) -> Iterator[tuple[int, int]]:
    """Each minute at which a match may start, and the minute at which it must be over."""
    close: dict[int, int] = {}
    for session in sessions:
        for now in range(session.start, session.end, grid):
            if now >= not_before:
                close[now] = max(close.get(now, 0), session.end)
    yield from sorted(close.items())


class _Lane:
    """One court while the timetable is filled: the ends of what runs on it, and what is fixed on it."""

    def __init__(self, court: Court, fixed: Sequence[Placement]) -> None:
        self.id = court.id
        self.boards = court.boards
        self.running: list[int] = []
        self.fixed = [p for p in fixed if p.court == court.id]

    def free(self, now: int, minutes: int = 1) -> bool:
        """Whether one more match fits from *now* for *minutes*."""
        while self.running and self.running[0] <= now:
            heappop(self.running)
        taken = len(self.running) + sum(p.start < now + minutes and p.end > now for p in self.fixed)
        return taken < self.boards


class _Board:
    """The placer's board. Sets of matches are the bits of an integer: a set operation on 700 matches is one step."""

    def __init__(
        self,
        fixtures: Sequence[Fixture],
        courts: Sequence[Court],
        rest: int,
        fixed: Sequence[Placement],
        chance: float,
        forward: Mapping[str, float],
    ) -> None:
        self.fixtures, self.rest, self.fixed = fixtures, rest, fixed
        self.number = {fixture.key: i for i, fixture in enumerate(fixtures)}
        self.pins = {self.number[p.key]: p for p in fixed if p.key in self.number}
        self.ends = {i: p.end for i, p in self.pins.items()}
        self.placed: list[Placement] = []
        self.feeders = [[self.number[key] for key in f.after if key in self.number] for f in fixtures]
        self.followers: list[list[int]] = [[] for _ in fixtures]
        for i, feeders in enumerate(self.feeders):
            for feeder in feeders:
                self.followers[feeder].append(i)
        self.order = _in_order(self.feeders, self.followers)
        self.due, self.urgency = self._deadlines(forward)
        self.against = conflicts(fixtures, chance)
        self.pinned = self._pinned_times()
        self.lanes: dict[str, list[_Lane]] = {f.sport: [] for f in fixtures}
        for court in courts:
            if court.sport in self.lanes:
                self.lanes[court.sport].append(_Lane(court, fixed))
        self.ready: dict[int, int] = {}
        self.queues: dict[str, list[int]] = {sport: [] for sport in self._fullest_first()}
        self.busy, self.resting = 0, list[tuple[int, int]]()
        self.athletes_busy: set[int] = set()
        for i in range(len(fixtures)):
            self._enqueue(i)

    def _deadlines(self, forward: Mapping[str, float]) -> tuple[list[int], list[float]]:
        """Per match: the latest start that its pinned followers allow, and its urgency (the smaller, the sooner)."""
        due, chain = [_NEVER] * len(self.fixtures), [f.minutes for f in self.fixtures]
        for i in reversed(self.order):
            length = self.fixtures[i].minutes + self.rest
            for follower in self.followers[i]:
                chain[i] = max(chain[i], length + chain[follower])
                pin = self.pins.get(follower)
                latest = pin.start if pin else due[follower]
                due[i] = min(due[i], latest - length if latest < _NEVER else _NEVER)
        horizon = max(chain, default=0) + max((p.start for p in self.pins.values()), default=0)
        return due, [
            min(latest, horizon - length - forward.get(fixture.event, 0))
            for latest, length, fixture in zip(due, chain, self.fixtures, strict=True)
        ]

    def _fullest_first(self) -> list[str]:
        """The sports, the one whose courts have most to do first: it has the first choice at each tick."""
        minutes: defaultdict[str, int] = defaultdict(int)
        for fixture in self.fixtures:
            minutes[fixture.sport] += fixture.minutes
        boards = {sport: sum(lane.boards for lane in lanes) or 1 for sport, lanes in self.lanes.items()}
        return sorted(boards, key=lambda sport: -minutes[sport] / boards[sport])

    def _pinned_times(self) -> list[list[tuple[int, int]]]:
        """Per match: the open intervals in which it cannot start because an athlete of it is in a fixed match."""
        pins = sum(1 << i for i in self.pins)
        return [
            [
                (self.pins[j].start - fixture.minutes - self.rest, self.pins[j].end + self.rest)
                for j in members(self.against[i] & pins)
            ]
            for i, fixture in enumerate(self.fixtures)
        ]

    def _enqueue(self, i: int) -> None:
        """Let match *i* wait for a court as soon as all its feeders have a place."""
        feeders = self.feeders[i]
        if i not in self.ends and all(feeder in self.ends for feeder in feeders):
            self.ready[i] = max((self.ends[feeder] + self.rest for feeder in feeders), default=0)
            queue = self.queues[self.fixtures[i].sport]
            queue.append(i)
            queue.sort(key=lambda j: (self.urgency[j], j))

    def tick(self, now: int, close: int) -> None:
        """Start at *now* what can start and is over by *close*."""
        while self.resting and self.resting[0][0] <= now:
            self.busy &= ~heappop(self.resting)[1]
        for sport, queue in list(self.queues.items()):
            lanes = [lane for lane in self.lanes[sport] if lane.free(now)]
            for i in list(queue) if lanes else ():
                minutes = self.fixtures[i].minutes
                if self.ready[i] > now or now + minutes > close or now > self.due[i] or not self._rested(i, now):
                    continue
                lane = next((lane for lane in lanes if lane.free(now, minutes)), None)
                if lane:
                    self._start(i, lane, now)
                    lanes = [lane for lane in lanes if lane.free(now)]
                if not lanes:
                    break

    def _rested(self, i: int, now: int) -> bool:
        """Whether nobody who may play match *i* is playing or resting, now and until its end."""
        if self.against[i] & self.busy or any(low < now < high for low, high in self.pinned[i]):
            self.athletes_busy.add(i)
            return False
        return True

    def _start(self, i: int, lane: _Lane, now: int) -> None:
        fixture = self.fixtures[i]
        end = self.ends[i] = now + fixture.minutes
        self.placed.append(Placement(*fixture.key, lane.id, now, fixture.minutes))
        heappush(lane.running, end)
        self.busy |= 1 << i
        heappush(self.resting, (end + self.rest, 1 << i))
        self.queues[fixture.sport].remove(i)
        for follower in self.followers[i]:
            self._enqueue(follower)

    @property
    def placements(self) -> tuple[Placement, ...]:
        """The fixed placements and those made here."""
        return (*self.fixed, *self.placed)

    @property
    def done(self) -> bool:
        """Whether every match has a place."""
        return len(self.ends) == len(self.fixtures)

    def reason(self, i: int, sessions: Sequence[Session]) -> Text:
        """Why match *i* has no place."""
        fixture = self.fixtures[i]
        if i not in self.order:
            return Text("the matches before it wait for each other in a circle")
        if not self.lanes[fixture.sport]:
            return Text("there is no court for {sport}", sport=fixture.sport)
        if fixture.minutes > max((s.end - s.start for s in sessions), default=0):
            return Text("it takes {minutes} minutes, longer than any session", minutes=fixture.minutes)
        for feeder in self.feeders[i]:
            if feeder not in self.ends:
                return Text("it waits for {match}, which has no place", match=self.fixtures[feeder].name)
        if self.due[i] < _NEVER:
            return Text(
                "it does not fit before a pinned match that waits for it: start by {when}", when=clock(self.due[i])
            )
        if self.ready[i] + fixture.minutes > max(s.end for s in sessions):
            return Text("the matches before it are over too late: it could start at {when}", when=clock(self.ready[i]))
        if i in self.athletes_busy:
            return Text("whenever a court was free, one of its athletes was playing or resting")
        return Text("the courts for {sport} are full until the last session ends", sport=fixture.sport)


def _in_order(feeders: list[list[int]], followers: list[list[int]]) -> list[int]:
    """The matches, each after its feeders; those in a circle are left out."""
    waiting = [len(before) for before in feeders]
    order = [i for i, count in enumerate(waiting) if not count]
    for i in order:  # grows while it is read
        for follower in followers[i]:
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
    return order
