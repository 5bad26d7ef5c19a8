"""What an organiser does to the schedule on its page, with keys and clicks, and what the file says afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.schedule import MoveMatch, UnscheduleMatch
from tournament_app.errors import Refused
from tournament_app.gui.desk import Target
from tournament_app.gui.form import Form
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages.schedule_parts import read_time
from tournament_app.gui.widgets.match_words import short_events
from tournament_app.queries.event_state import event_states
from tournament_app.queries.matches import match_rows, matches_by_key
from tournament_app.queries.timetable import clash_rows, schedule_figures
from tournament_app.queries.tournament import DAY


def open_window(desk, qtbot):
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_page("schedule")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def window(sample_desk, qtbot):
    return open_window(sample_desk, qtbot)


@pytest.fixture
def page(window):
    return window.page("schedule")


def press(page, key):
    page.window().activateWindow()
    assert QTest.qWaitForWindowActive(page.window())
    QTest.qWait(10)
    page.setFocus()
    QTest.keyClick(page, key)


def form():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, Form) and each.isVisible())


def slots(desk):
    with desk.reading() as db:
        return {(s["event_id"], s["contest"]): (s["court_id"], s["start"]) for s in db.find("slot")}


def coming(desk, day=1):
    """Matches of a day that have not begun, the first ones first."""
    with desk.reading() as db:
        rows = [m for m in match_rows(db) if m.status in ("ready", "waiting") and m.start is not None]
    return sorted((m for m in rows if m.start // DAY == day), key=lambda m: (m.start, m.number))


def test_the_page_opens_on_today_with_every_match_of_the_day(page, sample_desk):
    assert page.card.days.key == 1
    with sample_desk.reading() as db:
        today = {m.key for m in match_rows(db) if m.start is not None and m.start // DAY == 1}
    shown = {key for pile in page.view.piles for key in pile.keys}
    assert shown == today
    assert page.view._now == DAY + 10 * 60 + 42


def test_the_figures_are_those_of_the_file(page, sample_desk):
    with sample_desk.reading() as db:
        figures = schedule_figures(db)
        clashes = clash_rows(db)
        last = max(m.start + m.minutes for m in match_rows(db) if m.start is not None)
    assert page.side.values["placed"].text() == f"{figures.placed}/{figures.total}"
    assert figures.ends == last
    assert figures.bound <= figures.ends
    assert page.side.clashes.count() == len([clash for clash in clashes if clash.keys])


def test_another_day_and_another_venue(page, sample_desk):
    page.card.days._group.button(2).click()
    assert {pile.start // DAY for pile in page.view.piles} == {2}
    press(page, Qt.Key.Key_F4)
    QTest.keyClick(page.view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.day == 1
    venue = page.courts[0].venue_id
    action = page.venues.menu().actions()[1]
    action.trigger()
    assert {court.id for court in page.view.courts} == {c.id for c in page.courts if c.venue_id == venue}


def test_a_match_is_picked_up_and_put_down_with_the_keys(page, sample_desk, qtbot):
    match = next(m for m in coming(sample_desk) if m.court.boards == 1)
    page.show_target(Target("schedule", "contest", match.key))
    assert page.view.current.first.key == match.key
    page.view.setFocus()
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(page.view, Qt.Key.Key_Return)
        QTest.keyClick(page.view, Qt.Key.Key_Down)
        QTest.keyClick(page.view, Qt.Key.Key_Down)
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert slots(sample_desk)[match.key] == (match.court.id, match.start + 10)


def test_space_pins_and_lets_go(page, sample_desk, qtbot):
    match = next(m for m in coming(sample_desk) if m.court.boards == 1)
    page.show_target(Target("schedule", "contest", match.key))
    for pinned in (True, False):
        with qtbot.waitSignal(sample_desk.changed):
            QTest.keyClick(page.view, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda pinned=pinned: page.matches[match.key].pinned is pinned)
        page.view.select(match.key)


def test_delete_takes_out_and_enter_in_the_list_puts_back(page, sample_desk, qtbot):
    match = next(m for m in coming(sample_desk) if m.court.boards == 1)
    page.show_target(Target("schedule", "contest", match.key))
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert match.key not in slots(sample_desk)
    qtbot.waitUntil(lambda: page.side.waiting.count() == 1)
    assert str(match.number) in page.side.waiting.item(0).text()
    QTest.keyClick(page.side.waiting, Qt.Key.Key_Return)
    dialog = form()
    dialog.widgets["time"].setText("16h05")
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert slots(sample_desk)[match.key][1] == DAY + 16 * 60 + 5
    qtbot.waitUntil(lambda: page.side.waiting.count() == 0)


def test_a_clash_is_listed_and_leads_to_its_match(page, sample_desk, qtbot):
    one, other = [m for m in coming(sample_desk, 2) if m.court.boards == 1][:2]
    with qtbot.waitSignal(sample_desk.changed):
        sample_desk.run(MoveMatch(one.event_id, one.contest, other.court.id, other.start))
    qtbot.waitUntil(lambda: page.side.hard.text() != "")
    page.show_target(Target("schedule", "day", 0))
    lines = page.side.clashes.lines()
    at = next(at for at, (keys, _) in enumerate(lines) if {one.key, other.key} <= set(keys))
    item = page.side.clashes.item(at)
    page.side.clashes.scrollToItem(item)
    where = page.side.clashes.visualItemRect(item).center()
    QTest.mouseClick(page.side.clashes.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.day == 2
    assert page.view.current is not None
    assert page.view.current.clash == "hard"


def test_the_rest_of_the_day_is_moved(page, sample_desk, qtbot):
    before = slots(sample_desk)
    later = {m.key for m in coming(sample_desk) if m.start >= DAY + 14 * 60 and not m.pinned}
    press(page, Qt.Key.Key_F6)
    dialog = form()
    dialog.widgets["time"].setText("14:00")
    dialog.widgets["minutes"].setValue(20)
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    after = slots(sample_desk)
    assert later
    assert {key for key in before if after[key] != before[key]} == later
    assert all(after[key][1] == before[key][1] + 20 for key in later)


def test_a_time_nobody_understands_is_said_beside_the_field(page, sample_desk):
    before = slots(sample_desk)
    press(page, Qt.Key.Key_F6)
    dialog = form()
    dialog.widgets["time"].setText("sau giờ nghỉ")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "07:30" in dialog.problem_at("time")
    assert slots(sample_desk) == before


@pytest.mark.parametrize(
    ("words", "minute"), [("7:30", 450), ("07h30", 450), ("7", 420), ("23.59", 1439), ("16h", 960)]
)
def test_times_as_people_write_them(words, minute):
    assert read_time(words, 1) == DAY + minute


@pytest.mark.parametrize("words", ["", "24:00", "7:60", "bảy giờ", "7:3"])
def test_what_is_no_time_is_refused(words):
    with pytest.raises(Refused):
        read_time(words, 0)


def test_placing_again_says_what_moves_and_keeps_what_is_pinned_or_played(page, window, sample_desk, qtbot):
    match = next(m for m in coming(sample_desk, 2) if m.court.boards == 1)
    page.show_target(Target("schedule", "contest", match.key))
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(page.view, Qt.Key.Key_Space)
    out = next(m for m in coming(sample_desk, 2) if m.key != match.key)
    with qtbot.waitSignal(sample_desk.changed):
        sample_desk.run(UnscheduleMatch(out.event_id, out.contest))
    before = slots(sample_desk)
    with sample_desk.reading() as db:
        fixed = {m.key for m in match_rows(db) if m.status in ("done", "playing", "called") or m.pinned}
    qtbot.waitUntil(lambda: page.side.waiting.count() == 1)
    page.build_button.click()
    qtbot.waitUntil(
        lambda: any(isinstance(w, Form) and w.isVisible() for w in QApplication.topLevelWidgets()), timeout=30000
    )
    assert slots(sample_desk) == before  # only tried so far
    with qtbot.waitSignal(sample_desk.changed, timeout=30000):
        QTest.keyClick(form(), Qt.Key.Key_Return)
    after = slots(sample_desk)
    assert match.key in fixed
    assert all(after[key] == before[key] for key in fixed if key in before)
    assert out.key in after
    qtbot.waitUntil(lambda: window.banner.text != "")


def test_before_the_first_placing_the_load_is_said_and_one_button_places_all(fresh_desk, qtbot):
    from tournament_app.commands.entry import AddAthlete, AddDelegation, AddEntry

    window = open_window(fresh_desk, qtbot)
    page = window.page("schedule")
    assert page.card.body.currentIndex() == 2
    with fresh_desk.reading() as db:
        event = next(row for row in db.find("event") if row["code"] == "CL-06")["id"]
    for n in range(6):
        unit = fresh_desk.try_run(AddDelegation(f"Đoàn {n}")).value
        pair = [fresh_desk.try_run(AddAthlete(unit, f"Nguyễn {n} {a}", "M", 1995)).value for a in "AB"]
        fresh_desk.try_run(AddEntry(event, unit, tuple(pair)))
    fresh_desk.try_run(DrawEvent(event, "1975"))
    qtbot.waitUntil(lambda: page.card.body.currentIndex() == 1)
    assert "Sớm nhất" in page.card.weight.text()
    with qtbot.waitSignal(fresh_desk.changed, timeout=20000):
        page.build_button.click()
    qtbot.waitUntil(lambda: page.card.body.currentIndex() == 0)
    with fresh_desk.reading() as db:
        matches = matches_by_key(db)
    assert set(slots(fresh_desk)) == set(matches)


def test_many_boards_of_one_start_are_one_block_with_their_round(page, sample_desk):
    piles = []
    for day in range(3):
        page.show_target(Target("schedule", "day", day))
        piles += [pile for pile in page.view.piles if len(pile.blocks) > 1]
    assert piles
    for pile in piles:
        assert pile.title == f"{len(pile.blocks)} bàn"
        assert all(line.startswith("Ván ") for line in pile.lines)


def test_short_names_of_events_are_different(sample_desk):
    with sample_desk.reading() as db:
        states = event_states(db)
    names = short_events((key, state.rules) for key, state in states.items())
    for sport in {state.rules.sport for state in states.values()}:
        of_sport = [names[key] for key, state in states.items() if state.rules.sport == sport]
        assert len(set(of_sport)) == len(of_sport)
    assert "Nam 46–50" in names.values()


def test_print_asks_for_the_day_that_is_shown(page, sample_desk, qtbot):
    with qtbot.waitSignal(sample_desk.asked_for) as asked:
        page.print_button.click()
    assert (asked.args[0].page, asked.args[0].item) == ("documents", ("schedule", 1))


def test_day_and_venue_survive_a_change_of_language(window, page, qtbot):
    page.card.days._group.button(0).click()
    page.show_venue(page.courts[0].venue_id)
    window.retranslate()
    fresh = window.page("schedule")
    qtbot.waitUntil(lambda: fresh.tournament is not None)
    assert (fresh.day, fresh.venue) == (0, page.courts[0].venue_id)
