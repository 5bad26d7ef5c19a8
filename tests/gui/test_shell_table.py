from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from tournament_app.gui.search import fold
from tournament_app.gui.settings import Settings
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, TableModel, number, shown


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    gold: int


COLUMNS = (
    Column("name", "Đoàn", lambda row: row.name, stretch=True),
    number("gold", "Vàng", lambda row: row.gold, tip=lambda row: f"{row.gold} huy chương vàng"),
)
UNITS = [Unit(1, "Sở Y tế", 5), Unit(2, "Đài PT-TH", 12), Unit(3, "Báo Thái Nguyên", 0), Unit(4, "Sở Nội vụ", 4)]


@pytest.fixture
def table(app, qtbot):
    made = Table("test", COLUMNS)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.set_rows(UNITS)
    return made


def names(table):
    return [table.model().index(at, 0).data() for at in range(table.model().rowCount())]


def test_selection_and_row_under_the_user_stay_when_rows_change(table):
    table.choose(2)
    table.set_rows([Unit(9, "Mới", 1), replace(UNITS[1], gold=13), UNITS[0]])
    assert table.current_row() == Unit(2, "Đài PT-TH", 13)
    assert [row.id for row in table.selected_rows()] == [2]
    assert names(table) == ["Mới", "Đài PT-TH", "Sở Y tế"]


def test_scrolling_stays_when_a_row_far_below_changes(table, qtbot):
    table.set_rows([Unit(n, f"Đoàn {n}", n) for n in range(200)])
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 700)
    table.verticalScrollBar().setValue(700)
    table.set_rows([Unit(n, f"Đoàn {n}", n + (n == 150)) for n in range(200)])
    assert table.verticalScrollBar().value() == 700


def test_words_sort_as_vietnamese_and_figures_as_figures(table):
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(table) == ["Báo Thái Nguyên", "Đài PT-TH", "Sở Nội vụ", "Sở Y tế"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(table) == ["Đài PT-TH", "Sở Y tế", "Sở Nội vụ", "Báo Thái Nguyên"]
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert names(table) == [unit.name for unit in UNITS]


def test_search_needs_no_accents_and_takes_every_word(table):
    table.set_filter("so noi")
    assert names(table) == ["Sở Nội vụ"]
    table.set_filter("ĐÀI")
    assert names(table) == ["Đài PT-TH"]
    table.set_filter("", only=lambda row: row.gold > 4)
    assert names(table) == ["Sở Y tế", "Đài PT-TH"]
    table.set_filter()
    assert len(names(table)) == 4


def test_copies_as_cells(table):
    table.selectAll()
    table.copy()
    assert QGuiApplication.clipboard().text().splitlines()[:2] == ["Đoàn\tVàng", "Sở Y tế\t5"]
    table.choose(4)
    table.copy()
    assert QGuiApplication.clipboard().text() == "Sở Nội vụ\t4"


def test_figures_stand_at_the_right_and_say_why(table):
    cell = table.model().index(0, 1)
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "5 huy chương vàng"
    assert table.rowHeight(0) == 32


def test_enter_opens_the_row(table, qtbot):
    table.choose(3)
    with qtbot.waitSignal(table.row_activated) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [UNITS[2]]


def test_columns_are_remembered(app, qtbot):
    settings = Settings()
    first = Table("medals", COLUMNS, settings)
    qtbot.addWidget(first)
    first.setColumnWidth(1, 111)
    first.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    second = Table("medals", COLUMNS, settings)
    qtbot.addWidget(second)
    second.set_rows(UNITS)
    assert second.columnWidth(1) == 111
    assert names(second)[0] == "Đài PT-TH"


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3)), unique_by=lambda pair: pair[0]), max_size=6),
    st.sampled_from([-1, 0, 1]),
)
def test_any_sequence_of_refreshes_ends_with_the_rows_wanted(qapp, refreshes, column):
    model = TableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.sort(column)
    for refresh in refreshes:
        rows = [Unit(n, f"Đoàn {n}", gold) for n, gold in refresh]
        model.set_rows(rows)
        assert sorted(model.rows, key=lambda row: row.id) == sorted(rows, key=lambda row: row.id)
        assert model.rowCount(QModelIndex()) == len(rows)
        if column == -1:
            assert model.rows == rows
        if column == 1:
            assert [row.gold for row in model.rows] == sorted(row.gold for row in rows)
    del tester


def test_values_are_written_as_people_here_write_them():
    assert [shown(value) for value in (None, 1.5, 2.0, True, "a", 7)] == ["", "1,5", "2", "✓", "a", "7"]


def test_folding_takes_accents_and_capitals_away():
    assert fold("NGUYỄN Thị Đào") == "nguyen thi dao"
