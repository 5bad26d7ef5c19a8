"""After the draw: who withdraws, returns, plays for another or comes late; nobody else moves, all goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.small import AN, drawn
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.commands.score import RecordScore
from tournament_app.commands.withdraw import AddLateEntry, ReplaceMembers, ReturnEntry, WithdrawEntry
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused
from tournament_app.queries.consequences import before, consequences
from tournament_app.queries.draw import draw_record
from tournament_app.queries.draw_check import check_draw
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.later import Later
from tournament_app.queries.matches import match_rows
from tournament_app.rehearsal import rehearse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.queries.event_state import EventState
    from tournament_app.store.store import Store

SINGLES, DOUBLES, CHESS = "BB-02", "CL-05", "CT-01"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    store = drawn(tmp_path / "giải.giai")
    yield store
    store.close()


def state_of(store: Store, code: str) -> EventState:
    with store.reading() as db:
        return event_state(db, event_ids(db)[code])


def knockout(store: Store) -> EventState:
    """The doubles drawn as a knockout of seven, with one bye, and placed."""
    event = state_of(store, DOUBLES).id
    store.run(DrawEvent(event, "gieo", Format(kind="knockout")), AN)
    store.run(BuildSchedule(), AN)
    return state_of(store, DOUBLES)


def group_of(state: EventState, group: str = "A") -> list[int]:
    assert state.plan is not None
    return [state.numbers[n] for n in state.plan.groups[group]]


def beats(store: Store, state: EventState, winner: int, loser: int) -> None:
    assert state.plan is not None
    ref = next(c.ref for c in state.plan.contests if {*state.sides(c.ref)} == {winner, loser})
    games: Any = ((11, 5), (11, 9))
    if state.sides(ref)[0] != winner:
        games = tuple((b, a) for a, b in games)
    store.run(RecordScore(state.id, ref, Kind.PLAYED, games), AN)


def ruled(store: Store, code: str, policy: str) -> EventState:
    from dataclasses import replace

    state = state_of(store, code)
    store.run(ChangeEvent(state.id, replace(state.rules, withdrawal=policy)), AN)  # type: ignore[arg-type]
    return state_of(store, code)


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.problems[0].code


@pytest.mark.parametrize("policy", ["walkover", "stand", "delete"])
def test_between_two_matches_the_event_s_rule_says_what_stands(small: Store, policy: str) -> None:
    state = ruled(small, SINGLES, policy)
    first, second, third, *_ = group_of(state)
    others = len(group_of(state)) - 1
    beats(small, state, first, second)
    scored = state_of(small, SINGLES)
    small.run(WithdrawEntry(first, "chấn thương"), AN)
    now = state_of(small, SINGLES)
    rows = {row.entry: row for row in now.tables["A"]}
    assert now.outcomes == scored.outcomes, "nothing is written for the matches"
    assert rows[first].played == (others if policy == "walkover" else 1 if policy == "stand" else 0)
    if policy == "walkover":
        assert rows[third].won == 1
    else:
        assert now.tables["A"][-1].entry == first, "who left early is behind all others"
        assert rows[third].won == 0
    mine = [c.ref for c in now.plan.contests if first in now.sides(c.ref)]  # type: ignore[union-attr]
    assert not set(mine) & set(now.resolved.open), "nobody waits for a match against who left"  # type: ignore[union-attr]
    small.run(ReturnEntry(first), AN)
    assert state_of(small, SINGLES) == scored


def test_in_a_knockout_the_opponent_goes_on_without_play(small: Store) -> None:
    state = knockout(small)
    assert state.plan is not None
    ref = next(c.ref for c in state.plan.contests if None not in state.sides(c.ref) and not c.group)
    stays, goes = state.sides(ref)
    assert goes is not None
    with small.reading() as db:
        was = before(db)
    found = small.preview(WithdrawEntry(goes, "ốm", later=None), lambda rows: consequences(was, rows))
    assert len(found.matches) == 1
    assert not found.results
    small.run(WithdrawEntry(goes, "ốm"), AN)
    now = state_of(small, DOUBLES)
    assert now.resolved is not None
    assert now.resolved.known[f"W:{ref}"].entry == stays
    assert ref not in now.outcomes
    with small.reading() as db:
        row = next(m for m in match_rows(db) if m.key == (state.id, ref))
        assert row.status == "done"
        assert row.outcome is not None
        assert row.outcome.kind is Kind.WALKOVER
        assert db.find("withdrawal")[0]["contest"] == ""
    small.undo(AN)
    assert state_of(small, DOUBLES).resolved == state.resolved


def test_whoever_returns_after_the_next_round_was_played_takes_back_what_the_person_in_charge_says(
    small: Store,
) -> None:
    state = knockout(small)
    assert state.plan is not None
    ref = next(c.ref for c in state.plan.contests if c.ref.startswith("QF"))
    _, goes = state.sides(ref)
    assert goes is not None
    small.run(WithdrawEntry(goes, "ốm"), AN)
    rehearse(small, "1", events=frozenset({DOUBLES}))
    with pytest.raises(Refused) as refused:
        small.run(ReturnEntry(goes), AN)
    assert code_of(refused) == "voids_results"
    small.run(ReturnEntry(goes, voids=True), AN)
    now = state_of(small, DOUBLES)
    assert now.resolved is not None
    assert now.resolved.stale == ()
    assert ref in now.resolved.open
    assert "F" not in now.outcomes


def test_a_late_entry_fills_a_bye_and_nobody_else_moves(small: Store) -> None:
    state = knockout(small)  # seven pairs: one bye
    assert state.plan is not None
    with small.reading() as db:
        unit = db.find("delegation")[0]["id"]
        people = [a["id"] for a in db.find("athlete", delegation_id=unit)]
        slots = {s["contest"]: s for s in db.find("slot", event_id=state.id)}
    pair = tuple(people[-2:])
    played = next(c.ref for c in state.plan.contests if c.ref == "QF2")
    small.run(RecordScore(state.id, played, Kind.PLAYED, ((21, 12),)), AN)
    late = small.run(AddLateEntry(state.id, unit, pair, "bổ sung"), AN).value
    now = state_of(small, DOUBLES)
    assert now.plan is not None
    assert now.plan.size == 8
    assert sorted(now.numbers.values()) == sorted([*state.numbers.values(), late])
    for contest in state.plan.contests:
        if contest.ref in {"QF2", "QF3", "QF4"}:
            assert now.sides(contest.ref) == state.sides(contest.ref)
    assert now.live(played) is not None
    assert now.resolved is not None
    assert now.resolved.stale == ()
    small.run(WithdrawEntry(state.numbers[5], "ốm"), AN)
    with small.reading() as db:
        found, record = check_draw(db, state.id), draw_record(db, state.id)
        assert found.agrees, found.words
        assert record is not None
        assert {placed.entry.id for placed in record.placed} == set(state.numbers.values())
    small.undo(AN)
    with small.reading() as db:
        assert {s["contest"] for s in db.find("slot", event_id=state.id)} == set(slots)
    with pytest.raises(Refused) as refused:
        small.run(AddLateEntry(state.id, unit, tuple(people[-4:-2]), "nữa"), AN)
    assert code_of(refused) == "no_free_line"
    small.undo(AN)
    assert state_of(small, DOUBLES).numbers == state.numbers


def test_a_late_entry_joins_the_smaller_group_and_every_result_stays_with_its_pair(small: Store) -> None:
    state = state_of(small, CHESS)  # seven players: groups of four and three
    assert state.plan is not None
    ref = next(c.ref for c in state.plan.contests if c.group == "B")
    pair = {*state.sides(ref)}
    small.run(RecordScore(state.id, ref, Kind.PLAYED, ((2, 0),)), AN)
    with small.reading() as db:
        unit = db.find("delegation")[0]["id"]
        person = db.find("athlete", delegation_id=unit)[-1]["id"]
    small.run(AddLateEntry(state.id, unit, (person,), "bổ sung"), AN)
    now = state_of(small, CHESS)
    assert now.plan is not None
    assert now.resolved is not None
    assert [len(members) for members in now.plan.groups.values()] == [4, 4]
    assert set(group_of(state, "B")) < set(group_of(now, "B"))
    assert group_of(state, "A") == group_of(now, "A")
    (kept,) = now.outcomes
    assert {*now.sides(kept)} == pair
    assert now.resolved.stale == ()


def test_the_line_of_one_that_withdrew_unplayed_is_taken_over(small: Store) -> None:
    state = state_of(small, SINGLES)
    gone = group_of(state)[0]
    with small.reading() as db:
        unit = db.get("entry", gone)["delegation_id"]
        person = db.find("athlete", delegation_id=unit)[-1]["id"]
    order = AddLateEntry(state.id, unit, (person,), "thay", instead_of=gone)
    with pytest.raises(Refused) as refused:
        small.run(order, AN)
    assert code_of(refused) == "line_held"
    small.run(WithdrawEntry(gone, "ốm"), AN)
    entry = small.run(order, AN).value
    now = state_of(small, SINGLES)
    assert group_of(now)[0] == entry
    assert group_of(now)[1:] == group_of(state)[1:]
    assert now.plan == state.plan


def test_others_play_for_an_entry_but_not_those_of_other_delegations_or_entries(small: Store) -> None:
    state = state_of(small, SINGLES)
    entry = group_of(state)[0]
    with small.reading() as db:
        unit = db.get("entry", entry)["delegation_id"]
        mine = [a["id"] for a in db.find("athlete", delegation_id=unit)]
        taken = next(
            m["athlete_id"]
            for e in db.find("entry", event_id=state.id, delegation_id=unit)
            if e["id"] != entry
            for m in db.find("member", entry_id=e["id"])
        )
        stranger = next(a["id"] for a in db.find("athlete") if a["delegation_id"] != unit)
    for athletes, code in (
        ((stranger,), "other_delegation"),
        ((taken,), "in_other_entry"),
        ((mine[-1], mine[-2]), "members_number"),
    ):
        with pytest.raises(Refused) as refused:
            small.run(ReplaceMembers(entry, athletes, "ốm"), AN)
        assert code_of(refused) == code
    with pytest.raises(Refused) as refused:
        small.run(ReplaceMembers(entry, (mine[-1],), " "), AN)
    assert code_of(refused) == "no_reason"
    small.run(ReplaceMembers(entry, (mine[-1],), "ốm"), AN)
    with small.reading() as db:
        assert [m["athlete_id"] for m in db.find("member", entry_id=entry)] == [mine[-1]]
    assert state_of(small, SINGLES).numbers == state.numbers


def test_a_final_kept_by_decision_stands_and_its_two_change_places_with_those_the_result_brings(small: Store) -> None:
    rehearse(small, "1", events=frozenset({DOUBLES}))
    state = state_of(small, DOUBLES)
    assert state.resolved is not None
    was = state.outcomes["SF1"]
    turned = RecordScore(state.id, "SF1", Kind.WALKOVER, loser=int(was.winner == was.b))
    for later in ((), (Later(state.id, "F", "keep"),)):
        with pytest.raises(Refused):
            small.run(RecordScore(state.id, "SF1", Kind.WALKOVER, loser=turned.loser, later=later), AN)
    keep = (Later(state.id, "F", "keep", "đã trao giải"),)
    small.run(RecordScore(state.id, "SF1", Kind.WALKOVER, loser=turned.loser, later=keep), AN)
    now = state_of(small, DOUBLES)
    assert now.resolved is not None
    assert now.live("F") == state.live("F")
    assert now.resolved.places == state.resolved.places
    small.undo(AN)
    assert state_of(small, DOUBLES).resolved == state.resolved
