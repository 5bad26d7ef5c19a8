"""The matches: numbered once, each with its two sides or who they will be, and a status that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.queries.conftest import speaks
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import match_row, match_rows

if TYPE_CHECKING:
    from tournament_app.store.store import Store


def test_numbers_run_without_a_gap_and_count_every_contest(saturday: Store) -> None:
    with saturday.reading() as db:
        rows = match_rows(db)
        assert [m.number for m in rows] == list(range(1, len(rows) + 1))
        assert len(rows) == sum(s.total for s in event_states(db).values())
        assert len({m.key for m in rows}) == len(rows)
        assert all(match_row(db, *m.key) is m for m in rows)


def test_a_status_fits_its_match(saturday: Store) -> None:
    with saturday.reading() as db:
        seen = set()
        for m in match_rows(db):
            seen.add(m.status)
            known = m.side_a is not None and m.side_b is not None
            if m.status == "waiting":
                assert not known
                assert m.outcome is None
            if m.status in ("ready", "called", "playing"):
                assert known
                assert m.outcome is None or not m.outcome.over
            if m.status == "done" and m.outcome:
                assert m.side_a is not None
                assert m.side_b is not None
                assert {m.side_a.id, m.side_b.id} == {m.outcome.a, m.outcome.b}
            if m.status == "playing":
                assert bool(m.score) is (m.sport != "CT")  # a board has no score before the end
        assert {"waiting", "ready", "called", "playing", "done"} <= seen


def test_every_match_has_words_in_both_languages(saturday: Store) -> None:
    with saturday.reading() as db:
        for m in match_rows(db):
            speaks(m.label)
            speaks(m.wait_a)
            speaks(m.wait_b)
            assert m.name_a()
            assert m.name_b()


def test_every_match_has_its_court_and_time(saturday: Store) -> None:
    with saturday.reading() as db:
        for m in match_rows(db):
            assert m.court is not None, m.number
            assert m.start is not None
            assert m.court.sport == m.sport
            assert m.minutes > 0
