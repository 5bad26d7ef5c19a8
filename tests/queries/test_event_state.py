"""What is derived of an event: no entry is doubled or lost, whatever is corrected, and memory never lies."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands.acts import ACTS
from tests.small import AN, drawn
from tournament_app.commands.score import ClearResult, RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused
from tournament_app.queries.checks import findings
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_ids, event_state, event_states
from tournament_app.queries.matches import match_row, match_rows
from tournament_app.queries.medals import medal_rows
from tournament_app.queries.results import place_rows
from tournament_app.queries.schedule import fixtures, schedule_clashes
from tournament_app.rehearsal import rehearse
from tournament_app.store.store import Store

if TYPE_CHECKING:
    import pytest

    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading


def derived(db: Reading) -> list[Any]:
    """Everything that is remembered between two changes."""
    return [
        entry_rows(db),
        event_states(db),
        match_rows(db),
        fixtures(db),
        schedule_clashes(db),
        findings(db),
        medal_rows(db),
    ]


@given(seed=st.integers(0, 10_000_000))
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_what_is_remembered_is_what_would_be_worked_out_afresh(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    file = tmp_path_factory.mktemp("nhớ") / "giải.giai"
    warm, dice = drawn(file, 5), random.Random(seed)
    other = Store.open(file)
    for _ in range(8):
        with warm.reading() as db:
            derived(db)
            command = dice.choice(ACTS).make(db, dice)
        if command is None:
            continue
        writer = other if dice.random() < 0.25 else warm  # somebody else writes too
        try:
            if dice.random() < 0.2:
                writer.undo(AN)
            else:
                writer.run(command, AN)
        except Refused:
            continue
        cold = Store.open(file)
        with warm.reading() as db, cold.reading() as fresh:
            assert derived(db) == derived(fresh), command
        cold.close()
    other.close()
    warm.close()


def nobody_doubled_or_lost(state: EventState) -> None:
    assert state.plan is not None
    assert state.resolved is not None
    entries = set(state.numbers.values())
    assert len(entries) == len(state.numbers) == state.plan.size
    rounds: dict[tuple[str, str, int], Counter[int]] = {}
    for contest in state.plan.contests:
        for side in state.sides(contest.ref):
            if side is not None:
                assert side in entries
                rounds.setdefault((contest.stage, contest.group, contest.round), Counter())[side] += 1
    for key, counted in rounds.items():
        assert max(counted.values()) == 1, key
    assert set(state.resolved.places) <= entries
    for group, rows in state.resolved.tables.items():
        assert {row.entry for row in rows} == {state.numbers[n] for n in state.plan.groups[group]}


def test_in_every_event_nobody_is_doubled_or_lost(saturday: Store) -> None:
    with saturday.reading() as db:
        for state in event_states(db).values():
            nobody_doubled_or_lost(state)
            assert 0 <= state.played <= state.total


def test_a_stale_result_moves_nobody(small: Store) -> None:
    rehearse(small, "1", events=frozenset({"CL-05"}))
    with small.reading() as db:
        event = event_ids(db)["CL-05"]
        semi = next(m for m in match_rows(db) if m.event_id == event and m.contest == "SF1")
        final = match_row(db, event, "F")
        before = place_rows(db, event)
    assert semi.outcome is not None
    assert final.status == "done"
    winner = semi.outcome.winner
    games = ((15, 21),) if winner == semi.outcome.a else ((21, 15),)
    small.run(RecordScore(event, "SF1", Kind.PLAYED, games, later=None), AN)  # nobody chose what becomes of the final
    with small.reading() as db:
        now, state = match_row(db, event, "F"), event_state(db, event)
        assert now.status == "stale"
        assert now.outcome == final.outcome, "what was played stays on record"
        assert winner not in {side.id for side in (now.side_a, now.side_b) if side}
        nobody_doubled_or_lost(state)
        assert not state.finished
        assert state.live("F") is None
        assert 1 not in [row.place for row in place_rows(db, event)]
    small.undo(AN)
    with small.reading() as db:
        assert place_rows(db, event) == before
        assert match_row(db, event, "F").status == "done"


def test_a_cleared_group_result_opens_what_it_decided(small: Store) -> None:
    rehearse(small, "1", events=frozenset({"BB-02"}))
    with small.reading() as db:
        event = event_ids(db)["BB-02"]
        group = next(m for m in match_rows(db) if m.event_id == event and m.stage == "group")
    small.run(ClearResult(event, group.contest, voids=True), AN)
    with small.reading() as db:
        state = event_state(db, event)
        nobody_doubled_or_lost(state)
        assert match_row(db, event, group.contest).status == "ready"
        assert state.resolved is not None
        assert f"{group.group}#1" not in state.resolved.ranks
