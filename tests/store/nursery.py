"""The process that is killed while it enters scores; and the nursery that bears a fresh one without a fresh start.

Run as ``python -m tests.store.nursery <file> <nursery|child>``. A line ``score <n>`` begins to enter scores, the n-th
first, and says ``<n> <audit id>`` for each that the store has acknowledged; ``check`` says what the verb ``check``
finds hard. The nursery forks a child for each line and says ``born <pid>`` before and ``gone`` after its life.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.checks import checks
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import match_rows
from tournament_app.store.store import Actor, Store

REFEREE = Actor("Bình", "referee", "bàn 2")
MATCHES = 60


def matches_of(path: Path) -> list[tuple[int, str, tuple[int, int], int, int]]:
    """Group matches of games that can be played: event, contest, sides, games to win, points of a game."""
    store = Store.open(path)
    with store.reading() as db:
        rows = [row for row in match_rows(db) if row.group and row.status == "ready" and row.side_a and row.side_b]
        rules = [event_state(db, row.event_id).scoring[row.stage] for row in rows]
        found = [
            (row.event_id, row.contest, (row.side_a.id, row.side_b.id), rule.best_of // 2 + 1, rule.target)
            for row, rule in zip(rows, rules, strict=True)
            if rule.kind == "games"
        ][:MATCHES]
    store.close()
    return found


def warm_up(path: Path, matches: list[tuple[int, str, tuple[int, int], int, int]]) -> None:
    """Load what the first score needs, so that a child begins with it at once."""
    store = Store.open(path)
    store.preview(score(matches, 0))
    store.close()


def score(matches: list[tuple[int, str, tuple[int, int], int, int]], number: int) -> RecordScore:
    """The score entered as the *number*-th: match after match, then again from the first with another score."""
    event, contest, sides, games, points = matches[number % len(matches)]
    return RecordScore(event, contest, Kind.PLAYED, ((points, 2 + number // len(matches) % 7),) * games, sides=sides)


def say(line: str) -> None:
    """One line, whole or not at all."""
    os.write(1, f"{line}\n".encode())


def live(path: Path, line: str, matches: list[tuple[int, str, tuple[int, int], int, int]]) -> None:
    """One child's life: scores until it is killed, or one look at the file."""
    word, _, number = line.partition(" ")
    store = Store.open(path)
    if word == "check":
        with store.reading() as db:
            hard = [f"{found.part} {found.kind}: {found.text}" for found in checks(db) if found.hard]
        store.close()
        say(f"found {'; '.join(hard)}")
        return
    at = int(number)
    while True:
        say(f"{at} {store.run(score(matches, at), REFEREE).audit_id}")
        at += 1


def main(path: Path, kind: str) -> None:
    """Wait for lines."""
    matches = matches_of(path)
    warm_up(path, matches)
    say("ready")
    for line in sys.stdin:
        if kind == "child":
            say(f"born {os.getpid()}")
            live(path, line.strip(), matches)
            say("gone")
            continue
        child = os.fork()
        if child == 0:
            live(path, line.strip(), matches)
            os._exit(0)
        say(f"born {child}")
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
