"""Events that are no matches, from the draw of the heats to the medals."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.commands.acts import ACTS
from tests.commands.test_undo import state
from tests.small import AN, entered
from tournament_app.commands.draw import DrawEvent, RemoveDraw, SwapEntries
from tournament_app.commands.entry import AddEntry
from tournament_app.commands.event import AddEvent, ChangeEvent, SetEventState
from tournament_app.commands.marks import ClearMarks, MarkLine, RecordMarks, SettlePlaces
from tournament_app.commands.schedule import BuildSchedule, MoveMatch
from tournament_app.commands.withdraw import AddLateEntry, ReturnEntry, WithdrawEntry
from tournament_app.domain.rules import EventRules, Prizes
from tournament_app.errors import Refused
from tournament_app.queries.draw import draw_record, draw_rows
from tournament_app.queries.draw_check import check_draw
from tournament_app.queries.event_state import event_state
from tournament_app.queries.heats import final_rows, heat_rows, round_rows, tie_rows
from tournament_app.queries.matches import match_rows
from tournament_app.queries.medals import medal_rows
from tournament_app.queries.overview import overview
from tournament_app.queries.results import place_rows
from tournament_app.queries.schedule import fixtures, schedule_clashes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.store.store import Store

SPRINT = EventRules(
    "CL-90", "CL", "Chạy 100 m nam", men=1, play="measured", minutes={"group": 10, "final": 15},
    marks={"kind": "time", "heats": {"lanes": 4, "final": 3, "by_place": 1, "order": "swimming", "level": "swim_off"}},
    prizes=Prizes(1, 1, 1),
)  # fmt: skip


class Track:
    """A tournament with seven runners, one of each delegation."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.event = store.run(AddEvent(SPRINT), AN).value
        with store.reading() as db:
            units = [row["id"] for row in db.find("delegation")]
            people = {unit: db.find("athlete", delegation_id=unit)[0]["id"] for unit in units}
        for unit in units:
            store.run(AddEntry(self.event, unit, (people[unit],)), AN)

    def draw(self) -> None:
        self.store.run(DrawEvent(self.event, "gieo"), AN)

    def run(self, ref: str, *times: str, voids: bool = False) -> None:
        """Record *times* by lane."""
        lines = tuple(
            MarkLine(entry, (), time) if time.isalpha() else MarkLine(entry, (time,))
            for entry, time in zip(self.entries(ref), times, strict=True)
        )
        self.store.run(RecordMarks(self.event, ref, lines, voids), AN)

    def entries(self, ref: str) -> list[int]:
        with self.store.reading() as db:
            state = event_state(db, self.event)
        assert state.meet is not None
        return [entry for _, entry in state.meet.heats[ref].lanes]


@pytest.fixture
def track(tmp_path: Path) -> Iterator[Track]:
    store = entered(tmp_path / "giải.giaidau")
    yield Track(store)
    store.close()


def test_an_event_of_heats_runs_from_the_draw_to_the_medal_table(track: Track) -> None:
    track.draw()
    track.run("R1H1", "12.10", "12.35", "DNS")
    track.run("R1H2", "12.20", "12.05", "12.50", "12.60")
    with track.store.reading() as db:
        state = event_state(db, track.event)
        assert [row.through for row in round_rows(db, state, 0)] == ["Q", "Q", "q", "", "", "", ""]
        assert not state.finished
    track.run("R2H1", "12.00", "12.00", "12.40")
    with track.store.reading() as db:
        state = event_state(db, track.event)
        assert state.finished
        assert (state.played, state.total) == (3, 3)
        assert [row.place for row in place_rows(db, track.event)] == [1, 1, 3, 4, 5, 6]
        assert [row.award and row.award.medal for row in place_rows(db, track.event)][:4] == [
            "gold",
            "gold",
            "bronze",
            None,
        ]
        assert sum(row.gold for row in medal_rows(db)) == 2
        finals = final_rows(db, state)
        assert finals[-1].result == "DNS"
        assert str(finals[2].reason.say("en")).startswith("Behind ")


def late_athlete(track: Track, at: int = -1) -> tuple[int, int]:
    with track.store.reading() as db:
        unit = db.find("delegation")[at]["id"]
        return unit, db.find("athlete", delegation_id=unit)[-1]["id"]


def test_a_late_entry_runs_in_a_free_lane_and_the_draw_still_checks(track: Track) -> None:
    track.draw()
    heats = {ref: track.entries(ref) for ref in ("R1H1", "R1H2")}
    unit, athlete = late_athlete(track)
    late = track.store.run(AddLateEntry(track.event, unit, (athlete,), "bổ sung"), AN).value
    assert sorted(track.entries("R1H1")) == sorted([*heats["R1H1"], late]), "the heat of three"
    assert track.entries("R1H2") == heats["R1H2"]
    with track.store.reading() as db:
        checked = check_draw(db, track.event)
        assert checked.agrees, checked.words
        assert len(event_state(db, track.event).numbers) == 8
    unit, athlete = late_athlete(track, 0)
    with pytest.raises(Refused) as refused:
        track.store.run(AddLateEntry(track.event, unit, (athlete,), "nữa"), AN)
    assert refused.value.problems[0].code == "no_free_lane"
    track.store.undo(AN)
    assert {ref: track.entries(ref) for ref in heats} == heats


def test_no_late_entry_in_a_heat_that_was_run_but_on_a_list_at_any_time(track: Track) -> None:
    track.draw()
    track.run("R1H1", "12.10", "12.35", "12.40")
    unit, athlete = late_athlete(track)
    order = AddLateEntry(track.event, unit, (athlete,), "bổ sung")
    with pytest.raises(Refused) as refused:
        track.store.run(order, AN)
    assert refused.value.problems[0].code == "no_free_lane"
    track.store.run(ClearMarks(track.event, "R1H1"), AN)
    with track.store.reading() as db:
        rules = event_state(db, track.event).rules
    track.store.run(RemoveDraw(track.event), AN)
    track.store.run(ChangeEvent(track.event, replace(rules, marks={"kind": "time"})), AN)
    track.draw()
    track.run("R1H1", *(f"12.{n}" for n in range(10, 17)))
    late = track.store.run(order, AN).value
    assert track.entries("R1H1")[-1] == late
    with track.store.reading() as db:
        assert not event_state(db, track.event).finished
    track.store.run(RecordMarks(track.event, "R1H1", (MarkLine(late, ("11.99",)),)), AN)
    with track.store.reading() as db:
        assert final_rows(db, event_state(db, track.event))[0].entry.id == late


def test_whoever_withdraws_does_not_start_any_more_and_may_come_back_before_others_ran_on(track: Track) -> None:
    track.draw()
    first, *others = track.entries("R1H1")
    track.store.run(WithdrawEntry(first, "ốm"), AN)
    lines = tuple(MarkLine(entry, (time,)) for entry, time in zip(others, ("12.35", "12.50"), strict=True))
    track.store.run(RecordMarks(track.event, "R1H1", lines), AN)
    track.run("R1H2", "12.20", "12.05", "12.50", "12.60")
    with track.store.reading() as db:
        assert db.count("mark", entry_id=first) == 0, "nothing is written for it"
        assert final_rows(db, event_state(db, track.event))[-1].result == "DNS"
    track.run("R2H1", "12.00", "12.10", "12.40")
    with pytest.raises(Refused) as refused:
        track.store.run(ReturnEntry(first), AN)
    assert refused.value.problems[0].code == "voids_marks"
    track.store.run(ReturnEntry(first, voids=True), AN)
    last = track.entries("R1H2")[0]
    track.store.run(WithdrawEntry(last, "ốm"), AN)
    with track.store.reading() as db:
        assert db.find("withdrawal")[0]["contest"] == "R1H2"


def test_the_lane_of_one_that_withdrew_without_a_mark_is_taken_over(track: Track) -> None:
    track.draw()
    gone, marked, _ = track.entries("R1H1")
    track.store.run(RecordMarks(track.event, "R1H1", (MarkLine(marked, ("12.00",)),)), AN)
    unit, athlete = late_athlete(track)
    for entry, code in ((gone, ""), (marked, "entry_played")):
        track.store.run(WithdrawEntry(entry, "ốm"), AN)
        order = AddLateEntry(track.event, unit, (athlete,), "thay", instead_of=entry)
        if not code:
            late = track.store.run(order, AN).value
            assert track.entries("R1H1")[0] == late
            track.store.undo(AN)
        else:
            with pytest.raises(Refused) as refused:
                track.store.run(order, AN)
            assert refused.value.problems[0].code == code


def test_a_tie_for_the_final_waits_for_the_swim_off(track: Track) -> None:
    track.draw()
    track.run("R1H1", "12.10", "12.35", "DNS")
    track.run("R1H2", "12.20", "12.05", "12.35", "12.35")
    with track.store.reading() as db:
        state = event_state(db, track.event)
        assert tie_rows(db, state) == ()
    track.run("R1H2", "12.40", "12.05", "12.35", "12.35")
    with track.store.reading() as db:
        state = event_state(db, track.event)
        (tie,) = tie_rows(db, state)
        assert (tie.scope, tie.room, len(tie.entries)) == ("R1", 1, 3)
    level = [entry.id for entry in tie.entries]
    with pytest.raises(Refused, match="1"):
        track.store.run(SettlePlaces(track.event, "R1", (track.entries("R1H1")[0],)), AN)
    track.store.run(SettlePlaces(track.event, "R1", (level[2],), "bơi lại lúc 10:00"), AN)
    assert level[2] in track.entries("R2H1")
    with pytest.raises(Refused):
        track.store.run(SettlePlaces(track.event, "R1", (level[1],)), AN)


def test_a_correction_that_sends_others_on_is_refused_unless_agreed_to(track: Track) -> None:
    track.draw()
    track.run("R1H1", "12.10", "12.35", "DNS")
    track.run("R1H2", "12.20", "12.05", "12.50", "12.60")
    track.run("R2H1", "12.00", "12.10", "12.40")
    with pytest.raises(Refused, match=r"đi tiếp|vào vòng sau"):
        track.run("R1H1", "13.10", "12.30", "DNS")
    with pytest.raises(Refused):
        track.store.run(ClearMarks(track.event, "R1H1"), AN)
    track.run("R1H1", "13.10", "12.30", "DNS", voids=True)
    with track.store.reading() as db:
        heat = heat_rows(db, event_state(db, track.event))[-1]
        assert heat.status == "stale"
        assert [m.status for m in match_rows(db) if m.heat] == ["done", "done", "stale"]
    track.store.undo(AN)
    with track.store.reading() as db:
        assert event_state(db, track.event).finished
    track.store.run(ClearMarks(track.event, "R1H1", voids=True), AN)
    with pytest.raises(Refused):
        track.store.run(ClearMarks(track.event, "R1H1"), AN)


def test_marks_that_cannot_be_are_refused_at_their_cell_and_nothing_is_kept(track: Track) -> None:
    track.draw()
    first, second, third = track.entries("R1H1")
    lines = (
        MarkLine(first, ("nhanh",)),
        MarkLine(second, ("12.10",), "XYZ"),
        MarkLine(third, ("12.11",)),
        MarkLine(9999),
    )
    with pytest.raises(Refused) as no:
        track.store.run(RecordMarks(track.event, "R1H1", lines), AN)
    assert {p.field for p in no.value.problems} == {f"{first}.0", f"{second}.status", "9999"}
    for ref in ("R2H1", "R9H9"):
        with pytest.raises(Refused):
            track.store.run(RecordMarks(track.event, ref, ()), AN)
    with track.store.reading() as db:
        assert db.count("mark") == 0
    one = RecordMarks(track.event, "R1H1", (MarkLine(first, (" 12.10 ", "")), MarkLine(second)))
    assert track.store.run(one, AN).value == 1
    assert track.store.run(one, AN).audit_id == 0
    track.store.run(RecordMarks(track.event, "R1H1", (MarkLine(first, ("12.11",), note="ngược gió"),)), AN)
    track.store.run(RecordMarks(track.event, "R1H1", (MarkLine(first),)), AN)
    with track.store.reading() as db:
        assert db.count("mark") == 0


def test_heats_have_slots_and_nobody_is_double_booked(track: Track) -> None:
    track.draw()
    track.store.run(DrawEvent(track.event, "gieo lại"), AN)
    track.store.run(BuildSchedule(), AN)
    with track.store.reading() as db:
        heats = [m for m in match_rows(db) if m.heat]
        assert [m.minutes for m in heats] == [10, 10, 15]
        assert all(m.start is not None for m in heats)
        assert schedule_clashes(db) == ()
        assert heats[2].start >= max(m.start + m.minutes for m in heats[:2])
        assert sum(len(f.certain) for f in fixtures(db)) == 7
        assert [str(heats[0].name_a()), heats[0].status, heats[2].status] == ["3 suất", "ready", "waiting"]
        court = heats[0].court.id
        athlete = next(iter(fixtures(db)[0].certain))
    track.store.run(MoveMatch(track.event, "R1H2", court, heats[0].start), AN)
    with track.store.reading() as db:
        assert schedule_clashes(db)
        assert athlete
        assert overview(db, datetime(2024, 10, 25, 8)).total == 3


def test_the_draw_of_heats_is_recorded_checked_changed_by_hand_and_taken_back(track: Track) -> None:
    track.draw()
    a, b = track.entries("R1H1")[0], track.entries("R1H2")[0]
    track.store.run(SwapEntries(track.event, a, b), AN)
    assert track.entries("R1H1")[0] == b
    with track.store.reading() as db:
        check = check_draw(db, track.event)
        good, words = check.agrees, check.words
        assert good, words
        assert len(draw_record(db, track.event).placed) == 7
        assert any(row.state == "drawn" for row in draw_rows(db))
    track.run("R1H1", "12.10", "12.35", "DNS")
    for command in (
        SwapEntries(track.event, a, b),
        RemoveDraw(track.event),
        SetEventState(track.event, "cancelled"),
        ChangeEvent(track.event, replace(SPRINT, play="matches", scoring={"group": "badminton_1x21"}, ranking="bwf")),
        ChangeEvent(track.event, replace(SPRINT, marks={"kind": "distance"})),
        ChangeEvent(track.event, replace(SPRINT, marks={"kind": "colour"})),
    ):
        with pytest.raises(Refused):
            track.store.run(command, AN)
    track.store.run(ClearMarks(track.event, "R1H1"), AN)
    track.store.run(RemoveDraw(track.event), AN)
    with track.store.reading() as db:
        assert event_state(db, track.event).meet is None
        assert match_rows(db) == ()


def test_a_measured_event_undone_step_by_step_is_as_it_was(tmp_path: Path) -> None:
    dice = Random(7)
    makers = {act.makes[0]: act.make for act in ACTS}
    store = entered(tmp_path / "giải.giaidau", 5)
    states, made = [state(store)], set()
    for _ in range(40):
        for name in ("RecordMarks", "SettlePlaces", "RecordMarks", "ClearMarks"):
            with store.reading() as db:
                command = makers[name](db, dice)
            try:
                if store.run(command, AN).audit_id:
                    states.append(state(store))
                    made.add(type(command).__name__)
            except Refused:
                assert state(store) == states[-1]
    assert made >= {"RecordMarks", "SettlePlaces", "ClearMarks", "DrawEvent"}
    for expected in reversed(states[:-1]):
        store.undo(AN)
        assert state(store) == expected
    store.close()


def test_what_waits_for_a_hand_is_told(track: Track) -> None:
    from tournament_app.queries.checks import checks

    track.draw()
    track.run("R1H1", "12.10", "12.35", "DNS")
    track.run("R1H2", "12.40", "12.05", "12.35", "12.35")
    with track.store.reading() as db:
        assert "open_tie" in {check.kind for check in checks(db)}
        assert any(
            "12" not in str(row.detail) and row.page == "score" for row in overview(db, datetime(2024, 10, 25, 8)).todo
        )
    track.run("R1H2", "12.40", "12.05", "12.34", "12.50")
    track.run("R2H1", "12.00", "12.10", "12.40")
    track.run("R1H2", "12.40", "12.95", "12.34", "12.01", voids=True)
    with track.store.reading() as db:
        assert "stale_result" in {check.kind for check in checks(db)}
