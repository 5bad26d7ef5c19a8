from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from tournament_app import paths
from tournament_app.errors import Problem, Refused, Unavailable
from tournament_app.gui import qt_check
from tournament_app.gui.crash import Crashes
from tournament_app.gui.finder import Finder, FinderItem, find
from tournament_app.gui.form import CheckField, ChoiceField, Form, NumberField, TextField
from tournament_app.gui.help import help_text
from tournament_app.gui.pages import PAGES
from tournament_app.gui.runner import Job, JobBar, remaining
from tournament_app.gui.widgets.badge import Badge
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.token import Cancelled, Token
from tournament_app.words import Text

pytestmark = pytest.mark.usefixtures("app")


# ------------------------------------------------------------------------------------------------------------- forms
@pytest.fixture
def form(qtbot):
    def act(values):
        if values["seed"] > 4:
            raise Refused(Problem("many", Text("At most four seeds"), "seed"), Problem("x", Text("And more")))
        if values["name"] == "disk":
            raise Unavailable(Text("The disk is full"))
        return values

    fields = (
        TextField("name", "Tên", "Sở Y tế"),
        NumberField("seed", "Hạt giống", 1, most=64),
        ChoiceField("event", "Nội dung", 2, choices=((1, "Đôi nam"), (2, "Đơn nữ"))),
        CheckField("guest", "Khách mời", value=False),
    )
    made = Form("Sửa", fields, act)
    qtbot.addWidget(made)
    made.opened()
    return made


def test_enter_carries_the_form_out(form, qtbot):
    form.widgets["name"].setText(" Sở Nội vụ ")
    with qtbot.waitSignal(form.done_with) as done:
        qtbot.keyClick(form.widgets["name"], Qt.Key.Key_Return)
    assert done.args == [{"name": "Sở Nội vụ", "seed": 1, "event": 2, "guest": False}]
    assert not form.isVisible()


def test_a_problem_stands_beside_its_field_and_the_others_at_the_foot(form, qtbot):
    form.widgets["seed"].setValue(9)
    qtbot.mouseClick(form.confirm, Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert form.problem_at("seed") == "At most four seeds"
    assert form.problem_at("name") == ""
    assert form.problem_at("") == "And more"
    form.widgets["seed"].setValue(2)
    qtbot.mouseClick(form.confirm, Qt.MouseButton.LeftButton)
    assert not form.isVisible()


def test_a_full_disk_keeps_what_was_typed(form, qtbot):
    form.widgets["name"].setText("disk")
    qtbot.mouseClick(form.confirm, Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert form.problem_at("") == "The disk is full"
    assert form.values()["name"] == "disk"


def test_esc_asks_before_it_throws_typing_away(form, qtbot):
    form.widgets["name"].setText("Sở Nội vụ")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert "Esc" in form.problem_at("")
    assert form.values()["name"] == "Sở Nội vụ"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_esc_closes_a_form_nobody_typed_in(form, qtbot):
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_typing_again_after_the_question_is_asked_for_again(form, qtbot):
    form.widgets["name"].setText("a")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    form.widgets["name"].setText("ab")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()


# -------------------------------------------------------------------------------------------------------------- work
def test_work_reports_and_hands_over_its_value(qtbot):
    def work(token):
        token.report(1, 2, Text("Placing (test)"))
        return threading.current_thread() is threading.main_thread()

    job = Job(work, "Xếp lịch")
    bar = JobBar(job)
    seen = []
    job.progress.connect(lambda *what: seen.append((*what, "1/2" in bar.text)))
    with qtbot.waitSignal(job.finished_with, timeout=5000) as done:
        job.start()
    job.wait()
    assert done.args == [False]
    assert seen == [(1, 2, "Placing (test)", True)]


def test_work_can_be_called_off(qtbot):
    def work(token):
        for step in range(10_000):
            token.report(step, 10_000)
            time.sleep(0.001)

    job = Job(work)
    bar = JobBar(job)
    with qtbot.waitSignal(job.cancelled, timeout=5000):
        job.start()
        bar.cancel.click()
    job.wait()


def test_what_the_disk_says_comes_back_as_it_is(qtbot):
    def work(token):
        raise Unavailable(Text("The disk is full"))

    job = Job(work)
    with qtbot.waitSignal(job.failed, timeout=5000) as failed:
        job.start()
    job.wait()
    assert str(failed.args[0]) == "The disk is full"


def test_a_token_without_a_window():
    said = []
    token = Token(lambda *what: said.append(what))
    assert token.seconds_left(0, 10) is None
    token.report(5, 10, "x")
    assert token.seconds_left(5, 10) >= 0
    token.cancel()
    with pytest.raises(Cancelled):
        token.report(6, 10)
    assert said == [(5, 10, "x")]
    assert token.cancelled


def test_time_left_is_said_as_people_say_it():
    assert remaining(None) == ""
    assert "1 " in remaining(0.2)
    assert "3 " in remaining(170)


# ------------------------------------------------------------------------------------------------------------- crash
@pytest.fixture
def crashes(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("tournament_app.paths.user_data", lambda: tmp_path)
    copies = []
    made = Crashes(lambda: copies.append(1), lambda: None)
    made.copies = copies
    before = sys.excepthook, threading.excepthook
    made.install()
    yield made
    made.remove()
    sys.excepthook, threading.excepthook = before


def fall():
    raise ZeroDivisionError("on purpose")


def test_one_report_for_each_traceback_from_any_thread(crashes, qtbot):
    hook = sys.excepthook

    def caught():
        try:
            fall()
        except ZeroDivisionError:
            hook(*sys.exc_info())

    for _ in range(3):
        thread = threading.Thread(target=caught)
        thread.start()
        thread.join()
    assert crashes.dialog is None  # nothing happens on the thread that fell
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    assert len(crashes.seen) == 1
    assert crashes.dialog.text.toPlainText().count("on purpose") == 2  # the line of the source, and the error
    crashes.dialog._copy()
    assert "ZeroDivisionError: on purpose" in QGuiApplication.clipboard().text()
    crashes.dialog.accept()


def test_a_bug_in_long_work_is_reported_and_the_work_is_over(crashes, qtbot):
    job = Job(lambda token: fall())
    with qtbot.waitSignal(job.cancelled, timeout=5000):
        job.start()
    job.wait()
    qtbot.waitUntil(lambda: crashes.dialog is not None)
    crashes.dialog.accept()


# ------------------------------------------------------------------------------------------------------------ pieces
def test_panels_fold_behind_pills_when_the_window_is_narrow(qtbot):
    left, center, right = QLabel("l"), QLabel("c"), QLabel("r")
    panels = SidePanels(center, left, right)
    qtbot.addWidget(panels)
    panels.resize(1150, 500)
    panels.show()
    assert panels.folded == ()
    assert left.isVisible()
    assert right.isVisible()
    panels.resize(900, 500)
    assert panels.folded == ("right",)
    assert not right.isVisible()
    panels.show_panel("right")
    assert right.isVisible()
    assert not center.isVisible()
    panels.resize(500, 500)
    assert panels.folded == ("left", "right")
    assert center.isVisible()
    panels.resize(1150, 500)
    assert panels.folded == ()
    assert left.isVisible()
    assert center.isVisible()
    assert right.isVisible()


def test_a_list_keeps_the_row_that_was_chosen(qtbot):
    rows = ListRows("Nội dung")
    qtbot.addWidget(rows)
    heard = []
    rows.chosen.connect(heard.append)
    rows.set_items([ListItem(n, f"Nội dung {n}", "16 đôi", "Đã khóa", "ok") for n in range(9)])
    assert rows.key == 0
    rows.choose(4)
    rows.set_items([ListItem(n, f"Nội dung {n}") for n in range(3, 9)])
    assert rows.key == 4
    assert heard == [4]
    rows.set_items([ListItem(1, "Khác")])
    assert rows.key == 1


def test_pills_keep_what_was_chosen(qtbot):
    pills = Toggles([("a", "T6 25/10"), ("b", "T7 26/10")])
    qtbot.addWidget(pills)
    assert pills.key == "a"
    pills.choose("b")
    pills.set_choices([("b", "T7 26/10"), ("c", "CN 27/10")])
    assert pills.key == "b"
    pills.set_choices([])
    assert pills.key is None


def test_a_badge_has_a_role_there_is(qtbot):
    badge = Badge("Đang đấu", "live")
    qtbot.addWidget(badge)
    with pytest.raises(ValueError, match="blue"):
        badge.set("x", "blue")


# ------------------------------------------------------------------------------------------------------------ finder
ITEMS = [
    FinderItem("command", "Hoàn tác", "Ctrl+Z", "undo"),
    FinderItem("delegation", "Sở Y tế", "", 1),
    FinderItem("athlete", "Nguyễn Thị Huệ", "Sở Y tế · Đôi nữ", 2),
    FinderItem("match", "Trận 87 · Sở Y tế – Tòa án tỉnh", "Đôi nữ 36–45", 3),
]


def test_finds_without_accents_and_what_begins_so_first():
    assert [item.target for item in find(ITEMS, "nguyen hue")] == [2]
    assert [item.target for item in find(ITEMS, "so y te")] == [1, 3, 2]
    assert [item.target for item in find(ITEMS, "87")] == [3]
    assert find(ITEMS, "zzz") == []


def test_the_finder_is_worked_from_the_keyboard(qtbot):
    finder = Finder(lambda: ITEMS)
    qtbot.addWidget(finder)
    finder.show()
    qtbot.keyClicks(finder.field, "y te")
    qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(finder.picked) as picked:
        qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert picked.args[0] == finder.found[1]


def test_help_falls_back_to_what_is_written():
    assert help_text("no such topic", "vi")


def test_a_machine_that_lacks_nothing_is_told_nothing(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert qt_check.missing_libraries() == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a Linux machine may lack")
def test_a_machine_without_libraries_is_told_their_packages(monkeypatch):
    real = qt_check.load_error

    def lacking(library):
        lost = {"libxcb-cursor.so.0", "libqxcb.so"}
        return f"{library}: cannot open shared object file" if Path(str(library)).name in lost else real("libc.so.6")

    monkeypatch.setattr(qt_check, "load_error", lacking)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert qt_check.missing_libraries().endswith(" libxcb-cursor0")
    assert "\n" not in qt_check.missing_libraries()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert qt_check.missing_libraries() == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="screens are asked for in the environment on Linux")
def test_a_machine_without_a_screen_is_told_so(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "DISPLAY" in qt_check.missing_libraries()


def test_a_library_that_is_not_there_is_named():
    assert "no-such-library" in qt_check.load_error("no-such-library.so.9")


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_screen_has_help_in_both_languages(code):
    for spec in PAGES:
        text = paths.resource("help", code, f"{spec.key}.md").read_text(encoding="utf-8")
        assert help_text(spec.key, code) == text
        assert text.startswith("# ")


def test_a_body_of_words_keeps_its_height_and_a_list_takes_the_rest(qtbot):
    words = QLabel("Chưa có trận nào")
    card = Card("Cần xử lý", words)
    rows = ListRows("Sắp đấu")
    card.section("Sắp đấu", flush=True).addWidget(rows)
    qtbot.addWidget(card)
    card.resize(320, 600)
    card.show()
    qtbot.waitUntil(lambda: rows.height() > 300)
    assert words.height() < 40
    rows.hide()
    other = Card("Chi tiết", QLabel("a"))
    other.section("Thêm").addWidget(QLabel("b"))
    qtbot.addWidget(other)
    other.resize(320, 600)
    other.show()
    assert max(label.mapTo(other, label.rect().bottomLeft()).y() for label in other.findChildren(QLabel)) < 200


def test_a_list_that_fits_is_as_high_as_its_rows(qtbot):
    rows = ListRows("Sắp đấu", fit=True)
    card = Card("Sắp đấu", rows, flush=True)
    qtbot.addWidget(card)
    card.resize(320, 600)
    card.show()
    rows.set_items([ListItem(n, f"Trận {n}", "10:50 · Sân 2") for n in range(3)])
    qtbot.waitUntil(lambda: rows.height() == 3 * 55)
    assert rows.verticalScrollBar().maximum() == 0
