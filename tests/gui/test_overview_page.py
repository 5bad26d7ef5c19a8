from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from tournament_app.commands.entry import AddDelegation
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages.import_wizard import ImportWizard
from tournament_app.gui.widgets.buttons import Button
from tournament_app.queries.overview import overview


@pytest.fixture
def look(qtbot):
    """A window on a desk, the overview in front."""

    def made(desk):
        desk.settings.page = "overview"
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        return window, window.page("overview")

    return made


def click(qtbot, rows, at):
    area = rows.visualRect(rows.model().index(at, 0))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def test_the_figures_are_those_of_the_tournament(sample_desk, look):
    _, page = look(sample_desk)
    with sample_desk.reading() as db:
        row = overview(db, sample_desk.now())
    assert row.delegations > 40
    assert page.stats[0].accessibleDescription().startswith(f"{row.delegations} ")
    assert page.stats[1].accessibleDescription().startswith(f"{row.athletes} ")
    assert page.stats[2].accessibleDescription().startswith(f"{row.played}/{row.total} ")
    assert [item.key for item in page.steps.items] == [step.page for step in row.steps]
    assert [item.role for item in page.steps.items][:2] == ["done", "done"]
    assert list(page.bars) == [code for code, *_ in row.sports]
    assert len(page.coming.items) == len(row.coming) > 0


def test_a_click_on_a_step_goes_to_its_page(sample_desk, look, qtbot):
    window, page = look(sample_desk)
    at = next(at for at, item in enumerate(page.steps.items) if item.key == "people")
    click(qtbot, page.steps, at)
    assert window.key == "people"


def test_enter_on_a_step_goes_to_its_page_too(sample_desk, look, qtbot):
    window, page = look(sample_desk)
    page.steps.setFocus()
    qtbot.keyClick(page.steps, Qt.Key.Key_Down)
    qtbot.keyClick(page.steps, Qt.Key.Key_Return)
    assert window.key == "events"


def test_a_match_to_come_opens_at_the_score_desk(sample_desk, look, qtbot):
    window, page = look(sample_desk)
    asked = []
    sample_desk.asked_for.connect(asked.append)
    click(qtbot, page.coming, 1)
    assert window.key == "score"
    assert (asked[0].kind, asked[0].item) == ("contest", page.coming.items[1].key)


def test_everything_to_settle_says_where_it_is_settled(sample_desk, look, qtbot):
    _, page = look(sample_desk)
    with sample_desk.reading() as db:
        row = overview(db, sample_desk.now())
    assert len(page.todo.items) == len(row.todo)
    asked = []
    sample_desk.asked_for.connect(asked.append)
    for at, each in enumerate(row.todo):
        page.todo.wanted.emit(at)
        assert asked[-1].page == each.page


def test_before_any_form_it_says_what_goes_here_and_offers_the_import(fresh_desk, look, qtbot):
    window, page = look(fresh_desk)
    assert page.stack.currentWidget() is page.empty
    qtbot.mouseClick(page.empty.findChild(Button), Qt.MouseButton.LeftButton)
    wizard = window.findChild(ImportWizard)
    assert wizard.isVisible()
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    fresh_desk.run(AddDelegation("Sở Y tế"))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.panels, timeout=3000)


def test_a_new_minute_fills_it_anew(sample_desk, look, qtbot):
    _, page = look(sample_desk)
    before, start = page.minute, sample_desk.now()
    sample_desk.clock = lambda: start + timedelta(minutes=1)
    sample_desk.ticked.emit()
    assert page.minute != before
