"""What a command costs more than the bare insert it makes: at most three times as much."""

from __future__ import annotations

import sqlite3
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from tests.store.toys import AN, AddEvent, RecordResult
from tournament_app.store.chain import verify_chain
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

ROUNDS, EACH = 20, 25
INSERT = "INSERT INTO result (event_id, contest, games) VALUES (?, ?, ?)"


@pytest.mark.benchmark
def test_a_recorded_result_costs_at_most_three_bare_inserts(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=FULL")
    raw.execute(
        "CREATE TABLE result (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id INTEGER, contest TEXT, games TEXT)"
    )
    store = Store.create(tmp_path / "a.giaidau")
    event = store.run(AddEvent("ĐÔI"), AN).value
    bare: list[float] = []
    commands: list[float] = []
    for round_ in range(ROUNDS):
        for number in range(EACH):  # one after the other, so that a slow minute of the disk slows both
            started = perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute(INSERT, (event, f"M{round_}-{number}", "[[21,15],[19,21],[21,18]]"))
            raw.execute("COMMIT")
            bare.append(perf_counter() - started)
            command = RecordResult(event, f"M{round_}-{number}")
            started = perf_counter()
            store.run(command, AN)
            commands.append(perf_counter() - started)
    with store.reading() as reading:
        assert reading.count("result") == ROUNDS * EACH
        assert verify_chain(reading) is None
    store.close()
    raw.close()
    ratio = median(commands) / median(bare)
    print(f"bare {median(bare) * 1e3:.3f} ms, command {median(commands) * 1e3:.3f} ms, ratio {ratio:.2f}")
    assert ratio <= 3
