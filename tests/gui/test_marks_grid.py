"""The marks grid by its keys: what is typed is in the tournament, what the rule says no to stands at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.small import AN, UNITS
from tournament_app import words
from tournament_app.commands.draw import DrawEvent
from tournament_app.commands.entry import AddAthlete, AddDelegation, AddEntry
from tournament_app.commands.marks import MarkLine, RecordMarks
from tournament_app.domain.mark_rules import RULES, mark_rule
from tournament_app.domain.marks import Mark
from tournament_app.gui.pages.marks_cells import cells_for
from tournament_app.making import create_tournament
from tournament_app.queries.event_state import event_ids, event_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tournament_app.gui.main_window import MainWindow
    from tournament_app.store.store import Store

EVENTS = ("DK-01", "DK-03", "DK-04", "HD-01", "TT-01", "BOI-01")


@pytest.fixture(scope="module")
def games(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five of each event, drawn; ten in the pool."""
    where = tmp_path_factory.mktemp("marks") / "giải.giai"
    store = create_tournament(where, "hoi_thao", AN)
    with store.reading() as db:
        events = event_ids(db)
    for number, unit in enumerate((*UNITS, "Tỉnh đoàn", "Báo Mới", "Đài PTTH")):
        delegation = store.run(AddDelegation(unit), AN).value
        name = f"Trần Văn {'ABCDEĐGHIK'[number]}"
        athlete = store.run(AddAthlete(delegation, name, "M", birth_date="1990-01-02"), AN).value
        for code in EVENTS if number < 5 else ("BOI-01",):
            store.run(AddEntry(events[code], delegation, (athlete,)), AN)
    for code in EVENTS:
        store.run(DrawEvent(events[code], f"gieo {code}"), AN)
    store.close()
    return where


@pytest.fixture
def store(games: Path, tmp_path: Path) -> Iterator[Store]:
    import shutil

    from tournament_app.store.store import Store

    shutil.copy(games, tmp_path / "giải.giai")
    made = Store.open(tmp_path / "giải.giai")
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk) -> MainWindow:
    from tournament_app.gui.main_window import MainWindow

    words.set_language("en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_page("score")
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def opened(window: MainWindow, store: Store, code: str, ref: str = "R1H1"):
    with store.reading() as db:
        event = event_ids(db)[code]
    window.desk.open("score", "contest", (event, ref))
    return event, window.page("score").marks


def typed(qtbot, grid, row: int, column: int, *texts: str) -> None:
    """Type *texts* one below the other from a cell on, with Enter after each."""
    grid.setCurrentCell(row, column)
    grid.setFocus()
    for text in texts:
        index = grid.currentIndex()
        grid.edit(index)
        editor = next(w for w in grid.viewport().children() if w.inherits("QLineEdit") and w.isVisible())
        editor.setText(text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.wait(1)


def marks(store: Store, event: int, ref: str = "R1H1") -> dict[int, tuple[str, ...]]:
    with store.reading() as db:
        meet = event_state(db, event).meet
    assert meet is not None
    return {entry: mark.attempts for entry, mark in meet.heats[ref].marks.items()}


def test_times_are_typed_down_the_column_and_the_places_follow(qtbot, window, store) -> None:
    event, pane = opened(window, store, "DK-01")
    grid = pane.grid
    assert grid.isVisible()
    assert not window.page("score").match.isVisible()
    typed(qtbot, grid, 0, 4, "11.23", "1:02.35", "11.08")
    assert list(marks(store, event).values())[:3] == [("11.23",), ("1:02.35",), ("11.08",)]
    assert [grid.item(row, 2).text() for row in range(3)] == ["2", "3", "1"]
    assert grid.currentRow() == 3
    typed(qtbot, grid, 3, 6, "dsq lane")
    with store.reading() as db:
        (row,) = db.find("mark", status="DSQ")
    assert row["note"] == "lane"
    assert grid.item(3, 3).text() == "DSQ"
    grid.setCurrentCell(0, 4)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.wait(1)
    assert next(iter(marks(store, event).values())) == ()


def test_what_is_no_time_stays_at_its_cell_and_is_not_kept(qtbot, window, store) -> None:
    event, pane = opened(window, store, "DK-01")
    typed(qtbot, pane.grid, 0, 4, "fast")
    assert set(marks(store, event).values()) == {()}
    assert "fast" in pane.wrong.text()
    assert pane.grid.item(0, 4).text() == "fast"
    assert pane.grid.item(0, 4).background().color().alpha() > 0
    typed(qtbot, pane.grid, 0, 4, "11.5")
    assert not pane.wrong.isVisible()
    assert next(iter(marks(store, event).values())) == ("11.5",)


def test_judges_marks_heights_and_attempts_have_their_cells(qtbot, window, store) -> None:
    event, pane = opened(window, store, "HD-01")
    assert pane.grid.columnCount() == 4 + 15 + 1
    for column, text in enumerate(["4", "3,5", "2"] * 5, 4):
        typed(qtbot, pane.grid, 0, column, text)
    assert pane.grid.item(0, 3).text() == "9.50"
    event, pane = opened(window, store, "DK-04")
    assert pane.buttons["height"][0].isVisible()
    pane.new_height()
    pane.form.reject()
    pane.heights[pane.match.key] = ["1.5", "1,60"]
    pane.show_match(pane.match)
    assert [pane.grid.horizontalHeaderItem(c).text() for c in (4, 5, 6)] == ["1.50", "1.60", "Jump-off"]
    typed(qtbot, pane.grid, 0, 4, "xo")
    typed(qtbot, pane.grid, 0, 5, "XXX")
    typed(qtbot, pane.grid, 0, 6, "xo")
    assert next(iter(marks(store, event).values())) == ("1.50 xo", "1.60 xxx", "+x", "+o")
    typed(qtbot, pane.grid, 1, 4, "abc")
    assert "abc" in pane.wrong.text()
    assert pane.grid.item(1, 4).background().color().alpha() > 0


def test_a_list_is_imported_and_who_is_not_found_is_told(qtbot, window, store, tmp_path: Path) -> None:
    event, pane = opened(window, store, "TT-01")
    assert pane.buttons["list"][0].isVisible()
    file = tmp_path / "quiz.csv"
    file.write_text(
        "STT;Họ và tên;Đơn vị;Điểm;Thời gian\n1;trần văn a;Sở Y tế;38/40;12:30\n2;Ai Đó;Sở Y tế;40;1:00\n", "utf-8"
    )
    pane.take_list(str(file))
    assert ("38", "12:30") in marks(store, event).values()
    assert "Ai Đó" in pane.wrong.text()
    pane.take_list(str(tmp_path / "none.csv"))
    assert "none.csv" in pane.wrong.text()


def test_level_for_the_last_place_asks_who_goes_on_and_a_correction_asks_first(qtbot, window, store) -> None:
    event, pane = opened(window, store, "BOI-01")
    for ref in ("R1H1", "R1H2"):
        with store.reading() as db:
            lanes = event_state(db, event).meet.heats[ref].lanes
        lines = tuple(
            MarkLine(entry, (f"30.{lane}0" if ref == "R1H1" or lane != 4 else "29.00",)) for lane, entry in lanes
        )
        store.run(RecordMarks(event, ref, lines), AN)
    window.page("score").refresh()
    with store.reading() as db:
        meet = event_state(db, event).meet
    assert meet is not None
    assert bool(meet.ties) == pane.buttons["settle"][0].isVisible()
    if meet.ties:
        pane.settle()
        pane.form.reject()
    pane.clear()
    assert set(marks(store, event).values()) == {()}


@pytest.mark.parametrize("name", RULES)
def test_cells_become_the_attempts_they_were_made_of(name: str) -> None:
    rule = mark_rule(*RULES[name])
    given = {"athletics_vertical": ("1.50 xo", "1.60 xxx", "+o"), "quiz": ("30", "12:00")}.get(name, ("9", "8"))
    cells = cells_for(rule, [Mark(1, given)])
    made = cells.attempts(cells.cells(Mark(1, given)))
    assert tuple(text for text in made if text) == given
    assert 0 <= cells.column(cells.cells(Mark(1, given)), "1") < len(cells.headings)
    assert cells.column(cells.cells(Mark(1)), "x") in range(len(cells.headings))
