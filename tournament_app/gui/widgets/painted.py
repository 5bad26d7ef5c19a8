"""Painted lines of a card: steps of the tournament, things to settle, matches to come."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tournament_app.gui.theme import font, token
from tournament_app.gui.widgets.list_rows import ListItem, ListRows, draw_badge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QResizeEvent

ITEM = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
SMALL = 9


class Painted(QStyledItemDelegate):
    """A line of a card: hover, the frame of the keyboard, a rule below; the rest is :meth:`words`."""

    height = 37

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        view = self.parent()
        if isinstance(view, QWidget) and (view.hasFocus() or view.underMouse()):
            self._ground(painter, area, option)
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, token("line"))
        self.words(painter, index.data(ITEM), area.adjusted(14, 0, -14, 0))
        painter.restore()

    def _ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> None:
        from PySide6.QtWidgets import QStyle  # its many names take 4 ms to come: not for the first picture

        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, token("selection"))
            painter.fillRect(area.x(), area.y(), 3, area.height(), token("primary"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, token("hover"))

    def words(self, painter: QPainter, item: ListItem, area: QRect) -> None:
        """Paint *item* within *area*."""
        raise NotImplementedError


class StepLines(Painted):
    """✓ done, ● under way, ○ to come; how far it is at the right."""

    def words(self, painter: QPainter, item: ListItem, area: QRect) -> None:
        _mark(painter, item.role, QPoint(area.x() + 6, area.center().y()))
        room = area.adjusted(22, 0, 0, 0)
        name = QFontMetrics(font()).horizontalAdvance(item.title)
        _write(painter, room, item.title, "text")
        rest = room.adjusted(name + 16, 0, 0, 0)
        _write(painter, rest, item.subtitle, "muted", font(SMALL), right=True)


class TodoLines(Painted):
    """A badge and what it is about, below it the detail on at most two lines, then small lines (where it stands)."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.width() - 38 if isinstance(view, ListRows) else 200  # less the margins and a scroll bar
        item: ListItem = index.data(ITEM)
        return QSize(120, 39 + 19 * len(_broken(item.subtitle, width)) + 17 * len(item.lines))

    def words(self, painter: QPainter, item: ListItem, area: QRect) -> None:
        metrics = QFontMetrics(font(8.5, QFont.Weight.Medium))
        badge = metrics.horizontalAdvance(item.badge) + 16
        taken = draw_badge(painter, item.badge, item.role, QRect(area.x(), area.y() + 9, badge, 18), at_top=True)
        _write(painter, QRect(area.x() + taken - 4, area.y() + 8, area.width() - taken + 4, 20), item.title, "text")
        below = area.y() + 29
        for line in _broken(item.subtitle, area.width()):
            _write(painter, QRect(area.x(), below, area.width(), 19), line, "muted")
            below += 19
        for line in item.lines:
            _write(painter, QRect(area.x(), below, area.width(), 17), line, "muted", font(SMALL))
            below += 17


class ComingLines(Painted):
    """When, where and which match; below it who plays."""

    height = 48

    def words(self, painter: QPainter, item: ListItem, area: QRect) -> None:
        top, below = QRect(area.x(), area.y() + 5, area.width(), 20), QRect(area.x(), area.y() + 24, area.width(), 20)
        _write(painter, top, item.title, "text")
        taken = QFontMetrics(font()).horizontalAdvance(item.title) + 12
        _write(painter, top.adjusted(taken, 0, 0, 0), item.subtitle, "muted", font(SMALL), right=True)
        for line in item.lines:
            _write(painter, below, line, "text")


class Lines(ListRows):
    """Painted lines of which a click or Enter wants one: ``wanted(key)``. *most*: pixels it grows to, 0 for any."""

    wanted = Signal(object)

    def __init__(self, name: str, look: type[Painted], most: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.setItemDelegate(look(self))
        self.setResizeMode(ListRows.ResizeMode.Adjust)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._most = most
        if most:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda index: self.wanted.emit(index.data(ITEM).key))
        self.opened.connect(self.wanted)

    def set_items(self, items: Sequence[ListItem]) -> None:
        """Show other lines."""
        super().set_items(items)
        self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        if self._most:
            tall, rows = 0, iter(range(len(self.items)))
            while tall < self._most and (at := next(rows, None)) is not None:
                tall += self.sizeHintForRow(at)
            self.setFixedHeight(min(tall, self._most))


def _write(
    painter: QPainter, box: QRect, words: str, colour: str, face: QFont | None = None, *, right: bool = False
) -> None:
    painter.setFont(face or font())
    painter.setPen(token(colour))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, short)


def _mark(painter: QPainter, state: str, at: QPoint) -> None:
    """Done is a tick, under way a disc, to come a ring: the shape says it without the colour."""
    if state == "done":
        painter.setPen(_pen(token("ok"), 1.8))
        painter.drawPolyline([at + QPoint(-4, 0), at + QPoint(-1, 3), at + QPoint(4, -4)])
        return
    now = state == "now"
    painter.setPen(Qt.PenStyle.NoPen if now else _pen(token("faint"), 1.3))
    painter.setBrush(token("live") if now else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at, 5, 5)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


@lru_cache(maxsize=256)
def _broken(words: str, width: int) -> list[str]:
    """*words* on at most two lines of *width* pixels; what is left of them stays on the second, which is elided."""
    metrics = QFontMetrics(font())
    if metrics.horizontalAdvance(words) <= width:
        return [words] if words else []
    parts = words.split()
    fit = bisect_right(range(1, len(parts) + 1), width, key=lambda n: metrics.horizontalAdvance(" ".join(parts[:n])))
    line, rest = " ".join(parts[: fit or 1]), " ".join(parts[fit or 1 :])
    return [line, rest] if rest else [line]
