"""What was recorded is said in the words of the match: half points on a board, goals in football, rubbers in a tie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.small import AN, drawn
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.event import ChangeEvent
from tournament_app.commands.score import RecordScore
from tournament_app.domain.outcome import Detail
from tournament_app.domain.rules import EventRules, Format
from tournament_app.queries.event_state import event_ids
from tournament_app.queries.history import history_rows
from tournament_app.queries.matches import match_rows

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_figures_are_half_points_on_a_board_and_goals_in_football(tmp_path: Path) -> None:
    store = drawn(tmp_path / "giải.giai", 5)
    with store.reading() as db:
        chess, football = event_ids(db)["CT-01"], event_ids(db)["BB-02"]
        rules = EventRules.of(db.get("event", football)["rules"])
    goals = replace(rules, scoring={"group": "football_7"}, format=Format(kind="knockout"))
    store.run(ChangeEvent(football, goals), AN)
    store.run(DrawEvent(football, "gieo"), AN)
    with store.reading() as db:
        ready = [match for match in match_rows(db) if match.side_a and match.side_b]
    board, match = (next(m for m in ready if m.event_id == event) for event in (chess, football))
    store.run(RecordScore(board.event_id, board.contest, games=((1, 1),)), AN)
    store.run(RecordScore(match.event_id, match.contest, games=((1, 1),), detail=Detail(kicks=(4, 3))), AN)
    store.run(RecordScore(match.event_id, match.contest, games=((2, 0),)), AN)
    store.undo(AN)
    with store.reading() as db:
        said = [str(act.words) for act in history_rows(db, 4)]
    assert said[0].endswith(" 2-0"), "what was taken back"
    assert said[1].endswith(" 2-0")
    assert said[2].endswith(" 1-1 (4-3)")
    assert said[3].endswith(" ½-½")
    store.close()
