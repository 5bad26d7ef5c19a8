"""How one day of the timetable looks. Colours come from the theme only; each colour has a shape or a word beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen

from tournament_app.gui.theme import font, token
from tournament_app.gui.widgets.timetable_blocks import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from tournament_app.gui.widgets.timetable_blocks import Pile, Scale, ViewCourt

SMALL = 8.0
RADIUS = 5.0
PADDING = 5.0


def paint_grid(painter: QPainter, scale: Scale, width: float) -> None:
    """A line each half hour, lighter between the hours."""
    for minute in range(-(-scale.start // 30) * 30, scale.end + 1, 30):
        pen = QPen(token("line"), 1, Qt.PenStyle.SolidLine if minute % 60 == 0 else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, scale.y(minute)), QPointF(width, scale.y(minute)))


def paint_closed(painter: QPainter, scale: Scale, sessions: Sequence[tuple[int, int]], width: float) -> None:
    """The hours in which no session is open, on the ground of the window."""
    at = scale.start
    for start, end in [*sorted(sessions), (scale.end, scale.end)]:
        if start > at:
            painter.fillRect(QRectF(0, scale.y(at), width, scale.y(start) - scale.y(at)), token("window"))
        at = max(at, end)


def paint_times(painter: QPainter, scale: Scale, width: float) -> None:
    """The clock beside the lines."""
    painter.setFont(font(SMALL))
    painter.setPen(token("muted"))
    for minute in range(-(-scale.start // 30) * 30, scale.end + 1, 30):
        place = QRectF(0, scale.y(minute) - 8, width - 6, 16)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, clock(minute))


def paint_headers(painter: QPainter, courts: Sequence[ViewCourt], scale: Scale, height: float) -> None:
    """The names of the courts above their columns."""
    painter.setFont(font(SMALL + 0.5, QFont.Weight.DemiBold))
    painter.setPen(token("text"))
    metrics = QFontMetricsF(painter.font())
    for column, court in enumerate(courts):
        place = QRectF(column * scale.column + 4, 0, scale.column - 6, height)
        name = metrics.elidedText(court.name, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


def paint_now(painter: QPainter, y: float, width: float) -> None:
    """The line of this minute, with a knob at its left end."""
    painter.setPen(QPen(token("live"), 2))
    painter.drawLine(QPointF(0, y), QPointF(width, y))
    painter.setBrush(token("live"))
    painter.drawEllipse(QPointF(4, y), 4, 4)


def paint_pile(painter: QPainter, pile: Pile, rect: QRectF, *, selected: bool, focused: bool) -> None:
    """One block: the colour of its sport, its state, what is wrong with it, and its words."""
    done = pile.state == "done"
    fill = token(f"sport_{(pile.first.sport - 1) % 6 + 1}")
    painter.setBrush(mixed(fill, token("surface"), 0.6) if done else fill)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    if pile.clash == "rest":
        hatch = token("warning")
        hatch.setAlphaF(0.45)
        painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_outline(pile, done=done))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    if selected:
        painter.setPen(QPen(token("primary"), 2.5 if focused else 1.5))
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
    left = _marks(painter, pile, rect)
    _words(painter, pile, rect, left, token("muted" if done else "text"))


def paint_held(painter: QPainter, pile: Pile, rect: QRectF, start: int, *, allowed: bool) -> None:
    """The place a match in hand would take, with its time; crossed where its sport is not played."""
    colour = token("primary" if allowed else "live")
    veil = QColor(colour)
    veil.setAlphaF(0.18)
    painter.setBrush(veil)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    if not allowed:
        painter.drawLine(rect.topLeft(), rect.bottomRight())
    label = QRectF(rect.left(), rect.top() + 2, rect.width(), 18)
    painter.fillRect(label.adjusted(2, 0, -2, 0), token("surface"))
    painter.setPen(token("text"))
    painter.setFont(font(SMALL, QFont.Weight.DemiBold))
    text = QFontMetricsF(painter.font()).elidedText(
        f"{clock(start)} {pile.title}", Qt.TextElideMode.ElideRight, label.width() - 8
    )
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)


def mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """*colour* with *part* of *ground* in it."""
    pairs = ((colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue()))
    return QColor(*(round(a + (b - a) * part) for a, b in pairs))


def _outline(pile: Pile, *, done: bool) -> QPen:
    if pile.clash == "hard" or pile.state == "live":
        return QPen(token("live"), 2)
    if pile.clash == "rest":
        return QPen(token("warning"), 1.5)
    edge = token(f"sport_{(pile.first.sport - 1) % 6 + 1}")
    return QPen(mixed(edge, token("surface" if done else "muted"), 0.4), 1)


def _marks(painter: QPainter, pile: Pile, rect: QRectF) -> float:
    """The shapes that say what the colours say, right to left; returns where the first line of words must end.

    A dot: being played. A triangle with its point up: a clash. A square on a needle: pinned.
    """
    right, top = rect.right() - PADDING, rect.top() + PADDING
    painter.setPen(Qt.PenStyle.NoPen)
    if pile.clash:
        painter.setBrush(token("live" if pile.clash == "hard" else "warning"))
        painter.drawPolygon([QPointF(right - 9, top + 8), QPointF(right, top + 8), QPointF(right - 4.5, top)])
        right -= 12
    if pile.state == "live":
        painter.setBrush(token("live"))
        painter.drawEllipse(QRectF(right - 7, top + 1, 7, 7))
        right -= 10
    if pile.pinned:
        painter.setBrush(token("text"))
        painter.drawRect(QRectF(right - 6, top, 6, 5))
        painter.drawRect(QRectF(right - 3.6, top + 5, 1.2, 5))
        right -= 9
    return right


def _words(painter: QPainter, pile: Pile, rect: QRectF, first_right: float, colour: QColor) -> None:
    painter.setPen(colour)
    bold, plain = font(SMALL, QFont.Weight.DemiBold), font(SMALL)
    step = QFontMetricsF(plain).height()
    y, room, width = rect.top() + 2, rect.bottom() - 1, rect.width() - 2 * PADDING
    narrow = first_right - rect.left() - PADDING
    for text, face in ((pile.title, bold), *((line, plain) for line in pile.lines)):
        left = int((room - y) / step)
        if left < 1 and y > rect.top() + 2:
            return
        painter.setFont(face)
        for n, part in enumerate(wrapped(text, face.weight(), round(width), max(left, 1), round(narrow))):
            painter.drawText(QPointF(rect.left() + PADDING, y + QFontMetricsF(face).ascent()), part)
            y += step
            narrow = width if n == 0 else narrow
        narrow = width


@lru_cache(maxsize=4096)
def wrapped(text: str, weight: int, width: int, most: int, first: int) -> tuple[str, ...]:
    """*text* in at most *most* lines of *width* pixels, the first of *first*; what does not fit ends in an ellipsis."""
    metrics = QFontMetricsF(font(SMALL, QFont.Weight(weight)))
    lines: list[str] = []
    rest = text.split()
    while rest:
        room = width if lines else first
        fits = 1
        while fits < len(rest) and metrics.horizontalAdvance(" ".join(rest[: fits + 1])) <= room:
            fits += 1
        if len(lines) == most - 1:
            fits = len(rest)
        lines.append(metrics.elidedText(" ".join(rest[:fits]), Qt.TextElideMode.ElideRight, room))
        rest = rest[fits:]
    return tuple(lines)
