"""The canvas of groups and bracket: what stands in a box, the way of an entrant, the keys, and the mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.rules import Scoring
from tournament_app.gui.widgets.bracket_data import Box, Canvas, Cell, Group, Line, Row, event_canvas, score_pair
from tournament_app.gui.widgets.bracket_items import BOX, GAP, group_size, place_groups
from tournament_app.gui.widgets.bracket_view import BracketView
from tournament_app.queries.event_state import event_states

GAMES = Scoring("b3", "3 ván", best_of=3, target=21)
ONE = Scoring("b1", "1 ván", best_of=1, target=21)
BOARD = Scoring("board", "Cờ", kind="board")


def line(entry, text, **more):
    return Line(entry, text, full=text, **more)


def four() -> Canvas:
    """Two semi-finals and a final: 1 beat 2, 3 and 4 are on court."""
    boxes = (
        Box(
            "SF1",
            0,
            0.5,
            "BK1 · T7 08:00 · Sân 1",
            (line(1, "Sở Y tế", seed=1, score="2", won=True), line(2, "Sở Nội vụ", score="0")),
        ),
        Box(
            "SF2",
            0,
            1.5,
            "BK2 · đang đấu · Sân 2",
            (line(3, "Kho bạc NN", score="1"), line(4, "Báo TN", score="1")),
            "live",
        ),
        Box("F", 1, 1.0, "Chung kết", (line(1, "Sở Y tế", seed=1), Line(None, "chờ", muted=True))),
    )
    return Canvas(7, boxes, ((0, 2), (1, 2)), ("Bán kết", "Chung kết"), 2.0)


@pytest.fixture
def view(app, qtbot):
    made = BracketView()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.set_canvas(four())
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("scoring", "games", "shown"),
    [
        (GAMES, ((21, 17), (19, 21), (21, 15)), ("2", "1")),
        (ONE, ((21, 17),), ("21", "17")),
        (BOARD, ((1, 1),), ("½", "½")),
        (BOARD, ((2, 0),), ("1", "0")),
        (GAMES, (), ("", "")),
    ],
)
def test_a_score_in_one_figure_a_side(scoring, games, shown):
    assert score_pair(scoring, Outcome(1, 2, Kind.PLAYED, games, 1)) == shown


def test_the_way_of_an_entrant_is_lit_by_hovering(view):
    assert view.canvas.path(1) == (0, 2)
    node = next(node for node in view.nodes if node.entry == 1)
    QTest.mouseMove(view.viewport(), view.mapFromScene(node.rect.center()))
    assert view.light.entry == 1
    QTest.mouseMove(view.viewport(), QPoint(view.width() - 200, view.height() - 90))
    assert view.light.entry is None


def test_arrows_go_from_line_to_line_and_enter_opens_the_match(view, qtbot):
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.light.current.contest == "SF1"
    assert view.light.current.entry == 1
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.light.current.entry == 2
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.light.current.contest == "F"
    with qtbot.waitSignal(view.activated) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [7, "F"]
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.light.current.contest in {"SF1", "SF2"}


def test_a_click_opens_and_a_drag_does_not(view, qtbot):
    node = next(node for node in view.nodes if node.contest == "SF2")
    where = view.mapFromScene(node.rect.center())
    with qtbot.waitSignal(view.activated) as opened:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [7, "SF2"]
    with qtbot.assertNotEmitted(view.activated):
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=where - QPoint(40, 0))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_space_marks_two_entries_the_third_replaces_the_first_and_escape_forgets(view):
    heard = []
    view.marked.connect(heard.append)
    QTest.keyClick(view, Qt.Key.Key_Down)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Space)
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert heard == [(1,), (1, 2), (2, 3)]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert heard[-1] == ()


def test_what_is_said_aloud_names_match_and_sides(view):
    QTest.keyClick(view, Qt.Key.Key_Down)
    said = QAccessible.queryAccessibleInterface(view).text(QAccessible.Text.Description)
    for words in ("BK1", "Sân 1", "Sở Y tế 2", "Sở Nội vụ 0"):
        assert words in said


def test_zoom_keys_wheel_and_fit(view):
    before = view.scale_now
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.scale_now > before
    view.resize(700, 500)
    assert view.scale_now > before  # the user's own zoom stays
    QTest.keyClick(view, Qt.Key.Key_0)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.adjusted(-2, -2, 2, 2).contains(view.sceneRect())


def test_a_new_score_keeps_the_place_of_the_keys(view):
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    boxes = list(view.canvas.boxes)
    boxes[1] = replace(boxes[1], header="BK2 · Sân 2")
    view.set_canvas(replace(view.canvas, boxes=tuple(boxes)))
    assert view.light.current.contest == "F"
    view.set_canvas(replace(four(), event_id=8))
    assert view.light.current is None


def test_boxes_and_tables_never_lie_on_one_another(app):
    rows = tuple(Row(line(n, f"Đoàn {n}"), (None, Cell("", ""), Cell("", "")), "", "", "") for n in range(3))
    for groups in range(1, 12):
        canvas = replace(four(), groups=tuple(Group(f"Bảng {n}", rows) for n in range(groups)))
        places, start = place_groups(canvas)
        width, height = group_size(canvas.groups[0])
        for at, (x, y) in enumerate(places):
            for other_x, other_y in places[:at]:
                assert abs(x - other_x) >= width + GAP or abs(y - other_y) >= height + GAP
            assert start.x() >= x + width or start.y() >= y + height


def test_every_contest_of_the_sample_is_on_its_canvas(sample_desk, qtbot):
    """Groups in both cells of the cross table, the knockout once on each side; scores as they were entered."""
    view = BracketView()
    qtbot.addWidget(view)
    with sample_desk.reading() as db:
        for state in event_states(db).values():
            if state.plan is None:
                continue
            view.set_canvas(event_canvas(db, state.id))
            shown = [node.contest for node in view.nodes if node.contest]
            assert {contest.ref for contest in state.plan.contests} == set(shown)
            assert all(shown.count(ref) == 2 for ref in shown)
            for box in view.canvas.boxes:
                outcome = state.live(box.contest)
                if outcome is not None and outcome.over and outcome.winner is not None:
                    assert [line.entry for line in box.lines if line.won] == [outcome.winner]


def test_one_header_is_as_high_as_the_gap_between_boxes_allows():
    from tournament_app.gui.widgets.bracket_items import HEADER, PITCH

    assert BOX[1] + HEADER <= PITCH[1]
