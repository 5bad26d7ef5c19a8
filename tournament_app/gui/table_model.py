"""A table declared as columns: sorts, filters and compares its rows by id, so that selection and scrolling stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from tournament_app.domain.people import collation_key
from tournament_app.gui.search import fold
from tournament_app.gui.theme import font, token

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFont

ROW = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: *value* takes a row and gives what is shown, sorted and copied.

    *order* gives what is sorted by where that is another thing (a date behind "Sat 26"); *colour* a token's name;
    *badge* a badge role, and the cell is drawn as a pill; *tip* the answer to "why?".
    """

    key: str
    title: str
    value: Callable[[Any], Any]
    width: int = 120
    stretch: bool = False
    numeric: bool = False
    strong: bool = False
    order: Callable[[Any], Any] | None = None
    colour: Callable[[Any], str | None] | None = None
    badge: Callable[[Any], str | None] | None = None
    tip: Callable[[Any], str] | None = None


def number(key: str, title: str, value: Callable[[Any], Any], width: int = 64, **more: Any) -> Column:
    """A column of figures: tabular and at the right."""
    return Column(key, title, value, width, numeric=True, **more)


def shown(value: Any) -> str:
    """A value as people here write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


class TableModel(QAbstractTableModel):
    """The rows of a query under declared columns. *row_id* names a row across refreshes (``row.id`` by itself)."""

    def __init__(
        self,
        columns: Sequence[Column],
        row_id: Callable[[Any], Hashable] = lambda row: row.id,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_id = row_id
        self.rows: list[Any] = []
        self._all: list[Any] = []
        self._folded: dict[Hashable, str] = {}
        self._words = ""
        self._only: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, bool] | None = None
        self._strong: QFont = font(weight=font().Weight.DemiBold)

    # ------------------------------------------------------------------------------------------------------- the rows
    def set_rows(self, rows: Iterable[Any]) -> None:
        """Show these rows from now on, where the sorting and the filter want them."""
        self._all = list(rows)
        self._folded.clear()
        self._apply()

    def set_filter(self, words: str = "", only: Callable[[Any], bool] | None = None) -> None:
        """Show only rows that contain every word, with or without accents, and that *only* lets through."""
        self._words, self._only = fold(words), only
        self._apply()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, Vietnamese words as Vietnamese; -1 is the order the query gave."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if 0 <= column < len(self.columns) else None
        self._apply()

    def index_of(self, row_id: Hashable) -> QModelIndex:
        """Where the row *row_id* stands, an invalid index if it is not shown."""
        for at, row in enumerate(self.rows):
            if self.row_id(row) == row_id:
                return self.index(at, 0)
        return QModelIndex()

    def _wanted(self) -> list[Any]:
        rows = self._all
        if self._only is not None:
            rows = [row for row in rows if self._only(row)]
        if self._words:
            words = self._words.split()
            rows = [row for row in rows if all(word in self._haystack(row) for word in words)]
        if self._sorted is not None:
            at, backwards = self._sorted
            rows = sorted(rows, key=lambda row: self._order(self.columns[at], row), reverse=backwards)
        return list(rows)

    def _haystack(self, row: Any) -> str:
        key = self.row_id(row)
        if key not in self._folded:
            self._folded[key] = fold(" ".join(shown(column.value(row)) for column in self.columns))
        return self._folded[key]

    def _order(self, column: Column, row: Any) -> tuple[int, Any]:
        value = (column.order or column.value)(row)
        if value is None or value == "":
            return (2, 0)
        return (1, collation_key(value)) if isinstance(value, str) else (0, value)

    def _apply(self) -> None:
        wanted = self._wanted()
        ids = [self.row_id(row) for row in wanted]
        keep = set(ids)
        gone = [at for at, row in enumerate(self.rows) if self.row_id(row) not in keep]
        for at in reversed(gone):
            self.beginRemoveRows(QModelIndex(), at, at)
            del self.rows[at]
            self.endRemoveRows()
        have = {self.row_id(row) for row in self.rows}
        fresh = [row for row in wanted if self.row_id(row) not in have]
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(fresh) - 1)
            self.rows.extend(fresh)
            self.endInsertRows()
        if [self.row_id(row) for row in self.rows] != ids:
            self._reorder(wanted, ids)
        else:
            self._touch(wanted)

    def _reorder(self, wanted: list[Any], ids: list[Hashable]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        places = {row_id: at for at, row_id in enumerate(ids)}
        new = [self.index(places[self.row_id(self.rows[index.row()])], index.column()) for index in old]
        self.rows = wanted
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _touch(self, wanted: list[Any]) -> None:
        before, self.rows = self.rows, wanted
        for at, (old, new) in enumerate(zip(before, wanted, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    # ----------------------------------------------------------------------------------------------------------- Qt
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        if role == Role.TextAlignmentRole:
            return _side(self.columns[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Role.DisplayRole:
            return shown(column.value(row))
        if role == Role.TextAlignmentRole:
            return _side(column)
        if role == Role.ForegroundRole and column.colour is not None:
            name = column.colour(row)
            return token(name) if name else None
        if role == Role.FontRole and column.strong:
            return self._strong
        if role == Role.ToolTipRole:
            return column.tip(row) if column.tip is not None else shown(column.value(row))
        if role == BADGE and column.badge is not None:
            return column.badge(row)
        return row if role == ROW else None


def _side(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
