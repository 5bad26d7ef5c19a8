"""The day of the timetable as a real widget: what it shows, and every match moved by keys and by mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tournament_app import words
from tournament_app.gui.application import make_app
from tournament_app.gui.settings import Settings
from tournament_app.gui.theme import token, wear
from tournament_app.gui.widgets.timetable_blocks import Scale, piled, spoken
from tournament_app.gui.widgets.timetable_paint import wrapped
from tournament_app.gui.widgets.timetable_view import MATCH_MIME, TimetableView, ViewBlock, ViewCourt

DAY = 1440
COURTS = (ViewCourt(11, "Sân 1", 1, 1), ViewCourt(12, "Sân 2", 1, 1), ViewCourt(20, "Phòng cờ", 40, 4))
SESSIONS = ((DAY + 450, DAY + 690), (DAY + 810, DAY + 1050))


def block(ref, court=11, start=450, **rest):
    return ViewBlock((7, ref), court, DAY + start, rest.pop("minutes", 20), f"{ref} · ĐN", **rest)


BLOCKS = (
    block("1", state="done"),
    block("2", start=480, state="live"),
    block("3", start=510, lines=("S.Y tế – TA tỉnh",), clash="rest", why="Nghỉ 8 phút, cần 20"),
    block("4", 12, 450, clash="hard", lines=("S.Y tế – TA tỉnh", "S.Nội vụ", "VTTN")),
    block("5", 12, 515, pinned=True),
    *(block(f"c{n}", 20, 480, minutes=60, sport=4, event_name="Cờ tướng nam") for n in range(3)),
)


@pytest.fixture
def view(app, qtbot):
    made = TimetableView()
    qtbot.addWidget(made)
    made.resize(700, 620)
    made.set_day(COURTS, BLOCKS, SESSIONS, DAY + 490)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


@pytest.fixture
def heard(view):
    """Everything the view asks for, in order."""
    said = []
    view.moved.connect(lambda *what: said.append(("moved", *what)))
    view.pinned.connect(lambda *what: said.append(("pinned", *what)))
    view.activated.connect(lambda *what: said.append(("activated", *what)))
    view.removed.connect(lambda *what: said.append(("removed", *what)))
    return said


def press(view, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(view, getattr(Qt.Key, f"Key_{key}"), modifier)


def centre(view, ref):
    pile = next(pile for pile in view.piles if (7, ref) in pile.keys)
    return view.rect_of(pile).center().toPoint()


def colour_near(view, point, wanted, reach=3):
    """Whether *wanted* is painted within *reach* pixels of *point*."""
    shot = view.viewport().grab().toImage()
    near = [
        shot.pixelColor(point.x() + dx, point.y() + dy)
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    ]
    return any(max(abs(a - b) for a, b in zip(c.getRgb()[:3], wanted.getRgb()[:3], strict=True)) < 12 for c in near)


def test_arrows_choose_within_a_court_and_across(view):
    view.select((7, "1"))
    press(view, "Down", "Down")
    assert view.current.keys == ((7, "3"),)
    press(view, "Right")
    assert view.current.keys == ((7, "5"),)
    press(view, "Right")
    assert len(view.current.keys) == 3
    press(view, "Right")
    assert len(view.current.keys) == 3
    press(view, "Left", "Up", "Up", "Up")
    assert view.current.keys == ((7, "4"),)
    press(view, "End")
    assert view.current.keys == ((7, "5"),)
    press(view, "Home")
    assert view.current.keys == ((7, "1"),)
    press(view, "PageDown")
    assert view.current.keys == ((7, "3"),)


def test_the_first_arrow_goes_to_what_is_played_now(view):
    press(view, "Down")
    assert view.current.start == DAY + 480
    view.select(None)
    view.set_now(None)
    press(view, "Down")
    assert view.current.start == DAY + 450


def test_pick_and_place_by_keys(view, heard):
    view.select((7, "3"))
    press(view, "Return", "Right", "Down", "PageDown")
    assert (view.held.column, view.held.start) == (1, DAY + 545)
    assert heard == []
    press(view, "Return")
    assert heard == [("moved", 7, "3", 12, DAY + 545)]
    assert view.held is None


def test_escape_puts_back_and_putting_down_in_the_same_place_says_nothing(view, heard):
    view.select((7, "3"))
    press(view, "Enter", "Down", "Escape")
    assert view.held is None
    assert view.current.keys == ((7, "3"),)
    press(view, "Enter", "Enter")
    assert heard == []


def test_a_match_is_not_put_on_a_court_of_another_sport(view, heard):
    view.select((7, "5"))
    press(view, "Return", "Right", "Return")
    assert view.held is not None
    assert heard == []
    press(view, "Left", "Up", "Return")
    assert heard == [("moved", 7, "5", 12, DAY + 510)]


def test_a_start_off_the_grid_is_brought_to_it_and_never_leaves_the_day(view, heard):
    view.set_day(COURTS, [block("9", start=452)], SESSIONS)
    view.select((7, "9"))
    press(view, "Return", "Down")
    assert view.held.start == DAY + 455
    press(view, "Escape", "Return", "Up", "Up")
    assert view.held.start == DAY + 450
    press(view, *["PageDown"] * 30)
    assert view.held.start == DAY + 1030
    press(view, "Left", "Left", "A")
    assert view.held.column == 0
    assert heard == []


def test_space_pins_delete_takes_out_and_control_enter_opens(view, heard):
    view.select((7, "4"))
    press(view, "Space", "Delete")
    press(view, "Return", modifier=Qt.KeyboardModifier.ControlModifier)
    assert heard == [("pinned", 7, "4"), ("removed", 7, "4"), ("activated", 7, "4")]


def test_what_is_over_is_neither_picked_nor_taken_out(view, heard):
    view.select((7, "1"))
    press(view, "Return", "Delete", "F5")
    assert view.held is None
    assert heard == []


def test_nothing_chosen_nothing_done(view, heard):
    press(view, "Space", "Return")
    view.set_day(COURTS, [], SESSIONS)
    press(view, "Down", "Home", "Space")
    assert (heard, view.current) == ([], None)


def test_a_pile_of_boards_moves_as_one(view, heard):
    view.select((7, "c1"))
    press(view, "Return", "Down", "Return")
    assert heard == [("moved", 7, f"c{n}", 20, DAY + 485) for n in range(3)]


def drag(view, start, end):
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


def test_drag_and_drop_snaps_to_five_minutes(view, heard):
    start = centre(view, "3")
    across = view.rect_of(view.piles[3]).left() - view.rect_of(view.piles[0]).left()
    drag(view, start, start + QPoint(round(across), round(31 * 2.6)))
    assert heard == [("moved", 7, "3", 12, DAY + 540)]


def test_a_drop_on_a_court_of_another_sport_goes_back(view, heard):
    drag(view, centre(view, "3"), centre(view, "c0"))
    assert (heard, view.held) == ([], None)


def test_a_click_chooses_and_what_is_over_cannot_be_dragged(view, heard):
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, "5"))
    assert view.current.keys == ((7, "5"),)
    drag(view, centre(view, "1"), centre(view, "5"))
    assert view.current.keys == ((7, "1"),)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert view.current is None
    assert heard == []


def test_a_double_click_opens(view, heard):
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre(view, "2"))
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert heard == [("activated", 7, "2")]


def bring(view, point, sport=1):
    data = QMimeData()
    data.setData(MATCH_MIME, QByteArray(f"8\tX1\t45\t{sport}".encode()))
    how = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter, move = QDragEnterEvent(point, *how), QDragMoveEvent(point, *how)
    QApplication.sendEvent(view.viewport(), enter)
    QApplication.sendEvent(view.viewport(), move)
    return enter.isAccepted(), move.isAccepted(), data, how


def test_a_match_without_a_place_is_dragged_in(view, heard):
    point = view.rect_of(view.piles[4]).topLeft().toPoint()
    entered, allowed, _data, how = bring(view, point)
    assert entered
    assert allowed
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(point), *how))
    assert heard == [("moved", 8, "X1", 12, DAY + 515)]
    assert bring(view, point, sport=4)[1] is False
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.held is None


def test_anything_else_is_not_taken(view):
    data = QMimeData()  # kept: the event does not own it
    how = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    other = QDragEnterEvent(QPoint(200, 200), *how)
    other.ignore()
    QApplication.sendEvent(view.viewport(), other)
    assert not other.isAccepted()


def test_what_is_chosen_and_in_hand_outlives_new_data(view, heard):
    view.select((7, "3"))
    press(view, "Return", "Down")
    view.set_day(COURTS, [replace(b, clash="") for b in BLOCKS], SESSIONS)
    assert view.held.start == DAY + 515
    assert view.current.clash == ""
    view.set_day(COURTS, BLOCKS[:1], SESSIONS)
    assert view.held is None
    assert view.current is None


def test_the_same_day_again_changes_nothing(view):
    before = view.piles
    view.set_day(COURTS, BLOCKS, SESSIONS, DAY + 500)
    assert view.piles is before


def test_it_says_what_is_chosen_and_what_is_wrong_with_it(view):
    words.set_language("en")
    assert view.accessibleName()
    view.select((7, "3"))
    assert view.accessibleDescription() == "08:30, Sân 1, 3 · ĐN, S.Y tế – TA tỉnh, rest too short, Nghỉ 8 phút, cần 20"
    press(view, "Return", "Right")
    assert view.accessibleDescription() == "3 · ĐN in hand: Sân 2, 08:30"
    said = [spoken(pile, "Sân") for pile in view.piles]
    assert said[0].endswith("over")
    assert said[1].endswith("being played")
    assert said[3].endswith("clash")
    assert said[4].endswith("pinned")
    assert said[5] == "08:00, Sân, 3 boards, Cờ tướng nam"


def test_resting_on_a_match_says_all_of_it(view):
    point = centre(view, "3")
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point)))
    assert "Nghỉ 8 phút" in QToolTip.text()
    nowhere = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), view.viewport().mapToGlobal(QPoint(2, 2)))
    QApplication.sendEvent(view.viewport(), nowhere)
    QToolTip.hideText()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_state_and_clash_have_a_shape_beside_the_colour(view, qapp, scheme):
    make_app(Settings(theme=scheme))
    wear(qapp)
    corner = lambda ref: (view.rect_of(view._pile_of((7, ref))).topRight() + QPointF(-9, 10)).toPoint()  # noqa: E731
    assert colour_near(view, corner("2"), token("live"))
    assert colour_near(view, corner("4"), token("live"))
    assert colour_near(view, corner("3"), token("warning"))
    assert colour_near(view, corner("5"), token("text"))
    assert not colour_near(view, corner("1"), token("live"))
    hatched = view.rect_of(view._pile_of((7, "3"))).center().toPoint() + QPoint(60, 12)
    assert not is_flat(view, hatched)
    assert is_flat(view, view.rect_of(view._pile_of((7, "5"))).center().toPoint() + QPoint(60, 12))
    now = view._corner() + QPointF(40, view._scale().y(DAY + 490))
    assert colour_near(view, now.toPoint(), token("live"), 1)


def is_flat(view, point):
    shot = view.viewport().grab().toImage()
    around = {QColor(shot.pixelColor(point.x() + d, point.y())).name() for d in range(-8, 9)}
    return len(around) == 1


def test_what_is_in_hand_is_drawn_where_it_would_go(view):
    view.select((7, "5"))
    press(view, "Return", "Down", "Down", "Down")
    target = view._scale().rect(1, DAY + 530, 20).translated(view._corner())
    assert colour_near(view, target.bottomRight().toPoint() - QPoint(20, 0), token("primary"), 6)
    press(view, "Right")
    crossed = view._scale().rect(2, DAY + 530, 20).translated(view._corner())
    assert colour_near(view, crossed.bottomRight().toPoint() - QPoint(8, 3), token("live"), 5)


def test_choosing_brings_into_sight_and_the_wheel_zooms(view):
    view.resize(700, 200)
    view.set_day(COURTS, [*BLOCKS, block("late", 12, 1000)], SESSIONS)
    view.select((7, "late"))
    assert view.viewport().rect().contains(view.rect_of(view.current).toRect())
    view.select((7, "1"))
    assert view.rect_of(view.current).top() >= 28
    view.scroll_to(DAY + 1000)
    assert view.rect_of(view._pile_of((7, "late"))).top() < 200
    length = view.rect_of(view.current).height()
    for delta, longer in ((120, True), (-120, False)):
        before = view.rect_of(view.current).height()
        wheel(view, delta, Qt.KeyboardModifier.ControlModifier)
        assert (view.rect_of(view.current).height() > before) is longer
    press(view, "Plus")
    assert view.rect_of(view.current).height() > length
    press(view, "Minus")
    at = view.verticalScrollBar().value()
    wheel(view, 120, Qt.KeyboardModifier.NoModifier)
    assert view.verticalScrollBar().value() < at


def wheel(view, delta, modifier):
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle, view.viewport().mapToGlobal(middle), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_many_courts_scroll_sideways_only_when_they_must(view, qtbot):
    courts = [ViewCourt(n, f"Sân {n}") for n in range(13)]
    view.set_day(courts, [block("z", 12, 450)], SESSIONS)
    view.resize(900, 500)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    view.resize(400, 500)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)
    view.select((7, "z"))
    assert view.rect_of(view.current).right() <= view.viewport().width()
    view.set_day(courts, [block("a", 0, 450)], SESSIONS)
    view.select((7, "a"))
    assert view.rect_of(view.current).left() >= 46


def test_those_that_overlap_on_one_court_stand_side_by_side():
    rows = [block("a"), block("b", start=460), block("c", start=480), block("d", court=99)]
    piles = piled(COURTS, rows)
    assert [(p.lane, p.lanes) for p in piles] == [(0, 2), (1, 2), (0, 1)]
    scale = Scale(DAY + 450, DAY + 690, 3, 100, 2)
    one, other = (scale.rect(0, p.start, p.minutes, p.lane, p.lanes) for p in piles[:2])
    assert not one.intersects(other)
    assert (scale.height, scale.column_at(-5), scale.column_at(999), scale.minute_at(41, 5)) == (480, 0, 2, DAY + 470)


def test_a_pile_is_as_bad_as_its_worst_and_over_when_all_are():
    hall = [block("c0", 20, sport=4, state="done"), block("c1", 20, sport=4, state="done", clash="rest", why="x")]
    (pile,) = piled(COURTS, hall)
    assert (pile.state, pile.clash, pile.why, pile.lines) == ("done", "rest", "x", ("c0 · ĐN", "c1 · ĐN"))
    (pile,) = piled(COURTS, [*hall, block("c2", 20, sport=4, state="live")])
    assert pile.state == "live"
    (pile,) = piled(COURTS, [hall[0], block("c2", 20, sport=4)])
    assert pile.state == "planned"


def test_words_wrap_and_what_does_not_fit_ends_in_an_ellipsis(app):
    lines = wrapped("Văn phòng Đoàn ĐBQH và HĐND tỉnh – Ban Tổ chức", 400, 90, 2, 60)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped("", 400, 90, 2, 60) == ()
