"""The sheet of one day: it knows where each court, minute and match lies, draws them, scrolls and zooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from tournament_app.gui.theme import theme, token
from tournament_app.gui.widgets import timetable_paint as paint
from tournament_app.gui.widgets.timetable_blocks import Key, Pile, Scale, ViewBlock, ViewCourt, piled, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent

GUTTER = 46.0
HEADER = 28.0
ABOVE = 8.0
"""Room above the first minute, so that its time can be read."""
NARROWEST = 54.0
LEAST, USUAL, MOST = 1.0, 2.6, 6.0
"""Pixels a minute: farthest out, at first, nearest."""


class TimetableSheet(QAbstractScrollArea):
    """Courts across, time down. Ctrl and the wheel zoom; resting on a match says all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.courts: tuple[ViewCourt, ...] = ()
        self.piles: list[Pile] = []
        self._blocks: tuple[ViewBlock, ...] = ()
        self._sessions: tuple[tuple[int, int], ...] = ()
        self._hours = (0, 0)
        self._now: int | None = None
        self._minute = USUAL
        self._key: Key | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # columns keep their width
        theme.changed.connect(self.viewport().update)

    # ------------------------------------------------------------------------------------------------- what is shown
    def set_day(
        self,
        courts: Sequence[ViewCourt],
        blocks: Iterable[ViewBlock],
        sessions: Sequence[tuple[int, int]],
        now: int | None = None,
    ) -> None:
        """Show the day of *sessions* (start, end)."""
        wanted = (tuple(courts), tuple(blocks), tuple(sessions))
        self.set_now(now)
        if wanted == (self.courts, self._blocks, self._sessions):
            return
        self.courts, self._blocks, self._sessions = wanted
        self.piles = piled(self.courts, self._blocks)
        starts = [start for start, _ in sessions] + [block.start for block in self._blocks]
        ends = [end for _, end in sessions] + [block.start + block.minutes for block in self._blocks]
        self._hours = (min(starts, default=0) // 30 * 30, -(-max(ends, default=0) // 30) * 30)
        self._fit()

    def set_now(self, minute: int | None) -> None:
        """Draw the line of now at *minute*; ``None``: no line."""
        self._now = minute
        self.viewport().update()

    def scroll_to(self, minute: int) -> None:
        """Bring *minute* to the upper third."""
        third = (self.viewport().height() - HEADER) / 3
        self.verticalScrollBar().setValue(round(self._scale().y(minute) - third))

    def zoom(self, factor: float) -> None:
        """Draw the day *factor* times as long, about its middle."""
        bar, half = self.verticalScrollBar(), (self.viewport().height() - HEADER) / 2
        middle = (bar.value() + half) / self._minute
        self._minute = min(max(self._minute * factor, LEAST), MOST)
        self._fit()
        bar.setValue(round(middle * self._minute - half))

    # ---------------------------------------------------------------------------------------------------- where it is
    def _scale(self) -> Scale:
        columns = max(len(self.courts), 1)
        width = max((self.viewport().width() - GUTTER) / columns, NARROWEST)
        return Scale(*self._hours, columns, width, self._minute)

    def _fit(self) -> None:
        scale, view = self._scale(), self.viewport()
        wide = GUTTER + scale.columns * scale.column
        for bar, whole, seen in (
            (self.verticalScrollBar(), scale.height + HEADER + ABOVE + 8, view.height()),
            (self.horizontalScrollBar(), wide, view.width()),
        ):
            bar.setRange(0, max(round(whole - seen), 0))
            bar.setPageStep(seen)
            bar.setSingleStep(24)
        view.update()

    def _corner(self) -> QPointF:
        """Where the first minute of the first court lies in the viewport."""
        return QPointF(GUTTER - self.horizontalScrollBar().value(), HEADER + ABOVE - self.verticalScrollBar().value())

    def _column(self, court: int) -> int:
        return next(n for n, column in enumerate(self.courts) if column.id == court)

    def rect_of(self, pile: Pile) -> QRectF:
        """Where *pile* is drawn, in the viewport."""
        rect = self._scale().rect(self._column(pile.court), pile.start, pile.minutes, pile.lane, pile.lanes)
        return rect.translated(self._corner())

    def _pile_of(self, key: Key) -> Pile | None:
        return next((pile for pile in self.piles if key in pile.keys), None)

    def _pile_at(self, point: QPointF) -> Pile | None:
        if point.y() < HEADER or point.x() < GUTTER:
            return None
        return next((pile for pile in reversed(self.piles) if self.rect_of(pile).contains(point)), None)

    def _say(self, words: str) -> None:
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _show(self, rect: QRectF) -> None:
        view = self.viewport()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < HEADER + ABOVE or rect.height() > view.height() - HEADER:
            down.setValue(down.value() + round(rect.top() - HEADER - ABOVE))
        elif rect.bottom() > view.height():
            down.setValue(down.value() + round(rect.bottom() - view.height()) + 8)
        if rect.left() < GUTTER:
            across.setValue(across.value() + round(rect.left() - GUTTER))
        elif rect.right() > view.width():
            across.setValue(across.value() + round(rect.right() - view.width()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            pile = self._pile_at(QPointF(event.pos()))
            words = spoken(pile, self.courts[self._column(pile.court)].name) if pile else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    # ---------------------------------------------------------------------------------------------------------- drawing
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25 if event.angleDelta().y() > 0 else 0.8)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view, scale, corner = QRectF(self.viewport().rect()), self._scale(), self._corner()
        wide = scale.columns * scale.column
        painter.fillRect(view, token("surface"))
        painter.save()
        painter.setClipRect(view.adjusted(GUTTER, HEADER, 0, 0))
        painter.translate(corner)
        paint.paint_closed(painter, scale, self._sessions, wide)
        paint.paint_grid(painter, scale, wide)
        for pile in self.piles:
            rect = scale.rect(self._column(pile.court), pile.start, pile.minutes, pile.lane, pile.lanes)
            if rect.translated(corner).intersects(view):
                chosen = self._key in pile.keys
                paint.paint_pile(painter, pile, rect, selected=chosen, focused=self.hasFocus())
        if self._now is not None and self._hours[0] <= self._now <= self._hours[1]:
            paint.paint_now(painter, scale.y(self._now), wide)
        self._paint_over(painter, scale)
        painter.restore()
        self._paint_edges(painter, scale, corner)

    def _paint_over(self, painter: QPainter, scale: Scale) -> None:
        """What lies above the matches: nothing on a sheet that is only read."""

    def _paint_edges(self, painter: QPainter, scale: Scale, corner: QPointF) -> None:
        """The names of the courts and the clock, which stay in sight."""
        view = QRectF(self.viewport().rect())
        painter.save()
        painter.setClipRect(view.adjusted(0, HEADER, 0, 0))
        painter.translate(0, corner.y())
        paint.paint_times(painter, scale, GUTTER)
        painter.restore()
        painter.save()
        painter.setClipRect(view.adjusted(GUTTER, 0, 0, 0))
        painter.translate(corner.x(), 0)
        paint.paint_headers(painter, self.courts, scale, HEADER)
        painter.restore()
        painter.setPen(token("line"))
        painter.drawLine(QPointF(0, HEADER), QPointF(view.width(), HEADER))
