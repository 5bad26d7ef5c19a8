"""A list of two-line rows with a badge, as events, courts and documents are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tournament_app.gui.theme import font, token

if TYPE_CHECKING:
    from collections.abc import Sequence

BADGES = {
    "neutral": ("neutral_soft", "muted"),
    "ok": ("ok_soft", "ok_text"),
    "warning": ("warning_soft", "warning_text"),
    "live": ("live_soft", "live_text"),
    "primary": ("soft", "primary"),
}
_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ListItem:
    """One row: *key* names it, *title* over *lines* (muted), a *badge* with its role; *strong* sets the title bold.

    A line that starts with ``"!"`` is shown in the text's own colour (the pairing of a court's match), with ``"!!"``
    bold as well (its score).
    """

    key: Any
    title: str
    subtitle: str = ""
    badge: str = ""
    role: str = "neutral"
    lines: tuple[str, ...] = ()
    strong: bool = False


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[ListItem] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " · ".join(filter(None, (item.title, item.subtitle, *item.lines, item.badge)))
        return None


def row_height(item: ListItem) -> int:
    """The height of a row in pixels: a title, and each line below it."""
    return 37 + 18 * (bool(item.subtitle) + len(item.lines))


class _Rows(QStyledItemDelegate):
    scale = 1.0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: ListItem = index.data(_ITEM)
        return QSize(120, round(row_height(item) * self.scale))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        from PySide6.QtWidgets import QStyle  # its many names take 4 ms to come: not for a window without such a list

        item: ListItem = index.data(_ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        if self.scale != 1.0:
            painter.translate(area.topLeft())
            painter.scale(self.scale, self.scale)
            area = QRect(0, 0, round(area.width() / self.scale), round(area.height() / self.scale))
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, token("selection"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), token("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, token("hover"))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, token("line"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(token("primary"), 1, Qt.PenStyle.DotLine))
            painter.drawRect(area.adjusted(4, 2, -3, -4))
        inner = area.adjusted(17, 9, -14, -9)
        self._words(painter, item, inner)
        painter.restore()

    def _words(self, painter: QPainter, item: ListItem, inner: QRect) -> None:
        many = bool(item.lines)
        taken = draw_badge(painter, item.badge, item.role, inner, at_top=many or not item.subtitle)
        top = QRect(inner.x(), inner.y(), inner.width() - (taken if many or not item.subtitle else 0), 20)
        painter.setFont(font(10, font().Weight.DemiBold if item.strong else font().Weight.Normal))
        _line(painter, top, item.title, token("text"))
        lines = [*([item.subtitle] if item.subtitle else []), *item.lines]
        for at, words in enumerate(lines):
            plain = words.startswith("!")
            weight = font().Weight.DemiBold if words.startswith("!!") else font().Weight.Normal
            painter.setFont(font(10 if plain else 9, weight))
            width = inner.width() - (taken if at == 0 and not many else 0)
            box = QRect(inner.x(), inner.y() + 19 + at * 18, width, 18)
            _line(painter, box, words.lstrip("!") if plain else words, token("text" if plain else "muted"))


def _line(painter: QPainter, box: QRect, words: str, colour: QColor) -> None:
    painter.setPen(colour)
    short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, short)


def draw_badge(painter: QPainter, text: str, role: str, area: QRect, *, at_top: bool = False) -> int:
    """Paint a pill at the right of *area*; returns the width it takes, with its gap."""
    if not text:
        return 0
    ground, ink = BADGES[role]
    painter.setFont(font(8.5, font().Weight.Medium))
    width = painter.fontMetrics().horizontalAdvance(text) + 16
    top = area.y() if at_top else area.bottom() - 18
    pill = QRect(area.right() - width + 1, top, width, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(token(ground))
    painter.drawRoundedRect(pill, 9, 9)
    painter.setPen(token(ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return width + 8


class ListRows(QListView):
    """The list; ``chosen(key)`` when the user moves to another row, ``opened(key)`` on Enter or a double click.

    With *fit* it is only as high as its rows, for a card with another section below.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str = "", *, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fit
        if fit:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(name)
        self._items = _Items(self)
        self.setModel(self._items)
        self._rows = _Rows(self)
        self.setItemDelegate(self._rows)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._moved)
        self.activated.connect(lambda index: self.opened.emit(index.data(_ITEM).key))
        self._quiet = False

    @property
    def key(self) -> Any:
        """The key of the row the user is on, ``None`` if there is none."""
        index = self.currentIndex()
        return index.data(_ITEM).key if index.isValid() else None

    @property
    def items(self) -> Sequence[ListItem]:
        """What the list shows now."""
        return tuple(self._items.items)

    def set_items(self, items: Sequence[ListItem]) -> None:
        """Show other rows; the row with the same key stays chosen, the first is if that is gone. Emits nothing."""
        if list(items) == self._items.items:
            return
        key, place = self.key, self.verticalScrollBar().value()
        self._quiet = True
        self._items.beginResetModel()
        self._items.items = list(items)
        self._items.endResetModel()
        if not self.choose(key) and items:
            self.setCurrentIndex(self._items.index(0))
        self._quiet = False
        self.verticalScrollBar().setValue(place)
        self.updateGeometry()

    def set_scale(self, scale: float) -> None:
        """Draw everything this many times as large: 2.0 can be read from the back of a hall."""
        if scale != self._rows.scale:
            self._rows.scale = scale
            self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        if not self._fit:
            return super().sizeHint()
        return QSize(200, sum(row_height(item) for item in self._items.items))

    def choose(self, key: Any) -> bool:
        """Go to the row *key*; False if there is none. Emits ``chosen`` only outside :meth:`set_items`."""
        for at, item in enumerate(self._items.items):
            if item.key == key:
                self.setCurrentIndex(self._items.index(at))
                return True
        return False

    def _moved(self, current: QModelIndex, _: QModelIndex) -> None:
        if current.isValid() and not self._quiet:
            self.chosen.emit(current.data(_ITEM).key)
