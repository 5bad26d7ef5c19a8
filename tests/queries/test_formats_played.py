"""Every format of the catalogue drawn, played to the end and shown: no contest is missing on the screen or on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from tests.small import AN, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.schedule import BuildSchedule
from tournament_app.commands.score import DrawLots, RecordScore
from tournament_app.documents.bracket import bracket
from tournament_app.domain.outcome import Kind
from tournament_app.queries.checks import open_ties
from tournament_app.queries.event_state import EventState, event_ids, event_state
from tournament_app.queries.matches import match_rows
from tournament_app.queries.print_bracket import bracket_print
from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.results import event_awards, place_rows
from tournament_app.queries.schedule import schedule_clashes
from tournament_app.store.named_formats import format_files, named_format
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.rules import Format

NOW = datetime(2024, 10, 26, 9, 30, tzinfo=UTC)
ENTRIES = 14
PLAYED = sorted(set(format_files()) - {"euro_24", "swiss"})


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("formats") / "giải.giai"
    entered(where).close()
    return where


@pytest.fixture
def hall(file: Path, tmp_path: Path) -> Iterator[Store]:
    store = Store.open(Path(copy(file, tmp_path)))
    yield store
    store.close()


def form_of(code: str) -> Format:
    form = named_format(code).format
    return replace(form, zone_of={"Sở Y tế": "A", "Ban Dân tộc": "B"}) if form.kind == "zones" else form


def state_of(store: Store, event: int) -> EventState:
    with store.reading() as db:
        return event_state(db, event)


def play(store: Store, event: int) -> EventState:
    """Everything that is open, the higher entry id winning every other match; lots where rules end."""
    while not (state := state_of(store, event)).finished:
        assert state.resolved is not None
        for scope in open_ties(state):
            tied = tuple(row.entry for row in state.tables[scope] if not row.settled)
            store.run(DrawLots(event, scope, tied), AN)
        for turn, ref in enumerate(state.resolved.open):
            won = (11, 6 + turn % 4)
            games = (won if turn % 2 else won[::-1],) * (state.scoring_at(ref).best_of // 2 + 1)
            store.run(RecordScore(event, ref, Kind.PLAYED, games), AN)
    return state


@pytest.mark.parametrize("code", PLAYED)
def test_an_event_of_any_format_is_drawn_played_and_shown(hall: Store, code: str) -> None:
    from tournament_app.gui.widgets.bracket_data import event_canvas

    with hall.reading() as db:
        event = event_ids(db)["BB-02"]
    hall.run(DrawEvent(event, code, form_of(code)), AN)
    hall.run(BuildSchedule(), AN)
    with hall.reading() as db:
        assert not [clash for clash in schedule_clashes(db) if clash.severity == "hard"]
        before = event_canvas(db, event)
    state = play(hall, event) if code not in {"round_robin", "double_round_robin"} else state_of(hall, event)
    assert state.plan is not None
    refs = {contest.ref for contest in state.plan.contests}
    with hall.reading() as db:
        assert {row.contest for row in match_rows(db) if row.event_id == event} == refs
        for canvas in (before, event_canvas(db, event)):
            shown = {box.contest for box in canvas.boxes} | {
                cell.contest for group in canvas.groups for row in group.rows for cell in row.cells if cell
            }
            assert shown - {""} == refs
        printed = bracket_print(db, state, PrintOptions(event=event), NOW)
        boxes = sum(bool(box.label) for part in (printed, *printed.more) for box in part.boxes)
        assert boxes == sum(not contest.group for contest in state.plan.contests)
        assert [len(group.rows) for group in printed.groups] == [
            len(state.plan.members(name)) for name in state.plan.tables
        ]
        for name in state.plan.later if state.finished else ():
            table = printed.groups[state.plan.tables.index(name)]
            empty = sum(cell == "" for row in table.rows for cell in row.cells)
            assert not empty  # what was carried stands in the table too
        if state.finished:
            places = place_rows(db, event)
            assert len(places) == ENTRIES
            assert sum(award.prize == "first" for award in event_awards(state)) == 1
    assert bracket(printed).startswith(b"%PDF")
