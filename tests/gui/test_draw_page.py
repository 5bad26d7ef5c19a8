"""What the draw meeting does on the draw page, with keys and clicks, and what the file says afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tournament_app.commands.draw import RemoveDraw, SwapEntries
from tournament_app.gui.desk import Target
from tournament_app.gui.form import Form
from tournament_app.gui.main_window import MainWindow
from tournament_app.gui.pages.draw_dialogs import DrawForm
from tournament_app.queries.draw import draw_record, draw_rows
from tournament_app.queries.draw_check import check_draw
from tournament_app.queries.event_state import event_state
from tournament_app.words import Text


@pytest.fixture
def window(sample_desk, qtbot):
    made = MainWindow(sample_desk)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show_page("draw")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def page(window):
    return window.page("draw")


@pytest.fixture
def unplayed(sample_desk):
    """An event of the sample without results yet, its draw unlocked."""
    with sample_desk.reading() as db:
        row = next(row for row in draw_rows(db) if row.state == "locked" and not row.results)
    return row.event_id


@dataclass(frozen=True)
class Tamper:
    event_id: int

    def words(self):
        return Text("Tampered")

    def apply(self, rows):
        draw = rows.one("draw", event_id=self.event_id)
        one, other = rows.find("draw_place", draw_id=draw["id"])[:2]
        rows.change("draw_place", one["id"], entry_id=other["entry_id"])
        rows.change("draw_place", other["id"], entry_id=one["entry_id"])


def form(kind=Form):
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())


def drawn(desk, event_id):
    with desk.reading() as db:
        return draw_record(db, event_id)


def press(page, key):
    page.window().activateWindow()
    assert QTest.qWaitForWindowActive(page.window())
    QTest.qWait(10)
    page.setFocus()
    QTest.keyClick(page, key)


def unlock(page, event_id):
    page.show_target(Target("draw", "event", event_id))
    press(page, Qt.Key.Key_F6)


def test_the_list_says_entries_format_and_state_of_each_event(page, sample_desk):
    with sample_desk.reading() as db:
        rows = [row for row in draw_rows(db) if row.sport == page.sport]
    assert [item.key for item in page.list.items] == [row.event_id for row in rows]
    first = page.list.items[0]
    assert first.subtitle == f"{rows[0].entries} đôi · bảng + loại"
    assert first.badge == "Đã khóa"
    assert rows[0].code_of_draw in page.card.findChild(type(page.card._badge)).text()


def test_another_sport_lists_its_own_events(page, sample_desk, qtbot):
    with sample_desk.reading() as db:
        other = next(row for row in reversed(draw_rows(db)) if row.sport != page.sport)
    action = next(a for a in page.sports.menu().actions() if a.text() not in {"Cầu lông", "Tất cả các môn"})
    action.trigger()
    assert page.sport != "CL"
    assert {page.rows[item.key].sport for item in page.list.items} == {page.sport}
    page.show_sport("")
    assert other.event_id in {item.key for item in page.list.items}


def test_f6_locks_and_unlocks_and_undo_takes_it_back(page, sample_desk, unplayed, qtbot):
    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    with sample_desk.reading() as db:
        assert not event_state(db, unplayed).locked
    assert page.row.state == "drawn"
    with qtbot.waitSignal(sample_desk.changed):
        sample_desk.undo()
    assert page.row.state == "locked"


def test_a_locked_draw_is_not_drawn_again_but_can_be_unlocked_from_the_banner(
    page, window, sample_desk, unplayed, qtbot
):
    page.show_target(Target("draw", "event", unplayed))
    before = drawn(sample_desk, unplayed)
    press(page, Qt.Key.Key_F5)
    assert "khóa" in window.banner.text
    assert drawn(sample_desk, unplayed) == before
    with qtbot.waitSignal(sample_desk.changed):
        window.banner._action.click()
    assert page.row.state == "drawn"


def test_drawing_again_with_the_seed_of_the_hall_and_another_format(page, sample_desk, unplayed, qtbot):
    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    press(page, Qt.Key.Key_F5)
    dialog = form(DrawForm)
    QTest.keyClicks(dialog.widgets["seed"], "so 38")
    dialog.widgets["kind"].setCurrentIndex(3)
    assert "Loại trực tiếp" in dialog.plan.text()
    assert not dialog.widgets["group_size"].isEnabled()
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    with sample_desk.reading() as db:
        state = event_state(db, unplayed)
        agrees = check_draw(db, unplayed).agrees
    assert state.seed == "so 38"
    assert not state.plan.groups
    assert agrees
    assert not page.canvas.canvas.groups
    assert len([box for box in page.canvas.canvas.boxes if box.contest]) == page.row.entries - 1


def test_without_a_seed_the_program_throws_and_writes_it_down(page, sample_desk, unplayed, qtbot):
    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    before = drawn(sample_desk, unplayed)
    press(page, Qt.Key.Key_F5)
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(form(DrawForm), Qt.Key.Key_Return)
    after = drawn(sample_desk, unplayed)
    assert after.seed not in {"", before.seed}
    assert len(after.seed) == 8


def test_two_marked_entries_are_exchanged_and_the_record_says_so(page, sample_desk, unplayed, qtbot):
    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    with sample_desk.reading() as db:
        before = dict(event_state(db, unplayed).numbers)
    one, other = [node.entry for node in page.canvas.nodes if node.entry is not None and not node.contest][:2]
    page.canvas.setFocus()
    for entry in (one, other):
        page.canvas._stand_on(next(node for node in page.canvas.nodes if node.entry == entry))
        QTest.keyClick(page.canvas, Qt.Key.Key_Space)
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(form(), Qt.Key.Key_Return)
    change = {one: other, other: one}
    with sample_desk.reading() as db:
        assert event_state(db, unplayed).numbers == {n: change.get(entry, entry) for n, entry in before.items()}
        found = check_draw(db, unplayed)
    assert found.agrees
    assert str(found.words).endswith("1")
    assert page.canvas.light.marked == []
    press(page, Qt.Key.Key_F8)
    assert "đổi chỗ" in page.record.by_hand.text()


def test_a_draw_changed_behind_the_programs_back_does_not_agree(sample_desk, unplayed):
    """Two rows exchanged without the command: the record knows nothing of it."""
    with sample_desk.reading() as db:
        assert check_draw(db, unplayed).agrees
    sample_desk.try_run(Tamper(unplayed))
    with sample_desk.reading() as db:
        found = check_draw(db, unplayed)
    assert not found.agrees
    assert len(found.differences) == 2
    assert "sửa từ bên ngoài" in str(found.words)


def test_f9_says_in_the_banner_that_the_draw_agrees(page, window, sample_desk):
    press(page, Qt.Key.Key_F9)
    assert "ra đúng" in window.banner.text


def test_seeds_are_given_before_the_draw_and_drawn_first(page, sample_desk, unplayed, qtbot):
    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    with qtbot.waitSignal(sample_desk.changed):
        page.more["remove"].trigger()
    assert page.row.state == "open"
    table = page.seeds.table
    table.setFocus()
    row = page.entries[3]
    table.choose(row.id)
    QTest.keyClick(table, Qt.Key.Key_Return)
    dialog = form()
    dialog.widgets["seed"].setValue(1)
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_F5)
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(form(DrawForm), Qt.Key.Key_Return)
    first = drawn(sample_desk, unplayed).placed[0]
    assert (first.how, first.entry.id, first.number) == ("seed", row.id, 1)
    assert "Hạt giống 1" in page.quality.text


def test_delete_takes_a_seed_number_away(page, sample_desk, unplayed, qtbot):
    from tournament_app.commands.entry import SetSeed

    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    sample_desk.try_run(RemoveDraw(unplayed))
    with sample_desk.reading() as db:
        entry = next(row for row in db.find("entry", event_id=unplayed))["id"]
    with qtbot.waitSignal(sample_desk.changed):
        sample_desk.try_run(SetSeed(entry, 2))
    page.refresh_now()
    page.seeds.table.choose(entry)
    page.seeds.table.setFocus()
    with qtbot.waitSignal(sample_desk.changed):
        QTest.keyClick(page.seeds.table, Qt.Key.Key_Delete)
    with sample_desk.reading() as db:
        assert db.get("entry", entry)["seed"] is None


def test_all_undrawn_events_are_drawn_beside_the_window(page, window, sample_desk, qtbot):
    with sample_desk.reading() as db:
        free = [row for row in draw_rows(db) if row.state == "locked" and not row.results][:2]
    for row in free:
        from tournament_app.commands.draw import LockDraw

        sample_desk.try_run(LockDraw(row.event_id, locked=False))
        with qtbot.waitSignal(sample_desk.changed):
            sample_desk.try_run(RemoveDraw(row.event_id))
    page.refresh_now()
    page.more["all"].trigger()
    dialog = form()
    QTest.keyClicks(dialog.widgets["seed"], "1975")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Đã bốc 2 nội dung" in window.banner.text)
    for row in free:
        assert drawn(sample_desk, row.event_id).seed == f"1975/{row.code}"


def test_the_public_draw_reveals_one_entry_after_the_other(page, sample_desk, qtbot):
    page.show_draw()
    show = page.show_window
    qtbot.addWidget(show)

    def seen():
        rows = [row.line for group in show.view.canvas.groups for row in group.rows]
        return {line.entry for line in rows if line.entry is not None}

    record = drawn(sample_desk, page.event_id)
    assert seen() == set()
    for n in (1, 2, 3):
        QTest.keyClick(show, Qt.Key.Key_Space)
        assert seen() == {placed.entry.id for placed in record.placed[:n]}
        assert show.who.text() == record.placed[n - 1].entry.label
    QTest.keyClick(show, Qt.Key.Key_Backspace)
    assert len(seen()) == 2
    QTest.keyClick(show, Qt.Key.Key_End)
    assert len(seen()) == len(record.placed)
    QTest.keyClick(show, Qt.Key.Key_Escape)
    assert not show.isVisible()


def test_a_match_on_the_canvas_opens_at_the_score_desk(page, sample_desk, qtbot):
    page.canvas.setFocus()
    node = next(node for node in page.canvas.nodes if node.contest)
    page.canvas._stand_on(node)
    with qtbot.waitSignal(sample_desk.asked_for) as asked:
        QTest.keyClick(page.canvas, Qt.Key.Key_Return)
    target = asked.args[0]
    assert (target.page, target.kind, target.item) == ("score", "contest", (page.event_id, node.contest))


def test_print_asks_for_the_bracket_of_this_event(page, sample_desk, qtbot):
    with qtbot.waitSignal(sample_desk.asked_for) as asked:
        page.print_button.click()
    assert (asked.args[0].page, asked.args[0].item) == ("documents", ("bracket", page.event_id))


def test_somebody_else_who_exchanges_is_seen_at_once(page, sample_desk, unplayed, qtbot):
    with qtbot.waitSignal(sample_desk.changed):
        unlock(page, unplayed)
    with sample_desk.reading() as db:
        numbers = event_state(db, unplayed).numbers
    before = page.canvas.canvas
    with qtbot.waitSignal(sample_desk.changed):
        sample_desk.run(SwapEntries(unplayed, numbers[1], numbers[max(numbers)]))
    assert page.canvas.canvas != before


def test_a_new_tournament_says_what_is_missing(fresh_desk, qtbot):
    window = MainWindow(fresh_desk)
    qtbot.addWidget(window)
    window.show_page("draw")
    window.show()
    page = window.page("draw")
    assert page.body.currentWidget() is page.nothing
    assert not page.draw_button.isEnabled()
    assert {item.badge for item in page.list.items} == {"Thiếu suất"}


def test_language_and_place_survive_a_change_of_language(window, page, unplayed, qtbot):
    from tournament_app import words

    page.show_target(Target("draw", "event", unplayed))
    words.set_language("en")
    window.retranslate()
    fresh = window.page("draw")
    assert fresh is not page
    qtbot.waitUntil(lambda: "Locked" in fresh.card._badge.text())
    assert fresh.event_id == unplayed
