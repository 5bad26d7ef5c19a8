"""A Swiss event on the draw page: rounds paired beside the window, pairs changed by hand, byes, the table."""

from __future__ import annotations

from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from tests.commands.swiss_cases import play, swiss
from tournament_app.domain.swiss import Mark
from tournament_app.gui.desk import Desk, Target, TickingClock
from tournament_app.gui.form import Form
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages.swiss_pairs import PairsDialog
from tournament_app.queries.swiss import swiss_event


@pytest.fixture
def at(app, tmp_path, settings, qtbot):
    """The panel of a Swiss of seven, and its event."""
    from tests.gui.conftest import SATURDAY

    store, event_id = swiss(tmp_path / "giải.giai", 7, 4)
    desk = Desk(store, settings, TickingClock(SATURDAY))
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show_page("draw")
    window.show()
    qtbot.waitExposed(window)
    page = window.page("draw")
    page.show_target(Target("draw", "event", event_id))
    yield page, event_id
    desk.close()


def paired(page, qtbot):
    with qtbot.waitSignal(page.desk.changed, timeout=10_000):
        page.swiss.next_button.click()


def opened(kind):
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def test_rounds_are_paired_played_and_shown_with_their_table(at, qtbot) -> None:
    page, event_id = at
    panel = page.swiss
    assert page.body.currentWidget() is panel
    assert panel.next_button.text() == "Xếp cặp ván 1"
    assert not panel.back_button.isEnabled()
    paired(page, qtbot)
    assert [row.board for row in panel.boards.rows.rows] == [1, 2, 3]
    assert not panel.next_button.isEnabled()
    assert "nghỉ, trọn điểm" in panel.note.text()
    with qtbot.waitSignal(page.desk.changed):
        play(page.desk.store, event_id, Random(1))
    qtbot.waitUntil(panel.next_button.isEnabled, timeout=10_000)
    paired(page, qtbot)
    assert panel.shown.number == 2
    panel.rounds.set_choices([(1, "Ván 1"), (2, "Ván 2")], 1)
    panel._show_round()
    assert panel.shown.number == 1
    assert "các trận đã xong" in panel.note.text()
    assert [column.key for column in panel.standings.rows.columns] == [
        "rank",
        "entry",
        "points",
        "sonneborn_berger",
        "wins",
    ]
    assert len(panel.standings.rows.rows) == 7
    with qtbot.waitSignal(page.desk.changed):
        panel.back_button.click()
    assert panel.next_button.text() == "Xếp cặp ván 2"


def test_pairs_are_changed_by_hand_and_the_validator_speaks(at, qtbot) -> None:
    page, event_id = at
    paired(page, qtbot)
    with qtbot.waitSignal(page.desk.changed):
        play(page.desk.store, event_id, Random(2))
    qtbot.waitUntil(page.swiss.next_button.isEnabled, timeout=10_000)
    paired(page, qtbot)
    first = page.swiss.swiss.rounds[0].boards[0].match
    page.swiss.hand_button.click()
    dialog = opened(PairsDialog)
    assert dialog.save.isEnabled()
    white = dialog.seats.index(first.side_a.id)
    dialog.boxes[white ^ 1].setCurrentIndex(dialog.boxes[white ^ 1].findData(first.side_b.id))
    assert "đã gặp nhau rồi" in dialog.broken.text()
    assert not dialog.save.isEnabled()
    dialog.reason.setText("hai người đồng ý")
    assert dialog.save.isEnabled()
    with qtbot.waitSignal(page.desk.changed):
        dialog.save.click()
    pairs = [{row.match.side_a.id, row.match.side_b.id} for row in page.swiss.swiss.rounds[1].boards]
    assert {first.side_a.id, first.side_b.id} in pairs


def test_a_bye_is_asked_for_and_a_round_without_legal_pairing_is_offered_by_hand(at, qtbot) -> None:
    page, event_id = at
    page.swiss.ask_bye()
    form = opened(Form)
    form.widgets["mark"].setCurrentIndex(1)
    with qtbot.waitSignal(page.desk.changed):
        form.accept()
    with page.desk.reading() as db:
        assert [bye.mark for bye in swiss_event(db, event_id).asked] == [Mark.HALF]
    assert "nửa điểm" in page.swiss.note.text()
    page.swiss.pair_by_hand()
    dialog = opened(PairsDialog)
    assert len(dialog.seats) == 6
    with qtbot.waitSignal(page.desk.changed):
        dialog.save.click()
    assert len(page.swiss.swiss.rounds) == 1
