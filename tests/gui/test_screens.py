"""What a screen must not do: cut words that matter, hide a field below the edge, speak the other language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QScrollArea, QWidget

from tournament_app import words
from tournament_app.gui.form import Form, LongField, TextField
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages import PAGES
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.matches import match_rows
from tournament_app.words import say


@pytest.fixture
def window(sample_desk, qtbot):
    made = MainWindow(sample_desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def test_who_plays_next_stands_in_the_overview(window, sample_desk):
    window.show_page("overview")
    page = window.page("overview")
    with sample_desk.reading() as db:
        rows = {row.key: row for row in match_rows(db)}
    for item in page.coming.items:
        assert item.lines == (f"{rows[item.key].name_a()} – {rows[item.key].name_b()}",)
        assert rows[item.key].court.name in item.title


def test_a_court_nobody_plays_on_is_free_and_says_when_it_is_next_used(window, sample_desk):
    window.show_page("score")
    with sample_desk.reading() as db:
        rows = match_rows(db)
    busy = {m.court.id for m in rows if m.court and m.status in {"playing", "called", "stale"}}
    free = [item for item in window.page("score").courts.list.items if item.badge == "Trống"]
    by_key = {m.key: m for m in rows}
    due = {m.court.id for m in rows if m.court and m.status == "ready"} - busy
    assert {by_key[item.key].court.id for item in free} == due
    for item in free:
        assert item.lines[-1].startswith("trận sau")


def test_the_timetable_says_its_name_in_the_language_of_now(window):
    window.show_page("schedule")
    vietnamese = window.page("schedule").view.accessibleName()
    words.set_language("en")
    window.retranslate()
    assert window.page("schedule").view.accessibleName() == "Timetable of the day" != vietnamese


def test_every_page_keeps_the_keyboard_and_tab_reaches_all_of_it_by_name(window, qtbot, app):
    """Nothing pops up on its own and takes the cursor away; of pills one takes it, arrows choose among them."""
    window.activateWindow()
    for spec in PAGES:
        window.show_page(spec.key)
        assert window.isActiveWindow(), spec.key
        wanted = {
            each
            for each in window.page(spec.key).findChildren(QWidget)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            if each.focusProxy() is None and not (each.property("kind") == "pill" and not each.isChecked())
        }
        reached = set()
        for _ in range(60):
            qtbot.keyClick(app.focusWidget(), Qt.Key.Key_Tab)
            reached.add(app.focusWidget())
        missed = [each for each in wanted - reached if not any(each.isAncestorOf(other) for other in reached)]
        said = {each: QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name) for each in reached}
        assert (spec.key, missed, [each for each in reached if not said[each]]) == (spec.key, [], [])


def test_a_title_gives_way_and_says_itself_whole_in_its_tooltip(qtbot):
    card = Card("Đôi nam lãnh đạo 51 tuổi trở lên, bảng A, trận 3")
    qtbot.addWidget(card)
    card.note = "5 ván × 11"
    card.resize(160, 80)
    with qtbot.waitExposed(card):
        card.show()
    card.grab()
    assert card.minimumSizeHint().width() <= 160
    assert card._title.toolTip() == card.title
    card.resize(700, 80)
    card.grab()
    assert card._title.toolTip() == ""


def low(n: int) -> Form:
    fields = [LongField(f"k{at}", f"Dòng {at}", hint="mỗi dòng một đoàn") for at in range(n)]
    return Form("Điền", (*fields, TextField("last", "Cuối")), act=dict)


@pytest.mark.parametrize(("n", "scrolls"), [(2, False), (14, True)])
def test_no_field_of_a_form_lies_below_the_edge_of_the_screen(qtbot, n, scrolls):
    form = low(n)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.opened()
    form.activateWindow()
    form.widgets["k0"].setFocus()
    assert form.height() <= form.screen().availableGeometry().height()
    assert bool(form.findChildren(QScrollArea)) == scrolls
    for _ in range(n):  # Tab alone reaches the last field, and shows it
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    last = form.widgets["last"]
    assert last.hasFocus()
    assert form.rect().contains(last.mapTo(form, last.rect().bottomRight()))
    hints = [label for label in form.findChildren(Label) if label.text() == "mỗi dòng một đoàn"]
    for at, hint in enumerate(hints):
        field = form.widgets[f"k{at}"]
        assert hint.mapTo(form, hint.rect().topLeft()).y() >= field.mapTo(form, field.rect().bottomLeft()).y()


@pytest.mark.parametrize(
    ("source", "one", "two"),
    [
        ("{n} matches", "1 match", "2 matches"),
        ("{n} entries · {m} athletes", "1 entry · 5 athletes", "2 entries · 5 athletes"),
        ("{n} byes", "1 bye", "2 byes"),
        ("Round {n} is paired", "Round 1 is paired", "Round 2 is paired"),
    ],
)
def test_one_of_a_thing_is_one_of_it_in_english(source, one, two):
    assert say(source, "en", n=1, m=5) == one
    assert say(source, "en", n=2, m=5) == two
