"""The table view: sorts on a click, copies as cells, remembers its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from tournament_app.gui.table_model import BADGE, ROW, Column, TableModel, shown
from tournament_app.gui.theme import ROW as ROW_HEIGHT
from tournament_app.gui.theme import font
from tournament_app.gui.widgets.list_rows import draw_badge

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from tournament_app.gui.settings import Settings


class _Cells(QStyledItemDelegate):
    """Draws a cell, as a pill where its column says so."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        role = index.data(BADGE)
        if not role:
            super().paint(painter, option, index)
            return
        words = index.data()
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        self._view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(10, 7, -10, 0)
        width = QFontMetrics(font(8.5, QFont.Weight.Medium)).horizontalAdvance(words) + 16
        draw_badge(painter, words, role, area.adjusted(0, 0, -max(0, area.width() - width), 0), at_top=True)
        painter.restore()


class Table(QTableView):
    """Rows of a query under columns. *name* is the name under which *settings* remember widths and sorting.

    ``row_changed(row)`` when the user moves to another row (``None``: to none), ``row_activated(row)`` on Enter or a
    double click.
    """

    row_changed = Signal(object)
    row_activated = Signal(object)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        settings: Settings | None = None,
        row_id: Callable[[Any], Hashable] = lambda row: row.id,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self._settings = settings
        self.rows = TableModel(columns, row_id, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Cells(self))
        self._look()
        self._columns()
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.row_changed.emit(now.data(ROW)))
        self.activated.connect(lambda index: self.row_activated.emit(index.data(ROW)))

    # ----------------------------------------------------------------------------------------------------------- rows
    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show these rows; selection and scrolling stay where they were."""
        self.rows.set_rows(rows)

    def set_filter(self, words: str = "", only: Callable[[Any], bool] | None = None) -> None:
        """Show only rows with every one of *words*, accents or not, that *only* lets through."""
        self.rows.set_filter(words, only)

    def current_row(self) -> Any:
        """The row the user is on, or ``None``."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def selected_rows(self) -> list[Any]:
        """The rows selected, from top to bottom."""
        return [index.data(ROW) for index in sorted(self.selectionModel().selectedRows(), key=lambda each: each.row())]

    def choose(self, row_id: Hashable) -> bool:
        """Go to the row *row_id*; False if it is not shown."""
        index = self.rows.index_of(row_id)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
            self.scrollTo(index)
        return index.isValid()

    def copy(self) -> None:
        """Put the selected rows on the clipboard as cells, with the titles when there are several."""
        rows = self.selected_rows()
        header = self.horizontalHeader()
        order = sorted(range(len(self.rows.columns)), key=header.visualIndex)
        columns = [self.rows.columns[at] for at in order if not self.isColumnHidden(at)]
        lines = [[shown(column.value(row)) for column in columns] for row in rows]
        if len(rows) > 1:
            lines.insert(0, [column.title for column in columns])
        cells = ("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line) for line in lines)
        QGuiApplication.clipboard().setText("\n".join(cells))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.row_activated.emit(self.current_row())
        else:
            super().keyPressEvent(event)

    # ----------------------------------------------------------------------------------------------------------- look
    def _look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)

    def _columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(36)
        remembered: dict[str, Any] = self._settings.columns.get(self.name, {}) if self._settings else {}
        widths = remembered.get("widths", {})
        for at, column in enumerate(self.rows.columns):
            self.setColumnWidth(at, int(widths.get(column.key, column.width)))
            if column.stretch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        keys = [column.key for column in self.rows.columns]
        for place, key in enumerate(key for key in remembered.get("order", ()) if key in keys):
            header.moveSection(header.visualIndex(keys.index(key)), place)
        self.setSortingEnabled(True)
        sort = remembered.get("sort", "")
        at = keys.index(sort.lstrip("-")) if sort.lstrip("-") in keys else -1
        down = Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorClearable(True)
        self.sortByColumn(at, down)
        for signal in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            signal.connect(self._remember)

    def _remember(self) -> None:
        if self._settings is None:
            return
        header, columns = self.horizontalHeader(), self.rows.columns
        order = sorted(range(len(columns)), key=header.visualIndex)
        at = header.sortIndicatorSection()
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        self._settings.columns[self.name] = {
            "widths": {c.key: self.columnWidth(i) for i, c in enumerate(columns) if not c.stretch},
            "order": [columns[i].key for i in order],
            "sort": ("-" if down else "") + columns[at].key if 0 <= at < len(columns) else "",
        }
