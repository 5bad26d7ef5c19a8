"""A tournament goes on at another place as if it had always been there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.store.toys import AN, Act, AddVenue, everything
from tournament_app.errors import Refused, Unavailable
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.move import move
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_all_rows_and_the_whole_history_arrive_and_it_goes_on(file: Store, place: Callable[[], Path | str]) -> None:
    for seed in range(6):
        file.run(Act(seed, 6), AN)
    file.undo(AN)
    where = place()
    with file.reading() as reading:
        assert move(file, where) == reading.last_change
    moved = Store.open(where)
    with file.reading() as here, moved.reading() as there:
        assert everything(here) == everything(there)
        assert here.find("audit") == there.find("audit")
    file.run(AddVenue("here alone"), AN)
    known = moved.can_redo()
    assert known is not None
    moved.redo(AN)
    venue = moved.run(AddVenue("there alone"), AN).value
    with moved.reading() as there:
        assert there.get("venue", venue)["name"] == "there alone"
        assert verify_chain(there) is None
        assert verify_rows(there) is None
    moved.close()


def test_it_moves_nowhere_where_there_is_a_tournament(file: Store, where: Path | str, store: Store) -> None:
    store.run(AddVenue("A"), AN)
    with pytest.raises(Refused):
        move(file, where)
    with store.reading() as reading:
        assert reading.count("venue") == 1


def test_a_damaged_tournament_does_not_arrive(file: Store, place: Callable[[], Path | str]) -> None:
    file.run(AddVenue("A"), AN)
    with closing(sqlite3.connect(file.where)) as other, other:
        other.execute("UPDATE venue SET name = 'B'")
    where = place()
    with pytest.raises(Unavailable) as error:
        move(file, where)
    assert error.value.code == "corrupt"
    Store.create(where).close()  # nothing was left there
