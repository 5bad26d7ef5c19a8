"""The dialog before a correction, by its own boxes and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tournament_app.commands.score import ClearResult, RecordScore
from tournament_app.domain.outcome import Kind
from tournament_app.gui.correction import correct
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import matches_by_key
from tournament_app.store.store import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.matches import MatchRow


def played_twice(desk: Desk) -> tuple[MatchRow, MatchRow]:
    """A match and the later one its winner has played."""
    with desk.reading() as db:
        states, known = event_states(db), matches_by_key(db)
    for later in known.values():
        state = states[later.event_id]
        plan = {c.ref: c for c in state.plan.contests} if state.plan else {}
        source = plan[later.contest].a if later.contest in plan else ""
        feeder = known.get((later.event_id, source[2:])) if source.startswith("W:") else None
        if later.status == "done" and later.side_b and feeder and feeder.outcome:
            return feeder, later
    raise AssertionError("the sample has no such matches")


@pytest.fixture
def parent(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def turned(match: MatchRow) -> Callable[..., RecordScore]:
    """The other side wins it."""
    assert match.outcome is not None
    out = 0 if match.outcome.winner == match.outcome.a else 1
    return lambda later: RecordScore(*match.key, Kind.WALKOVER, loser=out, later=later)


def test_a_choice_taken_by_key_is_shown_and_the_dialog_lives_on(qtbot, sample_desk, parent) -> None:
    """The box that is chosen in goes when the lines are written anew: not while it is still telling of the choice."""
    feeder, later = played_twice(sample_desk)
    dialog = correct(sample_desk, turned(feeder), "Correct", parent)
    assert dialog.found.results[0].choices == ("void", "keep")
    for key, choice in ((Qt.Key.Key_Down, "keep"), (Qt.Key.Key_Up, "void")) * 3:
        box = dialog.boxes[later.key]
        qtbot.keyClick(box, key)
        assert dialog.chosen[later.key] == choice
        assert dialog.boxes[later.key] is not box
        assert dialog.reason.isVisible() == (choice == "keep")
        qtbot.wait(1)
    dialog.accept()
    with sample_desk.reading() as db:
        assert matches_by_key(db)[later.key].outcome is None


def test_what_somebody_else_did_meanwhile_is_said_in_the_dialog(sample_desk, parent) -> None:
    feeder, later = played_twice(sample_desk)
    dialog = correct(sample_desk, lambda then: ClearResult(*feeder.key, later=then), "Correct", parent)
    sample_desk.store.run(ClearResult(*feeder.key, voids=True), Actor("Bình"))
    dialog.choose(later.key, "keep")
    assert dialog.problem.isVisible()
    assert dialog.problem.text()
    dialog.reject()
