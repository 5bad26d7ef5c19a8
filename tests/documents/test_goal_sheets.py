"""Match sheets of sports that count goals or pulls: what is written on, and what is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from tests.small import AN, entered
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import RecordScore
from tournament_app.documents.match_sheet import match_sheets
from tournament_app.domain.outcome import Detail, Kind
from tournament_app.domain.rules import EventRules, Format
from tournament_app.domain.written_score import read_score
from tournament_app.queries.event_state import event_ids, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.queries.print_options import PrintOptions
from tournament_app.queries.print_sheets import sheets_print

if TYPE_CHECKING:
    from pathlib import Path

    from tournament_app.queries.prints import MatchSheetPrint
    from tournament_app.store.store import Store

NOW = datetime(2024, 10, 26, 9)


def knockout(where: Path, scoring: str) -> tuple[Store, int]:
    """The teams of the volleyball event in a knockout of another sport's scoring."""
    store = entered(where / "giải.giai", 4)
    with store.reading() as db:
        event = event_ids(db)["BCH-01"]
        rules = EventRules.of(db.get("event", event)["rules"])
    store.run(ChangeEvent(event, replace(rules, scoring={"group": scoring}, format=Format("knockout"))), AN)
    store.run(DrawEvent(event, "gieo"), AN)
    return store, event


def sheets(store: Store, event: int, fill: str) -> MatchSheetPrint:
    with store.reading() as db:
        return sheets_print(db, PrintOptions(event=event, fill=fill), NOW)  # type: ignore[arg-type]


def test_a_football_match_with_kicks(tmp_path: Path) -> None:
    store, event = knockout(tmp_path, "football_11")
    with store.reading() as db:
        match = next(m for m in match_rows(db) if m.event_id == event)
    store.run(RecordScore(event, match.contest, Kind.PLAYED, ((1, 1),), detail=Detail((4, 3), extra_time=True)), AN)
    with store.reading() as db:
        assert next(m for m in match_rows(db) if m.key == match.key).score == "1-1 (4-3)"
    made = sheets(store, event, "results")
    sheet = made.sheets[0]
    assert sheet.periods == ("Hiệp 1", "Hiệp 2", "Hiệp phụ", "Cả trận", "Luân lưu")
    assert sheet.games == (("", ""), ("", ""), ("", ""), ("1", "1"), ("4", "3"))
    assert sheet.result == "1 - 1 (4 - 3)"
    assert sheet.winner.startswith("A")
    assert match_sheets(made).startswith(b"%PDF")
    assert match_sheets(replace(made, per_page=2)).startswith(b"%PDF")


def test_a_team_tie_has_a_line_for_each_rubber(tmp_path: Path) -> None:
    store, event = knockout(tmp_path, "badminton_team_3")
    with store.reading() as db:
        match = next(m for m in match_rows(db) if m.event_id == event)
        scoring = event_states(db)[event].scoring["knockout"]
    read = read_score("21-9 21-8; 9-21 20-22; 5-3 ret2", scoring)
    store.run(RecordScore(event, match.contest, read.kind, read.games, detail=read.detail), AN)
    made = sheets(store, event, "results")
    sheet = made.sheets[0]
    assert (sheet.form, sheet.result) == ("tie", "2 - 1")
    assert sheet.periods == ("Đôi nam", "Đôi nam nữ", "Đôi nữ")
    assert sheet.rubbers == (("21-9, 21-8", "A"), ("9-21, 20-22", "B"), ("5-3 ret2", "A"))
    assert match_sheets(replace(made, per_page=2)).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("scoring", "form", "periods", "points"),
    [
        ("football_7", "goals", ("Hiệp 1", "Hiệp 2", "Cả trận", "Luân lưu"), 0),
        ("tug_of_war_3", "racket", (), 0),
        ("tennis_3", "racket", (), 0),
        ("volleyball_3", "volleyball", (), 29),
        ("board_2", "board", (), 0),
    ],
)
def test_each_scoring_has_its_sheet(
    tmp_path: Path, scoring: str, form: str, periods: tuple[str, ...], points: int
) -> None:
    store, event = knockout(tmp_path, scoring)
    sheet = sheets(store, event, "names").sheets[0]
    assert (sheet.form, sheet.periods, sheet.points) == (form, periods, points)
