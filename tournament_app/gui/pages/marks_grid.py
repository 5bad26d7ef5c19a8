"""The marks of a heat as a grid: type a time, an attempt or a judge's mark, Enter moves down, the places follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QStyledItemDelegate,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from tournament_app.domain.marks import Mark
from tournament_app.gui.pages.marks_cells import MarkCells, cells_for
from tournament_app.gui.theme import TOUCH, token
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.domain.judged import Judged
    from tournament_app.domain.measured import Measured
    from tournament_app.domain.ranked_list import RankedList
    from tournament_app.errors import Problem
    from tournament_app.queries.heats import HeatRow, RankRow

LEFT = 4
"""Columns before the cells: lane, who, place, result."""
RIGHT = 1
"""The column behind them: the status, and why (``DSQ lấn làn``)."""
MANY = 5
"""Cells from which on the grid takes the place of the ranking beside it."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Typing(QStyledItemDelegate):
    """The editor of a cell: Enter keeps what is typed and goes on to the next line."""

    entered = Signal()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:  # type: ignore[attr-defined]
            widget: QWidget = editor  # type: ignore[assignment]
            self.commitData.emit(widget)
            self.closeEditor.emit(widget, QAbstractItemDelegate.EndEditHint.NoHint)
            self.entered.emit()
            return True
        return super().eventFilter(editor, event)


class MarksGrid(QTableWidget):
    """One line an entry. ``typed(entry)`` when a cell of its line was changed by somebody."""

    typed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[int] = []
        self.cells: MarkCells | None = None
        self._filling = False
        self._refused: set[int] = set()
        self.setProperty("kind", "marks")
        self.setAccessibleName(tr("Marks"))
        delegate = _Typing(self)
        delegate.entered.connect(self.go_on)
        self.setItemDelegate(delegate)
        triggers = QTableWidget.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectItems)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(TOUCH - 2)
        self.horizontalHeader().setHighlightSections(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.itemChanged.connect(self._changed)

    @property
    def needs(self) -> int:
        """The width in pixels below which cells would be cut."""
        return 480 if self.cells is None or len(self.cells.headings) < MANY else 820

    # ---------------------------------------------------------------------------------------------------- what is seen
    def show_heat(
        self, rule: Measured | Judged | RankedList, heat: HeatRow, marks: dict[int, Mark], heights: Sequence[str] = ()
    ) -> None:
        """Show *heat*; the cell somebody stands on stays the one."""
        stood = (self.currentRow(), self.currentColumn())
        entries = [entry.id for _, entry in heat.lanes]
        same = self.entries == entries and self.cells is not None and self.cells.rule == rule
        self._filling = True
        self.entries = entries
        self._refused &= set(entries) if same else set()
        self.cells = cells_for(rule, marks.values(), heights)
        head = (tr("Lane"), tr("Athletes"), tr("Rank"), tr("Mark"), *self.cells.headings)
        if not same:
            self.clear()
        self.setColumnCount(len(head) + RIGHT)
        self.setRowCount(len(self.entries))
        self.setHorizontalHeaderLabels([*head, tr("Status")])
        ranks = {row.entry.id: row for row in heat.ranking}
        for at, (lane, entry) in enumerate(heat.lanes):
            mark, rank = marks.get(entry.id, Mark(entry.id)), ranks.get(entry.id)
            who = f"{entry.people}\n{entry.label}" if 0 < len(entry.members) <= 2 else entry.unit
            texts = [str(lane), who, *_rank(rank), *self.cells.cells(mark), f"{mark.status} {mark.note}".strip()]
            for column, text in enumerate(texts):
                if entry.id in self._refused and column >= LEFT:
                    continue  # what was typed and refused stays to be mended
                self._put(at, column, text, entry.full if column < 2 else str(rank.reason) if rank else "")
        self._widths()
        self._filling = False
        self.setCurrentCell(*(stood if same and stood[0] >= 0 else (0, LEFT)))

    def line(self, entry: int) -> tuple[tuple[str, ...], str, str]:
        """Attempts, status and note as they stand in the line of *entry*."""
        assert self.cells is not None
        row = self.entries.index(entry)
        texts = [self._text(row, column) for column in range(LEFT, self.columnCount())]
        status, _, note = texts[-1].strip().partition(" ")
        return self.cells.attempts(texts[:-1]), status.upper(), note.strip()

    def show_problems(self, entry: int, problems: Sequence[Problem]) -> None:
        """Mark the cells of *entry* that the rule says no to (none: all is well); what is typed stays to be mended."""
        if not problems:
            self._refused.discard(entry)
            return
        self._refused.add(entry)
        assert self.cells is not None
        row = self.entries.index(entry)
        texts = [self._text(row, column) for column in range(LEFT, self.columnCount() - RIGHT)]
        self._filling = True
        for problem in problems:
            where = problem.field.rpartition(".")[2]
            column = self.columnCount() - RIGHT if where == "status" else LEFT + self.cells.column(texts, where)
            if (item := self.item(row, column)) is not None:
                item.setBackground(token("live_soft"))
                item.setToolTip(str(problem))
        self._filling = False

    def _put(self, row: int, column: int, text: str, tip: str) -> None:
        item = self.item(row, column)
        typed = column >= LEFT
        if item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsEditable) == typed:
            if item.text() != text:  # a cell somebody is typing in is left alone
                item.setText(text)
            item.setBackground(QBrush())
            item.setToolTip("" if typed else tip)
            return
        item = QTableWidgetItem(text)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if typed else flags)
        if column != 1 and column < self.columnCount() - RIGHT:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if column in (2, 3):
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        if not typed:
            item.setToolTip(tip)
        self.setItem(row, column, item)

    def _widths(self) -> None:
        assert self.cells is not None
        many = len(self.cells.headings) >= MANY
        head = self.horizontalHeader()
        head.setMinimumSectionSize(30)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        cell = max(35, min(54 if many else 84, 500 // len(self.cells.headings)))
        for column in range(self.columnCount()):
            self.setColumnWidth(column, cell)
        for column, width in ((0, 34), (2, 40), (3, 58 if many else 66), (self.columnCount() - 1, 62 if many else 88)):
            self.setColumnWidth(column, width)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _text(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return item.text() if item else ""

    # ---------------------------------------------------------------------------------------------------- what is typed
    def _changed(self, item: QTableWidgetItem) -> None:
        if not self._filling and item.row() < len(self.entries):
            self.typed.emit(self.entries[item.row()])

    def go_on(self) -> None:
        """To the same cell of the next line; from the last line to the top of the next column."""
        row, column = self.currentRow() + 1, self.currentColumn()
        if row >= self.rowCount():
            row, column = 0, min(column + 1, self.columnCount() - RIGHT)
        self.setCurrentCell(row, column)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in _ENTER:
            self.go_on()
            return
        current: QModelIndex | QPersistentModelIndex = self.currentIndex()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and current.isValid():
            item = self.currentItem()
            if item.flags() & Qt.ItemFlag.ItemIsEditable:
                item.setText("")
            return
        super().keyPressEvent(event)


def _rank(row: RankRow | None) -> tuple[str, str]:
    if row is None:
        return "", ""
    return (str(row.place) if row.place else ""), f"{row.result} {row.through}".strip()
