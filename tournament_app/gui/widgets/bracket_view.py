"""Groups and knockout of an event on one canvas: zoom, fit, the way of an entrant, and every match one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent

from tournament_app.gui.theme import font, theme, token
from tournament_app.gui.widgets.bracket_data import Canvas
from tournament_app.gui.widgets.bracket_items import (
    HEADER,
    PITCH,
    BoxItem,
    EdgeItem,
    FocusItem,
    GroupItem,
    Light,
    Node,
    place_groups,
)
from tournament_app.gui.widgets.zoom_view import ZoomView
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QGraphicsSimpleTextItem, QWidget

MARGIN = 14.0
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class BracketView(ZoomView):
    """The canvas. ``activated(event_id, contest)`` on a click or Enter, ``marked(entries)`` when marks change.

    Keys: arrows go from place to place, Enter opens the match, Space marks an entrant (two marks can be exchanged),
    ``+`` ``-`` zoom, ``0`` fits, Esc takes the marks away. The mouse: Ctrl and the wheel zoom, dragging moves.
    """

    activated = Signal(int, str)
    marked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(0)
        self.light = Light()
        self.nodes: list[Node] = []
        self._headings: list[QGraphicsSimpleTextItem] = []
        self._pressed = QPointF()
        self.setAccessibleName(tr("Groups and bracket"))
        theme.changed.connect(self._wear)
        self._wear()

    # ------------------------------------------------------------------------------------------------- what is shown
    def set_canvas(self, canvas: Canvas) -> None:
        """Show *canvas*; of the same event the zoom, the place of the keys and the marks stay."""
        if canvas == self.canvas:
            return
        other = canvas.event_id != self.canvas.event_id
        self.canvas = canvas
        here = None if other or self.light.current is None else self.light.current.rect
        if other:
            self.light.entry, self.mine = None, False
            self._mark([])
        self.scene().clear()
        self.light.current = None
        self._draw()
        if here is not None:
            self.light.current = next((node for node in self.nodes if node.rect == here), None)
        if not self.mine:
            self.settle()

    def _draw(self) -> None:
        scene, canvas = self.scene(), self.canvas
        places, start = place_groups(canvas)
        self.nodes, self._headings = [], []
        for group, (x, y) in zip(canvas.groups, places, strict=True):
            item = GroupItem(group, self.light, x, y)
            scene.addItem(item)
            self.nodes += item.nodes()
        boxes = []
        top = start.y() + 2 * HEADER
        for box in canvas.boxes:
            made = BoxItem(box, self.light)
            made.moveBy(start.x(), top)
            boxes.append(made)
            scene.addItem(made)
            self.nodes += made.nodes()
        for feeding, fed in canvas.edges:
            scene.addItem(EdgeItem(boxes[feeding], boxes[fed], self.light))
        for at, words in enumerate(canvas.headings):
            self._heading(words, start.x() + at * PITCH[0], start.y() + 4)
        for at, y, words in canvas.titles:
            self._heading(words, start.x() + at * PITCH[0], top + y * PITCH[1])
        self._focus = FocusItem(self.light)
        scene.addItem(self._focus)
        whole = scene.itemsBoundingRect()
        scene.setSceneRect(whole.adjusted(-MARGIN, -MARGIN / 2, MARGIN, MARGIN))

    def _heading(self, words: str, x: float, y: float) -> None:
        text = self.scene().addSimpleText(words, font(9, font().Weight.DemiBold))
        text.setBrush(token("muted"))
        text.setPos(x, y)
        self._headings.append(text)

    def _wear(self) -> None:
        self.setBackgroundBrush(token("surface"))
        for text in self._headings:
            text.setBrush(token("muted"))
        self.scene().update()

    # ----------------------------------------------------------------------------------------------- places and marks
    def go_to(self, contest: str) -> bool:
        """Put the keys on the match *contest*; False if it is not on the canvas."""
        found = next((node for node in self.nodes if node.contest == contest), None)
        if found is not None:
            self._stand_on(found)
        return found is not None

    def mark(self, entry: int) -> None:
        """Mark an entry for an exchange, or take its mark away; the third mark replaces the first."""
        marks = self.light.marked
        self._mark([each for each in marks if each != entry] if entry in marks else [*marks, entry][-2:])

    def unmark(self) -> None:
        """Take all marks away."""
        self._mark([])

    def _mark(self, entries: list[int]) -> None:
        if entries != self.light.marked:
            self.light.marked[:] = entries
            self.marked.emit(tuple(entries))
            self.scene().update()

    def _stand_on(self, node: Node) -> None:
        self._focus.prepareGeometryChange()
        self.light.current, self.light.entry = node, node.entry
        self.ensureVisible(node.rect, 30, 30)
        self.setAccessibleDescription(node.spoken)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.scene().update()

    def light_up(self, entry: int | None) -> None:
        """Light up the way of *entry*; ``None``: nobody's."""
        if entry != self.light.entry:
            self.light.entry = entry
            self.scene().update()

    def _step(self, across: int, down: int) -> None:
        """To the nearest place in a direction; the first one if the keys stand nowhere."""
        if not self.nodes:
            return
        if self.light.current is None:
            self._stand_on(self.nodes[0])
            return
        here = self.light.current.rect.center()

        def far(node: Node) -> float:
            way = node.rect.center() - here
            along = way.x() * across + way.y() * down
            aside = abs(way.y() * across) + abs(way.x() * down)
            return along + (1.5 if across else 4.0) * aside if along > 4 else float("inf")

        nearest = min(self.nodes, key=far)
        if far(nearest) < float("inf"):
            self._stand_on(nearest)

    def node_at(self, where: QPointF) -> Node | None:
        """The place at a point of the scene."""
        return next((node for node in self.nodes if node.rect.contains(where)), None)

    # -------------------------------------------------------------------------------------------------------------- Qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, key = self.light.current, event.key()
        if key in ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(*ARROWS[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and here is not None and here.contest:
            self.activated.emit(self.canvas.event_id, here.contest)
        elif key == Qt.Key.Key_Space and here is not None and here.entry is not None:
            self.mark(here.entry)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1.2)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / 1.2)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Escape and self.light.marked:
            self._mark([])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        node = self.node_at(self.mapToScene(event.position().toPoint()))
        moved = (event.position() - self._pressed).manhattanLength() > 6
        if node is None or moved or event.button() != Qt.MouseButton.LeftButton:
            return
        self._stand_on(node)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if node.entry is not None:
                self.mark(node.entry)
        elif node.contest:
            self.activated.emit(self.canvas.event_id, node.contest)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        node = self.node_at(self.mapToScene(event.position().toPoint()))
        self.light_up(node.entry if node is not None else None)
        if not event.buttons():
            shape = Qt.CursorShape.PointingHandCursor if node is not None else Qt.CursorShape.OpenHandCursor
            self.viewport().setCursor(shape)
        self.setToolTip(node.spoken if node is not None else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.light.current is None and self.nodes and event.reason() == Qt.FocusReason.TabFocusReason:
            self._stand_on(self.nodes[0])
