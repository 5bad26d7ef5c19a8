"""What a referee's score costs on the full sample, against the bare insert and commit it comes down to."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import match_rows
from tournament_app.sample import make_sample
from tournament_app.store.chain import verify_chain
from tournament_app.store.copying import Made, Pace, Rhythm, make_copies
from tournament_app.store.store import Actor

if TYPE_CHECKING:
    from tournament_app.domain.outcome import Games
    from tournament_app.domain.rules import Scoring
    from tournament_app.queries.matches import MatchRow
    from tournament_app.store.store import Store

REFEREE = Actor("Bình", "referee", "bàn 2")
EACH = 150
NOON = datetime(2024, 10, 26, 12, tzinfo=UTC)
INSERT = "INSERT INTO result (event_id, contest, a, b, games, winner, at) VALUES (?, ?, ?, ?, ?, ?, ?)"


def scores(store: Store) -> list[RecordScore]:
    """A straight win of the first side for every match that can be played now and is decided by games."""
    with store.reading() as db:
        return [
            straight_win(match, event_state(db, match.event_id).scoring[match.stage])
            for match in match_rows(db)
            if match.status in ("ready", "called", "playing")
        ]


def straight_win(match: MatchRow, scoring: Scoring) -> RecordScore:
    assert match.side_a is not None
    assert match.side_b is not None
    games: Games = ((2, 0),)
    if scoring.kind == "games":
        games = ((scoring.target, scoring.target // 2),) * (scoring.best_of // 2 + 1)
    sides = match.side_a.id, match.side_b.id
    return RecordScore(match.event_id, match.contest, Kind.PLAYED, games, sides=sides)


class Copies:
    """Copies as the window makes them: on a thread of their own, one after each so many results."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rhythm = Rhythm(Pace(), NOON, store.changes_since(0).last)
        self._worker: Thread | None = None
        self.made: list[Made] = []
        store.subscribe(self._rhythm.heard)

    def tick(self) -> None:
        last = self._store.changes_since(0).last
        if (self._worker is None or not self._worker.is_alive()) and self._rhythm.due(NOON, last):
            self._worker = Thread(target=self._copy)
            self._worker.start()

    def _copy(self) -> None:
        with self._store.reading() as reading:
            self.made.append(make_copies(reading, Path(self._store.where), NOON + timedelta(seconds=len(self.made))))
        self._rhythm.made(NOON, self.made[-1].last)

    def close(self) -> None:
        if self._worker is not None:
            self._worker.join()


@pytest.mark.benchmark
@pytest.mark.parametrize("copying", [False, True], ids=["alone", "with copies"])
def test_a_score_costs_at_most_three_bare_inserts(tmp_path: Path, copying: bool) -> None:
    raw = sqlite3.connect(tmp_path / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute(
        "CREATE TABLE result (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id INTEGER, contest TEXT, a INTEGER, "
        "b INTEGER, games TEXT, winner INTEGER, at TEXT)"
    )
    store = make_sample(tmp_path / "mẫu.giai")
    commands = scores(store)[:EACH]
    assert len(commands) >= 100
    copies = Copies(store)
    bare: list[float] = []
    saved: list[float] = []
    for command in commands:  # one after the other, so that a slow minute of the disk slows both
        started = perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            INSERT,
            (command.event_id, command.contest, *(command.sides or ()), str(command.games), 1, "2024-10-26T03:42:00Z"),
        )
        raw.execute("COMMIT")
        bare.append(perf_counter() - started)
        started = perf_counter()
        store.run(command, REFEREE)
        saved.append(perf_counter() - started)
        if copying:
            copies.tick()
    copies.close()
    with store.reading() as reading:
        assert verify_chain(reading) is None
    store.close()
    assert bool(copies.made) == copying
    assert all(made.own is not None and made.trouble is None for made in copies.made)
    raw.close()
    ratio = median(saved) / median(bare)
    print(f"{len(copies.made)} copies made meanwhile")
    print(f"bare {median(bare) * 1e3:.3f} ms, score {median(saved) * 1e3:.3f} ms, ratio {ratio:.2f}")
    assert ratio <= 3
