"""What the first screen, the checks, the history and the preview of a score tell."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.queries.conftest import speaks
from tests.small import AN
from tournament_app.commands.entry import ChangeAthlete, ChangeDelegation
from tournament_app.commands.event import SetEventState
from tournament_app.commands.score import CallMatch, ConfirmResults, DrawLots, RecordScore
from tournament_app.commands.tournament import ChangeTournament, ShiftDays
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.errors import Refused
from tournament_app.queries.checks import checks, findings, open_ties
from tournament_app.queries.decides import decides
from tournament_app.queries.event_state import event_ids, event_state, event_states
from tournament_app.queries.history import history_rows
from tournament_app.queries.matches import match_row, match_rows
from tournament_app.queries.overview import overview
from tournament_app.queries.results import place_rows
from tournament_app.queries.schedule import fixtures, placements, schedule_clashes, schedule_load, to_mend
from tournament_app.rehearsal import rehearse
from tournament_app.sample import MOMENT

if TYPE_CHECKING:
    from tournament_app.store.store import Command, Store


# ------------------------------------------------------------------------------------------------------------ overview
def test_the_figures_of_the_first_screen(saturday: Store) -> None:
    with saturday.reading() as db:
        row = overview(db, MOMENT)
        matches = match_rows(db)
        assert (row.delegations, row.athletes, row.entries) == (45, 753, 465)
        assert row.total == len(matches)
        assert row.played == sum(m.status == "done" for m in matches)
        assert 0 < row.played < row.total
        assert 0 < row.today_played < row.today_total < row.total
        assert sum(done for _, _, done, _ in row.sports) == row.played
        assert sum(n for _, _, _, n in row.sports) == row.total
        assert [m.start for m in row.coming] == sorted(m.start for m in row.coming if m.start is not None)
        assert row.late >= 0
        assert {s.state for s in row.steps} == {"done", "now", "open"}
        for step in row.steps:
            speaks(step.name)
            speaks(step.detail)
        for todo in row.todo:
            speaks(todo.badge)
            speaks(todo.detail)


def test_an_empty_hall_is_late_by_its_first_match(small: Store) -> None:
    with small.reading() as db:
        first = min(m.start for m in match_rows(db) if m.start is not None)
        midnight = datetime(2024, 10, 25)
        assert overview(db, midnight).late == 0
        assert overview(db, midnight + timedelta(minutes=first + 25)).late == 25


# ------------------------------------------------------------------------------------------------------------- checks
def test_the_sample_is_in_order(saturday: Store) -> None:
    with saturday.reading() as db:
        rows = checks(db)
        assert [r for r in rows if r.hard] == []
        assert {r.part for r in rows} <= {"file", "audit", "schedule", "entries", "results"}
        for row in rows:
            speaks(row.text)
        assert sum(r.part == "entries" for r in rows) == len(findings(db))


def test_a_tie_no_rule_breaks_is_told_until_lots_are_drawn(small: Store) -> None:
    with small.reading() as db:
        event = event_ids(db)["CT-01"]
        state = event_state(db, event)
        assert state.plan is not None
        group = next(iter(state.plan.groups))
        contests = [c.ref for c in state.plan.contests if c.group == group]
        sides = {ref: state.sides(ref) for ref in contests}
    for ref in contests:
        small.run(RecordScore(event, ref, Kind.PLAYED, ((1, 1),), sides=sides[ref]), AN)  # type: ignore[arg-type]
    with small.reading() as db:
        state = event_state(db, event)
        assert open_ties(state) == (group,)
        tied = [r for r in checks(db) if r.kind == "open_tie"]
        assert len(tied) == 1
        speaks(tied[0].text)
        assert state.plan is not None
        order = tuple(state.numbers[n] for n in state.plan.groups[group])
    small.run(DrawLots(event, group, order), AN)
    with small.reading() as db:
        state = event_state(db, event)
        assert open_ties(state) == ()
        assert state.resolved is not None
        assert tuple(row.entry for row in state.resolved.tables[group]) == order


# ------------------------------------------------------------------------------------------------------------ schedule
def test_the_schedule_holds_every_fixture_once(saturday: Store) -> None:
    with saturday.reading() as db:
        placed = [(p.event, p.contest) for p in placements(db)]
        assert sorted(placed) == sorted((f.event, f.contest) for f in fixtures(db))
        assert len(set(placed)) == len(placed)
        assert to_mend(db) == ()
        for clash in schedule_clashes(db):
            speaks(clash.text)
        for warning in schedule_load(db).warnings:
            speaks(warning)


# ------------------------------------------------------------------------------------------------------------- history
def test_history_speaks_with_names(saturday: Store) -> None:
    with saturday.reading() as db:
        acts = history_rows(db)
        assert [a.id for a in acts] == list(range(len(acts), 0, -1))
        for act in acts:
            speaks(act.words)
        assert history_rows(db, 5) == acts[:5]
        assert history_rows(db, 0) == ()
        assert history_rows(db, 10**6) == acts


def test_acts_of_many_kinds_are_told_in_words(small: Store) -> None:
    with small.reading() as db:
        event = event_ids(db)["CL-05"]
        match = next(m for m in match_rows(db) if m.event_id == event and m.status == "ready")
        unit, athlete = db.find("delegation")[0], db.find("athlete")[0]
    assert match.side_a is not None
    commands: list[Command] = [
        CallMatch(*match.key),
        RecordScore(*match.key, Kind.WALKOVER, (), 1),
        ChangeAthlete(athlete["id"], {"name": "Lê Văn Mới", "birth_date": "1980-02-03"}),
        ChangeDelegation(unit["id"], {"short_name": "SYT"}),
        ChangeTournament({"place": "Sông Công", "first_day": "2024-11-01"}),
        ConfirmResults(event, "provisional"),
        SetEventState(event, "closed"),
        ShiftDays(3),
    ]
    for command in commands:
        small.run(command, AN)
        with small.reading() as db:
            act = history_rows(db, 1)[0]
        speaks(act.words)
        assert "_" not in act.words.say("vi"), act.words.say("vi")
        assert (act.actor, act.undone, act.undoes) == ("An", False, None)
    small.undo(AN)
    with small.reading() as db:
        undo, undone = history_rows(db, 2)
        speaks(undo.words)
        assert (undo.undoes, undone.undone) == (undone.id, True)
        said = " ".join(a.words.say("vi") for a in history_rows(db))
        assert "CL-05" in said
        assert "Lê Văn Mới" in said


# ------------------------------------------------------------------------------------------------------------- decides
def test_what_a_score_decides_is_what_then_happens(small: Store) -> None:
    rehearse(small, "2", events=frozenset({"CL-05"}))
    with small.reading() as db:
        event = event_ids(db)["CL-05"]
        final = match_row(db, event, "F")
        assert final.outcome is not None
        assert final.side_a is not None
        assert final.side_b is not None
        loser = final.outcome.loser
        turned = tuple((b, a) for a, b in final.outcome.games) or ((21, 10),)
        outcome = Outcome(final.outcome.a, final.outcome.b, Kind.PLAYED, turned, loser)
        told = decides(db, event, "F", outcome)
        entries = {final.side_a.id: final.side_a, final.side_b.id: final.side_b}
    assert loser is not None
    for text in told:
        speaks(text)
    assert any(t.source == "{entry}: place {place}" and t.values["place"] == 1 for t in told)
    assert [t.values["entry"] for t in told if t.values.get("place") == 1] == [entries[loser].label]
    if final.outcome.kind is Kind.PLAYED:
        small.run(RecordScore(event, "F", Kind.PLAYED, turned), AN)
        with small.reading() as db:
            assert place_rows(db, event)[0].entry.id == loser


def test_what_any_score_decides_has_words(saturday: Store) -> None:
    with saturday.reading() as db:
        looked = 0
        for m in match_rows(db):
            if m.status in ("ready", "called", "done") and m.side_a and m.side_b and m.number % 5 == 0:
                looked += 1
                games = ((2, 0),) if m.sport == "xiangqi" else ((21, 5), (21, 5))
                for outcome in (Outcome(m.side_a.id, m.side_b.id, Kind.PLAYED, games, m.side_a.id), None):
                    for text in decides(db, m.event_id, m.contest, outcome):
                        speaks(text)
        assert looked > 50


def test_deciding_changes_nothing(own_saturday: Store) -> None:
    with own_saturday.reading() as db:
        before = event_states(db)
        m = next(m for m in match_rows(db) if m.status == "done" and m.outcome and m.stage == "group")
        decides(db, m.event_id, m.contest, None)
        assert event_states(db) == before


def test_a_score_for_other_sides_is_refused(own_saturday: Store) -> None:
    with own_saturday.reading() as db:
        m = next(m for m in match_rows(db) if m.status == "ready")
    assert m.side_a is not None
    assert m.side_b is not None
    with pytest.raises(Refused) as refused:
        own_saturday.run(RecordScore(*m.key, Kind.WALKOVER, (), 0, sides=(m.side_b.id, m.side_a.id)), AN)
    assert refused.value.problems[0].code == "sides_changed"
    speaks(refused.value.problems[0].text)
