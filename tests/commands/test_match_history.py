"""The acts about one match are found wherever the tournament is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.small import AN, drawn
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.queries.history import match_history
from tournament_app.queries.matches import match_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_history_of_a_match_is_found_in_a_file_and_on_a_server(place: Callable[[], Path | str]) -> None:
    store = drawn(place(), 4)
    with store.reading() as db:
        mine, other, *_ = (m for m in match_rows(db) if m.event == "CL-05" and m.side_a and m.side_b)
    store.run(RecordScore(*mine.key, Kind.PLAYED, ((12, 21),)), AN)
    store.run(RecordScore(*other.key, Kind.PLAYED, ((21, 12),)), AN)
    store.run(RecordScore(*mine.key, Kind.PLAYED, ((21, 13),)), AN)
    with store.reading() as db:
        assert [act.command for act in match_history(db, *mine.key)] == ["RecordScore"] * 2
    store.close()
