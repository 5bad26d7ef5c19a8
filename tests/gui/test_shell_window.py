from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from tournament_app import words
from tournament_app.gui import dialogs, sources
from tournament_app.gui.actions import ACTIONS
from tournament_app.gui.app import Program
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.page import Page
from tournament_app.gui.pages import PAGES, PageSpec
from tournament_app.gui.start import StartWindow
from tournament_app.words import Text

HERE = "tournament_app.gui.pages."


class Sheet(Page):
    """A page with a field, a key and an action of its own."""

    watches = frozenset({"delegation"})

    def build(self):
        self.field = QLineEdit()
        self.hits = []
        self.layout_with(self.field)
        self.add_action("Bốc thăm lại…", lambda: self.hits.append("action"), "primary", "draw")
        self.add_shortcut("F3", "gọi trận", lambda: self.hits.append("key"))
        self.chosen = 0

    def refresh(self):
        self.subtitle = "Cầu lông › Đôi nam"

    def show_target(self, target):
        self.chosen = target.item

    def state(self):
        return {"chosen": self.chosen}

    def restore(self, state):
        self.chosen = state.get("chosen", 0)


@pytest.fixture
def window(desk, qtbot, monkeypatch):
    monkeypatch.setattr("tournament_app.gui.main_window._factory", lambda spec: Sheet)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    target = window.focusWidget() or window
    qtbot.keyClick(target, key, modifier)


def test_the_ten_screens_are_reached_by_alt_and_a_figure(window, qtbot):
    window.activateWindow()
    reached = []
    for figure in "1234567890":
        press(qtbot, window, getattr(Qt.Key, f"Key_{figure}"), Qt.KeyboardModifier.AltModifier)
        reached.append(window.key)
    assert reached == [spec.key for spec in PAGES]
    assert len(set(reached)) == 10


def test_no_two_actions_have_the_same_keys():
    keys = [spec.keys for spec in ACTIONS if spec.keys]
    assert len(keys) == len(set(keys))


def test_every_action_has_a_slot(window):
    assert set(window.actions_by_key) == {spec.key for spec in ACTIONS}


def test_the_window_says_what_it_shows_and_where(window):
    window.show_page("draw")
    assert window.header._title.text() == str(Text("Draw & brackets"))
    assert window.header._subtitle.text() == "Cầu lông › Đôi nam"
    assert window.page("draw").header_actions.isVisible()
    window.show_page("score")
    assert not window.page("draw").header_actions.isVisible()
    window.page("draw").subtitle = "elsewhere"
    assert window.header._subtitle.text() == "Cầu lông › Đôi nam"


def test_undo_takes_back_typing_first_and_then_the_tournament(window, desk, qtbot, add):
    with qtbot.waitSignal(desk.changed):
        desk.run(add("Sở Y tế"))
    field = window.page(window.key).field
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "abc")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    with desk.reading() as reading:
        assert reading.count("delegation") == 1
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with desk.reading() as reading:
        assert reading.count("delegation") == 0
    assert window.banner.text


def test_a_question_mark_in_a_field_is_a_letter(window, qtbot):
    field = window.page(window.key).field
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "a?")
    assert field.text() == "a?"


def test_the_page_has_keys_of_its_own_and_the_sheet_names_them(window, qtbot):
    page = window.page(window.key)
    window.activateWindow()
    page.field.setFocus()
    qtbot.waitUntil(page.field.hasFocus)
    qtbot.keyClick(page.field, Qt.Key.Key_F3)
    assert page.hits == ["key"]
    sheet = dialogs.keys_for(page, "Bốc thăm", window)
    said = [label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text")]
    assert "gọi trận" in said
    assert "Ctrl+K" in said
    sheet.close()


def test_a_refusal_stands_in_the_banner_and_no_dialog_opens(window, desk, qtbot, add):
    desk.run(add(""))
    assert window.banner.text == "A delegation has a name"
    window.retranslate()
    desk.run(add(""))
    assert window.banner.text == "A delegation has a name"


def test_the_language_changes_at_run_time_and_pages_remember(window, desk):
    desk.open("draw", "event", 7)
    assert window.key == "draw"
    vietnamese = window.header._title.text()
    words.set_language("en")
    window.retranslate()
    assert window.header._title.text() == "Draw & brackets" != vietnamese
    assert window.page("draw").chosen == 7


def test_the_foot_says_which_day_it_is_and_how_far(window, desk):
    assert sources.day_line(desk).splitlines()[0] == "Ngày 2/3 · Thứ Bảy 26/10/2024"
    assert sources.name_lines(desk) == ("Hội thao", "Khối các cơ quan tỉnh · XXV")


def test_what_ctrl_k_finds_opens(window, desk, qtbot, add):
    with qtbot.waitSignal(desk.changed):
        done = desk.run(add("Sở Y tế"))
    items = sources.findable(desk)
    unit = next(item for item in items if item.kind == "delegation")
    window._found(unit)
    assert window.key == "people"
    assert window.page("people").chosen == done.value
    window._found(next(item for item in items if item.target == "page:medals"))
    assert window.key == "medals"


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_of_the_shell_is_cut_off(window, size, language):
    words.set_language(language)
    window.retranslate()
    window.resize(*size)
    for spec in PAGES:
        window.show_page(spec.key)
        assert window.size().toTuple() == size
        title = window.header._title
        assert title.width() >= title.sizeHint().width()
        right = window.header.menu.geometry().right()
        assert right <= window.header.width()
        for button in window.page(spec.key).header_actions.findChildren(QWidget):
            assert button.width() >= button.sizeHint().width()


def test_narrow_windows_keep_the_icons_of_the_side_bar(window):
    assert window.side_bar.width() == 196
    window.resize(1093, 614)
    assert window.side_bar.width() == 56


def test_every_control_of_the_shell_has_a_name(window):
    from PySide6.QtWidgets import QAbstractButton

    shown = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    assert len(shown) > 10
    for button in shown:
        assert button.accessibleName() or button.text() or button.toolTip(), button


def test_closing_remembers_the_place_and_the_page(window, settings):
    window.show_page("medals")
    window.close()
    assert settings.page == "medals"
    assert settings.geometry


def test_a_screen_nobody_wrote_yet_is_no_dead_end(desk, qtbot, monkeypatch):
    nowhere = PageSpec("overview", Text("Overview"), Text("Overview"), "overview", HERE + "nowhere:NoPage")
    monkeypatch.setitem(__import__("tournament_app.gui.main_window", fromlist=["_SPECS"])._SPECS, "overview", nowhere)
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show_page("overview")
    assert type(made.page("overview")).__name__ == "Unwritten"


def test_the_public_display_reads_the_same_tournament(window, desk, qtbot):
    display = dialogs.display(desk, window)
    assert display.isVisible()
    qtbot.keyClick(display, Qt.Key.Key_Escape)


# ------------------------------------------------------------------------------------------------------------ program
def test_the_start_screen_offers_four_ways(app, settings, qtbot, tmp_path):
    there = tmp_path / "a.giai"
    there.write_bytes(b"x")
    settings.recent = [str(there), str(tmp_path / "gone.giai")]
    start = StartWindow(settings)
    qtbot.addWidget(start)
    start.show()
    assert set(start.buttons) == {"sample", "new", "open", "server"}
    assert [item.key for item in start.recent.items] == [str(there)]
    with qtbot.waitSignal(start.chosen) as chosen:
        start._open_recent(None)
    assert chosen.args == [str(there)]
    with qtbot.waitSignal(start.sample_wanted):
        start.buttons["sample"].click()


def test_a_file_that_is_no_tournament_is_said_on_the_start_screen(app, settings, qtbot, tmp_path):
    odd = tmp_path / "odd.giai"
    odd.write_bytes(b"no tournament at all" * 100)
    program = Program(app, settings)
    start = program.show_start()
    qtbot.addWidget(start)
    program.open_file(str(odd))
    qtbot.waitUntil(lambda: bool(start.banner.text), timeout=10000)
    assert "odd.giai" in start.banner.text
    program._job.wait()


def test_a_tournament_opens_from_the_start_screen(app, settings, store, qtbot, monkeypatch):
    monkeypatch.setattr("tournament_app.gui.main_window._factory", lambda spec: Sheet)
    program = Program(app, settings)
    program.show_start()
    program.open_file(str(store.where))
    qtbot.waitUntil(lambda: program.window is not None, timeout=10000)
    assert program.start is None
    assert settings.recent == [str(store.where)]
    program._job.wait()
    program.other_language()
    assert words.language() == "en"
    program.other_scheme()
    assert settings.theme == "dark"
    program.other_scheme()
    program.window.close()
    program.desk.close()
