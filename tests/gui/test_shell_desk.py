from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QThread

from tournament_app.gui.desk import Desk, Target, TickingClock
from tournament_app.gui.page import Page
from tournament_app.gui.settings import Settings
from tournament_app.store.store import Actor, Store

NOON = datetime(2024, 10, 26, 12, 0, tzinfo=timezone(timedelta(hours=7)))


def test_a_command_is_run_heard_and_undone(desk, qtbot, add):
    with qtbot.waitSignal(desk.changed) as heard:
        done = desk.run(add("Sở Y tế"))
    assert heard.args[0].tables == {"delegation"}
    assert done.value > 0
    assert desk.saved_at is not None
    with qtbot.waitSignal(desk.changed):
        desk.undo()
    with desk.reading() as reading:
        assert reading.count("delegation") == 0
    with qtbot.waitSignal(desk.changed):
        desk.redo()
    with desk.reading() as reading:
        assert reading.count("delegation") == 1


def test_each_change_is_heard_once(desk, qtbot, add):
    heard = []
    desk.changed.connect(heard.append)
    desk.run(add("Sở Y tế"))
    qtbot.wait(1600)  # two rounds of asking for changes of others
    assert len(heard) == 1


def test_what_another_workstation_does_is_heard_on_the_interface_thread(desk, qtbot, add):
    other = Store.open(desk.store.where)
    threads = []
    desk.changed.connect(lambda _: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(desk.changed, timeout=3000) as heard:
        other.run(add("Sở Nội vụ"), Actor("Bình", "referee", "Bàn 2"))
    assert heard.args[0].tables == {"delegation"}
    assert threads == [desk.thread()]
    other.close()


def test_a_refusal_is_a_notice_and_not_an_exception(desk, qtbot, add):
    with qtbot.waitSignal(desk.noticed) as noticed:
        assert desk.run(add("")) is None
    assert noticed.args[0].role == "warning"
    assert "A delegation has a name" in noticed.args[0].text


def test_the_clock_of_the_demonstration_starts_where_it_is_set_and_goes_on():
    clock = TickingClock(NOON)
    first, second = clock(), clock()
    assert timedelta() <= first - NOON < timedelta(seconds=5)
    assert second >= first
    assert first.utcoffset() == timedelta(hours=7)


def test_work_beside_the_window_and_a_verified_copy(desk, qtbot, tmp_path):
    with qtbot.waitSignal(desk.noticed, timeout=10000) as noticed:
        desk.backup(tmp_path / "copies")
    assert noticed.args[0].role == "ok"
    assert desk.verified_backup() is not None
    assert len(list((tmp_path / "copies").glob("*.giai"))) == 1


class Counting(Page):
    watches = frozenset({"delegation"})

    def build(self):
        self.refreshed = 0
        self.shown = []

    def refresh(self):
        self.refreshed += 1

    def show_target(self, target):
        self.shown.append(target.item)


@pytest.fixture
def page(desk, qtbot):
    made = Counting(desk, "draw")
    qtbot.addWidget(made)
    return made


def test_a_page_is_filled_only_when_somebody_can_see_it(page, desk, qtbot, add):
    with qtbot.waitSignal(desk.changed):
        desk.run(add("Sở Y tế"))
    assert page.refreshed == 0
    page.show()
    assert page.refreshed == 1
    with qtbot.waitSignal(desk.changed):
        desk.run(add("Sở Nội vụ"))
    assert page.refreshed == 2
    page.hide()
    page.show()
    assert page.refreshed == 2


def test_a_page_is_not_filled_by_changes_it_does_not_watch(page, desk, qtbot, add):
    class Other(Counting):
        watches = frozenset({"result"})

    other = Other(desk)
    qtbot.addWidget(other)
    other.show()
    with qtbot.waitSignal(desk.changed):
        desk.run(add("Sở Y tế"))
    assert other.refreshed == 1


def test_a_target_is_shown_after_the_page_is_filled(page):
    page.go_to(Target("draw", "event", 7))
    assert page.shown == []
    page.show()
    assert page.shown == [7]
    page.go_to(Target("draw", "event", 8))
    assert page.shown == [7, 8]


def test_settings_come_back_and_broken_ones_do_not_stop_the_program(tmp_path):
    file = tmp_path / "settings.toml"
    mine = Settings.load(file)
    mine.language, mine.name, mine.columns = (
        "en",
        'An "Tư"',
        {"people.athletes": {"widths": {"name": 90}, "sort": "-name"}},
    )
    mine.opened("/a/giải.giai")
    mine.opened("/b.giai")
    mine.opened("/a/giải.giai")
    assert Settings.load(file) == mine
    assert Settings.load(file).recent == ["/a/giải.giai", "/b.giai"]
    file.write_text("language = [[[", encoding="utf-8")
    assert Settings.load(file) == Settings()
    file.write_text('language = "fr"\ntheme = 7\nrecent = "x"\nname = "An"', encoding="utf-8")
    assert Settings.load(file) == Settings(name="An")


def test_closing_the_desk_stops_listening(app, store, settings, qtbot, add):
    desk = Desk(store, settings)
    heard = []
    desk.changed.connect(heard.append)
    desk.close()
    Store.open(store.where).run(add("Sở Y tế"), Actor())
    qtbot.wait(900)
    assert heard == []
