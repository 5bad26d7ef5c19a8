"""One day of the timetable: courts across, time down, a line at now, and every match movable by mouse or keys alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tournament_app.gui.widgets.timetable_blocks import Pile, Scale, ViewBlock, ViewCourt, clock, spoken
from tournament_app.gui.widgets.timetable_paint import paint_held
from tournament_app.gui.widgets.timetable_sheet import TimetableSheet
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QMouseEvent,
        QPainter,
    )

    from tournament_app.gui.widgets.timetable_blocks import Key

__all__ = ["MATCH_MIME", "TimetableView", "ViewBlock", "ViewCourt"]

GRID = 5
MATCH_MIME = "application/x-giai-dau-match"
"""What is dragged in from outside: event id, contest, minutes and sport, separated by tabs, as UTF-8."""
STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -GRID),
    Qt.Key.Key_Down: (0, GRID),
    Qt.Key.Key_PageUp: (0, -30),
    Qt.Key.Key_PageDown: (0, 30),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Held:
    """A pile in hand and the place it would take; *grip* is how far below its top the mouse holds it, in pixels."""

    pile: Pile
    column: int
    start: int
    grip: float = 0.0


class TimetableView(TimetableSheet):
    """The day. Event ids and contests name the matches, minutes count from midnight of the tournament's first day.

    Signals: ``moved(event, contest, court, start)`` once per match of what was put down elsewhere,
    ``pinned(event, contest)`` to pin or let go, ``activated(event, contest)`` to open, ``removed(event, contest)`` to
    take out of the timetable, ``selected(key or None)``.

    Keys: arrows choose; Enter picks up, arrows move (Page Up and Page Down by half an hour), Enter puts down, Esc puts
    back; Space pins; Ctrl+Enter opens; Delete takes out; ``+`` ``-`` zoom. A match that is over cannot be picked up.
    """

    moved = Signal(int, str, int, int)
    pinned = Signal(int, str)
    activated = Signal(int, str)
    removed = Signal(int, str)
    selected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held: Held | None = None
        self._pressed: tuple[Pile, QPointF] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Timetable of the day"))

    def set_day(
        self,
        courts: Sequence[ViewCourt],
        blocks: Iterable[ViewBlock],
        sessions: Sequence[tuple[int, int]],
        now: int | None = None,
    ) -> None:
        """Show the day of *sessions* (start, end); what is chosen stays chosen, what is in hand stays in hand."""
        super().set_day(courts, blocks, sessions, now)
        if self.held:
            pile = self._pile_of(self.held.pile.first.key)
            self.held = replace(self.held, pile=pile) if pile and self.held.column < len(self.courts) else None
        if self._key is not None and self.current is None:
            self._choose(None)

    @property
    def current(self) -> Pile | None:
        """What is chosen."""
        return None if self._key is None else self._pile_of(self._key)

    def select(self, key: Key | None) -> None:
        """Choose the match *key* and bring it into sight; a match this day does not have chooses nothing."""
        self._choose(None if key is None else self._pile_of(key))

    def _choose(self, pile: Pile | None) -> None:
        self._key = pile.first.key if pile else None
        words = spoken(pile, self.courts[self._column(pile.court)].name) if pile else ""
        self._say(words)
        if pile:
            self._show(self.rect_of(pile))
        self.selected.emit(self._key)
        self.viewport().update()

    # ----------------------------------------------------------------------------------------------------- pick, place
    def _allowed(self, held: Held) -> bool:
        sport = self.courts[held.column].sport
        return sport in {0, held.pile.first.sport}

    def _hold(self, held: Held) -> Held:
        """Take *held* in hand, no earlier and no later than the day; returns what is in hand now."""
        first = held.pile.first
        latest = self._hours[1] - held.pile.minutes
        start = min(max(held.start, self._hours[0]), latest // GRID * GRID)
        self.held = held = replace(held, start=start)
        court = self.courts[held.column].name
        self._say(tr("{match} in hand: {court}, {time}", match=first.title, court=court, time=clock(start)))
        self.viewport().update()
        return held

    def _put_down(self) -> None:
        """Let go of what is in hand; where its sport is not played it stays in hand."""
        held = self.held
        if held is None or not self._allowed(held):
            return
        self.held = None
        self.viewport().update()
        court = self.courts[held.column].id
        if (court, held.start) != (held.pile.court, held.pile.start):
            for event, contest in held.pile.keys:
                self.moved.emit(event, contest, court, held.start)

    def _put_back(self) -> None:
        self.held, self._pressed = None, None
        self._choose(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        handled = self._key_in_hand(event) if self.held else self._key_on_pile(event)
        if handled:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _key_in_hand(self, event: QKeyEvent) -> bool:
        held, key = self.held, Qt.Key(event.key())
        if held is None:
            return False
        if key in STEPS:
            across, down = STEPS[key]
            column = min(max(held.column + across, 0), len(self.courts) - 1)
            start = held.start + down
            snapped = start // GRID * GRID if down > 0 else -(-start // GRID) * GRID
            moved = self._hold(replace(held, column=column, start=snapped if down else start))
            self._show(self._scale().rect(column, moved.start, moved.pile.minutes).translated(self._corner()))
        elif key in ENTER:
            self._put_down()
        elif key == Qt.Key.Key_Escape:
            self._put_back()
        else:
            return False
        return True

    def _key_on_pile(self, event: QKeyEvent) -> bool:
        key, pile = Qt.Key(event.key()), self.current
        if key in STEPS and self.piles and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._choose(self._neighbour(key))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.piles:
            ordered = sorted(self.piles, key=lambda p: (p.start, self._column(p.court)))
            self._choose(ordered[0 if key == Qt.Key.Key_Home else -1])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.zoom(0.8 if key == Qt.Key.Key_Minus else 1.25)
        else:
            return pile is not None and self._key_for(pile, key, event.modifiers())
        return True

    def _key_for(self, pile: Pile, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """What *key* does to the chosen *pile*; whether it does anything."""
        movable = pile.state != "done"
        if key in ENTER and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.activated.emit(*pile.first.key)
        elif key in ENTER and movable:
            self._hold(Held(pile, self._column(pile.court), pile.start))
        elif key == Qt.Key.Key_Space or (key == Qt.Key.Key_Delete and movable):
            signal = self.pinned if key == Qt.Key.Key_Space else self.removed
            for which in pile.keys:
                signal.emit(*which)
        else:
            return False
        return True

    def _neighbour(self, key: Qt.Key) -> Pile:
        """The pile that *key* leads to: up and down in the same court, left and right the nearest in time."""
        pile, (across, down) = self.current, STEPS[key]
        if pile is None:
            now = self._now if self._now is not None else self._hours[0]
            return min(self.piles, key=lambda p: abs(p.start - now))
        here = self._column(pile.court)
        if down:
            same = [p for p in self.piles if p.court == pile.court]
            place = same.index(pile) + (1 if down > 0 else -1) * (1 if abs(down) == GRID else 3)
            return same[min(max(place, 0), len(same) - 1)]
        beyond = [p for p in self.piles if (self._column(p.court) - here) * across > 0]
        middle = pile.start + pile.minutes / 2
        nearest = min((abs(self._column(p.court) - here) for p in beyond), default=0)
        column = [p for p in beyond if abs(self._column(p.court) - here) == nearest]
        return min(column, key=lambda p: abs(p.start + p.minutes / 2 - middle), default=pile)

    # ------------------------------------------------------------------------------------------------------ the mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.held is None:
            pile = self._pile_at(event.position())
            self._pressed = (pile, event.position()) if pile and pile.state != "done" else None
            self._choose(pile)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed:
            pile, at = self._pressed
            far = (event.position() - at).manhattanLength() >= QApplication.startDragDistance()
            if far or self.held:
                grip = self.held.grip if self.held else at.y() - self.rect_of(pile).top()
                self._carry(pile, event.position(), grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed and self.held:
            if self._allowed(self.held):
                self._put_down()
            else:
                self._put_back()
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if pile := self._pile_at(event.position()):
            self.activated.emit(*pile.first.key)

    def _carry(self, pile: Pile, point: QPointF, grip: float) -> None:
        """Hold *pile* where the mouse is."""
        on_sheet, scale = point - self._corner(), self._scale()
        start = scale.minute_at(on_sheet.y() - grip, GRID)
        self._hold(Held(pile, scale.column_at(on_sheet.x()), start, grip))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MATCH_MIME) and self.courts:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._carry(_dragged(event), event.position(), 0)
        event.setAccepted(self.held is not None and self._allowed(self.held))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._put_back()

    def dropEvent(self, event: QDropEvent) -> None:
        self._carry(_dragged(event), event.position(), 0)
        self._put_down()
        event.acceptProposedAction()

    def _paint_over(self, painter: QPainter, scale: Scale) -> None:
        if self.held:
            rect = scale.rect(self.held.column, self.held.start, self.held.pile.minutes)
            paint_held(painter, self.held.pile, rect, self.held.start, allowed=self._allowed(self.held))


def _dragged(event: QDropEvent) -> Pile:
    """The match that comes in from outside, at no court yet."""
    words = bytes(event.mimeData().data(MATCH_MIME).data()).decode().split("\t")
    number, contest, minutes, sport = words
    return Pile((ViewBlock((int(number), contest), -1, -1, int(minutes), contest, sport=int(sport)),))
