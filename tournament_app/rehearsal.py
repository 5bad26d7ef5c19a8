"""The rehearsal robot: it plays any part of a tournament through the commands a referee would use.

Organisers train with it, and tests get a full tournament from it. The same *seed* plays the same tournament. It plays
in the order of the schedule, the stronger side winning more often, with some walkovers, retirements and corrections.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tournament_app.commands.score import CallMatch, DrawLots, RecordScore
from tournament_app.commands.swiss import PairRound
from tournament_app.domain.outcome import NO_DETAIL, Detail, Kind
from tournament_app.domain.scoring import limits, winning_points
from tournament_app.errors import Refused
from tournament_app.queries.checks import open_ties
from tournament_app.queries.event_state import event_state, event_states
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.swiss import swiss_event
from tournament_app.store.store import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.outcome import Games
    from tournament_app.domain.rules import Scoring
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Store

ROBOT = Actor("Tổng duyệt", "referee", "robot")
SECOND = Actor("Robot nhập lại", "organiser", "tổng duyệt 2")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What the robot did: results entered, of them walkovers, retirements and corrected scores, and lots drawn."""

    results: int = 0
    walkovers: int = 0
    retirements: int = 0
    corrections: int = 0
    lots: int = 0


def rehearse(
    store: Store, seed: str, *, until: int | None = None, events: frozenset[str] = frozenset(), playing: bool = False
) -> Rehearsed:
    """Play every match that begins before *until* (minutes from the first midnight; ``None``: to the end).

    *events*: only these codes. *playing*: leave the matches under way at *until* unfinished, with a score so far.
    """
    robot = _Robot(store, seed, events)
    while True:
        with store.reading() as db:
            due = [m for m in _due(db, until, events) if not _under_way(m, until) or not playing]
            tied = [] if due else list(_ties(db, events))
        if not due and not tied and (until is not None or not robot.pair()):
            break
        for match in due:
            robot.play(match)
        for event_id, group, entries in tied:
            robot.lots(event_id, group, entries)
    if playing and until is not None:
        with store.reading() as db:
            begun = _due(db, until, events)
        for match in begun:
            robot.begin(match, until)
    return robot.done()


def _under_way(match: MatchRow, until: int | None) -> bool:
    return until is not None and match.start is not None and match.start + match.minutes > until


def _due(db: Reading, until: int | None, events: frozenset[str]) -> list[MatchRow]:
    """The matches to be played now, in the order of the schedule."""
    rows = [
        m
        for m in match_rows(db)
        if m.heat is None  # marks are nothing a robot should make up
        and m.status in ("ready", "called", "playing")
        and (not events or m.event in events)
        and (until is None or (m.start is not None and m.start < until))
    ]
    return sorted(rows, key=lambda m: (m.start if m.start is not None else 10**9, m.number))


def _ties(db: Reading, events: frozenset[str]) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """Groups that are over and tied beyond the rules: event, group and the tied entries."""
    for state in event_states(db).values():
        if state.resolved is None or (events and state.rules.code not in events):
            continue
        for group, rows in state.resolved.tables.items():
            tied = tuple(row.entry for row in rows if not row.settled)
            if group in open_ties(state) and group not in state.lots:
                yield state.id, group, tied


class _Robot:
    def __init__(self, store: Store, seed: str, events: frozenset[str]) -> None:
        self.store, self.events = store, events
        self.dice = Random(f"{seed}/{sorted(events)}")
        self.strength: dict[int, float] = {}
        self.tally = {"results": 0, "walkovers": 0, "retirements": 0, "corrections": 0, "lots": 0}

    def done(self) -> Rehearsed:
        return Rehearsed(**self.tally)

    def pair(self) -> bool:
        """Pair the next round of every Swiss that has one; whether there was any."""
        with self.store.reading() as db:
            ready = [
                state.id
                for state in event_states(db).values()
                if (not self.events or state.rules.code in self.events)
                and (event := swiss_event(db, state.id)) is not None
                and event.next is not None
            ]
        paired = False
        for event_id in ready:
            with suppress(Refused):  # no legal pairing is left: the event ends there
                self.store.run(PairRound(event_id), ROBOT)
                paired = True
        return paired

    def play(self, match: MatchRow) -> None:
        """One match to its end."""
        assert match.side_a is not None
        assert match.side_b is not None
        sides = (match.side_a.id, match.side_b.id)
        winner = self.winner(*sides)
        with self.store.reading() as db:
            scoring = event_state(db, match.event_id).scoring[match.stage]
        chance = self.dice.random()
        if chance < 0.02:
            self.tally["walkovers"] += 1
            self.record(match, Kind.WALKOVER, (), 1 - winner, sides)
            return
        if scoring.kind == "goals":
            goals, detail = self.goals(scoring, winner, draw=match.stage == "group")
            self.record(match, Kind.PLAYED, goals, None, sides, detail)
            return
        games = self.games(scoring, winner, draw=match.stage == "group")
        if chance < 0.03 and scoring.kind == "games":
            self.tally["retirements"] += 1
            self.record(match, Kind.RETIRED, (*games[:-1], _part(scoring, games[-1], self.dice)), 1 - winner, sides)
            return
        if 0.03 <= chance < 0.05 and scoring.kind == "games":
            wrong = (*games[:-1], self.game(scoring, len(games) - 1, winner))
            self.record(match, Kind.PLAYED, wrong, None, sides)
            if wrong == games:
                return
            self.tally["corrections"] += 1
        self.record(match, Kind.PLAYED, games, None, sides)

    def begin(self, match: MatchRow, until: int) -> None:
        """A match under way: the next ones are only called."""
        assert match.side_a is not None
        assert match.side_b is not None
        with self.store.reading() as db:
            scoring = event_state(db, match.event_id).scoring[match.stage]
        self.store.run(CallMatch(match.event_id, match.contest), ROBOT)
        if match.start is None or until - match.start <= 4:
            return
        games: Games = ()  # a board has no score before the end
        if scoring.kind == "games":
            most = max(0, scoring.target - 4)
            games = ((self.dice.randint(0, most), self.dice.randint(0, most)),)
        self.record(match, Kind.PLAYING, games, None, (match.side_a.id, match.side_b.id))

    def record(
        self,
        match: MatchRow,
        kind: Kind,
        games: Games,
        loser: int | None,
        sides: tuple[int, int],
        detail: Detail = NO_DETAIL,
    ) -> None:
        command = RecordScore(match.event_id, match.contest, kind, games, loser, sides=sides, detail=detail)
        self.store.run(command, ROBOT)
        with self.store.reading() as db:
            waiting = db.count("look", event_id=match.event_id, contest=match.contest)
        if waiting:
            self.store.run(command, SECOND)
        self.tally["results"] += 1

    def lots(self, event_id: int, group: str, entries: tuple[int, ...]) -> None:
        order = list(entries)
        self.dice.shuffle(order)
        self.store.run(DrawLots(event_id, group, tuple(order), ROBOT.name), ROBOT)
        self.tally["lots"] += 1

    def winner(self, a: int, b: int) -> int:
        """0 or 1: the stronger side wins more often."""
        gap = self._strength(a) - self._strength(b)
        return 0 if self.dice.random() < 1 / (1 + 10 ** (-gap)) else 1

    def _strength(self, entry: int) -> float:
        return self.strength.setdefault(entry, self.dice.gauss(0, 0.5))

    def games(self, scoring: Scoring, winner: int, *, draw: bool) -> Games:
        """A whole match won by *winner*."""
        if scoring.kind == "board":
            game = (1, 1) if draw and self.dice.random() < 0.2 else (2, 0) if winner == 0 else (0, 2)
            return (game,) * scoring.best_of
        if scoring.play_all:
            return tuple(self.game(scoring, i, winner) for i in range(scoring.best_of))
        need = scoring.best_of // 2 + 1
        lost = self.dice.choice([0] * 3 + list(range(need))) if need > 1 else 0
        winners = [1 - winner] * lost + [winner] * (need - 1)
        self.dice.shuffle(winners)
        return tuple(self.game(scoring, i, side) for i, side in enumerate([*winners, winner]))

    def game(self, scoring: Scoring, index: int, winner: int) -> tuple[int, int]:
        """One game won by *winner*, as the rules let it end."""
        target, cap = limits(scoring, index)
        lost = min(self.dice.randint(target // 3, target + 2), (cap or target + 6) - 1)
        while (won := winning_points(scoring, index, lost)) is None:
            lost -= 1
        return (won, lost) if winner == 0 else (lost, won)

    def goals(self, scoring: Scoring, winner: int, *, draw: bool) -> tuple[Games, Detail]:
        """A match of goals won by *winner*, level in one of four: then kicks decide a knockout."""
        lost = self.dice.randint(0, 2)
        if self.dice.random() >= 0.25 or not (draw or scoring.kicks):
            won = lost + self.dice.randint(1, 3)
            return ((won, lost) if winner == 0 else (lost, won),), NO_DETAIL
        kicks = None if draw else (4, 3) if winner == 0 else (3, 4)
        return ((lost, lost),), Detail(kicks, extra_time=scoring.extra_time and not draw)


def _part(scoring: Scoring, game: tuple[int, int], dice: Random) -> tuple[int, int]:
    """A game broken off on its way, before either side could have won it."""
    share, most = dice.uniform(0.2, 0.8), max(0, scoring.target - 2)
    return min(int(game[0] * share), most), min(int(game[1] * share), most)
