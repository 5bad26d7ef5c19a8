"""What a copy lacks and what it has else, said before it is restored; and what is found after a crash."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.queries.conftest import speaks
from tests.small import AN
from tournament_app.commands.entry import AddDelegation, RemoveEntry
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.after_crash import after_crash, crash_words
from tournament_app.queries.difference import difference
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.history import history_rows
from tournament_app.queries.matches import match_rows
from tournament_app.store.backup import backup, restore
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WHEN = datetime(2024, 10, 26, 8, tzinfo=UTC)


@pytest.fixture
def copy(small: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the small tournament as it stands, open on its own."""
    made = Store.open(restore(backup(small), tmp_path / "bản sao.giai"))
    yield made
    made.close()


def play(store: Store, points: int = 15) -> tuple[int, str]:
    """A result for the first pair match that can be played."""
    with store.reading() as db:
        match = next(row for row in match_rows(db) if row.event == "CL-05" and row.status == "ready")
    store.run(RecordScore(*match.key, Kind.PLAYED, ((21, points),)), AN)
    return match.key


def test_a_copy_of_now_differs_in_nothing(small: Store, copy: Store) -> None:
    with small.reading() as here, copy.reading() as there:
        found = difference(here, there)
    assert found.same
    assert (found.results, found.entries) == ((), ())


def test_what_is_newer_is_told_act_by_act_and_result_by_result(small: Store, copy: Store) -> None:
    play(small)
    with small.reading() as db:
        row = next(entry for entry in entry_rows(db).values() if entry.event == "BB-04")
    small.run(RemoveEntry(row.id), AN)
    with small.reading() as here, copy.reading() as there:
        found = difference(here, there)
        assert found.common == there.last_change
    assert [act.command for act in found.acts_here] == ["RemoveEntry", "RecordScore"]
    assert found.acts_there == ()
    (result,) = found.results
    assert "21-15" in result.say("en")
    assert "no result in the copy" in result.say("en")
    (entry,) = found.entries
    assert row.unit in entry.say("en")
    assert "not entered here" in entry.say("en")
    for text in (result, entry):
        speaks(text)


def test_two_that_went_on_apart_are_told_from_where_they_part(small: Store, copy: Store) -> None:
    key = play(small, 15)
    assert play(copy, 16) == key
    with small.reading() as here, copy.reading() as there:
        found = difference(here, there)
    assert (len(found.acts_here), len(found.acts_there)) == (1, 1)
    (result,) = found.results
    assert "21-15" in result.say("en")
    assert "21-16" in result.say("en")


def test_after_a_crash_nothing_is_missing(small: Store) -> None:
    play(small)
    with small.reading() as db:
        found = after_crash(db, WHEN, db.last_change)
        assert found.well
        assert found.last is not None
        assert (found.acts, found.results, found.last.id) == (db.last_change, 1, db.last_change)
    speaks(crash_words(found, "08:00", "10:42"))
    assert "Nothing is missing" in crash_words(found, "08:00", "10:42").say("en")


def test_after_a_crash_what_is_missing_is_said(small: Store) -> None:
    with small.reading() as db:
        found = after_crash(db, WHEN, db.last_change + 2)
    assert not found.well
    assert "the last 2 acts are missing" in crash_words(found, "08:00", "10:42").say("en")
    speaks(crash_words(found, "08:00", "10:42"))


@pytest.mark.parametrize(
    ("damage", "said"),
    [("UPDATE audit SET actor = 'X' WHERE id = 2", "from act 2 on"), ("DELETE FROM slot WHERE id = 3", "damaged")],
)
def test_after_a_crash_damage_is_said(small: Store, damage: str, said: str) -> None:
    with closing(sqlite3.connect(small.where)) as other, other:
        assert other.execute(damage).rowcount == 1
    with small.reading() as db:
        found = after_crash(db, WHEN, 0)
    assert not found.well
    assert said in crash_words(found, "08:00", "10:42").say("en")
    speaks(crash_words(found, "08:00", "10:42"))


def test_the_journal_says_where_the_clock_was_set_back(tmp_path: Path) -> None:
    times = iter([WHEN, WHEN + timedelta(hours=2), WHEN + timedelta(hours=1), WHEN + timedelta(hours=1, seconds=-2)])
    store = Store.create(tmp_path / "giải.giai", clock=lambda: next(times))
    for _ in range(4):
        store.run(AddDelegation(f"Sở {_}"), AN)
    with store.reading() as db:
        acts = history_rows(db)
    assert [act.id for act in acts] == [4, 3, 2, 1]
    assert [act.id for act in acts if act.set_back] == [3]  # two seconds are no more than two clocks differ
    store.close()
